import datetime as dt
import json
import zoneinfo
from pathlib import Path

import pytest
from lxml import html

from generator.model import (
    Article,
    Author,
    AuthorKind,
    Correction,
    CorrectionKind,
    Digest,
    Entry,
    Kind,
    Moment,
    Slug,
    Status,
    Url,
    Wording,
)
from generator.structured import (
    ArticleContext,
    AuthorNode,
    Crumb,
    PageContext,
    PictureNode,
    Policy,
    SiteNode,
    article_data,
    author_data,
    listing_data,
    locale,
    modified,
    properties_article,
    properties_page,
    site_data,
    timestamp,
)

NEW_YORK = zoneinfo.ZoneInfo("America/New_York")
SITE = SiteNode(title="The Archive", url="https://example.org/", language="en", publisher="Archive Trust")
HOSTILE = "</script><!-- & ]]> &amp; \u2028\u2029\x0b\ud800"

PICTURE = PictureNode(
    url="https://example.org/media/ships.jpg",
    width=1200,
    height=800,
    alt="Four gray ships in a row",
    caption="The ships at sea.",
    credit="U.S. Navy",
    license="Public domain",
)


def make_moment(year: int, month: int, day: int, hour: int | None = None) -> Moment:
    instant = dt.datetime(year, month, day, hour or 0, tzinfo=NEW_YORK)
    return Moment(instant=instant, day=instant.date(), has_time=hour is not None)


def make_entry(**fields: object) -> Entry:
    defaults = {
        "path": "content/articles/ships.md",
        "digest": Digest("0" * 64),
        "title": "Four warships leave port",
        "slug": Slug("four-warships"),
        "published": make_moment(2022, 3, 18, 9),
        "bylines": (),
    }
    article = Article(**{**defaults, **fields})
    return Entry(article=article, url=Url("/2022/03/four-warships/"), credits=(), section=None, tags=())


def make_context(**fields: object) -> ArticleContext:
    defaults = {
        "site": SITE,
        "canonical": "https://example.org/2022/03/four-warships/",
        "language": "en",
        "authors": (AuthorNode(name="Ann Lee", kind=AuthorKind.PERSON, url="https://example.org/authors/ann-lee/"),),
    }
    return ArticleContext(**{**defaults, **fields})


def make_page(**fields: object) -> PageContext:
    defaults = {"site": SITE, "canonical": "https://example.org/tags/navy/", "title": "Navy"}
    return PageContext(**{**defaults, **fields})


def make_author(**fields: object) -> Author:
    defaults = {"id": Slug("ann-lee"), "name": "Ann Lee", "kind": AuthorKind.PERSON}
    return Author(**{**defaults, **fields})


def note(kind: CorrectionKind, date: Moment, text: str = "Changed.") -> Correction:
    return Correction(kind=kind, date=date, text=text)


def expected(name: str) -> str:
    """JSON-LD written by hand, its keys in the order printed, on one line as pages hold it."""
    text = (Path(__file__).parent / "fixtures" / "structured" / name).read_text(encoding="utf-8")
    return json.dumps(json.loads(text), separators=(",", ":"))


def article_of(data: str) -> dict[str, object]:
    return json.loads(data)["@graph"][0]


FULL_ENTRY = make_entry(
    kind=Kind.ANALYSIS,
    dateline="TOKYO",
    updated=make_moment(2022, 3, 19),
    corrections=(
        note(CorrectionKind.CORRECTION, make_moment(2022, 3, 21), "Four ships, not five."),
        note(CorrectionKind.UPDATE, make_moment(2022, 3, 20), "The fleet answered."),
    ),
)
FULL_CONTEXT = make_context(
    language="en-US",
    authors=(
        AuthorNode(name="Ann Lee", kind=AuthorKind.PERSON, url="https://example.org/authors/ann-lee/", role="Lt. Col."),
        AuthorNode(name="Staff", kind=AuthorKind.ORGANIZATION, url="https://example.org/authors/staff/", role="Desk"),
    ),
    section=Crumb(title="Sea", url="https://example.org/sections/sea/"),
    tags=("Navy", "Japan"),
    picture=PICTURE,
    description="They sailed at dawn.",
)


def test_an_article_says_everything_that_is_known_of_it():
    assert article_data(FULL_ENTRY, FULL_CONTEXT) == expected("full-article.json")


def test_an_article_says_nothing_of_what_is_not_known():
    assert article_data(make_entry(), make_context()) == expected("bare-article.json")


