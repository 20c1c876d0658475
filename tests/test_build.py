"""Whole builds of small archives, run as a writer runs them."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import feedparser
import lxml.html
import pytest

from generator.cli import main
from tests.makers import REPOSITORY, SITE, article_text, write_archive

NOW = "2023-01-01T12:00:00Z"
NOBODY = 65534

ARCHIVE = {
    "articles/2022/four-warships.md": article_text(
        "Four warships",
        author="By Jane Doe and Pacific Desk",
        extra="section: Smart Bombs\ntags: [Japan, Straits]\naliases: [/old/warships/]\nseries: Straits\n",
        body="# Losses\n\nThe strait is *narrow*. See [the other](../2021/b.md#width) and ![map](x.png).\n",
    ),
    "articles/2021/b.md": article_text(
        "The width", date="2021-05-01", extra="section: Warship\n", body="## Width\n\nB.\n"
    ),
    "articles/2022/draft.md": article_text("Draft", extra="status: draft\ntags: [secret]\n"),
    "articles/2022/gone.md": article_text(
        "Gone",
        date="2022-02-01",
        extra="status: withdrawn\ncorrections:\n  - date: 2022-02-03\n    kind: withdrawn\n    text: It was wrong.\n",
    ),
    "pages/about.md": "---\ntitle: About\n---\n\nThis archive.\n",
    "tags/japan.md": "---\ntitle: Japan\naliases: [Nippon]\n---\n\nAn island country.\n",
    "sections/warship.md": "---\ntitle: Warship\n---\n\nShips.\n",
    "authors/jane-doe.md": "---\nname: Jane Doe\n---\n\nJane Doe is a reporter who covers straits for this archive.\n",
}


def build(root, *options):
    return main(["--root", str(root), "--quiet", "build", "--no-search", "--now", NOW, "--jobs", "1", *options])


def tree(site):
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file() and not path.relative_to(site).as_posix().startswith("pagefind/")
    }


def tree_whole(site):
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def page(root, path):
    return lxml.html.fromstring((root / "_site" / path / "index.html").read_text(encoding="utf-8"))


@pytest.fixture
def built(tmp_path):
    write_archive(tmp_path, ARCHIVE)
    assert build(tmp_path) == 0
    return tmp_path


def test_every_url_of_the_contract_stands(built):
    files = [name for name in tree(built / "_site") if not name.startswith("assets/")]

    assert files == [
        ".nojekyll",
        "2021/05/b/index.html",
        "2022/02/gone/index.html",
        "2022/03/four-warships/index.html",
        "404.html",
        "CNAME",
        "about/index.html",
        "archive/2021/05/index.html",
        "archive/2021/index.html",
        "archive/2022/02/index.html",
        "archive/2022/03/index.html",
        "archive/2022/index.html",
        "archive/index.html",
        "authors/index.html",
        "authors/jane-doe/feed.xml",
        "authors/jane-doe/index.html",
        "authors/pacific-desk/feed.xml",
        "authors/pacific-desk/index.html",
        "corrections/feed.xml",
        "corrections/index.html",
        "credits/index.html",
        "feed.json",
        "feed.xml",
        "index.html",
        "manifest.json",
        "news-sitemap.xml",
        "old/warships/index.html",
        "opensearch.xml",
        "robots.txt",
        "rss.xml",
        "search/index.html",
        "sections/index.html",
        "sections/smart-bombs/feed.xml",
        "sections/smart-bombs/index.html",
        "sections/warship/feed.xml",
        "sections/warship/index.html",
        "series/straits/index.html",
        "sitemap-2021.xml",
        "sitemap-2022.xml",
        "sitemap-pages.xml",
        "sitemap.xml",
        "tags/index.html",
        "tags/japan/feed.xml",
        "tags/japan/index.html",
        "tags/nippon/index.html",
        "tags/straits/feed.xml",
        "tags/straits/index.html",
    ]


def test_the_manifest_names_every_url_with_the_hash_of_its_file(built):
    listed = json.loads((built / "_site" / "manifest.json").read_text())["files"]
    files = tree(built / "_site")

    by_file = {f"{url}index.html" if url.endswith("/") else url: digest for url, digest in listed.items()}
    assert by_file == {f"/{name}": digest for name, digest in files.items() if name != "manifest.json"}


def test_an_article_page_keeps_the_contract(built):
    article = page(built, "2022/03/four-warships")

    assert article.xpath("count(//article)") == 1
    assert article.xpath("//h1/text()") == ["Four warships"]
    assert article.xpath("//article//a[@rel='author']/text()") == ["Jane Doe", "Pacific Desk"]
    assert article.xpath("//article//a[@rel='tag']/@href") == ["/tags/japan/", "/tags/straits/"]
    assert article.xpath("//*[@itemprop='articleBody']//h2/text()") == ["Losses"]
    assert article.xpath("//*[@itemprop='articleBody']//a/@href") == ["/2021/05/b/#width"]
    assert article.xpath("count(//script[@type='application/ld+json'])") == 1
    assert article.xpath("//link[@rel='canonical']/@href") == ["https://example.org/2022/03/four-warships/"]


def test_a_withdrawn_article_keeps_its_url_and_is_in_the_log(built):
    article, log = page(built, "2022/02/gone"), page(built, "corrections")

    assert "It was wrong." in article.text_content()
    assert "It was wrong." in log.text_content()


def test_a_draft_is_nowhere(built):
    texts = [path.read_text(encoding="utf-8") for path in (built / "_site").rglob("*") if path.is_file()]

    assert [text for text in texts if "secret" in text or "/2022/03/draft/" in text] == []


def test_an_old_address_leads_to_the_new_one(built):
    redirect = page(built, "old/warships")

    assert redirect.xpath("//link[@rel='canonical']/@href") == ["https://example.org/2022/03/four-warships/"]
    assert redirect.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=/2022/03/four-warships/"]
    assert redirect.xpath("//a/@href") == ["/2022/03/four-warships/"]


def test_feeds_are_read_by_others_with_full_text_and_no_relative_link(built):
    atom = feedparser.parse((built / "_site" / "feed.xml").read_bytes())
    rss = feedparser.parse((built / "_site" / "rss.xml").read_bytes())
    document = json.loads((built / "_site" / "feed.json").read_text())

    ids = [
        "https://example.org/2022/03/four-warships/",
        "https://example.org/2022/02/gone/",
        "https://example.org/2021/05/b/",
    ]
    assert (atom.bozo, rss.bozo) == (False, False)
    assert [entry.id for entry in atom.entries] == ids
    assert [entry.id for entry in rss.entries] == ids
    assert [item["id"] for item in document["items"]] == ids
    for text in (atom.entries[0].content[0].value, document["items"][0]["content_html"]):
        hrefs = lxml.html.fragment_fromstring(text, create_parent=True).xpath(".//@href|.//@src")
        assert hrefs == ["https://example.org/2021/05/b/#width"]


def test_below_a_project_path_every_link_of_the_site_begins_with_it(tmp_path):
    write_archive(tmp_path, ARCHIVE, SITE.replace("https://example.org/", "https://owner.github.io/repo/"))

    assert build(tmp_path) == 0

    outside = [
        (path.name, href)
        for path in (tmp_path / "_site").rglob("*.html")
        for href in lxml.html.fromstring(path.read_text(encoding="utf-8")).xpath("//@href|//@src|//@action")
        if href.startswith("/") and not href.startswith("/repo/")
    ]
    assert outside == []
    assert not (tmp_path / "_site" / "CNAME").exists()


def test_an_error_leaves_the_published_site_alone(built, capsys):
    before = tree(built / "_site")
    (built / "content" / "articles" / "2022" / "bad.md").write_text(article_text(date="Febuary 30"))

    status = build(built)

    assert status == 1
    assert tree(built / "_site") == before
    assert capsys.readouterr().out.splitlines()[0] == (
        "content/articles/2022/bad.md:3:7: error: 'Febuary 30' is no date [bad-date]"
    )


def test_a_page_whose_source_is_gone_is_gone(built):
    (built / "content" / "articles" / "2021" / "b.md").unlink()

    assert build(built) == 0

    assert not (built / "_site" / "2021").exists()


def test_a_second_build_of_the_same_content_writes_nothing_new(built, capsys):
    main(["--root", str(built), "build", "--no-search", "--now", NOW, "--why", "/2022/03/four-warships/"])

    lines = capsys.readouterr().err.splitlines()
    assert [line for line in lines if line.startswith("files:")] == ["files: 58: 0 written, 58 unchanged"]
    assert lines[-1] == "/2022/03/four-warships/: unchanged"


def test_search_finds_what_was_built_without_it_before(built, capsys):
    command = ["--root", str(built), "build", "--now", NOW, "--jobs", "1", "--why", "/2022/03/four-warships/"]
    assert main(command) == 0
    said = capsys.readouterr().err.splitlines()
    amended = tree_whole(built / "_site")
    assert main([*command, "--no-cache"]) == 0

    assert said[-1] == "/2022/03/four-warships/: made again, because it was made without search"
    assert amended == tree_whole(built / "_site")
    assert any(name.startswith("pagefind/") for name in amended)


HOSTILE = 'AT&amp;T&#46; <em>x</em> "q" </script><script>alert(1)</script>'


def test_a_hostile_title_is_escaped_exactly_once_everywhere(tmp_path):
    text = article_text(f"'{HOSTILE}'", extra="summary: s\n")
    write_archive(tmp_path, {"articles/2022/x.md": text})

    assert build(tmp_path) == 0

    site = tmp_path / "_site"
    article = page(tmp_path, "2022/03/x")
    assert article.xpath("//h1")[0].text_content() == HOSTILE
    assert article.xpath("//title/text()") == [f"{HOSTILE} · The Archive"]
    data = json.loads(article.xpath("//script[@type='application/ld+json']/text()")[0])
    assert data["@graph"][0]["headline"] == HOSTILE
    assert article.xpath("count(//script)") == 1
    assert article.xpath("//meta[@property='og:title']/@content") == [HOSTILE]
    assert json.loads((site / "feed.json").read_text())["items"][0]["title"] == HOSTILE
    atom = lxml.etree.fromstring((site / "feed.xml").read_bytes())
    assert atom.findtext("{*}entry/{*}title") == HOSTILE


def command_for(root, jobs="1"):
    return [sys.executable, "-m", "generator", "--root", str(root), "--quiet", "build", "--now", NOW, "--jobs", jobs]


def run(root, *, zone, seed, jobs, umask, locale="C"):
    environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale}
    subprocess.run(command_for(root, jobs), check=True, cwd=REPOSITORY, env=environment, umask=umask)


def test_what_is_published_can_be_read_by_everybody_whoever_built_it(tmp_path):
    write_archive(tmp_path, ARCHIVE)

    run(tmp_path, zone="UTC", seed="1", jobs="2", umask=0o077)

    published = [tmp_path / "_site", *(tmp_path / "_site").rglob("*")]
    assert {(path.is_dir(), oct(path.stat().st_mode & 0o777)) for path in published} == {
        (True, "0o755"),
        (False, "0o644"),
    }


def test_two_machines_build_equal_bytes(tmp_path):
    one, other, third = tmp_path / "one", tmp_path / "a longer name" / "other", tmp_path / "третій"
    for place, root in enumerate((one, other, third)):
        root.mkdir(parents=True)
        write_archive(root, dict(sorted(ARCHIVE.items(), key=lambda row: len(row[0]) * (place + 7) % 5)))

    run(one, zone="UTC", seed="1", jobs="1", umask=0o022)
    run(other, zone="Asia/Tokyo", seed="77", jobs="2", umask=0o077)
    run(third, zone="America/Lima", seed="5", jobs="4", umask=0o027, locale="C.UTF-8")

    assert tree(one / "_site") == tree(other / "_site") == tree(third / "_site")


def test_another_user_builds_equal_bytes(tmp_path):
    become = ["setpriv", "--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups"]
    probe = [*become, sys.executable, "-c", "import generator.build"]
    if os.geteuid() or not shutil.which("setpriv") or subprocess.run(probe, check=False, cwd=REPOSITORY).returncode:
        pytest.skip("NO OTHER USER BUILT: that needs root, setpriv, and a Python and a checkout that others may read")
    with tempfile.TemporaryDirectory() as place:  # pytest's own folders are closed to others
        theirs = Path(place)
        write_archive(theirs, ARCHIVE)
        write_archive(tmp_path, ARCHIVE)
        shutil.chown(theirs, NOBODY, NOBODY)

        subprocess.run(command_for(tmp_path), check=True, cwd=REPOSITORY)
        subprocess.run([*become, *command_for(theirs)], check=True, cwd=REPOSITORY)

        assert (theirs / "_site" / "index.html").stat().st_uid == NOBODY
        assert tree(theirs / "_site") == tree(tmp_path / "_site")


def test_without_now_no_file_depends_on_today_and_with_it_the_news_sitemap_alone(built):
    given = tree(built / "_site")

    assert main(["--root", str(built), "--quiet", "build", "--no-search", "--jobs", "1"]) == 0

    without = tree(built / "_site")
    assert {name for name in given | without if given.get(name) != without.get(name)} == {
        "manifest.json",
        "news-sitemap.xml",
    }
    assert "<loc>https://example.org/2022/03/four-warships/</loc>" in (built / "_site/news-sitemap.xml").read_text()


def test_an_empty_archive_is_a_site(tmp_path):
    write_archive(tmp_path, {})

    assert build(tmp_path) == 0

    assert (tmp_path / "_site" / "index.html").is_file()
    assert feedparser.parse((tmp_path / "_site" / "feed.xml").read_bytes()).entries == []


def test_a_build_with_many_warnings_shows_errors_and_counts_the_rest(tmp_path, capsys):
    write_archive(
        tmp_path,
        {
            **{f"articles/2022/a{n}.md": article_text(extra="titel: x\n") for n in range(41)},
            "articles/2022/bad.md": article_text(date="Febuary 30"),
        },
    )

    assert main(["--root", str(tmp_path), "build", "--no-search", "--jobs", "1"]) == 1

    out, err = capsys.readouterr()
    assert [line for line in out.splitlines() if ": error: " in line or ": warning: " in line] == [
        "content/articles/2022/bad.md:3:7: error: 'Febuary 30' is no date [bad-date]"
    ]
    assert err.splitlines()[:3] == ["1 error, 41 warnings", "   1 error   bad-date", "  41 warning unknown-field"]


def test_a_file_that_somebody_put_into_the_site_is_named_and_stays(built, capsys):
    (built / "_site" / "proof.txt").write_text("proof")

    assert main(["--root", str(built), "build", "--no-search", "--now", NOW]) == 0

    assert capsys.readouterr().err.splitlines()[-1] == (
        "These files in the site are not of this archive, and stay: proof.txt."
    )
    assert (built / "_site" / "proof.txt").read_text() == "proof"


def test_where_nothing_can_be_kept_a_build_says_so_and_makes_the_site(built, capsys):
    before = tree(built / "_site")
    shutil.rmtree(built / ".cache")
    (built / ".cache").write_text("in the way")

    assert main(["--root", str(built), "build", "--now", NOW]) == 0

    assert capsys.readouterr().err.splitlines()[-1] == (
        "Nothing was kept, so that the next build takes as long: .cache cannot be written: File exists."
    )
    assert {name: digest for name, digest in tree(built / "_site").items() if name != "manifest.json"} == {
        name: digest for name, digest in before.items() if name != "manifest.json"
    }
    assert (built / ".cache").read_text() == "in the way"


def test_a_cache_that_may_not_even_be_looked_into_is_named_and_the_site_is_made(built):
    (built / ".cache").chmod(0)
    # Root looks into everything, unless it has given that right away.
    command = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
    if command and shutil.which("setpriv") is None:
        pytest.skip("root without setpriv cannot be kept out of a folder")

    try:
        run = subprocess.run(
            [*command, sys.executable, "-m", "generator", "--root", built, "build", "--no-search", "--now", NOW],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        (built / ".cache").chmod(0o755)

    assert (run.returncode, run.stderr.splitlines()[-1]) == (
        0,
        "Nothing was kept, so that the next build takes as long: .cache cannot be written: Permission denied.",
    )


@pytest.mark.parametrize("name", ["cards", "fonts", "pictures", "previous", "search"])
def test_a_file_where_a_part_of_the_cache_is_to_be_is_named_and_stays(built, capsys, name):
    before = tree(built / "_site")
    shutil.rmtree(built / ".cache")
    (built / ".cache").mkdir()
    (built / ".cache" / name).write_text("in the way")
    (built / "site.toml").write_text(SITE + "\n[images]\ncards = true\n")

    assert main(["--root", str(built), "build", "--now", NOW]) == 0

    assert capsys.readouterr().err.splitlines()[-1] == (
        f"Nothing was kept, so that the next build takes as long: .cache/{name} cannot be written: File exists."
    )
    assert set(before) <= set(tree(built / "_site"))
    assert (built / ".cache" / name).read_text() == "in the way"
