"""This is what a YAML parser's complaint means in a writer's words, and the line to write instead."""

import re

import yaml
from msgspec import Struct

from generator.content.characters import shown
from generator.problems import Location, Problem

# Possessive throughout: a line may be 16 KiB of spaces, and is looked at once.
_LINE = re.compile(r"(?P<head>\s*+(?:- ++)?+(?:(?P<name>[\w.-]++(?: ++[\w.-]++)*+) *+:[ \t]++)?+)(?P<value>.*+)")
_TIGHT = re.compile(r"\s*(?:- )?(?P<name>[A-Za-z_][\w-]*)(?P<sign>[:=])(?P<value>\s*\S.*)\Z")
_DOUBLED = re.compile(r"(?P<name>[a-z]+(?:_[a-z]+)*): (?P<rest>\S.*)")
_LONGEST = 160
"""The longest line that a hint repeats, in characters: two lines of a terminal."""
_INDICATORS = "*&!%@`|>{}[],"
_CONTEXT_FIRST = ("while scanning a simple key", "while scanning a quoted scalar")


class Mending(Struct, frozen=True, kw_only=True):
    """Lines to write from a row on, counted from 0, in the place of as many that stand there."""

    row: int
    lines: tuple[str, ...]


class Reason(Struct, frozen=True, kw_only=True):
    """Why a line is no YAML. `mended` is the line to write instead, where there is one right answer."""

    message: str
    hint: str
    mended: str = ""


def explain(error: yaml.MarkedYAMLError, matter: str, path: str, first_line: int) -> tuple[Problem, Mending | None]:
    """The one problem of a front matter that is no YAML, with its usual reason; and how to mend it, or None."""
    mark = error.problem_mark or error.context_mark
    if error.context in _CONTEXT_FIRST and error.context_mark is not None:
        mark = error.context_mark
    row, column = (mark.line, mark.column) if mark is not None else (0, 0)
    lines = matter.split("\n")
    row = min(row, len(lines) - 1)
    reason = _reason(lines[row], column, error)
    mending = Mending(row=row, lines=(reason.mended,)) if reason.mended else _within_quotes(lines, row)
    if mending and mending.row < row:
        hint = f"Put single quotes around the whole value, which begins in line {mending.row + first_line}."
        reason = Reason(message="the value above ends at a double quote inside it, and more text follows", hint=hint)
    if reason.mended and (last := _last_row(lines, row)) > row:
        hint = f"Put quotes around the whole value, which ends in line {last + first_line}."
        reason = Reason(message=reason.message, hint=hint)
        mending = _quoted_rows(lines, row, last)
    if "begins with" in reason.message:
        column = _head(lines[row])
    location = Location(path=path, line=row + first_line, column=column + 1)
    return Problem(location=location, rule="bad-yaml", message=reason.message, hint=reason.hint), mending


def quoted(value: str) -> str:
    """A value on one line between the quotes that need no change inside it, where that is possible."""
    return "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'


def _quoted_rows(lines: list[str], row: int, last: int) -> Mending | None:
    """Quotes around a value without any that goes on over several lines; none where a remark may be meant."""
    start = _head(lines[row])
    value = "\n".join((lines[row][start:], *lines[row + 1 : last + 1])).rstrip()
    if value[:1] in {"'", '"'} or " #" in value:
        return None
    return Mending(row=row, lines=tuple((lines[row][:start] + quoted(value)).split("\n")))


_OPENED = re.compile(r'(?P<head>[A-Za-z_][\w-]*: +)(?P<value>".*)')
_NEXT = re.compile(r"[A-Za-z_][\w-]*:(?: |$)|#|- |\Z")


def _within_quotes(lines: list[str], row: int) -> Mending | None:
    """Other quotes for a value of several paragraphs between double quotes that holds a double quote itself."""
    first = next((above for above in range(row, -1, -1) if _NEXT.match(lines[above]) and lines[above]), -1)
    opened = _OPENED.match(lines[first]) if 0 <= first < row else None
    after = next(below for below in range(row, len(lines) + 1) if below == len(lines) or _ends_above(lines[below]))
    last = next((below for below in range(after - 1, row - 1, -1) if lines[below].strip()), row)
    if opened is None or not lines[last].rstrip().endswith('"'):
        return None
    inner = "\n".join((opened["value"], *lines[first + 1 : last + 1])).rstrip()[1:-1].replace('\\"', '"')
    if "\\" in inner:
        return None
    return Mending(row=first, lines=tuple((opened["head"] + quoted(inner)).split("\n")))


def _ends_above(line: str) -> bool:
    return bool(line) and _NEXT.match(line) is not None


def _head(line: str) -> int:
    match = _LINE.match(line)
    return len(match["head"]) if match else 0


def _last_row(lines: list[str], row: int) -> int:
    """The last of the indented lines that carry on a value."""
    indent = len(lines[row]) - len(lines[row].lstrip())
    last = row
    while last + 1 < len(lines) and _is_carried_on(lines[last + 1], indent):
        last += 1
    return last


