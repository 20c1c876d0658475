"""These tests hold many shards to what one index of the same articles would answer."""

import contextlib
import random
import shutil
import tempfile
import threading
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from generator.model import Html, Url
from generator.search import find_pagefind, make_document
from generator.search.service import index
from generator.server import make_server
from tests.sample_search import make_entry, make_index
from tests.test_search_page import SCRIPTS, SEARCH_PAGE
from tests.test_search_queries import GO

HOLDING = {2019: 400, 2020: 40, 2021: 6, 2022: 2}
"""In how many of the 800 articles of each year the word stands."""
FEWER = {2019: 100, 2020: 10, 2021: 2, 2022: 1}
"""In how many of 200."""

YEARS = "".join(f"<option>{year}</option>" for year in HOLDING)
LIMITS = "".join(f'<select name="{name}"><option value=""></option>{YEARS}</select>' for name in ("from", "to"))
PAGE = SEARCH_PAGE.replace("</form>", f"{LIMITS}</form>")
RANKING = {
    "termSaturation": 1.4,
    "pageLength": 0.75,
    "diacriticSimilarity": 0.8,
    "metaWeights": {"title": 5, "also": 0.3, "in": 0},
}
"""As search-shards.js sets it."""

SCORES_OF_ONE = """async ([query, ranking]) => {
  const pagefind = await import('/repo/whole/pagefind.js');
  await pagefind.options({ baseUrl: '/repo/', ranking });
  const { results } = await pagefind.search(query);
  const hits = await Promise.all(results.slice(0, 100).map(async (one) => [(await one.data()).url, one.score]));
  await pagefind.destroy();
  return hits;
}"""


def make_year(year, holding, chance, count=800):
    """The articles of a year, in `holding` of which "corvette" stands once or more."""
    for number in range(count):
        words = chance.choices([f"term{place}" for place in range(400)], k=chance.randint(30, 90))
        if number * holding % count < holding:
            for _ in range(1 + int(chance.expovariate(0.2))):
                words.insert(chance.randrange(len(words)), "corvette")
        date = f"{year}-{number // 70 + 1:02}-{number % 28 + 1:02}"
        yield make_entry(
            url=Url(f"/{year}/{number:03}/"),
            title=f"Headline {year} {number}",
            standfirst="",
            body=Html(f"<p>{' '.join(words)}</p>"),
            date=date,
            date_text=date,
        )


@pytest.fixture(scope="module")
def documents():
    chance = random.Random(5)  # noqa: S311 -- an archive that is the same each time, and no secret
    entries = [entry for year, holding in HOLDING.items() for entry in make_year(year, holding, chance)]
    newest = make_entry(url=Url("/2023/new/"), date="2023-01-01")
    return [make_document(entry) for entry in (*entries, newest)]


@contextlib.contextmanager
def serve(documents, place):
    """The address of a search page over these documents, beside one whole index of them."""
    folder = place / "site"
    for name, path in make_index(documents, kept=place / "kept").items():
        target = folder / "pagefind" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    pages = [(document.note.url, document.html) for document in documents]
    for name, content in index(pages, language="en", pagefind=find_pagefind()).items():
        target = folder / "whole" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    shutil.copytree(SCRIPTS, folder, dirs_exist_ok=True)
    (folder / "search").mkdir()
    (folder / "search/index.html").write_text(PAGE, encoding="utf-8")
    server = make_server(folder, "/repo/", 0)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/repo/search/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def served(documents, tmp_path_factory):
    with serve(documents, tmp_path_factory.mktemp("served")) as address:
        yield address


def hits(page):
    expect(page.locator("[role=status]")).not_to_have_text("")
    return page.locator("[data-results] > li").evaluate_all("items => items.map(i => i.querySelector('a').pathname)")


@pytest.mark.browser
@pytest.mark.parametrize("seed", range(1, 9))
def test_the_first_ten_by_relevance_are_those_of_one_index_for_one_word_and_for_several(page, tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311 -- an archive that is the same each time, and no secret
    entries = [entry for year, holding in FEWER.items() for entry in make_year(year, holding, chance, count=200)]
    queries = ("corvette", "corvette term123", "term145 term245", "headline corvette")

    with serve([make_document(entry) for entry in entries], tmp_path) as address:
        page.goto(address)
        wrong = {query: found for query in queries if (found := misplaced(page, query))}

    assert wrong == {}
    assert page.heard == []


def misplaced(page, query):
    """The hits among the first ten that one index gives another score than the hit that it has at their place.

    Articles of one score have no order of their own.
    """
    page.evaluate(GO, f"?{urlencode({'q': query})}")
    ours = hits(page)
    whole = page.evaluate(SCORES_OF_ONE, [query, RANKING])
    scores = dict(whole)
    places = zip(ours, whole, strict=False)
    wrong = [(url, scores.get(url), score) for url, (_, score) in places if not is_near(scores.get(url, 0), score)]
    return wrong if len(ours) == min(10, len(whole)) else ours


def is_near(one, other):
    return abs(one - other) <= 1e-5 * other


@pytest.mark.browser
@pytest.mark.parametrize(("order", "is_reversed"), [("newest", True), ("oldest", False)])
def test_the_order_by_date_is_exact_over_shards(page, served, order, is_reversed):
    page.goto(f"{served}?q=corvette&order={order}")
    hits(page)
    for count in (20, 30, 40, 50, 60):
        page.get_by_role("button", name="More results").click()
        expect(page.locator("[data-results] > li")).to_have_count(count)

    lines = page.locator("[data-results] > li > p:first-of-type").all_text_contents()

    days = [line.split(" · ")[1] for line in lines]
    assert len(days) == 60
    assert days == sorted(days, reverse=is_reversed)
    assert days[0][:4] == ("2022" if is_reversed else "2019")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("limits", "status"),
    [
        ("from=2020", "48 articles for “corvette”"),
        ("to=2020", "440 articles for “corvette”"),
        ("from=2021&to=2021", "6 articles for “corvette”"),
        ("from=2022&to=2021", "No article holds “corvette”."),
    ],
)
def test_years_choose_the_shards(page, served, limits, status):
    page.goto(f"{served}?q=corvette&{limits}")
    hits(page)

    assert page.locator("[role=status]").text_content() == status


@pytest.mark.browser
def test_a_shard_without_the_word_adds_no_hits_of_another_word(page, served):
    page.goto(f"{served}?q=Tsugaru")

    assert hits(page) == ["/repo/2023/new/"]
    assert page.locator("[role=status]").text_content() == "1 article for “Tsugaru”"


def test_equal_articles_give_equal_bytes_in_memory_and_on_disk(documents, tmp_path, shared_memory):
    some = documents[:300]

    on_disk = make_index(some, kept=tmp_path / "kept", language="en")
    in_memory = make_index(some, kept=shared_memory, language="en")

    assert {name: path.read_bytes() for name, path in on_disk.items()} == {
        name: path.read_bytes() for name, path in in_memory.items()
    }


@pytest.fixture
def shared_memory(tmp_path_factory):
    """A folder on a file system in memory; where the machine has none, another folder of the disk."""
    memory = Path("/dev/shm")  # noqa: S108 -- the place is the point; the folder in it has a name of its own
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path_factory.mktemp("other")) as folder:
        yield Path(folder)
