"""This is the folder that a build writes to, beside the published site; one build at a time.

The site that was replaced is kept: the next build begins with it, and so writes and links only what differs.
"""

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator import urls
from generator.output.exchange import locked, remove
from generator.output.files import NotWholeError, Staging, Written, manifest_digest, read_manifest, write
from generator.problems import BuildError


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
    with locked(published), _cleared(folder):
        have = _take_spare(spare, folder) if is_trusted else {}
        folder.mkdir(exist_ok=True)
        old = {**read_manifest(published), urls.MANIFEST: manifest_digest(published)}
        yield Staging(folder=folder, published=published, old=old, have=have, is_trusted=is_trusted)
        if spare is not None and folder.exists():
            _keep_spare(folder, spare)


@contextlib.contextmanager
def _cleared(folder: Path) -> Iterator[None]:
    """No such folder before and after, even where somebody asks the build to stop while it is taken away."""
    try:
        remove(folder)
        yield
    finally:
        try:
            remove(folder)
        except KeyboardInterrupt:
            remove(folder)
            raise


def _take_spare(spare: Path | None, folder: Path) -> dict[str, str]:
    """Begin with the site before the published one; with nothing where there is none, or it lies on another disk."""
    if spare is None or not (have := read_manifest(spare)):
        return {}
    try:
        (spare / urls.file_of(urls.MANIFEST)).unlink()
        spare.rename(folder)
    except OSError:
        remove(spare)
        return {}
    return have


def _keep_spare(folder: Path, spare: Path) -> None:
    with contextlib.suppress(OSError):
        remove(spare)
        spare.parent.mkdir(parents=True, exist_ok=True)
        folder.rename(spare)


def _refuse_foreign(published: Path) -> None:
    """An output folder is replaced as a whole, so one that holds other people's files is left alone."""
    if published.is_symlink():
        raise BuildError(
            f"{published} is a symbolic link, and a build replaces the folder itself; name where it leads with --output"
        )
    if not published.exists():
        return
    manifest = published / urls.file_of(urls.MANIFEST)
    if not published.is_dir() or (any(published.iterdir()) and not manifest.is_file()):
        raise BuildError(
            f"{published} holds something that this generator did not write, and a build would replace it; "
            "move it away, or name another folder with --output"
        )


@contextlib.contextmanager
def amending(published: Path) -> Iterator[Staging]:
    """A staging folder for a few files that `slip_in` puts into the published site one by one, as a preview may."""
    folder = staging_for(published)
    with locked(published), _cleared(folder):
        folder.mkdir()
        yield Staging(folder=folder, published=published, old={}, have={})


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
