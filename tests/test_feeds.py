import datetime as dt
import json
import locale
import zoneinfo
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from generator.feeds import Feed, FeedItem, atom, json_feed, rss
from generator.model import Html, Moment

NEW_YORK = zoneinfo.ZoneInfo("America/New_York")
HOSTILE = "Ships </script> & ]]> &amp; <b>\x0bend"
HOSTILE_WITHOUT_CONTROL = "Ships </script> & ]]> &amp; <b>end"


def make_moment(*parts: int, zone: dt.tzinfo = NEW_YORK) -> Moment:
    year, month, day, *time = parts
    hour, minute = time or (0, 0)
    instant = dt.datetime(year, month, day, hour, minute, tzinfo=zone)
    return Moment(instant=instant, day=instant.date(), has_time=bool(time))


def make_item(**fields: object) -> FeedItem:
    defaults = {
        "id": "https://example.org/2022/03/four-warships/",
        "url": "https://example.org/2022/03/four-warships/",
        "title": "Four warships leave port",
        "published": make_moment(2022, 3, 18, 9, 30),
        "updated": make_moment(2022, 3, 18, 9, 30),
        "authors": (("Ann Lee", "https://example.org/authors/ann-lee/"),),
        "summary": "They sailed at dawn.",
    }
    return FeedItem(**{**defaults, **fields})


def make_feed(*items: FeedItem, **fields: object) -> Feed:
    defaults = {
        "title": "The Archive",
        "subtitle": "Defense news",
        "home": "https://example.org/",
        "url": "https://example.org/feed.xml",
        "language": "en",
    }
    return Feed(**{**defaults, **fields}, items=items)


def expected(name: str) -> str:
    """A feed written by hand for `FULL`."""
    return (Path(__file__).parent / "fixtures" / "feeds" / name).read_text(encoding="utf-8")


FULL = make_feed(
    make_item(
        updated=make_moment(2022, 3, 20),
        authors=(("Ann Lee", "https://example.org/authors/ann-lee/"), ("Staff", "")),
        content=Html("<p>They sailed at dawn &amp; <em>fast</em>.</p>"),
        tags=("Navy", "Japan"),
        section="Sea",
        language="en-GB",
        picture="https://example.org/media/ships.jpg",
    ),
    make_item(
        id="tag:example.org,2021:tanks",
        url="https://example.org/2021/12/tanks/",
        title="Withdrawn: Tanks",
        published=make_moment(2021, 12, 31),
        updated=make_moment(2021, 12, 31),
        summary="Armor & steel",
    ),
    icon="https://example.org/assets/icon.png",
)

FULL_JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Archive",
    "home_page_url": "https://example.org/",
    "feed_url": "https://example.org/feed.xml",
    "description": "Defense news",
    "icon": "https://example.org/assets/icon.png",
    "language": "en",
    "items": [
        {
            "id": "https://example.org/2022/03/four-warships/",
            "url": "https://example.org/2022/03/four-warships/",
            "title": "Four warships leave port",
            "content_html": "<p>They sailed at dawn &amp; <em>fast</em>.</p>",
            "summary": "They sailed at dawn.",
            "image": "https://example.org/media/ships.jpg",
            "date_published": "2022-03-18T09:30:00-04:00",
            "date_modified": "2022-03-20T00:00:00-04:00",
            "authors": [{"name": "Ann Lee", "url": "https://example.org/authors/ann-lee/"}, {"name": "Staff"}],
            "tags": ["Sea", "Navy", "Japan"],
            "language": "en-GB",
        },
        {
            "id": "tag:example.org,2021:tanks",
            "url": "https://example.org/2021/12/tanks/",
            "title": "Withdrawn: Tanks",
            "content_text": "Armor & steel",
            "summary": "Armor & steel",
            "date_published": "2021-12-31T00:00:00-05:00",
            "date_modified": "2021-12-31T00:00:00-05:00",
            "authors": [{"name": "Ann Lee", "url": "https://example.org/authors/ann-lee/"}],
            "tags": [],
        },
    ],
}


def test_an_atom_feed_is_written_whole():
    assert atom(FULL) == expected("full.atom.xml")


def test_an_rss_feed_is_written_whole():
    assert rss(FULL) == expected("full.rss.xml")


def test_a_json_feed_is_written_whole_with_its_keys_in_order():
    text = json_feed(FULL)

    assert text == json.dumps(FULL_JSON, indent=1) + "\n"


