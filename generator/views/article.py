"""This is the page of one article."""

from urllib.parse import quote, urlencode, urlsplit

from generator import urls
from generator.model import Author, Entry, Reference, Slug, Url
from generator.views.catalog import (
    Catalog,
    byline,
    cards,
    foreign,
    headline_anchor,
    section_anchor,
)
from generator.views.corrections import correction_views, withdrawal
from generator.views.dates import date_view, day_in_words
from generator.views.desk import edit_url
from generator.views.heads import article_head
from generator.views.pages import ArticleView
from generator.views.pictures import Room, picture_view
from generator.views.records import Anchor, BioView, SeriesView, SourceView
from generator.words import Words, counted

_WORDS_A_MINUTE = 230
"""Silent reading of English non-fiction: Brysbaert 2019, 238 words a minute, rounded down for names and figures."""


def reading_time(words: Words, count: int) -> str:
    """How long a text of so many words takes to read, in whole minutes and at least one."""
    return counted(words, words.counts.minutes, max(1, round(count / _WORDS_A_MINUTE)))


def article_view(catalog: Catalog, entry: Entry) -> ArticleView:
    """Everything an article's page shows but its body, which is set in when the page is rendered."""
    article, config = entry.article, catalog.config
    corrections = correction_views(catalog, entry)
    return ArticleView(
        head=article_head(catalog, entry),
        title=article.title,
        kicker=section_anchor(catalog, entry.section),
        kind=catalog.kinds[article.kind],
        standfirst=article.standfirst,
        byline=byline(catalog, entry),
        dateline=article.dateline,
        date=date_view(article.published, config.language),
        updated=date_view(article.updated, config.language) if article.updated else None,
        picture=picture_view(catalog.media, catalog.href, article.picture, Room.LEAD),
        language=foreign(catalog, article.lang),
        corrections=tuple(view for view in corrections if not view.is_withdrawal),
        withdrawn=withdrawal(catalog, entry, corrections),
        sources=tuple(_source(catalog, reference) for reference in article.sources),
        tags=tuple(Anchor(text=catalog.tags[slug].title, href=catalog.href(urls.tag(slug))) for slug in entry.tags),
        bios=_bios(catalog, entry),
        series=_series(catalog, entry),
        related=cards(catalog, entry.related),
        previous=_neighbor(catalog, entry.previous),
        next=_neighbor(catalog, entry.next),
        share=_share(catalog, entry),
        edit=edit_url(config, article.path),
        suggest=_suggest_url(catalog, entry),
    )


def _source(catalog: Catalog, reference: Reference) -> SourceView:
    host = urlsplit(reference.url).hostname or ""
    return SourceView(
        title=reference.title or reference.url.removeprefix("https://").removeprefix("http://"),
        href=reference.url,
        host=host.removeprefix("www."),
        archived=reference.archived,
        accessed=day_in_words(reference.accessed, catalog.config.language) if reference.accessed else "",
    )


def _bios(catalog: Catalog, entry: Entry) -> tuple[BioView, ...]:
    """One bio for each author of the byline, once; where the site asks for it, in the wording of the article's day."""
    printed = dict(entry.bios) if catalog.config.bio_as_published else {}
    authors = dict.fromkeys(credit.author for credit in entry.credits)
    views = (_bio(catalog, catalog.authors[author], printed.get(author, "")) for author in authors)
    return tuple(view for view in views if view.text or view.role)


def _bio(catalog: Catalog, author: Author, printed: str) -> BioView:
    return BioView(
        name=author.name,
        href=catalog.href(urls.author(author.id)),
        text=printed or (author.bio.text if author.bio else ""),
        role=author.role,
        picture=picture_view(catalog.media, catalog.href, author.picture, Room.SIGNATURE),
    )


def _series(catalog: Catalog, entry: Entry) -> SeriesView | None:
    slug = Slug(urls.make_slug(entry.article.series))
    topic = catalog.series.get(slug)
    if topic is None:
        return None
    parts = tuple(headline_anchor(catalog, url, current=url == entry.url) for url in reversed(topic.entries))
    return SeriesView(title=topic.title, href=catalog.href(urls.series(slug)), parts=parts)


def _neighbor(catalog: Catalog, url: Url | None) -> Anchor | None:
    return headline_anchor(catalog, url) if url else None


def _share(catalog: Catalog, entry: Entry) -> tuple[Anchor, ...]:
    """Plain links: nothing is loaded from anywhere, and no reader is counted. Each value is quoted once, for speed."""
    url, title = quote(catalog.absolute(entry.url), safe=""), quote(entry.article.title, safe="")
    return (
        Anchor(text=catalog.words.chrome.email, href=f"mailto:?subject={title}&body={url}"),
        Anchor(text="X", href=f"https://x.com/intent/post?text={title}&url={url}"),
        Anchor(text="Bluesky", href=f"https://bsky.app/intent/compose?text={title}%20{url}"),
        Anchor(text="LinkedIn", href=f"https://www.linkedin.com/sharing/share-offsite/?url={url}"),
        Anchor(text="Facebook", href=f"https://www.facebook.com/sharer/sharer.php?u={url}"),
    )


def _suggest_url(catalog: Catalog, entry: Entry) -> str:
    """GitHub's page for a new issue with the article named, or ""."""
    if not catalog.config.repository:
        return ""
    words = catalog.words.corrections
    query = {
        "title": words.issue.format(title=entry.article.title),
        "body": f"{catalog.absolute(entry.url)}\n{entry.article.path}\n\n{words.issue_question}\n",
    }
    return f"{catalog.config.repository}/issues/new?{urlencode(query, quote_via=quote)}"
