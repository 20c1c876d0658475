"""Builds that follow each other in one process, as the preview makes them."""

import json
import shutil

import pytest
from msgspec.structs import replace

from generator.build import Options, Session, build
from generator.config import read_config
from tests.makers import REPOSITORY, make_today, write_archive
from tests.test_amending import ARCHIVE, assert_clean, edit
from tests.test_build import tree

ONE, TWO = "content/articles/2022/one.md", "content/articles/2022/two.md"


def options_of(root):
    return Options(
        now=make_today().now,
        output=root / "_site",
        cache=root / ".cache",
        theme=str(REPOSITORY / "theme"),
        jobs=1,
        use_search=False,
        is_lasting=False,
    )


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "archive"
    folder.mkdir()
    write_archive(folder, ARCHIVE)
    return folder


@pytest.fixture
def session(root):
    found = Session(read_config(root), options_of(root))
    found.build()
    return found


def steps(report):
    return [step.name for step in report.steps]


def new_of(report):
    return sorted(file.url for file in report.files if file.is_new)


def test_an_edited_body_is_slipped_into_the_site(root, session):
    edit(root, "articles/2022/one.md", "Middle.", "Muddle.")

    report = session.build(frozenset({ONE}))

    assert steps(report) == ["compare", "render", "publish", "keep"]
    assert new_of(report) == ["/2022/03/one/", "/feed.json", "/feed.xml", "/manifest.json", "/rss.xml"]
    assert_clean(root)


def test_many_edits_follow_each_other(root, session):
    for number in range(3):
        edit(root, "articles/2022/one.md", "Middle", f"Middle{number}")
        edit(root, "articles/2022/two.md", "Two ends.", f"Two *ends*. {number}\n\nTwo ends.")
        assert steps(session.build(frozenset({ONE, TWO}))) == ["compare", "render", "publish", "keep"]
    assert_clean(root)


def test_an_edit_that_is_taken_back_leaves_the_site_as_it_was(root, session):
    before = tree(root / "_site")
    edit(root, "articles/2022/one.md", "Middle.", "Muddle.")
    session.build(frozenset({ONE}))
    assert tree(root / "_site") != before

    edit(root, "articles/2022/one.md", "Muddle.", "Middle.")
    session.build(frozenset({ONE}))

    assert tree(root / "_site") == before


def test_any_other_edit_makes_the_whole_site(root, session):
    edit(root, "articles/2022/one.md", "title: One", "title: Won")

    report = session.build(frozenset({ONE}))

    assert "resolve" in steps(report)
    assert_clean(root)
    edit(root, "articles/2022/one.md", "Middle", "Muddle")
    assert "resolve" not in steps(session.build(frozenset({ONE})))
    assert_clean(root)


def test_a_file_that_comes_or_goes_makes_the_whole_site(root, session):
    (root / TWO).rename(root / "content/articles/2022/zwei.md")

    assert "resolve" in steps(session.build(frozenset({TWO, "content/articles/2022/zwei.md"})))
    assert_clean(root)


def test_an_error_leaves_the_site_and_its_repair_is_quick(root, session):
    before = tree(root / "_site")
    edit(root, "articles/2022/one.md", "title: One", "title: [One")

    report = session.build(frozenset({ONE}))

    assert (report.is_blocked, steps(report), tree(root / "_site")) == (True, ["compare"], before)
    edit(root, "articles/2022/one.md", "title: [One", "title: One")
    edit(root, "articles/2022/one.md", "Middle", "Muddle")
    assert steps(session.build(frozenset({ONE}))) == ["compare", "render", "publish", "keep"]
    assert_clean(root)


def test_a_site_that_another_build_has_changed_is_looked_at_whole(root, session):
    edit(root, "articles/2022/two.md", "Two ends.", "Two went.")
    build(read_config(root), options_of(root))
    edit(root, "articles/2022/one.md", "Middle", "Muddle")

    assert "find" in steps(session.build(frozenset({ONE})))
    assert_clean(root)


def test_a_cache_that_is_cleared_away_between_two_edits_is_begun_anew(root, session):
    edit(root, "articles/2022/one.md", "Middle", "Muddle")
    session.build(frozenset({ONE}))
    shutil.rmtree(root / ".cache")
    shutil.rmtree(root / "_site")
    edit(root, "articles/2022/two.md", "Two ends.", "Two went.")

    assert "resolve" in steps(session.build(frozenset({TWO})))
    assert_clean(root)


def test_a_page_that_somebody_deleted_is_looked_at_whole(root, session):
    (root / "_site/manifest.json").unlink()
    (root / "_site/manifest.json").write_text(json.dumps({"files": {}}))
    edit(root, "articles/2022/one.md", "Middle", "Muddle")

    assert "resolve" in steps(session.build(frozenset({ONE})))
    assert_clean(root)


def test_the_search_index_is_told_with_the_next_whole_look(root):
    session = Session(read_config(root), replace(options_of(root), use_search=True))
    session.build()
    before = index_of(root)
    edit(root, "articles/2022/one.md", "Middle", "Muddle")

    session.build(frozenset({ONE}))

    assert (session.is_indexed, index_of(root)) == (False, before)
    assert "resolve" not in steps(session.build())
    assert (session.is_indexed, index_of(root) == before) == (True, False)


def index_of(root):
    folder = root / "_site" / "pagefind"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