@pytest.mark.parametrize(
    ("write", "body"), [(atom, "They sailed at dawn."), (rss, "They sailed at dawn.")], ids=["atom", "rss"]
)
def test_a_reader_of_feeds_understands_every_entry(write, body):
    parsed = feedparser.parse(write(FULL))

    assert parsed.bozo is False
    assert [
        (
            entry.id,
            entry.link,
            entry.title,
            entry.summary,
            [author.get("name") for author in entry.authors],
            [tag.term for tag in entry.get("tags", [])],
            tuple(entry.published_parsed)[:6],
            [content.value for content in entry.get("content", [])],
            [picture["url"] for picture in entry.get("media_content", [])],
        )
        for entry in parsed.entries
    ] == [
        (
            "https://example.org/2022/03/four-warships/",
            "https://example.org/2022/03/four-warships/",
            "Four warships leave port",
            body,
            ["Ann Lee", "Staff"],
            ["Sea", "Navy", "Japan"],
            (2022, 3, 18, 13, 30, 0),
            ["<p>They sailed at dawn &amp; <em>fast</em>.</p>"],
            ["https://example.org/media/ships.jpg"],
        ),
        (
            "tag:example.org,2021:tanks",
            "https://example.org/2021/12/tanks/",
            "Withdrawn: Tanks",
            "Armor &amp; steel" if write is rss else "Armor & steel",
            ["Ann Lee"],
            [],
            (2021, 12, 31, 5, 0, 0),
            [],
            [],
        ),
    ]


@pytest.mark.parametrize(("write", "version"), [(atom, "atom10"), (rss, "rss20")], ids=["atom", "rss"])
def test_an_empty_feed_is_well_formed_and_of_its_format(write, version):
    parsed = feedparser.parse(write(make_feed()))

    assert (parsed.bozo, parsed.version, parsed.feed.title, parsed.entries) == (False, version, "The Archive", [])


def test_an_empty_atom_feed_is_dated_by_a_fixed_day():
    assert atom(make_feed(subtitle="")) == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:lang="en">\n'
        "<id>https://example.org/feed.xml</id>\n"
        "<title>The Archive</title>\n"
        "<updated>1970-01-01T00:00:00Z</updated>\n"
        '<link rel="self" type="application/atom+xml" href="https://example.org/feed.xml" />\n'
        '<link rel="alternate" type="text/html" href="https://example.org/" />\n'
        "</feed>\n"
    )


def test_an_empty_rss_feed_has_no_date_and_is_described_by_its_title():
    channel = etree.fromstring(rss(make_feed(subtitle="")).encode())[0]

    assert [(child.tag, child.text) for child in channel] == [
        ("title", "The Archive"),
        ("link", "https://example.org/"),
        ("description", "The Archive"),
        ("language", "en"),
        ("{http://www.w3.org/2005/Atom}link", None),
    ]


def test_an_empty_json_feed_has_an_empty_list_of_items():
    assert json.loads(json_feed(make_feed(subtitle=""))) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Archive",
        "home_page_url": "https://example.org/",
        "feed_url": "https://example.org/feed.xml",
        "language": "en",
        "items": [],
    }


@pytest.mark.parametrize(
    ("write", "title", "term"),
    [
        (atom, "{http://www.w3.org/2005/Atom}title", "{http://www.w3.org/2005/Atom}category"),
        (rss, "title", "category"),
    ],
    ids=["atom", "rss"],
)
def test_a_hostile_text_is_escaped_once_and_loses_what_xml_forbids(write, title, term):
    item = make_item(title=HOSTILE, tags=(HOSTILE,), authors=((HOSTILE, ""),))

    root = etree.fromstring(write(make_feed(item, title=HOSTILE)).encode())

    assert [element.text for element in root.iter(title)] == [HOSTILE_WITHOUT_CONTROL] * 2
    assert [element.text or element.get("term") for element in root.iter(term)] == [HOSTILE_WITHOUT_CONTROL]


def test_the_hostile_title_as_it_is_written():
    lines = atom(make_feed(make_item(title=HOSTILE))).splitlines()

    assert "<title>Ships &lt;/script&gt; &amp; ]]&gt; &amp;amp; &lt;b&gt;end</title>" in lines


