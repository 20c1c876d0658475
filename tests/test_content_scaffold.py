"""These are the rules for new articles and new authors."""

import datetime as dt

import pytest

from generator.content import SourceKind, new_article, new_author, parse
from generator.model import Article, AuthorRecord, Status
from generator.problems import BuildError, ConfigError

TODAY = dt.date(2022, 3, 18)


def test_a_new_article_is_a_draft_that_reads_without_a_problem(tmp_path):
    path = new_article(tmp_path, 'Su-57: "first" #1', author="Jane Doe", today=TODAY)

    assert path == tmp_path / "content/articles/2022/2022-03-18-su-57-first-1.md"
    relative = path.relative_to(tmp_path).as_posix()
    reading = parse(path.read_text(encoding="utf-8"), path=relative, kind=SourceKind.ARTICLE, zone=dt.UTC)
    assert reading.problems == ()
    assert isinstance(reading.record, Article)
    assert (reading.record.title, reading.record.status) == ('Su-57: "first" #1', Status.DRAFT)
    assert [byline.text for byline in reading.record.bylines] == ["Jane Doe"]


def test_a_new_author_reads_without_a_problem(tmp_path):
    path = new_author(tmp_path, "Jane Doe")

    relative = path.relative_to(tmp_path).as_posix()
    reading = parse(path.read_text(encoding="utf-8"), path=relative, kind=SourceKind.AUTHOR, zone=dt.UTC)
    assert relative == "content/authors/jane-doe.md"
    assert reading.problems == ()
    assert isinstance(reading.record, AuthorRecord)
    assert (reading.record.id, reading.record.name) == ("jane-doe", "Jane Doe")


def test_nothing_is_overwritten(tmp_path):
    path = new_author(tmp_path, "Jane Doe")
    path.write_text("kept", encoding="utf-8")

    with pytest.raises(BuildError) as raised:
        new_author(tmp_path, "Jane Doe")

    assert str(raised.value) == f"{path} exists already, and nothing is overwritten"
    assert path.read_text(encoding="utf-8") == "kept"


def test_a_title_without_letters_is_refused(tmp_path):
    with pytest.raises(ConfigError) as raised:
        new_article(tmp_path, "!!!", author="Jane Doe", today=TODAY)

    assert str(raised.value) == "no file name can be made of the title '!!!'; use at least one letter or digit"
