"""This is an article as Pagefind reads it: the words that readers search, and the few facts that a result shows.

Headline, byline and tags are metadata: Pagefind searches all metadata, lets a match in the headline count five times,
and keeps it out of the excerpt, which therefore never repeats the headline above it. Standfirst and body are the text.
The day and the section are shown with a result but must not be found by it: who looks for "space" or "may" does not
mean every article of that section or month. The one part of a page that Pagefind hands on without searching it is the
name of an anchor, so each is the percent-encoded id of an empty element before the text; theme/scripts/search.js reads
it there.

Who asks for one section is given a word that stands for it, `section_word`: nobody types it, every article of the
section holds it, and it needs no filter (the reason against filters stands in `__init__`).
"""

import hashlib
import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote, unquote

from markupsafe import escape

from generator.model import Digest, Html, Url

_STANDFIRST_WEIGHT = 3
"""How often a word of the standfirst counts; headings of the body count 6 (h2) to 2 (h6) by Pagefind's own rule."""

_END = "</body></html>"
_SORT, _NOTE, _META = 'data-pagefind-sort="date:', 'id="{}:', 'data-pagefind-meta="{}">'
_NO_DATE = "0001-01-01"
_CONSONANTS, _WORD = "bcdfghjklmnpqrtv", 10

_DESIGNATION = re.compile(r"\b[A-Z][A-Za-z]{0,5}-?\d{1,4}[A-Z]{0,2}\b")

_SLICE = 1000
"""Characters that are read at once when we look for the first word of a body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEntry:
    """An article as the search room wants to know it. `body` is finished HTML, without bios, with every href set."""

    url: Url
    title: str
    standfirst: str
    body: Html
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    section: str
    date: str
    """The day in the form 2022-03-18: text that sorts as the days do, where Pagefind would round a number."""
    date_text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """What Pagefind is given of one article: its URL from the root of the site, and minimal HTML.

    What we need to know of it besides is read from that HTML, so that whoever keeps the two keeps all. `digest` is the
    SHA-256 of the HTML.
    """

    url: Url
    html: str
    date: str = field(init=False)
    """The day in the form 2022-03-18."""
    section: str = field(init=False)
    names: tuple[str, ...] = field(init=False)
    """Authors, tags, and the designations of the headline: what a reader who misspelt one may have meant."""
    digest: Digest = field(init=False)

    def __post_init__(self) -> None:
        html = self.html
        read = {name: unescape(_between(html, _META.format(name), "<")) for name in ("title", "byline", "tags")}
        names = [name for name in (*read["byline"].split(", "), *read["tags"].split(", ")) if name]
        facts = {
            "date": _between(html, _SORT, '"') or _NO_DATE,
            "section": unquote(_between(html, _NOTE.format("section"), '"')),
            "names": (*names, *_DESIGNATION.findall(read["title"])),
            "digest": Digest(hashlib.sha256(html.encode()).hexdigest()),
        }
        for name, value in facts.items():
            object.__setattr__(self, name, value)


def make_document(entry: SearchEntry) -> SearchDocument:
    """The article alone, without chrome or bios; every plain text is escaped, and the body stands as it is.

    Pagefind drops a page without a word of text, so an article that is all picture has its headline as its text.
    """
    parts = [
        f'<!doctype html><html lang="{escape(entry.language)}"><body {_SORT}{escape(entry.date)}">',
        _note("date", entry.date_text),
        _note("section", entry.section),
        f"<h1 data-pagefind-ignore {_META.format('title')}{escape(entry.title)}</h1>",
        _meta("byline", entry.authors),
        _meta("tags", entry.tags),
        _meta("in", (section_word(entry.section),) if entry.section else ()),
        _text(entry),
        entry.body,
        _END,
    ]
    return SearchDocument(url=entry.url, html="".join(parts))


def _between(text: str, before: str, after: str) -> str:
    """What stands between two marks that `make_document` wrote; theirs come before any of the article's own."""
    start = text.find(before)
    return text[start + len(before) : text.find(after, start + len(before))] if start >= 0 else ""


def section_word(section: str) -> str:
    """The word that every article of a section holds: consonants, always as many, so that none begins like another."""
    number = int.from_bytes(hashlib.sha256(section.encode()).digest()[:8])
    letters = [_CONSONANTS[number >> 4 * place & 15] for place in range(_WORD)]
    return "zq" + "".join(letters)


def with_words(document: SearchDocument, words: tuple[str, ...]) -> str:
    """The HTML of a document that these words find too; no result shows them."""
    if not words:
        return document.html
    return document.html.removesuffix(_END) + _meta("also", words) + _END


def _note(name: str, value: str) -> str:
    return f'<span {_NOTE.format(name)}{quote(value, safe="")}"></span>' if value else ""


def _meta(name: str, values: tuple[str, ...]) -> str:
    if not values:
        return ""
    return f"<p data-pagefind-ignore {_META.format(name)}{escape(', '.join(values))}</p>"


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
