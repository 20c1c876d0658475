"""This is what is kept between builds: folders named by the key of what they were made from, whole or not there.

A folder holds `files/…` beside `manifest.json`, which tells the size, the time and the SHA-256 of each file, and
`origin`, which tells in its maker's words what it was made from. It is written aside and renamed to its key in one
step, so that a process killed at any moment leaves the old or the new. A look at sizes and times tells whether it is
still whole; where only a time differs, as after a copy, the digest decides.
"""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.locks import claim
from generator.problems import BuildError

_FILES, _MANIFEST, _ORIGIN, _LOCK = "files", "manifest.json", "origin", ".lock"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class KeptFile(NamedTuple):
    """A file that lies whole below the kept folder."""

    place: str
    """Its path, as text: there are many thousands, and most are never opened."""
    size: int
    digest: str
    """The SHA-256 of its bytes."""

    @property
    def path(self) -> Path:
        """Where it is to be read."""
        return Path(self.place)


Manifest = Mapping[str, tuple[int, int, str]]
"""Name below the folder → size in bytes, time of the last change in nanoseconds, SHA-256; sorted by name."""

_DECODER = msgspec.json.Decoder(dict[str, tuple[int, int, str]])


def keep(files: Mapping[str, bytes | KeptFile], folder: Path, made_from: bytes = b"") -> Mapping[str, KeptFile]:
    """Write the files below a folder that is new, or replaces one that is not whole; BuildError when they cannot be.

    What is kept already is linked, for nobody writes to a kept file.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="fresh-", dir=folder.parent) as place:
            fresh = Path(place) / "bundle"
            manifest = _write(files, fresh)
            (fresh / _ORIGIN).write_bytes(made_from)
            if folder.exists():
                shutil.rmtree(folder)  # not whole, or we would not be here
            fresh.rename(folder)
    except OSError as error:
        raise BuildError(f"the search index cannot be kept in {folder.parent}: {error}") from error
    return _kept_files(folder, manifest)


def find(folder: Path, *, thorough: bool = False) -> Mapping[str, KeptFile]:
    """The files of a kept folder by their names, sorted; none when it is not there, or not what its manifest says.

    When `thorough`, every file is read and its digest compared.
    """
    manifest = _read_manifest(folder)
    if not manifest:
        return {}
    told = _look(folder / _FILES)
    if any(told.get(name, (-1, 0))[0] != size for name, (size, _, _) in manifest.items()):
        return {}
    moved = [name for name, (_, time, _) in manifest.items() if thorough or told[name][1] != time]
    if not all(_digest(folder / _FILES / name) == manifest[name][2] for name in moved):
        return {}
    if moved:
        _remember(folder, {name: (*told[name], digest) for name, (_, _, digest) in manifest.items()})
    return _kept_files(folder, manifest)


def origins(kept: Path, *, beside: Collection[str] = ()) -> Iterator[tuple[Path, bytes]]:
    """Every folder but those, and what it was made from."""
    for path in sorted(kept.iterdir()):
        if path.name not in beside:
            yield path, origin(path)


def origin(folder: Path) -> bytes:
    """What a folder was made from; b"" where nobody knows."""
    try:
        return (folder / _ORIGIN).read_bytes()
    except OSError:
        return b""


def sweep(kept: Path, *, spare: Collection[str] = ()) -> None:
    """Remove every folder but those; what cannot be removed does no harm and is tried again next time."""
    if kept.is_dir():
        for path in sorted(kept.iterdir()):
            if path.name not in spare and path.name != _LOCK:
                shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def locked(kept: Path) -> Iterator[None]:
    """One build at a time; BuildError for the second. The system lets go of the lock when its owner dies."""
    try:
        kept.mkdir(parents=True, exist_ok=True)
        file = (kept / _LOCK).open("a+b")
    except OSError as error:
        raise BuildError(f"the search index cannot be kept in {kept}: {error}") from error
    with file:
        if not claim(file.fileno()):
            raise BuildError(f"another build is making the search index in {kept}; wait until it has ended")
        yield


def _write(files: Mapping[str, bytes | KeptFile], fresh: Path) -> Manifest:
    for folder in sorted({name.rpartition("/")[0] for name in files}):
        (fresh / _FILES / folder).mkdir(parents=True, exist_ok=True)
    place = str(fresh / _FILES)
    manifest = {}
    for name in sorted(files):
        manifest[name] = _bring(f"{place}/{name}", files[name])
    (fresh / _MANIFEST).write_text(json.dumps(manifest, indent=0), encoding="utf-8")
    return manifest


def _bring(place: str, file: bytes | KeptFile) -> tuple[int, int, str]:
    """The size, the time and the digest of a file that stands there from now on."""
    if isinstance(file, bytes):
        return len(file), _create(place, file), hashlib.sha256(file).hexdigest()
    try:
        os.link(file.place, place)
        time = os.stat(place).st_mtime_ns  # noqa: PTH116 -- there are many thousands
    except OSError:
        time = _create(place, file.path.read_bytes())
    return file.size, time, file.digest


def _create(place: str, content: bytes) -> int:
    """Write a new file, of which there are many thousand: Python's own files cost five times the system's. Its time."""
    descriptor = os.open(place, _NEW, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        return os.fstat(descriptor).st_mtime_ns
    finally:
        os.close(descriptor)


def _remember(folder: Path, manifest: Manifest) -> None:
    """Note the new times, so that the digests need not be taken again; where that cannot be, they are."""
    fresh = folder / f"{_MANIFEST}.fresh"
    with contextlib.suppress(OSError):
        fresh.write_text(json.dumps(manifest, indent=0), encoding="utf-8")
        fresh.replace(folder / _MANIFEST)


def _read_manifest(folder: Path) -> Manifest:
    try:
        return _DECODER.decode((folder / _MANIFEST).read_bytes())
    except (OSError, msgspec.MsgspecError):
        return {}


def _look(files: Path) -> Mapping[str, tuple[int, int]]:
    """Name → size and time of every file, with one look at each folder."""
    found: dict[str, tuple[int, int]] = {}
    waiting = [("", str(files))]
    while waiting:
        prefix, folder = waiting.pop()
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{prefix}{entry.name}/", entry.path))
                else:
                    told = entry.stat(follow_symlinks=False)
                    found[prefix + entry.name] = (told.st_size, told.st_mtime_ns)
    return found


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _kept_files(folder: Path, manifest: Manifest) -> Mapping[str, KeptFile]:
    files = str(folder / _FILES)
    return {name: KeptFile(f"{files}/{name}", size, digest) for name, (size, _, digest) in manifest.items()}
