"""This is where contents are kept by their digest: each process that makes some appends them to a pack of its own.

A database would send them through one writer, and write each twice. Where a content lies is kept in the database, by
the build, and checked when it is read: a pack that a crash has cut, or a place that nobody wrote down, costs time only.
"""

import contextlib
import hashlib
import os
import shutil
import sqlite3
import threading
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from generator.cache.records import Packed
from generator.problems import BuildError

_FOLDER = "packs"
_FULL = 64 * 2**20
"""Bytes from which on a pack takes nothing more: what is moved together later is no larger."""
_SMALL = 2**20
_MANY = 16
"""Small packs from which on they are moved together."""
_FEW = 500
"""Contents that are moved at a time."""


class DamagedError(Exception):
    """The cache is not what it was when it was written. Build again, without it."""


class LostError(DamagedError, LookupError):
    """Nothing is kept under a digest."""


def pack(path: Path, contents: Iterable[tuple[str, bytes]]) -> list[Packed]:
    """Append contents, given by their SHA-256, to a pack beside the cache at `path`; BuildError where that is full."""
    try:
        return _pack(path.with_name(_FOLDER), os.getpid()).append(contents)
    except OSError as error:
        raise BuildError(f"{path.parent} cannot be written: {error.strerror}; the old site stands") from error


class _Pack:
    """The pack that one process appends to. It begins with the first content, and another when it is full or gone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._name = ""

    def append(self, contents: Iterable[tuple[str, bytes]]) -> list[Packed]:
        """Where each content is; they are in the file when this returns."""
        given = list(contents)
        if not given:
            return []
        with self._lock, self._open() as file:
            start = file.seek(0, os.SEEK_END)
            packed = []
            for digest, content in given:
                packed.append(Packed(digest, self._name, start, len(content)))
                start += len(content)
            file.write(b"".join(content for _, content in given))
            return packed

    def _open(self) -> BinaryIO:
        with contextlib.suppress(OSError):
            path = self._folder / self._name
            if path.stat().st_size < _FULL:
                return path.open("r+b")
        self._folder.mkdir(parents=True, exist_ok=True)
        self._name = uuid.uuid4().hex
        return (self._folder / self._name).open("xb")


@lru_cache(maxsize=1)
def _pack(folder: Path, _process: int) -> _Pack:
    """One pack for each process: two must not append to the same."""
    return _Pack(folder)


def content(path: Path, digest: str) -> bytes:
    """What is kept under a SHA-256 beside the cache at `path`; LostError where nothing is, else DamagedError."""
    return contents(path, [digest])[0]


def contents(path: Path, digests: Sequence[str]) -> list[bytes]:
    """What is kept under each SHA-256, as `content` gives it."""
    question = "select digest, pack, start, size from contents where digest = ?"
    folder, reader = path.with_name(_FOLDER), _reader(path, os.getpid())
    found = []
    for digest in digests:
        try:
            row = reader.execute(question, (digest,)).fetchone()
        except sqlite3.Error as error:
            raise DamagedError(str(error)) from error
        if row is None:
            raise LostError(f"nothing is kept as {digest}")
        found.append(_checked(folder, Packed(*row)))
    return found


def _checked(folder: Path, packed: Packed) -> bytes:
    """A content; DamagedError where something else lies in its place, or nothing."""
    try:
        found = os.pread(_opened(folder / packed.pack, os.getpid()).number, packed.size, packed.start)
    except OSError as error:
        raise DamagedError(str(error)) from error
    if hashlib.sha256(found).hexdigest() != packed.digest:
        raise DamagedError(f"{packed.pack} does not hold {packed.digest} where it should")
    return found


class _File:
    """A pack that is open as long as somebody needs it."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __del__(self) -> None:
        os.close(self.number)


@lru_cache(maxsize=64)
def _opened(path: Path, _process: int) -> _File:
    return _File(os.open(path, os.O_RDONLY))


@lru_cache(maxsize=1)
def _reader(path: Path, _process: int) -> sqlite3.Connection:
    """One connection for each process: that of another must not be used after a fork."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)


def forget() -> None:
    """Let go of what `content` reads by: the cache may be another one soon."""
    _reader.cache_clear()
    _opened.cache_clear()


def close() -> None:
    """Let what this process packs next begin another pack."""
    _pack.cache_clear()


def find_thin(path: Path, held: Mapping[str, int]) -> list[str]:
    """The packs of which less than half is held, and small ones where there are many; `held` gives bytes by name."""
    sizes = {file.name: file.stat().st_size for file in _files(path)}
    thin = {name for name, size in held.items() if 2 * size < sizes.get(name, 0)}
    small = {name for name in held if sizes.get(name, 0) < _SMALL}
    return sorted(thin | small if len(small) > _MANY else thin)


def move(path: Path, kept: Iterable[Packed]) -> Iterator[Packed]:
    """Contents appended to another pack, and where they are now; DamagedError when one cannot be read."""
    folder, rest = path.with_name(_FOLDER), iter(kept)
    while some := list(islice(rest, _FEW)):
        yield from pack(path, [(packed.digest, _checked(folder, packed)) for packed in some])


def remove_others(path: Path, names: Collection[str]) -> None:
    """Remove the packs in which nothing is held."""
    forget()
    for file in _files(path):
        if file.name not in names:
            with contextlib.suppress(OSError):
                file.unlink()


def discard(path: Path) -> None:
    """Remove every pack."""
    forget()
    shutil.rmtree(path.with_name(_FOLDER), ignore_errors=True)


def _files(path: Path) -> list[Path]:
    folder = path.with_name(_FOLDER)
    return sorted(folder.iterdir()) if folder.is_dir() else []
