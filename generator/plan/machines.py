"""These are the files for machines: feeds, sitemaps, robots.txt, and what the host asks for."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from generator import opensearch, sitemaps, urls
from generator.feeds import Feed, FeedItem
from generator.model import Entry, Status, Url
from generator.plan.html import Source, entries_by_author
from generator.plan.pages import FeedFormat, FeedPage, Planned, TextPage
from generator.sitemaps import NewsItem
from generator.structured import modified
from generator.views.catalog import Catalog, summary, told_title
from generator.views.corrections import LoggedCorrection, logged_corrections
from generator.views.heads import lead_node

_HOSTED = ".github.io"
"""Sites below this host have no domain of their own, and so no CNAME file."""


def feed_pages(source: Source) -> Iterator[Planned]:
    """The main feeds with full text; an Atom feed with summaries for each tag, author and section; corrections."""
    catalog = source.catalog
    for url, format_ in ((urls.ATOM, FeedFormat.ATOM), (urls.RSS, FeedFormat.RSS), (urls.JSON_FEED, FeedFormat.JSON)):
        yield Planned(url=url, make=partial(_main_feed, source, url, format_))
    for title, home, found in _listings(catalog):
        newest = tuple(found[: catalog.config.feed_size])
        yield Planned(url=urls.feed(home), make=partial(_listing_feed, catalog, title, home, newest))
    yield Planned(url=urls.CORRECTIONS_FEED, make=partial(_corrections_feed, catalog))


def _main_feed(source: Source, url: Url, format_: FeedFormat) -> FeedPage:
    catalog = source.catalog
    newest = catalog.archive.entries[: catalog.config.feed_size]
    feed = _feed(catalog, catalog.config.title, (url, urls.FRONT), [_item(catalog, entry) for entry in newest])
    return FeedPage(url=url, format=format_, feed=feed, bodies=tuple(source.body_of(entry) for entry in newest))


def _listing_feed(catalog: Catalog, title: str, home: Url, found: Sequence[Url]) -> FeedPage:
    items = [_item(catalog, catalog.entries[url]) for url in found]
    feed = _feed(catalog, f"{title} · {catalog.config.title}", (urls.feed(home), home), items)
    return FeedPage(url=urls.feed(home), format=FeedFormat.ATOM, feed=feed)


def _listings(catalog: Catalog) -> Iterator[tuple[str, Url, Sequence[Url]]]:
    for topic in catalog.archive.tags:
        yield topic.title, urls.tag(topic.slug), topic.entries
    for topic in catalog.archive.sections:
        yield topic.title, urls.section(topic.slug), topic.entries
    entries = entries_by_author(catalog)
    for author in catalog.archive.authors:
        if author.id in entries:
            yield author.name, urls.author(author.id), entries[author.id]


def _feed(catalog: Catalog, title: str, place: tuple[Url, Url], items: Sequence[FeedItem]) -> Feed:
    """A feed at the first URL of `place` that belongs to the page at the second."""
    url, home = place
    return Feed(
        title=title,
        subtitle=catalog.config.description,
        home=catalog.absolute(home),
        url=catalog.absolute(url),
        language=catalog.config.language,
        items=tuple(items),
    )


def _item(catalog: Catalog, entry: Entry) -> FeedItem:
    article = entry.article
    picture = lead_node(catalog, entry)
    return FeedItem(
        id=catalog.absolute(entry.url),
        url=catalog.absolute(entry.url),
        title=told_title(catalog.words, article),
        published=article.published,
        updated=modified(article),
        authors=tuple((credit.published, catalog.absolute(urls.author(credit.author))) for credit in entry.credits),
        summary=summary(entry),
        tags=tuple(catalog.tags[slug].title for slug in entry.tags),
        section=catalog.sections[entry.section].title if entry.section else "",
        language=article.lang,
        picture=picture.url if picture else "",
    )


def _corrections_feed(catalog: Catalog) -> FeedPage:
    items = [_correction_item(catalog, logged) for logged in logged_corrections(catalog)[: catalog.config.feed_size]]
    place = (urls.CORRECTIONS_FEED, urls.CORRECTIONS)
    feed = _feed(catalog, f"{catalog.words.titles.corrections} · {catalog.config.title}", place, items)
    return FeedPage(url=urls.CORRECTIONS_FEED, format=FeedFormat.ATOM, feed=feed)


def _correction_item(catalog: Catalog, logged: LoggedCorrection) -> FeedItem:
    address = f"{catalog.absolute(logged.entry.url)}#{logged.view.id}"
    return FeedItem(
        id=address,
        url=address,
        title=f"{logged.view.label}: {logged.view.article}",
        published=logged.note.date,
        updated=logged.note.date,
        authors=(),
        summary=logged.note.text,
        tags=(),
    )


def text_pages(catalog: Catalog, pages: Iterable[Planned], news_until: dt.datetime, icon: Url) -> Iterator[Planned]:
    """Sitemaps with an index above them, the news sitemap, robots.txt, OpenSearch, and the host's own files."""
    parts: list[tuple[str, str]] = []
    for name, places in _sitemap_parts(catalog, pages):
        url = Url(f"/{name}.xml")
        parts.append((catalog.absolute(url), sitemaps.latest(places)))
        yield _text(url, partial(sitemaps.sitemap, places))
    yield _text(urls.SITEMAP, partial(sitemaps.sitemap_index, parts))
    yield _text(urls.NEWS_SITEMAP, partial(_news_sitemap, catalog, news_until))
    addresses = [catalog.absolute(urls.SITEMAP), catalog.absolute(urls.NEWS_SITEMAP)]
    yield _text(urls.ROBOTS, partial(sitemaps.robots, addresses))
    yield _text(urls.OPENSEARCH, partial(_opensearch, catalog, icon))
    yield _text(urls.NOJEKYLL, str)
    if catalog.config.base == "/" and not catalog.config.host.endswith(_HOSTED):
        yield _text(urls.CNAME, partial(_host, catalog))