def test_every_kind_of_journalism_has_its_type():
    assert {kind.value: article_of(article_data(make_entry(kind=kind), make_context()))["@type"] for kind in Kind} == {
        "news": "NewsArticle",
        "analysis": "AnalysisNewsArticle",
        "opinion": "OpinionNewsArticle",
        "explainer": "BackgroundNewsArticle",
        "interview": "NewsArticle",
        "review": "ReviewNewsArticle",
        "wire": "NewsArticle",
    }


def test_a_withdrawn_article_says_so_and_why():
    withdrawal = note(CorrectionKind.WITHDRAWN, make_moment(2022, 4, 1), "The letter was forged.")
    entry = make_entry(status=Status.WITHDRAWN, corrections=(withdrawal,))

    article = article_of(article_data(entry, make_context()))

    assert {name: article[name] for name in ("creativeWorkStatus", "correction", "dateModified")} == {
        "creativeWorkStatus": "Withdrawn",
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": "The letter was forged.",
                "datePublished": "2022-04-01T00:00:00-04:00",
            }
        ],
        "dateModified": "2022-04-01T00:00:00-04:00",
    }


@pytest.mark.parametrize(
    ("kind", "moves"),
    [
        (CorrectionKind.CORRECTION, True),
        (CorrectionKind.UPDATE, True),
        (CorrectionKind.WITHDRAWN, True),
        (CorrectionKind.CLARIFICATION, False),
    ],
)
def test_an_article_is_modified_by_what_changes_its_substance(kind, moves):
    later = make_moment(2022, 3, 25)

    assert modified(make_entry(corrections=(note(kind, later),)).article) == (
        later if moves else make_moment(2022, 3, 18, 9)
    )


def test_an_article_is_not_modified_before_it_is_published():
    assert modified(make_entry(updated=make_moment(2022, 3, 18)).article) == make_moment(2022, 3, 18, 9)


def test_a_clarification_is_shown_and_an_update_is_no_correction():
    day = make_moment(2022, 3, 25)
    notes = (note(CorrectionKind.CLARIFICATION, day, "Clearer."), note(CorrectionKind.UPDATE, day, "Newer."))

    article = article_of(article_data(make_entry(corrections=notes), make_context()))

    assert article["correction"] == [
        {"@type": "CorrectionComment", "text": "Clearer.", "datePublished": "2022-03-25T00:00:00-04:00"}
    ]


def test_a_license_with_an_address_is_that_address():
    picture = PictureNode(url="https://example.org/a.jpg", license="https://creativecommons.org/licenses/by/4.0/")

    assert article_of(article_data(make_entry(), make_context(picture=picture)))["image"] == {
        "@type": "ImageObject",
        "url": "https://example.org/a.jpg",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }


def test_a_title_cannot_end_the_script_it_stands_in():
    data = article_data(make_entry(title=HOSTILE), make_context())

    script = html.document_fromstring(f'<body><script type="application/ld+json">{data}</script></body>').find(
        ".//script"
    )

    assert script.text == data
    assert article_of(script.text)["headline"] == "</script><!-- & ]]> &amp; \u2028\u2029\x0b"


def test_a_hostile_title_is_escaped_once():
    data = listing_data(make_page(title=HOSTILE))

    assert data.count(r'"\u003c/script\u003e\u003c!-- \u0026 ]]\u003e \u0026amp; \u2028\u2029\u000b"') == 2
    assert not {"<", ">", "&", "\u2028", "\u2029", "\x0b", "\ud800"} & set(data)


def test_letters_beyond_ascii_stay_readable():
    assert article_of(listing_data(make_page(title="Ōsaka – “東京” 🚢")))["name"] == "Ōsaka – “東京” 🚢"
    assert '"name":"Ōsaka – “東京” 🚢"' in listing_data(make_page(title="Ōsaka – “東京” 🚢"))


def test_an_author_page_is_the_profile_of_a_person():
    author = make_author(
        names=("A. Lee", "Ann Lee", "Lt. Ann Lee"),
        role="Correspondent",
        affiliation="Naval Institute",
        bio=Wording(text="Ann Lee writes about navies.", first=None, last=None),
        links=("https://social.example/@ann", "mailto:ann@example.org"),
    )
    page = make_page(
        canonical="https://example.org/authors/ann-lee/",
        title="Ann Lee",
        description="Ann Lee writes about navies.",
        crumbs=(Crumb(title="Authors", url="https://example.org/authors/"),),
    )

    assert author_data(author, page, PICTURE) == expected("person.json")


def test_an_agency_is_an_organization_without_a_job():
    author = make_author(name="Wire", kind=AuthorKind.ORGANIZATION, role="Agency", affiliation="Press Group")

    assert article_of(author_data(author, make_page(canonical="https://example.org/authors/wire/")))["mainEntity"] == {
        "@type": "Organization",
        "@id": "https://example.org/authors/wire/#author",
        "name": "Wire",
        "memberOf": {"@type": "Organization", "name": "Press Group"},
        "url": "https://example.org/authors/wire/",
    }


