"""This is what a picture says of itself before any pixel is decoded, and the judge of what may be decoded at all."""

import io
import warnings
from enum import StrEnum

from msgspec import Struct
from PIL import Image

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE = 12_000
"""In pixels."""

_TURNED = frozenset({5, 6, 7, 8})
"""The values of EXIF's orientation that lay a picture on its side (EXIF 3.0, tag 0x0112)."""
_ORIENTATION = 0x0112
_BLENDED = frozenset({"RGBA", "LA", "PA", "P", "La", "RGBa"})
_PALETTED = frozenset({"P", "1"})
_WEBP_MOVES = 0x02
"""The flag of the chunk VP8X (RFC 9649, 2.7.1)."""


class Form(StrEnum):
    """The formats that are taken, by Pillow's names."""

    PNG = "PNG"
    JPEG = "JPEG"
    WEBP = "WEBP"
    GIF = "GIF"
    AVIF = "AVIF"


ENDINGS = {
    ".png": Form.PNG,
    ".jpg": Form.JPEG,
    ".jpeg": Form.JPEG,
    ".webp": Form.WEBP,
    ".gif": Form.GIF,
    ".avif": Form.AVIF,
}


class Header(Struct, frozen=True, kw_only=True):
    """A picture's format and its size in pixels as it is seen, that is, upright."""

    form: Form
    width: int
    height: int
    may_blend: bool = False
    """Whether some of it may let the page shine through."""
    is_drawn: bool = False
    """Whether it has a palette, as charts and maps do."""


class Fault(Struct, frozen=True, kw_only=True):
    """Why a picture is refused: the rule, and what is wrong in the writer's words."""

    rule: str
    message: str


def inspect(data: bytes, ending: str) -> Header | Fault:
    """The header of a file whose name ends so, or the reason why it may not be decoded."""
    wanted = ENDINGS.get(ending.lower())
    if wanted is None:
        return Fault(rule="bad-field", message=f"files that end in {ending!r} are no pictures here")
    if len(data) > MAX_BYTES:
        return Fault(rule="too-large", message=f"the picture has {len(data):,} bytes, and {MAX_BYTES:,} are allowed")
    form = sniff(data)
    if form is None:
        return Fault(rule="bad-field", message="this file is no picture that a browser shows")
    if form is not wanted:
        return Fault(rule="bad-field", message=f"the name says {wanted}, but the file is {form}")
    return (_judge_webp(data) if form is Form.WEBP else None) or _open(data, form)


def sniff(data: bytes) -> Form | None:
    """The format that the first bytes tell; None for what is not taken."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Form.PNG
    if data.startswith(b"\xff\xd8\xff"):
        return Form.JPEG
    if data.startswith((b"GIF87a", b"GIF89a")):
        return Form.GIF
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Form.WEBP
    if data[4:12] in {b"ftypavif", b"ftypavis"} or (data[4:12] == b"ftypmif1" and b"avif" in data[12:64]):
        return Form.AVIF
    return None


def orientation(picture: Image.Image) -> int:
    """How the picture is to be turned, 1 to 8 by EXIF; 1, not at all, where nothing sensible is said."""
    try:
        said = picture.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 -- broken EXIF makes Pillow raise anything, and then nothing sensible is said
        return 1
    return said if isinstance(said, int) and 1 <= said <= 8 else 1  # noqa: PLR2004 -- EXIF knows eight


def is_turned(picture: Image.Image) -> bool:
    """Whether its rows are columns of what is seen."""
    return orientation(picture) in _TURNED


def _open(data: bytes, form: Form) -> Header | Fault:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=[form]) as picture:
                return _judge_size(*picture.size) or _judge_moving(picture) or _header(picture, form)
    except Image.DecompressionBombError:
        return Fault(rule="too-large", message=f"the picture has more than {MAX_PIXELS:,} pixels")
    except Exception:  # noqa: BLE001 -- a hostile file makes Pillow raise anything, and whatever it is, it is refused
        return Fault(rule="bad-field", message="this file is no picture that a browser shows")


def _header(picture: Image.Image, form: Form) -> Header:
    width, height = reversed(picture.size) if is_turned(picture) else picture.size
    blended = picture.mode in _BLENDED or "transparency" in picture.info
    return Header(form=form, width=width, height=height, may_blend=blended, is_drawn=picture.mode in _PALETTED)


def _judge_size(width: int, height: int) -> Fault | None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        return Fault(rule="too-large", message=f"the picture is {width:,} × {height:,} pixels")
    return None


def _judge_moving(picture: Image.Image) -> Fault | None:
    return Fault(rule="bad-field", message="the picture moves") if getattr(picture, "is_animated", False) else None


def _judge_webp(data: bytes) -> Fault | None:
    """A large or moving WebP is refused before Pillow sees it, since its decoder makes room for all pixels at once."""
    if data[12:16] != b"VP8X":
        return None
    width, height = (1 + int.from_bytes(data[place : place + 3], "little") for place in (24, 27))
    if len(data) > 20 and data[20] & _WEBP_MOVES:  # noqa: PLR2004 -- the flags stand at byte 20
        return Fault(rule="bad-field", message="the picture moves")
    return _judge_size(width, height)
