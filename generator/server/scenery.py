"""This is what the preview says about the site, as HTML: notes set into each page, and pages of its own."""

from collections.abc import Callable, Iterable
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct

from generator.content.characters import visible
from generator.model import Html, Url
from generator.problems import Finding, Location, Severity
from generator.server.stage import Scene

Excerpt = Callable[[Location], str]
"""The line of a source with a caret below the column, or ""."""

_MOST = 20
"""Problems shown in a page; all are at /_problems/."""
_MOST_EXCERPTS = 200
"""Problems of one list that are shown with their line; each file is opened for its own."""


class Notice(Struct, frozen=True, kw_only=True):
    """A finding in words; what cannot be seen in them is written as its code point."""

    place: str
    severity: str
    rule: str
    message: str
    hint: str
    excerpt: str


class Notes(Struct, frozen=True, kw_only=True):
    """What a page of the site is told: what keeps the site from being built, and what its own source is warned of."""

    version: str
    base: str
    is_built: bool
    """Whether there is a good site, which this page then belongs to."""
    is_draft: bool
    failure: str
    errors: tuple[Notice, ...]
    error_count: int
    warnings: tuple[Notice, ...]
    warning_count: int


class File(Struct, frozen=True, kw_only=True):
    """A source with its problems."""

    path: str
    notices: tuple[Notice, ...]


class Overview(Struct, frozen=True, kw_only=True):
    """Everything that is wrong, by file: those with errors first."""

    base: str
    version: str
    page: Url
    is_blocked: bool
    failure: str
    error_count: int
    warning_count: int
    files: tuple[File, ...]


def render(template: str, **values: object) -> str:
    """A template of the preview's own."""
    return _environment().get_template(template).render(**values)


def make_notes(scene: Scene, page: Url, excerpt: Excerpt, *, is_built: bool) -> Notes:
    """The notes for a page; of many problems the first ones and their number."""
    errors, warnings = scene.errors, scene.warnings_of(page)
    return Notes(
        version=scene.version,
        base=scene.base,
        is_built=is_built,
        is_draft=page in scene.drafts,
        failure=visible(scene.failure),
        errors=_notices(errors[:_MOST], excerpt),
        error_count=len(errors),
        warnings=_notices(warnings[:_MOST], excerpt),
        warning_count=len(warnings),
    )


def make_overview(scene: Scene, page: Url, excerpt: Excerpt) -> Overview:
    """The list of all problems."""
    errors = scene.errors
    broken = {finding.problem.location.path for finding in errors}
    ranked = sorted(scene.findings, key=lambda finding: finding.problem.location.path not in broken)
    notices = _notices(ranked[:_MOST_EXCERPTS], excerpt) + _notices(ranked[_MOST_EXCERPTS:], _no_excerpt)
    paired = zip((visible(finding.problem.location.path) for finding in ranked), notices, strict=True)
    return Overview(
        base=scene.base,
        version=scene.version,
        page=page,
        is_blocked=scene.is_blocked,
        failure=visible(scene.failure),
        error_count=len(errors),
        warning_count=len(scene.findings) - len(errors),
        files=tuple(
            File(path=path, notices=tuple(notice for _, notice in group))
            for path, group in groupby(paired, key=lambda pair: pair[0])
        ),
    )


def render_specimen() -> Html:
    """A problem of each severity as pages are told of it, in words that stand for others."""
    told = [
        Notice(
            place="content/articles/2022/a-file.md:4:7",
            severity=severity,
            rule="the-rule",
            message="what is wrong",
            hint="What to write instead.",
            excerpt="date: 30 Febuary 2022\n      ^",
        )
        for severity in (Severity.ERROR, Severity.WARNING)
    ]
    return Html(render("specimen.html", notices=told))


def _notices(findings: Iterable[Finding], excerpt: Excerpt) -> tuple[Notice, ...]:
    return tuple(_notice(finding, excerpt) for finding in findings)


def _notice(finding: Finding, excerpt: Excerpt) -> Notice:
    problem, place = finding.problem, finding.problem.location
    return Notice(
        place=f"{visible(place.path)}:{place.line}:{place.column}",
        severity=finding.severity.value,
        rule=problem.rule,
        message=visible(problem.message),
        hint=visible(problem.hint),
        excerpt=excerpt(place),
    )


def _no_excerpt(_place: Location) -> str:
    return ""


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates"), encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
