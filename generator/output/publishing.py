"""This is the last step of a build: the staged site is made whole, looked over, and takes the published one's place."""

import contextlib
import json
import os
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from generator import urls
from generator.model import Url
from generator.output.exchange import exchange
from generator.output.files import NotWholeError, Staging, Written, link, look, read_manifest, write
from generator.problems import BuildError

_MANY = 256
"""Files from which on one flush of the whole file system is quicker than one for each."""


def foreign_files(published: Path) -> tuple[str, ...]:
    """The files of the published site that no manifest of ours names, sorted: somebody put them there."""
    old = read_manifest(published)
    return _foreign(look(published), old) if old else ()


def survey(published: Path, sizes: Mapping[str, int]) -> tuple[bool, tuple[str, ...]]:
    """Whether every file stands in the published site in its size, by URL; and the files that are not of these."""
    found = look(published)
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
        exchange(staging.folder, staging.published)
    else:
        staging.folder.rename(staging.published)
    return written


def _manifest(files: Iterable[Written]) -> bytes:
    """Every URL with the SHA-256 of what stands there."""
    listed = {file.url: file.digest for file in files}
    return (json.dumps({"files": listed}, indent=0, sort_keys=True) + "\n").encode()


def _complete(staging: Staging, files: Mapping[str, Written], foreign: Collection[str]) -> None:
    """Exactly these files, and the foreign ones, stand in the staging folder afterwards, each in its size."""
    staged = look(staging.folder)
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
    if not link(old, target):
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
