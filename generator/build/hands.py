"""This is how work that is the same for many articles is given to many hands: batches mapped over processes.

What all batches need, the settings or the resolved archive, is handed to each process once, when it starts. Where the
system can fork it is not even copied. The workers of a cluster may take the place of processes.
"""

import contextlib
import gc
import itertools
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import Synchronized, SynchronizedArray
from types import FrameType
from typing import TypeVar, cast

from msgspec import Struct

from generator.build import cluster
from generator.problems import BuildError

Item = TypeVar("Item")
Result = TypeVar("Result")
Told = Callable[[int, int], None]
"""Told how many items are done, and of how many."""


class Hands(Struct, frozen=True, kw_only=True):
    """Who does the work: processes of this machine, or the workers of a Dask cluster."""

    jobs: int = 0
    """Processes; 0 for as many as there are cores, where there is enough to do. 1 works here and asks no cluster."""
    scheduler: str = ""
    """The address of a cluster's scheduler, or ""."""
    root: str = ""
    """The archive's folder, which a cluster's workers must see."""


class Load(Struct, frozen=True, kw_only=True):
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
_NOTHING = -1
_ENDS = frozenset({signal.SIGINT, signal.SIGTERM})
"""The signals that ask a build to end."""


def map_batches(
    work: Callable[[Sequence[Item]], Sequence[Result]],
    items: Sequence[Item],
    hands: Hands,
    told: Told,
    load: Load = MANY_SMALL,
    named: Callable[[Item], str] = str,
) -> Iterator[Result]:
    """The results in the order of the items, whoever works on them.

    A worker that dies is a BuildError that names the item it held, where `work` goes through its batch in order.
    """
    batches = [items[start : start + load.batch] for start in range(0, len(items), load.batch)]
    done = 0
    held: list[int] = []
    try:
        with _hired(work, hands, held, is_much=len(items) >= load.worthwhile) as apply:
            for batch, results in zip(batches, apply(batches), strict=True):
                done += len(batch)
                told(done, len(items))
                yield from results
    except BrokenProcessPool as error:
        place = " or ".join(named(items[index]) for index in sorted(held) if index < len(items))
        near = f"while it held {place}" if place else f"after {done} of {len(items)}"
        raise BuildError(
            f"a worker process died {near}; try again with --jobs 1, or with less else on the machine"
        ) from error


@contextlib.contextmanager
def _hired(
    work: Callable[[Sequence[Item]], Sequence[Result]], hands: Hands, held: list[int], *, is_much: bool
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
        with _pool(work, count, held) as pool:
            yield partial(_hand_out, pool)


def _hand_out(pool: ProcessPoolExecutor, batches: Sequence[Sequence[Item]]) -> Iterator[Sequence[Result]]:
    """All batches, to processes that are started now."""
    given = cast("Callable[[int, Sequence[Item]], Sequence[Result]]", _apply)
    with _undisturbed():
        return pool.map(given, _starts(batches), batches)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Signals wait: Python runs functions of its libraries when it forks, and swallows what a handler raises there."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _starts(batches: Sequence[Sequence[object]]) -> Iterator[int]:
    """The place of the first item of each batch."""
    return itertools.accumulate((len(batch) for batch in batches), initial=0)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def _pool(work: object, count: int, held: list[int]) -> Iterator[ProcessPoolExecutor]:
    """As many processes with the work before them; `held` is told the places of the items that dead ones held."""
    # A fork shares what the parent holds; macOS can fork too, but its libraries do not survive it.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    marks, seats = context.Array("q", [_NOTHING] * count), context.Value("i", 0)
    others = multiprocessing.active_children()
    gc.collect()
    gc.freeze()  # the collector would write to every object that the processes share, and so copy it
    try:
        with ProcessPoolExecutor(count, context, _take_up, (work, marks, seats)) as pool:
            try:
                yield pool
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                _dismiss(others)
                raise
    finally:
        held[:] = [mark for mark in marks[:] if mark != _NOTHING]
        gc.unfreeze()


def _dismiss(others: Collection[BaseProcess]) -> None:
    """End all processes but `others` at once: one that went on would write into a folder that is being taken away."""
    processes = [process for process in multiprocessing.active_children() if process not in others]
    for process in processes:
        process.terminate()
    for process in processes:
        process.join()


class _Watched(list[object]):
    """A batch that notes down, in memory that the first process sees too, which item is asked for."""

    def __init__(self, batch: Iterable[object], start: int, mark: Callable[[int], None]) -> None:
        super().__init__(batch)
        self._start, self._mark = start, mark

    def __iter__(self) -> Iterator[object]:
        for place, item in enumerate(super().__iter__(), start=self._start):
            self._mark(place)
            yield item
        self._mark(_NOTHING)


def _take_up(work: object, marks: "SynchronizedArray[int]", seats: "Synchronized[int]") -> None:
    with seats.get_lock():
        seat = seats.value
        seats.value += 1

    def mark(place: int) -> None:
        marks.get_obj()[seat] = place

    def let_go(_signal: int, _frame: FrameType | None) -> None:
        mark(_NOTHING)  # the pool ends the others when one has died, and they are not to blame
        os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal tells every process, and the first one answers
    signal.signal(signal.SIGTERM, let_go)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)  # they waited while this process was started
    _bench[:] = [work, mark]
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A build that is killed takes its processes along: they would wait for ever, holding the lock they inherit."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _apply(start: int, batch: Sequence[object]) -> Sequence[object]:
    work = cast("Callable[[Sequence[object]], Sequence[object]]", _bench[0])
    return work(_Watched(batch, start, cast("Callable[[int], None]", _bench[1])))
