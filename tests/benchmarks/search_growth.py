"""This is the measure of search by shards beside one whole index: python -m tests.benchmarks.search_growth [COUNT]

The words are those of the made-up archive of shared/bench beside the checkout, 16 years of them. It tells the time and
the peak memory of the whole process tree for every index, for one article more, and for nothing changed.
"""

import argparse
import datetime as dt
import importlib.util
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

from generator import urls
from generator.model import Html, Url
from generator.search import Named, SearchDocument, SearchEntry, find_pagefind, make_document
from generator.search.service import index
from tests.sample_search import make_index

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


def measure(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the wall, and the highest sum of resident memory in MB of the children that the work started."""
    peak, is_over = [0.0], threading.Event()

    def watch() -> None:
        while not is_over.wait(0.05):
            peak[0] = max(peak[0], sum(map(_resident, _children())))

    watcher = threading.Thread(target=watch)
    watcher.start()
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    is_over.set()
    watcher.join()
    return seconds, peak[0]


def _children() -> list[Path]:
    found = []
    for children in Path("/proc/self/task").glob("*/children"):
        try:
            found += [Path("/proc") / number for number in children.read_text(encoding="ascii").split()]
        except OSError:
            continue
    return found


def _resident(process: Path) -> float:
    try:
        return int((process / "statm").read_text(encoding="ascii").split()[1]) * 4096 / 1e6
    except (OSError, IndexError):
        return 0.0


def main() -> int:
    """Print the table; 0 when the shared benchmark archive is absent, which is said."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=2000)
    count = parser.parse_args().count
    if not CORPUS.is_file():
        print("skipped: shared/bench lies not beside the checkout")
        return 0
    documents = make_documents(count + 1)
    first, more = documents[:-1], documents
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "kept"
        pages = [(document.note.url, document.html) for document in first]
        rows = [
            ("one whole index", measure(lambda: index(pages, language="en", pagefind=find_pagefind()))),
            ("shards, all new", measure(lambda: make_index(first, kept=kept, language="en"))),
            ("shards, nothing changed", measure(lambda: make_index(first, kept=kept, language="en"))),
            ("shards, nothing changed", measure(lambda: make_index(first, kept=kept, language="en"))),
            ("shards, one article more", measure(lambda: make_index(more, kept=kept, language="en"))),
        ]
        size = sum(path.stat().st_size for path in make_index(more, kept=kept, language="en").values())
    print(f"{count} articles; memory is that of Pagefind's processes")
    for name, (seconds, memory) in rows:
        print(f"{name:<26} {seconds:8.2f} s {memory:8.0f} MB")
    print(f"{'published':<26} {size / 1e6:8.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
