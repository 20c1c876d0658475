"""This is the reading of one file: its bytes at the door, and its text judged as a pure value."""

import codecs
import datetime as dt
import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.content.articles import read_article
from generator.content.characters import broken_problems, forbidden_problems, hidden_problems, is_suspect
from generator.content.form import Form, open_form
from generator.content.matter import (
    BODY_LIMIT,
    MATTER_LIMIT,
    Parts,
    conflicts,
    oversize,
    second_matter,
    split,
    unify_line_ends,
)
from generator.content.names import KNOWN
from generator.content.nodes import MatterError, read_fields
from generator.content.records import read_author, read_page, read_topic
from generator.content.sources import Source, SourceKind
from generator.model import Article, AuthorRecord, Digest, StaticPage, TopicRecord
from generator.problems import Location, Problem

FILE_LIMIT = MATTER_LIMIT + BODY_LIMIT + 1024
"""No file of text is opened that is longer, in bytes: it must break one limit or the other."""

Record = Article | AuthorRecord | TopicRecord | StaticPage

_READERS: dict[SourceKind, Callable[[Form, Digest], Record | None]] = {
    SourceKind.ARTICLE: read_article,
    SourceKind.AUTHOR: read_author,
    SourceKind.TAG: read_topic,
    SourceKind.SECTION: read_topic,
    SourceKind.PAGE: read_page,
}


class Reading(Struct, frozen=True, kw_only=True):
    """What one file says. `body` is the Markdown after the front matter, `first_line` its first line in the file."""

    record: Record | None
    body: str = ""
    first_line: int = 1
    problems: tuple[Problem, ...] = ()
    digest: str = ""
    """The SHA-256 of the bytes that were read; "" where there were none to read."""


def read(root: Path, source: Source, zone: dt.tzinfo) -> Reading:
    """The reading of a file below `root`; a file that cannot be opened or decoded is a problem, never an exception."""
    try:
        data = _bytes(root / source.path)
    except OSError as error:
        message = f"this file cannot be read: {error.strerror or 'the system does not say why'}"
        return _refused(source.path, "bad-encoding", message, "Make it an ordinary file that everybody may read.")
    if len(data) > FILE_LIMIT:
        message = f"this file has more than {FILE_LIMIT:,} bytes"
        return _refused(source.path, "too-large", message, "Split the article in two.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Reading(record=None, problems=(_undecodable(data, error.start, source.path),))
    found = parse(text, path=source.path, kind=source.kind, zone=zone)
    return replace(found, digest=hashlib.sha256(data).hexdigest())


def digest(root: Path, source: Source) -> str:
    """The SHA-256 of a file's bytes as `read` sees them, or "" when it cannot be opened."""
    try:
        return hashlib.sha256(_bytes(root / source.path)).hexdigest()
    except OSError:
        return ""


def parse(text: str, *, path: str, kind: SourceKind, zone: dt.tzinfo) -> Reading:
    """The reading of a text. Every character of the text is in the front matter, in the body, or in a problem.

    `zone` is the site's. A front matter that cannot be read gives one error and no record; what is wrong with the
    values of its fields gives one problem each.
    """
    if kind not in _READERS:
        return Reading(record=None, body=text)
    text = unify_line_ends(text)
    problems = list(conflicts(text, path))
    suspect = is_suspect(text)
    if suspect:
        problems += forbidden_problems(text, path)
    parts = split(text, path)
    if isinstance(parts, Problem):
        return Reading(record=None, body=text, problems=(*problems, *(() if problems else (parts,))))
    fault = oversize(parts, path)
    if fault is not None:
        return Reading(record=None, problems=(fault,))
    if suspect:
        problems += broken_problems(parts.matter, path, parts.matter_line)
        problems += hidden_problems(parts.body, path, parts.body_line)
    record = None
    if not any(_forbids_reading(problem, parts) for problem in problems):
        record, found = _judge(parts, path, kind, zone)
        problems += found
    return Reading(record=record, body=parts.body, first_line=parts.body_line, problems=tuple(problems))


def _judge(parts: Parts, path: str, kind: SourceKind, zone: dt.tzinfo) -> tuple[Record | None, list[Problem]]:
    second = second_matter(parts, path)
    if second is not None:
        return None, [second]
    try:
        fields = read_fields(parts, path)
    except MatterError as error:
        return None, [error.problem]
    form = open_form(fields, path, zone, KNOWN[kind], parts)
    digest = Digest(hashlib.sha256(parts.body.encode("utf-8", "surrogatepass")).hexdigest())
    return _READERS[kind](form, digest), form.problems


def _forbids_reading(problem: Problem, parts: Parts) -> bool:
    """Whether a problem stands in the front matter, which then is no YAML, or would be read wrongly."""
    return (
        problem.rule in {"merge-marker", "control-character", "unsafe-character"}
        and problem.location.line < parts.body_line
    )


def _refused(path: str, rule: str, message: str, hint: str) -> Reading:
    return Reading(
        record=None, problems=(Problem(location=Location(path=path), rule=rule, message=message, hint=hint),)
    )


def _bytes(path: Path) -> bytes:
    """The bytes of a plain file, at most one more than FILE_LIMIT; no link is followed and no pipe is waited for."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "it is no ordinary file")
        return _all_bytes(descriptor, min(status.st_size, FILE_LIMIT) + 1)
    finally:
        os.close(descriptor)


def _all_bytes(descriptor: int, wanted: int) -> bytes:
    data = os.read(descriptor, wanted)
    while len(data) < wanted and (more := os.read(descriptor, wanted - len(data))):
        data += more
    return data


def _undecodable(data: bytes, start: int, path: str) -> Problem:
    """The first byte that is no UTF-8, with a guess at what wrote it."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        message, location = "this file is saved as UTF-16, and only UTF-8 is read", Location(path=path)
    else:
        before = data[:start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        location = Location(path=path, line=before.count(b"\n") + 1, column=column)
        likely = data[start : start + 1].decode("cp1252", "replace")
        message = f"the byte 0x{data[start]:02X} is no UTF-8" + (
            f"; it may stand for '{likely}'" if likely.isprintable() else ""
        )
    hint = "Save the file again with the encoding UTF-8; editors offer it under 'Save with encoding'."
    return Problem(location=location, rule="bad-encoding", message=message, hint=hint)
