"""This is what a picture says of its maker and owner: read from all the places where programs put it, kept as XMP.

Everything else that a file says of itself is left behind, above all where a photograph was taken: that can harm people.
"""

from collections.abc import Callable, Iterator, Mapping
from xml.etree import ElementTree as ET

from msgspec import Struct
from msgspec.structs import astuple
from PIL import ImageFile, IptcImagePlugin

_LONGEST = 500
"""Characters of one mark."""
_LARGEST = 256 * 1024
"""Bytes of XMP that are read."""
_RDF, _DC, _PHOTOSHOP, _META = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/elements/1.1/",
    "http://ns.adobe.com/photoshop/1.0/",
    "adobe:ns:meta/",
)
_BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
_END = '<?xpacket end="r"?>'
"""The wrapper of a packet (ISO 16684-1, 7.3.2); its id is the same in all of them."""
for _prefix, _name in (("rdf", _RDF), ("dc", _DC), ("photoshop", _PHOTOSHOP), ("x", _META)):
    ET.register_namespace(_prefix, _name)


class Marks(Struct, frozen=True, kw_only=True):
    """Four lines as the IPTC names them; "" where nothing is said."""

    creator: str = ""
    credit: str = ""
    copyright: str = ""
    source: str = ""


def read(picture: ImageFile.ImageFile) -> Marks:
    """What the file says, by IPTC first, then XMP, then EXIF and PNG's texts; from each what the others lack."""
    found = Marks()
    for reader in (_iptc, _xmp, _exif, _texts):
        said = _ask(reader, picture)
        found = Marks(**{name: getattr(found, name) or _clean(said.get(name)) for name in Marks.__struct_fields__})
    return found


def _ask(
    reader: Callable[[ImageFile.ImageFile], Mapping[str, object]], picture: ImageFile.ImageFile
) -> Mapping[str, object]:
    try:
        return reader(picture)
    except Exception:  # noqa: BLE001 -- broken metadata makes Pillow raise anything; it says nothing, and that is all
        return {}


def packet(marks: Marks) -> bytes:
    """The marks as an XMP packet, or b"" when there are none."""
    if not any(astuple(marks)):
        return b""
    meta = ET.Element(f"{{{_META}}}xmpmeta")
    about = ET.SubElement(ET.SubElement(meta, f"{{{_RDF}}}RDF"), f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""})
    for name, text in ((f"{{{_PHOTOSHOP}}}Credit", marks.credit), (f"{{{_PHOTOSHOP}}}Source", marks.source)):
        if text:
            ET.SubElement(about, name).text = text
    _add_list(about, "creator", "Seq", marks.creator)
    _add_list(about, "rights", "Alt", marks.copyright)
    return (_BEGIN + ET.tostring(meta, encoding="unicode") + _END).encode()


def _add_list(about: ET.Element, name: str, kind: str, text: str) -> None:
    """One item of a list: Dublin Core's properties are lists in XMP, and rights are given by language."""
    if text:
        items = ET.SubElement(ET.SubElement(about, f"{{{_DC}}}{name}"), f"{{{_RDF}}}{kind}")
        language = {"{http://www.w3.org/XML/1998/namespace}lang": "x-default"} if kind == "Alt" else {}
        ET.SubElement(items, f"{{{_RDF}}}li", language).text = text


def _iptc(picture: ImageFile.ImageFile) -> Mapping[str, object]:
    """IPTC-IIM 4.2, record 2: by-line, credit, copyright notice, source."""
    found = IptcImagePlugin.getiptcinfo(picture) or {}
    places = {"creator": (2, 80), "credit": (2, 110), "copyright": (2, 116), "source": (2, 115)}
    return {name: found.get(place) for name, place in places.items()}


def _xmp(picture: ImageFile.ImageFile) -> Mapping[str, object]:
    data = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    raw = data if isinstance(data, bytes) else str(data).encode()
    if not raw or len(raw) > _LARGEST or b"<!" in raw:
        return {}
    root = ET.fromstring(raw.strip(b"\x00 \r\n"))  # noqa: S314 -- a text that declares a type or an entity was refused above
    return {
        "creator": _first(root, _DC, "creator"),
        "credit": _first(root, _PHOTOSHOP, "Credit"),
        "copyright": _first(root, _DC, "rights"),
        "source": _first(root, _PHOTOSHOP, "Source"),
    }


def _first(root: ET.Element, space: str, name: str) -> str:
    """The first text of a property, which may be an attribute, an element, or a list in one."""
    return next((text for text in _said(root, f"{{{space}}}{name}") if text.strip()), "")


def _said(root: ET.Element, name: str) -> Iterator[str]:
    for element in root.iter():
        yield element.get(name, "")
        if element.tag == name:
            yield from element.itertext()


def _exif(picture: ImageFile.ImageFile) -> Mapping[str, object]:
    """EXIF 3.0: Artist (0x013B) and Copyright (0x8298), where a NUL parts the photographer's from the editor's."""
    exif = picture.getexif()
    return {"creator": exif.get(0x013B), "copyright": exif.get(0x8298)}


def _texts(picture: ImageFile.ImageFile) -> Mapping[str, object]:
    """PNG's own keywords (PNG 3, 11.3.3.2)."""
    return {"creator": picture.info.get("Author"), "copyright": picture.info.get("Copyright")}


def _clean(value: object) -> str:
    """One line of text without what XML cannot hold; "" for anything else."""
    if isinstance(value, list):
        value = value[0] if value else b""
    if isinstance(value, bytes):
        value = value.decode("utf-8") if _is_utf8(value) else value.decode("latin-1")
    if not isinstance(value, str):
        return ""
    words = "".join(letter if letter.isprintable() else " " for letter in value).split()
    return " ".join(words)[:_LONGEST]


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
