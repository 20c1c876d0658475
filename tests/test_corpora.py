"""Two real archives of public-domain articles: what the check says, what is set aside, and that no word is lost.

The corpora lie beside the checkout and not in it; without them these tests are skipped, loudly.
"""

import datetime as dt
import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from functools import reduce
from operator import or_
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from generator.content import SourceKind, parse
from tests.makers import REPOSITORY

CORPORA = REPOSITORY.parent / "shared" / "corpora"
WORD = re.compile(r"[^\W_]+")
TAG = re.compile(r"<(?:\{\{<.*?>\}\}|[^<>])*>|\{\{.*?\}\}|&\w+;|\]\([^()]*\)")
NOW = "2026-01-01T12:00:00Z"
PLAIN = (
    MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).enable(["table", "strikethrough"]).use(footnote_plugin)
)

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.slow,
    pytest.mark.skipif(
        not CORPORA.is_dir(), reason="THE CORPORA ARE NOT BESIDE THE CHECKOUT: no real archive was built"
    ),
]


def words_of(element):
    """The words of an element. Cells may stand side by side in the source, and an address may be shown decoded."""
    texts = (element.text_content(), " ".join(element.itertext()), unquote(element.text_content()))
    return reduce(or_, (Counter(words(text)) for text in texts))


def words(text):
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def convert(name, root):
    command = [sys.executable, str(CORPORA / "convert.py"), name, str(CORPORA / f"{name}.tar.xz"), str(root)]
    subprocess.run(command, check=True, capture_output=True)


def set_aside(root, rows):
    """Move every file with an error out of content/ and give path → rules, the list of reasons."""
    reasons = {}
    for row in rows:
        if row["severity"] == "error":
            reasons.setdefault(row["path"], set()).add(row["rule"])
    for path in reasons:
        target = root / "aside" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        (root / path).rename(target)
    return {path: sorted(rules) for path, rules in sorted(reasons.items())}


@pytest.fixture(scope="module", params=["digitalgov", "18f"])
def archive(request, tmp_path_factory):
    root = tmp_path_factory.mktemp(request.param)
    convert(request.param, root)
    return root


@pytest.fixture(scope="module")
def built(archive, request):
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        command = [sys.executable, "-m", "generator", "--root", str(archive), "--quiet"]
        checked = subprocess.run(
            [*command, "check", "--format", "json", "--now", NOW],
            capture_output=True,
            text=True,
            check=False,
            cwd=REPOSITORY,
        )
        count = sum(1 for _ in (archive / "content" / "articles").rglob("*.md"))
        aside = set_aside(archive, [json.loads(line) for line in checked.stdout.splitlines()])
        done = subprocess.run(
            [*command, "build", "--now", NOW], capture_output=True, text=True, check=False, cwd=REPOSITORY
        )
        authors = subprocess.run(
            [*command, "authors", "--format", "json", "--now", NOW],
            capture_output=True,
            text=True,
            check=True,
            cwd=REPOSITORY,
        )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return archive, count, aside, json.loads(authors.stdout)


def test_fewer_than_two_in_a_hundred_files_are_set_aside(built):
    _, count, aside, _ = built

    assert len(aside) < count * 0.02, aside


def test_every_article_has_its_page_its_listings_its_sitemap_and_its_place_in_search(built):
    root, count, aside, authors = built
    site = root / "_site"

    articles = {path.parent for path in site.glob("[12]???/??/*/index.html")}
    listed = set()
    for path in site.glob("archive/????/??/**/index.html"):
        listed |= set(lxml.html.parse(str(path)).xpath("//main//a/@href"))
    placed = set()
    for path in site.glob("sitemap-????.xml"):
        placed |= set(re.findall(r"<loc>https://example\.org(.*?)</loc>", path.read_text(encoding="utf-8")))
    fragments = list((site / "pagefind").rglob("*.pf_fragment"))
    urls = {f"/{path.relative_to(site).as_posix()}/" for path in articles}
    signed = {path for author in authors["authors"] for path in author["articles"]}

    expected = count - sum(path.startswith("content/articles/") for path in aside)
    assert len(urls) == expected
    assert urls - listed == set()
    assert urls == placed
    assert len(fragments) == expected
    assert {author["id"] for author in authors["authors"] if not (site / "authors" / author["id"]).is_dir()} == {
        author["id"] for author in authors["authors"] if not author["articles"]
    }
    assert len(signed) > 0.8 * expected


def test_no_word_of_a_body_is_lost(built):
    """Each body's words, as another reading of the Markdown shows them, stand in its page or in its authors' bios."""
    root, _, _, authors = built
    wordings = {}
    for author in authors["authors"]:
        for wording in author["wordings"]:
            for path in wording["articles"]:
                wordings.setdefault(path, Counter()).update(words(wording["text"]))
    manifest = page_of_source(root)
    lost = {}
    for path, page in manifest.items():
        text = (root / path).read_text(encoding="utf-8")
        body = parse(text, path=path, kind=SourceKind.ARTICLE, zone=dt.UTC).body
        html = PLAIN.render(body).strip()
        wanted = Counter(words(lxml.html.fromstring(f"<div>{html}</div>").text_content())) if html else Counter()
        found = words_of(lxml.html.parse(str(page)).getroot()) + wordings.get(path, Counter())
        if path in wordings:  # the tags in a bio are no words of it
            found += Counter(words(" ".join(TAG.findall(body))))
        missing = wanted - found
        if missing:
            lost[path] = missing

    assert len(manifest) > 400
    assert lost == {}


def page_of_source(root) -> dict[str, Path]:
    """The page of each article's file, by the date and slug that its file name and front matter give."""
    site = root / "_site"
    by_slug = {}
    for path in site.glob("[12]???/??/*/index.html"):
        by_slug.setdefault(path.parent.name, []).append(path)
    pages = {}
    for source in (root / "content" / "articles").rglob("*.md"):
        front = source.read_text(encoding="utf-8-sig").split("\n---", 1)[0]
        slug = re.search(r"^slug: *['\"]?([^'\"\n]+)", front, re.MULTILINE)
        name = slug[1].strip() if slug else re.sub(r"^\d{4}-\d\d-\d\d-", "", source.stem).lower().replace("_", "-")
        found = by_slug.get(name, [])
        day = re.search(r"^date: *['\"]?(\d{4})-(\d\d)", front, re.MULTILINE) or re.match(
            r"(\d{4})-(\d\d)", source.name
        )
        for page in found:
            if day and (page.parts[-4], page.parts[-3]) == (day[1], day[2]):
                pages[source.relative_to(root).as_posix()] = page
    return pages
