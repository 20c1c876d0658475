"""This is how a page of the site gets what only the preview shows, on its way to the browser.

The file on the disk stays as it will be published. Places in the page are found by a parser, and what is set into them
comes from templates; nothing is sought by its looks.
"""

from collections.abc import Callable, Iterable
from html.parser import HTMLParser

from msgspec import Struct, field

_STEP = 4096
"""Characters that the parser is given at a time; it is asked for the head alone."""
_NEEDED = ("script-src", "style-src", "connect-src")
"""What the preview does that a page's policy may forbid: Content Security Policy Level 3, section 6.1."""


class Dress(Struct, frozen=True, kw_only=True):
    """What is set into a page: at the end of its head, at the begin of its body, and in front of its title."""

    head: str
    body: str
    title: str
    policy: Callable[[str], str]
    """A policy as the element that states it."""


def dress(page: str, clothes: Dress) -> str:
    """The page with the preview's additions, and with a policy that lets them work."""
    head = _read_head(page)
    edits = [(start, end, clothes.policy(widen(policy))) for start, end, policy in head.policies]
    if head.title is not None:
        edits.append((head.title, head.title, clothes.title))
    end = head.end if head.end is not None else len(page)
    body = head.body if head.body is not None else len(page)
    return _edit(page, [*edits, (end, end, clothes.head), (body, body, clothes.body)])


def widen(policy: str) -> str:
    """The policy with the site itself as a source of scripts, styles and events, and otherwise as strict as it was."""
    directives: dict[str, list[str]] = {}
    for words in (directive.split() for directive in policy.split(";")):
        if words:
            directives.setdefault(words[0].lower(), words[1:])  # of two equal ones the first holds
    for name in _NEEDED:
        sources = directives.get(name, directives.get("default-src"))
        if sources is not None and "'self'" not in sources:
            directives[name] = [*(source for source in sources if source != "'none'"), "'self'"]
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def _edit(page: str, edits: Iterable[tuple[int, int, str]]) -> str:
    pieces, done = [], 0
    for start, end, text in sorted(edits, key=lambda edit: edit[0]):
        pieces += [page[done:start], text]
        done = end
    return "".join([*pieces, page[done:]])


class _Places(Struct):
    """Where the parts of a page begin, as offsets; None for a part that it lacks."""

    policies: list[tuple[int, int, str]] = field(default_factory=list)
    title: int | None = None
    """Behind the tag that opens the title."""
    end: int | None = None
    """Of the head: before the tag that closes it, or that opens the body."""
    body: int | None = None
    """Behind the tag that opens the body."""


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self._page = page
        self._line, self._line_start = 1, 0
        self.places = _Places()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._here()
        end = start + len(self.get_starttag_text() or "")
        if tag == "meta" and self.places.end is None:
            self._note_policy(start, end, {name: value or "" for name, value in attrs})
        elif tag == "title" and self.places.title is None and self.places.end is None:
            self.places.title = end
        elif tag == "body" and self.places.body is None:
            self.places.end = start if self.places.end is None else self.places.end
            self.places.body = end

    def handle_endtag(self, tag: str) -> None:
        if tag == "head" and self.places.end is None:
            self.places.end = self._here()

    def _note_policy(self, start: int, end: int, attributes: dict[str, str]) -> None:
        if attributes.get("http-equiv", "").lower() == "content-security-policy":
            self.places.policies.append((start, end, attributes.get("content", "")))

    def _here(self) -> int:
        """Where the tag begins that is being read; the parser tells line and column, and lines only grow."""
        line, column = self.getpos()
        while self._line < line:
            self._line_start = self._page.index("\n", self._line_start) + 1
            self._line += 1
        return self._line_start + column


def _read_head(page: str) -> _Places:
    reader = _Reader(page)
    for start in range(0, len(page), _STEP):
        reader.feed(page[start : start + _STEP])
        if reader.places.body is not None:
            break
    return reader.places
