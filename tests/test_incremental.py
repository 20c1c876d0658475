"""The law of builds that make only what changed: whatever was edited before, the site is that of a clean build."""

import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.build import Options, build
from generator.cache import make_key, recalled
from generator.config import read_config
from tests.makers import REPOSITORY, SITE, article_text, make_today, write_archive
from tests.test_build import ARCHIVE, tree

NAMES = ["a", "b", "c"]
BIO = "Jane Doe is a reporter who covers straits and the ships in them."
AUTHORS = ["Jane Doe", "By Jane Doe and John Roe", "Jane M. Doe", "Pacific Desk"]


def run(root: Path, output: Path | None = None, cache: Path | None = None, *, use_cache: bool = True):
    return build(read_config(root), options_of(root, output, cache, use_cache=use_cache))


def options_of(root: Path, output: Path | None = None, cache: Path | None = None, *, use_cache: bool = True) -> Options:
    return Options(
        now=make_today().now,
        now_is_given=True,
        output=output or root / "_site",
        cache=cache or root / ".cache",
        theme=str(root / "theme" if (root / "theme").is_dir() else REPOSITORY / "theme"),
        jobs=1,
        use_cache=use_cache,
        use_search=False,
    )


def clean_tree(root: Path) -> dict[str, str]:
    """The site as a build makes it that knows nothing."""
    with tempfile.TemporaryDirectory() as folder:
        run(root, Path(folder) / "site", Path(folder) / "cache")
        return tree(Path(folder) / "site")


def remade(report) -> dict[str, str]:
    return {url: why for url, why in report.reasons.items() if why and why != "it is made each time"}


@pytest.fixture
def built(tmp_path):
    write_archive(tmp_path, ARCHIVE)
    run(tmp_path)
    return tmp_path


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / "content" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_changed_makes_nothing(built):
    assert remade(run(built)) == {}


def test_an_edited_body_makes_its_page_and_the_feeds_with_full_text_alone(built):
    edit(built, "articles/2022/four-warships.md", "The strait is *narrow*.", "The strait is *wide*.")
    edit(built, "articles/2022/four-warships.md", "section:", "summary: One.\nsection:")
    run(built)
    edit(built, "articles/2022/four-warships.md", "*wide*", "*deep*")

    assert remade(run(built)) == {
        "/2022/03/four-warships/": "the text set into it has changed",
        "/feed.json": "the text set into it has changed",
        "/feed.xml": "the text set into it has changed",
        "/rss.xml": "the text set into it has changed",
    }


def test_a_file_that_was_only_touched_is_the_same_file(built):
    os.utime(built / "content/articles/2021/b.md", ns=(1, 1))

    assert remade(run(built)) == {}


def test_a_changed_setting_makes_everything_again(built):
    (built / "site.toml").write_text(SITE.replace("The Archive", "The Record"))

    assert set(remade(run(built)).values()) == {"no earlier build is known to have made it"}
    assert tree(built / "_site") == clean_tree(built)


def test_a_changed_template_makes_the_pages_that_use_it(built):
    shutil.copytree(REPOSITORY / "theme", built / "theme")
    run(built)
    template = built / "theme/templates/calendar.html"
    template.write_text(template.read_text() + "\n")
    (built / "theme/templates/calendar.html").write_text(
        template.read_text().replace("{% block main %}", "{% block main %}<!-- -->")
    )

    assert remade(run(built)) == {"/archive/": "its template, or what all pages share, has changed"}


def test_a_published_file_that_is_gone_is_made_again(built):
    (built / "_site/2021/05/b/index.html").unlink()

    report = run(built)

    assert remade(report) == {"/2021/05/b/": "the published file is gone"}
    assert tree(built / "_site") == clean_tree(built)


def test_another_output_folder_knows_nothing_of_this_one(built):
    run(built, built / "other")

    assert tree(built / "other") == tree(built / "_site")


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.write_bytes(b"no database"),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        lambda path: path.unlink(),
        lambda path: sqlite3.connect(path).execute("drop table pages").connection.close(),
    ],
    ids=["garbage", "cut", "gone", "a table is gone"],
)
def test_a_broken_cache_is_thrown_away(built, harm):
    harm(built / ".cache" / "known.sqlite")
    edit(built, "articles/2021/b.md", "B.", "C.")

    run(built)

    assert tree(built / "_site") == clean_tree(built)
    assert remade(run(built)) == {}


