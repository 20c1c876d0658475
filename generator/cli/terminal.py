"""This is what a person sees: progress and color on a terminal, plain lines in a pipe, nothing when quiet."""

import sys
import time
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn
from rich.table import Table

from generator.build import Report

PAGES_LIMIT = 1_000_000_000
"""Bytes that GitHub Pages allows a site."""


class Terminal:
    """Progress on standard error while something takes longer than a second, and the closing table."""

    def __init__(self, *, is_quiet: bool, stream: TextIO | None = None) -> None:
        self._console = Console(file=stream or sys.stderr, highlight=False, quiet=is_quiet)
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._start = time.monotonic()

    def stop(self) -> None:
        """Take the progress off the terminal, so that words can follow."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def tell(self, step: str, done: int, total: int) -> None:
        """Show how far a step is; a pipe gets nothing, and neither does what ends within a second."""
        if not self._console.is_terminal or time.monotonic() - self._start < 1:
            return
        if self._progress is None:
            self._progress = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                console=self._console,
            )
            self._progress.start()
        if step not in self._tasks:
            self._tasks[step] = self._progress.add_task(step, total=total)
        self._progress.update(self._tasks[step], completed=done, total=total)

    def say(self, text: str) -> None:
        """Print words as they are."""
        self._console.print(text, markup=False, soft_wrap=True, end="" if text.endswith("\n") else "\n")

    def report(self, report: Report) -> None:
        """Print what was built, how large it is, and where the time went."""
        counts = report.counts
        changed = sum(file.is_new for file in report.files)
        share = report.size / PAGES_LIMIT
        rows = (
            ("Articles", f"{counts.articles:,}"),
            ("Authors", f"{counts.authors:,}"),
            ("Tags", f"{counts.tags:,}"),
            ("Files", f"{len(report.files):,}: {changed:,} written, {len(report.files) - changed:,} unchanged"),
            ("Size", f"{report.size / 1e6:,.1f} MB, {share:.1%} of the 1 GB that GitHub Pages allows"),
            ("Time", _times(report)),
        )
        if not self._console.is_terminal:
            for name, value in rows:
                self.say(f"{name.lower()}: {value}")
            return
        table = Table(show_header=False, box=None, pad_edge=False)
        for row in rows:
            table.add_row(*row)
        self._console.print(table)


def _times(report: Report) -> str:
    total = sum(step.seconds for step in report.steps)
    return f"{total:.1f} s (" + ", ".join(f"{step.name} {step.seconds:.1f}" for step in report.steps) + ")"
