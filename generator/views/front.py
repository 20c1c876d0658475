"""These are the pages there is one of: front, indexes, archive calendar, corrections, search, not found, redirects."""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec import to_builtins

from generator import urls
from generator.model import Entry, StaticPage, Status, Topic, Url
from generator.views.catalog import Catalog, author_anchor, card, cards, count_articles, foreign, topic_anchor
from generator.views.chrome import ordered_sections
from generator.views.corrections import logged_corrections
from generator.views.dates import month_name
from generator.views.desk import edit_url, general_desk
from generator.views.heads import HeadFacts, head_view, site_data
from generator.views.pages import (
    ArchiveYear,
    CalendarView,
    CorrectionsView,
    FrontView,
    IndexView,
    LetterView,
    NotFoundView,
    RedirectView,
    SearchView,
    SectionColumn,
    StaticView,
)
from generator.views.records import Anchor
from generator.words import Counted, Words, counted

_SECONDS, _NEWEST, _COLUMN, _FRONT_CORRECTIONS = 3, 6, 4, 5
_MOST = 24
"""How many of the largest topics an index names first."""


def front_view(catalog: Catalog) -> FrontView:
    """One story leads, three support it, the newest follow, then each section's; no story stands twice above them."""
    lead = _lead(catalog)
    rest = [entry.url for entry in _standing(catalog) if lead is None or entry.url != lead.url]
    shown = frozenset(rest[: _SECONDS + _NEWEST]) | ({lead.url} if lead else set())
    head = HeadFacts(
        url=urls.FRONT,
        title=catalog.config.title,
        description=catalog.config.description or catalog.config.title,
        data=site_data(catalog),
    )
    return FrontView(
        head=head_view(catalog, head),
        lead=card(catalog, lead.url) if lead else None,
        seconds=cards(catalog, rest[:_SECONDS]),
        newest=cards(catalog, rest[_SECONDS : _SECONDS + _NEWEST]),
        sections=tuple(_column(catalog, topic, shown) for topic in ordered_sections(catalog)),
        corrections=tuple(logged.view for logged in logged_corrections(catalog)[:_FRONT_CORRECTIONS]),
        desk=general_desk(catalog.config),
    )


def _standing(catalog: Catalog) -> list[Entry]:
    return [entry for entry in catalog.archive.entries if entry.article.status is not Status.WITHDRAWN]


def _lead(catalog: Catalog) -> Entry | None:
    """The article that site.toml names, else the newest with a picture, else the newest."""
    standing = _standing(catalog)
    named = [entry for entry in standing if entry.article.path == catalog.config.lead]
    pictured = [entry for entry in standing if entry.article.picture is not None]
    found = named or pictured or standing
    return found[0] if found else None


def _column(catalog: Catalog, topic: Topic, shown: frozenset[Url]) -> SectionColumn:
    """The section's newest articles; those that stand above already come only when there are no others."""
    standing = [url for url in topic.entries if catalog.entries[url].article.status is not Status.WITHDRAWN]
    fresh = [url for url in standing if url not in shown]
    again = [url for url in standing if url in shown]
    chosen = frozenset([*fresh, *again][:_COLUMN])
    return SectionColumn(
        section=topic_anchor(catalog, topic, urls.section(topic.slug)),
        cards=cards(catalog, [url for url in standing if url in chosen]),
    )


def corrections_view(catalog: Catalog) -> CorrectionsView:
    """The corrections log."""
    title, feed = catalog.words.titles.corrections, catalog.href(urls.CORRECTIONS_FEED)
    head = HeadFacts(
        url=urls.CORRECTIONS,
        title=title,
        description=catalog.words.descriptions.corrections.format(site=catalog.config.title),
        feed=feed,
        has_trail=True,
    )
    return CorrectionsView(
        head=head_view(catalog, head),
        title=title,
        corrections=tuple(logged.view for logged in logged_corrections(catalog)),
        feed=feed,
        desk=general_desk(catalog.config),
    )


def tags_view(catalog: Catalog) -> IndexView:
    """Every tag by letter."""
    words = catalog.words
    anchors = [topic_anchor(catalog, topic, urls.tag(topic.slug)) for topic in catalog.archive.tags]
    return _index(catalog, urls.TAGS, (words.titles.tags, words.counts.tags), anchors)


def sections_view(catalog: Catalog) -> IndexView:
    """Every section by letter."""
    words = catalog.words
    anchors = [topic_anchor(catalog, topic, urls.section(topic.slug)) for topic in catalog.archive.sections]
    return _index(catalog, urls.SECTIONS, (words.titles.sections, words.counts.sections), anchors)


def authors_view(catalog: Catalog) -> IndexView:
    """Every author by letter."""
    words = catalog.words
    anchors = [author_anchor(catalog, author) for author in catalog.archive.authors if author.articles]
    return _index(catalog, urls.AUTHORS, (words.titles.authors, words.counts.authors), anchors)


def _index(catalog: Catalog, url: Url, names: tuple[str, Counted], anchors: Sequence[Anchor]) -> IndexView:
    """`names` are the title of the page and what its entries are called when they are counted."""
    title, count = names[0], counted(catalog.words, names[1], len(anchors))
    head = HeadFacts(
        url=url,
        title=title,
        description=catalog.words.descriptions.all.format(count=count, site=catalog.config.title),
        has_trail=True,
    )
    most = sorted(anchors, key=lambda anchor: (-anchor.count, anchor.text, anchor.href))[:_MOST]
    return IndexView(
        head=head_view(catalog, head),
        title=title,
        count=count,
        most=tuple(most) if len(anchors) > _MOST else (),
        letters=_letters(anchors) if len(anchors) > _MOST else _one_group(anchors),
        desk=general_desk(catalog.config),
    )


