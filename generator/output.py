"""This is the door to the published site: pages go to a folder beside it, and the two change places when all is whole.

Whatever stops a build, readers keep the old site. On Linux and macOS the exchange is one system call; elsewhere, and on
file systems that cannot, two renames follow each other and the old site is put back when the second fails.

The site that was replaced is kept: the next build begins with it, and so writes and links only what differs. Files are
never changed in place, since one file may stand in both; each is new, or a hard link.
"""

import contextlib
import ctypes
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from generator import urls
from generator.model import Url
from generator.problems import BuildError

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_RENAME_SWAP = 2
_MANY = 256
"""Files from which on one flush of the whole file system is quicker than one for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One file of the site: its URL, the SHA-256 of its bytes, their number, and whether they differ from before."""

    url: Url
    digest: str
    size: int
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Staging:
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


def staging_for(published: Path) -> Path:
    """The staging folder beside the published one."""
    return published.with_name(f".{published.name}.staging")


@contextlib.contextmanager
def building(published: Path, spare: Path | None = None, *, is_trusted: bool = True) -> Iterator[Staging]:
    """A staging folder that is gone afterwards, whatever happens; one build at a time.

    `spare` is where the site that was replaced is kept for the next build. BuildError when another build runs, or when
    the output folder holds something that no build of ours wrote.
    """
    _refuse_foreign(published)
    folder = staging_for(published)
    published.parent.mkdir(parents=True, exist_ok=True)
    with _locked(published):
        _remove(folder)
        have = _take_spare(spare, folder) if is_trusted else {}
        folder.mkdir(exist_ok=True)
        try:
            old = {**read_manifest(published), urls.MANIFEST: manifest_digest(published)}
            yield Staging(folder=folder, published=published, old=old, have=have, is_trusted=is_trusted)
            if spare is not None and folder.exists():
                _keep_spare(folder, spare)
        finally:
            _remove(folder)


@contextlib.contextmanager
def amending(published: Path) -> Iterator[Staging]:
    """A staging folder for a few files that `slip_in` puts into the published site one by one, as a preview may."""
    folder = staging_for(published)
    with _locked(published):
        _remove(folder)
        folder.mkdir()
        try:
            yield Staging(folder=folder, published=published, old={}, have={})
        finally:
            _remove(folder)


def slip_in(staging: Staging, old: Mapping[str, str], new: Iterable[Written]) -> Written:
    """Let staged files replace published ones, each in one step; the manifest, which is the last, is given back.

    `old` holds the digest of each of them until now. NotWholeError when the manifest says otherwise.
    """
    path = staging.published / urls.file_of(urls.MANIFEST)
    manifest = path.read_bytes()
    for file in new:
        name = urls.file_of(file.url)
        (staging.folder / name).replace(staging.published / name)
        line = f"{json.dumps(file.url)}: {json.dumps(old[file.url])}".encode()
        if manifest.count(line) != 1:
            raise NotWholeError(f"the manifest does not hold {file.url} as it was")
        manifest = manifest.replace(line, f"{json.dumps(file.url)}: {json.dumps(file.digest)}".encode())
    written = write(staging, urls.MANIFEST, manifest)
    (staging.folder / path.name).replace(path)
    return written


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
            with _open_new(staging, url) as file:
                file.write(data)
        except OSError as error:
            raise BuildError(f"{urls.file_of(url)} cannot be written: {error.strerror}; the old site stands") from error
    return Written(url=url, digest=digest, size=len(data), is_new=staging.old.get(url) != digest)


def place(staging: Staging, written: Written, source: Path) -> Written:
    """Publish a file of a kept folder of ours, in which nobody changes files: it is linked and not copied."""
    if not _stands(staging, written.url, written.digest, written.size):
        target = _room(staging, written.url)
        if not _link(source, target):
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
        and _size(staging.published / urls.file_of(Url(url))) == size
    )


def foreign_files(published: Path) -> tuple[str, ...]:
    """The files of the published site that no manifest of ours names, sorted: somebody put them there."""
    old = read_manifest(published)
    return _foreign(_look(published), old) if old else ()


def survey(published: Path, sizes: Mapping[str, int]) -> tuple[bool, tuple[str, ...]]:
    """Whether every file stands in the published site in its size, by URL; and the files that are not of these."""
    found = _look(published)
    is_whole = all(found.get(urls.file_of(Url(url))) == size for url, size in sizes.items())
    return is_whole, _foreign(found, sizes)


def _foreign(found: Mapping[str, int], listed: Iterable[str]) -> tuple[str, ...]:
    ours = {urls.file_of(Url(url)) for url in listed} | {urls.file_of(urls.MANIFEST)}
    return tuple(sorted(found.keys() - ours))


def publish(
    staging: Staging, files: Iterable[Written], foreign: Collection[str] = (), *, is_lasting: bool = True
) -> Written:
    """Let the staged site and the published one change places when every file is there; the manifest is given back.

    What did not change is linked from the published site, what is stale goes, and `foreign` files stay where they are.
    Unless `is_lasting` is off, everything is on the disk before.
    """
    listed = sorted(files, key=lambda file: file.url)
    manifest = _manifest(listed)
    written = write(staging, urls.MANIFEST, manifest)
    _complete(staging, {urls.file_of(file.url): file for file in (*listed, written)}, foreign)
    if is_lasting:
        _flush(staging, [file for file in (*listed, written) if file.is_new])
    if staging.published.exists():
        _exchange(staging.folder, staging.published)
    else:
        staging.folder.rename(staging.published)
    return written


