"""These are front matters that are no YAML, or YAML made to do harm: one error each, in a writer's words."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content import SourceKind, parse
from generator.problems import RULES, Problem, Severity
from tests.content_makers import PATH, ZONE, lines_of, parse_article, parse_with

BROKEN = Path(__file__).parent / "fixtures" / "content" / "broken"


def test_case_1_a_colon_in_a_title_is_named_with_the_line_to_write():
    reading = parse_article("title: The Data Briefing: Ten Years of Digital Transformation\ndate: 2022-03-18")

    assert reading.record is None
    assert lines_of(reading) == [
        (
            "2:25: the value of 'title' holds a colon, so it needs quotes [bad-yaml] "
            'Write: title: "The Data Briefing: Ten Years of Digital Transformation"'
        )
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "bio: 'runs the Law Library's Twitter account'",
            (
                "2:28: the value of 'bio' ends at an apostrophe, since it stands between single quotes [bad-yaml] "
                'Write: bio: "runs the Law Library\'s Twitter account"'
            ),
        ),
        (
            'author: "Steve "Elmo" Lauver"',
            (
                "2:17: the value of 'author' ends at its second double quote, and more text follows [bad-yaml] "
                "Write: author: 'Steve \"Elmo\" Lauver'"
            ),
        ),
        (
            "author: \"Ravoyne \\'Ray\\' Payton\"",
            (
                "2:18: '\\'' means nothing between double quotes [bad-yaml] "
                "Leave out the backslash before an apostrophe; write \\\\ for a backslash itself."
            ),
        ),
        (
            "tags:\n\t- one",
            "3:1: a tab stands here, and YAML allows only spaces [bad-yaml] Write spaces in place of the tab.",
        ),
        (
            "title: Su-57 #1",
            (
                "2:8: '#1' would be lost: in YAML, what follows a space and '#' is a remark [bad-yaml] "
                "Put quotes around the whole value: \"Su-57 #1\". A remark needs a space after its '#'."
            ),
        ),
        (
            "title: *Moskva* sinks",
            (
                "2:8: the value of 'title' begins with '*', so it needs quotes [bad-yaml] "
                'Write: title: "*Moskva* sinks"'
            ),
        ),
        (
            "- one\n- two",
            (
                "2:1: front matter is lines such as 'title: …', and this one begins with a list [bad-yaml] "
                "Write each field on a line of its own: its name, a colon, a space, its value."
            ),
        ),
        (
            "a: [[[[x]]]]",
            (
                "2:7: lists and mappings stand 5 deep in one another here, and 4 levels are allowed [too-deep] "
                "Write it flatter. Put quotes around a text that begins with '[', '{' or '-'."
            ),
        ),
        (
            "<<: {title: x}",
            (
                "2:1: '<<' copies fields from elsewhere in YAML, which is not allowed here [bad-yaml] "
                "Write the fields out."
            ),
        ),
    ],
)
def test_cases_2_and_3_a_front_matter_that_is_no_yaml_gives_one_error_in_a_writers_words(line, expected):
    reading = parse_article(line)

    assert reading.record is None
    assert lines_of(reading) == [expected]


def test_case_4_a_repeated_field_is_a_warning_when_its_values_agree_and_an_error_when_they_differ():
    reading = parse_with("section: Sea", "section: Sea", "series: One", "series: Two")

    assert lines_of(reading) == [
        "6:1: 'section' is written twice with the same value, first in line 5 [duplicate-field] Delete one of the two.",
        (
            "8:1: 'series' is written twice with different values, first in line 7 [duplicate-field] "
            "Keep the one that is right, and delete the other."
        ),
    ]


# The line of each file at which a person would look first.
_BROKEN_LINES = {
    "0003": 5, "0005": 5, "0009": 5, "0010": 7, "0012": 14, "0013": 16, "0015": 16, "0033": 15, "0034": 14, "0037": 26,
    "0038": 19, "0042": 7, "0045": 11, "0046": 9, "0056": 16, "0057": 16, "0060": 8, "0062": 1, "0063": 7, "0067": 8,
    "0068": 8, "0070": 9, "0072": 6, "0074": 18, "0078": 20, "0109": 5, "0137": 2, "0138": 2, "0140": 2, "0141": 2,
}  # fmt: skip


_BROKEN_AUTHORS = {"0010", "0012", "0013", "0015", "0078"}


@pytest.mark.parametrize("name", sorted(_BROKEN_LINES))
def test_a_broken_front_matter_of_the_field_gives_one_error_at_its_line(name):
    text = (BROKEN / f"{name}.md").read_text(encoding="utf-8")
    kind = SourceKind.AUTHOR if name in _BROKEN_AUTHORS else SourceKind.ARTICLE

    reading = parse(text, path=PATH, kind=kind, zone=ZONE)

    assert [(p.rule, p.location.line, bool(p.hint)) for p in reading.problems] == [
        ("bad-yaml", _BROKEN_LINES[name], True)
    ]
    assert reading.record is None


@pytest.mark.parametrize("hostile", ["[", "{", "- ", "? ", "[{", "a: {", "&a [", "!!x [", '"\\', "- - ? "])
def test_hostile_nesting_is_refused_and_kills_nothing(hostile):
    text = hostile * (16_000 // len(hostile))

    reading = parse_article(f"title: T\nx: {text}")

    assert reading.record is None
    assert {problem.rule for problem in reading.problems} <= {"too-deep", "bad-yaml", "too-large"}
    assert len(reading.problems) == 1


PIECES = st.sampled_from(
    ["---", "\n", "title: ", "date: ", "2022-03-18", "author: ", "tags: ", "[", "]", "{", "}", ": ", "- ", "'", '"',
     "#",
     "  ", "\t", "|", ">", "*", "&a", "!!str ", "<<", "\ufeff", "\r", "\x0b", "\u202e", "\ud800", "image: ", "src: ",
     "sources: ", "https://[", "aliases: ", "..", "corrections: ", "9999-12-31 23:59 -1400", "slug: ", "x"]
)  # fmt: skip


TEXTS = st.one_of(
    st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(lambda p: "---\n" + "".join(p) + "\n---\nx")
)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(SourceKind))
def test_no_text_raises_and_no_line_is_lost(text, kind):
    reading = parse(text, path=PATH, kind=kind, zone=ZONE)

    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if reading.record is not None:
        assert "\n".join(lines.split("\n")[reading.first_line - 1 :]) == reading.body
    elif kind not in {SourceKind.MEDIA, SourceKind.DATA}:
        assert any(RULES[problem.rule] is Severity.ERROR for problem in reading.problems)
    assert all(isinstance(problem, Problem) and "\x00" not in problem.message for problem in reading.problems)
