"""This is the making of renditions: the bytes of one picture become those of all its sizes.

Equal bytes in give equal bytes out: encoders run on one thread, and nothing of the source's metadata is carried along
but its maker and owner. Colors are those of sRGB, and the picture stands upright.
"""

import io
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct
from PIL import Image, ImageCms, PngImagePlugin

from generator.images import marks
from generator.images.header import Form, is_turned, orientation, sniff
from generator.images.renditions import form_of, wanted
from generator.model import Media, Rendition

_RESAMPLING, _GAP = Image.Resampling.LANCZOS, 2.0
_FEW_COLORS = 4_096
"""Up to so many colors a picture is drawn, not photographed, and may be smaller without loss."""
_ROOM = 5
"""By how much old formats get more quality than WebP, which does more with the same."""
_TURNS: Mapping[int, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class UndecodableError(Exception):
    """The picture cannot be decoded; the message is Pillow's."""


class _Work(Struct, frozen=True, kw_only=True):
    """A picture in its largest size, upright, and how it is to be written."""

    picture: Image.Image
    quality: int
    xmp: bytes
    is_drawn: bool
    has_palette: bool


def render(data: bytes, media: Media, quality: int) -> dict[str, bytes]:
    """Every rendition of a picture by its name; UndecodableError when its pixels are broken."""
    files = wanted(media)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            work = _open(data, files.values(), quality)
            return dict(_written(work, files))
    except Exception as error:  # a hostile file makes Pillow raise anything, and whatever it is, the picture is refused
        raise UndecodableError(str(error) or type(error).__name__) from error


def _open(data: bytes, files: Iterable[Rendition], quality: int) -> _Work:
    size = max((rendition.width, rendition.height) for rendition in files)
    form = sniff(data)
    with Image.open(io.BytesIO(data), formats=[form] if form else []) as picture:
        said, turn = marks.read(picture), _TURNS.get(orientation(picture))
        raw = (size[1], size[0]) if is_turned(picture) else size
        picture.draft(None, raw)
        picture.load()
        small = _in_srgb(_resized(_simple(picture), raw), picture.info.get("icc_profile"))
    upright = small.transpose(turn) if turn is not None else small
    transparency = upright.info.get("transparency")
    upright.info = {} if transparency is None or upright.mode != "P" else {"transparency": transparency}
    drawn = form in {Form.PNG, Form.GIF} and upright.getcolors(_FEW_COLORS) is not None
    return _Work(
        picture=upright,
        quality=quality,
        xmp=marks.packet(said),
        is_drawn=drawn,
        has_palette=drawn and picture.mode in {"P", "1"},
    )


def _simple(picture: Image.Image) -> Image.Image:
    """The picture in a mode that can be made smaller and written: gray, RGB or RGBA, or a palette's."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    if picture.mode in {"L", "RGB", "P"}:
        return _blended(picture) if picture.mode != "P" and "transparency" in picture.info else picture
    return (
        _blended(picture) if picture.has_transparency_data else picture.convert("L" if picture.mode == "1" else "RGB")
    )


def _blended(picture: Image.Image) -> Image.Image:
    """RGBA where anything shines through, else RGB."""
    rgba = picture.convert("RGBA")
    return rgba if rgba.getchannel("A").getextrema() != (255, 255) else rgba.convert("RGB")


def _resized(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    if picture.size == size:
        return picture
    if picture.mode == "P":
        picture = _blended(picture) if picture.has_transparency_data else picture.convert("RGB")
    return picture.resize(size, _RESAMPLING, reducing_gap=_GAP)


def _in_srgb(picture: Image.Image, profile: object) -> Image.Image:
    """The colors as browsers take them that know of no profile; a broken profile is as none."""
    if not isinstance(profile, bytes) or picture.mode not in {"RGB", "RGBA"}:
        return picture
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return made or picture


def _written(work: _Work, files: Mapping[str, Rendition]) -> Iterator[tuple[str, bytes]]:
    """Each file by its name, from the largest size to the smallest, which is made from the one before it."""
    picture = work.picture
    for name, rendition in sorted(files.items(), key=_by_width, reverse=True):
        picture = _resized(picture, (rendition.width, rendition.height))
        yield name, _WRITERS[form_of(rendition.url)](picture, work)


def _by_width(file: tuple[str, Rendition]) -> int:
    return file[1].width


def _webp(picture: Image.Image, work: _Work) -> bytes:
    """Drawings without loss where that is smaller: their edges stay sharp too."""
    shown = _blended(picture) if picture.mode == "P" else picture
    lossy = _saved(shown, Form.WEBP, quality=work.quality, method=4, xmp=work.xmp)
    if not work.is_drawn:
        return lossy
    exact = _saved(shown, Form.WEBP, lossless=True, quality=75, method=4, xmp=work.xmp)
    return min(exact, lossy, key=len)


def _jpeg(picture: Image.Image, work: _Work) -> bytes:
    shown = _on_white(picture) if picture.mode in {"P", "RGBA"} else picture
    return _saved(shown, Form.JPEG, quality=work.quality + _ROOM, progressive=True, optimize=True, xmp=work.xmp)


def _on_white(picture: Image.Image) -> Image.Image:
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture.convert("RGBA")).convert("RGB")


def _png(picture: Image.Image, work: _Work) -> bytes:
    """A drawing that was made smaller gets a palette again."""
    told = PngImagePlugin.PngInfo()
    if work.xmp:
        told.add_itxt("XML:com.adobe.xmp", work.xmp.decode())
    is_grown = work.has_palette and picture.mode in {"RGB", "RGBA"}
    few = picture.quantize(256, dither=Image.Dither.NONE) if is_grown else picture
    return _saved(few, Form.PNG, optimize=True, pnginfo=told)


def _gif(picture: Image.Image, work: _Work) -> bytes:
    del work  # GIF holds no XMP that Pillow writes
    return _saved(picture, Form.GIF)


def _avif(picture: Image.Image, work: _Work) -> bytes:
    return _saved(picture, Form.AVIF, quality=work.quality, speed=8, max_threads=1, xmp=work.xmp)


_WRITERS: Mapping[Form, Callable[[Image.Image, _Work], bytes]] = {
    Form.WEBP: _webp,
    Form.JPEG: _jpeg,
    Form.PNG: _png,
    Form.GIF: _gif,
    Form.AVIF: _avif,
}


def _saved(picture: Image.Image, form: Form, **settings: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, form, **settings)
    return file.getvalue()
