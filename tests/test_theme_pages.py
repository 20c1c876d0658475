"""These tests read finished pages as others parse them."""

import itertools

import pytest

from generator.model import Html
from tests import sample_views as views
from tests.sample_views.reading import parse, render, texts

CHROME_FREE = {"redirect.html"}

POLICY = (
    "default-src 'none'; img-src 'self' https: data:; style-src 'self'; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; connect-src 'self'"
)
SEARCH_POLICY = f"{POLICY}; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'"


@pytest.mark.parametrize("template", views.SAMPLES)
def test_every_page_has_one_title_one_h1_one_main_and_no_repeated_id(template):
    tree = parse(template)
    ids = tree.xpath("//@id")

    counts = [len(tree.xpath(path)) for path in ("//head/title", "//h1", "//main", "//link[@rel='stylesheet']")]

    assert (counts, len(ids)) == ([1, 1, 1, 1], len(set(ids)))


@pytest.mark.parametrize("template", views.SAMPLES)
def test_no_page_skips_a_level_of_headings(template):
    levels = [int(node.tag[1]) for node in parse(template).xpath("//h1|//h2|//h3|//h4|//h5|//h6")]

    skipped = [(above, below) for above, below in itertools.pairwise(levels) if below > above + 1]

    assert (levels[0], skipped) == (1, [])


@pytest.mark.parametrize("template", views.SAMPLES)
def test_only_the_search_page_runs_a_script(template):
    tree = parse(template)

    scripts = [node.attrib["src"] for node in tree.xpath("//script[not(@type='application/ld+json')]")]
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")

    is_search = template == "search.html"
    assert scripts == (["/archive-site/assets/search.js"] if is_search else [])
    assert policy == [SEARCH_POLICY if is_search else POLICY]


def test_a_listing_and_an_author_offer_a_search_of_their_own_without_script():
    forms = []
    for template in ("listing.html", "author.html"):
        (form,) = parse(template).xpath("//main//form")
        hidden = [(field.get("name"), field.get("value")) for field in form.xpath("input[@type='hidden']")]
        (field,) = form.xpath(".//input[@name='q']")
        labels = [label.text for label in form.xpath("label") if label.get("for") == field.get("id")]
        forms.append((form.get("method"), form.get("action"), hidden, labels))

    assert forms == [
        ("get", "/archive-site/search/", [("section", "Smart Bombs")], ["Search in Smart Bombs"]),
        ("get", "/archive-site/search/", [("author", "jack-buckby")], ["Search the articles of Jack Buckby"]),
    ]


def test_every_page_tells_browsers_of_the_search_and_the_search_page_of_its_modules():
    (link,) = parse("article.html").xpath("//head/link[@rel='search']")
    modules = parse("search.html").xpath("//head/link[@rel='modulepreload']/@href")

    assert dict(link.attrib) == {
        "rel": "search",
        "type": "application/opensearchdescription+xml",
        "title": "The Defense Archive",
        "href": "/archive-site/opensearch.xml",
    }
    assert modules == ["/archive-site/assets/search-words.js"]


@pytest.mark.parametrize("template", views.SAMPLES)
def test_the_policy_stands_before_everything_that_it_governs(template):
    names = [(node.tag, node.get("http-equiv")) for node in parse(template).xpath("//head/*")]

    assert names[:2] == [("meta", None), ("meta", "Content-Security-Policy")]


@pytest.mark.parametrize("template", views.SAMPLES)
def test_no_template_writes_a_style_or_a_handler_into_an_element(template):
    page = views.make_bare_article() if template == "article.html" else views.SAMPLES[template]()

    tree = parse(template, page)

    assert [name for node in tree.iter() for name in node.attrib if name == "style" or name.startswith("on")] == []


@pytest.mark.parametrize("template", sorted(set(views.SAMPLES) - CHROME_FREE))
def test_the_skip_link_leads_to_the_text(template):
    tree = parse(template)

    links = [(node.get("href"), node.text) for node in tree.xpath("//body/*[1]")]

    assert links == [("#main", "Skip to the text")]
    assert tree.xpath("//main/@id") == ["main"]


@pytest.mark.parametrize("template", views.SAMPLES)
def test_no_paragraph_list_or_heading_is_empty_but_those_that_search_fills(template):
    tree = parse(template)
    empty = "[not(normalize-space())][not(.//img)]"

    found = [
        dict(node.attrib) for node in tree.xpath("|".join(f"//{tag}{empty}" for tag in ("p", "ul", "ol", "h2", "h3")))
    ]

    filled_by_search = [{"class": "search__status", "role": "status"}, {"class": "results", "data-results": ""}]
    assert found == (filled_by_search if template == "search.html" else [])


