"""These are the nouns of an archive once everything in it has been looked up."""

from msgspec import Struct

from generator.model.content import (
    Article,
    AuthorKind,
    Digest,
    Media,
    Moment,
    Picture,
    Slug,
    StaticPage,
    Url,
)


class Wording(Struct, frozen=True, kw_only=True):
    """One wording of one author's bio, with the days it was first and last printed and the articles that print it."""

    text: str
    first: Moment | None
    last: Moment | None
    articles: tuple[str, ...] = ()
    source: str = ""
    """Where the shown spelling of this wording stands: the path of a record or an article."""


class Author(Struct, frozen=True, kw_only=True):
    """One person or organization, resolved: one id, one page, one bio."""

    id: Slug
    name: str
    kind: AuthorKind
    names: tuple[str, ...] = ()
    """Every published form of the name, sorted."""
    articles: tuple[str, ...] = ()
    """Paths of the articles, sorted."""
    role: str = ""
    affiliation: str = ""
    links: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    picture: Picture | None = None
    bio: Wording | None = None
    wordings: tuple[Wording, ...] = ()
    """All wordings, newest first, the shown one included."""
    old_ids: tuple[Slug, ...] = ()
    """Ids that other spellings would have had; they redirect."""
    path: str = ""
    """The record, or "" when there is none."""


class Credit(Struct, frozen=True, kw_only=True):
    """One author of one article: who, under which name it was printed, and as what."""

    author: Slug
    published: str
    role: str = ""


class Review(Struct, frozen=True, kw_only=True):
    """A question to an editor that the evidence alone does not answer; `suggestion` is text for an author record."""

    reason: str
    names: tuple[str, ...]
    evidence: str
    suggestion: str


class Entry(Struct, frozen=True, kw_only=True):
    """An article in its archive: its URL, its authors, its topics, its neighbors. Everything is an id or a URL."""

    article: Article
    url: Url
    credits: tuple[Credit, ...]
    section: Slug | None
    tags: tuple[Slug, ...]
    cut: tuple[int, ...] = ()
    """Indexes of the body's chunks that are bios and are shown in their own place instead."""
    bios: tuple[tuple[Slug, str], ...] = ()
    """(author, wording) for each bio that this article prints."""
    related: tuple[Url, ...] = ()
    previous: Url | None = None
    next: Url | None = None


class Topic(Struct, frozen=True, kw_only=True):
    """A tag, a section or a series with its entries, newest first."""

    slug: Slug
    title: str
    entries: tuple[Url, ...]
    aliases: tuple[str, ...] = ()
    path: str = ""
    """Its record, or "" when it has none."""
    digest: Digest = Digest("")
    """Of the record's body, the description."""
    start_here: tuple[Url, ...] = ()
    has_timeline: bool = False
    """Whether its articles are told in the order of their days; those of a series always are."""


class Archive(Struct, frozen=True, kw_only=True):
    """Everything that is published, resolved. `entries` are newest first; the rest is sorted by slug or id."""

    entries: tuple[Entry, ...]
    authors: tuple[Author, ...]
    tags: tuple[Topic, ...]
    sections: tuple[Topic, ...]
    series: tuple[Topic, ...]
    pages: tuple[StaticPage, ...]
    media: tuple[Media, ...]
    review: tuple[Review, ...] = ()
