"""This is the wait for search results in Chromium: python -m tests.benchmarks search_latency --folder _site

The built site is served from here, each answer 80 ms late, over HTTP/1.1 with the six connections that a browser
opens; a host with HTTP/2 is quicker, and the set-up of a connection is not counted. Cold is a new browser profile whose
reader submits the first query; warm is another query on the same page. Requests and bytes are those between the submit
and the first results, pages and scripts that were there before apart. Files are counted as they lie on the disk.
"""

import argparse
import functools
import http.server
import re
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import find_chromium

QUERIES = ("missile", "F-35", "russia ukraine", '"air force"', "navy ship strait")
RESULTS = """() => document.querySelector('[role=status]').textContent !== ''
  && !document.querySelector('[data-results]').hasAttribute('aria-busy')"""


class LateHandler(http.server.SimpleHTTPRequestHandler):
    """Files of a folder below a base path, each answered late and counted."""

    protocol_version = "HTTP/1.1"
    base, delay = "/", 0.0
    asked: list[int] = []  # noqa: RUF012 -- one server runs at a time, and its sizes are gathered here

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self.base))

    def do_GET(self) -> None:
        time.sleep(self.delay)
        path = Path(self.translate_path(self.path.partition("?")[0]))
        self.asked.append(path.stat().st_size if path.is_file() else 0)
        super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve_late(folder: Path, base: str, delay: float) -> Iterator[str]:
    """The address of the site, each file of which comes `delay` seconds late."""
    LateHandler.base, LateHandler.delay = base, delay
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(LateHandler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{base}"
    server.shutdown()
    server.server_close()


def search(page: Page, query: str) -> tuple[float, int, int]:
    """Milliseconds from the submit to the results, and the requests and bytes on the way."""
    page.fill("form[role=search] input[name=q]", query)
    LateHandler.asked.clear()
    start = time.perf_counter()
    page.press("form[role=search] input[name=q]", "Enter")
    page.wait_for_function(RESULTS, polling="raf", timeout=120_000)
    return (time.perf_counter() - start) * 1000, len(LateHandler.asked), sum(LateHandler.asked)


def measure(browser: Browser, address: str, rounds: int) -> Iterator[tuple[str, list[tuple[float, int, int]], str]]:
    """For each query, cold and then warm: what each round took, and what the page said."""
    for query in QUERIES:
        cold, warm, said = [], [], ""
        for _ in range(rounds):
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{address}search/", wait_until="networkidle")
            cold.append(search(page, query))
            said = page.locator("[role=status]").text_content() or ""
            warm.append(search(page, f"{query} report"))
            context.close()
        yield f"cold  {query}", cold, said
        yield "warm  with a word more", warm, ""


def main() -> int:
    """Print the table; medians over the rounds."""
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
    print(f"{given.delay:g} ms a request; medians of {given.rounds} rounds")
    print(f"{'':<28} {'ms':>7} {'requests':>9} {'kB':>7}")
    with serve_late(given.folder.resolve(), base, given.delay / 1000) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        for name, found, said in measure(browser, address, given.rounds):
            wait, requests, size = (statistics.median(values) for values in zip(*found, strict=True))
            print(f"{name:<28} {wait:7.0f} {requests:9.0f} {size / 1000:7.0f}  {said}", flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
