"""These are the pages for readers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator import urls
from generator.archive.links import Target
from generator.model import Author, Entry, Topic, Url
from generator.plan.pages import BodyPart, HtmlPage
from generator.structured import modified
from generator.views import front, listings
from generator.views.article import article_view
from generator.views.catalog import Catalog
from generator.views.listings import Leaf, Listing, TopicKind
from generator.views.pages import PageView


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What pages are planned from: the catalog, where the links of each body lead, and the author pages' entries."""

    catalog: Catalog
    targets: Mapping[str, tuple[Target, ...]]

    def body(self, path: str, cut: tuple[int, ...] = ()) -> BodyPart:
        """The body of a source with its targets."""
        return BodyPart(path=path, targets=self.targets.get(path, ()), cut=cut)


def html_pages(source: Source) -> Iterator[HtmlPage]:
    """Every page with a template, redirects apart."""
    yield from _singles(source)
    yield from _articles(source)
    yield from _topics(source)
    yield from _authors(source)
    yield from _periods(source)


def _singles(source: Source) -> Iterator[HtmlPage]:
    catalog = source.catalog
    newest = _last_day(catalog, [entry.url for entry in catalog.archive.entries[:1]])
    views: tuple[tuple[Url, str, PageView, str], ...] = (
        (urls.FRONT, "front.html", front.front_view(catalog), newest),
        (urls.TAGS, "index.html", front.tags_view(catalog), newest),
        (urls.SECTIONS, "index.html", front.sections_view(catalog), newest),
        (urls.AUTHORS, "index.html", front.authors_view(catalog), newest),
        (urls.ARCHIVE, "calendar.html", front.calendar_view(catalog), newest),
        (urls.CORRECTIONS, "corrections.html", front.corrections_view(catalog), newest),
        (urls.SEARCH, "search.html", front.search_view(catalog), ""),
        (urls.NOT_FOUND, "not-found.html", front.not_found_view(catalog), ""),
    )
    for url, template, view, day in views:
        yield HtmlPage(url=url, template=template, view=view, day=day)
    for page in catalog.archive.pages:
        yield HtmlPage(
            url=urls.static_page(page.slug),
            template="page.html",
            view=front.static_view(catalog, page),
            body=source.body(page.path),
            day=newest,
            source=page.path,
        )


def _articles(source: Source) -> Iterator[HtmlPage]:
    for entry in source.catalog.archive.entries:
        view = article_view(source.catalog, entry)
        yield HtmlPage(
            url=entry.url,
            template="article.html",
            view=view,
            body=source.body(entry.article.path, entry.cut),
            day=_modified_day(entry),
            source=entry.article.path,
            is_searched=view.withdrawn is None,
        )


def _topics(source: Source) -> Iterator[HtmlPage]:
    archive = source.catalog.archive
    groups: tuple[tuple[TopicKind, Sequence[Topic]], ...] = (
        (TopicKind.TAG, archive.tags),
        (TopicKind.SECTION, archive.sections),
        (TopicKind.SERIES, archive.series),
    )
    for kind, topics in groups:
        for topic in topics:
            listing = listings.topic_listing(source.catalog, kind, topic)
            body = source.body(topic.path) if topic.path else None
            yield from _listing_pages(source.catalog, listing, body)


def _listing_pages(catalog: Catalog, listing: Listing, body: BodyPart | None = None) -> Iterator[HtmlPage]:
    for leaf in listings.leaves(listing.url, listing.entries, catalog.config.page_size):
        yield HtmlPage(
            url=leaf.url,
            template="listing.html",
            view=listings.listing_view(catalog, listing, leaf),
            body=body if leaf.number == 0 else None,
            day=_last_day(catalog, leaf.entries),
        )
    yield from _next_page(catalog, listing)


def _next_page(catalog: Catalog, listing: Listing) -> Iterator[HtmlPage]:
    """The address of the page that is not full yet leads to the listing, so that a link there is never dead."""
    number = listings.next_number(len(listing.entries), catalog.config.page_size)
    if number > 1:
        yield redirect_page(catalog, urls.listing_page(listing.url, number), listing.url, listing.title)


def redirect_page(catalog: Catalog, url: Url, target: Url, title: str) -> HtmlPage:
    """An old or a coming address that leads to the page that stands."""
    return HtmlPage(url=url, template="redirect.html", view=front.redirect_view(catalog, target, title))


def _authors(source: Source) -> Iterator[HtmlPage]:
    catalog = source.catalog
    entries = entries_by_author(catalog)
    for author in catalog.archive.authors:
        found = tuple(entries.get(author.id, ()))
        if found:
            yield from _author_pages(catalog, author, found)


def entries_by_author(catalog: Catalog) -> Mapping[str, Sequence[Url]]:
    """The articles of each author, newest first."""
    found: defaultdict[str, list[Url]] = defaultdict(list)
    for entry in catalog.archive.entries:
        for author in dict.fromkeys(credit.author for credit in entry.credits):
            found[author].append(entry.url)
    return found


def _author_pages(catalog: Catalog, author: Author, entries: tuple[Url, ...]) -> Iterator[HtmlPage]:
    listing = listings.numbered_author_listing(catalog, author, entries)
    for leaf in listings.leaves(listing.url, entries, catalog.config.page_size):
        yield HtmlPage(
            url=leaf.url,
            template="listing.html" if leaf.number else "author.html",
            view=_author_leaf(catalog, author, listing, leaf),
            day=_last_day(catalog, leaf.entries),
        )
    yield from _next_page(catalog, listing)


def _author_leaf(catalog: Catalog, author: Author, listing: Listing, leaf: Leaf) -> PageView:
    if leaf.number:
        return listings.listing_view(catalog, listing, leaf)
    return listings.author_view(catalog, author, listing.entries, leaf)


def _periods(source: Source) -> Iterator[HtmlPage]:
    catalog = source.catalog
    years: defaultdict[int, list[Url]] = defaultdict(list)
    months: defaultdict[tuple[int, int], list[Url]] = defaultdict(list)
    for entry in catalog.archive.entries:
        day = entry.article.published.day
        years[day.year].append(entry.url)
        months[day.year, day.month].append(entry.url)
    for year in sorted(years):
        periods = tuple(
            front.month_anchor(catalog, year, month, len(months[year, month]))
            for month in range(1, 13)
            if (year, month) in months
        )
        yield from _listing_pages(catalog, listings.year_listing(catalog, year, tuple(years[year]), periods))
    for year, month in sorted(months):
        yield from _listing_pages(catalog, listings.month_listing(catalog, year, month, tuple(months[year, month])))


def _modified_day(entry: Entry) -> str:
    return modified(entry.article).day.isoformat()


def _last_day(catalog: Catalog, found: Sequence[Url]) -> str:
    return max((_modified_day(catalog.entries[url]) for url in found), default="")
