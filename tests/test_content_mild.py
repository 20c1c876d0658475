"""What real archives are full of is told and does not hold them back (decision 007)."""

import datetime as dt

import pytest

from generator.content import SourceKind, parse
from generator.problems import Finding, Location, Problem, Severity, judge


def parse_article(*lines, path="content/articles/2022/x.md"):
    text = "\n".join(["---", "title: T", "date: 2022-03-18", *lines, "---", "", "Text."])
    return parse(text, path=path, kind=SourceKind.ARTICLE, zone=dt.UTC)


def severities(reading, settled=None):
    return [(finding.severity, finding.problem.rule) for finding in judge(reading.problems, settled or {})]


def test_an_article_that_nobody_signed_is_published_without_a_byline():
    reading = parse_article()

    assert reading.record is not None
    assert reading.record.bylines == ()
    assert reading.problems == (
        Problem(
            location=Location(path="content/articles/2022/x.md"),
            rule="missing-field",
            message="'author' is missing",
            hint="Write a line such as: author: By Jane Doe",
            mild=True,
        ),
    )
    assert severities(reading) == [(Severity.WARNING, "missing-field")]


def test_a_site_may_hold_the_mild_ones_to_be_errors():
    assert severities(parse_article(), {"missing-field": Severity.ERROR}) == [(Severity.ERROR, "missing-field")]


@pytest.mark.parametrize(
    ("slug", "kept", "severity", "message"),
    [
        (
            "a" * 81,
            "a" * 81,
            Severity.WARNING,
            f"the slug '{'a' * 59}…' has 81 characters, and 80 are enough",
        ),
        (
            "façade-of-steel",
            "facade-of-steel",
            Severity.WARNING,
            "the slug 'façade-of-steel' may hold only a-z, 0-9 and single hyphens between them",
        ),
        (
            "Facade of steel",
            "facade-of-steel",
            Severity.ERROR,
            "the slug 'Facade of steel' may hold only a-z, 0-9 and single hyphens between them",
        ),
    ],
)
def test_a_slug_that_was_published_is_kept_where_it_can_be(slug, kept, severity, message):
    reading = parse_article("author: Jane Doe", f"slug: {slug}")

    assert reading.record is not None
    assert reading.record.slug == kept
    assert [(found.severity, found.problem.message) for found in judge(reading.problems, {})] == [(severity, message)]


def test_the_name_of_a_file_is_never_cut_so_that_two_parts_of_a_report_keep_two_addresses():
    stem = "building_capacities_within_an_agency_to_build_and_support_a_new_case_management_system_part_"
    paths = [f"content/articles/2021-06-16-{stem}{part}.md" for part in (1, 2)]

    slugs = [parse_article("author: Jane Doe", path=path).record.slug for path in paths]

    assert slugs == [f"{stem.replace('_', '-')}{part}" for part in (1, 2)]


def test_a_guard_stays_an_error_whatever_a_site_says():
    problem = Problem(location=Location(path="a.md"), rule="unsafe-url", message="m")

    assert judge([problem], {}) == (Finding(problem=problem, severity=Severity.ERROR),)


@pytest.mark.parametrize(
    ("date", "hint"),
    [
        (
            "18 Febuary 2022",
            "Did you mean '18 February 2022'? Write it as 2022-03-18, or with a time as 2022-03-18 09:30.",
        ),
        ("Febuary 30", "The month is called February. Write it as 2022-03-18, or with a time as 2022-03-18 09:30."),
    ],
)
def test_only_a_date_that_exists_is_offered_for_a_misspelt_month(date, hint):
    text = f"---\ntitle: T\ndate: {date}\nauthor: Jane Doe\n---\n"

    problems = parse(text, path="content/articles/x.md", kind=SourceKind.ARTICLE, zone=dt.UTC).problems

    assert [(problem.message, problem.hint) for problem in problems] == [(f"'{date}' is no date", hint)]
