"""This is which file of the built site answers an address, and of what type it is."""

from pathlib import Path

_TYPES = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
"""By ending, and not by what this machine believes; anything else is application/octet-stream."""

_FEEDS = {
    "feed.json": "application/feed+json",
    "feed.xml": "application/atom+xml",
    "rss.xml": "application/rss+xml",
}
"""By file name: RFC 4287 (Atom), RSS 2.0, JSON Feed 1.1."""

HTML, TEXT = _TYPES[".html"], _TYPES[".txt"]


def find(site: Path, relative: str) -> Path | None:
    """The file that answers, or a folder whose address lacks its slash, or None: never anything outside the site."""
    parts = f"{relative}index.html".split("/") if not relative or relative.endswith("/") else relative.split("/")
    if any(part in {"", ".", ".."} or "\\" in part or "\0" in part for part in parts):
        return None
    try:
        root = site.resolve(strict=True)
        path = root.joinpath(*parts).resolve(strict=True)
        if not path.is_relative_to(root):
            return None
        return path if path.is_file() or (path / "index.html").is_file() else None
    except (OSError, ValueError):
        return None


def type_of(path: Path) -> str:
    """The media type that the host will give the file."""
    return _FEEDS.get(path.name) or _TYPES.get(path.suffix.lower(), "application/octet-stream")
