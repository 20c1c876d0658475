"""This is the wait for search results in Chromium: python -m tests.benchmarks search_latency --folder _site

The built site is served from here, each answer 80 ms late, over HTTP/2 as by GitHub Pages, where all requests travel at
once (RFC 9113), and then over HTTP/1.1 with the six connections that a browser opens. Answers may be kept for ten
minutes, as there. The set-up of a connection is not counted. Cold is a new browser profile whose reader submits the
first query; warm is another query on the same page. Requests and bytes are those between the submit and the first
results, pages and scripts that were there before apart. Files are counted as they lie on the disk.
"""

import argparse
import asyncio
import mimetypes
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from hypercorn.asyncio import serve
from hypercorn.config import Config
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import find_chromium

QUERIES = ("missile", "F-35", "russia ukraine", '"air force"', "navy ship strait")
RESULTS = """() => document.querySelector('[role=status]').textContent !== ''
  && !document.querySelector('[data-results]').hasAttribute('aria-busy')"""
CERTIFICATE = (
    "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    " -keyout {folder}/key.pem -out {folder}/certificate.pem"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """An ASGI application: the files of a folder below a base path, each answered late, their sizes gathered."""

    folder: Path
    base: str
    delay: float
    asked: list[int] = field(default_factory=list)

    async def __call__(self, scope, _receive, send) -> None:
        if scope["type"] != "http":
            return
        await asyncio.sleep(self.delay)
        path = self.folder / scope["path"].removeprefix(self.base)
        path = path / "index.html" if path.is_dir() else path
        content = path.read_bytes() if path.is_file() else b""
        self.asked.append(len(content))
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        headers = [
            (b"content-type", kind.encode()),
            (b"content-length", str(len(content)).encode()),
            (b"cache-control", b"max-age=600"),
        ]
        status = 200 if path.is_file() else 404
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})


@contextmanager
def serve_late(site: Late, *, is_http2: bool) -> Iterator[str]:
    """The address of the site."""
    server = socket.create_server(("127.0.0.1", 0))
    port = server.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        config = Config()
        config.bind, config.accesslog, config.errorlog = [f"fd://{server.detach()}"], None, None
        if is_http2:
            subprocess.run(CERTIFICATE.format(folder=folder).split(), check=True, capture_output=True)
            config.certfile, config.keyfile = f"{folder}/certificate.pem", f"{folder}/key.pem"
        loop, over = asyncio.new_event_loop(), asyncio.Event()
        running = serve(site, config, shutdown_trigger=over.wait)
        thread = threading.Thread(target=loop.run_until_complete, args=(running,))
        thread.start()
        yield f"{'https' if is_http2 else 'http'}://127.0.0.1:{port}{site.base}"
        loop.call_soon_threadsafe(over.set)
        thread.join()


def search(page: Page, query: str, site: Late) -> tuple[float, int, int]:
    """Milliseconds from the submit to the results, and the requests and bytes on the way."""
    page.fill("form[role=search] input[name=q]", query)
    site.asked.clear()
    start = time.perf_counter()
    page.press("form[role=search] input[name=q]", "Enter")
    page.wait_for_function(RESULTS, polling="raf", timeout=120_000)
    return (time.perf_counter() - start) * 1000, len(site.asked), sum(site.asked)


def measure(
    browser: Browser, address: str, site: Late, rounds: int
) -> Iterator[tuple[str, list[tuple[float, int, int]], str]]:
    """For each query, cold and then warm: what each round took, and what the page said."""
    for query in QUERIES:
        cold, warm, said = [], [], ""
        for _ in range(rounds):
            context = browser.new_context(ignore_https_errors=True)
            page = context.new_page()
            page.goto(f"{address}search/", wait_until="networkidle")
            cold.append(search(page, query, site))
            said = page.locator("[role=status]").text_content() or ""
            warm.append(search(page, f"{query} report", site))
            context.close()
        yield f"cold  {query}", cold, said
        yield "warm  with a word more", warm, ""


def main() -> int:
    """Print the tables; medians over the rounds."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks search_latency")
    parser.add_argument("--folder", type=Path, default=Path("_site"), help="a built site")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--delay", type=float, default=80, help="milliseconds that each answer is late")
    given = parser.parse_args()
    page = given.folder / "search/index.html"
    if not page.is_file():
        print(f"skipped: {given.folder} holds no built site; name one with --folder")
        return 0
    base = re.findall(r'data-base="([^"]*)"', page.read_text(encoding="utf-8"))[0]
    site = Late(folder=given.folder.resolve(), base=base, delay=given.delay / 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        for protocol in ("HTTP/2", "HTTP/1.1"):
            print(f"{protocol}, {given.delay:g} ms a request; medians of {given.rounds} rounds")
            print(f"{'':<28} {'ms':>7} {'requests':>9} {'kB':>7}")
            with serve_late(site, is_http2=protocol == "HTTP/2") as address:
                for name, found, said in measure(browser, address, site, given.rounds):
                    wait, requests, size = (statistics.median(values) for values in zip(*found, strict=True))
                    print(f"{name:<28} {wait:7.0f} {requests:9.0f} {size / 1000:7.0f}  {said}", flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
