"""This is the repair of what has one right answer in a front matter; nothing else in a file is touched.

Byte order marks and line ends, spaces after the lines `---`, quotes and tabs that keep YAML from being read, the
spelling of dates and field names, entities of HTML in plain texts, and a field that is written twice with one value.
Two laws hold. Quotes are mended only where the whole front matter is YAML then. And whatever else is mended leaves the
file with no more problems, and no more errors, than it had.
"""

import datetime as dt
import html
import re
import sys
from collections.abc import Iterator

from msgspec import Struct

from generator.content.characters import FORBIDDEN, shown
from generator.content.dates import DateFault, parse_date
from generator.content.form import ENTITY, plain_value
from generator.content.matter import FENCE, MATTER_LIMIT, Parts, opening, split, unify_line_ends
from generator.content.names import FOREIGN, KNOWN
from generator.content.nodes import Fields, MatterError, Text, compose
from generator.content.reading import parse
from generator.content.sources import kind_of
from generator.problems import Problem, Severity, judge, nearest

_DATES = frozenset({"date", "updated", "expires"})
_MOST = 40
"""No front matter takes more repairs than this to become YAML."""
_ROUNDS = 8
"""A field that has its name can be a repetition, so fields are gone through until nothing is left to mend."""
_NEVER_RENAMED = frozenset({"status", "image", "slug", "kind", "sources", "dateline", "aliases", "expires"})
"""Fields whose foreign namesakes hold something else, or would take an article away."""


def mend(text: str, *, path: str) -> tuple[str, tuple[str, ...]]:
    """The text with its front matter mended, and what was changed, a sentence for each change with its line."""
    changes = []
    plain = unify_line_ends(text)
    if text.startswith("\ufeff"):
        changes.append("1: removed the byte order mark")
    if "\r" in text:
        changes.append("1: made line feeds of all line ends")
    parts = split(plain, path)
    if isinstance(parts, Problem):
        plain, change = _open_first(plain, path)
        changes += [change] if change else []
        parts = split(plain, path)
    if isinstance(parts, Problem):
        return (plain, tuple(changes))
    start = plain[: _offset(plain, parts.matter_line)]
    if start != "---\n":
        changes.append("1: began the file with '---'")
    rest = plain[len(start) + len(parts.matter) :]
    closing = rest.partition("\n")[0]
    if closing != "---":
        changes.append(f"{parts.body_line - 1}: removed the spaces after '---'")
        rest = "---" + rest[len(closing) :]
    matter, mended = _mend_matter(parts, path)
    return ("---\n" + matter + rest, (*changes, *mended))


def _offset(text: str, line: int) -> int:
    """Where a line, counted from 1, begins."""
    index = 0
    for _ in range(line - 1):
        index = text.index("\n", index) + 1
    return index


def _open_first(text: str, path: str) -> tuple[str, str]:
    """The text with a line '---' above fields that stand before the first one; as it was where that is in doubt.

    Fields above the line that opens and fields below it are one front matter: the line moves up. Fields above the one
    line there is are a front matter that nobody opened: a line is written.
    """
    start = opening(text)
    first = FENCE.search(text, start)
    above = _fields(text[start : first.start()], path) if first else None
    if first is None or not above:
        return text, ""
    second = FENCE.search(text, first.end() + 1)
    below = _fields(text[first.end() + 1 : second.start()], path) if second else {}
    known, line = KNOWN[kind_of(path)], text.count("\n", 0, start) + 1
    agree = below is not None and all(above[name] == below[name] for name in above.keys() & below.keys())
    if below and agree and below.keys() & known:
        rest = text[start : first.start()] + text[first.end() + 1 :]
        return f"---\n{rest}", f"{line}: moved the line '---' above the first field"
    if below is not None and not below and above.keys() & known:
        return f"---\n{text[start:]}", f"{line}: wrote a line '---' above the first field"
    return text, ""


