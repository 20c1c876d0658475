"""This is the door to the published site: pages go to a folder beside it, and the two change places when all is whole.

Whatever stops a build, readers keep the old site. On Linux and macOS the exchange is one system call; elsewhere, and on
file systems that cannot, two renames follow each other and the old site is put back when the second fails.
"""

import contextlib
import ctypes
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator import urls
from generator.model import Url
from generator.problems import BuildError

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_RENAME_SWAP = 2


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


def staging_for(published: Path) -> Staging:
    """The staging folder beside the published one."""
    return Staging(folder=published.with_name(f".{published.name}.staging"), published=published)


@contextlib.contextmanager
def building(published: Path) -> Iterator[Staging]:
    """A fresh staging folder that is gone afterwards, whatever happens; one build at a time.

    BuildError when another build runs, or when the output folder holds something that no build of ours wrote.
    """
    _refuse_foreign(published)
    staging = staging_for(published)
    published.parent.mkdir(parents=True, exist_ok=True)
    with _locked(published):
        _remove(staging.folder)
        staging.folder.mkdir()
        try:
            yield staging
        finally:
            _remove(staging.folder)


def write(staging: Staging, url: Url, data: bytes) -> Written:
    """Write one page. Where the published site has the same bytes, they are linked, not written again."""
    name = urls.file_of(url)
    target, old = staging.folder / name, staging.published / name
    target.parent.mkdir(parents=True, exist_ok=True)
    is_new = not (_is_equal(old, data) and _link(old, target))
    if is_new:
        target.write_bytes(data)
    return Written(url=url, digest=hashlib.sha256(data).hexdigest(), size=len(data), is_new=is_new)


def reuse(staging: Staging, url: Url, digest: str, size: int) -> Written | None:
    """Publish the file that stands at this URL already; None when it is not there in this size."""
    name = urls.file_of(url)
    target, old = staging.folder / name, staging.published / name
    try:
        if old.stat().st_size != size:
            return None
    except OSError:
        return None
    target.parent.mkdir(parents=True, exist_ok=True)
    return Written(url=url, digest=digest, size=size, is_new=False) if _link(old, target) else None


def manifest_digest(published: Path) -> str:
    """The digest of the published site's manifest, which names every file of it; "" when there is none."""
    try:
        return hashlib.sha256((published / urls.file_of(urls.MANIFEST)).read_bytes()).hexdigest()
    except OSError:
        return ""


def place(staging: Staging, url: Url, source: Path) -> Written:
    """Publish a file that exists already, byte for byte."""
    return write(staging, url, source.read_bytes())


def publish(staging: Staging) -> None:
    """Let the staged site and the published one change places; the old one goes with the staging folder."""
    _assert_plain(staging.folder)
    if staging.published.exists():
        _exchange(staging.folder, staging.published)
    else:
        staging.folder.rename(staging.published)


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


def _is_equal(old: Path, data: bytes) -> bool:
    try:
        return old.stat().st_size == len(data) and old.read_bytes() == data
    except OSError:
        return False


def _link(old: Path, target: Path) -> bool:
    try:
        os.link(old, target)
    except OSError:
        return False
    return True


def _assert_plain(folder: Path) -> None:
    """No symbolic link may leave the machine: the host's upload would follow it."""
    for path, folders, files in os.walk(folder):
        for name in (*folders, *files):
            if (Path(path) / name).is_symlink():
                raise BuildError(f"{name} in the built site is a symbolic link; the site was not published")


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
