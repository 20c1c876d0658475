"""This is every field that front matter may hold, and the names other tools have for it."""

from collections.abc import Mapping

from generator.content.sources import SourceKind

ARTICLE_FIELDS: Mapping[str, str] = {
    "title": "The headline. Required.",
    "date": "The day of publication: 2022-03-18, or 2022-03-18 09:30. Required, unless the file name begins with it.",
    "author": "Who wrote it: By Jane Doe and John Roe. Required, unless 'authors' is given.",
    "authors": "Who wrote it, as a list of names or of {name, role}.",
    "tags": "What it is about: [F-35, South China Sea].",
    "section": "The one section it belongs to.",
    "slug": "The last part of its address; made from the file name where it is left out.",
    "summary": "One or two sentences for lists and search engines.",
    "standfirst": "The line below the headline.",
    "kind": "news, analysis, opinion, explainer, interview, review or wire.",
    "dateline": "Where it was written: TOKYO.",
    "image": "A picture: its path, or {src, alt, caption, credit, license, source}.",
    "updated": "The day of the last change of substance.",
    "corrections": "A list of {date, kind, text}; kind is correction, clarification, update or withdrawn.",
    "sources": "A list of addresses, or of {url, title, archived, accessed}.",
    "bio": "The biography printed with this article, or {name: biography}.",
    "aliases": "Old addresses that lead here: [/old/path/].",
    "status": "published, draft or withdrawn. A draft is shown to nobody.",
    "lang": "The language, where it is not the site's: fr, pt-BR.",
    "series": "The series it is a part of.",
    "expires": "The day from which it is no longer shown.",
}
"""The fields of an article, each with what a writer should know of it."""

AUTHOR_FIELDS: Mapping[str, str] = {
    "name": "The name as it is to be shown. Required.",
    "aliases": "Other spellings that bylines used.",
    "kind": "person or organization.",
    "role": "What the author is: Staff writer.",
    "affiliation": "Where the author works.",
    "links": "Addresses of the author's own pages.",
    "same_as": "Addresses or ids that mean the same author.",
    "not_same_as": "Ids or names of others with a like name.",
    "image": "A portrait: its path, or {src, alt, credit}.",
}
"""The fields of an author record."""

TOPIC_FIELDS: Mapping[str, str] = {
    "title": "The name of the tag or section as it is to be shown.",
    "aliases": "Other spellings that mean the same.",
    "start_here": "Articles to begin with, by slug or path, in their order.",
    "timeline": "true, where its articles are to be told in the order of their days.",
}
"""The fields of a tag or a section."""

PAGE_FIELDS: Mapping[str, str] = {
    "title": "The headline of the page.",
    "slug": "Its address; made from the file name where it is left out.",
    "summary": "One or two sentences for search engines.",
    "lang": "The language, where it is not the site's.",
}
"""The fields of a static page."""

KNOWN: Mapping[SourceKind, frozenset[str]] = {
    SourceKind.ARTICLE: frozenset(ARTICLE_FIELDS),
    SourceKind.AUTHOR: frozenset(AUTHOR_FIELDS),
    SourceKind.TAG: frozenset(TOPIC_FIELDS),
    SourceKind.SECTION: frozenset(TOPIC_FIELDS),
    SourceKind.PAGE: frozenset(PAGE_FIELDS),
}
"""The names of the fields of each kind of file."""

PICTURE_PARTS: Mapping[str, str] = {
    "src": "Its path: ship.png beside this file, or /media/ship.png.",
    "alt": "What it shows, for those who do not see it.",
    "caption": "What to know about it.",
    "credit": "Who made it.",
    "license": "On which terms it may be used: CC BY 4.0.",
    "source": "The address where it was found.",
}
"""The parts of a picture."""
PICTURE_FIELDS = frozenset(PICTURE_PARTS)
CORRECTION_FIELDS = frozenset({"date", "kind", "text"})
SOURCE_FIELDS = frozenset({"url", "title", "archived", "accessed"})
BYLINE_FIELDS = frozenset({"name", "id", "role"})

FOREIGN: Mapping[str, str] = {
    "pubdate": "date",
    "pub_date": "date",
    "publishdate": "date",
    "publish_date": "date",
    "published": "date",
    "published_at": "date",
    "publishedat": "date",
    "published_on": "date",
    "created": "date",
    "created_at": "date",
    "datetime": "date",
    "lastmod": "updated",
    "modified": "updated",
    "updated_at": "updated",
    "last_modified_at": "updated",
    "expirydate": "expires",
    "expiry_date": "expires",
    "expiration_date": "expires",
    "topics": "tags",
    "topic": "tags",
    "tag": "tags",
    "keywords": "tags",
    "labels": "tags",
    "category": "section",
    "categories": "section",
    "description": "summary",
    "descritpion": "summary",
    "desc": "summary",
    "excerpt": "summary",
    "abstract": "summary",
    "teaser": "summary",
    "deck": "standfirst",
    "dek": "standfirst",
    "subtitle": "standfirst",
    "subhead": "standfirst",
    "subheading": "standfirst",
    "lede": "standfirst",
    "headline": "title",
    "heading": "title",
    "byline": "author",
    "by": "author",
    "writer": "author",
    "contributor": "author",
    "contributors": "authors",
    "permalink": "slug",
    "url": "slug",
    "redirect_from": "aliases",
    "redirects": "aliases",
    "type": "kind",
    "language": "lang",
    "locale": "lang",
    "location": "dateline",
    "place": "dateline",
    "cover": "image",
    "hero": "image",
    "picture": "image",
    "photo": "image",
    "thumbnail": "image",
    "featured_image": "image",
    "primary_image": "image",
    "caption": "image",
    "credit": "image",
    "references": "sources",
    "source": "sources",
    "source_url": "sources",
    "draft": "status",
    "author_bio": "bio",
    "biography": "bio",
    "display_name": "name",
    "full_name": "name",
    "job_title": "role",
    "position": "role",
    "organization": "affiliation",
    "website": "links",
    "twitter": "links",
    "sameas": "same_as",
    "also_known_as": "aliases",
}
"""What other generators and agencies call a field, in lower case with underscores."""

PART_FOREIGN: Mapping[str, str] = {
    "url": "src",
    "path": "src",
    "file": "src",
    "href": "url",
    "link": "url",
    "description": "alt",
    "alt_text": "alt",
    "attribution": "credit",
    "photographer": "credit",
    "type": "kind",
    "note": "text",
    "body": "text",
}
"""The same for the parts of an image, a source or a correction."""
