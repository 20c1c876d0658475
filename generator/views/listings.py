"""These are the pages that list articles: tags, sections, series, years, months, and the pages of their authors."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from functools import partial

from msgspec import Struct

from generator import urls
from generator.model import Author, AuthorKind, Topic, Url
from generator.structured import is_web
from generator.views.catalog import (
    Catalog,
    author_anchor,
    card,
    count_articles,
)
from generator.views.dates import month_name
from generator.views.desk import author_desk, general_desk, topic_desk
from generator.views.heads import HeadFacts, author_data, head_view
from generator.views.history import history
from generator.views.pages import AuthorView, ListingView
from generator.views.pictures import Room, picture_view
from generator.views.records import (
    NO_DESK,
    Anchor,
    CardView,
    DeskView,
    PageNumber,
    PaginationView,
    ScopeView,
    YearView,
)
from generator.views.topics import Extras, most, no_extras, series_extras, topic_extras, year_extras, years_chart

_SHOWN_NUMBERS = 7
"""How many numbers a pagination shows before it leaves some out."""


_FOLDERS = {"tag": "tags", "section": "sections"}
"""Where the records of a kind of topic lie; a series has none."""


class TopicKind(StrEnum):
    """What a topic is."""

    TAG = "tag"
    SECTION = "section"
    SERIES = "series"


class Leaf(Struct, frozen=True, kw_only=True):
    """One page of a listing. `number` is 0 for the listing's own address, which shows the newest entries."""

    url: Url
    number: int
    entries: tuple[Url, ...]
    full_pages: int


class Listing(Struct, frozen=True, kw_only=True):
    """What a listing is of, whatever its entries."""

    url: Url
    kicker: str
    title: str
    description: str
    entries: tuple[Url, ...]
    """Newest first."""
    trail: tuple[tuple[str, Url], ...]
    has_feed: bool = False
    extras: Callable[[], Extras] = no_extras
    """Makes what stands at the listing's own address alone."""
    periods: tuple[Anchor, ...] = ()
    desk: DeskView = NO_DESK
    scope: ScopeView | None = None


def leaves(first: Url, entries: Sequence[Url], size: int) -> tuple[Leaf, ...]:
    """The pages of a listing, newest first.

    Pages are numbered from the oldest and every numbered page is full, so none changes when an article is added. The
    listing's own address shows what does not fill a page yet, together with the newest full page; that page has its
    number too, so that a link to it stays right. Entries come newest first.
    """
    full = len(entries) // size
    rest = len(entries) - full * size
    newest = Leaf(url=first, number=0, entries=tuple(entries[: rest + size]), full_pages=full)
    if full == 0:
        return (newest,)
    numbered = (
        Leaf(
            url=urls.listing_page(first, number),
            number=number,
            entries=tuple(entries[len(entries) - number * size : len(entries) - (number - 1) * size]),
            full_pages=full,
        )
        for number in range(full, 0, -1)
    )
    return (newest, *numbered)


def next_number(entries: int, size: int) -> int:
    """The number of the page that is not full yet: its address leads to the listing's own until it is."""
    return entries // size + 1


def _pagination(catalog: Catalog, first: Url, leaf: Leaf) -> PaginationView | None:
    """A numbered page names only pages that are older, and the next newer one, whatever comes later."""
    last = leaf.full_pages - 1 if leaf.number == 0 else leaf.number
    older = last if leaf.number == 0 else leaf.number - 1
    if leaf.number == 0 and older < 1:
        return None
    return PaginationView(
        number=leaf.number,
        newest=catalog.href(first),
        newer="" if leaf.number == 0 else catalog.href(urls.listing_page(first, leaf.number + 1)),
        older=catalog.href(urls.listing_page(first, older)) if older >= 1 else "",
        pages=_numbers(catalog, first, last, leaf.number),
    )


def _numbers(catalog: Catalog, first: Url, last: int, current: int) -> tuple[PageNumber, ...]:
    shown = [*range(last, max(0, last - _SHOWN_NUMBERS + 1), -1)]
    if shown[-1] > 1:
        shown.append(1)
    return tuple(
        PageNumber(
            number=number,
            href=catalog.href(urls.listing_page(first, number)),
            current=number == current,
            gap=index > 0 and shown[index - 1] - number > 1,
        )
        for index, number in enumerate(shown)
    )


