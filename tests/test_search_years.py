"""These tests hold the search page to an archive of many years, of which it opens the newest first."""

import json
import shutil
import threading

import pytest
from playwright.sync_api import expect

from generator.model import Html, Url
from generator.search import Named, make_document
from generator.server import make_server
from tests.sample_search import make_entry, make_index
from tests.test_search_page import SCRIPTS, SEARCH_PAGE, status_of, titles_of

YEARS = range(2010, 2022)


def make_story(year, number):
    author = Named("old-hand", "Old Hand") if year == 2010 else Named("jane-doe", "Jane Doe")
    return make_document(
        make_entry(
            url=Url(f"/{year}/{number}/"),
            title=f"Frigate {number} of {year} with an F-35B",
            body=Html(f"<p>The frigate sailed in {year}.</p>"),
            authors=(author,),
            date=f"{year}-01-{number:02}",
            date_text=f"{year}",
        )
    )


@pytest.fixture(scope="module")
def search(tmp_path_factory):
    """The address of a search page over twelve years with two articles each."""
    folder = tmp_path_factory.mktemp("years")
    documents = [make_story(year, number) for year in YEARS for number in (1, 2)]
    for name, path in make_index(documents, kept=tmp_path_factory.mktemp("kept")).items():
        target = folder / "pagefind" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    shutil.copytree(SCRIPTS, folder, dirs_exist_ok=True)
    (folder / "search").mkdir()
    (folder / "search/index.html").write_text(SEARCH_PAGE, encoding="utf-8")
    server = make_server(folder, "/repo/", 0)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/repo/search/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.browser
def test_the_newest_eight_years_are_searched_first_and_the_older_when_they_are_asked_for(page, search):
    page.goto(f"{search}?q=frigate&order=newest")
    before = status_of(page)
    button = page.get_by_role("button", name="Search 2010–2013 too")

    button.press("Enter")
    expect(page.locator("[role=status]")).to_have_text("24 articles for “frigate”, newest first")

    assert before == "16 articles for “frigate” in the newest years, newest first"
    assert button.is_hidden()
    assert titles_of(page)[0] == "Frigate 2 of 2021 with an F-35B"
    assert page.heard == []


@pytest.mark.browser
def test_the_oldest_years_are_searched_first_where_the_oldest_are_asked_for(page, search):
    page.goto(f"{search}?q=frigate&order=oldest")

    assert status_of(page) == "16 articles for “frigate” in the oldest years, oldest first"
    assert titles_of(page)[0] == "Frigate 1 of 2010 with an F-35B"
    assert page.get_by_role("button", name="Search 2018–2021 too").is_visible()


@pytest.mark.browser
def test_few_hits_open_older_years_unasked(page, search):
    page.goto(f"{search}?q=frigate&author=old-hand")

    assert status_of(page) == "2 articles for “frigate” by Old Hand"
    assert page.locator("button", has_text="too").is_hidden()


def test_names_hold_the_name_that_most_articles_print_of_each_author(tmp_path):
    prints = ["Jane Doe", "J. Doe", "J. Doe", "Zoe Doe", "Zoe Doe"]
    documents = [
        make_document(
            make_entry(url=Url(f"/{number}/"), title="The F-35 and the MQ-9B", authors=(Named("jane-doe", name),))
        )
        for number, name in enumerate(prints)
    ]

    files = make_index(documents, kept=tmp_path)

    assert json.loads(files["names.json"].read_text(encoding="utf-8")) == {
        "authors": {"jane-doe": "J. Doe"},
        "tags": {"japan": "Japan", "navy": "Navy"},
        "designations": ["F-35", "MQ-9B"],
    }
