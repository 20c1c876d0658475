"""This is how two folders change places, and who may do it.

On Linux and macOS the exchange is one system call; elsewhere, and on file systems that cannot, two renames follow each
other and the old site is put back when the second fails.
"""

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from generator.locks import claim
from generator.problems import BuildError

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_RENAME_SWAP = 2


@contextlib.contextmanager
def locked(published: Path) -> Iterator[None]:
    """A lock that the system lets go when its owner dies."""
    path = published.with_name(f".{published.name}.lock")
    with path.open("a+", encoding="utf-8") as file:
        if not claim(file.fileno()):
            file.seek(0)
            owner = file.read().strip() or "unknown"
            raise BuildError(f"another build (process {owner}) is writing {published.name}; wait until it has ended")
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def exchange(staged: Path, published: Path) -> None:
    """The two folders change places; BuildError, and the old site where it was, when they cannot."""
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
    remove(old)
    published.rename(old)
    try:
        staged.rename(published)
    except OSError as error:
        old.rename(published)
        raise BuildError(f"the new site could not take its place: {error.strerror}; the old one stands") from error
    remove(old)


def remove(folder: Path) -> None:
    """Remove a folder as far as that can be done."""
    shutil.rmtree(folder, ignore_errors=True)
