"""This is the desk: GitHub's pages that edit the file behind a page, or begin it with its fields filled in.

A writer needs no git for either: GitHub makes the fork, the branch and the pull request by itself. Every function gives
"" when the site names no repository.
"""

from urllib.parse import quote

from generator.config import Config
from generator.content import blanks
from generator.model import Author, Topic
from generator.views.records import DeskView

_LONGEST = 6 * 1024
"""Bytes of the longest address that is made; servers refuse those of 8 KB. A text that is longer is left out."""
_NEW_ARTICLE = "content/articles/name-of-the-article.md"


def edit_url(config: Config, path: str) -> str:
    """The page that edits a file."""
    return f"{config.repository}/edit/{quote(config.branch)}/{quote(path)}" if config.repository else ""


def begin_url(config: Config, path: str, text: str) -> str:
    """The page that begins a file with this text."""
    if not config.repository:
        return ""
    page = f"{config.repository}/new/{quote(config.branch)}?"
    filled = f"{page}filename={_encoded(path)}&value={_encoded(text)}"
    return filled if len(filled) <= _LONGEST else f"{page}filename={_encoded(path)}"


def _encoded(text: str) -> str:
    """A value of a query (RFC 3986, section 3.4), with the marks that are frequent here left as they are."""
    return quote(text, safe="/:,")


def write_url(config: Config) -> str:
    """The page that begins an article."""
    return begin_url(config, _NEW_ARTICLE, blanks.article())


def general_desk(config: Config) -> DeskView:
    """What can be done at a page that no file is behind."""
    return DeskView(write=write_url(config))


def author_desk(config: Config, author: Author) -> DeskView:
    """The author's record is edited, or begun with what the articles say."""
    if author.path:
        return DeskView(edit=edit_url(config, author.path))
    text = blanks.author(
        name=author.name,
        aliases=[name for name in author.names if name != author.name],
        kind=author.kind.value,
        role=author.role,
        bio=author.bio.text if author.bio else "",
    )
    return DeskView(describe=begin_url(config, f"content/authors/{author.id}.md", text))


def topic_desk(config: Config, folder: str, topic: Topic) -> DeskView:
    """The record of a topic is edited or begun; `folder` is tags, sections, or "" for what has no records."""
    write = write_url(config)
    if topic.path:
        return DeskView(edit=edit_url(config, topic.path), write=write)
    path = f"content/{folder}/{topic.slug}.md"
    return DeskView(describe=begin_url(config, path, blanks.topic(title=topic.title)) if folder else "", write=write)
