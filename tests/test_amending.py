"""The short way of a build: taken when only bodies have changed, and left whenever anything else may show it."""

import datetime as dt
import os
import shutil

import pytest
from msgspec.structs import replace

from generator.build import Options, build
from generator.config import read_config
from tests.makers import REPOSITORY, SITE, article_text, make_today, write_archive
from tests.test_build import tree

BIO = "Jane Doe is a reporter who covers straits and the ships that pass through them for this archive."
ARCHIVE = {
    "articles/2022/one.md": article_text(
        "One",
        author="Jane Doe",
        extra="summary: First.\n",
        body=f"# Losses\n\nSee [two](two.md).\n\nMiddle.\n\n{BIO}\n",
    ),
    "articles/2022/two.md": article_text(
        "Two", author="John Roe", extra="summary: Second.\n", body="Two begins.\n\nTwo ends.\n"
    ),
    "articles/2022/three.md": article_text("Three", author="John Roe", body="Three begins.\n\nThree ends.\n"),
    "articles/2022/later.md": article_text("Later", date="2031-01-01", extra="summary: L.\n", body="Not yet.\n"),
    "articles/2022/draft.md": article_text("Draft", extra="status: draft\nsummary: D.\n", body="Not yet.\n"),
    "pages/about.md": "---\ntitle: About\n---\n\n" + "This archive. " * 30 + "\n\nMore of it.\n",
    "tags/japan.md": "---\ntitle: Japan\n---\n\nAn island country.\n",
}
NOW = make_today().now


def run(root, output=None, *, now=NOW, **options):
    asked = Options(
        now=now,
        output=output or root / "_site",
        cache=(output or root) / ".cache" if output is None else output.with_name("cache"),
        theme=str(root / "theme" if (root / "theme").is_dir() else REPOSITORY / "theme"),
        jobs=1,
        use_search=False,
    )
    return build(read_config(root), replace(asked, **options))


@pytest.fixture
def built(tmp_path):
    root = tmp_path / "archive"
    root.mkdir()
    write_archive(root, ARCHIVE)
    run(root)
    return root


def edit(root, name, old, new):
    path = root / "content" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def is_short(report):
    return "resolve" not in [step.name for step in report.steps]


def assert_clean(root, **options):
    """The site is that of a build that knows nothing."""
    clean = root.with_name("clean")
    shutil.rmtree(clean, ignore_errors=True)
    run(root, clean / "_site", use_cache=False, **options)
    assert tree(root / "_site") == tree(clean / "_site")


def made(report):
    return sorted(url for url, why in report.reasons.items() if why)


def test_when_nothing_has_changed_nothing_is_read(built):
    before = tree(built / "_site")

    report = run(built)

    assert [step.name for step in report.steps] == ["find", "theme", "compare"]
    assert (made(report), tree(built / "_site")) == ([], before)


@pytest.mark.parametrize(
    ("name", "old", "new", "urls"),
    [
        ("one.md", "Middle.", "The middle, much longer now.", ["/2022/03/one/", "/feed.json", "/feed.xml", "/rss.xml"]),
        ("one.md", "Middle.", "A.\n\nB.\n\nC.", ["/2022/03/one/", "/feed.json", "/feed.xml", "/rss.xml"]),
        ("two.md", "Two ends.", "Two *ends*.\n\nAt last.", ["/2022/03/two/", "/feed.json", "/feed.xml", "/rss.xml"]),
        ("draft.md", "Not yet.", "Not now.", []),
    ],
    ids=["a word", "paragraphs above a bio", "the end", "a draft"],
)
def test_an_edit_of_a_body_makes_its_pages_alone(built, name, old, new, urls):
    edit(built, f"articles/2022/{name}", old, new)

    report = run(built)

    assert (is_short(report), made(report)) == (True, urls)
    assert_clean(built)


def test_an_edit_of_a_page_makes_that_page_alone(built):
    edit(built, "pages/about.md", "More of it.", "Much more of it.")

    report = run(built)

    assert (is_short(report), made(report)) == (True, ["/about/"])
    assert_clean(built)


def test_short_ways_follow_each_other(built):
    for number in range(4):
        edit(built, "articles/2022/one.md", "Middle", f"Middle{number}")
        assert is_short(run(built))
    assert_clean(built)


