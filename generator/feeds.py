"""This is the archive as feeds: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1, each from the same values.

The caller chooses the items, their order (newest first) and their number; a feed here is only written out.
"""

import json
from collections.abc import Mapping
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree as ET

from msgspec import Struct

from generator.model import Html, Moment
from generator.structured.markup import add, add_some, written
from generator.structured.text import legal, timestamp

_MEDIA = "http://search.yahoo.com/mrss/"
_EMPTY_SINCE = "1970-01-01T00:00:00Z"
_RFC_822_LENGTH = len("Fri, 18 Mar 2022 09:30:00 -0400")


class FeedItem(Struct, frozen=True, kw_only=True):
    """One article in a feed; every URL is absolute.

    `content` is HTML with absolute links and without scripts; "" where the feed carries summaries only.
    """

    id: str
    """What never changes: the canonical URL, or a tag URI."""
    url: str
    title: str
    published: Moment
    updated: Moment
    authors: tuple[tuple[str, str], ...]
    """(name, URL of the author's page or "") in the order of the byline."""
    summary: str
    content: Html = Html("")
    tags: tuple[str, ...] = ()
    section: str = ""
    language: str = ""
    """"" for that of the feed."""
    picture: str = ""


class Feed(Struct, frozen=True, kw_only=True):
    """A feed and its items, newest first. `home` is the page it belongs to, `url` the feed itself, both absolute."""

    title: str
    subtitle: str
    home: str
    url: str
    language: str
    items: tuple[FeedItem, ...]
    icon: str = ""


def atom(feed: Feed) -> str:
    """The feed by RFC 4287, its id the feed's own URL.

    `updated` is that of the newest item. RFC 4287 §4.1.1 demands it of an empty feed too, which nothing dates: it gets
    the first second of 1970, so that the text depends on no clock and the first item is news.
    """
    namespaces = {"xmlns": "http://www.w3.org/2005/Atom", "xmlns:media": _MEDIA}
    root = ET.Element("feed", {**namespaces, "xml:lang": feed.language})
    add(root, "id", feed.url)
    add(root, "title", feed.title)
    add_some(root, "subtitle", feed.subtitle)
    add(root, "updated", timestamp(_updated(feed)) if feed.items else _EMPTY_SINCE)
    if any(not item.authors for item in feed.items):
        _add_atom_author(root, feed.title, feed.home)  # RFC 4287 §4.1.1: an entry without an author takes the feed's
    add(root, "link", attributes={"rel": "self", "type": "application/atom+xml", "href": feed.url})
    add(root, "link", attributes={"rel": "alternate", "type": "text/html", "href": feed.home})
    add_some(root, "icon", feed.icon)
    for item in feed.items:
        _add_atom_entry(root, item, feed.language)
    return written(root)


def rss(feed: Feed) -> str:
    """The feed by RSS 2.0 and the RSS Advisory Board's profile, with the full text in content:encoded.

    Readers take an item's description for HTML, so the plain summary is escaped as HTML first; titles are plain.
    """
    namespaces = {
        "xmlns:atom": "http://www.w3.org/2005/Atom",
        "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:media": _MEDIA,
    }
    root = ET.Element("rss", {"version": "2.0", **namespaces})
    channel = ET.SubElement(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.home)
    add(channel, "description", feed.subtitle or feed.title)
    add(channel, "language", feed.language)
    if feed.items:
        add(channel, "lastBuildDate", _rfc_822(_updated(feed)))
    add(channel, "atom:link", attributes={"rel": "self", "type": "application/rss+xml", "href": feed.url})
    if feed.icon:
        _add_rss_image(channel, feed)
    for item in feed.items:
        _add_rss_item(channel, item, feed.language)
    return written(root)


def json_feed(feed: Feed) -> str:
    """The feed by JSON Feed 1.1; an item without full text carries its summary as `content_text`."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": legal(feed.title),
        "home_page_url": feed.home,
        "feed_url": feed.url,
        **_given({"description": legal(feed.subtitle), "icon": feed.icon, "language": feed.language}),
        "items": [_json_item(item, feed.language) for item in feed.items],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _add_atom_entry(root: ET.Element, item: FeedItem, language: str) -> None:
    entry = ET.SubElement(root, "entry", _language_of(item, language, "xml:lang"))
    add(entry, "id", item.id)
    add(entry, "title", item.title)
    add(entry, "link", attributes={"rel": "alternate", "type": "text/html", "href": item.url})
    add(entry, "published", timestamp(item.published))
    add(entry, "updated", timestamp(item.updated))
    for name, url in item.authors:
        _add_atom_author(entry, name, url)
    for term in _terms(item):
        add(entry, "category", attributes={"term": term})
    add_some(entry, "summary", item.summary)
    if item.content:
        add(entry, "content", item.content, attributes={"type": "html"})
    _add_picture(entry, item)


def _add_atom_author(parent: ET.Element, name: str, url: str) -> None:
    author = ET.SubElement(parent, "author")
    add(author, "name", name)
    add_some(author, "uri", url)


def _add_rss_image(channel: ET.Element, feed: Feed) -> None:
    image = ET.SubElement(channel, "image")
    add(image, "url", feed.icon)
    add(image, "title", feed.title)
    add(image, "link", feed.home)


def _add_rss_item(channel: ET.Element, item: FeedItem, language: str) -> None:
    entry = ET.SubElement(channel, "item")
    add(entry, "title", item.title)
    add(entry, "link", item.url)
    add(entry, "guid", item.id, attributes={"isPermaLink": "true" if item.id == item.url else "false"})
    add(entry, "pubDate", _rfc_822(item.published))
    for name, _ in item.authors:
        add(entry, "dc:creator", name)
    for tag, code in _language_of(item, language, "dc:language").items():
        add(entry, tag, code)
    for term in _terms(item):
        add(entry, "category", term)
    add_some(entry, "description", escape(item.summary, quote=False))
    add_some(entry, "content:encoded", item.content)
    _add_picture(entry, item)


def _json_item(item: FeedItem, language: str) -> dict[str, object]:
    summary, content = legal(item.summary), legal(item.content)
    body = {"content_html": content} if content else {"content_text": summary}
    return {
        "id": item.id,
        "url": item.url,
        "title": legal(item.title),
        **body,
        **_given({"summary": summary, "image": item.picture}),
        "date_published": timestamp(item.published),
        "date_modified": timestamp(item.updated),
        "authors": [{"name": legal(name), **_given({"url": url})} for name, url in item.authors],
        "tags": [legal(term) for term in _terms(item)],
        **_language_of(item, language, "language"),
    }


def _terms(item: FeedItem) -> tuple[str, ...]:
    """The section first, then the tags, each once."""
    return tuple(dict.fromkeys((item.section, *item.tags) if item.section else item.tags))


def _language_of(item: FeedItem, language: str, name: str) -> dict[str, str]:
    return {name: item.language} if item.language not in ("", language) else {}


def _given(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _updated(feed: Feed) -> Moment:
    return max(item.updated for item in feed.items)


def _rfc_822(moment: Moment) -> str:
    """The instant by RFC 822 with the year in four digits and the zone in numbers, in English under every locale.

    Seconds of an offset (local mean times) are dropped, as in `timestamp`.
    """
    return format_datetime(moment.instant)[:_RFC_822_LENGTH]


def _add_picture(entry: ET.Element, item: FeedItem) -> None:
    if item.picture:
        add(entry, "media:content", attributes={"url": item.picture, "medium": "image"})