def _manifest(files: Iterable[Written]) -> bytes:
    """Every URL with the SHA-256 of what stands there."""
    listed = {file.url: file.digest for file in files}
    return (json.dumps({"files": listed}, indent=0, sort_keys=True) + "\n").encode()


def _complete(staging: Staging, files: Mapping[str, Written], foreign: Collection[str]) -> None:
    """Exactly these files, and the foreign ones, stand in the staging folder afterwards, each in its size."""
    staged = _look(staging.folder)
    if taken := sorted(files.keys() & set(foreign)):
        raise BuildError(f"{taken[0]} in {staging.published} is not of this archive, and a page is to stand there")
    for name in staged.keys() - files.keys():
        _drop(staging.folder, name)
    stale = {name for name, file in files.items() if _is_stale(staging, file)}
    for name in sorted(stale & staged.keys()):
        (staging.folder / name).unlink()
    for name in sorted((files.keys() - staged.keys()) | stale | set(foreign)):
        _bring(staging, name)
    for name, file in files.items():
        if name not in stale and staged.get(name, file.size) != file.size:
            raise NotWholeError(f"{name} has {staged[name]} bytes and not {file.size}")


def _is_stale(staging: Staging, file: Written) -> bool:
    """Whether another version stands in the staging folder than in the published site, which has the right one."""
    return staging.have.get(file.url, file.digest) != file.digest and staging.old.get(file.url) == file.digest


def _bring(staging: Staging, name: str) -> None:
    target, old = staging.folder / name, staging.published / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if not _link(old, target):
        try:
            shutil.copyfile(old, target)
        except FileNotFoundError as error:
            raise NotWholeError(f"{name} is not there") from error


def _drop(folder: Path, name: str) -> None:
    path = folder / name
    path.unlink()
    with contextlib.suppress(OSError):  # the first folder that still holds something ends it
        for above in path.parents:
            if above == folder:
                break
            above.rmdir()


def _stands(staging: Staging, url: Url, digest: str, size: int) -> bool:
    """Whether nothing need be written: the file is staged, or `_complete` will link it."""
    return staging.have.get(url) == digest or stands(staging, url, digest, size)


def _open_new(staging: Staging, url: Url) -> BinaryIO:
    return _room(staging, url).open("xb")


def _room(staging: Staging, url: Url) -> Path:
    """The place of a file, empty: what stands there may be published too, and is not to be written to."""
    target = staging.folder / urls.file_of(url)
    if url in staging.have:
        target.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def _take_spare(spare: Path | None, folder: Path) -> dict[str, str]:
    """Begin with the site before the published one; with nothing where there is none, or it lies on another disk."""
    if spare is None or not (have := read_manifest(spare)):
        return {}
    try:
        (spare / urls.file_of(urls.MANIFEST)).unlink()
        spare.rename(folder)
    except OSError:
        _remove(spare)
        return {}
    return have


def _keep_spare(folder: Path, spare: Path) -> None:
    with contextlib.suppress(OSError):
        _remove(spare)
        spare.parent.mkdir(parents=True, exist_ok=True)
        folder.rename(spare)


def _look(folder: Path) -> dict[str, int]:
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


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _flush(staging: Staging, new: Sequence[Written]) -> None:
    """What was written is on the disk: after a power cut the site is the old one or the new one."""
    if len(new) >= _MANY:
        os.sync()
        return
    paths = {staging.folder / urls.file_of(file.url) for file in new}
    for path in sorted(paths | {path.parent for path in paths}):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _refuse_foreign(published: Path) -> None:
    """An output folder is replaced as a whole, so one that holds other people's files is left alone."""
    if not published.exists():
        return
    manifest = published / urls.file_of(urls.MANIFEST)
    if published.is_symlink() or not published.is_dir() or (any(published.iterdir()) and not manifest.is_file()):
        raise BuildError(
            f"{published} holds something that this generator did not write, and a build would replace it; "
            "move it away, or name another folder with --output"
        )


@contextlib.contextmanager
def _locked(published: Path) -> Iterator[None]:
    """A lock that the system lets go when its owner dies."""
    path = published.with_name(f".{published.name}.lock")
    with path.open("a+", encoding="utf-8") as file:
        if not _take(file.fileno()):
            file.seek(0)
            owner = file.read().strip() or "unknown"
            raise BuildError(f"another build (process {owner}) is writing {published.name}; wait until it has ended")
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _take(descriptor: int) -> bool:
    if sys.platform == "win32":
        return True
    import fcntl  # noqa: PLC0415 -- the module does not exist on Windows, where builds are not locked

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _link(old: Path, target: Path) -> bool:
    try:
        os.link(old, target)
    except OSError:
        return False
    return True


def _exchange(staged: Path, published: Path) -> None:
    if not _swap(os.fsencode(staged), os.fsencode(published)):
        _replace(staged, published)


def _swap(first: bytes, second: bytes) -> bool:
    """Two names change places in one step: renameat2(2) on Linux, renamex_np(2) on macOS."""
    try:
        system = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            return bool(system.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE) == 0)
        if sys.platform == "darwin":
            return bool(system.renamex_np(first, second, _RENAME_SWAP) == 0)
    except (OSError, AttributeError):
        return False
    return False


def _replace(staged: Path, published: Path) -> None:
    old = published.with_name(f".{published.name}.old")
    _remove(old)
    published.rename(old)
    try:
        staged.rename(published)
    except OSError as error:
        old.rename(published)
        raise BuildError(f"the new site could not take its place: {error.strerror}; the old one stands") from error
    _remove(old)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
