"""These are the faces of a theme: what theme/fonts.toml asks for, each with its published name, and the CSS for them.

A published name holds a digest of all that decides a face's bytes (the font, the cut, the tools, this room), and none
of the bytes themselves. So pages can name a face before it is made, and a face that is kept needs no second look.
"""

import hashlib
import importlib.metadata
import importlib.util
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct, field

from generator import urls
from generator.fonts.letters import code_points
from generator.model import Url
from generator.problems import BuildError

FILE_NAME = "fonts.toml"

_DIGITS = 10
_TOOLS = ("brotli", "fonttools", "uharfbuzz")

Axes = Mapping[str, tuple[float, float]]
"""The least and greatest value of each axis; equal ones pin it."""


class _Asked(Struct, frozen=True, kw_only=True):
    """One entry of [[faces]]. `marked_axes` are those of the face with marked letters, {} for the same ones."""

    name: str
    family: str
    package: str
    file: str
    axes: dict[str, tuple[float, float]]
    marked_axes: dict[str, tuple[float, float]] = field(default_factory=dict)
    weight: str
    style: str = "normal"
    is_first: bool = True
    """Whether the first screen of a page needs it."""
    advance: float
    ascent: float
    descent: float


class _Fallback(Struct, frozen=True, kw_only=True):
    """One entry of [[fallbacks]]: fonts of the reader's system that stand in for a face, or for some of its weights.

    `weight` and `face_advance` are "" and 0 where they are those of the face.
    """

    family: str
    face: str
    local: tuple[str, ...]
    advance: float
    weight: str = ""
    face_advance: float = 0


class _Letters(Struct, frozen=True, kw_only=True):
    plain: str
    marked: str


class _Sheet(Struct, frozen=True, kw_only=True):
    """theme/fonts.toml."""

    letters: _Letters
    faces: tuple[_Asked, ...]
    fallbacks: tuple[_Fallback, ...] = ()


class Face(Struct, frozen=True, kw_only=True):
    """One file that a page may ask for. `letters` is a unicode-range of CSS, and what the font is cut to."""

    url: Url
    source: str
    """The font it is cut from, as an absolute path."""
    letters: str
    axes: Axes
    is_kerned: bool
    """Whether pairs of letters are fitted and figures can be of one width; marked letters do without."""
    is_first: bool


class Fonts(Struct, frozen=True, kw_only=True):
    """Everything a theme's fonts bring to a site: faces, the licenses beside them, and `rules`, the CSS."""

    faces: tuple[Face, ...]
    licenses: Mapping[Url, bytes]
    rules: str

    @property
    def urls(self) -> frozenset[Url]:
        """Where something of them is published."""
        return frozenset({*(face.url for face in self.faces), *self.licenses})

    @property
    def first(self) -> tuple[Url, ...]:
        """What the first screen of every page needs."""
        return tuple(face.url for face in self.faces if face.is_first)


NO_FONTS = Fonts(faces=(), licenses={}, rules="")


class Sources(Struct, frozen=True, kw_only=True):
    """The whole fonts that faces are cut from, by the face's name, and every letter that a theme's faces hold."""

    files: Mapping[str, str]
    """Absolute paths."""
    letters: frozenset[str]


def read_fonts(folder: str) -> Fonts:
    """The fonts of the theme in a folder, none where it has no fonts.toml; BuildError when one cannot be had."""
    if not (Path(folder) / FILE_NAME).is_file():
        return NO_FONTS
    sheet = _read(folder)
    pairs = [(asked, face) for asked in sheet.faces for face in _cut(asked, sheet.letters)]
    asked_by_name = {asked.name: asked for asked in sheet.faces}
    rules = [*(_face_rule(asked, face) for asked, face in pairs), *_fallback_rules(sheet, asked_by_name)]
    return Fonts(
        faces=tuple(face for _, face in pairs),
        licenses=dict(_license(asked) for asked in sheet.faces),
        rules="\n".join(["@layer tokens {", *rules, "}"]),
    )


def read_sources(folder: str) -> Sources:
    """What the fonts of the theme in a folder are cut from; BuildError when one cannot be had."""
    sheet = _read(folder)
    letters = (*code_points(sheet.letters.plain), *code_points(sheet.letters.marked))
    return Sources(
        files={asked.name: str(_package(asked) / asked.file) for asked in sheet.faces},
        letters=frozenset(map(chr, letters)),
    )


