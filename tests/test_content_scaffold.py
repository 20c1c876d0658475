"""These are the rules for new articles and new authors."""

import datetime as dt
import json

import pytest

from generator.cli import main
from generator.content import SourceKind, new_article, new_author, parse
from generator.content.names import ARTICLE_FIELDS, AUTHOR_FIELDS
from generator.model import Article, AuthorRecord, Status
from generator.problems import BuildError, ConfigError
from tests.makers import article_text, write_archive

TODAY = dt.date(2022, 3, 18)


def read_article(path, root):
    relative = path.relative_to(root).as_posix()
    reading = parse(path.read_text(encoding="utf-8"), path=relative, kind=SourceKind.ARTICLE, zone=dt.UTC)
    assert reading.problems == ()
    assert isinstance(reading.record, Article)
    return reading.record


def test_a_new_article_explains_every_field_that_matters(tmp_path):
    path = new_article(tmp_path, "Four Warships", author="Jane Doe", today=TODAY)

    assert path == tmp_path / "content/articles/2022/2022-03-18-four-warships.md"
    assert path.read_text(encoding="utf-8") == (
        "---\n"
        "# The headline. Required.\n"
        'title: "Four Warships"\n'
        "# The day of publication: 2022-03-18, or 2022-03-18 09:30. Required, unless the file name begins with it.\n"
        "date: 2022-03-18\n"
        "# Who wrote it: By Jane Doe and John Roe. Required, unless 'authors' is given.\n"
        'author: "Jane Doe"\n'
        "# The one section it belongs to.\n"
        "section:\n"
        "# What it is about: [F-35, South China Sea].\n"
        "tags: []\n"
        "# One or two sentences for lists and search engines.\n"
        "summary:\n"
        "# news, analysis, opinion, explainer, interview, review or wire.\n"
        "kind: news\n"
        "# A picture: its path, or {src, alt, caption, credit, license, source}.\n"
        "image:\n"
        "  src:  # Its path: ship.png beside this file, or /media/ship.png.\n"
        "  alt:  # What it shows, for those who do not see it.\n"
        "  caption:  # What to know about it.\n"
        "  credit:  # Who made it.\n"
        "  license:  # On which terms it may be used: CC BY 4.0.\n"
        "  source:  # The address where it was found.\n"
        "# A list of addresses, or of {url, title, archived, accessed}.\n"
        "sources: []\n"
        "# published, draft or withdrawn. A draft is shown to nobody.\n"
        "status: draft\n"
        "---\n"
        "\n"
        "Write the text here.\n"
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('Su-57: "first" #1', "su-57-first-1"),
        ("Straße & Çelik \\ 5.50", "strasse-celik-5-50"),
        ("日本の海峡", "ri-ben-nohai-xia"),
        ("- [not] a: list", "not-a-list"),
        ("two\nlines\tand a tab", "two-lines-and-a-tab"),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_title_of_any_letters_is_read_back_as_it_was_given(tmp_path, title, name):
    path = new_article(tmp_path, title, author="", today=TODAY)

    assert path.name == f"2022-03-18-{name}.md"
    text = path.read_text(encoding="utf-8").replace("author:\n", "author: Jane Doe\n")
    path.write_text(text, encoding="utf-8")
    record = read_article(path, tmp_path)
    assert (record.title, record.status, record.slug) == (" ".join(title.split()), Status.DRAFT, name)


def test_every_line_of_a_new_file_is_a_known_field_or_explains_one(tmp_path):
    article = new_article(tmp_path, "T", author="A", today=TODAY).read_text(encoding="utf-8")
    author = new_author(tmp_path, "A").read_text(encoding="utf-8")

    for text, known in ((article, ARTICLE_FIELDS), (author, AUTHOR_FIELDS)):
        lines = text.split("---\n")[1].splitlines()
        fields = [line.partition(":")[0] for line in lines if line[0] not in "# "]
        explained = [line.removeprefix("# ") for line in lines if line[0] == "#"]
        assert explained == [known[field] for field in fields]


def test_a_new_author_reads_without_a_problem(tmp_path):
    path = new_author(tmp_path, "Jane Doe")

    relative = path.relative_to(tmp_path).as_posix()
    reading = parse(path.read_text(encoding="utf-8"), path=relative, kind=SourceKind.AUTHOR, zone=dt.UTC)
    assert relative == "content/authors/jane-doe.md"
    assert reading.problems == ()
    assert isinstance(reading.record, AuthorRecord)
    assert (reading.record.id, reading.record.name) == ("jane-doe", "Jane Doe")


def test_nothing_is_overwritten(tmp_path):
    path = new_article(tmp_path, "Four Warships", author="", today=TODAY)
    path.write_text("kept", encoding="utf-8")

    with pytest.raises(BuildError) as raised:
        new_article(tmp_path, "Four warships!", author="", today=TODAY)

    assert str(raised.value) == (
        "content/articles/2022/2022-03-18-four-warships.md exists already, and nothing is overwritten"
    )
    assert path.read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize("name", ["Jane Doe", "J. DOE"])
def test_an_author_who_has_a_record_gets_no_second_one(tmp_path, name):
    write_archive(tmp_path, {"authors/jane.md": "---\nname: Jane Doe\naliases: [J. Doe]\n---\n"})

    with pytest.raises(BuildError) as raised:
        new_author(tmp_path, name)

    assert str(raised.value) == f"content/authors/jane.md is the record of '{name}' already"
    assert sorted(path.name for path in (tmp_path / "content" / "authors").iterdir()) == ["jane.md"]


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("!!!", "no file name can be made of the title '!!!'; use at least one letter or digit"),
        ("CON", "the title 'CON' gives the file name con, which is the name of a device on Windows; add a word to it"),
        (
            "a\u202eb",
            "the title holds the character \\u{202E} (right-to-left override), which cannot be seen; type it again",
        ),
        ("a\x07b", "the title holds the character \\u{0007}, which cannot be seen; type it again"),
    ],
)
def test_a_title_that_no_article_may_have_is_refused(tmp_path, title, message):
    with pytest.raises(ConfigError) as raised:
        new_article(tmp_path, title, author="Jane Doe", today=TODAY)

    assert str(raised.value) == message
    assert list(tmp_path.iterdir()) == []


def test_a_fresh_article_asks_for_nothing_but_its_author(tmp_path, capsys):
    write_archive(
        tmp_path, {"articles/2022/old.md": article_text(), "authors/jane-doe.md": "---\nname: Jane Doe\n---\n"}
    )
    command = ["--root", str(tmp_path), "--quiet"]

    unsigned = main([*command, "new", "article", "Four Warships"])
    signed = main([*command, "new", "article", "Five Warships", "--author", "jane-doe"])
    checked = main([*command, "check", "--format", "json"])

    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    told = [(row["path"][33:], row["severity"], row["message"]) for row in rows]
    assert (unsigned, signed, checked) == (0, 0, 0)
    assert told == [("four-warships.md", "warning", "'author' is empty")]
