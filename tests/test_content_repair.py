"""These are the repairs of `check --fix`: one right answer each, and nothing else in the file touched."""

import datetime as dt
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content import SourceKind, parse
from generator.content.matter import Parts, split
from generator.content.mending import mend
from generator.content.nodes import compose
from generator.content.repair import Repair, apply, diff, plan_repairs
from generator.problems import judge

PATH = "content/articles/x.md"
SECONDS = 5
"""Far above what a try for each field takes on any machine."""
FIXTURES = Path(__file__).parent / "fixtures" / "content"
BROKEN = sorted((FIXTURES / "broken").glob("*.md"))
MEANT = json.loads((FIXTURES / "repaired.json").read_text(encoding="utf-8"))
IN_DOUBT = {
    "0037": "a paragraph stands among the fields: it may be the text, or belong to a field above",
    "0042": "a quote is never closed, and what it opens holds a line '---'",
    "0046": "two paragraphs stand among the fields: they may be the text, or belong to a field above",
    "0062": "the fields stand twice, above and below '---', with two dates",
}
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
        (
            "title: \"Four warships'",
            'title: "Four warships"',
            "2: wrote 'title: \"Four warships\"'; the quote that opens here is never closed: '\"Four warships''",
        ),
        (
            "title: *Moskva*\n  sinks",
            'title: "*Moskva*\n  sinks"',
            "2: wrote 'title: \"*Moskva*'; the value of 'title' begins with '*', so it needs quotes",
        ),
        ("title: *Moskva*\n  sinks #1", "title: *Moskva*\n  sinks #1", None),
        (
            "summary: AT&amp;T&#8217;s &mdash; caf&eacute;",
            "summary: AT&T’s — café",
            "2: wrote the characters that HTML's entities in 'summary' stand for",
        ),
        ("summary: a &#35; b &#58; &quot;c&#39; &nbsp;", "summary: a &#35; b &#58; &quot;c&#39; &nbsp;", None),
        ("summary: x &amp;mdash; is HTML", "summary: x &amp;mdash; is HTML", None),
        (
            "summary: |\n  x &amp; y\n  z&hellip;",
            "summary: |\n  x & y\n  z…",
            "2: wrote the characters that HTML's entities in 'summary' stand for",
        ),
        ("slug: a&amp;b", "slug: a&amp;b", None),
        ("twitter: '@jane'", "twitter: '@jane'", None),
        ("expirydate: 2022-03-19", "expirydate: 2022-03-19", None),
        ("section: S\nsection: S", "section: S", "3: deleted the second 'section'"),
        ("section: S\nsection: T", "section: S\nsection: T", None),
        ('section: a b\nsection: "a\nb"', 'section: a b\nsection: "a\nb"', None),
        ("draft: true", "draft: true", None),
        ("title: Su-57 #1", "title: Su-57 #1", None),
    ],
)
def test_what_has_one_right_answer_is_repaired_and_nothing_else(line, mended, change):
    text, changes = mend(f"---\n{line}\n{REST}", path=PATH)

    assert text == f"---\n{mended}\n{REST}"
    assert changes == (() if change is None else (change,))


def test_what_editors_leave_around_a_text_is_taken_away():
    text, changes = mend("\ufeff\r\n---  \r\ntitle: T\r\n---\r\nText.\r\n", path=PATH)

    assert text == "---\ntitle: T\n---\nText.\n"
    assert changes == (
        "1: removed the byte order mark",
        "1: made line feeds of all line ends",
        "1: began the file with '---'",
    )


@pytest.mark.parametrize(
    ("text", "mended", "change"),
    [
        (
            "---\ntitle: T\n--- \t\nText.  \n",
            "---\ntitle: T\n---\nText.  \n",
            "3: removed the spaces after '---'",
        ),
        (
            "title: T\n---\nText.\n",
            "---\ntitle: T\n---\nText.\n",
            "1: wrote a line '---' above the first field",
        ),
        (
            "\nseries: S\n---\ntitle: T\n---\nText.\n",
            "---\nseries: S\ntitle: T\n---\nText.\n",
            "2: moved the line '---' above the first field",
        ),
        ("title: T\n---\ntitle: U\n---\nText.\n", "title: T\n---\ntitle: U\n---\nText.\n", None),
        ("title: T\n---\ntags: [\n---\nText.\n", "title: T\n---\ntags: [\n---\nText.\n", None),
        ("Note: x\n---\nText.\n", "Note: x\n---\nText.\n", None),
        ("---\ntitle: T\n", "---\ntitle: T\n", None),
        ("---\nTitle: \ud800\n---\n", "---\nTitle: \ud800\n---\n", None),
        ("---\nTitle: \x0b\n---\n", "---\nTitle: \x0b\n---\n", None),
    ],
)
def test_the_lines_around_a_front_matter_are_put_right_where_there_is_no_doubt(text, mended, change):
    assert mend(text, path=PATH) == (mended, () if change is None else (change,))


def test_a_front_matter_above_the_limit_is_left_to_the_reader():
    text = f"---\nTitle: {'[' * 80_000}\n---\nText.\n"

    assert mend(text, path=PATH) == (text, ())
    assert mend(text.removeprefix("---\n"), path=PATH) == (text.removeprefix("---\n"), ())


