"""This is a body while it is being written: what is finished so far and where in the source the writing stands."""

from markdown_it.token import Token
from msgspec import Struct, field

from generator.markdown.foreign import Kind, Mark
from generator.model import Link
from generator.problems import Location, Problem

_LINES, _COLUMNS = 20, 20_000
"""How far a place is looked for: far enough for a writer's text, and so that no text makes the search slow."""


class Draft(Struct, kw_only=True):
    """Everything that grows while tokens are written. It lives for one call of `reading.parse`."""

    path: str
    first_line: int
    source: str
    lines: list[str] = field(default_factory=list)
    """The source by lines; filled only once a place is asked for."""
    html: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    """What a reader sees of the block being written, without markup; a new line where the source has one."""
    problems: list[Problem] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    within: list[tuple[str, Location]] = field(default_factory=list)
    """Fragments of links within the page, and where they stand."""
    ids: dict[str, int] = field(default_factory=dict)
    """Ids given so far, in the order of the text; see `headings.make_id`."""
    line: int = 1
    """The line of the file where the writing stands, and the last one of the block."""
    last_line: int = 1
    found: tuple[int, int] = (0, 0)
    """Line and column (from 0) behind the last place that was asked for, so that a twin is found after it."""
    before: str = ""
    """The last character written in this paragraph."""
    quoted: bool = False
    """Whether a double quotation is open in this paragraph."""
    closings: list[tuple[str, str, int]] = field(default_factory=list)
    """For each open link: HTML and text that close it, and where its text begins in `text`; -1 if nobody asks."""
    tables: int = 0
    notes: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Footnotes in the order of their first reference: markdown-it's id → (number, references so far)."""
    waiting: list[str] = field(default_factory=list)
    """References of footnotes inside a link; they are written behind it, since a link holds no link."""
    foreign: dict[tuple[str, str], Kind] = field(default_factory=dict)
    """What is no Markdown, by rule and by what to do about it."""

    def write(self, html: str, text: str) -> None:
        """Add something that is escaped already, and what a reader sees of it."""
        self.html.append(html)
        self.text.append(text)
        if text:
            self.before = text[-1]

    def place(self, *needles: str) -> Location:
        """Where the first needle that is found stands in the rest of the block; else column 1 of the present line."""
        found = (location for needle in needles if needle and (location := self._find(needle)))
        return next(found, Location(path=self.path, line=self.line))

    def _find(self, needle: str) -> Location | None:
        if not self.lines:
            self.lines = self.source.split("\n")
        line, column = max(self.found, (self.line, 0))
        last = min(self.last_line, self.first_line + len(self.lines) - 1, line + _LINES)
        for number in range(line, last + 1):
            index = self.lines[number - self.first_line].find(needle, column, column + _COLUMNS)
            if index >= 0:
                self.found = (number, index + len(needle))
                return Location(path=self.path, line=number, column=index + 1)
            column = 0
        return None

    def report(self, location: Location, rule: str, message: str, hint: str = "") -> None:
        """Add a problem."""
        self.problems.append(Problem(location=location, rule=rule, message=message, hint=hint))

    def note(self, mark: Mark) -> None:
        """Add a mark of another language to those of its kind, at the next place where it stands."""
        location = self.place(mark.start)
        kind = self.foreign.setdefault((mark.rule, mark.hint), Kind(mark=mark, first=location))
        if location.line != kind.first.line:
            kind.lines.add(location.line)

    def enter(self, token: Token) -> None:
        """Move to the lines of a token, at the beginning of a new text."""
        self.before = ""
        self.quoted = False
        if token.map:
            self.line = self.first_line + token.map[0]
            self.last_line = self.first_line + token.map[1] - 1