def by_year(catalog: Catalog, found: Iterable[Url]) -> tuple[YearView, ...]:
    """The cards of these articles parted by the writers' own years, in their order."""
    years: defaultdict[int, list[CardView]] = defaultdict(list)
    for url in found:
        years[catalog.entries[url].article.published.day.year].append(card(catalog, url))
    return tuple(YearView(year=str(year), cards=tuple(views)) for year, views in years.items())


def _years(catalog: Catalog, entries: Sequence[Url]) -> list[int]:
    return [catalog.entries[url].article.published.day.year for url in entries]


def _since(catalog: Catalog, entries: Sequence[Url]) -> int:
    """The year of the oldest article, or 0 where all are of one year."""
    years = {catalog.entries[entries[place]].article.published.day.year for place in (0, -1) if entries}
    return min(years) if len(years) > 1 else 0


def listing_view(catalog: Catalog, listing: Listing, leaf: Leaf) -> ListingView:
    """One page of a listing; only its own address, the newest page, carries what changes with each article."""
    pagination = _pagination(catalog, listing.url, leaf)
    newest = leaf.number == 0
    extras = listing.extras() if newest else no_extras()
    title = listing.title if newest else catalog.words.titles.page.format(title=listing.title, number=leaf.number)
    feed = catalog.href(urls.feed(listing.url)) if listing.has_feed else ""
    head = HeadFacts(
        url=leaf.url,
        title=title,
        description=listing.description,
        feed=feed,
        has_trail=True,
        trail=listing.trail,
        previous=pagination.newer if pagination else "",
        next=pagination.older if pagination else "",
    )
    return ListingView(
        head=head_view(catalog, head),
        kicker=listing.kicker,
        title=listing.title,
        count=count_articles(catalog.words, len(listing.entries), _since(catalog, listing.entries)) if newest else "",
        years=() if extras.timeline else by_year(catalog, leaf.entries),
        pagination=pagination,
        feed=feed if newest else "",
        scope=listing.scope if newest else None,
        periods=listing.periods if newest else (),
        chart=extras.chart,
        start=extras.start,
        facts=extras.facts,
        timeline=extras.timeline,
        desk=listing.desk if newest else NO_DESK,
    )


def author_entries(catalog: Catalog, author: Author) -> tuple[Url, ...]:
    """The author's articles, newest first."""
    paths = frozenset(author.articles)
    return tuple(entry.url for entry in catalog.archive.entries if entry.article.path in paths)


def author_view(catalog: Catalog, author: Author, entries: Sequence[Url], leaf: Leaf) -> AuthorView:
    """The page of an author: who it is, the one bio, earlier wordings folded below it, and the articles."""
    url = urls.author(author.id)
    pagination = _pagination(catalog, url, leaf)
    bio = author.bio.text if author.bio else ""
    head = HeadFacts(
        url=url,
        title=author.name,
        description=bio or _author_description(catalog, author),
        feed=catalog.href(urls.feed(url)),
        data=author_data(catalog, author),
        kind="profile",
        next=pagination.older if pagination else "",
    )
    found = [catalog.entries[entry] for entry in entries]
    sections = Counter(entry.section for entry in found if entry.section)
    tags = Counter(tag for entry in found for tag in entry.tags)
    others = Counter(credit.author for entry in found for credit in entry.credits if credit.author != author.id)
    return AuthorView(
        head=head_view(catalog, head),
        name=author.name,
        is_person=author.kind is AuthorKind.PERSON,
        role=author.role,
        affiliation=author.affiliation,
        count=count_articles(catalog.words, len(entries), _since(catalog, entries)),
        bio=bio,
        history=history(author.wordings, bio),
        picture=picture_view(catalog.media, catalog.href, author.picture, Room.PORTRAIT),
        links=tuple(Anchor(text=_link_words(link), href=link) for link in _profiles(author)),
        names=tuple(name for name in author.names if name != author.name),
        coauthors=tuple(author_anchor(catalog, catalog.authors[slug]) for slug in most(others)),
        sections=tuple(
            Anchor(text=catalog.sections[slug].title, href=catalog.href(urls.section(slug)), count=sections[slug])
            for slug in most(sections)
        ),
        tags=tuple(
            Anchor(text=catalog.tags[slug].title, href=catalog.href(urls.tag(slug)), count=tags[slug])
            for slug in most(tags)
        ),
        chart=years_chart(catalog, _years(catalog, entries)),
        years=by_year(catalog, leaf.entries),
        pagination=pagination,
        feed=catalog.href(urls.feed(url)),
        desk=author_desk(catalog.config, author),
        scope=ScopeView(label=catalog.words.search.by.format(author=author.name), fields=(("author", author.id),)),
    )


