"""This is what tells crawlers where everything is: sitemaps and their index, the news sitemap, robots.txt."""

import datetime as dt
from collections.abc import Iterable, Sequence
from html import escape
from xml.etree import ElementTree as ET

from msgspec import Struct

from generator.model import Moment
from generator.structured.markup import add, add_some, written
from generator.structured.text import timestamp

MOST_URLS = 50_000
"""The most URLs that one file may hold (sitemaps.org)."""
MOST_BYTES = 52_428_800
"""The most bytes that one file may have (sitemaps.org: 50 MB of 1,048,576 bytes)."""
MOST_NEWS = 1_000
"""The most items of a news sitemap (Google)."""
NEWS_SPAN = dt.timedelta(days=2)
"""How long an article is news to a crawler (Google)."""

_SITEMAP = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}
_NEWS = {**_SITEMAP, "xmlns:news": "http://www.google.com/schemas/sitemap-news/0.9"}

Place = tuple[str, str]
"""An absolute URL, and the ISO day when what it shows last changed, or ""."""

_SAMPLE: Place = ("https://example.org/", "")


class NewsItem(Struct, frozen=True, kw_only=True):
    """One article of the news sitemap; `url` is absolute, `publication` the name of the newspaper."""

    url: str
    title: str
    published: Moment
    language: str
    publication: str


def sitemap(urls: Sequence[Place]) -> str:
    """One sitemap by sitemaps.org, in the order given; `split` says what fits in one."""
    return _places("urlset", "url", urls)


def sitemap_index(parts: Sequence[Place]) -> str:
    """The index above the sitemaps, in the order given; `latest` dates a part."""
    return _places("sitemapindex", "sitemap", parts)


def split(
    urls: Iterable[Place], *, urls_limit: int = MOST_URLS, bytes_limit: int = MOST_BYTES
) -> tuple[tuple[Place, ...], ...]:
    """The URLs cut, in order, into parts that each fit in one sitemap; no parts when there are no URLs.

    Given the oldest first, a full part stays as it is when the archive grows. The sizes are those of the written file.
    """
    parts: list[list[Place]] = []
    frame = len(sitemap([_SAMPLE]).encode()) - _size(_SAMPLE)
    size = 0
    for place in urls:
        size += _size(place)
        if not parts or len(parts[-1]) == urls_limit or size > bytes_limit:
            parts.append([])
            size = frame + _size(place)
        parts[-1].append(place)
    return tuple(tuple(part) for part in parts)


def latest(urls: Iterable[Place]) -> str:
    """The newest day among the URLs, for the index; "" when none has a day."""
    return max((day for _, day in urls), default="")


def recent(items: Iterable[NewsItem], now: dt.datetime) -> tuple[NewsItem, ...]:
    """The items of the two days before `now`, newest first, at most 1,000; none from the future."""
    fresh = [item for item in items if now - NEWS_SPAN <= item.published.instant <= now]
    fresh.sort(key=lambda item: item.url)
    fresh.sort(key=lambda item: item.published.instant, reverse=True)
    return tuple(fresh[:MOST_NEWS])


def news_sitemap(items: Sequence[NewsItem]) -> str:
    """The news sitemap by Google's schema, in the order given; it may be empty. `recent` chooses the items.

    A date without a time is written as the day alone, which the schema allows.
    """
    root = ET.Element("urlset", dict(_NEWS))
    for item in items:
        url = ET.SubElement(root, "url")
        add(url, "loc", item.url)
        news = ET.SubElement(url, "news:news")
        publication = ET.SubElement(news, "news:publication")
        add(publication, "news:name", item.publication)
        add(publication, "news:language", _news_language(item.language))
        published = item.published
        add(news, "news:publication_date", timestamp(published) if published.has_time else published.day.isoformat())
        add(news, "news:title", item.title)
    return written(root)


def robots(sitemaps: Sequence[str]) -> str:
    """A robots.txt (RFC 9309) that shuts nothing and names the sitemaps; crawlers read it only at a host's root."""
    lines = ("User-agent: *", "Allow: /", "", *(f"Sitemap: {url}" for url in sitemaps))
    return "\n".join(lines) + "\n"


def _news_language(tag: str) -> str:
    """ISO 639 as Google takes it: the language alone, except for the two Chinese forms that it names in full."""
    lower = tag.lower()
    return lower if lower in {"zh-cn", "zh-tw"} else lower.partition("-")[0]


def _places(root_tag: str, tag: str, places: Iterable[Place]) -> str:
    root = ET.Element(root_tag, dict(_SITEMAP))
    for address, day in places:
        place = ET.SubElement(root, tag)
        add(place, "loc", address)
        add_some(place, "lastmod", day)
    return written(root)


def _size(place: Place) -> int:
    """The bytes that a URL takes in its sitemap."""
    address, day = place
    lines = f"<url>\n<loc>{escape(address, quote=False)}</loc>\n</url>\n"
    return len(lines.encode()) + (len(f"<lastmod>{day}</lastmod>\n") if day else 0)
