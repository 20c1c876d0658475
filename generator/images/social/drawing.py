"""This is the drawing of a social card: 1,200 × 630 pixels, sixteen colors, the same bytes from the same values.

At the top stands the section, below it the headline in the largest size that leaves it whole, and at the foot the
site's name and the date.
"""

import io
from functools import cache

from PIL import Image, ImageChops, ImageDraw

from generator.images.social.design import Design
from generator.images.social.lettering import draw, fit, measure, shorten
from generator.model import SocialCard

_MARGIN = 72
_ROOM = (SocialCard.WIDTH - 2 * _MARGIN, 366)
"""What the headline may take, in pixels."""
_SECTION, _TOP, _RULE, _FOOT = 104, 142, 538, 584
"""Where the section, the room of the headline, the line and the foot stand: a baseline, two edges, and a baseline."""
_LEADING = 1.06
_ASCENT = 0.8
"""Of the headline's first line, so that its letters begin where the room does, in em."""
_BAR = (_MARGIN, 0, _MARGIN + 96, 10)
_EFFORT = 7
"""Of zlib: 9 takes seven times as long for files a thirtieth smaller."""
_LEVELS = {"ink": 7, "quiet": 4, "signal": 4}
"""How many shades from the paper to each color, which with the paper make sixteen: four bits a pixel."""


def draw_card(card: SocialCard, design: Design) -> bytes:
    """The card as a PNG."""
    ink, quiet, signal = (_layer() for _ in _LEVELS)
    _draw_headline(ImageDraw.Draw(ink), card.headline, design)
    _draw_frame(ink, quiet, signal, card, design)
    indexed = _indexed(ink, 0, _LEVELS["ink"])
    indexed = ImageChops.add(indexed, _indexed(quiet, _LEVELS["ink"], _LEVELS["quiet"]))
    indexed = ImageChops.add(indexed, _indexed(signal, _LEVELS["ink"] + _LEVELS["quiet"], _LEVELS["signal"]))
    return _encoded(indexed, design)


def _layer() -> Image.Image:
    """What is drawn in one color; the layers never overlap."""
    return Image.new("L", (SocialCard.WIDTH, SocialCard.HEIGHT))


def _draw_headline(pen: ImageDraw.ImageDraw, text: str, design: Design) -> None:
    setting = fit(design.headline, text, _ROOM, _LEADING)
    baseline = _TOP + _ASCENT * setting.size
    for line in setting.lines:
        draw(pen, (_MARGIN, baseline), line, design.headline, setting.size)
        baseline += _LEADING * setting.size


def _draw_frame(ink: Image.Image, quiet: Image.Image, signal: Image.Image, card: SocialCard, design: Design) -> None:
    label, size = design.label, design.label.largest
    em = _ROOM[0] / size
    date = measure(label, card.date) * size
    ImageDraw.Draw(signal).rectangle(_BAR, fill=255)
    draw(ImageDraw.Draw(signal), (_MARGIN, _SECTION), shorten(label, card.section, em), label, size)
    ImageDraw.Draw(quiet).rectangle((_MARGIN, _RULE, SocialCard.WIDTH - _MARGIN - 1, _RULE + 1), fill=85)
    draw(ImageDraw.Draw(quiet), (SocialCard.WIDTH - _MARGIN - date, _FOOT), card.date, label, size)
    draw(ImageDraw.Draw(ink), (_MARGIN, _FOOT), shorten(label, card.site, em - date / size - 1), label, size)


def _indexed(layer: Image.Image, before: int, levels: int) -> Image.Image:
    """The layer in places of the palette: 0 for the paper, and after `before` others one for each shade."""
    return layer.point([before + shade if (shade := round(value * levels / 255)) else 0 for value in range(256)])


def _encoded(indexed: Image.Image, design: Design) -> bytes:
    picture = Image.frombytes("P", indexed.size, indexed.tobytes())
    picture.putpalette(_palette(design))
    file = io.BytesIO()
    picture.save(file, "PNG", bits=4, compress_level=_EFFORT)
    return file.getvalue()


@cache
def _palette(design: Design) -> bytes:
    """The paper, then the shades of each color, red, green and blue."""
    colors = [design.paper]
    for color, levels in zip((design.ink, design.quiet, design.signal), _LEVELS.values(), strict=True):
        colors += [_mixed(design.paper, color, shade / levels) for shade in range(1, levels + 1)]
    return bytes(part for color in colors for part in color)


def _mixed(paper: tuple[int, int, int], color: tuple[int, int, int], share: float) -> tuple[int, int, int]:
    red, green, blue = (round(under + (over - under) * share) for under, over in zip(paper, color, strict=True))
    return red, green, blue