def _letters(anchors: Sequence[Anchor]) -> tuple[LetterView, ...]:
    """Anchors below the first letter of their words; what begins with no letter stands below #."""
    by_letter: defaultdict[str, list[Anchor]] = defaultdict(list)
    for anchor in sorted(anchors, key=lambda anchor: (_sort_key(anchor.text), anchor.href)):
        first = _sort_key(anchor.text)[:1].upper()
        by_letter[first if first.isalpha() else "#"].append(anchor)
    return tuple(LetterView(letter=letter, anchors=tuple(found)) for letter, found in sorted(by_letter.items()))


def _one_group(anchors: Sequence[Anchor]) -> tuple[LetterView, ...]:
    """A short index needs no letters."""
    ordered = sorted(anchors, key=lambda anchor: (_sort_key(anchor.text), anchor.href))
    return (LetterView(letter="", anchors=tuple(ordered)),) if ordered else ()


def _sort_key(text: str) -> str:
    """By slug, so that marks and case do not part what readers look for together."""
    return urls.make_slug(text) or text.casefold()


def calendar_view(catalog: Catalog) -> CalendarView:
    """The archive by year and month with counts, newest year first."""
    days = [entry.article.published.day for entry in catalog.archive.entries]
    years, months = Counter(day.year for day in days), Counter((day.year, day.month) for day in days)
    head = HeadFacts(
        url=urls.ARCHIVE,
        title=catalog.words.titles.archive,
        description=catalog.words.descriptions.archive.format(site=catalog.config.title),
        has_trail=True,
    )
    return CalendarView(
        head=head_view(catalog, head),
        title=catalog.words.titles.archive,
        count=count_articles(catalog.words, len(days), min(years, default=0)),
        years=tuple(
            ArchiveYear(
                year=Anchor(text=str(year), href=catalog.href(urls.year(year)), count=years[year]),
                months=tuple(month_anchor(catalog, year, month, months[year, month]) for month in range(1, 13)),
            )
            for year in sorted(years, reverse=True)
        ),
        desk=general_desk(catalog.config),
    )


def month_anchor(catalog: Catalog, year: int, month: int, count: int) -> Anchor:
    """The link to a month with its count; a month without articles has no page and so an empty href."""
    href = catalog.href(urls.month(year, month)) if count else ""
    return Anchor(text=month_name(month, catalog.config.language), href=href, count=count)


def static_view(catalog: Catalog, page: StaticPage) -> StaticView:
    """A page about the site; its body is set in when the page is rendered."""
    url = urls.static_page(page.slug)
    head = HeadFacts(
        url=url,
        title=page.title,
        description=page.summary or page.facts.opening[:200] or page.title,
        has_trail=True,
    )
    return StaticView(
        head=head_view(catalog, head),
        title=page.title,
        edit=edit_url(catalog.config, page.path),
        language=foreign(catalog, page.lang),
    )


def search_view(catalog: Catalog) -> SearchView:
    """The search page; without script it leads to sections, the largest tags, and years."""
    head = HeadFacts(
        url=urls.SEARCH,
        title=catalog.words.titles.search,
        description=catalog.words.descriptions.search.format(site=catalog.config.title),
        hidden=True,
    )
    largest = sorted(catalog.archive.tags, key=lambda topic: (-len(topic.entries), topic.slug))[:_MOST]
    years = Counter(entry.article.published.day.year for entry in catalog.archive.entries)
    return SearchView(
        head=head_view(catalog, head),
        title=catalog.words.titles.search,
        sections=tuple(topic_anchor(catalog, topic, urls.section(topic.slug)) for topic in ordered_sections(catalog)),
        tags=tuple(topic_anchor(catalog, topic, urls.tag(topic.slug)) for topic in largest),
        years=tuple(
            Anchor(text=str(year), href=catalog.href(urls.year(year)), count=years[year])
            for year in sorted(years, reverse=True)
        ),
        words=script_words(catalog.words),
    )


def script_words(words: Words) -> str:
    """What the script of the search page says, as JSON."""
    return json.dumps(
        {"locale": words.locale, "plurals": words.language, **to_builtins(words.results)}, ensure_ascii=False
    )


def not_found_view(catalog: Catalog) -> NotFoundView:
    """What a reader sees where no page stands; GitHub Pages serves it for every such address."""
    words = catalog.words
    head = HeadFacts(
        url=urls.NOT_FOUND, title=words.titles.not_found, description=words.descriptions.not_found, hidden=True
    )
    newest = [entry.url for entry in _standing(catalog)[:_COLUMN]]
    return NotFoundView(head=head_view(catalog, head), title=words.titles.not_found, newest=cards(catalog, newest))


def redirect_view(catalog: Catalog, target: Url, title: str) -> RedirectView:
    """An old address: it names the new one as its canonical, leads there, and is left out of search engines."""
    head = HeadFacts(url=target, title=title, description=title, hidden=True)
    return RedirectView(head=head_view(catalog, head), title=title, target=catalog.href(target))
