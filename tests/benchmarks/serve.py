"""This is the measure of the preview: from saving a body to the browser showing it, beside Hugo's live server.

`python -m tests.benchmarks serve --articles N --folder DIR` makes an archive, or copies the one of `--archive`, starts
`serve`, opens an old article in Chromium, and adds a sentence to it on the disk, in turn by writing and by renaming.
`--hugo PATH` makes the same archive for Hugo and makes the same edits in alternation, in the same run.
"""

import argparse
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.speed.archive import make_archive
from tests.benchmarks.speed.tools import TOOLS, write_root

REPOSITORY = Path(__file__).parents[2]
_REMARK = "One more remark"
_TARGET = 0.5
"""Seconds: what the median is not to exceed at 10,000 articles."""
_START = 1_800
"""Seconds that a first build may take."""
_SHOW = 120_000
"""Milliseconds after which an edit that is not shown is a fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A live server whose page is open: the file behind the page, and the seconds from each save to its sight."""

    name: str
    page: Page
    path: Path
    seconds: list[float]


def make_parser() -> argparse.ArgumentParser:
    """What may be asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks serve", description=__doc__)
    parser.add_argument("--articles", type=int, default=1000, metavar="N", help="articles of the made archive")
    parser.add_argument("--archive", type=Path, metavar="DIR", help="an archive of ours to copy in its place")
    parser.add_argument("--edits", type=int, default=20, metavar="N")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="where archives are written (default: a new one)")
    parser.add_argument("--hugo", default="", metavar="PATH", help="Hugo's program, to be measured in the same run")
    return parser


def main() -> int:
    """Measure, print a line for each server, and fail when the median of ours is above half a second."""
    given = make_parser().parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="serve-"))
    try:
        servers = measure(given, folder.resolve())
    finally:
        if given.folder is None:
            shutil.rmtree(folder, ignore_errors=True)
    for server in servers:
        print(describe(server.name, server.seconds))
    return 0 if statistics.median(servers[0].seconds) <= _TARGET else 1


def describe(name: str, seconds: Sequence[float]) -> str:
    """The figures of a server on a line."""
    figures = ", ".join(f"{figure} {value:.2f} s" for figure, value in _figures(seconds))
    return f"{name:<6} from saving to seeing, {len(seconds)} edits: {figures}"


def _figures(seconds: Sequence[float]) -> tuple[tuple[str, float], ...]:
    return ("min", min(seconds)), ("median", statistics.median(seconds)), ("max", max(seconds))


def measure(given: argparse.Namespace, folder: Path) -> list[Server]:
    """Every edit on each server in turn, ours first."""
    with ExitStack() as stack:
        browser = stack.enter_context(_chromium())
        servers = [stack.enter_context(_ours(given, folder / "ours", browser()))]
        if given.hugo:
            servers.append(stack.enter_context(_hugo(given, folder / "hugo", browser())))
        for number in range(given.edits):
            for server in servers:
                server.seconds.append(_edit(server, number))
        return servers


def _edit(server: Server, number: int) -> float:
    """Seconds from the save of a sentence to its sight; every second save is by rename, as many editors do it."""
    before = server.path.read_text(encoding="utf-8")
    # An archive that was measured before holds the sentences of then.
    sentence = f"{_REMARK}, the {before.count(_REMARK)}th of its kind."
    text = f"{before}\n{sentence}\n"
    if server.page.get_by_text(sentence).count():
        raise RuntimeError(f"{server.name} shows what has not been written yet")
    start = time.perf_counter()
    if number % 2:
        fresh = server.path.with_name(f"{server.path.name}~")
        fresh.write_text(text, encoding="utf-8")
        os.replace(fresh, server.path)  # noqa: PTH105 -- the same as Path.replace, and plainer here
    else:
        server.path.write_text(text, encoding="utf-8")
    server.page.get_by_text(sentence).wait_for(timeout=_SHOW)
    return time.perf_counter() - start


@contextmanager
def _chromium() -> Iterator[Callable[[], Page]]:
    """What opens a page; each server has a page of its own that stays open."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_page
        browser.close()


@contextmanager
def _ours(given: argparse.Namespace, root: Path, page: Page) -> Iterator[Server]:
    _provide(given, root, "ours")
    command = [sys.executable, "-m", "generator", "--root", str(root), "serve", "--port", "0"]
    with _running(command) as lines:
        address = _hear(lines, r"The site is at (\S+)")
        _hear(lines, r"Built in")
        path = _chosen(root / "content" / "articles")
        yield _open("ours", page, path, address)


@contextmanager
def _hugo(given: argparse.Namespace, root: Path, page: Page) -> Iterator[Server]:
    _provide(given, root, "hugo")
    command = [given.hugo, "server", "--source", str(root), "--port", str(_free_port())]
    with _running(command) as lines:
        address = _hear(lines, r"available at (\S+)")
        yield _open("Hugo", page, _chosen(root / "content"), address)


def _free_port() -> int:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        return int(other.getsockname()[1])


def _open(name: str, page: Page, path: Path, address: str) -> Server:
    """Open the page of an article; both make its address of the day and the slug in its front matter."""
    text = path.read_text(encoding="utf-8")
    slug = re.findall(r"^slug: *\"?([a-z0-9-]+)", text, flags=re.MULTILINE)[0]
    year, month = re.findall(r"^date: *\"?(\d{4})-(\d\d)", text, flags=re.MULTILINE)[0]
    answer = page.goto(f"{address}{year}/{month}/{slug}/", wait_until="load")
    if answer is None or not answer.ok:
        raise RuntimeError(f"{name} shows no page for {path}")
    return Server(name=name, page=page, path=path, seconds=[])


def _chosen(folder: Path) -> Path:
    """An article in the middle of the archive: on no front page, in no feed."""
    articles = sorted(path for path in folder.rglob("*.md") if not path.name.startswith("_"))
    return articles[len(articles) // 2]


def _provide(given: argparse.Namespace, root: Path, dialect: str) -> None:
    if root.exists():
        return
    if given.archive and dialect == "ours":
        shutil.copytree(given.archive, root, ignore=shutil.ignore_patterns("_site", ".cache"))
        return
    tool = next(tool for tool in TOOLS if tool.dialect == dialect)
    write_root(tool, make_archive(given.articles), root)


@contextmanager
def _running(command: Sequence[str]) -> Iterator[Iterator[str]]:
    """What a server says, line by line; it is ended in the end."""
    process = subprocess.Popen(
        command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True
    )
    try:
        if process.stdout is None:
            raise RuntimeError(command[0])
        yield process.stdout
    finally:
        process.terminate()
        process.communicate(timeout=_START)


def _hear(lines: Iterator[str], pattern: str) -> str:
    for line in lines:
        if found := re.search(pattern, line):
            return found[found.re.groups]
    raise RuntimeError(f"the server has ended before it said {pattern!r}")
