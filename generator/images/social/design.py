"""This is how social cards look: theme/social-card.toml, with the fonts that its faces are cut from."""

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import msgspec
from msgspec import Struct
from PIL import features

from generator.images.social.lettering import Lettering
from generator.model import Digest
from generator.problems import BuildError

FILE_NAME = "social-card.toml"

_COLOR = re.compile(r"#[0-9a-f]{6}\Z")
_LIBRARIES = ("freetype2", "zlib", "zlib_ng")

Color = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""


class _Colors(Struct, frozen=True, kw_only=True):
    paper: str
    ink: str
    quiet: str
    signal: str


class _Text(Struct, frozen=True, kw_only=True):
    face: str
    axes: dict[str, float]
    tracking: float
    largest: int
    smallest: int


class _Sheet(Struct, frozen=True, kw_only=True):
    """theme/social-card.toml."""

    colors: _Colors
    headline: _Text
    label: _Text


class Design(Struct, frozen=True, kw_only=True):
    """Colors and fonts; `digest` is that of all that decides what a card with given words looks like."""

    paper: Color
    ink: Color
    quiet: Color
    signal: Color
    headline: Lettering
    label: Lettering
    letters: frozenset[str]
    """Those that every one of the fonts holds."""
    digest: Digest


def read_design(theme: str, fonts: Mapping[str, str], letters: frozenset[str]) -> Design:
    """The design of the theme in a folder; BuildError where it has none.

    Its faces are cut from these font files, by their names, and all hold these letters.
    """
    path = Path(theme) / FILE_NAME
    try:
        content = path.read_bytes()
        sheet = msgspec.toml.decode(content, type=_Sheet)
    except (OSError, msgspec.MsgspecError) as error:
        raise BuildError(f"theme/{FILE_NAME}, which [images] cards asks for: {error}") from error
    headline, label = _lettering(sheet.headline, fonts), _lettering(sheet.label, fonts)
    told = (content, "".join(sorted(letters)), _digest(headline.source), _digest(label.source), _tools())
    colors = sheet.colors
    return Design(
        paper=_color(colors.paper),
        ink=_color(colors.ink),
        quiet=_color(colors.quiet),
        signal=_color(colors.signal),
        headline=headline,
        label=label,
        letters=letters,
        digest=Digest(hashlib.sha256(repr(told).encode()).hexdigest()),
    )


def _lettering(text: _Text, fonts: Mapping[str, str]) -> Lettering:
    if text.face not in fonts:
        raise BuildError(f"theme/{FILE_NAME}: theme/fonts.toml has no face {text.face!r}")
    if not 0 < text.smallest <= text.largest:
        raise BuildError(f"theme/{FILE_NAME}: smallest is to be at least 1 and at most largest")
    axes = tuple(sorted(text.axes.items()))
    return Lettering(
        source=fonts[text.face], axes=axes, tracking=text.tracking, largest=text.largest, smallest=text.smallest
    )


def _color(text: str) -> Color:
    if not _COLOR.match(text):
        raise BuildError(f"theme/{FILE_NAME}: a color is to be written as #17191b, and {text!r} is not")
    red, green, blue = bytes.fromhex(text[1:])
    return red, green, blue


@lru_cache(maxsize=8)
def _digest(source: str) -> str:
    try:
        return hashlib.sha256(Path(source).read_bytes()).hexdigest()
    except OSError as error:
        raise BuildError(f"theme/{FILE_NAME}: a font cannot be read: {error}") from error


@lru_cache(maxsize=1)
def _tools() -> tuple[str, ...]:
    """What else decides about the bytes: our own code that draws, and the versions of what it stands on."""
    code = b"".join(Path(__file__).with_name(name).read_bytes() for name in ("drawing.py", "lettering.py"))
    libraries = (f"{name}={features.version(name)}" for name in _LIBRARIES)
    return hashlib.sha256(code).hexdigest(), version("pillow"), version("uharfbuzz"), *libraries
