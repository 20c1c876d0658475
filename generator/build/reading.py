"""This is the work on sources: a file becomes a record with the facts of its body, or what is known is recalled."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from generator import content, markdown
from generator.archive.assemble import Records
from generator.build.hands import Told, map_batches
from generator.build.keeping import Read, encode_body, from_kept
from generator.cache import KeptSource
from generator.config import Config
from generator.content import Source, SourceKind
from generator.model import Article, AuthorRecord, Body, Digest, Media, StaticPage, TopicRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads batches of sources; it is a value, so that it can be sent to another process."""

    config: Config

    def __call__(self, sources: Sequence[Source]) -> list[Read]:
        """One result for each source, in their order."""
        root, zone = Path(self.config.root), self.config.zone
        return [_read(content.read(root, source, zone), root, source) for source in sources]


def _read(reading: content.Reading, root: Path, source: Source) -> Read:
    if reading.record is None:
        return Read(path=source.path, record=None, body=b"", body_digest="", problems=reading.problems)
    body, facts, problems = markdown.parse(reading.body, path=source.path, first_line=reading.first_line)
    record = reading.record
    if isinstance(record, AuthorRecord):
        record = replace(record, bio=markdown.plain_text(reading.body))
        body = Body()
    elif isinstance(record, TopicRecord):
        record = replace(record, facts=facts, digest=_digest(reading.body))
    else:
        record = replace(record, facts=facts)
    encoded, body_digest = encode_body(body)
    return Read(
        path=source.path,
        record=record,
        body=encoded,
        body_digest=body_digest,
        problems=(*reading.problems, *problems),
        digest=content.digest(root, source),
    )


def _digest(text: str) -> Digest:
    return Digest(hashlib.sha256(text.encode()).hexdigest())


def read_sources(
    config: Config,
    sources: Iterable[Source],
    known: Mapping[str, KeptSource],
    executor: Executor | None,
    told: Told,
) -> tuple[list[Read], list[Source]]:
    """What each text says, and the sources that are new or look changed, both in the order of the sources.

    A file of the same size, time and inode is the same file; where these differ its bytes decide.
    """
    root = Path(config.root)
    texts = [source for source in sources if source.kind not in {SourceKind.MEDIA, SourceKind.DATA}]
    fresh = [source for source in texts if not _looks_known(source, known.get(source.path))]
    looks_fresh = {source.path for source in fresh}
    recalled = {
        source.path: _recall(root, source, known.get(source.path), is_sure=source.path not in looks_fresh)
        for source in texts
    }
    unknown = [source for source in texts if recalled[source.path] is None]
    read = {result.path: result for result in map_batches(Reader(config=config), unknown, executor, told)}
    return [recalled[source.path] or read[source.path] for source in texts], fresh


def _looks_known(source: Source, kept: KeptSource | None) -> bool:
    stamp = (source.size, source.modified_ns, source.inode)
    return kept is not None and stamp == (kept.size, kept.modified_ns, kept.inode)


def _recall(root: Path, source: Source, kept: KeptSource | None, *, is_sure: bool) -> Read | None:
    if kept is None or not (is_sure or content.digest(root, source) == kept.digest):
        return None
    return from_kept(kept)


def sort_out(reads: Iterable[Read], media: tuple[Media, ...], sources: Iterable[Source]) -> Records:
    """The records by their kind, and the files that gave none."""
    records = [read.record for read in reads if read.record is not None]
    known = {record.path for record in records} | {picture.path for picture in media}
    topics = [record for record in records if isinstance(record, TopicRecord)]
    return Records(
        articles=tuple(record for record in records if isinstance(record, Article)),
        authors=tuple(record for record in records if isinstance(record, AuthorRecord)),
        tags=tuple(topic for topic in topics if topic.path.startswith("content/tags/")),
        sections=tuple(topic for topic in topics if topic.path.startswith("content/sections/")),
        pages=tuple(record for record in records if isinstance(record, StaticPage)),
        media=media,
        unread=frozenset(source.path for source in sources) - known,
    )
