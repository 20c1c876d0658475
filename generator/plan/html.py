"""These are the pages for readers: where each will stand, and the functions that make them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from generator import urls
from generator.archive.links import Target
from generator.model import Author, Entry, Picture, StaticPage, Status, Topic, Url
from generator.plan.pages import BodyPart, HtmlPage, Planned
from generator.views import front, listings
from generator.views.article import article_view
from generator.views.catalog import Catalog
from generator.views.credits import CreditsLeaf, Use, credits_view, lead_uses, leaves
from generator.views.listings import Leaf, Listing, TopicKind
from generator.views.pages import PageView


class Source(Struct, frozen=True, kw_only=True):
    """What pages are planned from: the catalog, and where the links of each body lead."""

    catalog: Catalog
    targets: Mapping[str, tuple[Target, ...]]

    def body(self, path: str, cut: tuple[int, ...] = (), words: int = 0) -> BodyPart:
        """The body of a source with its targets."""
        return BodyPart(path=path, targets=self.targets.get(path, ()), cut=cut, words=words)

    def body_of(self, entry: Entry) -> BodyPart:
        """The body of an article, without the bios that are shown in their own place."""
        return self.body(entry.article.path, entry.cut, entry.article.facts.words)


def html_pages(source: Source) -> Iterator[Planned]:
    """Every page with a template, redirects apart."""
    yield from _singles(source.catalog)
    yield from _credits(source)
    yield from _statics(source)
    yield from _articles(source)
    yield from _topics(source)
    yield from _authors(source)
    yield from _periods(source)


def _singles(catalog: Catalog) -> Iterator[Planned]:
    newest = _newest_day(catalog)
    singles: tuple[tuple[Url, str, Callable[[Catalog], PageView], str], ...] = (
        (urls.FRONT, "front.html", front.front_view, newest),
        (urls.TAGS, "index.html", front.tags_view, newest),
        (urls.SECTIONS, "index.html", front.sections_view, newest),
        (urls.AUTHORS, "index.html", front.authors_view, newest),
        (urls.ARCHIVE, "calendar.html", front.calendar_view, newest),
        (urls.CORRECTIONS, "corrections.html", front.corrections_view, newest),
        (urls.SEARCH, "search.html", front.search_view, ""),
        (urls.NOT_FOUND, "not-found.html", front.not_found_view, ""),
    )
    for url, template, view, day in singles:
        yield Planned(url=url, make=partial(_single, catalog, url, template, view), day=day)


def _single(catalog: Catalog, url: Url, template: str, view: Callable[[Catalog], PageView]) -> HtmlPage:
    return HtmlPage(url=url, template=template, view=view(catalog))


def _credits(source: Source) -> Iterator[Planned]:
    newest = _newest_day(source.catalog)
    for leaf in leaves([*lead_uses(source.catalog), *_figures(source)]):
        yield Planned(url=leaf.url, make=partial(_credits_page, source.catalog, leaf), day=newest)


def _credits_page(catalog: Catalog, leaf: CreditsLeaf) -> HtmlPage:
    return HtmlPage(url=leaf.url, template="credits.html", view=credits_view(catalog, leaf))


def _figures(source: Source) -> Iterator[Use]:
    """The pictures in the texts of articles and pages."""
    catalog = source.catalog
    paths = {media.fallback.url: media.path for media in catalog.archive.media}
    places = [
        (entry.article.path, entry.article.facts, entry.article.title, entry.url, entry.article.published.day.year)
        for entry in catalog.archive.entries
        if entry.article.facts.links
    ]
    places += [(page.path, page.facts, page.title, urls.static_page(page.slug), 0) for page in catalog.archive.pages]
    for path, facts, title, url, year in places:
        for link, target in zip(facts.links, source.targets.get(path, ()), strict=False):
            if link.is_picture and target.url:
                picture = Picture(src=paths[target.url], location=link.location, credit=link.credit)
                yield Use(picture=picture, title=title, url=url, year=year)


def _statics(source: Source) -> Iterator[Planned]:
    newest = _newest_day(source.catalog)
    for page in source.catalog.archive.pages:
        url = urls.static_page(page.slug)
        yield Planned(url=url, make=partial(_static, source, page), day=newest, source=page.path)


def _static(source: Source, page: StaticPage) -> HtmlPage:
    return HtmlPage(
        url=urls.static_page(page.slug),
        template="page.html",
        view=front.static_view(source.catalog, page),
        body=source.body(page.path),
    )


def _articles(source: Source) -> Iterator[Planned]:
    for entry in source.catalog.archive.entries:
        yield Planned(
            url=entry.url,
            make=partial(_article, source, entry),
            day=source.catalog.days[entry.url],
            source=entry.article.path,
        )


def _article(source: Source, entry: Entry) -> HtmlPage:
    return HtmlPage(
        url=entry.url,
        template="article.html",
        view=article_view(source.catalog, entry),
        body=source.body_of(entry),
        is_searched=entry.article.status is not Status.WITHDRAWN,
    )


def _topics(source: Source) -> Iterator[Planned]:
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


def _listing_pages(catalog: Catalog, listing: Listing, body: BodyPart | None = None) -> Iterator[Planned]:
    for leaf in listings.leaves(listing.url, listing.entries, catalog.config.page_size):
        yield Planned(
            url=leaf.url,
            make=partial(_listing_page, catalog, listing, leaf, None if leaf.number else body),
            day=_last_day(catalog, leaf.entries),
        )
    yield from _next_page(catalog, listing)


def _listing_page(catalog: Catalog, listing: Listing, leaf: Leaf, body: BodyPart | None) -> HtmlPage:
    view = listings.listing_view(catalog, listing, leaf)
    return HtmlPage(url=leaf.url, template="listing.html", view=view, body=body)


def _next_page(catalog: Catalog, listing: Listing) -> Iterator[Planned]:
    """The address of the page that is not full yet leads to the listing, so that a link there is never dead."""
    number = listings.next_number(len(listing.entries), catalog.config.page_size)
    if number > 1:
        yield redirect_page(catalog, urls.listing_page(listing.url, number), listing.url, listing.title)


def redirect_page(catalog: Catalog, url: Url, target: Url, title: str) -> Planned:
    """An old or a coming address that leads to the page that stands."""
    return Planned(url=url, make=partial(_redirect, catalog, url, target, title))


def _redirect(catalog: Catalog, url: Url, target: Url, title: str) -> HtmlPage:
    return HtmlPage(url=url, template="redirect.html", view=front.redirect_view(catalog, target, title))


def _authors(source: Source) -> Iterator[Planned]:
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


def _author_pages(catalog: Catalog, author: Author, entries: tuple[Url, ...]) -> Iterator[Planned]:
    listing = listings.numbered_author_listing(catalog, author, entries)
    for leaf in listings.leaves(listing.url, entries, catalog.config.page_size):
        if leaf.number:
            make = partial(_listing_page, catalog, listing, leaf, None)
        else:
            make = partial(_author_page, catalog, author, entries, leaf)
        yield Planned(url=leaf.url, make=make, day=_last_day(catalog, leaf.entries))
    yield from _next_page(catalog, listing)


def _author_page(catalog: Catalog, author: Author, entries: tuple[Url, ...], leaf: Leaf) -> HtmlPage:
    view = listings.author_view(catalog, author, entries, leaf)
    return HtmlPage(url=leaf.url, template="author.html", view=view)


def _periods(source: Source) -> Iterator[Planned]:
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


def _newest_day(catalog: Catalog) -> str:
    return _last_day(catalog, [entry.url for entry in catalog.archive.entries[:1]])


def _last_day(catalog: Catalog, found: Sequence[Url]) -> str:
    return max((catalog.days[url] for url in found), default="")
