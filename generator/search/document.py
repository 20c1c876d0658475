"""This is an article as Pagefind reads it: the words that readers search, and the few facts that a result shows.

Headline, byline and tags are metadata: Pagefind searches all metadata, lets a match in the headline count five times,
and keeps it out of the excerpt, which therefore never repeats the headline above it. Standfirst and body are the text.
The day and the section are shown with a result but must not be found by it: who looks for "space" or "may" does not
mean every article of that section or month. The one part of a page that Pagefind hands on without searching it is the
name of an anchor, so each is the percent-encoded id of an empty element before the text; theme/scripts/search.js reads
it there.

Who asks for one section, author or tag is given a word that stands for it, `stand_in`: nobody types it, every article
of the section, author or tag holds it, and it needs no filter (the reason against filters stands in `__init__`).
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import escape
from msgspec import Struct

from generator.model import Digest, Html, Url

_STANDFIRST_WEIGHT = 3
"""How often a word of the standfirst counts; headings of the body count 6 (h2) to 2 (h6) by Pagefind's own rule."""

_END = "</body></html>"
_CONSONANTS, _WORD = "bcdfghjklmnpqrtv", 12
_FNV_START, _FNV_PRIME = (0x811C9DC5, 0x050C5D1F), 0x01000193
"""FNV-1a of 32 bits (draft-eastlake-fnv), begun at its own offset and at another, which gives 32 bits more."""

_DESIGNATION = re.compile(r"\b[A-Z][A-Za-z]{0,5}-?\d{1,4}[A-Z]{0,2}\b")

_SLICE = 1000
"""Characters that are read at once when we look for the first word of a body."""


class Kind(StrEnum):
    """What a search may be held to, by its name in the address of a search."""

    SECTION = "section"
    AUTHOR = "author"
    TAG = "tag"


class Named(NamedTuple):
    """An author or a tag: its id, as in the address of its page, and its name as the article prints it."""

    id: str
    name: str


class SearchEntry(Struct, frozen=True, kw_only=True):
    """An article as the search room wants to know it. `body` is finished HTML, without bios, with every href set."""

    url: Url
    title: str
    standfirst: str
    body: Html
    authors: tuple[Named, ...]
    tags: tuple[Named, ...]
    section: str
    date: str
    """The day in the form 2022-03-18: text that sorts as the days do, where Pagefind would round a number."""
    date_text: str
    language: str


class Indexed(Struct, frozen=True, kw_only=True):
    """What is to be known of a document when its HTML is not at hand; small, so that it can be kept with the page."""

    url: Url
    digest: Digest
    """The SHA-256 of the HTML."""
    words: int
    """Words of the text."""
    date: str
    """The day in the form 2022-03-18."""
    section: str
    authors: tuple[Named, ...]
    tags: tuple[Named, ...]
    designations: tuple[str, ...]
    """Those of the headline: with the names, what a reader who misspelt one may have meant."""


class SearchDocument(Struct, frozen=True, kw_only=True):
    """What Pagefind is given of one article, minimal HTML, and what we know of it besides."""

    note: Indexed
    html: str


def make_document(entry: SearchEntry) -> SearchDocument:
    """The article alone, without chrome or bios; every plain text is escaped, and the body stands as it is.

    Pagefind drops a page without a word of text, so an article that is all picture has its headline as its text.
    """
    text = _text(entry) + entry.body
    parts = [
        f'<!doctype html><html lang="{escape(entry.language)}"><body data-pagefind-sort="date:{escape(entry.date)}">',
        _note("date", entry.date_text),
        _note("section", entry.section),
        f'<h1 data-pagefind-ignore data-pagefind-meta="title">{escape(entry.title)}</h1>',
        _meta("byline", [author.name for author in entry.authors], ", "),
        _meta("tags", [tag.name for tag in entry.tags], ", "),
        _meta("in", list(_stand_ins(entry)), " "),
        text,
        _END,
    ]
    html = "".join(parts)
    note = Indexed(
        url=entry.url,
        digest=Digest(hashlib.sha256(html.encode()).hexdigest()),
        words=len(plain_text(text).split()),
        date=entry.date,
        section=entry.section,
        authors=entry.authors,
        tags=entry.tags,
        designations=tuple(_DESIGNATION.findall(entry.title)),
    )
    return SearchDocument(note=note, html=html)


@lru_cache(maxsize=1 << 14)
def stand_in(kind: Kind, name: str) -> str:
    """The word that every article of a section (by its title), an author or a tag (by its id) holds.

    It is made of consonants, always as many, so that none begins like another and no ending is taken off it. The search
    page makes the same word, with no list of names at hand: theme/scripts/search-words.js.
    """
    number = 0
    for start in _FNV_START:
        hashed = start
        for byte in f"{kind}:{name}".encode():
            hashed = (hashed ^ byte) * _FNV_PRIME & 0xFFFFFFFF
        number = number << 32 | hashed
    letters = [_CONSONANTS[number >> 4 * place & 15] for place in range(_WORD)]
    return "zq" + "".join(letters)


def _stand_ins(entry: SearchEntry) -> Iterator[str]:
    if entry.section:
        yield stand_in(Kind.SECTION, entry.section)
    for author in entry.authors:
        yield stand_in(Kind.AUTHOR, author.id)
    for tag in entry.tags:
        yield stand_in(Kind.TAG, tag.id)


def plain_text(html: str) -> str:
    """What stands between the tags; a tag that has a ">" in an address leaves the rest of it, which does no harm."""
    return " ".join([piece.partition(">")[2] for piece in html.split("<")])


def with_words(html: str, words: tuple[str, ...]) -> str:
    """The HTML of a document that these words find too; no result shows them."""
    return html.removesuffix(_END) + _meta("also", words, ", ") + _END if words else html


def _note(name: str, value: str) -> str:
    return f'<span id="{name}:{quote(value, safe="")}"></span>' if value else ""


def _meta(name: str, values: Sequence[str], between: str) -> str:
    if not values:
        return ""
    return f'<p data-pagefind-ignore data-pagefind-meta="{name}">{escape(between.join(values))}</p>'


def _text(entry: SearchEntry) -> str:
    if entry.standfirst.strip():
        return f'<p data-pagefind-weight="{_STANDFIRST_WEIGHT}">{escape(entry.standfirst)}</p>'
    return "" if _has_words(entry.body) else f"<p>{escape(entry.title)}</p>"


def _has_words(body: str) -> bool:
    reader = _FirstWords()
    for start in range(0, len(body), _SLICE):
        reader.feed(body[start : start + _SLICE])
        if reader.found:
            return True
    return False


class _FirstWords(HTMLParser):
    """Notes whether any text between tags holds a letter or a digit."""

    def __init__(self) -> None:
        super().__init__()
        self.found = False

    def handle_data(self, data: str) -> None:
        self.found = self.found or any(character.isalnum() for character in data)
