"""This is how a request is answered: with a file of the built site, and in the preview with what `live` adds."""

import errno
import shutil
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO
from urllib.parse import parse_qs, quote, unquote, urlsplit

from generator import urls
from generator.model import Url
from generator.problems import BuildError
from generator.server.files import HTML, TEXT, find, type_of
from generator.server.live import EVENTS, Live

HOST = "127.0.0.1"
_LOCAL = frozenset({HOST, "localhost", "::1"})


def make_server(site: Path, base: str, port: int, live: Live | None = None) -> ThreadingHTTPServer:
    """A server of the folder below `base` (slashes at both ends), on this machine only; port 0 takes any free one.

    Each request opens its file anew, so the folder may be exchanged at any time. With `live` the pages are those of
    the preview, and the base path is that of its scene.
    """
    try:
        server = _Server((HOST, port), partial(_Handler, site, base, live))
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


class _Server(ThreadingHTTPServer):
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    """Seconds that a connection may idle."""

    def __init__(
        self, site: Path, base: str, live: Live | None, request: object, address: object, server: object
    ) -> None:
        self._site = site
        self._fixed_base = base
        self._live = live
        super().__init__(request, address, server)  # type: ignore[arg-type] # what the server hands to any handler

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name is http.server's
        """Keep quiet: the terminal belongs to the builds."""

    def do_GET(self) -> None:
        """Answer with the file, its folder's address, or the page for what is missing."""
        with suppress(ConnectionError, TimeoutError):  # the reader has gone on
            self._answer()

    do_HEAD = do_GET  # noqa: N815 -- the name is http.server's

    def _answer(self) -> None:
        if not self._is_local():
            return self._say(HTTPStatus.MISDIRECTED_REQUEST, "This preview answers at 127.0.0.1 and localhost alone.\n")
        address = urlsplit(self.path)
        path, base = unquote(address.path), self._base()
        if not path.startswith(base):
            if f"{path}/" == base or path == "/":
                return self._redirect(base, address.query)
            return self._missing(Url(path))
        return self._answer_below(path.removeprefix(base), address.query)

    def _answer_below(self, relative: str, query: str) -> None:
        if self._live is not None:
            if relative == EVENTS:
                return self._follow(self._live, query)
            if own := self._live.own(relative):
                return self._give(HTTPStatus.OK, *own)
        found = find(self._site, relative)
        page = Url(f"/{relative.removesuffix('index.html')}")
        if found is None:
            return self._missing(page)
        if found.is_dir():
            return self._redirect(f"{quote(self._base() + relative)}/", query)
        return self._send(HTTPStatus.OK, found, page)

    def _base(self) -> str:
        return self._live.stage.scene.base if self._live else self._fixed_base

    def _is_local(self) -> bool:
        """Whether the browser means this machine.

        The name of a stranger's site may lead here too (DNS rebinding), and its scripts could read every draft then.
        """
        named = self.headers.get_all("Host", [])
        try:
            return len(named) == 1 and urlsplit(f"//{named[0]}").hostname in _LOCAL
        except ValueError:
            return False

    def _redirect(self, target: str, query: str) -> None:
        self._head(HTTPStatus.FOUND, TEXT, 0, {"Location": f"{target}?{query}" if query else target})

    def _missing(self, page: Url) -> None:
        words = find(self._site, urls.file_of(urls.NOT_FOUND))
        if words is not None:
            return self._send(HTTPStatus.NOT_FOUND, words, page)
        if self._live is not None and page.endswith(("/", ".html")):
            content = self._live.unbuilt(self._live.stage.scene, page)
            return self._give(HTTPStatus.SERVICE_UNAVAILABLE, HTML, content)
        return self._say(HTTPStatus.NOT_FOUND, "There is no such page.\n")

    def _send(self, status: HTTPStatus, path: Path, page: Url) -> None:
        scene = self._live.stage.scene if self._live else None
        try:
            file = path.open("rb")
        except OSError:
            return self.send_error(HTTPStatus.SERVICE_UNAVAILABLE, "The site is being made; load this page again.")
        with file:
            if self._live and scene and type_of(path) == HTML:
                return self._give(status, HTML, self._live.dressed(scene, page, file.read()))
            self._head(status, type_of(path), _size(file), {})
            if self.command != "HEAD":
                shutil.copyfileobj(file, self.wfile)
        return None

    def _follow(self, live: Live, query: str) -> None:
        asked = parse_qs(query)
        page = Url(asked.get("page", ["/"])[0])
        version = self.headers.get("Last-Event-ID") or asked.get("since", [""])[0]
        self._stream(live.events(page, version, partial(self._read, page)))

    def _stream(self, events: Iterable[bytes]) -> None:
        """Answer as long as there are events; the end of the connection is the end of the answer."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        for name, value in {**_COMMON, "Content-Type": "text/event-stream", "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            for event in events:
                self.wfile.write(event)

    def _read(self, page: Url) -> str:
        found = find(self._site, page.removeprefix("/"))
        return found.read_text(encoding="utf-8", errors="replace") if found and found.is_file() else ""

    def _say(self, status: HTTPStatus, words: str) -> None:
        self._give(status, TEXT, words.encode())

    def _give(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self._head(status, kind, len(content), {})
        if self.command != "HEAD":
            self.wfile.write(content)

    def _head(self, status: HTTPStatus, kind: str, length: int, more: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(length), **more, **_COMMON}.items():
            self.send_header(name, value)
        self.end_headers()


_COMMON = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def _size(file: BinaryIO) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    return size
