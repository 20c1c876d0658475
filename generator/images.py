"""This is the door to pictures: what they are is read from their headers, and what is unsafe to publish is refused.

A picture is judged before any of its pixels is decoded (Pillow only warns at 89 megapixels, and a PNG of 20 KB can hold
169). Pictures are published as they are; resizing and cleaning metadata comes with the pictures' own issue.
"""

import hashlib
import io
import warnings
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from generator import urls
from generator.model import Digest, Media
from generator.problems import Location, Problem

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE = 12_000
"""In pixels."""

_ENDINGS = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".webp": "WEBP",
    ".gif": "GIF",
    ".avif": "AVIF",
}
_ROOTS = ("content/media/", "content/")


def measure(root: Path, path: str) -> tuple[Media | None, tuple[Problem, ...]]:
    """The picture at a content path with its size and URL, or the reason why it cannot be published."""
    try:
        data = (root / path).read_bytes()
    except OSError as error:
        return None, (_refusal(path, "missing-image", f"the picture cannot be read: {error.strerror}"),)
    if len(data) > MAX_BYTES:
        return None, (
            _refusal(path, "too-large", f"the picture has {len(data):,} bytes, and {MAX_BYTES:,} are allowed"),
        )
    return _judge(path, data)


def _judge(path: str, data: bytes) -> tuple[Media | None, tuple[Problem, ...]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=sorted(set(_ENDINGS.values()))) as picture:
                width, height = picture.size
                form, frames = picture.format, getattr(picture, "n_frames", 1)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None, (_refusal(path, "bad-field", "this file is no picture that a browser shows"),)
    wanted = _ENDINGS[Path(path).suffix.lower()]
    if form != wanted:
        return None, (_refusal(path, "bad-field", f"the name says {wanted}, but the file is {form}"),)
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        return None, (_refusal(path, "too-large", f"the picture is {width:,} × {height:,} pixels"),)
    if frames != 1:
        return None, (_refusal(path, "bad-field", f"the picture moves ({frames} frames)"),)
    digest = Digest(hashlib.sha256(data).hexdigest())
    return Media(path=path, digest=digest, width=width, height=height, url=urls.media(_name(path))), ()


def _name(path: str) -> str:
    for root in _ROOTS:
        if path.startswith(root):
            return path.removeprefix(root)
    return path


def _refusal(path: str, rule: str, message: str) -> Problem:
    return Problem(
        location=Location(path=path),
        rule=rule,
        message=message,
        hint=f"Send a still PNG, JPEG, WebP, GIF or AVIF below {MAX_SIDE:,} pixels a side and 10 MB.",
    )
