"""This is XML as feeds and sitemaps write it: ElementTree escapes every text, and no character is one that XML forbids.

Namespace prefixes stand in the tags as they are printed and are declared on the root, so that no global table of
prefixes decides what a document looks like.
"""

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from generator.structured.text import legal

_NO_ATTRIBUTES: Mapping[str, str] = {}


def add(parent: ET.Element, tag: str, text: str = "", *, attributes: Mapping[str, str] = _NO_ATTRIBUTES) -> None:
    """Put an element with a text, which may be "", at the end of its parent."""
    child = ET.SubElement(parent, tag, {name: legal(value) for name, value in attributes.items()})
    child.text = legal(text)


def add_some(parent: ET.Element, tag: str, text: str) -> None:
    """Put an element at the end of its parent, unless it would be empty."""
    if text:
        add(parent, tag, text)


def written(root: ET.Element) -> str:
    """Give the document as text, one element a line.

    The declaration is ours: that of ElementTree names the preferred encoding of the machine when it writes text.
    """
    ET.indent(root, space="")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'
