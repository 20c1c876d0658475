"""These are the files of a site: written aside, linked where they stand already, and never changed in place.

One file may stand in two sites; each is new, or a hard link.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from generator import urls
from generator.model import Url
from generator.problems import BuildError


class Written(Struct, frozen=True, kw_only=True):
    """One file of the site: its URL, the SHA-256 of its bytes, their number, and whether they differ from before."""

    url: Url
    digest: str
    size: int
    is_new: bool


class Staging(Struct, frozen=True, kw_only=True):
    """Where a build writes, and the published site that it will replace."""

    folder: Path
    published: Path
    old: Mapping[str, str]
    """What the published site holds: URL → digest, as its manifest says."""
    have: Mapping[str, str]
    """What the staging folder held when the build began."""
    is_trusted: bool = True
    """Whether what is published need not be written again; else every file is."""


class NotWholeError(Exception):
    """The staged site lacks a file that was there a moment ago: build again, and trust nothing that is kept."""


def read_manifest(site: Path) -> dict[str, str]:
    """URL → digest of every file of a site; nothing where there is no manifest that can be read."""
    try:
        told = json.loads((site / urls.file_of(urls.MANIFEST)).read_bytes())
        return {str(url): str(digest) for url, digest in told["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def manifest_digest(published: Path) -> str:
    """The digest of the published site's manifest, which names every file of it; "" when there is none."""
    try:
        return hashlib.sha256((published / urls.file_of(urls.MANIFEST)).read_bytes()).hexdigest()
    except OSError:
        return ""


def write(staging: Staging, url: Url, data: bytes) -> Written:
    """Write one file, unless it stands already, here or in the published site."""
    digest = hashlib.sha256(data).hexdigest()
    if not _stands(staging, url, digest, len(data)):
        try:
            _write_new(_room(staging, url), data)
        except OSError as error:
            raise BuildError(f"{urls.file_of(url)} cannot be written: {error.strerror}; the old site stands") from error
    return Written(url=url, digest=digest, size=len(data), is_new=staging.old.get(url) != digest)


def place(staging: Staging, written: Written, source: Path | str) -> Written:
    """Publish a file of a kept folder of ours, in which nobody changes files: it is linked and not copied."""
    if not _stands(staging, written.url, written.digest, written.size):
        target = _room(staging, written.url)
        if not link(source, target):
            shutil.copyfile(source, target)
    return written


def copy(staging: Staging, url: Url, source: Path) -> Written:
    """Publish a file of somebody else's, byte for byte."""
    return write(staging, url, source.read_bytes())


def offer(staging: Staging, url: Url, digest: str, size: int) -> Written:
    """A file that is to be published, described and not yet placed."""
    return Written(url=url, digest=digest, size=size, is_new=staging.old.get(url) != digest)


def stands(staging: Staging, url: str, digest: str, size: int) -> bool:
    """Whether the published site still holds this file, by the manifest and by a look at its size."""
    return (
        staging.is_trusted
        and staging.old.get(url) == digest
        and _size(f"{staging.published}/{urls.file_of(Url(url))}") == size
    )


def _stands(staging: Staging, url: Url, digest: str, size: int) -> bool:
    """Whether nothing need be written: the file is staged, or `_complete` will link it."""
    return staging.have.get(url) == digest or stands(staging, url, digest, size)


def _write_new(path: str, data: bytes) -> None:
    """A file that was not there. The system's own calls: for a page, Path and a buffer cost as much as the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
    finally:
        os.close(descriptor)


def _room(staging: Staging, url: Url) -> str:
    """The place of a file, empty: what stands there may be published too, and is not to be written to."""
    target = f"{staging.folder}/{urls.file_of(url)}"
    if url in staging.have:
        Path(target).unlink(missing_ok=True)
    folder = target.rpartition("/")[0]
    try:
        os.mkdir(folder)  # noqa: PTH102 -- nearly every page has a folder of its own
    except FileExistsError:
        pass
    except FileNotFoundError:
        Path(folder).mkdir(parents=True, exist_ok=True)
    return target


def look(folder: Path) -> dict[str, int]:
    """The size in bytes of every file below a folder, by its name. No symbolic link may leave the machine."""
    found: dict[str, int] = {}
    waiting = [("", str(folder))]
    while waiting:
        prefix, place = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_symlink():
                    raise BuildError(f"{entry.name} in the built site is a symbolic link; the site was not published")
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{prefix}{entry.name}/", entry.path))
                else:
                    found[prefix + entry.name] = entry.stat(follow_symlinks=False).st_size
    return found


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116 -- asked for every page; a Path costs more than the question
    except OSError:
        return -1


def link(old: Path | str, target: Path | str) -> bool:
    """Give a file a second name; whether that could be done."""
    try:
        os.link(old, target)
    except OSError:
        return False
    return True
