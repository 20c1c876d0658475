"""This is what can be wrong with an archive, and where.

A problem is something an editor can mend. It is a value: rooms return problems beside their results, the build gathers
and sorts them, and the entrance shows them all in one run. What only a programmer can mend is an exception.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What a rule does to the build: an error stops it, a warning does not, an off rule is not shown."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Location:
    """A place in a file of the archive: a path relative to the root with forward slashes, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One thing that is wrong, in the writer's words, with what to write instead as the hint.

    A mild one is a warning where its rule is an error, unless the site settles the rule: the same field twice with one
    value is no reason to hold a site back.
    """

    location: Location
    rule: str
    message: str
    hint: str = ""
    mild: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A problem with the severity that this site gives to its rule."""

    problem: Problem
    severity: Severity


class BuildError(Exception):
    """The build cannot go on, and no change to the content would help; the message says what to do."""


class ConfigError(Exception):
    """site.toml, or the command line, cannot be used as it is; the message names the place."""


_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

RULES: Mapping[str, Severity] = {
    "ambiguous-author": _WARNING,
    "bad-date": _ERROR,
    "bad-encoding": _ERROR,
    "bad-field": _ERROR,
    "bad-link": _WARNING,
    "bad-slug": _ERROR,
    "bad-yaml": _ERROR,
    "bare-url": _WARNING,
    "bio-mismatch": _WARNING,
    "broken-anchor": _WARNING,
    "broken-link": _WARNING,
    "control-character": _ERROR,
    "duplicate-field": _ERROR,
    "empty-value": _WARNING,
    "foreign-front-matter": _ERROR,
    "foreign-shortcode": _WARNING,
    "future-date": _WARNING,
    "hidden-character": _WARNING,
    "look-alike-host": _WARNING,
    "merge-marker": _ERROR,
    "missing-alt": _WARNING,
    "missing-credit": _WARNING,
    "missing-field": _ERROR,
    "missing-image": _WARNING,
    "pull-quote": _WARNING,
    "raw-html": _WARNING,
    "shared-account": _WARNING,
    "similar-author": _WARNING,
    "skipped-heading": _WARNING,
    "slug-collision": _ERROR,
    "tag-variants": _WARNING,
    "too-deep": _ERROR,
    "too-large": _ERROR,
    "unclosed-front-matter": _ERROR,
    "unknown-field": _WARNING,
    "unsafe-character": _ERROR,
    "unsafe-path": _ERROR,
    "unsafe-url": _ERROR,
    "untranslated": _WARNING,
}
"""Every rule and the severity it has unless site.toml says otherwise."""

_GUARD_PREFIXES = ("unsafe-", "too-")
_GUARDS = frozenset({"slug-collision", "bad-yaml", "merge-marker"})


def guards_the_reader(rule: str) -> bool:
    """Whether the rule protects readers or the build itself, so that no site may lower it (contract §3)."""
    return rule in _GUARDS or rule.startswith(_GUARD_PREFIXES)


def judge(problems: Iterable[Problem], severities: Mapping[str, Severity]) -> tuple[Finding, ...]:
    """Each problem once with its severity, sorted by path and line; problems of rules that are off are left out.

    `severities` holds what the site changes; a rule that it does not name keeps the severity of `RULES`.
    """
    graded = (
        Finding(problem=problem, severity=severities.get(problem.rule) or _severity(problem))
        for problem in sorted(set(problems))
    )
    return tuple(finding for finding in graded if finding.severity is not Severity.OFF)


def _severity(problem: Problem) -> Severity:
    return Severity.WARNING if problem.mild else RULES[problem.rule]


def blocks(findings: Iterable[Finding], *, strict: bool = False) -> bool:
    """Whether these findings forbid a build: any error does, and when strict any warning too."""
    return any(strict or finding.severity is Severity.ERROR for finding in findings)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or "" when none is near."""
    matches = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.7)
    return matches[0] if matches else ""
