"""This is the door to Pagefind: what readers search, fed to it article by article, and the index that it gives back.

Pagefind is run as `pagefind --service`, one process that is spoken to over its standard streams (`service`). It is
given a minimal document of each article (`document`), never the themed page, in the order of the URLs; so neither the
theme nor the order of a folder touches the index. What it answers is a bundle, kept below `.cache/search/` in a folder
that is named by the digest of everything that went in (`bundle`): an equal key is reused without starting Pagefind.

The documents carry no filters. In Pagefind 1.5.2 a filter with more than one value on the site makes the filter
chunks, the metadata and pagefind-entry.json differ from run to run; without filters every byte of a bundle is the same.
"""

from generator.search.bundle import forget, update
from generator.search.document import SearchDocument, SearchEntry, make_document
from generator.search.service import Pagefind, find_pagefind

__all__ = ["Pagefind", "SearchDocument", "SearchEntry", "find_pagefind", "forget", "make_document", "update"]
