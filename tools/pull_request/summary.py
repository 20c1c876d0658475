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
    """An article as readers will see it; a draft they do not see yet."""

    path: str
    title: str
    url: str
    words: int
    is_draft: bool = False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """An article whose address would answer no more, and what keeps it."""

    url: str
    remedy: str


def losses(before: State, after: State, proposal: Proposal) -> tuple[Loss, ...]:
    """Every address of an article that readers know and would not find; what cannot be read yet is not judged.

    An address never goes: a moved article redirects from its old one, and a withdrawn one says so at its own.
    """
    renamed = proposal.renamed
    now_at = {renamed.get(path, path): piece for path, piece in after.pieces.items()}
    drafts = {piece.url for piece in after.pieces.values() if piece.is_draft}
    unread = {finding.problem.location.path for finding in after.findings if finding.severity is Severity.ERROR}
    unread |= {renamed.get(path, path) for path in unread}
    found = []
    for path, piece in sorted(before.pieces.items()):
        is_kept = piece.url in after.urls and piece.url not in drafts
        if piece.is_draft or is_kept or (path in unread and path not in now_at):
            continue
        found.append(Loss(url=piece.url, remedy=_remedy(piece, now_at.get(path), proposal.paths)))
    return tuple(found)


def _remedy(piece: Piece, now: Piece | None, paths: Collection[str]) -> str:
    if now is None and piece.path in paths:
        return f"in {piece.path}, take out what hides it, a later date or expires, or write: status: withdrawn"
    if now is None:
        return f"keep the file {piece.path}, and write in it: status: withdrawn"
    if now.is_draft:
        return f"in {now.path}, write: status: published, or status: withdrawn"
    return f"in {now.path}, write: aliases: [{piece.url}]"


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
    lost = losses(before, after, proposal)
    parts = [
        _problems(findings, rules_page, is_fine=not lost),
        _lost(lost),
        _articles(after, proposal),
        _addresses(before, after, proposal, lost),
        _list("Renamed and deleted", [escape(sentence) for sentence in proposal.moves]),
    ]
    return "\n".join(part for part in parts if part)


def escape(text: str) -> str:
    """A stranger's text as it is, on one line, without anything that Markdown or HTML would obey."""
    line = " ".join(visible(text).split())
    cut = line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
    return _MARKS.sub(r"\\\1", cut)


def _lost(lost: Sequence[Loss]) -> str:
    if not lost:
        return ""
    head = "An address" if len(lost) == 1 else f"{len(lost):,} addresses"
    why = "Links and search engines lead there. An address never goes, so this counts as an error."
    rows = [(escape(loss.url), escape(loss.remedy)) for loss in lost]
    return f"## {head} would be lost\n\n{why}\n\n{_table(('address', 'what to do'), rows)}"


def _problems(findings: Sequence[Finding], rules_page: str, *, is_fine: bool) -> str:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    verdict = (
        "## Nothing is wrong"
        if not findings
        else f"## {_count(errors, 'error')} and {_count(len(findings) - errors, 'warning')}"
    )
    if not findings:
        return f"{verdict}\n" if is_fine else ""
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


def _addresses(before: State, after: State, proposal: Proposal, lost: Sequence[Loss]) -> str:
    changed = []
    for path, piece in sorted(after.pieces.items()):
        old = before.pieces.get(proposal.renamed.get(path, path))
        if old is not None and old.url != piece.url:
            changed.append((old.url, piece.url))
    moved = {url for pair in changed for url in pair}
    new = sorted(after.urls - before.urls - moved)
    gone = sorted(before.urls - after.urls - moved - {loss.url for loss in lost})
    if any_error(after.findings):  # what cannot be read yet is missing, and would be named here for nothing
        gone = []
    told = [f"{escape(old)} became {escape(url)}{', and leads there' * (old in after.urls)}" for old, url in changed]
    return "\n".join(
        part
        for part in (
            _list("New addresses", [escape(url) for url in new]),
            _list("Changed addresses", told),
            _list("Lists and other pages that are gone", [escape(url) for url in gone]),
        )
        if part
    )


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
