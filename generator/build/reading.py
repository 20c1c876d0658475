"""This is the work on sources: a file becomes a record with the facts of its body, or what is known is recalled."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator import bios, cache, content, markdown
from generator.archive.assemble import Records
from generator.build.hands import Hands, Told, map_batches
from generator.build.keeping import Read, Record, kept_record, make_read, problems_of, record_of, to_keep
from generator.cache import Cache, KeptSource, Packed, Stamp
from generator.config import Config
from generator.content import Source, SourceKind
from generator.model import Article, AuthorRecord, Body, Digest, Facts, Media, StaticPage, TopicRecord
from generator.problems import Problem

_FEW = 500
"""Sources that are kept at a time: neither one by one nor all at once."""


class Reader(Struct, frozen=True, kw_only=True):
    """Reads batches of sources; it is a value, so that it can be handed to another process."""

    config: Config
    cache: Path | None
    """Where the bodies are kept, and not in the results; None where they are not kept."""

    def __call__(self, sources: Sequence[Source]) -> list[Read]:
        """One result for each source, in their order."""
        root, zone = Path(self.config.root), self.config.zone
        reads = [_read(content.read(root, source, zone), source.path) for source in sources]
        return reads if self.cache is None else _pack(self.cache, reads)


def _read(reading: content.Reading, path: str) -> Read:
    """What came of a reading; a body below a front matter that cannot be read is judged all the same, in one run."""
    if reading.record is None and reading.first_line == 1:
        return make_read(path, "", None, Body(), reading.problems)
    body, facts, problems = markdown.parse(reading.body, path=path, first_line=reading.first_line)
    if reading.record is None:
        return make_read(path, "", None, Body(), (*reading.problems, *problems))
    record = reading.record
    if isinstance(record, AuthorRecord):
        record = replace(record, bio=markdown.plain_text(reading.body))
        body = Body()
    elif isinstance(record, TopicRecord):
        record = replace(record, facts=facts, digest=_digest(reading.body))
    elif isinstance(record, Article):
        record = replace(record, facts=_in_short(facts, is_summarized=bool(record.summary or record.standfirst)))
    else:
        record = replace(record, facts=facts)
    return make_read(path, reading.digest, record, body, (*reading.problems, *problems))


def _in_short(facts: Facts, *, is_summarized: bool) -> Facts:
    """The facts without the texts that nobody will ask for: an archive holds those of all its articles at once."""
    return replace(facts, opening="" if is_summarized else facts.opening, closing=bios.telling(facts.closing))


def _pack(path: Path, reads: Sequence[Read]) -> list[Read]:
    """The results, their bodies in the cache."""
    packed = iter(cache.pack(path, [(read.body_digest, read.body) for read in reads if read.kind]))
    return [replace(read, body=b"", packed=next(packed)) if read.kind else read for read in reads]


def _digest(text: str) -> Digest:
    return Digest(hashlib.sha256(text.encode()).hexdigest())


def is_text(source: Source) -> bool:
    """Whether a source is a text with front matter."""
    return source.kind not in {SourceKind.MEDIA, SourceKind.DATA}


def is_same(source: Source, stamp: Stamp | KeptSource | None) -> bool:
    """Whether a file looks the same: one of the same size, time and inode is the same file."""
    return stamp is not None and (source.size, source.modified_ns, source.inode) == (
        stamp.size,
        stamp.modified_ns,
        stamp.inode,
    )


class Library(Struct, frozen=True, kw_only=True):
    """Everything that was read, and the digest of each body by its path; the bodies themselves are in the cache."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    bodies: Mapping[str, str]
    digests: Mapping[str, str]
    """Path → the digest of the file, of those that could be read."""


def read_library(config: Config, sources: Iterable[Source], known: Cache, hands: Hands, told: Told) -> Library:
    """What every text says: recalled where its file is the same, else read, and kept.

    Where size, time or inode differ the bytes decide.
    """
    shelf = _Shelf(known)
    texts = [source for source in sources if is_text(source)]
    unknown = shelf.recall(Path(config.root), texts)
    by_path = {source.path: source for source in unknown}
    reader = Reader(config=config, cache=known.path if known.keeps else None)
    for read in map_batches(reader, unknown, hands, told, named=lambda source: source.path):
        shelf.take(read, by_path[read.path])
    shelf.close(texts)
    return shelf.library(texts)


class _Shelf:
    """Fills while sources are read: records stay, bodies are in the cache already."""

    def __init__(self, known: Cache) -> None:
        self._cache = known
        self._records: dict[str, Record] = {}
        self._problems: dict[str, tuple[Problem, ...]] = {}
        self._bodies: dict[str, str] = {}
        self._digests: dict[str, str] = {}
        self._news: list[KeptSource] = []
        self._packed: list[Packed] = []

    def recall(self, root: Path, texts: Iterable[Source]) -> list[Source]:
        """Those of which nothing is known, or not what they say now."""
        known = {kept.path: kept for kept in self._cache.sources()}
        unknown = []
        for source in texts:
            kept = known.pop(source.path, None)
            if kept is None or not self._recall(root, source, kept):
                unknown.append(source)
        self._cache.unlearn(known)
        return unknown

    def _recall(self, root: Path, source: Source, kept: KeptSource) -> bool:
        looks_same = is_same(source, kept)
        record = kept_record(kept) if looks_same or content.digest(root, source) == kept.digest else None
        if record is None:
            return False
        self._put(source, kept, record)
        if not looks_same:
            self._news.append(replace(kept, size=source.size, modified_ns=source.modified_ns, inode=source.inode))
        return True

    def _put(self, source: Source, kept: KeptSource, record: Record) -> None:
        self._records[source.path] = record
        self._problems[source.path] = problems_of(kept.problems)
        self._bodies[source.path] = kept.body
        self._digests[source.path] = kept.digest

    def take(self, read: Read, source: Source) -> None:
        """What was read of a source."""
        path = source.path  # the one text that all of these share
        self._problems[path] = problems_of(read.problems)
        record = record_of(read)
        if record is None:
            return
        self._records[path] = record
        self._bodies[path] = read.body_digest
        self._digests[path] = read.digest
        if read.packed:
            self._packed.append(read.packed)
        if kept := to_keep(read, source):
            self._news.append(kept)
        if len(self._packed) >= _FEW:
            self._write()

    def _write(self) -> None:
        self._cache.note(self._packed)
        self._cache.learn(self._news)
        self._packed.clear()
        self._news.clear()

    def close(self, texts: Iterable[Source]) -> None:
        """Keep the rest; what could not be read is not known any more."""
        self._cache.unlearn(source.path for source in texts if source.path not in self._records)
        self._write()
        self._cache.settle()

    def library(self, texts: Sequence[Source]) -> Library:
        """Everything, in the order of the sources."""
        paths = [source.path for source in texts]
        return Library(
            records=tuple(self._records[path] for path in paths if path in self._records),
            problems=tuple(problem for path in paths for problem in self._problems.get(path, ())),
            bodies=self._bodies,
            digests=self._digests,
        )


def read_one(config: Config, source: Source) -> Read:
    """What one text says now."""
    return Reader(config=config, cache=None)([source])[0]


def state_of(digests: Iterable[tuple[str, str]]) -> str:
    """The digest of all files by (path, digest): equal for equal texts."""
    summed = hashlib.sha256()
    for path, digest in sorted(digests):
        summed.update(f"{path}\0{digest}\0".encode())
    return summed.hexdigest()


def sort_out(library: Library, media: tuple[Media, ...], sources: Iterable[Source]) -> Records:
    """The records by their kind, and the files that gave none."""
    records = library.records
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
