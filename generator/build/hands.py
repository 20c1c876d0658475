"""This is how work that is the same for many articles is given to many hands: batches mapped over an executor."""

import concurrent.futures
import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from generator.problems import BuildError

Item = TypeVar("Item")
Result = TypeVar("Result")
Told = Callable[[int, int], None]
"""Told how many items are done, and of how many."""

_BATCH = 64
"""Items in a batch: enough that handing it over costs little, few enough that both hands end together."""
_WORTHWHILE = 200
"""Below so many sources one process is faster than starting more."""


@contextlib.contextmanager
def hired(jobs: int, work: int) -> Iterator[concurrent.futures.Executor | None]:
    """An executor with `jobs` processes (0: as many as the machine has cores), or None where one hand is enough."""
    hands = jobs or os.cpu_count() or 1
    if hands == 1 or (jobs == 0 and work < _WORTHWHILE):
        yield None
        return
    with concurrent.futures.ProcessPoolExecutor(hands) as executor:
        yield executor


def map_batches(
    function: Callable[[Sequence[Item]], Sequence[Result]],
    items: Sequence[Item],
    executor: concurrent.futures.Executor | None,
    told: Told,
) -> Iterator[Result]:
    """The results in the order of the items, whoever works on them; a worker that dies is a BuildError."""
    batches = [items[start : start + _BATCH] for start in range(0, len(items), _BATCH)]
    done = 0
    try:
        for batch, results in zip(batches, (executor.map if executor else map)(function, batches), strict=True):
            done += len(batch)
            told(done, len(items))
            yield from results
    except BrokenProcessPool as error:
        near = f" after {done} of {len(items)}"
        raise BuildError(f"a worker process died{near}; try again with --jobs 1 to see where") from error
