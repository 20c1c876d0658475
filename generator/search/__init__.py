"""This is the door to Pagefind: what readers search, fed to it article by article, and the index that it gives back.

Pagefind makes an index in one piece, in memory, and anew for every article. So the archive is cut by time into shards
(`shards`) that the browser searches together. Pagefind is run as `pagefind --service`, one process for each shard that
is made, spoken to over its standard streams (`service`). It is given a minimal document of each article (`document`),
never the themed page, with the other spellings of its words (`aliases`); so neither the theme nor the order of a folder
touches the index. What it answers is a bundle (`bundle`), kept below `.cache/search/` in a folder that is named by the
digest of everything that went in (`store`): an equal key is reused without starting Pagefind. What the search page is
to know of the shards is written beside them (`catalog`).

The documents carry no filters. In Pagefind 1.5.2 a filter with more than one value on the site makes the filter
chunks, the metadata and pagefind-entry.json differ from run to run; without filters every byte of a bundle is the same.
"""

from generator.search.aliases import NO_ALIASES, Aliases, check_aliases, parse_aliases, read_aliases
from generator.search.amending import Change, Reread, amend
from generator.search.bundle import Care, forget, update
from generator.search.document import Indexed, Named, SearchDocument, SearchEntry, make_document
from generator.search.making import Files, Load
from generator.search.service import Pagefind, find_pagefind

__all__ = [
    "NO_ALIASES",
    "Aliases",
    "Care",
    "Change",
    "Files",
    "Indexed",
    "Load",
    "Named",
    "Pagefind",
    "Reread",
    "SearchDocument",
    "SearchEntry",
    "amend",
    "check_aliases",
    "find_pagefind",
    "forget",
    "make_document",
    "parse_aliases",
    "read_aliases",
    "update",
]