def test_articles_and_the_author_page_mean_the_same_node():
    article = article_of(article_data(make_entry(), make_context()))
    profile = article_of(author_data(make_author(), make_page(canonical="https://example.org/authors/ann-lee/")))

    assert [node["@id"] for node in article["author"]] == [profile["mainEntity"]["@id"]]


def test_a_listing_is_a_collection_below_its_index():
    page = make_page(description="Ships.", crumbs=(Crumb(title="Tags", url="https://example.org/tags/"),))

    assert listing_data(page) == expected("listing.json")


def test_the_front_page_names_the_newsroom_its_policies_and_its_search():
    data = site_data(
        SiteNode(title="The Archive", url="https://example.org/", language="en", logo="https://example.org/icon.png"),
        search="https://example.org/search/",
        description="Defense news",
        social=("https://social.example/@archive", "mailto:desk@example.org"),
        policies={
            Policy.OWNERSHIP: "https://example.org/about/",
            Policy.CORRECTIONS: "https://example.org/corrections-policy/",
        },
    )

    assert data == expected("front.json")


def test_an_article_has_its_opengraph_pairs_in_order():
    assert properties_article(FULL_ENTRY, FULL_CONTEXT) == (
        ("og:type", "article"),
        ("og:title", "Four warships leave port"),
        ("og:description", "They sailed at dawn."),
        ("og:url", "https://example.org/2022/03/four-warships/"),
        ("og:site_name", "The Archive"),
        ("og:locale", "en_US"),
        ("og:image", "https://example.org/media/ships.jpg"),
        ("og:image:width", "1200"),
        ("og:image:height", "800"),
        ("og:image:alt", "Four gray ships in a row"),
        ("article:published_time", "2022-03-18T09:00:00-04:00"),
        ("article:modified_time", "2022-03-21T00:00:00-04:00"),
        ("article:section", "Sea"),
        ("article:author", "https://example.org/authors/ann-lee/"),
        ("article:author", "https://example.org/authors/staff/"),
        ("article:tag", "Navy"),
        ("article:tag", "Japan"),
    )


def test_an_article_without_a_picture_has_no_empty_pair():
    assert properties_article(make_entry(), make_context()) == (
        ("og:type", "article"),
        ("og:title", "Four warships leave port"),
        ("og:url", "https://example.org/2022/03/four-warships/"),
        ("og:site_name", "The Archive"),
        ("og:locale", "en_US"),
        ("article:published_time", "2022-03-18T09:00:00-04:00"),
        ("article:modified_time", "2022-03-18T09:00:00-04:00"),
        ("article:author", "https://example.org/authors/ann-lee/"),
    )


def test_a_page_has_its_opengraph_pairs_in_order():
    picture = PictureNode(url="https://elsewhere.example/a.jpg", alt="A ship")

    assert properties_page(make_page(description="Ships."), picture, og_type="profile") == (
        ("og:type", "profile"),
        ("og:title", "Navy"),
        ("og:description", "Ships."),
        ("og:url", "https://example.org/tags/navy/"),
        ("og:site_name", "The Archive"),
        ("og:locale", "en_US"),
        ("og:image", "https://elsewhere.example/a.jpg"),
        ("og:image:alt", "A ship"),
    )


def test_a_picture_without_an_address_is_no_picture():
    assert properties_page(make_page(), PictureNode(url="")) == properties_page(make_page())


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "en_US"),
        ("en-US", "en_US"),
        ("en-gb", "en_GB"),
        ("ja", "ja_JP"),
        ("zh-Hant-TW", "zh_TW"),
        ("sr-Latn", "sr_RS"),
        ("xx", ""),
    ],
)
def test_a_language_tag_becomes_a_locale_of_opengraph(language, written):
    assert locale(language) == written


@pytest.mark.parametrize(
    ("instant", "written"),
    [
        (dt.datetime(2022, 3, 18, 9, 30, 5, 999, tzinfo=NEW_YORK), "2022-03-18T09:30:05-04:00"),
        (dt.datetime(2022, 3, 18, tzinfo=dt.UTC), "2022-03-18T00:00:00+00:00"),
        (dt.datetime(1863, 7, 3, tzinfo=NEW_YORK), "1863-07-03T00:00:00-04:56"),
    ],
)
def test_an_instant_is_written_with_the_offset_of_its_writer(instant, written):
    assert timestamp(Moment(instant=instant, day=instant.date())) == written
