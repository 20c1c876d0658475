"""This is what the page of a topic or a year holds beside its list: a chart, main authors, neighbors, a timeline.

It is made with the page, not with the plan: one pass over the topic's articles, and only where the page is looked at.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from msgspec import Struct

from generator import urls
from generator.model import Entry, Slug, Topic, Url
from generator.views.catalog import Catalog, cards, headline_anchor, notice
from generator.views.dates import date_view, month_name
from generator.views.records import Anchor, CardView, ChartView, FactView, TimelineEntry
from generator.words import number

_MOST = 8
"""How many authors, sections or tags are named."""
_MONTHS = 12


class Extras(Struct, frozen=True, kw_only=True):
    """What stands on a listing's own address and on no numbered page, since it changes with each article."""

    chart: ChartView | None = None
    start: tuple[CardView, ...] = ()
    facts: tuple[FactView, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()


def no_extras() -> Extras:
    """Nothing: for months, and for the numbered pages of an author."""
    return Extras()


def topic_extras(catalog: Catalog, topic: Topic, own: Slug | None) -> Extras:
    """Those of a tag or a section; `own` is the tag, which is not named beside itself."""
    entries = [catalog.entries[url] for url in topic.entries]
    return Extras(
        chart=years_chart(catalog, [entry.article.published.day.year for entry in entries]),
        start=cards(catalog, topic.start_here),
        facts=_given(_author_fact(catalog, entries), _tag_fact(catalog, entries, own)),
        timeline=_timeline(catalog, topic),
    )


def series_extras(catalog: Catalog, topic: Topic) -> Extras:
    """Those of a series: its parts in the order in which they are read."""
    return Extras(timeline=_timeline(catalog, topic))


def year_extras(catalog: Catalog, found: Sequence[Url]) -> Extras:
    """Those of a year: its months, and what it was about."""
    entries = [catalog.entries[url] for url in found]
    return Extras(
        chart=_months_chart(catalog, [entry.article.published.day.month for entry in entries]),
        facts=_given(_section_fact(catalog, entries), _author_fact(catalog, entries), _tag_fact(catalog, entries)),
    )


def most(counts: Counter[Slug]) -> list[Slug]:
    """The slugs that are counted most; of equals, the first by the alphabet."""
    return sorted(counts, key=lambda slug: (-counts[slug], slug))[:_MOST]


def _author_fact(catalog: Catalog, entries: Iterable[Entry]) -> FactView:
    """Who wrote most of these articles."""
    counts = Counter(credit.author for entry in entries for credit in entry.credits)
    anchors = (
        Anchor(text=catalog.authors[slug].name, href=catalog.href(urls.author(slug)), count=counts[slug])
        for slug in most(counts)
    )
    return FactView(term=catalog.words.listing.authors, anchors=tuple(anchors))


def _tag_fact(catalog: Catalog, entries: Iterable[Entry], own: Slug | None = None) -> FactView:
    """The tags that most of these articles have, the page's own apart."""
    counts = Counter(chain.from_iterable(entry.tags for entry in entries))
    if own is not None:
        del counts[own]
    anchors = (
        Anchor(text=catalog.tags[slug].title, href=catalog.href(urls.tag(slug)), count=counts[slug])
        for slug in most(counts)
    )
    return FactView(term=catalog.words.listing.related, anchors=tuple(anchors))


def _section_fact(catalog: Catalog, entries: Iterable[Entry]) -> FactView:
    """The sections that these articles stand in."""
    counts = Counter(entry.section for entry in entries if entry.section)
    anchors = (
        Anchor(text=catalog.sections[slug].title, href=catalog.href(urls.section(slug)), count=counts[slug])
        for slug in most(counts)
    )
    return FactView(term=catalog.words.titles.sections, anchors=tuple(anchors))


def _given(*facts: FactView) -> tuple[FactView, ...]:
    """The facts that say something."""
    return tuple(fact for fact in facts if fact.anchors)


def years_chart(catalog: Catalog, years: Sequence[int]) -> ChartView | None:
    """Articles by year, from the first to the last; None where there is but one."""
    counts = Counter(years)
    if len(counts) <= 1:
        return None
    bars = tuple((str(year), counts[year]) for year in range(min(years), max(years) + 1))
    words = catalog.words.listing
    return _chart(catalog, bars, (words.chart_title, words.chart, words.year))


def _months_chart(catalog: Catalog, months: Sequence[int]) -> ChartView | None:
    """Articles by month of one year, all twelve; None where all are of one month."""
    counts = Counter(months)
    if len(counts) <= 1:
        return None
    names = (month_name(month, catalog.config.language) for month in range(1, _MONTHS + 1))
    bars = tuple((name, counts[month]) for month, name in enumerate(names, 1))
    words = catalog.words.listing
    return _chart(catalog, bars, (words.months_title, words.months_chart, words.month))


def _chart(catalog: Catalog, bars: tuple[tuple[str, int], ...], names: tuple[str, str, str]) -> ChartView:
    title, caption, unit = names
    highest = number(max(count for _, count in bars), catalog.words.locale)
    said = title.format(first=bars[0][0], last=bars[-1][0], most=highest)
    return ChartView(bars=bars, title=said, caption=caption, unit=unit)


def _timeline(catalog: Catalog, topic: Topic) -> tuple[TimelineEntry, ...]:
    """Every article of a topic that is told as a timeline, the oldest first; else nothing."""
    return tuple(_moment(catalog, url) for url in reversed(topic.entries)) if topic.has_timeline else ()


def _moment(catalog: Catalog, url: Url) -> TimelineEntry:
    entry = catalog.entries[url]
    return TimelineEntry(
        article=headline_anchor(catalog, url),
        date=date_view(entry.article.published, catalog.config.language),
        dateline=entry.article.dateline,
        notice=notice(catalog, entry),
    )