def test_the_head_names_what_machines_ask_for():
    tree = parse("listing.html")

    links = [(node.get("rel"), node.get("href")) for node in tree.xpath("//head/link")]
    properties = [(node.get("property"), node.get("content")) for node in tree.xpath("//meta[@property]")]
    names = {node.get("name"): node.get("content") for node in tree.xpath("//meta[@name][not(@media)]")}

    assert links == [
        ("canonical", "https://example.org/archive-site/2022/03/four-warships/"),
        ("prev", "/archive-site/sections/smart-bombs/page/12/"),
        ("next", "/archive-site/sections/smart-bombs/page/10/"),
        ("stylesheet", "/archive-site/assets/main.css"),
        ("preload", "/archive-site/assets/newsreader-text.woff2"),
        ("icon", "/archive-site/assets/icon.svg"),
        ("search", "/archive-site/opensearch.xml"),
        ("alternate", "/archive-site/feed.xml"),
    ]
    assert properties == [("og:title", "Four warships through the strait"), ("og:type", "article")]
    assert names == {
        "viewport": "width=device-width, initial-scale=1",
        "color-scheme": "light dark",
        "description": "Vessels with rows of trucks on deck went west between Honshu and Hokkaido.",
        "twitter:card": "summary_large_image",
    }


def test_a_hidden_page_asks_search_engines_to_leave_it_out():
    shown = parse("page.html", views.make_page())
    hidden = parse("page.html", views.make_page(head=views.make_head(hidden=True)))

    assert [page.xpath("//meta[@name='robots']/@content") for page in (shown, hidden)] == [[], ["noindex"]]


def test_a_language_that_runs_from_right_to_left_says_so():
    tree = parse("article.html", views.make_article(language="ar-EG"))

    assert (tree.get("lang"), tree.get("dir")) == ("en", None)
    assert [(node.get("lang"), node.get("dir")) for node in tree.xpath("//article")] == [("ar-EG", "rtl")]


def test_an_article_holds_what_others_parse():
    tree = parse("article.html")

    assert len(tree.xpath("//article")) == 1
    assert texts(tree, "//article//h1") == ["Four warships through the strait: what Tokyo saw, and what it did not say"]
    assert tree.xpath("//a[@rel='author']/@href") == [views.BUCKBY.href, views.DESK.href]
    assert tree.xpath("//article/header//time/@datetime") == ["2022-03-18", "2022-03-21"]
    assert tree.xpath("//a[@rel='tag']/@href") == [views.RUSSIA.href, views.JAPAN.href, views.STRAITS.href]
    assert texts(tree, "//figcaption//*[@class='credit']") == [
        "Map: The Defense Archive",
        "Drawing: The Defense Archive",
    ]
    assert texts(tree, "//*[@class='bio']") == [views.make_article().bios[0].text]
    assert tree.xpath("//script[@type='application/ld+json']/text()") == ['{"@context":"https://schema.org"}']
    assert len(tree.xpath("//*[@itemprop='articleBody']")) == 1


def test_the_body_is_printed_as_it_is_and_holds_nothing_else():
    body = Html("<p>One <em>line</em>.</p>")

    page = render("article.html", views.make_article(body=body))

    assert f'<div class="prose" itemprop="articleBody">\n{body}\n</div>' in page


def test_a_byline_reads_as_a_sentence():
    names = [
        views.NameView(name=name, href=f"/{name}/", role=role) for name, role in (("A", ""), ("B", "photos"), ("C", ""))
    ]

    lines = [
        texts(parse("article.html", views.make_article(byline=tuple(names[:count]))), "//p[@class='byline']")
        for count in (1, 2, 3)
    ]

    assert lines == [["By A"], ["By A and B, photos"], ["By A, B, photos and C"]]


def test_a_correction_stands_beside_the_byline_and_after_the_body():
    tree = parse("article.html")

    assert tree.xpath("//header[@class='story__head']//a[starts-with(@href, '#')]/@href") == ["#correction-1"]
    assert texts(tree, "//*[@itemprop='articleBody']/following-sibling::*[@id='correction-1']") == [
        (
            "Correction, March 21, 2022 "
            "An earlier version gave the width of the strait in miles as though they were nautical miles."
        )
    ]


