"""These are the repairs of `check --fix`: one right answer each, and nothing else in the file touched."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content import SourceKind, parse
from generator.content.repair import repair, repair_files

PATH = "content/articles/x.md"
BROKEN = Path(__file__).parent / "fixtures" / "content" / "broken"
REST = "date: 2022-03-18\nauthor: A\n---\n\nText: 'as it is'.\t\n\n---\n"


@pytest.mark.parametrize(
    ("line", "mended", "change"),
    [
        (
            "title: The Data Briefing: Ten Years",
            'title: "The Data Briefing: Ten Years"',
            (
                "2: wrote 'title: \"The Data Briefing: Ten Years\"'; "
                "the value of 'title' holds a colon, so it needs quotes"
            ),
        ),
        (
            "bio: 'runs the Law Library's Twitter account'",
            'bio: "runs the Law Library\'s Twitter account"',
            (
                "2: wrote 'bio: \"runs the Law Library's Twitter account\"'; "
                "the value of 'bio' ends at an apostrophe, since it stands between single quotes"
            ),
        ),
        (
            'bio: "Steve "Elmo" Lauver"',
            "bio: 'Steve \"Elmo\" Lauver'",
            (
                "2: wrote 'bio: 'Steve \"Elmo\" Lauver''; "
                "the value of 'bio' ends at its second double quote, and more text follows"
            ),
        ),
        (
            "bio: \"Ravoyne \\'Ray\\' Payton\"",
            "bio: \"Ravoyne 'Ray' Payton\"",
            "2: wrote 'bio: \"Ravoyne 'Ray' Payton\"'; '\\'' means nothing between double quotes",
        ),
        ("tags:\n\t- one", "tags:\n  - one", "3: wrote '- one'; a tab stands here, and YAML allows only spaces"),
        ("pubDate: x", "pubDate: x", None),
        ("Title: T", "title: T", "2: wrote 'title' for 'Title'"),
        ("topics: [a]", "tags: [a]", "2: wrote 'tags' for 'topics'"),
        ("descritpion: x", "summary: x", "2: wrote 'summary' for 'descritpion'"),
        ("updated: 25/12/2022", "updated: 2022-12-25", "2: wrote '2022-12-25' for '25/12/2022'"),
        (
            "updated: 'Febuary 3, 2022'",
            "updated: 'February 3, 2022'",
            "2: wrote 'February 3, 2022' for 'Febuary 3, 2022'",
        ),
        ("updated: 03/04/2022", "updated: 03/04/2022", None),
        ("section: S\nsection: S", "section: S", "3: deleted the second 'section'"),
        ("section: S\nsection: T", "section: S\nsection: T", None),
        ("draft: true", "draft: true", None),
        ("title: Su-57 #1", "title: Su-57 #1", None),
    ],
)
def test_what_has_one_right_answer_is_repaired_and_nothing_else(line, mended, change):
    text, changes = repair(f"---\n{line}\n{REST}", path=PATH)

    assert text == f"---\n{mended}\n{REST}"
    assert changes == (() if change is None else (change,))


def test_what_editors_leave_around_a_text_is_taken_away():
    text, changes = repair("\ufeff\r\n---  \r\ntitle: T\r\n---\r\nText.\r\n", path=PATH)

    assert text == "---\ntitle: T\n---\nText.\n"
    assert changes == (
        "1: removed the byte order mark",
        "1: made line feeds of all line ends",
        "1: began the file with '---'",
    )


@pytest.mark.parametrize(
    "name", ["0003", "0005", "0009", "0010", "0012", "0013", "0015", "0033", "0056", "0063", "0074"]
)
def test_a_broken_file_with_one_right_answer_is_yaml_after_its_repair(name):
    text, changes = repair((BROKEN / f"{name}.md").read_text(encoding="utf-8"), path=PATH)

    reading = parse(text, path=PATH, kind=SourceKind.ARTICLE, zone=dt.UTC)
    assert changes != ()
    assert "bad-yaml" not in {problem.rule for problem in reading.problems}


def test_files_are_repaired_in_place_and_only_those_that_are_named(tmp_path):
    folder = tmp_path / "content" / "articles"
    folder.mkdir(parents=True)
    for name in ("a.md", "b.md"):
        (folder / name).write_text(f"---\nTitle: T\n{REST}", encoding="utf-8")

    lines = list(repair_files(tmp_path, ("content/articles/a.md",)))

    assert lines == ["content/articles/a.md:2: wrote 'title' for 'Title'"]
    assert (folder / "a.md").read_text(encoding="utf-8") == f"---\ntitle: T\n{REST}"
    assert (folder / "b.md").read_text(encoding="utf-8") == f"---\nTitle: T\n{REST}"
    assert sorted(path.name for path in folder.iterdir()) == ["a.md", "b.md"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["title: ", "Title: ", "a: b", "'", '"', "\n", "\t", "- ", "x", ": ", "---\n", "\\'"])))
def test_a_repaired_text_needs_no_second_repair_and_keeps_its_body(pieces):
    once, _ = repair("---\n" + "".join(pieces) + "\n---\nBody.\n", path=PATH)

    assert repair(once, path=PATH) == (once, ())
    assert once.endswith("\n---\nBody.\n")
