"""This is the live preview: the finished site at an address of this machine, made again when a source changes."""

import errno
import shutil
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import FrameType
from typing import BinaryIO
from urllib.parse import quote, unquote, urlsplit

from watchfiles import watch

from generator.problems import BuildError, ConfigError

_HOST = "127.0.0.1"
_DEBOUNCE = 400
"""Milliseconds within which several changes are one."""

_PATIENCE = 200
"""Milliseconds after which a watch without changes looks whether it is to stop."""
_NOT_FOUND = "404.html"
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


def serve(
    *,
    site: Path,
    base: str,
    port: int,
    watched: Sequence[Path],
    rebuild: Callable[[], None],
    say: Callable[[str], None],
) -> None:
    """Serve the site below its base path and rebuild it after each change, until Ctrl-C.

    A rebuild that cannot go on is told, and the site stays as it was. BuildError if the port cannot be had.
    """
    server = make_server(site, base, port)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        with _until_asked_to_stop() as stop:
            say(f"The site is at http://{_HOST}:{server.server_port}{base} until Ctrl-C; a change makes it again.")
            while not stop.is_set():
                _follow(watched, rebuild, say, stop)
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    say("Stopped.")


@contextmanager
def _until_asked_to_stop() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C, or SIGTERM, sets: a rebuild under way ends well. A second one interrupts it."""
    stop = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def make_server(site: Path, base: str, port: int) -> ThreadingHTTPServer:
    """A server of the folder below `base` (slashes at both ends), on this machine only; port 0 takes any free one.

    Each request opens its file anew, so the folder may be exchanged at any time.
    """
    try:
        server = _Server((_HOST, port), partial(_Handler, site, base))
    except OverflowError as error:
        raise BuildError(f"there is no port {port}; give one from 1024 to 65535 with --port") from error
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
            raise BuildError(f"the preview cannot be served on port {port}: {error}") from error
        trouble = "is in use" if error.errno == errno.EADDRINUSE else "is kept for the system"
        raise BuildError(f"port {port} {trouble}; try --port {_another(port)}") from None
    return server


def _another(port: int) -> int:
    return port + 1 if 1024 <= port < 65535 else 8000  # noqa: PLR2004 -- the bounds of the ports that anyone may take


def _follow(
    watched: Sequence[Path], rebuild: Callable[[], None], say: Callable[[str], None], stop: threading.Event
) -> None:
    """Rebuild after each change, until one of `watched` that is a file has changed, or `stop` is set.

    Editors replace a file, so the new one is to be watched instead.
    """
    files = {str(path.resolve()) for path in watched if path.is_file()}
    existing = sorted(path.resolve() for path in watched if path.exists())
    for changes in watch(*existing, debounce=_DEBOUNCE, stop_event=stop, rust_timeout=_PATIENCE):
        paths = sorted({path for _, path in changes})
        _rebuild(paths, rebuild, say)
        if not files.isdisjoint(paths):
            return


def _rebuild(paths: Sequence[str], rebuild: Callable[[], None], say: Callable[[str], None]) -> None:
    others = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    say(f"{Path(paths[0]).name}{others} changed.")
    try:
        rebuild()
    except (BuildError, ConfigError) as error:
        say(f"The site stays as it was: {error}")


class _Server(ThreadingHTTPServer):
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    """Seconds that a connection may idle."""

    def __init__(self, site: Path, base: str, request: object, address: object, server: object) -> None:
        self._site = site
        self._base = base
        super().__init__(request, address, server)  # type: ignore[arg-type] # what the server hands to any handler

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name is http.server's
        """Keep quiet: the terminal belongs to the builds."""

    def do_GET(self) -> None:
        """Answer with the file, its folder's address, or the page for what is missing."""
        with suppress(ConnectionError, TimeoutError):  # the reader has gone on
            self._answer()

    do_HEAD = do_GET  # noqa: N815 -- the name is http.server's

    def _answer(self) -> None:
        address = urlsplit(self.path)
        path = unquote(address.path)
        if not path.startswith(self._base):
            if f"{path}/" == self._base or path == "/":
                return self._redirect(self._base, address.query)
            return self._missing()
        found = _find(self._site, path.removeprefix(self._base))
        if found is None:
            return self._missing()
        if found.is_dir():
            return self._redirect(f"{quote(path)}/", address.query)
        return self._send(HTTPStatus.OK, found)

    def _redirect(self, target: str, query: str) -> None:
        self._head(
            HTTPStatus.FOUND, "text/plain; charset=utf-8", 0, {"Location": f"{target}?{query}" if query else target}
        )

    def _missing(self) -> None:
        page = _find(self._site, _NOT_FOUND)
        if page is not None:
            return self._send(HTTPStatus.NOT_FOUND, page)
        words = b"There is no such page.\n"
        self._head(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", len(words), {})
        if self.command != "HEAD":
            self.wfile.write(words)
        return None

    def _send(self, status: HTTPStatus, path: Path) -> None:
        try:
            file = path.open("rb")
        except OSError:
            return self.send_error(HTTPStatus.SERVICE_UNAVAILABLE, "The site is being made; load this page again.")
        with file:
            self._head(status, _type_of(path), _size(file), {})
            if self.command != "HEAD":
                shutil.copyfileobj(file, self.wfile)
        return None

    def _head(self, status: HTTPStatus, kind: str, length: int, more: dict[str, str]) -> None:
        self.send_response(status)
        headers = {"Content-Type": kind, "Content-Length": str(length), "Cache-Control": "no-store", **more}
        for name, value in {**headers, "X-Content-Type-Options": "nosniff"}.items():
            self.send_header(name, value)
        self.end_headers()


def _find(site: Path, relative: str) -> Path | None:
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


def _type_of(path: Path) -> str:
    return _FEEDS.get(path.name) or _TYPES.get(path.suffix.lower(), "application/octet-stream")


def _size(file: BinaryIO) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    return size