def test_a_withdrawn_article_says_so_once_and_above_its_body():
    page = views.make_article(withdrawn=views.WITHDRAWAL, corrections=(views.make_correction(), views.WITHDRAWAL))

    tree = parse("article.html", page)

    notes = tree.xpath("//*[@role='note']/@id|//*[@itemprop='articleBody']/@itemprop")
    assert notes == ["correction-2", "articleBody", "correction-1"]


def test_sources_name_their_copies():
    tree = parse("article.html")

    assert texts(tree, "//section[@aria-labelledby='sources']//li") == [
        (
            "Joint Staff press release, March 16, 2022 mod.go.jp, read March 17, 2022 · "
            "archived copy of Joint Staff press release, March 16, 2022"
        ),
        "Intelligence update gov.uk",
    ]


def test_a_bare_article_leaves_out_what_it_does_not_have():
    tree = parse("article.html", views.make_bare_article())

    title = "Four warships through the strait: what Tokyo saw, and what it did not say"
    assert texts(tree, "//main") == [f"{title} By Pacific Desk March 18, 2022 One line."]
    assert [
        node.tag for node in tree.xpath("//figure|//aside|//section|//main//nav|//main//ul|//main//ol|//script")
    ] == []


def test_the_menu_marks_where_the_page_belongs():
    head = views.make_head(place="/archive-site/sections/warship/")

    tree = parse("article.html", views.make_article(head=head))

    assert texts(tree, "//nav[@class='menu']//a[@aria-current='true']") == ["Warship"]
    assert parse("article.html").xpath("//nav[@class='menu']//a[@aria-current]") == []


def test_a_picture_of_unknown_size_and_words_prints_neither():
    picture = views.PictureView(src="https://example.org/x.jpg", alt="")

    tree = parse("article.html", views.make_article(picture=picture, body=Html("")))

    assert [dict(node.attrib) for node in tree.xpath("//figure//img")] == [
        {"class": "picture__image", "src": "https://example.org/x.jpg", "alt": "", "fetchpriority": "high"}
    ]
    assert tree.xpath("//figcaption") == []


def test_a_source_of_a_picture_is_a_link_only_when_it_is_an_address():
    picture = views.PictureView(src="/x.png", alt="", source="javascript:alert(1)")

    tree = parse("article.html", views.make_article(picture=picture, body=Html("")))

    assert [(node.tag, node.text) for node in tree.xpath("//figcaption/*")] == [("span", "javascript:alert(1)")]


def test_an_article_links_to_its_neighbors_and_its_kin():
    tree = parse("article.html")

    assert tree.xpath("//nav[@class='neighbors']/a/@href") == [
        "/archive-site/2022/02/column/",
        "/archive-site/2022/03/letters/",
    ]
    assert tree.xpath("//ol[@class='trio']//a/@href") == [card.href for card in views.CARDS]
    assert texts(tree, "//nav[@aria-labelledby='series']//*[@aria-current]") == ["Four warships through the strait"]
    assert texts(tree, "//ul[@class='actions']/li") == [
        "Suggest a correction",
        "Edit this page",
        "Share by email",
        "Share on Bluesky",
    ]


def test_an_author_page_holds_one_bio_and_the_earlier_wordings():
    author = views.make_author()

    tree = parse("author.html", author)

    assert texts(tree, "//h1") == ["Jack Buckby"]
    assert texts(tree, "//*[@class='bio']") == [author.bio]
    assert texts(tree, "//details[@class='bio-history']//p[@class='bio-history__text']") == [
        wording.text for wording in author.history
    ]
    assert tree.xpath("//section[@class='year']//h3/a/@href") == [card.href for card in views.CARDS]


def test_an_author_without_a_known_bio_has_none():
    tree = parse("author.html", views.make_author(bio="", history=()))

    assert tree.xpath("//*[@class='bio']|//*[@class='bio-history']") == []


def test_the_chart_labels_its_ends_and_its_highest_bar():
    tree = parse("author.html", views.make_author(chart=views.make_chart(("2019", 2), ("2020", 0), ("2021", 8))))

    bars = [(node.get("x"), node.get("y"), node.get("height")) for node in tree.xpath("//rect")]
    assert bars == [("0", "68", "16"), ("72", "20", "64")]
    assert texts(tree, "//svg/text") == ["8", "2019", "2021"]
    assert texts(tree, "//svg/title") == ["Articles by year, from 2019 to 2021"]
    assert texts(tree, "//table/tbody/tr/*") == ["2019", "2", "2020", "0", "2021", "8"]


