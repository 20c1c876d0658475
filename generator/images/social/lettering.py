"""This is lettering: how wide words are in a font, where lines end, and the glyphs one by one.

Pillow sets whole lines too, but fits pairs of letters only where the machine has a library for it, and then the same
card would have other bytes on another machine. So HarfBuzz says where each letter stands, and Pillow draws it there.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, takewhile

import uharfbuzz as harfbuzz  # type: ignore[import-untyped] # it carries no types
from msgspec import Struct
from PIL import ImageDraw, ImageFont

_READ = 1_000
"""Characters of a text that are looked at: more stand on no card."""
_ONE_BY_ONE = dict.fromkeys(("calt", "ccmp", "clig", "liga", "rlig"), False)
"""Features that make one glyph of several letters, all off: Pillow draws letter by letter."""
ELLIPSIS = "…"


class Lettering(Struct, frozen=True, kw_only=True):
    """A font, its axes by tag, the space added to each letter in em, and the sizes it may be set in, in pixels."""

    source: str
    axes: tuple[tuple[str, float], ...]
    tracking: float
    largest: int
    smallest: int


class Setting(Struct, frozen=True, kw_only=True):
    """Lines of text in one size, in pixels."""

    lines: tuple[str, ...]
    size: int


def fit(lettering: Lettering, text: str, room: tuple[int, int], leading: float) -> Setting:
    """The text in the largest size in which it stands in so many pixels, width and height.

    Lines are about equally long. What does not stand in the smallest size ends in an ellipsis.
    """
    width, height = room
    words = text[:_READ].split()
    for size in range(lettering.largest, lettering.smallest, -4):
        em = width / size
        lines = wrap(lettering, words, em)
        is_whole = all(measure(lettering, word) <= em for word in words)
        if is_whole and len(lines) * size * leading <= height:
            return Setting(lines=_even(lettering, words, lines, em), size=size)
    em = width / lettering.smallest
    lines = wrap(lettering, _broken(lettering, words, em), em)
    most = max(1, int(height / (lettering.smallest * leading)))
    kept = lines if len(lines) <= most else (*lines[: most - 1], shorten(lettering, lines[most - 1] + ELLIPSIS, em))
    return Setting(lines=kept, size=lettering.smallest)


def wrap(lettering: Lettering, words: Iterable[str], em: float) -> tuple[str, ...]:
    """Lines no wider than so many em, except for a word that is wider itself."""
    lines: list[str] = []
    for word in words:
        if lines and measure(lettering, f"{lines[-1]} {word}") <= em:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return tuple(lines)


def shorten(lettering: Lettering, text: str, em: float) -> str:
    """The text, cut before an ellipsis where it is wider than so many em."""
    if measure(lettering, text) <= em:
        return text
    end = text.rstrip(ELLIPSIS)
    end = end[: _standing(lettering, end, em)]
    while end and measure(lettering, end + ELLIPSIS) > em:
        end = end[:-1].rstrip()
    return end + ELLIPSIS


def measure(lettering: Lettering, text: str) -> float:
    """The width of a line in em."""
    return sum(step for _, step in _steps(lettering, text))


def draw(pen: ImageDraw.ImageDraw, place: tuple[float, float], text: str, lettering: Lettering, size: int) -> None:
    """Set one line with its baseline at a place, the left end, in pixels."""
    left, baseline = place
    font = _font(lettering, size)
    for letter, step in _steps(lettering, text):
        pen.text((left, baseline), letter, fill=255, font=font, anchor="ls")
        left += step * size


def _steps(lettering: Lettering, text: str) -> Iterator[tuple[str, float]]:
    """Each letter with the way to the next one, in em."""
    for place, word in enumerate(text.split(" ")):
        if place:
            yield from _word(lettering, " ")
        yield from _word(lettering, word)


@lru_cache(maxsize=4_096)
def _word(lettering: Lettering, word: str) -> tuple[tuple[str, float], ...]:
    """The letters of one word: fonts fit letters across a space too, and large words would seem to be one."""
    if not word:
        return ()
    font = _shaper(lettering)
    buffer = harfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    harfbuzz.shape(font, buffer, _ONE_BY_ONE)
    em = font.face.upem
    steps = zip(word, buffer.glyph_positions, strict=True)
    return tuple((letter, step.x_advance / em + lettering.tracking) for letter, step in steps)


def _even(lettering: Lettering, words: Sequence[str], lines: tuple[str, ...], em: float) -> tuple[str, ...]:
    """As many lines, with the longest as short as it can be."""
    best = lines
    for part in range(98, 40, -2):
        narrower = wrap(lettering, words, em * part / 100)
        if len(narrower) > len(lines):
            break
        best = narrower
    return best


def _broken(lettering: Lettering, words: Sequence[str], em: float) -> Iterator[str]:
    """The words, those that are wider than a line in pieces."""
    for word in words:
        rest = word
        while rest:
            end = max(1, _standing(lettering, rest, em))
            yield rest[:end]
            rest = rest[end:]


def _standing(lettering: Lettering, text: str, em: float) -> int:
    """How many letters stand in so many em."""
    widths = accumulate(step for _, step in _steps(lettering, text))
    return sum(1 for _ in takewhile(lambda width: width <= em, widths))


@lru_cache(maxsize=8)
def _shaper(lettering: Lettering) -> harfbuzz.Font:
    font = harfbuzz.Font(_opened(lettering.source))
    font.set_variations(dict(lettering.axes))
    return font


@lru_cache(maxsize=64)
def _font(lettering: Lettering, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(lettering.source, size, layout_engine=ImageFont.Layout.BASIC)
    given = dict(lettering.axes)
    if axes := _opened(lettering.source).axis_infos:
        font.set_variation_by_axes([given.get(axis.tag, axis.default_value) for axis in axes])
    return font


@lru_cache(maxsize=4)
def _opened(source: str) -> harfbuzz.Face:
    return harfbuzz.Face(harfbuzz.Blob.from_file_path(source))
