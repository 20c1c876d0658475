"""A sheet to draw on: every measure is in pixels of the finished picture, edges come out smooth."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO
from typing import TypeAlias

from PIL import Image, ImageDraw, ImageFont

from tools.draw_pictures.palette import INK, PAPER, Face

FINENESS = 2
"""The sheet is drawn this many times larger than the picture, then reduced."""

COLORS = 96

Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """A sheet with its pen."""

    image: Image.Image
    pen: ImageDraw.ImageDraw


def new_canvas(width: int, height: int, *, ground: str = PAPER) -> Canvas:
    """Return an empty sheet for a picture of this size."""
    image = Image.new("RGB", (width * FINENESS, height * FINENESS), ground)
    return Canvas(image=image, pen=ImageDraw.Draw(image))


def png_bytes(canvas: Canvas) -> bytes:
    """Return the finished picture: reduced, with few colors, the same bytes each time."""
    width, height = canvas.image.size
    picture = canvas.image.resize((width // FINENESS, height // FINENESS), Image.Resampling.BOX)
    small = picture.quantize(COLORS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    target = BytesIO()
    small.save(target, "PNG", optimize=True)
    return target.getvalue()


def area(canvas: Canvas, points: Sequence[Point], color: str) -> None:
    """Fill a polygon."""
    canvas.pen.polygon(_fine(points), fill=color)


def box(canvas: Canvas, corners: tuple[float, float, float, float], color: str) -> None:
    """Fill a rectangle given as left, top, right, bottom."""
    left, top, right, bottom = (part * FINENESS for part in corners)
    canvas.pen.rectangle((left, top, right - 1, bottom - 1), fill=color)


def stroke(canvas: Canvas, points: Sequence[Point], color: str = INK, width: float = 2) -> None:
    """Draw a line through the points."""
    canvas.pen.line(_fine(points), fill=color, width=round(width * FINENESS), joint="curve")


def disc(canvas: Canvas, center: Point, radius: float, color: str) -> None:
    """Fill a circle."""
    canvas.pen.ellipse(_around(center, radius), fill=color)


def ring(canvas: Canvas, center: Point, radius: float, color: str = INK, width: float = 2) -> None:
    """Draw the outline of a circle."""
    canvas.pen.ellipse(_around(center, radius), outline=color, width=round(width * FINENESS))


def label(canvas: Canvas, place: Point, text: str, face: Face, anchor: str = "ls") -> None:
    """Write one line; the anchor is Pillow's: l, m or r, then s for baseline, m for middle."""
    font = _font(face)
    if not face.spacing:
        canvas.pen.text(_fine([place])[0], text, fill=face.color, font=font, anchor=anchor)
        return
    x = place[0] - label_width(text, face) * {"l": 0.0, "m": 0.5, "r": 1.0}[anchor[0]]
    for letter in text:
        canvas.pen.text(_fine([(x, place[1])])[0], letter, fill=face.color, font=font, anchor="l" + anchor[1])
        x += font.getlength(letter) / FINENESS + face.spacing


def label_width(text: str, face: Face) -> float:
    """Return how wide a line of text comes out."""
    if not face.spacing:
        return _font(face).getlength(text) / FINENESS
    letters = sum(_font(face).getlength(letter) for letter in text) / FINENESS
    return letters + face.spacing * (len(text) - 1)


@cache
def _font(face: Face) -> ImageFont.FreeTypeFont:
    file = resources.files(face.package) / "files" / face.file
    font = ImageFont.truetype(BytesIO(file.read_bytes()), face.size * FINENESS, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes(list(face.axes))
    return font


def _fine(points: Sequence[Point]) -> list[Point]:
    return [(x * FINENESS, y * FINENESS) for x, y in points]


def _around(center: Point, radius: float) -> tuple[float, float, float, float]:
    x, y = center
    return (
        (x - radius) * FINENESS,
        (y - radius) * FINENESS,
        (x + radius) * FINENESS,
        (y + radius) * FINENESS,
    )
