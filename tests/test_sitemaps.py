import datetime as dt
import zoneinfo

import pytest
from lxml import etree

from generator.model import Moment
from generator.sitemaps import NewsItem, latest, news_sitemap, recent, robots, sitemap, sitemap_index, split

NEW_YORK = zoneinfo.ZoneInfo("America/New_York")
NOW = dt.datetime(2022, 3, 20, 12, 0, tzinfo=dt.UTC)


def make_news(number: int = 1, **fields: object) -> NewsItem:
    defaults = {
        "url": f"https://example.org/2022/03/ship-{number}/",
        "title": f"Ship {number}",
        "published": make_moment(NOW - dt.timedelta(hours=number)),
        "language": "en-US",
        "publication": "The Archive",
    }
    return NewsItem(**{**defaults, **fields})


def make_moment(instant: dt.datetime, *, has_time: bool = True) -> Moment:
    return Moment(instant=instant, day=instant.date(), has_time=has_time)


def place(number: int, day: str = "") -> tuple[str, str]:
    return f"https://example.org/{number:03d}/", day


def test_a_sitemap_is_written_whole():
    urls = [("https://example.org/", "2022-03-18"), ("https://example.org/a?b=1&c=<2>/", "")]

    assert sitemap(urls) == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "<url>\n<loc>https://example.org/</loc>\n<lastmod>2022-03-18</lastmod>\n</url>\n"
        "<url>\n<loc>https://example.org/a?b=1&amp;c=&lt;2&gt;/</loc>\n</url>\n"
        "</urlset>\n"
    )


def test_an_index_of_sitemaps_is_written_whole():
    parts = [("https://example.org/sitemap-1.xml", "2022-03-18"), ("https://example.org/sitemap-2.xml", "")]

    assert sitemap_index(parts) == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "<sitemap>\n<loc>https://example.org/sitemap-1.xml</loc>\n<lastmod>2022-03-18</lastmod>\n</sitemap>\n"
        "<sitemap>\n<loc>https://example.org/sitemap-2.xml</loc>\n</sitemap>\n"
        "</sitemapindex>\n"
    )


def test_urls_are_cut_into_parts_in_their_order():
    urls = [place(number) for number in range(5)]

    assert split(urls, urls_limit=2) == (
        (place(0), place(1)),
        (place(2), place(3)),
        (place(4),),
    )


def test_a_full_part_stays_as_it_is_when_urls_are_added():
    urls = [place(number) for number in range(7)]

    assert split(urls, urls_limit=3)[:2] == split(urls[:6], urls_limit=3)


def test_no_urls_make_no_parts():
    assert split([]) == ()


def test_the_limits_are_those_of_sitemaps_org():
    parts = split(("https://example.org/", "") for _ in range(100_001))

    assert [len(part) for part in parts] == [50_000, 50_000, 1]


@pytest.mark.parametrize("kept", [1, 2, 3])
def test_a_part_may_have_as_many_bytes_as_its_limit_and_not_one_more(kept):
    urls = [(f"https://example.org/ü&{number}/", "2022-03-18" if number % 2 else "") for number in range(4)]
    size = len(sitemap(urls[:kept]).encode())

    exact, tight = split(urls, bytes_limit=size), split(urls, bytes_limit=size - 1)

    assert exact[0] == tuple(urls[:kept])
    assert tight[0] == tuple(urls[: max(kept - 1, 1)])


def test_a_later_part_is_measured_from_its_own_beginning():
    urls = [place(number) for number in range(6)]
    size = len(sitemap(urls[:2]).encode())

    assert [len(part) for part in split(urls, bytes_limit=size)] == [2, 2, 2]


def test_a_part_is_as_new_as_its_newest_url():
    assert latest([place(1, "2021-01-01"), place(2, "2022-03-18"), place(3)]) == "2022-03-18"


def test_a_part_without_days_has_no_day():
    assert (latest([place(1)]), latest([])) == ("", "")


def test_news_is_what_was_published_in_the_two_days_before_now():
    young, old = NOW - dt.timedelta(days=2), NOW - dt.timedelta(days=2, seconds=1)
    items = [
        make_news(1, published=make_moment(young)),
        make_news(2, published=make_moment(old)),
        make_news(3, published=make_moment(NOW)),
        make_news(4, published=make_moment(NOW + dt.timedelta(seconds=1))),
    ]

    assert recent(items, NOW) == (items[2], items[0])


def test_news_of_one_instant_is_sorted_by_url():
    items = [make_news(number, published=make_moment(NOW)) for number in (3, 1, 2)]

    assert recent(items, NOW) == (items[1], items[2], items[0])


def test_news_holds_the_newest_thousand():
    items = [make_news(number, published=make_moment(NOW - dt.timedelta(seconds=number))) for number in range(1001)]

    assert recent(reversed(items), NOW) == tuple(items[:1000])


def test_a_news_sitemap_is_written_whole():
    items = [
        make_news(1, title="A & B </script> ]]> &amp; \x0bC", published=make_moment(NOW.astimezone(NEW_YORK))),
        make_news(
            2, language="zh-CN", published=make_moment(dt.datetime(2022, 3, 19, tzinfo=NEW_YORK), has_time=False)
        ),
    ]

    assert news_sitemap(items) == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n'
        "<url>\n<loc>https://example.org/2022/03/ship-1/</loc>\n<news:news>\n"
        "<news:publication>\n<news:name>The Archive</news:name>\n<news:language>en</news:language>\n"
        "</news:publication>\n"
        "<news:publication_date>2022-03-20T08:00:00-04:00</news:publication_date>\n"
        "<news:title>A &amp; B &lt;/script&gt; ]]&gt; &amp;amp; C</news:title>\n</news:news>\n</url>\n"
        "<url>\n<loc>https://example.org/2022/03/ship-2/</loc>\n<news:news>\n"
        "<news:publication>\n<news:name>The Archive</news:name>\n<news:language>zh-cn</news:language>\n"
        "</news:publication>\n"
        "<news:publication_date>2022-03-19</news:publication_date>\n"
        "<news:title>Ship 2</news:title>\n</news:news>\n</url>\n"
        "</urlset>\n"
    )


def test_a_news_sitemap_may_be_empty():
    root = etree.fromstring(news_sitemap(()).encode())

    assert (root.tag, len(root)) == ("{http://www.sitemaps.org/schemas/sitemap/0.9}urlset", 0)


def test_the_elements_stand_in_the_namespaces_of_their_schemas():
    root = etree.fromstring(news_sitemap([make_news()]).encode())

    assert [element.tag for element in root.iter()] == [
        "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset",
        "{http://www.sitemaps.org/schemas/sitemap/0.9}url",
        "{http://www.sitemaps.org/schemas/sitemap/0.9}loc",
        "{http://www.google.com/schemas/sitemap-news/0.9}news",
        "{http://www.google.com/schemas/sitemap-news/0.9}publication",
        "{http://www.google.com/schemas/sitemap-news/0.9}name",
        "{http://www.google.com/schemas/sitemap-news/0.9}language",
        "{http://www.google.com/schemas/sitemap-news/0.9}publication_date",
        "{http://www.google.com/schemas/sitemap-news/0.9}title",
    ]


def test_robots_may_read_everything_and_find_the_sitemaps():
    assert robots(["https://example.org/sitemap.xml", "https://example.org/news-sitemap.xml"]) == (
        "User-agent: *\n"
        "Allow: /\n"
        "\n"
        "Sitemap: https://example.org/sitemap.xml\n"
        "Sitemap: https://example.org/news-sitemap.xml\n"
    )