def _is_carried_on(line: str, indent: int) -> bool:
    return bool(line.strip()) and len(line) - len(line.lstrip()) > indent and not line.lstrip().startswith(("- ", "#"))


def _reason(line: str, column: int, error: yaml.MarkedYAMLError) -> Reason:
    trouble = error.problem or ""
    if line[column : column + 1] == "\t" or "\t" in line[: len(line) - len(line.lstrip())]:
        return Reason(
            message="a tab stands here, and YAML allows only spaces",
            hint="Write spaces in place of the tab.",
            mended=_without_tabs(line),
        )
    if "escape" in trouble:
        return _escape(line, column)
    if error.context == "while scanning a quoted scalar":
        return _unclosed(line, column)
    if error.context == "while scanning a simple key":
        return _stray(line)
    return _value(line, column, trouble)


def _without_tabs(line: str) -> str:
    """The line with spaces for the tabs in its indentation, after its `-` and at its end."""
    mended = line.rstrip("\t ")
    body = mended.lstrip("\t ")
    indent = mended[: len(mended) - len(body)].replace("\t", "  ")
    if body.startswith("-\t"):
        body = "- " + body[1:].lstrip("\t ")
    return indent + re.sub(r"\A([\w-]+:)\t+", r"\1 ", body)


def _escape(line: str, column: int) -> Reason:
    start = column if line[column : column + 1] == "\\" else max(column - 1, 0)
    wrong = line[start : start + 2]
    return Reason(
        message=f"{shown(wrong)} means nothing between double quotes",
        hint="Leave out the backslash before an apostrophe; write \\\\ for a backslash itself.",
        mended=line.replace("\\'", "'") if wrong == "\\'" else "",
    )


def _unclosed(line: str, column: int) -> Reason:
    """A value whose second quote is the other one than its first."""
    message = f"the quote that opens here is never closed: {shown(line[column:], 40)}"
    value = line[column:].rstrip()
    quote, other = value[:1], "'" if value[:1] == '"' else '"'
    if column == _head(line) > 0 and len(value) > 1 and value[-1] == other and value.count(quote) == 1:
        return _write(message, f"{line[:column]}{value[:-1]}{quote}")
    hint = "Close it with the same quote at the end of the value, and double any such quote inside."
    return Reason(message=message, hint=hint)


def _write(message: str, mended: str) -> Reason:
    line = mended.strip()
    return Reason(
        message=message, hint=f"Write: {line if len(line) <= _LONGEST else line[:_LONGEST] + '…'}", mended=mended
    )


def _stray(line: str) -> Reason:
    """A line between the fields that is none."""
    match = _TIGHT.match(line)
    if match is None:
        return Reason(
            message=f"{shown(line.strip(), 40)} stands among the fields, and is none",
            hint="Move it below the line '---' that ends the front matter, or indent it if it belongs above.",
        )
    indent = line[: len(line) - len(line.lstrip())]
    mended = f"{indent}{match['name']}: {match['value'].strip()}"
    if match["sign"] == ":":
        return _write(f"after the colon of {shown(match['name'])} a space is missing", mended)
    return _write(f"a field is written with a colon, and {shown(line.strip(), 40)} has none", mended)


def _value(line: str, column: int, trouble: str) -> Reason:
    """A line whose value needs quotes, or other quotes."""
    match = _LINE.match(line)
    head, name, value = (
        (match["head"], match["name"] or "", match["value"].rstrip()) if match else ("", "", line.strip())
    )
    whose = f"the value of {shown(name)}" if name else "this value"
    if value[:1] in {"'", '"'} and column > len(head):
        return _requoted(head, value, whose)
    if "mapping values" in trouble and (doubled := _DOUBLED.match(value)) and name.endswith(doubled["name"]):
        message = f"two fields stand on this line, {shown(name)} and {shown(doubled['name'])}"
        return _write(message, head + doubled["rest"])
    if "mapping values" in trouble and value:
        return _write(f"{whose} holds a colon, so it needs quotes", head + quoted(value))
    if value[:1] and value[0] in _INDICATORS:
        return _write(f"{whose} begins with {value[0]!r}, so it needs quotes", head + quoted(value))
    return Reason(
        message=f"{shown(line.strip(), 40)} does not fit here",
        hint="Begin each field at the start of its line; indent what belongs to it by two spaces.",
    )


def _requoted(head: str, value: str, whose: str) -> Reason:
    quote = value[0]
    inner = value[1:-1] if value.endswith(quote) and len(value) > 1 else value[1:]
    if quote == "'":
        message = f"{whose} ends at an apostrophe, since it stands between single quotes"
        return _write(message, head + quoted(inner.replace("''", "'")))
    message = f"{whose} ends at its second double quote, and more text follows"
    return _write(message, head + quoted(inner.replace('\\"', '"')))