def test_what_has_no_chart_shows_none():
    tree = parse("author.html", views.make_author(chart=None))

    assert tree.xpath("//svg") == []


def test_a_topic_shows_where_to_start_and_what_stands_near_it():
    tree = parse("listing.html")

    assert texts(tree, "//dl[@class='facts']//dt") == ["Main authors", "Related tags"]
    assert tree.xpath("//dl[@class='facts']//a/@href") == [views.BUCKBY.href, views.DESK.href, views.JAPAN.href]
    assert texts(tree, "//h2[@class='band__title']") == ["Start here"]
    assert tree.xpath("//ol[@class='trio']//h3/a/@href") == [card.href for card in views.CARDS[:2]]


def test_a_timeline_is_an_ordered_list_of_days_places_and_headlines():
    entries = (views.make_timeline_entry(), views.make_timeline_entry(dateline="", notice="Corrected"))

    tree = parse("listing.html", views.make_listing(timeline=entries, years=()))

    assert texts(tree, "//ol[@class='timeline']/li") == [
        "March 18, 2022 Tokyo Four warships through the strait",
        "March 18, 2022 Four warships through the strait Corrected",
    ]


def test_pages_of_a_listing_are_numbered():
    tree = parse("listing.html")

    assert texts(tree, "//nav[@class='pagination']//li") == [
        "Newest",
        "Newer",
        "Page 11",
        "Page 10",
        "…",
        "Page 1",
        "Older",
    ]
    assert texts(tree, "//nav[@class='pagination']//*[@aria-current]") == ["Page 11"]


def test_the_newest_page_of_a_listing_has_no_number():
    pages = views.PaginationView(number=0, newest="/t/", newer="", older="/t/page/1/", pages=())

    tree = parse("listing.html", views.make_listing(pagination=pages))

    assert texts(tree, "//nav[@class='pagination']//li") == ["Newest", "Older"]
    assert texts(tree, "//nav[@class='pagination']//*[@aria-current]") == ["Newest"]


def test_the_search_form_is_whole_without_script():
    tree = parse("search.html")
    (form,) = tree.xpath("//form")

    assert {name: form.get(name) for name in ("role", "method", "action", "data-base")} == {
        "role": "search",
        "method": "get",
        "action": "/archive-site/search/",
        "data-base": "/archive-site/",
    }
    assert [(node.get("name"), node.get("value")) for node in form.xpath(".//input")] == [
        ("q", None),
        ("order", "relevance"),
        ("order", "newest"),
        ("order", "oldest"),
    ]
    assert [node.text for node in tree.xpath("//*[@role='status']")] == [None]
    assert [(node.tag, len(node)) for node in tree.xpath("//*[@data-results]")] == [("ol", 0)]
    assert tree.xpath("//ul[contains(@class, 'anchors--row')]//a/@href") == [
        anchor.href for anchor in (*views.make_search().sections, *views.make_search().tags, *views.make_search().years)
    ]


def test_a_redirect_leads_to_its_target_and_hides():
    tree = parse("redirect.html")

    assert tree.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=/archive-site/2022/03/four-warships/"]
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert tree.xpath("//body//a/@href") == ["/archive-site/2022/03/four-warships/"]


def test_a_month_without_articles_is_no_link():
    tree = parse("calendar.html")

    assert texts(tree, "//ol[@class='months']/li/a") == ["January", "February", "March"]
    assert len(tree.xpath("//ol[@class='months']/li")) == 12


def test_the_front_page_leads_with_one_story():
    tree = parse("front.html")

    assert texts(tree, "//h1") == ["The Defense Archive"]
    assert tree.xpath("//ul[@class='front__lead']//h2/a/@href") == ["/archive-site/2022/03/four-warships/"]
    assert texts(tree, "//h2[contains(@class, 'band__title')]") == [
        "Newest",
        "Latest corrections",
        "Smart Bombs",
        "Warship",
        "Land",
    ]


def test_an_empty_archive_has_a_front_page():
    page = views.make_front(lead=None, seconds=(), newest=(), sections=(), corrections=())

    assert texts(parse("front.html", page), "//main") == ["Nothing is published yet."]
