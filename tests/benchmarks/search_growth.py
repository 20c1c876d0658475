"""This is the measure of search as the archive grows: python -m tests.benchmarks search_growth --count 10000 --whole

The words are those of the made-up archive of shared/bench beside the checkout, 16 years of them. It tells the seconds
on the wall and those of processors, which tell more on a busy machine, and the peak memory of the whole process tree,
ours included: for all shards new, for nothing changed, for one article more and for an old article edited; with
`--whole`, for one index of everything beside them, in pairs.

Memory is the sum of the proportional shares (PSS, /proc/PID/smaps_rollup), read ten times a second.
"""

import argparse
import contextlib
import datetime as dt
import hashlib
import importlib.util
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

from msgspec.structs import replace

from generator import urls
from generator.model import Digest, Html, Url
from generator.search import Named, SearchDocument, SearchEntry, find_pagefind, make_document
from generator.search.service import index
from tests.sample_search import update_index

CORPUS = Path(__file__).parents[2] / "../shared/bench/make_corpus.py"
DAYS = 16 * 365
PARAGRAPHS = 8


def make_documents(count: int) -> list[SearchDocument]:
    """As many documents as asked for, about 500 words each, spread over 16 years."""
    spec = importlib.util.spec_from_file_location("make_corpus", CORPUS)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(CORPUS)
    corpus = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(corpus)
    writer = corpus.Writer(count, 1)
    return [_document(writer, number, count) for number in range(count)]


def _document(writer, number: int, count: int) -> SearchDocument:
    day = (dt.date(2007, 1, 1) + dt.timedelta(days=number * DAYS // count)).isoformat()
    paragraphs = [" ".join(writer.words(62)) for _ in range(PARAGRAPHS)]
    entry = SearchEntry(
        url=Url(f"/{day[:4]}/{day[5:7]}/article-{number}/"),
        title=" ".join(writer.words(8)).title(),
        standfirst=" ".join(writer.words(14)),
        body=Html("".join(f"<p>{escape(text)}.</p>" for text in paragraphs)),
        authors=(_named(writer.authors[number % len(writer.authors)]),),
        tags=(_named(writer.tags[number % len(writer.tags)]),),
        section=("Land", "Airpower", "Space", "Warship")[number % 4],
        date=day,
        date_text=day,
        language="en",
    )
    return make_document(entry)


def _named(name: str) -> Named:
    return Named(urls.make_slug(name), name)


def edit(document: SearchDocument) -> SearchDocument:
    """The document with a word more."""
    html = document.html.replace("</p>", " corrected</p>", 1)
    return replace(
        document, html=html, note=replace(document.note, digest=Digest(hashlib.sha256(html.encode()).hexdigest()))
    )


def measure(work: Callable[[], object]) -> tuple[float, float, float]:
    """Seconds on the wall and of processors, and the most memory in MB; of this process and all below it."""
    peak, is_over = [0.0], threading.Event()

    def watch() -> None:
        while not is_over.wait(0.1):
            peak[0] = max(peak[0], sum(map(_share, _tree(os.getpid()))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    start, before = time.perf_counter(), sum(os.times()[:4])
    work()
    seconds, busy = time.perf_counter() - start, sum(os.times()[:4]) - before
    is_over.set()
    watcher.join()
    return seconds, busy, peak[0]


def _tree(root: int) -> list[int]:
    """The process and all that it and those below it started."""
    found, waiting = [], [root]
    while waiting:
        found.append(waiting.pop())
        for children in Path(f"/proc/{found[-1]}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                waiting += map(int, children.read_text(encoding="ascii").split())
    return found


def _share(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


def measure_rounds(count: int, rounds: int, *, is_whole: bool) -> list[tuple[str, float, float, float]]:
    """What was measured, in the order of the measuring; each round begins with nothing kept."""
    documents = make_documents(count + 1)
    first, more = documents[:-1], documents
    edited = [edit(first[0]), *more[1:]]
    rows = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            kept = Path(folder) / "kept"
            if is_whole:
                pages = [(document.note.url, document.html) for document in first]
                rows.append(
                    ("one whole index", *measure(lambda: index(pages, language="en", pagefind=find_pagefind())))  # noqa: B023 -- called at once
                )
            steps = {"all new": first, "nothing changed": first, "one article more": more, "an old one edited": edited}
            for name, some in steps.items():
                rows.append((name, *measure(lambda: update_index(some, kept=kept, before=more))))  # noqa: B023 -- called at once
            files = update_index(more, kept=kept)
            rows.append(("published, files and MB", len(files), 0, sum(file.size for file in files.values()) / 1e6))
    return rows


def main() -> int:
    """Print the table; 0 when the shared benchmark archive is absent, which is said."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks search_growth")
    parser.add_argument("--count", type=int, default=2000, help="articles")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--whole", action="store_true", help="one whole index beside the shards")
    given = parser.parse_args()
    if not CORPUS.is_file():
        print("skipped: shared/bench lies not beside the checkout")
        return 0
    print(f"{given.count} articles, all processes: seconds on the wall, seconds of processors, and MB at the highest")
    for name, seconds, busy, memory in measure_rounds(given.count, given.rounds, is_whole=given.whole):
        print(f"{name:<26} {seconds:9.2f} {busy:9.2f} {memory:9.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
