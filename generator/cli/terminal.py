"""This is what a person sees: progress on a terminal, plain lines in a pipe, nothing when quiet."""

import sys
import time
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING

from generator.cli.streams import tell

if TYPE_CHECKING:
    from generator.cli.progress import Bars

_PATIENCE = 1.0
"""Seconds; what ends sooner needs no progress."""


class Terminal:
    """Progress on standard error while something takes longer than a second, and words below it."""

    def __init__(self, *, is_quiet: bool) -> None:
        self._is_quiet = is_quiet
        self._is_terminal = sys.stderr.isatty()
        self._bars: Bars | None = None
        self._start = time.monotonic()

    def stop(self) -> None:
        """Take the progress off the terminal, so that words can follow."""
        if self._bars is not None:
            self._bars.stop()
            self._bars = None

    def tell(self, step: str, done: int, total: int) -> None:
        """Show how far a step is; a pipe gets nothing, and neither does what ends within a second."""
        if self._is_quiet or not self._is_terminal or time.monotonic() - self._start < _PATIENCE:
            return
        if self._bars is None:
            self._bars = _start_bars()
        self._bars.show(step, done, total)

    def say(self, text: str) -> None:
        """Print words as they are."""
        if not self._is_quiet:
            tell(text if text.endswith("\n") else f"{text}\n")

    def tabulate(self, rows: Iterable[tuple[str, str]]) -> None:
        """Print names with their values: in columns on a terminal, as plain lines in a pipe."""
        for name, value in rows:
            self.say(f"{name:<9}{value}" if self._is_terminal else f"{name.lower()}: {value}")


def _start_bars() -> "Bars":
    """The bars' library costs more than a small build's reading does, so only a wait that is seen brings it in."""
    bars: Bars = import_module("generator.cli.progress").Bars()
    return bars