def test_a_json_feed_holds_no_control_character_even_escaped():
    item = make_item(title=HOSTILE, summary=HOSTILE, tags=(HOSTILE,), authors=((HOSTILE, ""),))

    (written,) = json.loads(json_feed(make_feed(item)))["items"]

    assert {written["title"], written["summary"], written["content_text"], *written["tags"]} == {
        HOSTILE_WITHOUT_CONTROL
    }
    assert written["authors"] == [{"name": HOSTILE_WITHOUT_CONTROL}]


@pytest.mark.parametrize("code", [0x00, 0x0B, 0x1F, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF])
def test_every_character_that_xml_forbids_is_dropped(code):
    character = chr(code)
    feed = make_feed(make_item(title=f"a{character}b", summary=f"{character}c", content=Html(f"<p>{character}</p>")))
    clean = make_feed(make_item(title="ab", summary="c", content=Html("<p></p>")))

    assert (atom(feed), rss(feed), json_feed(feed)) == (atom(clean), rss(clean), json_feed(clean))


def test_characters_beyond_the_basic_plane_are_kept():
    assert feedparser.parse(atom(make_feed(make_item(title="Ōsaka\u2028🚢")))).entries[0].title == "Ōsaka\u2028🚢"


def test_markup_in_a_plain_summary_reaches_an_rss_reader_as_text():
    root = etree.fromstring(rss(make_feed(make_item(summary="<script>alert(1)</script> AT&T"))).encode())

    assert root.findtext("channel/item/description") == "&lt;script&gt;alert(1)&lt;/script&gt; AT&amp;T"


def test_the_feed_is_as_new_as_its_newest_update_across_zones():
    tokyo = zoneinfo.ZoneInfo("Asia/Tokyo")
    feed = make_feed(
        make_item(updated=make_moment(2022, 3, 18, 20, 0)),
        make_item(updated=make_moment(2022, 3, 19, 8, 0, zone=tokyo)),
    )

    assert feedparser.parse(atom(feed)).feed.updated == "2022-03-18T20:00:00-04:00"


def test_an_entry_without_an_author_takes_the_title_of_the_feed_as_its_author():
    root = etree.fromstring(atom(make_feed(make_item(authors=()))).encode())

    assert [name.text for name in root.findall("{*}author/{*}name")] == ["The Archive"]
    assert root.findall("{*}entry/{*}author") == []


def test_a_section_that_is_also_a_tag_is_named_once():
    (item,) = json.loads(json_feed(make_feed(make_item(section="Navy", tags=("Japan", "Navy")))))["items"]

    assert item["tags"] == ["Navy", "Japan"]


def test_an_item_in_the_language_of_the_feed_does_not_repeat_it():
    feed = make_feed(make_item(language="en"))

    assert (atom(feed), rss(feed), json_feed(feed)) == tuple(
        write(make_feed(make_item())) for write in (atom, rss, json_feed)
    )


def test_a_date_of_local_mean_time_keeps_its_day_and_a_valid_offset():
    moment = make_moment(1863, 7, 3)
    feed = make_feed(make_item(published=moment, updated=moment))

    assert json.loads(json_feed(feed))["items"][0]["date_published"] == "1863-07-03T00:00:00-04:56"
    assert etree.fromstring(rss(feed).encode()).findtext("channel/item/pubDate") == "Fri, 03 Jul 1863 00:00:00 -0456"


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def dates_of_a_year() -> list[str]:
    items = (make_item(published=make_moment(2021, month, 1, zone=dt.UTC)) for month in range(1, 13))
    return [date.text for date in etree.fromstring(rss(make_feed(*items)).encode()).iter("pubDate")]


def test_rss_dates_are_english_with_four_digit_years_and_a_numeric_zone():
    days = ("Fri", "Mon", "Mon", "Thu", "Sat", "Tue", "Thu", "Sun", "Wed", "Fri", "Mon", "Wed")

    assert dates_of_a_year() == [
        f"{day}, 01 {month} 2021 00:00:00 +0000" for day, month in zip(days, MONTHS, strict=True)
    ]


def test_rss_dates_do_not_depend_on_the_locale():
    english, before = dates_of_a_year(), locale.setlocale(locale.LC_TIME)
    for name in ("de_DE.UTF-8", "fr_FR.UTF-8", "ja_JP.UTF-8"):
        try:
            locale.setlocale(locale.LC_TIME, name)
        except locale.Error:
            continue
        try:
            assert dates_of_a_year() == english
        finally:
            locale.setlocale(locale.LC_TIME, before)
        return
    pytest.skip("this machine knows no language but that of the C locale")