def test_a_file_that_was_touched_is_the_same_file(built):
    os.utime(built / "content/articles/2022/one.md", ns=(1, 1))

    report = run(built)

    assert (is_short(report), made(report)) == (True, [])
    assert [step.name for step in run(built).steps] == ["find", "theme", "compare"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("articles/2022/one.md", "title: One", "title: Won"),
        ("articles/2022/one.md", "# Losses", "# Gains"),
        ("articles/2022/one.md", "[two](two.md)", "[two](later.md)"),
        ("articles/2022/one.md", "covers straits", "covers seas"),
        ("articles/2022/one.md", f"\n{BIO}\n", ""),
        ("articles/2022/three.md", "Three begins.", "Three starts."),
        ("articles/2022/two.md", "Two ends.", "Mary Major is a reporter who covers straits for this archive."),
        ("pages/about.md", "title: About", "title: About us"),
        ("tags/japan.md", "island", "old"),
    ],
    ids=[
        "headline",
        "anchor",
        "link",
        "bio",
        "no bio any more",
        "summary",
        "a bio of a stranger",
        "title of a page",
        "description of a tag",
    ],
)
def test_what_other_pages_may_show_takes_the_long_way(built, name, old, new):
    edit(built, name, old, new)

    assert not is_short(run(built))
    assert_clean(built)


def test_files_that_come_and_go_take_the_long_way(built):
    (built / "content/articles/2022/four.md").write_text(article_text("Four"))
    assert not is_short(run(built))
    (built / "content/articles/2022/two.md").unlink()
    assert not is_short(run(built))
    assert_clean(built)


def test_a_new_template_or_setting_takes_the_long_way(built):
    shutil.copytree(REPOSITORY / "theme", built / "theme")
    assert is_short(run(built))
    template = built / "theme/templates/page.html"
    template.write_text(template.read_text().replace("{% block main %}", "{% block main %}<!-- -->"))
    assert not is_short(run(built))
    (built / "site.toml").write_text(SITE.replace("The Archive", "The Record"))
    assert not is_short(run(built))
    assert_clean(built)


def test_the_clock_brings_an_article_on_its_day(built):
    assert is_short(run(built, now=NOW + dt.timedelta(days=1)))
    later = NOW.replace(year=2031)

    assert not is_short(run(built, now=later))
    assert (built / "_site/2031/01/later/index.html").is_file()
    assert_clean(built, now=later)


def test_a_clock_that_goes_back_takes_the_long_way(built):
    assert not is_short(run(built, now=NOW - dt.timedelta(days=1)))


def test_drafts_take_the_long_way(built):
    assert not is_short(run(built, drafts=True))


def test_a_published_file_that_is_gone_takes_the_long_way(built):
    (built / "_site/about/index.html").unlink()

    assert not is_short(run(built))
    assert_clean(built)


def test_a_foreign_file_is_named_and_stays(built):
    (built / "_site/proof.txt").write_text("proof")

    assert run(built).foreign == ("proof.txt",)
    edit(built, "articles/2022/one.md", "Middle", "Muddle")
    assert run(built).foreign == ("proof.txt",)
    assert (built / "_site/proof.txt").read_text() == "proof"


def test_an_error_ends_the_build_at_once_and_its_repair_goes_the_short_way(built):
    before = tree(built / "_site")
    edit(built, "articles/2022/one.md", "title: One", "title: [One")

    report = run(built)

    assert (report.is_blocked, is_short(report), tree(built / "_site")) == (True, True, before)
    assert [finding.problem.rule for finding in report.findings if finding.severity == "error"] == ["bad-yaml"]
    edit(built, "articles/2022/one.md", "title: [One", "title: One")
    edit(built, "articles/2022/one.md", "Middle", "Muddle")
    assert is_short(run(built))
    assert_clean(built)


def test_the_short_way_tells_every_problem_that_the_long_one_tells(built):
    edit(built, "articles/2022/two.md", "Two ends.", "Two <b>ends</b>.")

    short = run(built)
    long = run(built, use_cache=False)

    assert is_short(short)
    assert short.findings == long.findings
    assert "raw-html" in [finding.problem.rule for finding in short.findings]
