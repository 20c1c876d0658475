"""This is how the measures are taken: tools in turn, A B A B, round after round, so that a busy minute hits them all.

The first round warms the disk's cache and watches the memory; its times do not count. Every run is written down at
once, so that a measure can be cut short and gone on with.
"""

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.benchmarks.speed.edits import EDITS
from tests.benchmarks.speed.tools import REPOSITORY, TOOLS, Tool, clean, count_pages, ours
from tests.benchmarks.speed.watching import run

PATIENCE = 30
"""Seconds; a tool that takes longer runs a few rounds only."""
FEW = 3
CLEAN = "clean"
_MADE = re.compile(r"^pages: ([\d,]+) made", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run. Round 0 has the peak of the memory in MB, the others the time in seconds."""

    archive: str
    articles: int
    case: str
    tool: str
    round: int
    seconds: float
    peak: float
    pages: int
    """HTML pages there after a clean build; after an edit, files that were made again."""


class Book:
    """All runs, on disk at once."""

    def __init__(self, path: Path, *, resume: bool) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = path.read_text(encoding="utf-8").splitlines() if resume and path.exists() else []
        self.runs = [Run(**json.loads(line)) for line in lines]
        if not resume:
            path.unlink(missing_ok=True)

    def has(self, archive: str, case: str, tool: str, number: int) -> bool:
        """Whether this run is written down."""
        return any((run.archive, run.case, run.tool, run.round) == (archive, case, tool, number) for run in self.runs)

    def add(self, run: Run) -> None:
        """Write a run down, and say it."""
        self.runs.append(run)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(run)) + "\n")
        figures = f"{run.seconds:8.2f} s {run.pages:7,} pages" + (f" {run.peak:7,.0f} MB" if run.peak else "")
        print(f"{run.archive:>12}  {run.case:<28} {run.tool:<20} round {run.round} {figures}", flush=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be measured, on one archive whose dialects lie in folders of their names."""

    archive: str
    articles: int
    folder: Path
    rounds: int
    tools: Sequence[Tool] = TOOLS


def measure_clean(plan: Plan, book: Book) -> None:
    """Clean builds, the tools in turn."""
    with tempfile.TemporaryDirectory(dir=plan.folder) as aside:
        for number in range(plan.rounds + 1):
            for tool in plan.tools:
                if not book.has(plan.archive, CLEAN, tool.name, number) and number <= _rounds(plan, book, tool):
                    _measure_clean(plan, book, tool, number, Path(aside))


def _measure_clean(plan: Plan, book: Book, tool: Tool, number: int, aside: Path) -> None:
    root = plan.folder / tool.dialect
    clean(tool, root, aside)
    taken = run(tool.commands(root), _place(tool, root), watch_memory=number == 0)
    pages = count_pages(tool, root)
    _note(plan, book, (CLEAN, tool.name, number), (taken.seconds, taken.peak, pages))


def _place(tool: Tool, root: Path) -> Path:
    return REPOSITORY if tool.dialect == "ours" else root


def _rounds(plan: Plan, book: Book, tool: Tool) -> int:
    first = [run.seconds for run in book.runs if (run.archive, run.tool, run.round) == (plan.archive, tool.name, 0)]
    return min(plan.rounds, FEW) if first and first[0] > PATIENCE else plan.rounds


def measure_edits(plan: Plan, book: Book, names: Iterable[str] = tuple(EDITS)) -> None:
    """Builds after an edit, without search and with it; the archive is built once before, and edited further each time.

    A copy is edited, so that clean builds measure the archive as it was made.
    """
    for search in (False, True):
        tool = "ours, with search" if search else "ours"
        wanted = [(name, number) for number in range(plan.rounds + 1) for name in names]
        missing = [(name, number) for name, number in wanted if not book.has(plan.archive, name, tool, number)]
        if not missing:
            continue
        root = plan.folder / "edited"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(plan.folder / "ours", root, ignore=shutil.ignore_patterns("_site", ".cache", "._site*"))
        command = [ours(root, search=search)]
        run(command, REPOSITORY)
        for name, number in missing:
            EDITS[name](root, number)
            taken = run(command, REPOSITORY, watch_memory=number == 0)
            _note(plan, book, (name, tool, number), (taken.seconds, taken.peak, _made(taken.said)))


def _made(said: str) -> int:
    found = _MADE.search(said)
    if found is None:
        raise ValueError(f"the build does not say how many pages it made:\n{said}")
    return int(found[1].replace(",", ""))


def _note(plan: Plan, book: Book, key: tuple[str, str, int], figures: tuple[float, float, int]) -> None:
    (case, tool, number), (seconds, peak, pages) = key, figures
    book.add(
        Run(
            archive=plan.archive,
            articles=plan.articles,
            case=case,
            tool=tool,
            round=number,
            seconds=round(seconds, 3),
            peak=round(peak, 1),
            pages=pages,
        )
    )


CASES: dict[str, Callable[[Plan, Book], None]] = {"clean": measure_clean, "edits": measure_edits}
