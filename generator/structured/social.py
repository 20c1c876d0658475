"""This is what social networks read in the head of a page: OpenGraph pairs, in the order printed (ogp.me)."""

from collections.abc import Iterator
from functools import cache

from babel.core import get_global

from generator.model import Entry
from generator.structured.article import modified
from generator.structured.records import ArticleContext, PageContext, PictureNode
from generator.structured.text import timestamp

Pair = tuple[str, str]
Pairs = tuple[Pair, ...]


def properties_article(entry: Entry, context: ArticleContext) -> Pairs:
    """The pairs of an article. A pair that would say nothing is left out, above all an empty og:image."""
    article = entry.article
    pairs = (
        ("og:type", "article"),
        ("og:title", article.title),
        ("og:description", context.description),
        ("og:url", context.canonical),
        ("og:site_name", context.site.title),
        ("og:locale", locale(context.language)),
        *_picture(context.picture),
        ("article:published_time", timestamp(article.published)),
        ("article:modified_time", timestamp(modified(article))),
        ("article:section", context.section.title if context.section else ""),
        *(("article:author", author.url) for author in context.authors),
        *(("article:tag", tag) for tag in context.tags),
    )
    return tuple(pair for pair in pairs if pair[1])


def properties_page(page: PageContext, picture: PictureNode | None = None, *, og_type: str = "website") -> Pairs:
    """The pairs of any other page; an author's page is of type `profile`."""
    pairs = (
        ("og:type", og_type),
        ("og:title", page.title),
        ("og:description", page.description),
        ("og:url", page.canonical),
        ("og:site_name", page.site.title),
        ("og:locale", locale(page.site.language)),
        *_picture(picture),
    )
    return tuple(pair for pair in pairs if pair[1])


@cache
def locale(language: str) -> str:
    """A language tag as language_TERRITORY, which is what og:locale takes: `en-US` and `en` are both `en_US`.

    A territory in the tag counts (BCP 47: the last part of two letters); a tag without one gets the territory where
    most of its readers live, by Unicode's likely subtags; a language that Unicode does not place gives "".
    """
    first, *rest = language.split("-")
    territories = [part.upper() for part in rest if len(part) == 2]  # noqa: PLR2004 -- ISO 3166 has two letters
    likely = str(get_global("likely_subtags").get(first.lower(), "")).rpartition("_")[2]
    territory = territories[-1] if territories else likely
    return f"{first.lower()}_{territory}" if territory else ""


def _picture(picture: PictureNode | None) -> Iterator[Pair]:
    if picture is None or not picture.url:
        return
    yield "og:image", picture.url
    if picture.width and picture.height:
        yield "og:image:width", str(picture.width)
        yield "og:image:height", str(picture.height)
    yield "og:image:alt", picture.alt