def test_a_zone_survives_the_cache(built):
    before = tree(built / "_site")
    edit(built, "articles/2021/b.md", "B.", "C.")
    run(built)
    edit(built, "articles/2021/b.md", "C.", "B.")

    run(built)

    assert tree(built / "_site") == before


def test_the_key_depends_on_the_settings():
    assert make_key("a") != make_key("b")
    assert make_key("a") == make_key("a")


def test_a_cache_under_another_key_is_empty(built):
    with recalled(built / ".cache", "another") as cache:
        assert (cache.stamps(), cache.pages(), cache.about) == ({}, {}, {})


BODIES = [
    "Text.\n",
    "More text.\n\nAnd more.\n",
    "See [b](b.md).\n",
    "Two words. See [b](b.md).\n",
    "## Losses\n\nText.\n",
    "Text.\n\nJane Doe is a reporter who covers straits.\n",
    "Other text.\n\nAnd more.\n\nJane Doe is a reporter who covers straits.\n",
]
ARTICLES = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["One", "Two", "Three"]),
        "author": st.sampled_from(AUTHORS),
        "date": st.sampled_from(["2021-05-01", "2022-03-18T09:30", "1880-01-01", "2031-01-01"]),
        "tags": st.sampled_from(["", "tags: [Japan]\n", "tags: [japan, Straits]\n"]),
        "section": st.sampled_from(["", "section: Warship\n", "section: Land\n"]),
        "status": st.sampled_from(["", "status: draft\n", "status: withdrawn\n"]),
        "summary": st.sampled_from(["", "summary: In short.\n"]),
        "body": st.sampled_from(BODIES),
    }
)
EDITS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), ARTICLES),
    st.tuples(st.just("body"), st.sampled_from(NAMES), st.sampled_from(BODIES)),
    st.tuples(st.just("remove"), st.sampled_from(NAMES), st.none()),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(
        st.just("author"),
        st.sampled_from(["Jane Doe", "John Roe"]),
        st.sampled_from(["A bio.", "Another bio of hers."]),
    ),
    st.tuples(st.just("settings"), st.sampled_from([1, 2, 40]), st.booleans()),
)


def apply(root: Path, edit_) -> None:
    kind, first, second = edit_
    articles = root / "content" / "articles"
    if kind == "write":
        extra = second["summary"] + second["tags"] + second["section"] + second["status"]
        text = article_text(
            second["title"], date=second["date"], author=second["author"], extra=extra, body=second["body"]
        )
        (articles / f"{first}.md").write_text(text)
    elif kind == "body" and (articles / f"{first}.md").is_file():
        matter, _, _ = (articles / f"{first}.md").read_text().partition("\n---\n")
        (articles / f"{first}.md").write_text(f"{matter}\n---\n\n{second}")
    elif kind == "remove":
        (articles / f"{first}.md").unlink(missing_ok=True)
    elif kind == "rename" and (articles / f"{first}.md").is_file():
        (articles / f"{first}.md").replace(articles / f"{second}.md")
    elif kind == "author":
        folder = root / "content" / "authors"
        folder.mkdir(exist_ok=True)
        (folder / f"{first.lower().replace(' ', '-')}.md").write_text(f"---\nname: {first}\n---\n\n{second}\n")
    elif kind == "settings":
        cards = "[images]\ncards = true\n" if second else ""
        (root / "site.toml").write_text(f"{SITE}\n[listings]\npage_size = {first}\n{cards}")


ROUNDS = st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=1, max_size=4)


def assert_the_law(rounds) -> None:
    """After each round of edits the site is that of a clean build."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_archive(root, {})
        for edits in rounds:
            for edit_ in edits:
                apply(root, edit_)
            report = run(root)
            if not report.is_blocked:
                assert tree(root / "_site") == clean_tree(root)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(ROUNDS)
def test_after_any_edits_the_site_is_that_of_a_clean_build(rounds):
    assert_the_law(rounds)
