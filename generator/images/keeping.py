"""This is how renditions are kept: made once for each picture, and found again by its bytes and by how they were made.

A file of the same size, time and inode is the same file, here as everywhere; any other is held against its digest. What
is broken is made again, and what no picture needs any more is thrown away. Renditions are never changed in place.
"""

import hashlib
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
import PIL
from msgspec import Struct, field
from PIL import features

from generator.images import making, marks, renditions
from generator.images.header import MAX_BYTES, Fault, Header, inspect
from generator.images.renditions import plan, published, wanted
from generator.images.storing import File, Kept, Stamp, look, remember, write
from generator.model import Digest, Media, Url
from generator.problems import Location, Problem

_FILE = "known.json"
_LIBRARIES = ("webp", "avif", "libjpeg_turbo", "littlecms2", "zlib")
_HINT = "Send a still PNG, JPEG, WebP, GIF or AVIF of at most 40 megapixels, 12,000 pixels a side, and 10 MB."


class Recipe(Struct, frozen=True, kw_only=True):
    """How renditions are made: their widths in pixels, and the encoders' quality from 1 to 100."""

    widths: tuple[int, ...]
    quality: int

    def key(self, digest: Digest) -> str:
        """The name under which the renditions of a picture are kept: another one for whatever else comes out."""
        return hashlib.sha256(f"{digest} {self.widths} {self.quality} {_TOOLS}".encode()).hexdigest()


class _Seen(Struct, frozen=True):
    """A picture as it was last looked at."""

    stamp: Stamp
    digest: Digest
    header: Header


class _Known(Struct, kw_only=True):
    """Everything that is known from before: pictures by path, renditions by key."""

    seen: dict[str, _Seen] = field(default_factory=dict)
    kept: dict[str, dict[str, Kept]] = field(default_factory=dict)


class Survey(Struct, frozen=True, kw_only=True):
    """Every picture that can be published, why others cannot, and what is known of their renditions."""

    media: tuple[Media, ...]
    problems: tuple[Problem, ...]
    known: _Known
    opened: int
    """How many files were read."""


class Outcome(Struct, frozen=True, kw_only=True):
    """What came of one picture: its renditions, or why it has none."""

    media: Media
    kept: Mapping[str, Kept] = field(default_factory=dict)
    problem: Problem | None = None


class Maker(Struct, frozen=True, kw_only=True):
    """Makes the renditions of batches of pictures; it is a value, so that it can be sent to another process."""

    root: str
    folder: Path
    recipe: Recipe

    def __call__(self, batch: Sequence[Media]) -> list[Outcome]:
        """One outcome for each picture, in their order."""
        return [self._make(media) for media in batch]

    def _make(self, media: Media) -> Outcome:
        try:
            data = (Path(self.root) / media.path).read_bytes()
            files = making.render(data, media, self.recipe.quality)
        except OSError as error:
            return Outcome(media=media, problem=_unreadable(media.path, error))
        except making.UndecodableError as error:
            message = f"the picture cannot be decoded: {error}"
            return Outcome(media=media, problem=_problem(media.path, "bad-field", message))
        room = self.folder / self.recipe.key(media.digest)
        room.mkdir(parents=True, exist_ok=True)
        return Outcome(media=media, kept={name: write(room / name, content) for name, content in files.items()})


def survey(root: Path, sources: Iterable[tuple[str, Stamp]], recipe: Recipe, folder: Path | None) -> Survey:
    """What can be published of the pictures at these paths. A file that looks as before is not read again.

    `folder` is where renditions are kept; None to trust nothing that is kept.
    """
    known = _recall(folder) if folder else _Known()
    seen: dict[str, _Seen] = {}
    media: list[Media] = []
    problems: list[Problem] = []
    opened = 0
    for path, stamp in sources:
        found: _Seen | Problem | None = known.seen.get(path)
        if not isinstance(found, _Seen) or found.stamp != stamp:
            found = _look(root, path, stamp)
            opened += 1
        if isinstance(found, Problem):
            problems.append(found)
            continue
        seen[path] = found
        media.append(plan(path, found.digest, found.header, recipe.widths))
    problems.extend(_collisions(media))
    return Survey(media=tuple(media), problems=tuple(problems), known=_Known(seen=seen, kept=known.kept), opened=opened)


