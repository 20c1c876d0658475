"""This is how what was read and what was planned is kept: typed when it is read back, and never a pickle.

Bodies are MessagePack, which is quick. Whatever may hold a date is JSON: MessagePack knows instants, but not the zone
that a writer wrote them in.
"""

import hashlib
from collections.abc import Mapping

import msgspec
from msgspec import Struct

from generator.cache import KeptSource, Packed
from generator.content import Source
from generator.feeds import Feed
from generator.model import Article, AuthorRecord, Body, StaticPage, TopicRecord, Url
from generator.plan import BodyPart, FeedFormat, FeedPage, HtmlPage
from generator.problems import Problem
from generator.search import Indexed
from generator.views.pages import ArticleView, ListingView, StaticView

Record = Article | AuthorRecord | TopicRecord | StaticPage
View = ArticleView | ListingView | StaticView
"""What shows a body."""

_TEXT, _BINARY = msgspec.json.Encoder(), msgspec.msgpack.Encoder()
_BODIES = msgspec.msgpack.Decoder(Body)
_PROBLEMS = msgspec.json.Decoder(tuple[Problem, ...])
_PARTS = msgspec.json.Decoder(tuple[BodyPart, ...])
_FEEDS = msgspec.json.Decoder(Feed)
_Decoder = (
    msgspec.json.Decoder[Article]
    | msgspec.json.Decoder[AuthorRecord]
    | msgspec.json.Decoder[TopicRecord]
    | msgspec.json.Decoder[StaticPage]
)
_NOTES = msgspec.msgpack.Decoder(Indexed)
_RECORDS: Mapping[str, _Decoder] = {
    "Article": msgspec.json.Decoder(Article),
    "AuthorRecord": msgspec.json.Decoder(AuthorRecord),
    "TopicRecord": msgspec.json.Decoder(TopicRecord),
    "StaticPage": msgspec.json.Decoder(StaticPage),
}
_ViewDecoder = msgspec.json.Decoder[ArticleView] | msgspec.json.Decoder[ListingView] | msgspec.json.Decoder[StaticView]
_VIEWS: Mapping[str, _ViewDecoder] = {
    "article.html": msgspec.json.Decoder(ArticleView),
    "listing.html": msgspec.json.Decoder(ListingView),
    "page.html": msgspec.json.Decoder(StaticView),
}


class Read(Struct, frozen=True, kw_only=True):
    """What came of one source, as it is kept and as it travels between processes: encoded, but for the paths."""

    path: str
    digest: str = ""
    """Of the file's bytes; "" when they could not be had."""
    kind: str = ""
    """Of the record; "" when the front matter could not be read."""
    record: bytes = b""
    body: bytes = b""
    """b"" where it is packed."""
    packed: Packed | None = None
    body_digest: str = ""
    problems: bytes = b"[]"
    unkept: Record | None = None
    """The record itself, where it would not come back from its encoding as it was; it is read anew each time."""


def make_read(path: str, digest: str, record: Record | None, body: Body, problems: tuple[Problem, ...]) -> Read:
    """The record and its body, encoded.

    An offset with seconds, as before there were time zones, is what JSON would bring back rounded.
    """
    if record is None:
        return Read(path=path, problems=_TEXT.encode(problems))
    kind, encoded, text = type(record).__name__, _TEXT.encode(record), _BINARY.encode(body)
    return Read(
        path=path,
        digest=digest,
        kind=kind,
        record=encoded,
        body=text,
        body_digest=hashlib.sha256(text).hexdigest(),
        problems=_TEXT.encode(problems),
        unkept=None if _RECORDS[kind].decode(encoded) == record else record,
    )


def record_of(read: Read) -> Record | None:
    """The record; None when there was none."""
    return read.unkept or (_RECORDS[read.kind].decode(read.record) if read.kind else None)


def problems_of(encoded: bytes) -> tuple[Problem, ...]:
    """Problems again; most files have none."""
    return () if encoded == b"[]" else _PROBLEMS.decode(encoded)


def encode_problems(problems: tuple[Problem, ...]) -> bytes:
    """Problems as they are kept."""
    return _TEXT.encode(problems)


def kept_record(kept: KeptSource) -> Record | None:
    """What was read, again; None when it does not read back, and then the file is read anew."""
    decoder = _RECORDS.get(kept.kind)
    if decoder is None:
        return None
    try:
        return decoder.decode(kept.record)
    except msgspec.MsgspecError:
        return None


def to_keep(read: Read, source: Source) -> KeptSource | None:
    """The source as the cache keeps it; None for what could not be read or cannot be written down."""
    if not read.kind or not read.digest or read.unkept is not None:
        return None
    return KeptSource(
        path=read.path,
        size=source.size,
        modified_ns=source.modified_ns,
        inode=source.inode,
        digest=read.digest,
        kind=read.kind,
        record=read.record,
        body=read.body_digest,
        problems=read.problems,
    )


def decode_body(encoded: bytes) -> Body:
    """The body again."""
    return _BODIES.decode(encoded)


def encode_note(note: Indexed) -> bytes:
    """What the search index knows of an article without its text."""
    return _BINARY.encode(note)


def decode_note(encoded: bytes) -> Indexed:
    """The note again."""
    return _NOTES.decode(encoded)


def encode_view(page: HtmlPage | FeedPage) -> bytes:
    """All that a page shows beside its template, its frame and its bodies."""
    return _TEXT.encode(page.feed if isinstance(page, FeedPage) else page.view)


def parts_of(page: HtmlPage | FeedPage) -> tuple[BodyPart, ...]:
    """The bodies that are set into a page."""
    if isinstance(page, FeedPage):
        return page.bodies
    return (page.body,) if page.body else ()


def encode_parts(parts: tuple[BodyPart, ...]) -> bytes:
    """Bodies of a page as they are kept."""
    return _TEXT.encode(parts)


def decode_parts(encoded: bytes) -> tuple[BodyPart, ...]:
    """Bodies of a page, again."""
    return _PARTS.decode(encoded)


def kind_of(page: HtmlPage | FeedPage) -> str:
    """How a kept view is to be read: the template, or the format of the feed and what is searched."""
    if isinstance(page, FeedPage):
        return page.format.value
    return page.template


def decode_page(
    url: str, kind: str, view: bytes, parts: tuple[BodyPart, ...], *, is_searched: bool
) -> HtmlPage | FeedPage:
    """A page with bodies as it was planned, from what `kind_of` and `encode_view` gave."""
    if kind in _VIEWS:
        decoded = _VIEWS[kind].decode(view)
        return HtmlPage(url=Url(url), template=kind, view=decoded, body=parts[0], is_searched=is_searched)
    return FeedPage(url=Url(url), format=FeedFormat(kind), feed=_FEEDS.decode(view), bodies=parts)


def digest_of(value: object) -> str:
    """The digest of any value of ours."""
    return hashlib.sha256(_TEXT.encode(value)).hexdigest()


def digest(encoded: bytes) -> str:
    """The digest of what is encoded already."""
    return hashlib.sha256(encoded).hexdigest()
