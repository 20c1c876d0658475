"""This is the page of picture credits: who made each picture, under which terms, and where it stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from generator import urls
from generator.model import Media, Picture, Url
from generator.views.catalog import Catalog
from generator.views.heads import HeadFacts, head_view
from generator.views.pages import CreditsView
from generator.views.records import Anchor, CreditView

_WHOLE = 300
"""Up to so many pictures stand on one page; with more, each year has its own."""


class Use(Struct, frozen=True, kw_only=True):
    """A picture where it stands: the title and the URL of the page, and its year; 0 for what has no date."""

    picture: Picture
    title: str
    url: Url
    year: int = 0


class CreditsLeaf(Struct, frozen=True, kw_only=True):
    """One page of credits: its URL, its year or 0, the uses on it by picture, and the years beside it."""

    url: Url
    year: int
    uses: tuple[tuple[Use, ...], ...]
    years: tuple[tuple[int, int], ...] = ()
    """(year, pictures) of each page of a year, newest first."""


def lead_uses(catalog: Catalog) -> Iterator[Use]:
    """The lead pictures of articles, newest first, and the portraits of their authors."""
    for entry in catalog.archive.entries:
        if entry.article.picture is not None:
            year = entry.article.published.day.year
            yield Use(picture=entry.article.picture, title=entry.article.title, url=entry.url, year=year)
    for author in catalog.archive.authors:
        if author.picture is not None and author.articles:
            yield Use(picture=author.picture, title=author.name, url=urls.author(author.id))


def leaves(uses: Iterable[Use]) -> tuple[CreditsLeaf, ...]:
    """The pages of credits. A picture stands once, in the year of its first use."""
    by_picture: defaultdict[str, list[Use]] = defaultdict(list)
    for use in uses:
        by_picture[use.picture.src].append(use)
    groups = [tuple(found) for _, found in sorted(by_picture.items())]
    if len(groups) <= _WHOLE:
        return (CreditsLeaf(url=urls.CREDITS, year=0, uses=tuple(groups)),)
    by_year: defaultdict[int, list[tuple[Use, ...]]] = defaultdict(list)
    for group in groups:
        by_year[min((use.year for use in group if use.year), default=0)].append(group)
    years = tuple((year, len(by_year[year])) for year in sorted(by_year, reverse=True) if year)
    first = CreditsLeaf(url=urls.CREDITS, year=0, uses=tuple(by_year[0]), years=years)
    return (
        first,
        *(CreditsLeaf(url=urls.credits_year(year), year=year, uses=tuple(by_year[year])) for year, _ in years),
    )


def credits_view(catalog: Catalog, leaf: CreditsLeaf) -> CreditsView:
    """One page of credits."""
    words = catalog.words
    title = f"{words.titles.credits} {leaf.year}" if leaf.year else words.titles.credits
    trail = ((words.titles.credits, urls.CREDITS),) if leaf.year else ()
    head = HeadFacts(
        url=leaf.url,
        title=title,
        description=words.descriptions.credits.format(site=catalog.config.title),
        has_trail=True,
        trail=trail,
    )
    return CreditsView(
        head=head_view(catalog, head),
        title=title,
        pictures=tuple(_credit(catalog, uses) for uses in leaf.uses),
        years=tuple(
            Anchor(text=str(year), href=catalog.href(urls.credits_year(year)), count=count)
            for year, count in leaf.years
        ),
    )


def _credit(catalog: Catalog, uses: Sequence[Use]) -> CreditView:
    src = uses[0].picture.src
    media: Media | None = catalog.media.get(src)
    places: Mapping[Url, str] = {use.url: use.title for use in uses}
    return CreditView(
        name=src.rpartition("/")[2],
        href=catalog.href(media.url) if media else src,
        credits=_each(use.picture.credit for use in uses),
        licenses=_each(use.picture.license for use in uses),
        sources=_each(use.picture.source for use in uses),
        places=tuple(Anchor(text=title, href=catalog.href(url)) for url, title in places.items()),
    )


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    """Every text once, in the order of the uses."""
    return tuple(dict.fromkeys(text for text in texts if text))