def _fields(text: str, path: str) -> dict[str, object] | None:
    """The fields of a text by name; none when it is prose, None when it is meant as fields and is no YAML."""
    if _is_no_yaml(text):
        return None
    try:
        return {key.text: plain_value(value) for key, value in compose(text, path, 1).pairs}
    except MatterError as error:
        return None if ":" in text.partition("\n")[0] or error.mending else {}


def _is_no_yaml(text: str) -> bool:
    """Whether a text is none that YAML's parser is ever given: too long, or with characters that it cannot hold."""
    return len(text.encode("utf-8", "surrogatepass")) > MATTER_LIMIT or bool(FORBIDDEN.search(text))


def _mend_matter(parts: Parts, path: str) -> tuple[str, list[str]]:
    if _is_no_yaml(parts.matter):
        return parts.matter, []
    lines = parts.matter.split("\n")
    changes = list(_mend_yaml(lines, parts, path))
    state = _Lines(lines=lines, parts=parts, path=path)
    for _ in range(_ROUNDS):
        found = [*_mend_fields(state), *_mend_entities(state)]
        changes += found
        if not found:
            break
    return "\n".join(lines), changes


def _mend_yaml(lines: list[str], parts: Parts, path: str) -> Iterator[str]:
    """Mend place after place until the front matter is YAML, or until one has no one right answer."""
    before = list(lines)
    done: dict[int, str] = {}
    for _ in range(_MOST):
        try:
            compose("\n".join(lines), path, parts.matter_line)
        except MatterError as error:
            mending = error.mending
            if mending is None or mending.row in done:
                break
            lines[mending.row : mending.row + len(mending.lines)] = mending.lines
            wrote = shown(mending.lines[0].strip())
            done[mending.row] = f"{mending.row + parts.matter_line}: wrote {wrote}; {error.problem.message}"
        else:
            yield from done.values()
            return
    lines[:] = before


class _Lines(Struct, kw_only=True):
    """The lines of a front matter under repair, where they stand, and what is wrong with the file as it is now."""

    lines: list[str]
    parts: Parts
    path: str
    count: tuple[int, int] = (0, 0)

    def compose(self) -> Fields:
        """The fields as they are now; none where nothing can be mended, or too many to try."""
        try:
            root = compose("\n".join(self.lines), self.path, self.parts.matter_line)
        except MatterError:
            return Fields((), 0, 0)
        self.count = self._faults()
        return root if len(root.pairs) <= _MOST_FIELDS else Fields((), 0, 0)

    def change(self, row: int, end: int, written: list[str]) -> bool:
        """Write lines in the place of those from `row` to `end`, where that leaves no more problems and no more errors.

        A field with its right name can show a fault that nobody saw before, so equal numbers will do.
        """
        before = self.lines[row:end]
        self.lines[row:end] = written
        count = self._faults()
        if count[0] <= self.count[0] and count[1] <= self.count[1]:
            self.count = count
            return True
        self.lines[row : row + len(written)] = before
        return False

    def _faults(self) -> tuple[int, int]:
        """How many errors and how many problems there are; more than any file has when it cannot be read."""
        text = "---\n" + "\n".join(self.lines) + "---\n"
        kind = kind_of(self.path)
        found = judge(parse(text, path=self.path, kind=kind, zone=dt.UTC).problems, {})
        if any(finding.problem.rule in _UNREADABLE for finding in found):
            return sys.maxsize, sys.maxsize
        return sum(finding.severity is Severity.ERROR for finding in found), len(found)


_MOST_FIELDS = 100
"""No front matter has more fields; each is tried on its own."""
_UNREADABLE = frozenset({"bad-yaml", "too-deep"})
_Change = tuple[int, list[str], str] | None
"""Which line becomes what (none: it goes), and the sentence that says so."""


def _mend_fields(lines: _Lines) -> Iterator[str]:
    """Mend names, dates and repetitions, from the last line up so that places stay true."""
    root = lines.compose()
    for index in range(len(root.pairs) - 1, -1, -1):
        changes = (_repeated(lines, root, index), _dated(lines, root, index), _renamed(lines, root, index))
        change = next((change for change in changes if change), None)
        if change and lines.change(change[0], change[0] + 1, change[1]):
            yield change[2]
            root = lines.compose()