def _text(url: Url, write: Callable[[], str]) -> Planned:
    return Planned(url=url, make=partial(_text_page, url, write))


def _text_page(url: Url, write: Callable[[], str]) -> TextPage:
    return TextPage(url=url, text=write())


def _host(catalog: Catalog) -> str:
    return f"{catalog.config.host}\n"


def _news_sitemap(catalog: Catalog, until: dt.datetime) -> str:
    return sitemaps.news_sitemap(_news(catalog, until))


def _opensearch(catalog: Catalog, icon: Url) -> str:
    config = catalog.config
    return opensearch.description(
        title=config.title,
        about=config.description,
        language=config.language,
        search=catalog.absolute(urls.SEARCH),
        icon=catalog.absolute(icon),
    )


def _sitemap_parts(catalog: Catalog, pages: Iterable[Planned]) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
    """Articles by year, so that a year that is over keeps its file; everything else in one more."""
    groups: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for page in pages:
        if page.day:
            entry = catalog.entries.get(page.url)
            group = f"sitemap-{entry.article.published.day.year:04d}" if entry else "sitemap-pages"
            groups[group].append((catalog.absolute(page.url), page.day))
    for group, places in sorted(groups.items()):
        for number, part in enumerate(sitemaps.split(sorted(places)), 1):
            yield (group if number == 1 else f"{group}-{number}"), part


def _news(catalog: Catalog, until: dt.datetime) -> tuple[NewsItem, ...]:
    standing = (entry for entry in catalog.archive.entries if entry.article.status is not Status.WITHDRAWN)
    return sitemaps.recent(
        (
            NewsItem(
                url=catalog.absolute(entry.url),
                title=entry.article.title,
                published=entry.article.published,
                language=entry.article.lang or catalog.config.language,
                publication=catalog.config.title,
            )
            for entry in standing
        ),
        until,
    )
