"""This is what a pull request is told about itself: problems, words, and addresses, as Markdown for GitHub.

Titles and messages come from strangers: every mark that Markdown knows is escaped, and no line of theirs ends ours.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.cli.findings import visible
from generator.problems import Finding, Severity

MOST = 200
"""Rows of a table; GitHub cuts a summary at 1 MiB."""
_LONGEST = 300
_MARKS = re.compile(r"([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An article as readers will see it."""

    path: str
    title: str
    url: str
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """An archive at one commit: what is wrong with it, its articles by path, and the address of every page."""

    findings: tuple[Finding, ...]
    pieces: Mapping[str, Piece]
    urls: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What git knows of a pull request: the files to check, and old paths of those that were renamed."""

    paths: Collection[str]
    renamed: Mapping[str, str]
    """New path → old path."""
    moves: tuple[str, ...] = ()


def new_findings(before: State, after: State, paths: Collection[str]) -> tuple[Finding, ...]:
    """The problems in files that were changed, and those elsewhere that the change brought; lines may have moved."""
    known = Counter(_without_line(finding) for finding in before.findings)
    found = []
    for finding in after.findings:
        key = _without_line(finding)
        is_known = known[key] > 0
        known[key] -= is_known
        if finding.problem.location.path in paths or not is_known:
            found.append(finding)
    return tuple(found)


def _without_line(finding: Finding) -> tuple[str, str, str]:
    return finding.problem.location.path, finding.problem.rule, finding.problem.message


def write_summary(before: State, after: State, proposal: Proposal, rules_page: str = "") -> str:
    """The whole summary; equal states give equal bytes."""
    findings = new_findings(before, after, proposal.paths)
    parts = [
        _problems(findings, rules_page),
        _articles(after, proposal),
        _addresses(before, after, proposal),
        _list("Renamed and deleted", [escape(sentence) for sentence in proposal.moves]),
    ]
    return "\n".join(part for part in parts if part)


def escape(text: str) -> str:
    """A stranger's text as it is, on one line, without anything that Markdown or HTML would obey."""
    line = " ".join(visible(text).split())
    cut = line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
    return _MARKS.sub(r"\\\1", cut)


def _problems(findings: Sequence[Finding], rules_page: str) -> str:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    verdict = (
        "## Nothing is wrong"
        if not findings
        else f"## {_count(errors, 'error')} and {_count(len(findings) - errors, 'warning')}"
    )
    if not findings:
        return f"{verdict}\n"
    means = "An error keeps the archive from being built. A warning does not."
    rows = [_problem_row(finding, rules_page) for finding in findings]
    return f"{verdict}\n\n{means}\n\n{_table(('', 'place', 'what', 'what to do', 'rule'), rows)}"


def _problem_row(finding: Finding, rules_page: str) -> tuple[str, ...]:
    problem, place = finding.problem, finding.problem.location
    rule = f"[{problem.rule}]({rules_page}#{problem.rule})" if rules_page else problem.rule
    where = f"{escape(place.path)}\\:{place.line}\\:{place.column}"
    return finding.severity.value, where, escape(problem.message), escape(problem.hint), rule


def _articles(after: State, proposal: Proposal) -> str:
    pieces = [after.pieces[path] for path in sorted(proposal.paths) if path in after.pieces]
    rows = [(escape(piece.title), f"{piece.words:,}", escape(piece.url), escape(piece.path)) for piece in pieces]
    return f"## Articles\n\n{_table(('title', 'words', 'address', 'file'), rows)}" if rows else ""


def _addresses(before: State, after: State, proposal: Proposal) -> str:
    changed = []
    for path, piece in sorted(after.pieces.items()):
        old = before.pieces.get(proposal.renamed.get(path, path))
        if old is not None and old.url != piece.url:
            changed.append((old.url, piece.url))
    moved = {url for pair in changed for url in pair}
    new = sorted(after.urls - before.urls - moved)
    gone = sorted(before.urls - after.urls - moved)
    told = [f"{escape(old)} became {escape(url)}{_redirect(old, after)}" for old, url in changed]
    return "\n".join(
        part
        for part in (
            _list("New addresses", [escape(url) for url in new]),
            _list("Changed addresses", told),
            _list("Addresses that are gone: their readers will find nothing", [escape(url) for url in gone]),
        )
        if part
    )


def _redirect(old: str, after: State) -> str:
    if old in after.urls:
        return ""
    return f"; readers of the old one will find nothing: write it under `aliases`, as {escape(f'aliases: [{old}]')}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(row)} |" for row in rows[:MOST]]
    return "\n".join(lines) + "\n" + _rest(len(rows))


def _list(title: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    return "\n".join([f"## {title}\n", *(f"- {item}" for item in items[:MOST])]) + "\n" + _rest(len(items))


def _rest(count: int) -> str:
    return f"\nAnd {count - MOST:,} more.\n" if count > MOST else ""


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def any_error(findings: Iterable[Finding]) -> bool:
    """Whether the archive, as it would be, cannot be built."""
    return any(finding.severity is Severity.ERROR for finding in findings)
