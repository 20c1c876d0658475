"""This is the judge of where a link may lead: https, http, mailto and tel, or a place of the archive; nothing else.

It is a list of what is allowed (RFC 3986 for the parts of a URL), since a list of what is forbidden is never whole.
"""

import re
from enum import StrEnum
from urllib.parse import quote, unquote

from markdown_it.common.normalize_url import normalizeLink

from generator import hosts


class Way(StrEnum):
    """What kind of destination a writer wrote."""

    INTERNAL = "internal"
    WITHIN = "within"
    OUTBOUND = "outbound"
    MAIL_WITH_QUERY = "mail with a query"
    SLIP = "slip"
    UNSAFE = "unsafe"
    SHORTCODE = "shortcode"
    NOWHERE = "nowhere"


_SCHEME = re.compile(r"[^/?#\\]*:")
_WEB = re.compile(r"https?://[^/\\\s?#<>\"^`{|}]+(?:[/?#]|\Z)", re.IGNORECASE)
"""With a host that a browser reads as one (URL standard, forbidden host code points)."""
_OTHER = re.compile(r"mailto:[^?]+\Z|tel:\+?[0-9().\-]+\Z", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^?]+\?", re.IGNORECASE)
_SLIP = re.compile(r"\(?h{0,2}t{1,3}p{1,2}s{0,2}(?:\s*:|:\s*)/{0,3}[^/\\\s?#]", re.IGNORECASE)
"""http or https with a letter, a slash or a bracket too few or too many: a hand slipped, and no browser would obey."""
_NEVER_IN_PATHS = re.compile(r"[\\\x00-\x1f\x7f]")
_PLAIN = re.compile(r"(?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]++|%[0-9A-Fa-f]{2})++\Z")


def classify(destination: str, *, is_picture: bool = False) -> Way:
    """Which way a destination goes. A picture may come from the archive or the web only.

    A browser drops tabs and reads a backslash as a slash, so whatever has a colon before its first slash has a
    scheme, and two slashes of either kind begin a host.
    """
    if not destination or destination[0] == "?":
        return Way.NOWHERE
    if "{{" in destination or "{%" in destination:
        return Way.SHORTCODE
    if destination[0] == "#":
        return Way.WITHIN
    if _SCHEME.match(destination):
        return _classify_scheme(destination, is_picture=is_picture)
    if destination[0] in "/\\" and destination[1:2] in {"/", "\\"}:
        is_whole = _WEB.match(f"https:{destination}") and not hosts.hides_its_host(destination)
        return Way.OUTBOUND if is_whole else Way.UNSAFE
    return Way.UNSAFE if "%" in destination and _hides_a_host(destination) else Way.INTERNAL


def _hides_a_host(destination: str) -> bool:
    """Whether a place of the archive would lead to another host once its percent signs are decoded: `/%2Fhost/`."""
    path = unquote(destination.partition("#")[0])
    return path.startswith("//") or _NEVER_IN_PATHS.search(path) is not None


def _classify_scheme(destination: str, *, is_picture: bool) -> Way:
    if _WEB.match(destination):
        return Way.UNSAFE if hosts.hides_its_host(destination) else Way.OUTBOUND
    if not is_picture and _OTHER.match(destination):
        return Way.OUTBOUND
    if not is_picture and _MAIL.match(destination):
        return Way.MAIL_WITH_QUERY
    return Way.SLIP if _SLIP.match(destination) else Way.UNSAFE


def outbound(destination: str) -> str:
    """The address of an outbound link as it is printed: percent-encoded where it must be; `//host` becomes https."""
    address = f"https:{destination}" if destination.startswith("//") else destination
    return address if _PLAIN.match(address) else normalizeLink(address)


def picture(destination: str) -> str:
    """The address of a picture of another site as it is printed: by https, as browsers would."""
    return f"https:{outbound(destination).partition(':')[2]}"


def is_web(destination: str) -> bool:
    """Whether an outbound destination is a page on the web and not an address of mail or a telephone."""
    return destination.startswith("//") or destination[:4].lower() == "http"


def split(destination: str) -> tuple[str, str]:
    """(target, fragment) of a link into the archive, both percent-decoded; a query is dropped: files have none."""
    path, _, fragment = destination.partition("#")
    return unquote(path.partition("?")[0]), unquote(fragment)


def fragment(destination: str) -> str:
    """The fragment of a link within the page as it is printed, `#` included."""
    return destination if _PLAIN.match(destination) else f"#{quote(unquote(destination[1:]))}"
