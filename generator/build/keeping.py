"""This is how what was read is kept: typed when it is read back, and never a pickle.

Bodies are MessagePack, which is quick. Whatever may hold a date is JSON: MessagePack knows instants, but not the zone
that a writer wrote them in.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from generator.cache import KeptSource
from generator.content import Source
from generator.model import Article, AuthorRecord, Body, StaticPage, TopicRecord
from generator.plan import FeedPage, HtmlPage
from generator.problems import Problem
from generator.search import SearchDocument

Record = Article | AuthorRecord | TopicRecord | StaticPage

_TEXT, _BINARY = msgspec.json.Encoder(), msgspec.msgpack.Encoder()
_BODIES = msgspec.msgpack.Decoder(Body)
_PROBLEMS = msgspec.json.Decoder(tuple[Problem, ...])
_Decoder = (
    msgspec.json.Decoder[Article]
    | msgspec.json.Decoder[AuthorRecord]
    | msgspec.json.Decoder[TopicRecord]
    | msgspec.json.Decoder[StaticPage]
)
_DOCUMENTS = msgspec.msgpack.Decoder(SearchDocument)
_RECORDS: Mapping[str, _Decoder] = {
    "Article": msgspec.json.Decoder(Article),
    "AuthorRecord": msgspec.json.Decoder(AuthorRecord),
    "TopicRecord": msgspec.json.Decoder(TopicRecord),
    "StaticPage": msgspec.json.Decoder(StaticPage),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What came of one source; the record is None when its front matter could not be read. The body is encoded."""

    path: str
    record: Record | None
    body: bytes
    body_digest: str
    problems: tuple[Problem, ...]
    digest: str = ""
    """Of the file's bytes; "" when they could not be had."""


def encode_body(body: Body) -> tuple[bytes, str]:
    """The body as bytes, and their digest."""
    encoded = _BINARY.encode(body)
    return encoded, hashlib.sha256(encoded).hexdigest()


def decode_body(encoded: bytes) -> Body:
    """The body again."""
    return _BODIES.decode(encoded)


def encode_document(document: SearchDocument) -> bytes:
    """The document for search as bytes."""
    return _BINARY.encode(document)


def decode_document(encoded: bytes) -> SearchDocument:
    """The document again."""
    return _DOCUMENTS.decode(encoded)


def digest_page(page: HtmlPage | FeedPage) -> str:
    """The digest of all that a page shows beside its template, its frame and its bodies."""
    return hashlib.sha256(_TEXT.encode(page)).hexdigest()


def digest_of(value: object) -> str:
    """The digest of any value of ours."""
    return hashlib.sha256(_TEXT.encode(value)).hexdigest()


def to_keep(read: Read, source: Source) -> KeptSource | None:
    """The source as the cache keeps it; None for what could not be read or cannot be written down.

    An offset with seconds, as before there were time zones, is such a thing: it would come back rounded.
    """
    if read.record is None or not read.digest:
        return None
    record = _TEXT.encode(read.record)
    if _RECORDS[type(read.record).__name__].decode(record) != read.record:
        return None
    return KeptSource(
        path=read.path,
        size=source.size,
        modified_ns=source.modified_ns,
        inode=source.inode,
        digest=read.digest,
        kind=type(read.record).__name__,
        record=record,
        body=read.body,
        body_digest=read.body_digest,
        problems=_TEXT.encode(read.problems),
    )


def from_kept(kept: KeptSource) -> Read | None:
    """What was read, again; None when it does not read back, and then the file is read anew."""
    decoder = _RECORDS.get(kept.kind)
    if decoder is None:
        return None
    try:
        return Read(
            path=kept.path,
            record=decoder.decode(kept.record),
            body=kept.body,
            body_digest=kept.body_digest,
            problems=_PROBLEMS.decode(kept.problems),
            digest=kept.digest,
        )
    except msgspec.MsgspecError:
        return None
