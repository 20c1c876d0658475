"""This is what views look things up in: the archive by URL and id, and the small views that repeat on many pages."""

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from generator import urls
from generator.config import Config
from generator.model import (
    Archive,
    Article,
    Author,
    AuthorKind,
    CorrectionKind,
    Entry,
    Kind,
    Media,
    Slug,
    SocialCard,
    Status,
    Topic,
    Url,
)
from generator.structured import modified
from generator.views.dates import date_view
from generator.views.pictures import Room, picture_view
from generator.views.records import Anchor, CardView, NameView
from generator.words import Words, counted

_SUMMARY = 200
"""About how many characters a summary has that is made from a body."""


class Catalog(Struct, frozen=True, kw_only=True):
    """An archive with its indexes. `cards` is a memory: a card is the same on every page, so it is made once."""

    config: Config
    words: Words
    archive: Archive
    entries: Mapping[Url, Entry]
    authors: Mapping[Slug, Author]
    tags: Mapping[Slug, Topic]
    sections: Mapping[Slug, Topic]
    series: Mapping[Slug, Topic]
    media: Mapping[str, Media]
    days: Mapping[Url, str]
    """The ISO day on which each article last changed."""
    kinds: Mapping[Kind, str]
    """What each kind of article is called; "" for plain news."""
    cards: dict[Url, CardView] = field(default_factory=dict)
    social: Mapping[Url, SocialCard] = field(default_factory=dict)
    """The social cards by the URL of the article."""

    def href(self, url: Url) -> str:
        """The URL below the base path, as a page prints it."""
        return urls.href(self.config.base, url)

    def absolute(self, url: Url) -> str:
        """The URL with scheme and host."""
        return urls.absolute(self.config.url, url)


def make_catalog(archive: Archive, config: Config, words: Words) -> Catalog:
    """The catalog of an archive whose interface speaks these words."""
    return Catalog(
        config=config,
        words=words,
        archive=archive,
        entries={entry.url: entry for entry in archive.entries},
        authors={author.id: author for author in archive.authors},
        tags={topic.slug: topic for topic in archive.tags},
        sections={topic.slug: topic for topic in archive.sections},
        series={topic.slug: topic for topic in archive.series},
        media={picture.path: picture for picture in archive.media},
        days={entry.url: modified(entry.article).day.isoformat() for entry in archive.entries},
        kinds=_kinds(words),
    )


def _kinds(words: Words) -> Mapping[Kind, str]:
    kinds = words.kinds
    return {
        Kind.NEWS: "",
        Kind.ANALYSIS: kinds.analysis,
        Kind.OPINION: kinds.opinion,
        Kind.EXPLAINER: kinds.explainer,
        Kind.INTERVIEW: kinds.interview,
        Kind.REVIEW: kinds.review,
        Kind.WIRE: kinds.wire,
    }


def card(catalog: Catalog, url: Url) -> CardView:
    """An article as lists show it; it holds the headline, never the body."""
    known = catalog.cards.get(url)
    if known is None:
        known = catalog.cards[url] = _make_card(catalog, catalog.entries[url])
    return known


def cards(catalog: Catalog, found: Iterable[Url]) -> tuple[CardView, ...]:
    """The cards of these articles, in their order."""
    return tuple(card(catalog, url) for url in found)


def _make_card(catalog: Catalog, entry: Entry) -> CardView:
    article = entry.article
    return CardView(
        title=article.title,
        href=catalog.href(entry.url),
        date=date_view(article.published, catalog.config.language),
        section=section_anchor(catalog, entry.section),
        summary=summary(entry),
        byline=byline(catalog, entry),
        picture=picture_view(catalog.media, catalog.href, article.picture, Room.CARD),
        kind=catalog.kinds[article.kind],
        notice=notice(catalog, entry),
        language=foreign(catalog, article.lang),
    )


def foreign(catalog: Catalog, language: str) -> str:
    """The language of a text where it is not the site's, else ""."""
    return language if language != catalog.config.language else ""


def headline_anchor(catalog: Catalog, url: Url, *, current: bool = False) -> Anchor:
    """The link to an article by its headline."""
    article = catalog.entries[url].article
    language = foreign(catalog, article.lang)
    return Anchor(text=article.title, href=catalog.href(url), current=current, language=language)


def notice(catalog: Catalog, entry: Entry) -> str:
    """What a list says of an article that did not stay as it was: "Withdrawn", "Corrected", or ""."""
    if entry.article.status is Status.WITHDRAWN:
        return catalog.words.corrections.withdrawn
    kinds = {correction.kind for correction in entry.article.corrections}
    return catalog.words.corrections.corrected if CorrectionKind.CORRECTION in kinds else ""


def told_title(words: Words, article: Article) -> str:
    """The headline as it stands alone, away from its page; that of a withdrawn article says so in front."""
    if article.status is Status.WITHDRAWN:
        return words.corrections.withdrawn_title.format(title=article.title)
    return article.title


def byline(catalog: Catalog, entry: Entry) -> tuple[NameView, ...]:
    """The names as they were published, each with its author's page."""
    return tuple(
        NameView(
            name=credit.published,
            href=catalog.href(urls.author(credit.author)),
            role=credit.role,
            is_person=catalog.authors[credit.author].kind is AuthorKind.PERSON,
        )
        for credit in entry.credits
    )


def section_anchor(catalog: Catalog, slug: Slug | None) -> Anchor | None:
    """The link to a section, or None for an article that has none."""
    if slug is None:
        return None
    return Anchor(text=catalog.sections[slug].title, href=catalog.href(urls.section(slug)))


def topic_anchor(catalog: Catalog, topic: Topic, url: Url) -> Anchor:
    """The link to a topic with its number of articles."""
    return Anchor(text=topic.title, href=catalog.href(url), count=len(topic.entries))


def author_anchor(catalog: Catalog, author: Author) -> Anchor:
    """The link to an author with the number of articles."""
    return Anchor(text=author.name, href=catalog.href(urls.author(author.id)), count=len(author.articles))


def summary(entry: Entry) -> str:
    """The summary, else the standfirst, else the body's first sentences up to about 200 characters."""
    article = entry.article
    return article.summary or article.standfirst or shorten(article.facts.opening)


def shorten(text: str, limit: int = _SUMMARY) -> str:
    """Whole sentences up to `limit` characters; where the first is longer, words of it and an ellipsis."""
    if len(text) <= limit:
        return text
    end = max(text.rfind(mark, 0, limit) for mark in (". ", "! ", "? ", ".” ", "。"))
    if end > limit // 3:
        return text[: end + 1]
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:–—") + "…"


def count_articles(words: Words, number: int, since: int = 0) -> str:
    """A count in words: "1 article", "312 articles since 2010"."""
    count = counted(words, words.counts.articles, number)
    return words.counts.since.format(count=count, year=since) if since and number > 1 else count
