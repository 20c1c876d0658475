"""This is what stands in the head of each page: its title, its canonical URL, its feeds, OpenGraph and JSON-LD."""

from collections.abc import Sequence

from msgspec import Struct

from generator import structured, urls
from generator.model import Author, Entry, Html, Picture, Slug, Url
from generator.structured import ArticleContext, AuthorNode, Crumb, PageContext, PictureNode, Policy, SiteNode
from generator.views.catalog import Catalog, summary
from generator.views.records import FeedView, HeadView

ATOM_TYPE, RSS_TYPE, JSON_TYPE = "application/atom+xml", "application/rss+xml", "application/feed+json"

_POLICY_PAGES = {
    Slug("corrections-policy"): Policy.CORRECTIONS,
    Slug("ethics"): Policy.ETHICS,
    Slug("ownership"): Policy.OWNERSHIP,
    Slug("principles"): Policy.PRINCIPLES,
}
"""Static pages that say what schema.org asks a newsroom; each is named where the site has it."""


class HeadFacts(Struct, frozen=True, kw_only=True):
    """What a page that is no article says of itself in its head."""

    url: Url
    title: str
    description: str
    feed: str = ""
    """The href of the page's own feed, or ""."""
    has_trail: bool = False
    """Whether it is a page of a list, with breadcrumbs; `trail` holds (name, URL) of the pages above it."""
    trail: Sequence[tuple[str, Url]] = ()
    data: Html = Html("")
    """JSON-LD of its own instead of a list's."""
    kind: str = "website"
    """og:type."""
    hidden: bool = False
    previous: str = ""
    next: str = ""


def head_view(catalog: Catalog, facts: HeadFacts) -> HeadView:
    """The head of a page that is no article, with a title that no other page has."""
    config = catalog.config
    page = PageContext(
        site=site_node(catalog),
        canonical=catalog.absolute(facts.url),
        title=facts.title,
        description=facts.description,
        crumbs=tuple(Crumb(title=title, url=catalog.absolute(url)) for title, url in facts.trail),
    )
    own = (FeedView(title=facts.title, href=facts.feed, type=ATOM_TYPE),) if facts.feed else ()
    return HeadView(
        title=config.title if facts.url == urls.FRONT else f"{facts.title} · {config.title}",
        description=facts.description,
        canonical=page.canonical,
        language=config.language,
        feeds=(*own, *main_feeds(catalog)),
        properties=structured.properties_page(page, og_type=facts.kind),
        data=structured.listing_data(page) if facts.has_trail else facts.data,
        hidden=facts.hidden,
        previous=facts.previous,
        next=facts.next,
        place=catalog.href(urls.place(facts.url)),
    )


def article_head(catalog: Catalog, entry: Entry) -> HeadView:
    """The head of an article."""
    article, config = entry.article, catalog.config
    section = catalog.sections[entry.section] if entry.section else None
    context = ArticleContext(
        site=site_node(catalog),
        canonical=catalog.absolute(entry.url),
        language=article.lang or config.language,
        authors=tuple(_author_node(catalog, credit.author, credit.role) for credit in entry.credits),
        section=Crumb(title=section.title, url=catalog.absolute(urls.section(section.slug))) if section else None,
        tags=tuple(catalog.tags[slug].title for slug in entry.tags),
        picture=lead_node(catalog, entry),
        description=summary(entry) or article.title,
    )
    return HeadView(
        title=f"{article.title} · {config.title}",
        description=context.description,
        canonical=context.canonical,
        language=config.language,
        feeds=main_feeds(catalog),
        properties=structured.properties_article(entry, context),
        card="summary_large_image" if context.picture else "summary",
        data=structured.article_data(entry, context),
        place=catalog.href(urls.section(section.slug)) if section else "",
    )


def main_feeds(catalog: Catalog) -> tuple[FeedView, ...]:
    """The feeds of the whole archive, which every page names."""
    title = catalog.config.title
    return (
        FeedView(title=f"{title} (Atom)", href=catalog.href(urls.ATOM), type=ATOM_TYPE),
        FeedView(title=f"{title} (RSS)", href=catalog.href(urls.RSS), type=RSS_TYPE),
        FeedView(title=f"{title} (JSON)", href=catalog.href(urls.JSON_FEED), type=JSON_TYPE),
    )


def site_node(catalog: Catalog) -> SiteNode:
    """The site as its publisher."""
    return SiteNode(title=catalog.config.title, url=catalog.config.url, language=catalog.config.language)


def lead_node(catalog: Catalog, entry: Entry) -> PictureNode | None:
    """What machines are to show of an article: its picture, else its social card, else nothing."""
    card = catalog.social.get(entry.url)
    if card is None:
        return picture_node(catalog, entry.article.picture)
    return PictureNode(url=catalog.absolute(card.url), width=card.WIDTH, height=card.HEIGHT, alt=card.headline)


def picture_node(catalog: Catalog, picture: Picture | None) -> PictureNode | None:
    """A picture for machines, with its absolute URL: the PNG or JPEG, which every one of them can read."""
    if picture is None:
        return None
    media = catalog.media.get(picture.src)
    return PictureNode(
        url=catalog.absolute(media.fallback.url) if media else picture.src,
        width=media.fallback.width if media else 0,
        height=media.fallback.height if media else 0,
        alt=picture.alt,
        caption=picture.caption,
        credit=picture.credit,
        license=picture.license,
    )


def _author_node(catalog: Catalog, slug: Slug, role: str) -> AuthorNode:
    author = catalog.authors[slug]
    return AuthorNode(
        name=author.name, kind=author.kind, url=catalog.absolute(urls.author(slug)), role=role or author.role
    )


def author_data(catalog: Catalog, author: Author) -> Html:
    """The JSON-LD of an author's page."""
    page = PageContext(
        site=site_node(catalog),
        canonical=catalog.absolute(urls.author(author.id)),
        title=author.name,
        crumbs=(Crumb(title=catalog.words.titles.authors, url=catalog.absolute(urls.AUTHORS)),),
    )
    return structured.author_data(author, page, picture_node(catalog, author.picture))


def site_data(catalog: Catalog) -> Html:
    """The JSON-LD of the front page, with the policies for which the site has pages."""
    policies = {
        _POLICY_PAGES[page.slug]: catalog.absolute(urls.static_page(page.slug))
        for page in catalog.archive.pages
        if page.slug in _POLICY_PAGES
    }
    return structured.site_data(
        site_node(catalog),
        search=catalog.absolute(urls.SEARCH),
        description=catalog.config.description,
        social=tuple(link.url for link in catalog.config.social),
        policies=policies,
    )