def _mend_entities(lines: _Lines) -> Iterator[str]:
    """Write the characters that HTML's entities stand for in texts at the top of a front matter."""
    root = lines.compose()
    first = lines.parts.matter_line
    ends = [*(key.line - first for key, _ in root.pairs[1:]), len(lines.lines)]
    for (key, value), end in zip(root.pairs, ends, strict=False):
        if key.text not in _PLAIN_TEXTS or not isinstance(value, Text) or "&" not in value.text:
            continue
        row = key.line - first
        written = [ENTITY.sub(_character, line) for line in lines.lines[row:end]]
        if written != lines.lines[row:end] and lines.change(row, end, written):
            yield f"{key.line}: wrote the characters that HTML's entities in {shown(key.text)} stand for"


_PLAIN_TEXTS = frozenset({"title", "summary", "standfirst", "section", "series", "dateline", "bio", "author"})


def _character(match: re.Match[str]) -> str:
    """A character that means nothing to YAML inside a text, for its entity; any other entity stays."""
    character = html.unescape(match[0])
    if character == "&":
        return match[0] if ENTITY.match("&" + match.string[match.end() :]) else "&"
    return character if character.isprintable() and not character.isascii() else match[0]


def _repeated(lines: _Lines, root: Fields, index: int) -> _Change:
    """A field that stands above with the same value, on a line of its own, goes."""
    key, value = root.pairs[index]
    twins = [other for name, other in root.pairs[:index] if name.text == key.text]
    if not twins or not isinstance(value, Text) or not _ends_on_its_line(lines, key):
        return None
    if any(plain_value(twin) != plain_value(value) for twin in twins):
        return None
    return key.line - lines.parts.matter_line, [], f"{key.line}: deleted the second {shown(key.text)}"


def _ends_on_its_line(lines: _Lines, key: Text) -> bool:
    row = key.line - lines.parts.matter_line
    following = lines.lines[row + 1] if row + 1 < len(lines.lines) else ""
    return key.column == 1 and not following.startswith((" ", "\t", "-")) and lines.lines[row][:1] != "{"


def _renamed(lines: _Lines, root: Fields, index: int) -> _Change:
    """A misspelt or foreign name becomes the field that was meant, where no such field stands yet."""
    key, value = root.pairs[index]
    known = KNOWN[kind_of(lines.path)]
    free = known - {name.text for name, _ in root.pairs}
    lowered = key.text.lower().replace("-", "_")
    meant = lowered if lowered in free else FOREIGN.get(lowered, "") or nearest(lowered, free)
    is_list = not isinstance(value, Text)
    if key.text in known or meant not in free or (meant in _NEVER_RENAMED and meant != lowered):
        return None
    row, start = key.line - lines.parts.matter_line, key.column - 1
    line = lines.lines[row]
    if line[start : start + len(key.text)] != key.text or (is_list and meant == "section"):
        return None
    written = line[:start] + meant + line[start + len(key.text) :]
    return row, [written], f"{key.line}: wrote {shown(meant)} for {shown(key.text)}"


def _dated(lines: _Lines, root: Fields, index: int) -> _Change:
    """A date with one reading is spelled as a date."""
    key, value = root.pairs[index]
    if key.text not in _DATES or not isinstance(value, Text) or value.is_empty:
        return None
    fault = parse_date(value.text, dt.UTC)
    if not isinstance(fault, DateFault) or not fault.meant or isinstance(parse_date(fault.meant, dt.UTC), DateFault):
        return None
    row = value.line - lines.parts.matter_line
    head, line = lines.lines[row][: value.column - 1], lines.lines[row][value.column - 1 :]
    if value.text not in line:
        return None
    written = head + line.replace(value.text, fault.meant, 1)
    return row, [written], f"{value.line}: wrote {shown(fault.meant)} for {shown(value.text)}"
