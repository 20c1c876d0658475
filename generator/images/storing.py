"""This is how files that were made are kept: never changed in place, and known again without being read.

A file of the same size, time and inode is the same file, here as everywhere; any other is held against its digest.
"""

import contextlib
import hashlib
from pathlib import Path

from msgspec import Struct

from generator.model import Url

Stamp = tuple[int, int, int]
"""Size in bytes, time of change in nanoseconds, inode."""


class File(Struct, frozen=True, kw_only=True):
    """A file that is made: its address, where it is kept, its SHA-256 and its size in bytes."""

    url: Url
    path: Path
    digest: str
    size: int


class Kept(Struct, frozen=True):
    """A file as it was last looked at."""

    stamp: Stamp
    digest: str


def look(path: Path, kept: Kept) -> Kept | None:
    """The file as it looks now, where it still is what was kept; else None."""
    stamp = stamp_of(path)
    if stamp is None or (stamp != kept.stamp and hashlib.sha256(path.read_bytes()).hexdigest() != kept.digest):
        return None
    return kept if stamp == kept.stamp else Kept(stamp, kept.digest)


def stamp_of(path: Path) -> Stamp | None:
    """By what a file is known, or None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino


def write(path: Path, content: bytes) -> Kept:
    """A new file takes the place of an old one, which may be published by a link."""
    draft = path.with_name(f".{path.name}")
    draft.unlink(missing_ok=True)
    draft.write_bytes(content)
    draft.replace(path)
    status = path.stat()
    stamp = (status.st_size, status.st_mtime_ns, status.st_ino)
    return Kept(stamp, hashlib.sha256(content).hexdigest())


def remember(path: Path, content: bytes) -> None:
    """Write what is known of a folder's files; where that cannot be, the next build only takes longer."""
    draft = path.with_name(f".{path.name}")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != content:
            draft.write_bytes(content)
            draft.replace(path)
