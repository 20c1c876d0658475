"""This is what pages tell machines about themselves: JSON-LD by schema.org, and OpenGraph pairs."""

from generator.structured.article import article_data, modified
from generator.structured.nodes import is_web
from generator.structured.pages import author_data, listing_data, site_data
from generator.structured.records import (
    ArticleContext,
    AuthorNode,
    Crumb,
    PageContext,
    PictureNode,
    Policy,
    SiteNode,
)
from generator.structured.social import locale, properties_article, properties_page
from generator.structured.text import timestamp

__all__ = [
    "ArticleContext",
    "AuthorNode",
    "Crumb",
    "PageContext",
    "PictureNode",
    "Policy",
    "SiteNode",
    "article_data",
    "author_data",
    "is_web",
    "listing_data",
    "locale",
    "modified",
    "properties_article",
    "properties_page",
    "site_data",
    "timestamp",
]
