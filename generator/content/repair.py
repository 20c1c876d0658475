"""This is the repair of what has one right answer in a front matter; nothing else in a file is touched.

Byte order marks and line ends, quotes and tabs that keep YAML from being read, the spelling of dates and field names,
and a field that is written twice with one value. Quotes are mended only where the whole front matter is YAML then.
"""

import datetime as dt
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.content.characters import shown
from generator.content.dates import DateFault, parse_date
from generator.content.form import plain_value
from generator.content.matter import Parts, split, unify_line_ends
from generator.content.names import FOREIGN, KNOWN
from generator.content.nodes import Fields, MatterError, Text, compose
from generator.content.sources import SourceKind, discover, kind_of
from generator.problems import Problem, nearest

_DATES = frozenset({"date", "updated", "expires"})
_MOST = 40
"""No front matter takes more repairs than this to become YAML."""
_NEVER_RENAMED = frozenset({"status", "image", "slug", "kind", "sources", "dateline", "aliases"})
"""Fields whose foreign namesakes hold something else."""


def repair(text: str, *, path: str) -> tuple[str, tuple[str, ...]]:
    """The text with its front matter mended, and what was changed, a sentence for each change with its line."""
    changes = []
    plain = unify_line_ends(text)
    if text.startswith("\ufeff"):
        changes.append("1: removed the byte order mark")
    if "\r" in text:
        changes.append("1: made line feeds of all line ends")
    parts = split(plain, path)
    if isinstance(parts, Problem):
        return (plain, tuple(changes))
    start = plain[: _offset(plain, parts.matter_line)]
    if start != "---\n":
        changes.append("1: began the file with '---'")
    lines = parts.matter.split("\n")
    changes += _mend_yaml(lines, parts, path)
    changes += _mend_fields(lines, parts, path)
    rest = plain[len(start) + len(parts.matter) :]
    return ("---\n" + "\n".join(lines) + rest, tuple(changes))


def repair_files(root: Path, named: Sequence[str] = ()) -> Iterator[str]:
    """Repair the Markdown files of content/, or those named (files or folders); a line for each change."""
    sources, _ = discover(root)
    for source in sources:
        if source.kind in {SourceKind.MEDIA, SourceKind.DATA} or not _is_named(source.path, named):
            continue
        try:
            text = (root / source.path).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # the reader says what is wrong with it
        mended, changes = repair(text, path=source.path)
        if mended != text:
            _replace(root / source.path, mended)
        yield from (f"{source.path}:{change}" for change in changes)


def _is_named(path: str, named: Sequence[str]) -> bool:
    return not named or any(name in {path, "."} or path.startswith(f"{name.rstrip('/')}/") for name in named)


def _offset(text: str, line: int) -> int:
    """Where a line, counted from 1, begins."""
    index = 0
    for _ in range(line - 1):
        index = text.index("\n", index) + 1
    return index


def _mend_yaml(lines: list[str], parts: Parts, path: str) -> Iterator[str]:
    """Mend line after line until the front matter is YAML, or until a line has no one right answer."""
    before = list(lines)
    done: dict[int, str] = {}
    for _ in range(_MOST):
        try:
            compose("\n".join(lines), path, parts.matter_line)
        except MatterError as error:
            row = error.problem.location.line - parts.matter_line
            if not error.mended or row in done:
                break
            lines[row] = error.mended
            done[row] = f"{row + parts.matter_line}: wrote {shown(error.mended.strip())}; {error.problem.message}"
        else:
            yield from done.values()
            return
    lines[:] = before


def _mend_fields(lines: list[str], parts: Parts, path: str) -> Iterator[str]:
    """Mend names, dates and repetitions, from the last line up so that places stay true."""
    try:
        root = compose("\n".join(lines), path, parts.matter_line)
    except MatterError:
        return
    known = KNOWN[kind_of(path)]
    taken = {key.text for key, _ in root.pairs}
    for index in range(len(root.pairs) - 1, -1, -1):
        change = _repeated(lines, root, index, parts) or _dated(lines, root, index, parts)
        if not change and root.pairs[index][0].text not in known:
            change = _renamed(lines, root, index, parts, known - taken)
        if change:
            taken = taken | {change[0]}
            yield change[1]


_Change = tuple[str, str] | None


def _repeated(lines: list[str], root: Fields, index: int, parts: Parts) -> _Change:
    """A field that stands above with the same value, on a line of its own, goes."""
    key, value = root.pairs[index]
    twins = [other for name, other in root.pairs[:index] if name.text == key.text]
    if not twins or not isinstance(value, Text) or not _ends_on_its_line(lines, root, index, parts):
        return None
    if any(plain_value(twin) != plain_value(value) for twin in twins):
        return None
    del lines[key.line - parts.matter_line]
    return key.text, f"{key.line}: deleted the second {shown(key.text)}"


def _ends_on_its_line(lines: list[str], root: Fields, index: int, parts: Parts) -> bool:
    key = root.pairs[index][0]
    row = key.line - parts.matter_line
    following = lines[row + 1] if row + 1 < len(lines) else ""
    return key.column == 1 and not following.startswith((" ", "\t", "-")) and lines[row][:1] != "{"


def _renamed(lines: list[str], root: Fields, index: int, parts: Parts, free: frozenset[str]) -> _Change:
    """A misspelt or foreign name becomes the field that was meant, where no such field stands yet."""
    key, value = root.pairs[index]
    lowered = key.text.lower().replace("-", "_")
    meant = lowered if lowered in free else FOREIGN.get(lowered, "") or nearest(lowered, free)
    is_list = not isinstance(value, Text)
    if meant not in free or (meant in _NEVER_RENAMED and meant != lowered) or (is_list and meant == "section"):
        return None
    row, start = key.line - parts.matter_line, key.column - 1
    line = lines[row]
    if line[start : start + len(key.text)] != key.text:
        return None
    lines[row] = line[:start] + meant + line[start + len(key.text) :]
    return meant, f"{key.line}: wrote {shown(meant)} for {shown(key.text)}"


def _dated(lines: list[str], root: Fields, index: int, parts: Parts) -> _Change:
    """A date with one reading is spelled as a date."""
    key, value = root.pairs[index]
    if key.text not in _DATES or not isinstance(value, Text) or value.is_empty:
        return None
    fault = parse_date(value.text, dt.UTC)
    if not isinstance(fault, DateFault) or not fault.meant or isinstance(parse_date(fault.meant, dt.UTC), DateFault):
        return None
    row = value.line - parts.matter_line
    head, line = lines[row][: value.column - 1], lines[row][value.column - 1 :]
    if value.text not in line:
        return None
    lines[row] = head + line.replace(value.text, fault.meant, 1)
    return key.text, f"{value.line}: wrote {shown(fault.meant)} for {shown(value.text)}"


def _replace(path: Path, text: str) -> None:
    """Put a text in the place of a file, all or nothing, with the file's own permissions."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".swp")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.chmod(name, path.stat().st_mode & 0o777)  # noqa: PTH101 -- the name is a text from mkstemp
        os.replace(name, path)  # noqa: PTH105 -- as above
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
