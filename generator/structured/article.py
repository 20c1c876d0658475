"""This is what an article says of itself by schema.org."""

from typing import assert_never

from generator.model import Article, AuthorKind, Correction, CorrectionKind, Entry, Html, Kind, Moment, Status
from generator.structured.nodes import (
    Node,
    author_id,
    author_type,
    breadcrumbs,
    given,
    graph,
    picture,
    publisher,
    website,
)
from generator.structured.records import ArticleContext, AuthorNode, Crumb
from generator.structured.text import timestamp

_SUBSTANTIVE = frozenset({CorrectionKind.CORRECTION, CorrectionKind.UPDATE, CorrectionKind.WITHDRAWN})
_MENDING = frozenset({CorrectionKind.CORRECTION, CorrectionKind.CLARIFICATION, CorrectionKind.WITHDRAWN})


def article_data(entry: Entry, context: ArticleContext) -> Html:
    """The JSON-LD of an article page: the article and its breadcrumbs in one graph."""
    here = Crumb(title=entry.article.title, url=context.canonical)
    crumbs = (context.section, here) if context.section else (here,)
    return graph(_article(entry.article, context), breadcrumbs(context.site, crumbs))


def modified(article: Article) -> Moment:
    """When the article last changed in substance: the latest of `date`, `updated` and its substantive notes.

    A correction, an update and a withdrawal change what the article says; a clarification leaves its facts as they
    stood, so it moves nothing unless the writer sets `updated` too. Never earlier than the publication.
    """
    if article.updated is None and not article.corrections:
        return article.published
    notes = [note.date for note in article.corrections if note.kind in _SUBSTANTIVE]
    return max((article.published, article.updated or article.published, *notes))


def _article(article: Article, context: ArticleContext) -> Node:
    return given(
        {
            "@type": _article_type(article.kind),
            "@id": f"{context.canonical}#article",
            "headline": article.title,
            "description": context.description,
            "url": context.canonical,
            "mainEntityOfPage": {"@type": "WebPage", "@id": context.canonical},
            "image": picture(context.picture),
            "datePublished": timestamp(article.published),
            "dateModified": timestamp(modified(article)),
            "author": [_author(node) for node in context.authors],
            "publisher": publisher(context.site),
            "isPartOf": website(context.site),
            "inLanguage": context.language,
            "dateline": article.dateline,
            "articleSection": context.section.title if context.section else "",
            "keywords": context.tags,
            "creativeWorkStatus": "Withdrawn" if article.status is Status.WITHDRAWN else "",
            "correction": [_correction(note) for note in article.corrections if note.kind in _MENDING],
        }
    )


def _article_type(kind: Kind) -> str:
    match kind:
        case Kind.NEWS | Kind.INTERVIEW | Kind.WIRE:
            return "NewsArticle"
        case Kind.ANALYSIS:
            return "AnalysisNewsArticle"
        case Kind.OPINION:
            return "OpinionNewsArticle"
        case Kind.EXPLAINER:
            return "BackgroundNewsArticle"
        case Kind.REVIEW:
            return "ReviewNewsArticle"
    assert_never(kind)


def _author(node: AuthorNode) -> Node:
    return given(
        {
            "@type": author_type(node.kind),
            "@id": author_id(node.url) if node.url else "",
            "name": node.name,
            "jobTitle": node.role if node.kind is AuthorKind.PERSON else "",
            "url": node.url,
        }
    )


def _correction(note: Correction) -> Node:
    return {"@type": "CorrectionComment", "text": note.text, "datePublished": timestamp(note.date)}
