"""These are the nouns of an archive as its writers left it; nothing is looked up yet."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar, NewType

from msgspec import Struct

from generator.problems import Location

Slug = NewType("Slug", str)
"""A name in a URL: `[a-z0-9]+(-[a-z0-9]+)*`, at most 80 characters."""

Url = NewType("Url", str)
"""A URL of the site itself, from its root and without the base path: `/2022/03/four-warships/`."""

Digest = NewType("Digest", str)
"""The SHA-256 of some bytes, as 64 hexadecimal digits."""

Html = NewType("Html", str)
"""Markup that is safe to print as it is; only the Markdown room and the templates make it."""

Marks = NewType("Marks", str)
"""Where fields stand in a file, `name line column` in each line: a text, since an archive holds a million of them."""


def make_marks(places: Iterable[tuple[str, int, int]]) -> Marks:
    """The marks of (field, line, column); a name that no field can have is left out."""
    return Marks("\n".join(f"{name} {line} {column}" for name, line, column in places if name.isidentifier()))


class Kind(StrEnum):
    """What sort of journalism an article is."""

    NEWS = "news"
    ANALYSIS = "analysis"
    OPINION = "opinion"
    EXPLAINER = "explainer"
    INTERVIEW = "interview"
    REVIEW = "review"
    WIRE = "wire"


class Status(StrEnum):
    """Whether readers see an article; a withdrawn one keeps its URL and says so."""

    PUBLISHED = "published"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"


class CorrectionKind(StrEnum):
    """What a note under an article is; agencies tell these apart and so do we."""

    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    UPDATE = "update"
    WITHDRAWN = "withdrawn"


class AuthorKind(StrEnum):
    """Whether a byline names a human being or an institution."""

    PERSON = "person"
    ORGANIZATION = "organization"


class Moment(Struct, frozen=True, kw_only=True, order=True):
    """A date as written: the instant (with a zone, always), and the writer's own day, which never shifts."""

    instant: dt.datetime
    day: dt.date
    has_time: bool = False


class Byline(Struct, frozen=True, kw_only=True):
    """One author as front matter names one: a text ("By A and B") or an id, and a role where one is given."""

    text: str
    location: Location
    id: str = ""
    role: str = ""


class Picture(Struct, frozen=True, kw_only=True):
    """A picture as front matter describes it. `src` is a content path ("content/media/x.png") or an https URL."""

    src: str
    location: Location
    alt: str = ""
    caption: str = ""
    credit: str = ""
    license: str = ""
    source: str = ""


class Correction(Struct, frozen=True, kw_only=True):
    """One note that changes or qualifies what an article said."""

    date: Moment
    kind: CorrectionKind
    text: str


class Reference(Struct, frozen=True, kw_only=True):
    """One document that an article rests on (front matter `sources`)."""

    url: str
    title: str = ""
    archived: str = ""
    accessed: dt.date | None = None


class PrintedBio(Struct, frozen=True, kw_only=True):
    """A biography printed with an article; `name` is "" when it is that of the article's only author."""

    text: str
    location: Location
    name: str = ""


class Link(Struct, frozen=True, kw_only=True):
    """A link that leaves this file for another place of the archive; `number` is its placeholder in the HTML.

    `target` is what the writer wrote, without the fragment: a path to a .md file, a picture, or a URL from the root.
    """

    number: int
    target: str
    location: Location
    fragment: str = ""
    is_picture: bool = False
    credit: str = ""
    """Of a picture that stands as a figure: who made it."""


class Block(Struct, frozen=True, kw_only=True):
    """One top-level block of a body: its place, its plain text, and which of `Body.chunks` it is."""

    index: int
    line: int
    text: str


class Facts(Struct, frozen=True, kw_only=True):
    """What the rest of the archive needs to know of a body without holding the body itself."""

    words: int = 0
    opening: str = ""
    """Plain text of the first paragraphs, at least 300 characters where there are as many."""
    anchors: tuple[str, ...] = ()
    """Every id that a link may point at, in the order of the text."""
    links: tuple[Link, ...] = ()
    closing: tuple[Block, ...] = ()
    """The last six blocks, and all that stand after a line such as "Written By": where bios are printed."""


class Body(Struct, frozen=True, kw_only=True):
    """A body as HTML, one chunk for each top-level block, in order; `markdown.fill` sets the links in."""

    chunks: tuple[str, ...] = ()


