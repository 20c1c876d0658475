"""This is which addresses writers may give: links to other sites, old paths of this one, and pictures."""

import posixpath
import re
from urllib.parse import unquote, urlsplit

from generator.content.characters import shown

PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif")
OLD_PATH_LIMIT = 240
"""The longest old address, in bytes of UTF-8: no file system takes a name of more than 255."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_NOT_IN_PATHS = re.compile(r'[\x00-\x20\x7f<>:"|?*\\#]')
_HOST = re.compile(r"[^\s/\\<>\"'^`{|}]+\Z")


def url_fault(url: str) -> str:
    """Why a link to another site is not to be followed, or "": only https, http and mailto, without tricks."""
    scheme = _SCHEME.match(url)
    if scheme is None:
        return "is no address of a page"
    if scheme.group().lower() not in {"https:", "http:", "mailto:"}:
        return f"begins with {shown(scheme.group())}, which is not allowed"
    if scheme.group().lower() == "mailto:":
        return "" if re.fullmatch(r"[^\s?@<>\"]+@[^\s?@<>\"]+", url[7:]) else "is no plain mail address"
    if any(character.isspace() or character in '\\<>"' for character in url):
        return "holds a space or a character that no address may hold"
    return _host_fault(url)


def _host_fault(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return "names a host that cannot be"
    if not host or not _HOST.match(host):
        return "names no host"
    return "hides its host behind an '@'" if "@" in parts.netloc else ""


def old_path(text: str) -> tuple[str, str]:
    """An old address as the path `/old/path/`, and why it is none, or ""."""
    if _SCHEME.match(text) or text.startswith("//"):
        return "", "names a site, and is to be a path"
    if "?" in text or "#" in text:
        return "", "holds '?' or '#', which no redirect can answer"
    path = unquote(text) if "%" in text else text
    if _NOT_IN_PATHS.search(path) or not path.isprintable():
        return "", "holds a character that no path may hold"
    parts = [part for part in path.split("/") if part]
    if parts[-1:] == ["index.html"]:
        parts.pop()  # the file of the address above it
    fault = _parts_fault(parts)
    end = "" if parts and parts[-1].endswith((".html", ".htm")) else "/"
    return ("", fault) if fault else (f"/{'/'.join(parts)}{end}", "")


def _parts_fault(parts: list[str]) -> str:
    """Why no file can stand at a path, or ""."""
    if not parts:
        return "is the front page"
    if any(part in {".", ".."} for part in parts):
        return "leads nowhere below this site"
    if any(part.startswith(".") for part in parts):
        return "has a part that is hidden by its first dot"
    size = len("/".join(parts).encode("utf-8", "surrogatepass"))
    return f"has {size:,} bytes, and {OLD_PATH_LIMIT} are allowed" if size > OLD_PATH_LIMIT else ""


def picture_source(text: str, path: str) -> tuple[str, str, str]:
    """(source, rule, fault) of a picture named in the file `path`.

    The source is a path below content/ or an https URL: browsers ask for http pictures of https pages by https anyway.
    """
    if text.startswith("//"):
        text = f"https:{text}"
    if _SCHEME.match(text):
        fault = url_fault(text)
        if fault or text[:5].lower() not in {"https", "http:"}:
            return "", "unsafe-url", fault or "is no address of a picture"
        return f"https:{text.partition(':')[2]}", "", ""
    plain = unquote(text) if "%" in text else text
    target = _content_path(plain, path)
    if not target.startswith("content/") or "\\" in plain or "\x00" in plain:
        return "", "unsafe-path", "leads out of the folder content/"
    if not target.lower().endswith(PICTURE_ENDINGS):
        return "", "bad-field", "is no picture by its ending"
    return target, "", ""


def _content_path(text: str, path: str) -> str:
    if text.startswith("/"):
        text = text.lstrip("/")
        joined = text if text.startswith("content/") else f"content/{text}"
    elif text.startswith(("content/", "media/")):
        joined = text if text.startswith("content/") else f"content/{text}"
    else:
        joined = posixpath.join(posixpath.dirname(path), text)
    return posixpath.normpath(joined)
