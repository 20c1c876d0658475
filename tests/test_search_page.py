import shutil
import threading
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import expect

from generator.model import Html, Url
from generator.search import Named, make_document
from generator.server import make_server
from generator.views.front import script_words
from tests.makers import ENGLISH
from tests.sample_search import make_documents, make_entry, make_index
from tests.waiting import wait_until

SCRIPTS = Path(__file__).parents[1] / "theme/scripts"
SEARCH_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Search</title>
<link rel="icon" href="data:,">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:;
 script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; form-action 'self'">
<script type="module" src="/repo/search.js"></script></head>
<body><form role="search" method="get" action="/repo/search/" data-base="/repo/"
 data-words="WORDS"><label for="q">Words</label>
<input id="q" name="q" type="search"><button>Search</button>
<label><input type="radio" name="order" value="relevance" checked>Best</label>
<label><input type="radio" name="order" value="newest">Newest</label>
<label><input type="radio" name="order" value="oldest">Oldest</label></form>
<p role="status"></p><ol data-results></ol></body></html>""".replace("WORDS", escape(script_words(ENGLISH)))
UNREACHABLE = "Search cannot be reached just now. The tags and the archive lead to every article."
STORIES = {
    "four-warships": make_entry(),
    "f-35-delayed": make_entry(
        url=Url("/2022/03/f-35-delayed/"),
        title="F-35 is delayed",
        standfirst="",
        body=Html("<p>The F-35A waits. &lt;img src=x onerror=alert(1)&gt; stays text.</p>"),
        authors=(Named("ann-poe", "Ann <Poe>"),),
        date="2022-03-20",
        date_text="March 20, 2022",
        section="",
    ),
    "mk-41": make_entry(
        url=Url("/2022/03/mk-41/"),
        title="A launcher",
        standfirst="",
        body=Html("<p>The Mk 41 cells of F-35 carriers, with counter drone guns.</p>"),
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    documents = [*map(make_document, STORIES.values()), *make_documents(25)]
    files = make_index(documents, kept=tmp_path_factory.mktemp("kept"), language="en")
    for name, path in files.items():
        target = folder / "pagefind" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    shutil.copytree(SCRIPTS, folder, dirs_exist_ok=True)
    for document in documents:
        target = folder / document.note.url.removeprefix("/")
        target.mkdir(parents=True)
        (target / "index.html").write_text(
            f"<!doctype html><meta charset=utf-8><title>{document.note.url}</title><link rel=icon href=data:,>"
            f"<p style='height: 3000px'>{document.note.url}</p>{document.html}<p style='height: 3000px'></p>",
            encoding="utf-8",
        )
    (folder / "search").mkdir()
    (folder / "search/index.html").write_text(SEARCH_PAGE, encoding="utf-8")
    return folder


@pytest.fixture
def open_search(site, browser):
    """Opens the search page with the given query string; whatever the console says is an error in the end."""
    server = make_server(site, "/repo/", 0)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    context = browser.new_context()
    complaints = []

    def open_(query=""):
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"http://127.0.0.1:{server.server_port}/repo/search/{query}")
        return page

    yield open_
    context.close()
    server.shutdown()
    server.server_close()
    thread.join()
    assert complaints == []


def status_of(page):
    status = page.locator("[role=status]")
    expect(status).not_to_have_text("")
    return status.text_content()


def titles_of(page):
    return page.locator("[data-results] li > a").all_text_contents()


@pytest.mark.browser
def test_typing_a_word_lists_the_articles_that_hold_it(open_search):
    page = open_search()
    assert page.locator("[role=status]").text_content() == ""
    page.locator("input[name=q]").press_sequentially("protested")

    assert status_of(page) == "1 article for “protested”"

    assert page.locator("[data-results]").inner_html() == (
        '<li><a href="/repo/2022/03/four-warships/">Four warships pass Tsugaru</a>'
        "<p>Jane Doe, A. Roe · March 18, 2022 · Sea &amp; Air</p>"
        "<p>The frigates sailed east. They were seen. The answer. Tokyo <mark>protested.</mark></p>"
        '<p>See <a href="/repo/2022/03/four-warships/#answer">The answer</a></p></li>'
    )
    page.locator("[data-results] li a").first.click()
    page.wait_for_url("**/repo/2022/03/four-warships/**")
    page.go_back()
    assert status_of(page) == "1 article for “protested”"
    assert page.locator("input[name=q]").input_value() == "protested"


@pytest.mark.browser
def test_a_query_in_the_address_searches_at_once_in_the_order_asked_for(open_search):
    page = open_search("?q=frigate+number&order=newest")

    assert status_of(page) == "25 articles for “frigate number”, newest first"

    assert titles_of(page) == [f"Headline {number}" for number in range(24, 14, -1)]
    page.get_by_label("Oldest").check()
    expect(page.locator("[role=status]")).to_have_text("25 articles for “frigate number”, oldest first")
    assert titles_of(page) == [f"Headline {number}" for number in range(10)]
    assert page.url.endswith("/repo/search/?q=frigate+number&order=oldest")


@pytest.mark.browser
def test_more_results_follow_and_take_the_focus(open_search):
    page = open_search("?q=frigate+number&order=oldest")
    status_of(page)

    page.get_by_role("button", name="More results").press("Enter")
    expect(page.locator("[data-results] li")).to_have_count(20)
    focused = page.evaluate("document.activeElement.textContent")
    page.get_by_role("button", name="More results").press("Enter")
    expect(page.locator("[data-results] li")).to_have_count(25)

    assert focused == "Headline 10"
    assert page.evaluate("document.activeElement.textContent") == "Headline 20"
    assert titles_of(page) == [f"Headline {number}" for number in range(25)]
    assert page.locator("button", has_text="More results").is_hidden()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "status", "first"),
    [
        ("F+35", "2 articles for “F-35”", ["F-35 is delayed", "A launcher"]),
        ("Mk+41", "1 article for “Mk 41”", ["A launcher"]),
        ("doe+warships", "1 article for “doe warships”", ["Four warships pass Tsugaru"]),
        ("navy+protesting", "1 article for “navy protesting”", ["Four warships pass Tsugaru"]),
        ("counter-drone", "1 article for “counter drone”", ["A launcher"]),
        ("zzzz", "No article holds “zzzz”.", []),
        ("passport", "No article holds “passport”. Nearest matches: 1 article.", ["Four warships pass Tsugaru"]),
        ("march", "No article holds “march”.", []),
        ("sea", "No article holds “sea”.", []),
        ("waits+zzzz", "1 article for “waits zzzz”. None of the first holds “zzzz”.", ["F-35 is delayed"]),
    ],
)
def test_the_status_says_honestly_what_was_found(open_search, query, status, first):
    page = open_search(f"?q={query}")

    assert (status_of(page), titles_of(page)) == (status, first)


@pytest.mark.browser
def test_what_an_article_says_stays_text(open_search):
    page = open_search("?q=waits")
    status_of(page)

    assert page.locator("[data-results]").inner_html() == (
        '<li><a href="/repo/2022/03/f-35-delayed/">F-35 is delayed</a><p>Ann &lt;Poe&gt; · March 20, 2022</p>'
        "<p>The F-35A <mark>waits.</mark> &lt;img src=x onerror=alert(1)&gt; stays text.</p></li>"
    )


@pytest.mark.browser
def test_a_hit_opens_at_the_words_and_its_address_stays_plain_until_then(open_search):
    page = open_search("?q=cells")
    status_of(page)
    link = page.locator("[data-results] li > a")
    before = link.get_attribute("href")

    link.press("Enter")
    page.wait_for_url("**/mk-41/**")
    wait_until(page, "scrollY > 2000")

    assert before == "/repo/2022/03/mk-41/"
    assert page.evaluate("location.hash") == ""


@pytest.mark.browser
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"words": ["a"]}, "#:~:text=F%2D35"),
        ({"words": ["f-35", "waits"], "part": {"anchor": {"id": "answer"}}}, "#answer:~:text=F%2D35"),
        (
            {"words": ["f-35"], "content": "“F-35,” f‑35 &c. 100%", "at": [0, 1, 2, 3]},
            "#:~:text=F%2D35&text=f%E2%80%9135&text=c&text=100",
        ),
        ({"words": ["tsugaru"], "title": "The Tsugaru: a strait"}, "#:~:text=Tsugaru&text=F%2D35"),
        ({"words": ["x"], "isPhrase": True, "query": '"a, b-c"'}, "#:~:text=a%2C%20b%2Dc"),
        ({"words": ["x"], "content": "— …", "at": [0]}, ""),
    ],
)
def test_words_of_a_text_fragment_are_those_that_the_page_holds_each_once_and_encoded(open_search, words, expected):
    page = open_search()

    made = page.evaluate(
        """async ({ words, part = {}, content = "The F-35, the f-35.", at = [1, 3], title = "None", isPhrase = false,
          query = "" }) => (await import("/repo/search-text.js")).fragment(
          { ...part, locations: at }, { content, title }, { query, words, isPhrase })""",
        words,
    )

    assert made == expected


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "status", "first"),
    [
        ("?q=F-35&author=ann-poe", "1 article for “F-35” by Ann <Poe>", ["F-35 is delayed"]),
        ("?q=F-35&tag=navy", "2 articles for “F-35” tagged Navy", ["F-35 is delayed", "A launcher"]),
        ("?q=F-35&tag=navy&author=jane-doe", "1 article for “F-35” by Jane Doe tagged Navy", ["A launcher"]),
        ('?q="counter+drone"&author=jane-doe', '1 article for "counter drone" by Jane Doe', ["A launcher"]),
        ('?q="counter+drone"&author=ann-poe', 'No article by Ann <Poe> holds "counter drone".', []),
        ("?q=F-35&author=nobody", "No article by nobody holds “F-35”.", []),
        ("?q=zzzz&author=ann-poe", "No article by Ann <Poe> holds “zzzz”.", []),
    ],
)
def test_a_search_is_held_to_an_author_or_a_tag(open_search, query, status, first):
    page = open_search(query)

    assert (status_of(page), titles_of(page)) == (status, first)


@pytest.mark.browser
def test_a_phrase_within_a_tag_counts_every_article(open_search):
    page = open_search('?q="frigate+number"&tag=japan&order=newest')

    assert status_of(page) == '25 articles for "frigate number" tagged Japan, newest first'


@pytest.mark.browser
def test_a_choice_of_the_address_is_shown_and_can_be_taken_back(open_search):
    page = open_search("?q=F-35&author=ann-poe&tag=navy")
    before = status_of(page)
    buttons = page.locator(".search__choices button")
    shown = buttons.all_text_contents()

    page.get_by_role("button", name="Remove Author: Ann <Poe>").press("Enter")

    expect(page.locator("[role=status]")).to_have_text("2 articles for “F-35” tagged Navy")
    assert (before, shown) == ("1 article for “F-35” by Ann <Poe> tagged Navy", ["Author: Ann <Poe>", "Tag: Navy"])
    assert buttons.all_text_contents() == ["Tag: Navy"]
    assert page.evaluate("document.activeElement.name") == "q"
    assert page.url.endswith("/repo/search/?q=F-35&tag=navy")
    page.go_back()
    expect(page.locator("[role=status]")).to_have_text("1 article for “F-35” by Ann <Poe> tagged Navy")
    assert buttons.all_text_contents() == ["Author: Ann <Poe>", "Tag: Navy"]


@pytest.mark.browser
def test_submitted_searches_are_entries_of_the_history(open_search):
    page = open_search()
    field = page.locator("input[name=q]")
    field.fill("protested")
    field.press("Enter")
    status_of(page)
    field.press_sequentially(" x")
    page.wait_for_url("**?q=protested+x")
    field.fill("waits")
    field.press("Enter")
    expect(page.locator("[role=status]")).to_have_text("1 article for “waits”")

    page.go_back()

    expect(page.locator("[role=status]")).to_have_text("1 article for “protested”")
    assert field.input_value() == "protested"
    page.go_back()
    expect(page.locator("[data-results] li")).to_have_count(0)
    assert (field.input_value(), page.locator("[role=status]").text_content()) == ("", "")


@pytest.mark.browser
def test_of_two_searches_only_the_latest_is_shown_though_the_first_ends_last(open_search):
    page = open_search()
    held, is_first = [], True

    def hold(route):
        if is_first:
            held.append(route)
        else:
            route.continue_()

    page.context.route("**/*.pf_fragment", hold)
    field = page.locator("input[name=q]")
    with page.expect_request("**/*.pf_fragment"):
        field.fill("frigate number")
        field.press("Enter")
    page.wait_for_timeout(200)
    is_first = False
    field.fill("waits")
    field.press("Enter")
    before = (status_of(page), titles_of(page))

    for route in held:
        route.continue_()
    page.wait_for_timeout(500)

    assert held != []
    assert before == ("1 article for “waits”", ["F-35 is delayed"])
    assert (status_of(page), titles_of(page)) == before


@pytest.mark.browser
def test_nothing_of_pagefind_is_loaded_before_the_reader_turns_to_the_form(open_search):
    page = open_search()
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.wait_for_timeout(300)
    before = list(asked)

    page.locator("input[name=q]").focus()
    page.wait_for_timeout(300)

    assert before == []
    assert sorted(asked) == ["pagefind-worker.js", "shards.json", "start-0.pagefind"]


@pytest.mark.browser
def test_a_missing_index_is_told_and_leads_to_tags_and_archive(site, browser, tmp_path):
    (tmp_path / "search").mkdir()
    shutil.copyfile(site / "search/index.html", tmp_path / "search/index.html")
    shutil.copytree(SCRIPTS, tmp_path, dirs_exist_ok=True)
    server = make_server(tmp_path, "/repo/", 0)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/repo/search/?q=frigate")

    told = status_of(page)

    links = page.locator("[role=status] a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    page.close()
    server.shutdown()
    server.server_close()
    thread.join()
    assert told == UNREACHABLE
    assert links == ["/repo/tags/", "/repo/archive/"]


@pytest.mark.browser
def test_a_search_that_could_not_start_is_tried_again(open_search):
    page = open_search()
    page.context.route("**/start-0.pagefind", lambda route: route.fulfill(body=""))
    field = page.locator("input[name=q]")
    field.fill("Tsugaru")
    field.press("Enter")
    before = status_of(page)
    page.context.unroute("**/start-0.pagefind")

    field.press("Enter")

    expect(page.locator("[role=status]")).to_have_text("1 article for “Tsugaru”")
    assert before == UNREACHABLE


@pytest.mark.browser
def test_what_a_start_file_does_not_hold_is_fetched_by_itself(open_search):
    page = open_search()
    page.context.route("**/start-0.pagefind", lambda route: route.fulfill(body="{}\n"))

    page.goto(f"{page.url}?q=Tsugaru")

    assert (status_of(page), titles_of(page)) == ("1 article for “Tsugaru”", ["Four warships pass Tsugaru"])


@pytest.mark.browser
def test_a_program_that_cannot_start_is_told(open_search):
    listened = open_search()
    page = listened.context.new_page()  # whose console will speak of it
    junk = '{"wasm.en-2022.pagefind":4}\njunk'
    page.context.route("**/start-0.pagefind", lambda route: route.fulfill(body=junk))

    page.goto(f"{listened.url}?q=Tsugaru")

    assert status_of(page) == UNREACHABLE
