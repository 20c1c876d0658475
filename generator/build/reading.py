"""This is the work on one source: its file becomes a record with the facts of its body, and the body as HTML."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator import content, markdown
from generator.config import Config
from generator.content import Source
from generator.model import Article, AuthorRecord, Body, Digest, StaticPage, TopicRecord
from generator.problems import Problem

Record = Article | AuthorRecord | TopicRecord | StaticPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What came of one source; the record is None when its front matter could not be read."""

    path: str
    record: Record | None
    body: Body
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads batches of sources; it is a value, so that it can be sent to another process."""

    config: Config

    def __call__(self, sources: Sequence[Source]) -> list[Read]:
        """One result for each source, in their order."""
        root, zone = Path(self.config.root), self.config.zone
        return [_read(content.read(root, source, zone), source.path) for source in sources]


def _read(reading: content.Reading, path: str) -> Read:
    if reading.record is None:
        return Read(path=path, record=None, body=Body(), problems=reading.problems)
    body, facts, problems = markdown.parse(reading.body, path=path, first_line=reading.first_line)
    record = reading.record
    if isinstance(record, AuthorRecord):
        record = replace(record, bio=markdown.plain_text(reading.body))
    elif isinstance(record, TopicRecord):
        record = replace(record, facts=facts, digest=_digest(reading.body))
    else:
        record = replace(record, facts=facts)
    return Read(path=path, record=record, body=body, problems=(*reading.problems, *problems))


def _digest(text: str) -> Digest:
    return Digest(hashlib.sha256(text.encode()).hexdigest())
