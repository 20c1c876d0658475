"""This is how problems are written: for people, for programs, and for GitHub's pull requests."""

import json
from collections import Counter
from collections.abc import Callable, Sequence

from generator.cli.arguments import Format
from generator.cli.sarif import write_sarif
from generator.problems import Finding, Location, Severity

SourceLine = Callable[[str, int], str]
"""The text of a line of a file below the root, or ""."""


_DOCS = "docs/problems.md"


def write_findings(findings: Sequence[Finding], form: Format, source_line: SourceLine, page: str = "") -> str:
    """The findings, each with its place, in the order given; but for SARIF, "" when there are none.

    `page` is the address of docs/problems.md, or "" where it has none.
    """
    if form is Format.SARIF:
        return write_sarif(findings, visible, page)
    if form is Format.JSON:
        return "".join(_as_json(finding) for finding in findings)
    if form is Format.GITHUB:
        return "".join(_as_command(finding) for finding in findings)
    return "".join(_as_text(finding, source_line) for finding in findings)


def _as_text(finding: Finding, source_line: SourceLine) -> str:
    problem, place = finding.problem, finding.problem.location
    where = f"{visible(place.path)}:{place.line}:{place.column}"
    lines = [f"{where}: {finding.severity}: {visible(problem.message)} [{problem.rule}]"]
    lines += [f"    {line}" for line in excerpt(place, source_line)]
    if problem.hint:
        lines.append(f"    {visible(problem.hint)}")
    return "\n".join(lines) + "\n"


def excerpt(place: Location, source_line: SourceLine) -> tuple[str, ...]:
    """The line of the source and a second one with a caret below the column; nothing where the line is blank."""
    source = visible(source_line(place.path, place.line).expandtabs(1))
    if not source.strip():
        return ()
    shown, column = _window(source, place.column)
    return shown, f"{' ' * (column - 1)}^"


_WIDTH = 110


def _window(line: str, column: int) -> tuple[str, int]:
    """At most 110 characters of a long line around the column, and the column within them."""
    if len(line) <= _WIDTH:
        return line, min(column, len(line) + 1)
    start = max(0, min(column - _WIDTH // 2, len(line) - _WIDTH))
    return f"{'…' if start else ''}{line[start : start + _WIDTH]}", column - start + (1 if start else 0)


def _as_json(finding: Finding) -> str:
    problem, place = finding.problem, finding.problem.location
    row = {
        "rule": problem.rule,
        "severity": finding.severity.value,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "message": problem.message,
        "hint": problem.hint,
    }
    return json.dumps(row, ensure_ascii=True) + "\n"


def _as_command(finding: Finding) -> str:
    """A workflow command; a message cannot begin another one, since line ends and percent signs are encoded."""
    problem, place = finding.problem, finding.problem.location
    properties = {"file": place.path, "line": str(place.line), "col": str(place.column), "title": problem.rule}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    words = f"{problem.message}. {problem.hint}" if problem.hint else problem.message
    return f"::{finding.severity} {listed}::{_message(words)}\n"


def _message(text: str) -> str:
    return visible(text, keep="\n\r").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


_HIDDEN = frozenset(
    [
        *range(0x20),
        *range(0x7F, 0xA0),
        *(0x200B, 0x200E, 0x200F, 0xFEFF),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *range(0xD800, 0xE000),
    ]
)
"""Controls, zero-width and direction marks, lone surrogates."""


def visible(text: str, keep: str = "") -> str:
    """The text with what a terminal would obey, or not show, written as its code point in braces."""
    return "".join(_shown(char) if ord(char) in _HIDDEN and char not in keep else char for char in text)


def _shown(char: str) -> str:
    return f"\\u{{{ord(char):04X}}}"


def summarize(findings: Sequence[Finding]) -> str:
    """How many of each rule, errors first, and where rules are explained; "" when there is nothing to say."""
    if not findings:
        return ""
    counts = Counter((finding.severity, finding.problem.rule) for finding in findings)
    order = [Severity.ERROR, Severity.WARNING]
    rows = sorted(counts.items(), key=lambda row: (order.index(row[0][0]), -row[1], row[0][1]))
    width = len(str(max(counts.values())))
    lines = [f"  {count:>{width}} {severity:<7} {rule}" for (severity, rule), count in rows]
    errors = sum(count for (severity, _), count in counts.items() if severity is Severity.ERROR)
    head = f"{_number(errors, 'error')}, {_number(len(findings) - errors, 'warning')}"
    return "\n".join([head, *lines, f"Each is explained in {_DOCS}; `make check` shows where."]) + "\n"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