def _read(folder: str) -> _Sheet:
    try:
        return msgspec.toml.decode((Path(folder) / FILE_NAME).read_bytes(), type=_Sheet)
    except (OSError, msgspec.MsgspecError) as error:
        raise BuildError(f"theme/{FILE_NAME}: {error}") from error


def _cut(asked: _Asked, letters: _Letters) -> Iterator[Face]:
    """The face for the letters of nearly every page, and the one for letters with marks."""
    yield _face(asked, "", letters.plain, asked.axes)
    yield _face(asked, "-marked", letters.marked, asked.marked_axes or asked.axes)


def _face(asked: _Asked, ending: str, letters: str, axes: Axes) -> Face:
    source = _package(asked) / asked.file
    is_plain = not ending
    decides = repr((letters, sorted(axes.items()), is_plain))
    digest = hashlib.sha256(f"{_digest(source)}\0{decides}\0{_making()}".encode()).hexdigest()[:_DIGITS]
    return Face(
        url=urls.asset(f"{asked.name}{ending}.{digest}.woff2"),
        source=str(source),
        letters=" ".join(letters.split()),
        axes=axes,
        is_kerned=is_plain,
        is_first=is_plain and asked.is_first,
    )


def _package(asked: _Asked) -> Path:
    """The folder of an installed package, found without importing it."""
    found = importlib.util.find_spec(asked.package)
    if found is None or found.origin is None:
        raise BuildError(f"theme/{FILE_NAME}: the package {asked.package!r} of {asked.name!r} is not installed")
    return Path(found.origin).parent


@cache
def _digest(source: Path) -> str:
    try:
        return hashlib.sha256(source.read_bytes()).hexdigest()
    except OSError as error:
        raise BuildError(f"theme/{FILE_NAME}: a font cannot be read: {error}") from error


@cache
def _making() -> str:
    """What decides how a face is cut, besides the face: the code and the versions of what it stands on."""
    code = b"".join(Path(__file__).with_name(name).read_bytes() for name in ("cutting.py", "letters.py"))
    versions = [f"{name}={importlib.metadata.version(name)}" for name in _TOOLS]
    return " ".join([hashlib.sha256(code).hexdigest(), *versions])


def _license(asked: _Asked) -> tuple[Url, bytes]:
    """The license that is to go wherever the font goes (SIL OFL 1.1, condition 2)."""
    path = _package(asked) / "LICENSE"
    try:
        return urls.asset(f"{urls.make_slug(asked.family)}-license.txt"), path.read_bytes()
    except OSError as error:
        raise BuildError(f"theme/{FILE_NAME}: a license cannot be read: {error}") from error


def _face_rule(asked: _Asked, face: Face) -> str:
    """Relative to the style sheet, which lies in the same folder."""
    name = face.url.rpartition("/")[2]
    return (
        f'@font-face {{ font-family: "{asked.family}"; font-style: {asked.style}; font-weight: {asked.weight}; '
        f"font-display: swap; src: url({name}) format(woff2); unicode-range: {face.letters}; }}"
    )


def _fallback_rules(sheet: _Sheet, faces: Mapping[str, _Asked]) -> Iterator[str]:
    for fallback in sheet.fallbacks:
        if fallback.face not in faces:
            raise BuildError(
                f"theme/{FILE_NAME}: there is no face {fallback.face!r} for {fallback.family!r} to stand in"
            )
        yield _fallback_rule(fallback, faces[fallback.face])


def _fallback_rule(fallback: _Fallback, face: _Asked) -> str:
    """A local font as wide as the face; its heights, which size-adjust scales too, are given in those of the face."""
    scale = (fallback.face_advance or face.advance) / fallback.advance
    weight, local = fallback.weight or face.weight, ", ".join(f'local("{name}")' for name in fallback.local)
    return (
        f'@font-face {{ font-family: "{fallback.family}"; font-style: {face.style}; font-weight: {weight}; '
        f"src: {local}; size-adjust: {scale:.1%}; ascent-override: {face.ascent / scale:.1%}; "
        f"descent-override: {face.descent / scale:.1%}; line-gap-override: 0%; }}"
    )
