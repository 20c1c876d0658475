"""This is the measure of time and memory: python -m tests.benchmarks.people_scale [--archive FOLDER]

Who is who among 16,312 people, as many as a history of foreign relations has, made up from the gold sets; and what
identity and bios cost in the benchmark archive of 10,000 articles, which shared/bench/make_corpus.py writes (it needs
wordfreq), or which lies in FOLDER already.
"""

import argparse
import gc
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from generator import content
from generator.archive.people import People, resolve_people
from generator.build.keeping import record_of
from generator.build.reading import Reader
from generator.config import read_config
from generator.content import SourceKind
from generator.model import Article, AuthorRecord
from tests.benchmarks.gold import GOLD, ROOT, Row, article, lines

PEOPLE = 16_312
"""People in the history, of whom each is printed under two names."""
ARTICLES = 10_000
MAKER = ROOT / "../shared/bench/make_corpus.py"
SYLLABLES = ("ba", "con", "del", "fer", "gan", "hol", "kin", "lor", "man", "nor", "pal", "ros", "sten", "ter", "vin")


def history() -> list[Article]:
    """Two articles for each of the people: the gold sets' names and bios, family names lengthened in every round."""
    people = [(person["names"], person["bios"]) for person in lines("hsg_same_person_variants.jsonl")]
    articles: list[Article] = []
    for number in range(PEOPLE):
        names, texts = people[number % len(people)]
        tail = _syllables(number // len(people), number) if number >= len(people) else ""
        for turn, name in enumerate(names[:2]):
            bio = f"{texts[turn % len(texts)]} {tail}" if texts else ""
            articles.append(article(len(articles), _renamed(name, tail), bio=bio))
    return articles


def _syllables(turn: int, seed: int) -> str:
    return SYLLABLES[turn % len(SYLLABLES)] + SYLLABLES[seed % len(SYLLABLES)]


def _renamed(name: str, tail: str) -> str:
    family, comma, given = name.partition(",")
    return f"{family}{tail}{comma}{given}"


def measure_history() -> list[Row]:
    """Seconds, and how far the process's peak of memory rises, its code and the articles left out."""
    if not GOLD.is_dir():
        return [Row(name="history", figure="left out", value="the gold sets are not beside the checkout")]
    articles = history()
    before = _peak()
    people, seconds = _timed(lambda: resolve_people(articles, (), strip_bios=True))
    return [
        Row(
            name="history",
            figure="people, names, articles",
            value=f"{PEOPLE:,}, {_names(articles):,}, {len(articles):,}",
        ),
        Row(name="history", figure="authors, questions", value=f"{len(people.authors):,}, {len(people.review):,}"),
        Row(name="history", figure="seconds", value=f"{seconds:.1f}", wanted="< 30"),
        Row(
            name="history",
            figure="MB of memory, rise and peak",
            value=f"{_peak() - before:.0f}, {_peak():.0f}",
            wanted="< 500",
        ),
    ]


def _names(articles: Iterable[Article]) -> int:
    return len({byline.text for made in articles for byline in made.bylines})


def _peak() -> float:
    """The most memory that this process has held, in MB; Linux counts in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def _timed(work: Callable[[], People]) -> tuple[People, float]:
    """What the work gives, and its seconds on one core, which others on the machine do not lengthen.

    The garbage collector rests, as it does while an archive is built.
    """
    gc.collect()
    gc.disable()
    started = time.process_time()
    people = work()
    seconds = time.process_time() - started
    gc.enable()
    return people, seconds


def measure_archive(folder: Path | None) -> list[Row]:
    """Seconds for identity and bios of the benchmark archive; reading its files is not counted."""
    if folder:
        return list(_of_archive(folder))
    with tempfile.TemporaryDirectory() as made:
        reason = _make(Path(made))
        return [Row(name="archive", figure="left out", value=reason)] if reason else list(_of_archive(Path(made)))


def _make(folder: Path) -> str:
    """Why the archive cannot be made; "" when it is."""
    if not MAKER.is_file():
        return f"there is no {MAKER.name} beside the checkout"
    command = [sys.executable, str(MAKER), str(ARTICLES), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode and "wordfreq" in done.stderr:
        return f"{MAKER.name} needs wordfreq: pip install wordfreq, or --archive FOLDER"
    return done.stderr.strip().rpartition("\n")[2] if done.returncode else ""


def _of_archive(folder: Path) -> Iterator[Row]:
    config = read_config(folder)
    sources, _ = content.discover(folder)
    wanted = [source for source in sources if source.kind in {SourceKind.ARTICLE, SourceKind.AUTHOR}]
    records = [record_of(read) for read in Reader(config=config, cache=None)(wanted)]
    articles = [record for record in records if isinstance(record, Article)]
    known = [record for record in records if isinstance(record, AuthorRecord)]
    people, seconds = _timed(lambda: resolve_people(articles, known, strip_bios=True))
    bios = sum(map(len, people.printed.values()))
    yield Row(name="archive", figure="articles, authors", value=f"{len(articles):,}, {len(people.authors):,}")
    yield Row(name="archive", figure="bodies shortened, bios", value=f"{len(people.cuts):,}, {bios:,}")
    yield Row(name="archive", figure="seconds", value=f"{seconds:.2f}", wanted="< 2")


def main(arguments: Iterable[str] = ()) -> int:
    """Print the table; 1 when a figure is not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", type=Path, help="a folder with the 10,000 articles")
    chosen = parser.parse_args(list(arguments))
    rows = [*measure_history(), *measure_archive(chosen.archive)]
    for row in rows:
        print(f"{row.name:10} {row.figure:30} {row.value:24} {row.wanted}")
    return int(any(row.wanted and float(row.value.split()[-1]) >= float(row.wanted.split()[-1]) for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
