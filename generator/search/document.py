"""This is an article as Pagefind reads it: the words that readers search, and the few facts that a result shows.

Headline, byline and tags are metadata: Pagefind searches all metadata, lets a match in the headline count five times,
and keeps it out of the excerpt, which therefore never repeats the headline above it. Standfirst and body are the text.
The day and the section are shown with a result but must not be found by it: who looks for "space" or "may" does not
mean every article of that section or month. The one part of a page that Pagefind hands on without searching it is the
name of an anchor, so each is the percent-encoded id of an empty element before the text; theme/scripts/search.js reads
it there.
"""

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import quote

from markupsafe import escape

from generator.model import Html, Url

_STANDFIRST_WEIGHT = 3
"""How often a word of the standfirst counts; headings of the body count 6 (h2) to 2 (h6) by Pagefind's own rule."""

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
    """What Pagefind is given of one article: its URL from the root of the site, and minimal HTML."""

    url: Url
    html: str


def make_document(entry: SearchEntry) -> SearchDocument:
    """The article alone, without chrome or bios; every plain text is escaped, and the body stands as it is.

    Pagefind drops a page without a word of text, so an article that is all picture has its headline as its text.
    """
    parts = [
        f'<!doctype html><html lang="{escape(entry.language)}"><body data-pagefind-sort="date:{escape(entry.date)}">',
        _note("date", entry.date_text),
        _note("section", entry.section),
        f'<h1 data-pagefind-ignore data-pagefind-meta="title">{escape(entry.title)}</h1>',
        _meta("byline", entry.authors),
        _meta("tags", entry.tags),
        _text(entry),
        entry.body,
        "</body></html>",
    ]
    return SearchDocument(url=entry.url, html="".join(parts))


def _note(name: str, value: str) -> str:
    return f'<span id="{name}:{quote(value, safe="")}"></span>' if value else ""


def _meta(name: str, values: tuple[str, ...]) -> str:
    if not values:
        return ""
    return f'<p data-pagefind-ignore data-pagefind-meta="{name}">{escape(", ".join(values))}</p>'


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