@pytest.mark.parametrize(
    "line", ["Title: x", "date: 25/12/2022", "title: T", "x{}: &amp;", "summary{}: a", "bio: a&hellip;"]
)
def test_a_front_matter_of_many_fields_is_judged_at_once(line):
    text = "---\n" + "".join(f"{line.format(number)}\n" for number in range(14_000 // len(line))) + "---\n"

    before = time.process_time()
    mend(text, path=PATH)

    assert time.process_time() - before < SECONDS


def test_many_byte_order_marks_go_at_once():
    assert mend("\ufeff\ufeff---\ntitle: T\n---\n", path=PATH) == (
        "---\ntitle: T\n---\n",
        ("1: removed the byte order mark",),
    )


def test_every_broken_file_of_the_field_is_repaired_but_those_in_doubt():
    assert [path.stem for path in BROKEN if mend(read(path), path=PATH)[0] == read(path)] == sorted(IN_DOUBT)
    assert sorted({*MEANT, *IN_DOUBT}) == [path.stem for path in BROKEN]


@pytest.mark.parametrize("name", sorted(MEANT))
def test_a_repaired_file_is_read_as_its_writer_meant_it(name):
    mended, _ = mend(read(FIXTURES / "broken" / f"{name}.md"), path=PATH)

    parts = split(mended, PATH)
    assert isinstance(parts, Parts)
    fields = compose(parts.matter, PATH, parts.matter_line)
    assert {key.text: value.text for key, value in fields.pairs if key.text in MEANT[name]} == MEANT[name]


def test_nothing_else_in_a_broken_file_is_touched():
    repairs = [
        Repair(path=f"broken/{path.name}", before=read(path), after=mend(read(path), path=PATH)[0], changes=())
        for path in BROKEN
    ]

    assert "".join(map(diff, repairs)) == read(FIXTURES / "repaired.diff")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "content" / "articles"
    made.mkdir(parents=True)
    for name in ("a.md", "b.md"):
        (made / name).write_text(f"---\nTitle: T\n{REST}", encoding="utf-8")
    return made


def test_files_are_repaired_in_place_and_only_those_that_are_named(tmp_path, folder):
    (folder / "a.md").chmod(0o640)
    before = (folder / "a.md").stat().st_ino

    (planned,) = plan_repairs(tmp_path, ("content/articles/a.md",))
    fault = apply(tmp_path, planned)

    assert (planned.path, planned.changes, fault) == ("content/articles/a.md", ("2: wrote 'title' for 'Title'",), "")
    assert read(folder / "a.md") == f"---\ntitle: T\n{REST}"
    assert read(folder / "b.md") == f"---\nTitle: T\n{REST}"
    assert sorted(path.name for path in folder.iterdir()) == ["a.md", "b.md"]
    assert ((folder / "a.md").stat().st_mode & 0o777, (folder / "a.md").stat().st_ino == before) == (0o640, False)


def test_a_file_that_somebody_changed_meanwhile_is_left_alone(tmp_path, folder):
    planned = next(plan_repairs(tmp_path))
    (folder / "a.md").write_text("Mine.\n", encoding="utf-8")

    fault = apply(tmp_path, planned)

    assert (fault, read(folder / "a.md")) == ("it was changed by somebody else just now", "Mine.\n")


def test_a_file_that_cannot_be_replaced_is_a_reason_and_no_exception(tmp_path, folder):
    planned = next(plan_repairs(tmp_path))
    (folder / "a.md").unlink()

    assert apply(tmp_path, planned) == "No such file or directory"
    assert [path.name for path in folder.iterdir()] == ["b.md"]


def test_a_diff_shows_what_a_repair_changes():
    repair = Repair(path="x.md", before="---\nTitle: T\n---\nText.", after="---\ntitle: T\n---\nText.", changes=())

    assert diff(repair) == (
        "--- a/x.md\n+++ b/x.md\n@@ -1,4 +1,4 @@\n ---\n-Title: T\n+title: T\n ---\n Text.\n"
        "\\ No newline at end of file\n"
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["title: ", "Title: ", "a: b", "'", '"', "\n", "\t", "- ", "x", ": ", "---\n", "\\'"])))
def test_a_repaired_text_needs_no_second_repair_and_keeps_its_body(pieces):
    once, _ = mend("---\n" + "".join(pieces) + "\n---\nBody.\n", path=PATH)

    assert mend(once, path=PATH) == (once, ())
    assert once.endswith("\n---\nBody.\n")


def faults(text: str) -> list[str]:
    reading = parse(text, path=PATH, kind=SourceKind.ARTICLE, zone=dt.UTC)
    return [finding.problem.rule for finding in judge(reading.problems, {})]


FIELDS = st.sampled_from(
    ["Title: T", "title: T", "title: A: b", "pubDate: 2022-03-18", "date: 25/12/2022", "twitter: x", "Tags: [a]",
     "topics: [b]", "section: S", "section: S", "category: [x]", "expirydate: 2022-03-18", "by: Jane", "writer: Joe",
     "kind: x", "Kind: x", "updated: 2022/3/8", "status: draft", "image: x.png", "summary: 'it's'"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(FIELDS, max_size=8))
def test_a_repaired_file_has_fewer_problems_unless_it_could_not_be_read_before(lines):
    text = "---\n" + "\n".join(lines) + "\n---\nBody.\n"

    mended, changes = mend(text, path=PATH)

    before, after = faults(text), faults(mended)
    assert mended == text or before == ["bad-yaml"] or len(after) < len(before)
    assert (mended == text) == (changes == ())
