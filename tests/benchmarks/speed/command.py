"""This is the command: archives are written in every dialect, tools run in turn, and the figures are written down."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.speed import corpus
from tests.benchmarks.speed.archive import make_archive
from tests.benchmarks.speed.figures import rewrite, write_figures
from tests.benchmarks.speed.measuring import CASES, Book, Plan
from tests.benchmarks.speed.tools import REPOSITORY, TOOLS, Tool, install, is_there, write_root

PAGE = REPOSITORY / "docs" / "performance.md"
BOOK = REPOSITORY / ".tools" / "bench" / "runs.jsonl"


def make_parser() -> argparse.ArgumentParser:
    """What may be asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks speed", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000], metavar="N", help="articles of made archives")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    parser.add_argument("--cases", nargs="*", choices=sorted(CASES), default=sorted(CASES))
    parser.add_argument("--tools", nargs="*", choices=[tool.name for tool in TOOLS], metavar="NAME", default=[])
    parser.add_argument("--corpus", type=Path, action="append", default=[], metavar="DIR", help="a real archive too")
    parser.add_argument("--resume", action="store_true", help="keep the runs that are written down, and add to them")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="where archives are written (default: a new one)")
    parser.add_argument("--no-write", action="store_true", help="leave docs/performance.md alone")
    return parser


def main() -> int:
    """Measure; the runs are in .tools/bench/runs.jsonl."""
    given = make_parser().parse_args()
    book = measure(given, BOOK)
    print(write_figures(book.runs))
    if not given.no_write:
        rewrite(PAGE, book.runs)
    return 0


def measure(given: argparse.Namespace, path: Path) -> Book:
    """Every run that is asked for, written down in `path`."""
    tools = _tools(given.tools)
    book = Book(path, resume=given.resume)
    folder = given.folder or Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        for plan in _plans(given, folder, tools):
            for case in given.cases:
                CASES[case](plan, book)
    finally:
        if given.folder is None:
            shutil.rmtree(folder, ignore_errors=True)
    return book


def _tools(names: list[str]) -> list[Tool]:
    wanted = [tool for tool in TOOLS if not names or tool.name in names]
    if any(tool.dialect != "ours" for tool in wanted):
        install()
    missing = [tool for tool in wanted if not is_there(tool)]
    for tool in missing:
        sys.stderr.write(f"{tool.name.upper()} IS NOT MEASURED: it cannot be installed here\n")
    return [tool for tool in wanted if tool not in missing]


def _plans(given: argparse.Namespace, folder: Path, tools: list[Tool]) -> list[Plan]:
    """Every archive in the dialects that are needed; the smallest first."""
    plans = [_made(size, folder / str(size), given.rounds, tools) for size in sorted(given.sizes)]
    return plans + [corpus.prepare(source, folder, given.rounds, tools) for source in given.corpus]


def _made(size: int, folder: Path, rounds: int, tools: list[Tool]) -> Plan:
    archive = make_archive(size)
    for tool in {tool.dialect: tool for tool in tools}.values():
        if not (folder / tool.dialect).exists():
            write_root(tool, archive, folder / tool.dialect)
    return Plan(archive=f"{size:,} articles", articles=size, folder=folder, rounds=rounds, tools=tools)
