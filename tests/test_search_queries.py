"""These tests hold the search page to a table of what readers type, in Chromium, below a project path."""

import json
import tomllib
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

TABLE = Path(__file__).with_name("search_queries.toml")
QUERIES = tomllib.loads(TABLE.read_text(encoding="utf-8"))["query"]
LIMITS = ("order", "from", "to", "section", "author", "tag")
GO = "query => { history.pushState(null, '', query); dispatchEvent(new PopStateEvent('popstate')); }"


def answer(page, query):
    """The status, the last parts of the addresses of the first ten hits, and suggestions, of a query in the address."""
    given = {"q": query["text"], **{name: query[name] for name in LIMITS if name in query}}
    page.evaluate(GO, f"?{urlencode(given)}")
    status = page.locator("[role=status]")
    expect(status, query["text"]).not_to_have_text("")
    hrefs = page.locator("[data-results] > li").evaluate_all("items => items.map(i => i.querySelector('a').pathname)")
    return status.text_content(), [href.split("/")[-2] for href in hrefs], status.locator("a").all_text_contents()


def complaints(page, queries):
    """What is wrong with the answers: nothing, or each query with what it lacks and what it got."""
    wrong = []
    for query in queries:
        status, found, suggested = answer(page, query)
        lacks = sorted(set(query.get("finds", [])) - set(found))
        if lacks or query.get("says", status) != status or query.get("suggests", "") not in ["", *suggested]:
            wrong.append((query, status, found, suggested))
    return wrong


@pytest.mark.browser
def test_every_query_of_the_table_finds_its_articles(page, address):
    page.goto(f"{address}search/")

    wrong = complaints(page, [query for query in QUERIES if not query.get("aliases")])

    assert wrong == [], "\n".join(map(str, wrong))
    assert page.heard == []


@pytest.mark.browser
def test_other_spellings_find_the_articles_that_hold_the_first(page, address):
    page.goto(f"{address}search/")

    wrong = complaints(page, [query for query in QUERIES if query.get("aliases")])

    assert wrong == [], "\n".join(map(str, wrong))


def test_the_starter_archive_is_cut_by_years(starter):
    told = json.loads((starter / "pagefind/shards.json").read_text(encoding="utf-8"))

    assert [(shard["name"], shard["path"]) for shard in told["shards"]] == [
        ("2022", ""),
        ("2021", "2021/"),
        ("2020", "2020/"),
        ("2019", "2019/"),
    ]


def test_the_table_is_long_enough():
    assert len({json.dumps(query, sort_keys=True) for query in QUERIES}) >= 60
    assert len(QUERIES) == len({json.dumps(query, sort_keys=True) for query in QUERIES})
