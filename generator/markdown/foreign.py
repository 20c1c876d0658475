"""This is what a body holds of other languages: HTML tags and commands of other programs, shown as they are written.

A page that came from elsewhere holds them by the dozen, for one reason. So each kind is told once a body, where it
stands first, with the lines of the others; a hundred equal messages would bury the one that matters.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct, field

from generator.problems import Location, Problem

_MARK = re.compile(
    r"""\{(?:\{[<%]?|%)-?[ ]*/?(?:"[^"{}]{0,300}"[ ]*\|[ ]*)?(?P<command>[\w.-]*)"""
    r"|<(?:(?P<name>/?[A-Za-z][A-Za-z0-9:-]*)(?=[\s/>]|\Z)|!--|[?]|![A-Z])"
)
_LINES = 8
"""How many further lines a message names."""
_LONGEST = 60


class Mark(Struct, frozen=True, kw_only=True):
    """One mark of another language: how it begins, as what it is shown, and what to do about its kind."""

    start: str
    rule: str
    name: str
    hint: str


class Kind(Struct, kw_only=True):
    """The marks of one rule in a body that ask for one thing: the first of them, and the lines of the others."""

    mark: Mark
    first: Location
    lines: set[int] = field(default_factory=set)

    def problem(self) -> Problem:
        """What is told of them."""
        is_what = "HTML" if self.mark.rule == "raw-html" else "a command of another program"
        message = f"{self.mark.name} is {is_what} and is shown as it was written{_elsewhere(sorted(self.lines))}"
        return Problem(location=self.first, rule=self.mark.rule, message=message, hint=self.mark.hint)


_TEXT = "Delete it; an empty line parts two paragraphs."
_QUOTE = "Begin each line of the quotation with '> '."
_LIST = "Begin each entry with '- ', or with '1. '."
_TABLE = "Write a table in Markdown: | Ship | Tons |, below it |---|---|, then a line for each row."
TO_FILE = "Write a link by the path of the other file: [words](name.md)."
"""What to write for a link to another article."""
PICTURE = 'Write it in Markdown: ![what it shows](name.jpg "Caption. Credit: Name").'
"""What to write for a picture."""
_ELSEWHERE = "Write a link to it: [what it is](https://example.org/page)."
_LINK = "Write it in Markdown: [words](https://example.org/page), or the path of another article: [words](name.md)."
_CODE = "Write it between backticks: `like this`."
_NOTHING = "Delete it: a page holds no scripts, styles or forms of an article's own."
_OTHER = "Delete it, or put it between backticks where it is meant to be seen: `<like this>`."

_TAGS: Final = (
    (_LINK, "a"),
    ("Write it in Markdown: **words**.", "strong b"),
    ("Write it in Markdown: *words*.", "em i cite"),
    ("Write it in Markdown: ~~words~~.", "del s strike"),
    ("Leave an empty line for a new paragraph, or end the line with a backslash.", "br"),
    (_TEXT, "p div span center font section article header footer main nav small big u ins abbr time sub wbr"),
    (_QUOTE, "blockquote q aside"),
    (_LIST, "ul ol li dl dt dd"),
    ("Write it in Markdown: ## Heading", "h1 h2 h3 h4 h5 h6"),
    (_TABLE, "table thead tbody tfoot tr th td caption colgroup col"),
    (PICTURE, "img figure figcaption picture"),
    (_ELSEWHERE, "iframe video audio source embed object param track"),
    (_CODE, "code pre kbd samp tt var"),
    ("Write it in Markdown: a line --- between two empty lines.", "hr"),
    ("For a note write [^1] here, and on a line of its own [^1]: and its text.", "sup"),
    (_NOTHING, "script style form input button select option textarea label link meta svg"),
)
_HINTS: Final[Mapping[str, str]] = {name: hint for hint, names in _TAGS for name in names.split()}
_COMMANDS: Final = (
    (re.compile(r"img|image|figure|fig\Z|photo|picture|gallery"), PICTURE),
    (re.compile(r"tube|vimeo|tweet|twitter|instagram|gist|video|audio|podcast|embed"), _ELSEWHERE),
    (re.compile(r"(?:rel)?ref\Z|link|url"), TO_FILE),
    (re.compile(r"highlight|code|pre\Z"), _CODE),
    (re.compile(r"quote"), _QUOTE),
)
_PLAINLY = "Write in Markdown what it was to show, or delete it."


def marks(text: str) -> Iterator[Mark]:
    """The marks of a text that is shown, in order; within the beginning of a command nothing is HTML."""
    for match in _MARK.finditer(text):
        yield _tag(match) if match[0][0] == "<" else _command(match)


def _tag(match: re.Match[str]) -> Mark:
    name = match["name"]
    if name:
        hint = _HINTS.get(name.lstrip("/").lower(), _OTHER)
        return Mark(start=match[0], rule="raw-html", name=f"<{name[:_LONGEST]}>", hint=hint)
    shown = "a comment" if match[0] == "<!--" else f"{match[0]} …"
    return Mark(start=match[0], rule="raw-html", name=shown, hint="Delete it, for readers would see it.")


def _command(match: re.Match[str]) -> Mark:
    name = match["command"].lower().removeprefix("end")
    hint = next((hint for known, hint in _COMMANDS if known.search(name)), _PLAINLY)
    return Mark(start=match[0], rule="foreign-shortcode", name=f"'{match[0].strip()[:_LONGEST]} …'", hint=hint)


def destination(written: str, hint: str) -> Mark:
    """The mark of a link or a picture whose destination holds a command."""
    shown = written if len(written) <= _LONGEST else f"{written[:_LONGEST]}…"
    return Mark(start=written, rule="foreign-shortcode", name=repr(shown), hint=hint)


def _elsewhere(lines: Sequence[int]) -> str:
    if not lines:
        return ""
    named = ", ".join(map(str, lines[:_LINES])) + (f" and {len(lines) - _LINES:,} more" if len(lines) > _LINES else "")
    return f", here and in {'line' if len(lines) == 1 else 'lines'} {named}"
