"""This is what lets a browser search the archive from its address bar: a description in OpenSearch 1.1 (draft 6)."""

from xml.etree import ElementTree as ET

from generator.structured.markup import add, written

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_SHORT, _LONG, _DESCRIPTION = 16, 48, 1024
"""The most characters of a short name, a long name and a description, by the specification."""


def description(*, title: str, about: str, language: str, search: str, icon: str) -> str:
    """The description of a site whose search page and icon (SVG) stand at these absolute URLs."""
    root = ET.Element("OpenSearchDescription", {"xmlns": _NAMESPACE})
    add(root, "ShortName", _cut(title, _SHORT))
    add(root, "LongName", _cut(title, _LONG))
    add(root, "Description", _cut(about or title, _DESCRIPTION))
    add(root, "Url", attributes={"type": "text/html", "template": f"{search}?q={{searchTerms}}"})
    add(root, "Image", icon, attributes={"type": "image/svg+xml"})
    add(root, "Language", language)
    add(root, "InputEncoding", "UTF-8")
    return written(root)


def _cut(text: str, most: int) -> str:
    """The words that fit, without what would join the next; a first word that is too long is cut."""
    if len(text) <= most:
        return text
    whole = text[: most + 1].rpartition(" ")[0].rstrip(" &,:;–—-")
    return whole or text[:most]
