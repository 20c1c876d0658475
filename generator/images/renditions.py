"""This is which renditions of a picture there are, and their URLs, known from its header alone.

At the picture's own address stands a rendition in its own format, so that old links keep working and programs that know
little can read it: a photograph at most 1,200 pixels wide; a drawing in its own width, since made smaller it would lose
its palette and grow. Browsers choose among WebP files, whose names change with the picture.
"""

import posixpath
from collections.abc import Sequence

from msgspec.structs import replace

from generator import urls
from generator.images.header import ENDINGS, Form, Header
from generator.model import Digest, Media, Rendition, Url

FALLBACK = 1_200
"""The widest photograph in an old format, in pixels: what social networks show large."""
_NEAR = 0.9
"""A width is left out where the next one is hardly larger."""
_NAMED = 12
"""Hexadecimal digits of the picture's digest in a name."""
_ROOTS = ("content/media/", "content/")
_PLAIN = (Form.PNG, Form.JPEG)


def plan(path: str, digest: Digest, header: Header, widths: Sequence[int]) -> Media:
    """The picture with every rendition that readers get, none wider than the picture itself."""
    name = published_name(path)
    fallback = min(header.width, max(widths) if header.is_drawn else FALLBACK)
    stem = f"{posixpath.splitext(name)[0]}.{digest[:_NAMED]}"
    url = urls.media(name)
    old = url if header.form in _PLAIN else urls.media(f"{stem}-{fallback}.{_old_ending(header)}")
    return Media(
        path=path,
        digest=digest,
        width=header.width,
        height=header.height,
        url=url,
        fallback=_rendition(old, fallback, header),
        renditions=tuple(
            _rendition(urls.media(f"{stem}-{width}.webp"), width, header) for width in choose(header.width, widths)
        ),
    )


def wanted(media: Media) -> dict[str, Rendition]:
    """Every file that is to be made, each once, by a name that two pictures of the same bytes share."""
    return {_name(rendition): rendition for rendition in (*_old(media), *media.renditions)}


def published(media: Media) -> tuple[tuple[Url, str], ...]:
    """The URL of every file of a picture, with the name by which it is made."""
    return tuple((rendition.url, _name(rendition)) for rendition in (*_old(media), *media.renditions))


def form_of(url: Url) -> Form:
    """The format that a file's name tells."""
    return ENDINGS[posixpath.splitext(url)[1].lower()]


def choose(width: int, widths: Sequence[int]) -> list[int]:
    """The widths in which a picture is made, ascending: the largest that it fills, and smaller ones well apart."""
    largest = min(width, max(widths))
    return [step for step in sorted(set(widths)) if step < _NEAR * largest] + [largest]


def published_name(path: str) -> str:
    """The name below /media/ of a content path."""
    for root in _ROOTS:
        if path.startswith(root):
            return path.removeprefix(root)
    return path


def _old(media: Media) -> tuple[Rendition, ...]:
    """What stands at the picture's own address, and its fallback where that is another file."""
    own = replace(media.fallback, url=media.url)
    return (own,) if own == media.fallback else (own, media.fallback)


def _name(rendition: Rendition) -> str:
    return f"{rendition.width}.{form_of(rendition.url).lower()}"


def _old_ending(header: Header) -> str:
    return "png" if header.may_blend or header.form is Form.GIF else "jpg"


def _rendition(url: Url, width: int, header: Header) -> Rendition:
    height = max(1, round(header.height * width / header.width))
    return Rendition(url=url, width=width, height=height)
