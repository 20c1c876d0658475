"""The starter archive as readers get it: in a browser below a project path, and before the judges of others."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import lxml.html
import pytest

from generator.config import read_config
from tests.makers import REPOSITORY

KINDS = [
    "",
    "2022/03/four-warships-through-the-tsugaru-strait/",
    "authors/",
    "authors/jack-buckby/",
    "tags/",
    "tags/japan/",
    "sections/",
    "sections/smart-bombs/",
    "series/",
    "archive/",
    "archive/2022/",
    "archive/2022/03/",
    "search/",
    "corrections/",
    "credits/",
    "about/",
    "404.html",
]
VNU = REPOSITORY / ".tools" / "vnu.jar"


def kinds_of(site: Path) -> list[str]:
    """One address of each kind of page; the series is named by the only folder below series/."""
    series = min(path.name for path in (site / "series").iterdir())
    return [f"series/{series}/" if kind == "series/" else kind for kind in KINDS]


def follow(page, links) -> None:
    """Go where the first of these links leads, and be there before anything else is asked."""
    with page.expect_navigation():
        links.first.click()


def file_of(site: Path, kind: str) -> Path:
    return site / kind if kind.endswith(".html") else site / kind / "index.html"


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_of_page_fits_its_window_and_keeps_the_console_empty(page, starter, address, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    widths = {}
    for kind in kinds_of(starter):
        page.goto(address + kind)
        widths[kind] = page.evaluate("document.documentElement.scrollWidth")

    assert {kind: found for kind, found in widths.items() if found > width} == {}
    assert page.heard == []


@pytest.mark.browser
def test_a_reader_goes_from_the_front_page_to_an_article_an_author_and_a_tag(page, address):
    page.goto(address)
    follow(page, page.locator("main a[href*='/2022/']"))
    headline = page.locator("h1").inner_text()
    follow(page, page.locator("article a[rel=author]"))
    author = page.locator("h1").inner_text()
    listed = page.locator("main a", has_text=headline).count()
    follow(page, page.locator("main a", has_text=headline))
    follow(page, page.locator("article a[rel=tag]"))

    assert author != headline
    assert listed > 0
    assert page.locator("main a", has_text=headline).count() > 0
    assert page.heard == []


@pytest.mark.browser
def test_a_reader_searches_and_opens_a_hit(page, address):
    page.goto(f"{address}search/")
    page.locator("form[role=search] input[name=q]").fill("Tsugaru")
    page.locator("[data-results] li").first.wait_for()
    hrefs = page.locator("[data-results] li").evaluate_all("items => items.map(i => i.querySelector('a').pathname)")
    page.locator("[data-results] li a").first.click()
    page.locator("article h1").wait_for()

    assert any("four-warships" in href for href in hrefs)
    assert "Tsugaru" in page.locator("article").inner_text()
    assert page.heard == []


@pytest.mark.browser
def test_an_address_with_a_query_searches_at_once(page, address):
    page.goto(f"{address}search/?q=Montreux&order=newest")
    page.locator("[data-results] li").first.wait_for()

    assert page.locator("form[role=search] input[name=q]").input_value() == "Montreux"
    assert "Montreux" in page.locator("[role=status]").inner_text()
    assert page.heard == []


@pytest.mark.browser
def test_without_script_the_search_page_leads_to_tags_and_years(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}search/?q=Montreux")

    links = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    context.close()

    base = read_config(REPOSITORY).base
    assert f"{base}tags/japan/" in links
    assert f"{base}archive/2022/" in links


@pytest.mark.browser
def test_the_keyboard_reaches_the_text_by_the_skip_link(page, address):
    page.goto(address + KINDS[1])
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.textContent.trim()")
    page.keyboard.press("Enter")

    assert first == "Skip to the text"
    assert page.url.endswith("#main")


def test_an_article_page_loads_no_script(starter):
    articles = list(starter.glob("20??/??/*/index.html"))
    scripts = {
        path.parent.name: lxml.html.parse(str(path)).xpath("//script[not(@type='application/ld+json')]")
        for path in articles
    }

    assert len(articles) >= 24
    assert {name: found for name, found in scripts.items() if found} == {}


def test_the_seed_author_has_one_bio_once(starter):
    article = lxml.html.parse(str(starter / KINDS[1] / "index.html"))
    author = lxml.html.parse(str(starter / "authors/jack-buckby/index.html"))

    assert len(article.xpath("//*[contains(concat(' ', @class, ' '), ' bio ')]")) == 1
    assert len(author.xpath("//*[contains(concat(' ', @class, ' '), ' bio ')]")) == 1
    assert "Written By" not in article.xpath("string(//*[@itemprop='articleBody'])")


def test_headings_never_skip_a_level(starter):
    skips = []
    for path in sorted(starter.rglob("*.html")):
        levels = [int(node.tag[1]) for node in lxml.html.parse(str(path)).xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
        skips += [
            (path.relative_to(starter).as_posix(), before, after)
            for before, after in zip([0, *levels], levels, strict=False)
            if after > before + 1
        ]

    assert skips == []


def test_every_page_has_a_title_of_its_own(starter):
    titles = {}
    for path in sorted(starter.rglob("*.html")):
        page = lxml.html.parse(str(path))
        if not page.xpath("//meta[@http-equiv='refresh']"):
            titles.setdefault(page.findtext(".//title"), []).append(path.relative_to(starter).as_posix())

    assert {title: paths for title, paths in titles.items() if len(paths) > 1} == {}


def test_no_internal_link_is_dead(starter, tmp_path):
    """Lychee reads the built site below the folder that the base path names."""
    base = read_config(REPOSITORY).base.strip("/")
    root = tmp_path / "host"
    shutil.copytree(starter, root / base)
    lychee = shutil.which("lychee", path=os.pathsep.join([str(Path(os.sys.executable).parent), os.environ["PATH"]]))
    assert lychee is not None
    command = [
        lychee,
        "--offline",
        "--include-fragments",
        "--index-files",
        "index.html",
        "--no-progress",
        "--format",
        "json",
        "--root-dir",
        str(root),
    ]

    done = subprocess.run([*command, f"{root}/**/*.html"], capture_output=True, text=True, check=False)

    report = json.loads(done.stdout)
    assert report["error_map"] == {}
    assert report["total"] > 1000


def test_the_validator_finds_no_error_on_any_kind_of_page(starter):
    if not (VNU.is_file() and shutil.which("java")) and not os.environ.get("CI"):
        pytest.skip("THE HTML VALIDATOR DID NOT RUN: .ci/run fetches it")
    pages = [str(file_of(starter, kind)) for kind in kinds_of(starter)]
    assert len(pages) == len(KINDS)

    done = subprocess.run(
        ["java", "-jar", str(VNU), "--format", "json", "--stdout", *pages], capture_output=True, text=True, check=False
    )

    messages = json.loads(done.stdout)["messages"]
    errors = [
        (re.sub(r".*/_site/", "", message["url"]), message.get("lastLine"), message["message"])
        for message in messages
        if message["type"] == "error"
    ]
    assert errors == []
