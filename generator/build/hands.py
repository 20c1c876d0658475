"""This is how work that is the same for many articles is given to many hands: batches mapped over processes.

What all batches need, the settings or the resolved archive, is handed to each process once, when it starts. Where the
system can fork it is not even copied. The workers of a cluster may take the place of processes.
"""

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TypeVar, cast

from generator.build import cluster
from generator.problems import BuildError

Item = TypeVar("Item")
Result = TypeVar("Result")
Told = Callable[[int, int], None]
"""Told how many items are done, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """Who does the work: processes of this machine, or the workers of a Dask cluster."""

    jobs: int = 0
    """Processes; 0 for as many as there are cores, where there is enough to do. 1 works here and asks no cluster."""
    scheduler: str = ""
    """The address of a cluster's scheduler, or ""."""
    root: str = ""
    """The archive's folder, which a cluster's workers must see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How heavy the items are.

    A batch holds enough of them that handing it over costs little, and few enough that all hands end together. Below
    the number that is worthwhile, one process is faster than starting more.
    """

    batch: int
    worthwhile: int


MANY_SMALL, SOME_MEDIUM, FEW_LARGE = (
    Load(batch=64, worthwhile=200),
    Load(batch=16, worthwhile=48),
    Load(batch=2, worthwhile=4),
)

_bench: list[object] = []
"""In a process that helps: the one piece of work that it was started for."""


def map_batches(
    work: Callable[[Sequence[Item]], Sequence[Result]],
    items: Sequence[Item],
    hands: Hands,
    told: Told,
    load: Load = MANY_SMALL,
) -> Iterator[Result]:
    """The results in the order of the items, whoever works on them; a worker that dies is a BuildError."""
    batches = [items[start : start + load.batch] for start in range(0, len(items), load.batch)]
    done = 0
    try:
        with _hired(work, hands, is_much=len(items) >= load.worthwhile) as apply:
            for batch, results in zip(batches, apply(batches), strict=True):
                done += len(batch)
                told(done, len(items))
                yield from results
    except BrokenProcessPool as error:
        near = f" after {done} of {len(items)}"
        raise BuildError(f"a worker process died{near}; try again with --jobs 1 to see where") from error


@contextlib.contextmanager
def _hired(
    work: Callable[[Sequence[Item]], Sequence[Result]], hands: Hands, *, is_much: bool
) -> Iterator[Callable[[Sequence[Sequence[Item]]], Iterator[Sequence[Result]]]]:
    """What maps batches in order: here where one hand is enough, else in processes or on a cluster."""
    if hands.jobs == 1 or not (hands.jobs or is_much):
        yield lambda batches: map(work, batches)
    elif hands.scheduler:
        with cluster.hired(work, hands.scheduler, hands.root) as apply:
            yield apply
    elif (count := hands.jobs or _cores()) == 1:
        yield lambda batches: map(work, batches)
    else:
        with _pool(work, count) as pool:
            given = cast("Callable[[Sequence[Item]], Sequence[Result]]", _apply)
            yield lambda batches: pool.map(given, batches)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def _pool(work: object, count: int) -> Iterator[ProcessPoolExecutor]:
    """As many processes with the work before them."""
    # A fork shares what the parent holds; macOS can fork too, but its libraries do not survive it.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    gc.collect()
    gc.freeze()  # the collector would write to every object that the processes share, and so copy it
    try:
        with ProcessPoolExecutor(count, context, _take_up, (work,)) as pool:
            try:
                yield pool
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    finally:
        gc.unfreeze()


def _take_up(work: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal tells every process, and the first one answers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _bench[:] = [work]
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A build that is killed takes its processes along: they would wait for ever, holding the lock they inherit."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _apply(batch: Sequence[object]) -> Sequence[object]:
    work = cast("Callable[[Sequence[object]], Sequence[object]]", _bench[0])
    return work(batch)