class Article(Struct, frozen=True, kw_only=True):
    """One article as its writer left it."""

    path: str
    digest: Digest
    """Of the body's text: equal bodies have equal HTML and facts."""
    title: str
    slug: Slug
    published: Moment
    bylines: tuple[Byline, ...]
    marks: Marks = Marks("")
    """Of each tag as `tag0`, `tag1`, …, and behind them of each field of the front matter, however it is named."""
    tags: tuple[str, ...] = ()
    section: str = ""
    summary: str = ""
    standfirst: str = ""
    kind: Kind = Kind.NEWS
    dateline: str = ""
    picture: Picture | None = None
    updated: Moment | None = None
    corrections: tuple[Correction, ...] = ()
    sources: tuple[Reference, ...] = ()
    bios: tuple[PrintedBio, ...] = ()
    aliases: tuple[str, ...] = ()
    status: Status = Status.PUBLISHED
    lang: str = ""
    series: str = ""
    expires: Moment | None = None
    facts: Facts = Facts()

    def place(self, field: str) -> Location:
        """Where the field stands in the file; the file's first line when it has none."""
        return _place(self.path, self.marks, field)

    def tag_place(self, index: int) -> Location:
        """Where one of `tags` stands."""
        return self.place(f"tag{index}")


class AuthorRecord(Struct, frozen=True, kw_only=True):
    """A file content/authors/<id>.md: what an editor has decided about one author. The body is the curated bio."""

    path: str
    id: Slug
    name: str
    aliases: tuple[str, ...] = ()
    kind: AuthorKind | None = None
    role: str = ""
    affiliation: str = ""
    links: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    not_same_as: tuple[str, ...] = ()
    picture: Picture | None = None
    bio: str = ""
    """Plain text of the body."""
    marks: Marks = Marks("")

    def place(self, field: str) -> Location:
        """Where the field stands in the file; the file's first line when it has none."""
        return _place(self.path, self.marks, field)


def _place(path: str, marks: Marks, field: str) -> Location:
    for mark in marks.split("\n"):
        name, _, place = mark.partition(" ")
        if name == field:
            line, column = map(int, place.split())
            return Location(path=path, line=line, column=column)
    return Location(path=path)


class Mention(Struct, frozen=True, kw_only=True):
    """An article as front matter names one: by its slug, or by the path of its file."""

    text: str
    location: Location


class TopicRecord(Struct, frozen=True, kw_only=True):
    """A file content/tags/<slug>.md or content/sections/<slug>.md: what an editor says of a tag or a section."""

    path: str
    slug: Slug
    title: str
    aliases: tuple[str, ...] = ()
    start_here: tuple[Mention, ...] = ()
    """The articles that a reader who is new to it does well to begin with."""
    has_timeline: bool = False
    digest: Digest = Digest("")
    facts: Facts = Facts()


class StaticPage(Struct, frozen=True, kw_only=True):
    """A file content/pages/<slug>.md: about the site, its policies, how to write for it."""

    path: str
    slug: Slug
    title: str
    digest: Digest
    summary: str = ""
    lang: str = ""
    facts: Facts = Facts()


class Rendition(Struct, frozen=True, kw_only=True):
    """One file that readers get of a picture, and its size in pixels."""

    url: Url
    width: int
    height: int


class Media(Struct, frozen=True, kw_only=True):
    """A picture file under content/: its size in pixels, upright, and what readers get of it."""

    path: str
    digest: Digest
    width: int
    height: int
    url: Url
    """The address that it always had; a rendition stands there."""
    fallback: Rendition
    """PNG or JPEG, for programs that know no newer format."""
    renditions: tuple[Rendition, ...] = ()
    """WebP, from the narrowest to the widest."""


class SocialCard(Struct, frozen=True, kw_only=True):
    """A picture made of words, for machines that show an article which has none of its own."""

    WIDTH: ClassVar[int] = 1_200
    HEIGHT: ClassVar[int] = 630
    """In pixels: 1.91 to 1, what the large cards of social networks show uncut."""

    url: Url
    headline: str
    section: str
    date: str
    site: str


class SocialStyle(Struct, frozen=True, kw_only=True):
    """What planning must know of how social cards look: a digest of all of it, and the letters that they can show."""

    digest: Digest
    letters: frozenset[str]
