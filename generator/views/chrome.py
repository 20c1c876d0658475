"""This is what stands around every page: masthead, menu and footer."""

from msgspec import Struct

from generator import urls
from generator.model import SocialStyle, Topic, Url
from generator.views.catalog import Catalog
from generator.views.records import Anchor, SiteView
from generator.words import Words

_MENU = 8
"""How many sections the menu names; the rest is one click away, below Sections."""


class Assets(Struct, frozen=True, kw_only=True):
    """The published URLs of the theme's files."""

    stylesheet: Url
    search_script: Url
    search_modules: tuple[Url, ...]
    icon: Url
    fonts: tuple[Url, ...] = ()
    """Those that the first screen of every page needs."""


class Look(Struct, frozen=True, kw_only=True):
    """What a theme gives to planning: its words, and where its files stand."""

    words: Words
    assets: Assets
    social: SocialStyle | None = None
    """How social cards look, or None where the site asks for none."""


def site_view(catalog: Catalog, assets: Assets) -> SiteView:
    """The frame of every page: it changes with settings and sections, not with articles, so old pages stay the same."""
    config, href = catalog.config, catalog.href
    return SiteView(
        title=config.title,
        description=config.description,
        language=config.language,
        home=href(urls.FRONT),
        menu=_menu(catalog),
        footer=_footer(catalog),
        social=tuple(Anchor(text=link.title, href=link.url) for link in config.social),
        search=href(urls.SEARCH),
        base=config.base,
        stylesheet=href(assets.stylesheet),
        search_script=href(assets.search_script),
        search_modules=tuple(href(url) for url in assets.search_modules),
        opensearch=href(urls.OPENSEARCH),
        icon=href(assets.icon),
        fonts=tuple(href(font) for font in assets.fonts),
        feed=href(urls.ATOM),
        tags=href(urls.TAGS),
        authors=href(urls.AUTHORS),
        archive=href(urls.ARCHIVE),
        corrections=href(urls.CORRECTIONS),
    )


def ordered_sections(catalog: Catalog) -> tuple[Topic, ...]:
    """Sections as site.toml orders them, then the others by title."""
    rank = {urls.make_slug(title): index for index, title in enumerate(catalog.config.sections)}
    return tuple(
        sorted(catalog.archive.sections, key=lambda topic: (rank.get(topic.slug, len(rank)), topic.title, topic.slug))
    )


def _menu(catalog: Catalog) -> tuple[Anchor, ...]:
    sections = tuple(
        Anchor(text=topic.title, href=catalog.href(urls.section(topic.slug)))
        for topic in ordered_sections(catalog)[:_MENU]
    )
    links = tuple(Anchor(text=link.title, href=_menu_href(catalog, link.url)) for link in catalog.config.menu)
    return (*sections, *links, Anchor(text=catalog.words.titles.archive, href=catalog.href(urls.ARCHIVE)))


def _menu_href(catalog: Catalog, url: str) -> str:
    return catalog.href(Url(url)) if url.startswith("/") else url


def _footer(catalog: Catalog) -> tuple[Anchor, ...]:
    titles = catalog.words.titles
    fixed = (
        (titles.corrections, urls.CORRECTIONS),
        (titles.credits, urls.CREDITS),
        (titles.authors, urls.AUTHORS),
        (titles.tags, urls.TAGS),
        (titles.sections, urls.SECTIONS),
    )
    pages = tuple(
        Anchor(text=page.title, href=catalog.href(urls.static_page(page.slug))) for page in catalog.archive.pages
    )
    return (*(Anchor(text=text, href=catalog.href(url)) for text, url in fixed), *pages)
