"""This is how pages show pictures: which rendition a browser is to fetch, and what stands beside it.

A browser chooses by `srcset` and `sizes` before it knows our style sheets, so the widths that the theme gives to
pictures stand here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum

from generator.model import Media, Picture, Rendition, Url
from generator.views.records import PictureView


class Room(IntEnum):
    """How wide a picture stands on a large screen, in CSS pixels; a small screen's width is the most on that."""

    LEAD = 992
    WIDE = 908
    CARD = 780
    BODY = 616
    PORTRAIT = 144
    SIGNATURE = 80


_WIDE_WINDOW = 1120
"""CSS pixels of a window (70rem) from which on a picture may stand wider than the text."""
_WIDE_SHAPE = 1.25
"""Width by height from which a picture gains by standing wider than the text; a taller one would fill the window."""


def body_room(width: int, height: int) -> Room:
    """How wide a picture stands in the text: wider than the lines where it has the pixels and the shape for it."""
    return Room.WIDE if width >= Room.WIDE and width >= _WIDE_SHAPE * height else Room.BODY


def picture_view(
    media: Mapping[str, Media], href: Callable[[Url], str], picture: Picture | None, room: Room
) -> PictureView | None:
    """The picture as pages show it, or None when there is none (then no empty tag is printed)."""
    if picture is None:
        return None
    found = media.get(picture.src)
    return PictureView(
        src=href(found.fallback.url) if found else picture.src,
        alt=picture.alt,
        width=found.fallback.width if found else 0,
        height=found.fallback.height if found else 0,
        srcset=srcset(found.renditions, href) if found else "",
        sizes=sizes(room, found.renditions) if found else "",
        caption=picture.caption,
        credit=picture.credit,
        license=picture.license,
        source=picture.source,
    )


def srcset(renditions: Iterable[Rendition], href: Callable[[Url], str]) -> str:
    """The renditions as HTML's `srcset` names them, each with its width (HTML, 4.8.4.2.1)."""
    return ", ".join(f"{href(rendition.url)} {rendition.width}w" for rendition in renditions)


def sizes(room: Room, renditions: Sequence[Rendition]) -> str:
    """How wide the picture will stand, as HTML's `sizes` says it: never wider than it is."""
    width = min(room, max((rendition.width for rendition in renditions), default=room))
    if room < Room.BODY:
        return f"{width}px"
    if room is Room.WIDE:
        return f"(min-width: {_WIDE_WINDOW}px) {width}px, {sizes(Room.BODY, renditions)}"
    return f"(min-width: {width}px) {width}px, 100vw"