def missing(found: Survey, recipe: Recipe, folder: Path) -> tuple[Media, ...]:
    """One picture for each whose renditions are not kept, or are broken."""
    by_key = {recipe.key(media.digest): media for media in found.media}
    return tuple(media for key, media in by_key.items() if not _is_whole(found.known, folder, key, media))


def keep(found: Survey, outcomes: Iterable[Outcome], recipe: Recipe, folder: Path) -> tuple[File, ...]:
    """Remember what was made, throw away what no picture needs, and name every file that is to be published."""
    kept = found.known.kept
    for outcome in outcomes:
        kept[recipe.key(outcome.media.digest)] = dict(outcome.kept)
    wanted_keys = {recipe.key(media.digest) for media in found.media}
    for stale in kept.keys() - wanted_keys:
        del kept[stale]
    _sweep(folder, wanted_keys)
    remember(folder / _FILE, msgspec.json.encode(found.known))
    return tuple(
        _file(folder, recipe.key(media.digest), url, name, kept)
        for media in found.media
        for url, name in published(media)
    )


def _file(folder: Path, key: str, url: Url, name: str, kept: Mapping[str, Mapping[str, Kept]]) -> File:
    rendition = kept[key][name]
    return File(url=url, path=folder / key / name, digest=rendition.digest, size=rendition.stamp[0])


def _look(root: Path, path: str, stamp: Stamp) -> _Seen | Problem:
    try:
        with (root / path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return _unreadable(path, error)
    header = inspect(data, Path(path).suffix)
    if isinstance(header, Fault):
        return _problem(path, header.rule, header.message)
    return _Seen(stamp, Digest(hashlib.sha256(data).hexdigest()), header)


def _collisions(media: Iterable[Media]) -> tuple[Problem, ...]:
    """An error for each picture whose address another one has: `media/articles/x.png` and `articles/x.png`."""
    owners: dict[Url, str] = {}
    return tuple(
        Problem(
            location=Location(path=picture.path),
            rule="slug-collision",
            message=f"{picture.url} is the address of {owner} too",
            hint="Rename one of the two pictures.",
        )
        for picture in media
        if (owner := owners.setdefault(picture.url, picture.path)) != picture.path
    )


def _is_whole(known: _Known, folder: Path, key: str, media: Media) -> bool:
    """Whether every rendition is kept as it was made; a file that looks otherwise than before is read."""
    kept = known.kept.get(key, {})
    if kept.keys() != wanted(media).keys():
        return False
    for name, rendition in kept.items():
        found = look(folder / key / name, rendition)
        if found is None:
            return False
        kept[name] = found
    return True


def _sweep(folder: Path, wanted_keys: Collection[str]) -> None:
    for entry in folder.iterdir() if folder.is_dir() else ():
        if entry.is_dir() and entry.name not in wanted_keys:
            shutil.rmtree(entry, ignore_errors=True)


def _recall(folder: Path) -> _Known:
    """What is known; nothing when it cannot be read."""
    try:
        return _DECODER.decode((folder / _FILE).read_bytes())
    except (OSError, msgspec.MsgspecError):
        return _Known()


def _unreadable(path: str, error: OSError) -> Problem:
    return _problem(path, "missing-image", f"the picture cannot be read: {error.strerror}")


def _problem(path: str, rule: str, message: str) -> Problem:
    return Problem(location=Location(path=path), rule=rule, message=message, hint=_HINT)


def _tools() -> str:
    """What else decides about the bytes: our own code that makes them, and the versions of the encoders."""
    code = b"".join(Path(module.__file__ or "").read_bytes() for module in (making, marks, renditions))
    versions = [PIL.__version__, *(str(features.version(library)) for library in _LIBRARIES)]
    return f"{hashlib.sha256(code).hexdigest()} {' '.join(versions)}"


_TOOLS = _tools()
_DECODER = msgspec.json.Decoder(_Known)