def _profiles(author: Author) -> tuple[str, ...]:
    """The author's own pages; a handle such as `@name` says who is who, and leads nowhere."""
    return (*author.links, *(link for link in author.same_as if is_web(link)))


def _link_words(link: str) -> str:
    return link.removeprefix("https://").removeprefix("http://").removeprefix("www.").removesuffix("/")


def numbered_author_listing(catalog: Catalog, author: Author, entries: tuple[Url, ...]) -> Listing:
    """An author's articles as a plain listing, for the pages below the author's own."""
    return Listing(
        url=urls.author(author.id),
        kicker=catalog.words.titles.author,
        title=author.name,
        description=_author_description(catalog, author),
        entries=entries,
        trail=((catalog.words.titles.authors, urls.AUTHORS), (author.name, urls.author(author.id))),
        has_feed=True,
    )


def _author_description(catalog: Catalog, author: Author) -> str:
    return catalog.words.descriptions.author.format(author=author.name, site=catalog.config.title)


def topic_listing(catalog: Catalog, kind: TopicKind, topic: Topic) -> Listing:
    """The listing of a tag, a section or a series."""
    titles = catalog.words.titles
    scopes = {TopicKind.TAG: ("tag", topic.slug), TopicKind.SECTION: ("section", topic.title)}
    url, kicker, above = {
        TopicKind.TAG: (urls.tag(topic.slug), titles.tag, (titles.tags, urls.TAGS)),
        TopicKind.SECTION: (urls.section(topic.slug), titles.section, (titles.sections, urls.SECTIONS)),
        TopicKind.SERIES: (urls.series(topic.slug), titles.series, (titles.archive, urls.ARCHIVE)),
    }[kind]
    return Listing(
        url=url,
        kicker=kicker,
        title=topic.title,
        description=catalog.words.descriptions.topic.format(topic=topic.title, site=catalog.config.title),
        entries=topic.entries,
        trail=(above,),
        has_feed=kind is not TopicKind.SERIES,
        extras=_topic_extras(catalog, kind, topic),
        desk=topic_desk(catalog.config, _FOLDERS.get(kind.value, ""), topic),
        scope=_scope(catalog, topic.title, scopes[kind]) if kind in scopes else None,
    )


def _scope(catalog: Catalog, title: str, *fields: tuple[str, str]) -> ScopeView:
    return ScopeView(label=catalog.words.search.within.format(title=title), fields=fields)


def _topic_extras(catalog: Catalog, kind: TopicKind, topic: Topic) -> Callable[[], Extras]:
    if kind is TopicKind.SERIES:
        return partial(series_extras, catalog, topic)
    return partial(topic_extras, catalog, topic, topic.slug if kind is TopicKind.TAG else None)


def year_listing(catalog: Catalog, year: int, entries: tuple[Url, ...], months: tuple[Anchor, ...]) -> Listing:
    """A year of the archive, with its months, and what it was about."""
    return Listing(
        url=urls.year(year),
        kicker=catalog.words.titles.archive,
        title=str(year),
        description=_period_description(catalog, str(year)),
        entries=entries,
        trail=((catalog.words.titles.archive, urls.ARCHIVE),),
        periods=months,
        extras=partial(year_extras, catalog, entries),
        desk=general_desk(catalog.config),
        scope=_scope(catalog, str(year), ("from", str(year)), ("to", str(year))),
    )


def month_listing(catalog: Catalog, year: int, month: int, entries: tuple[Url, ...]) -> Listing:
    """A month of the archive."""
    title = catalog.words.titles.month.format(month=month_name(month, catalog.config.language), year=year)
    return Listing(
        url=urls.month(year, month),
        kicker=catalog.words.titles.archive,
        title=title,
        description=_period_description(catalog, title),
        entries=entries,
        trail=((catalog.words.titles.archive, urls.ARCHIVE), (str(year), urls.year(year))),
        desk=general_desk(catalog.config),
    )


def _period_description(catalog: Catalog, period: str) -> str:
    return catalog.words.descriptions.period.format(period=period, site=catalog.config.title)
