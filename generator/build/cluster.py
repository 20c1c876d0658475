"""This is how batches are handed to the workers of a Dask cluster (decision 015): the same work, on other machines.

Dask would give what a dead worker held to another one. Pages are written once and never over each other, so here each
batch belongs to one worker, and a worker that is lost ends the build.
"""

import contextlib
import pickle
import threading
import uuid
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from importlib import import_module
from itertools import cycle
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeVar, cast

from msgspec import Struct

from generator import cache
from generator.config import FILE_NAME
from generator.problems import BuildError

Item = TypeVar("Item")
Result = TypeVar("Result")
_Work = Callable[[Sequence[object]], Sequence[object]]

_PATIENCE = 20
"""Seconds within which a scheduler has to answer and one worker has to be there."""
_LOOK = 5
"""Seconds without a result after which we look whether its worker still lives."""
_AHEAD = 2
"""Batches for each thread of a worker: one in its hands, and the next."""


class _Future(Protocol):
    """What we use of Dask's futures."""

    status: str

    def result(self, timeout: float) -> Sequence[object]: ...


class _Client(Protocol):
    """What we use of Dask's client."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def nthreads(self) -> Mapping[str, int]: ...
    def wait_for_workers(self, n_workers: int, timeout: float) -> None: ...
    def scatter(self, data: object, *, broadcast: bool, hash: bool) -> object: ...  # noqa: A002 -- Dask's own name
    def submit(self, function: object, *given: object, workers: list[str], pure: bool) -> _Future: ...
    def run_on_scheduler(self, function: object, *given: object) -> object: ...
    def run(self, function: object, *given: object, on_error: str = ...) -> object: ...


class _Order(Struct, frozen=True, kw_only=True):
    """One step of one build, as its workers are told."""

    name: str
    program: str
    """The digest of the generator's source and of its packages' versions, which decides the bytes of pages."""
    root: str


class _Held(Struct, frozen=True, kw_only=True):
    """A batch in a worker's hands: the places of its first and last item, counted from one."""

    worker: str
    first: int
    last: int
    future: _Future


@contextlib.contextmanager
def hired(
    work: Callable[[Sequence[Item]], Sequence[Result]], scheduler: str, root: str
) -> Iterator[Callable[[Sequence[Sequence[Item]]], Iterator[Sequence[Result]]]]:
    """What maps batches over the workers that a scheduler knows now, giving results in the order of the batches.

    The work is sent to each worker once. BuildError when the scheduler does not answer or has no worker, when a worker
    runs another version, does not see the folder `root`, or is lost.
    """
    order = _Order(name=uuid.uuid4().hex, program=cache.make_key(""), root=root)
    with _connected(scheduler) as client:
        _greet(client, order)
        bench = client.scatter(pickle.dumps(work), broadcast=True, hash=False)

        def apply(batches: Sequence[Sequence[Item]]) -> Iterator[Sequence[Result]]:
            return cast("Iterator[Sequence[Result]]", _mapped(client, order, bench, batches))

        yield apply
        client.run(_put_down, on_error="ignore")


@contextlib.contextmanager
def _connected(scheduler: str) -> Iterator[_Client]:
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise BuildError(
            f'[build] executor = "dask" needs a package that is not there: '
            f"pip install -r requirements-dask.lock ({error})"
        ) from error
    try:
        client: _Client = distributed.Client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except OSError as error:
        raise BuildError(f"the scheduler at {scheduler} does not answer: {error}") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise BuildError(f"the scheduler at {scheduler} has no worker") from error
        try:
            yield client
        except CancelledError as error:
            raise BuildError(f"the scheduler at {scheduler} was lost; the old site stands") from error


def _greet(client: _Client, order: _Order) -> None:
    """BuildError unless the scheduler and every worker can do the work, and would do it as we do."""
    try:
        client.run_on_scheduler(_refuse_other_version, order)
        client.run(_refuse_strangers, order)
    except ImportError as error:
        message = f"the scheduler or a worker cannot import the generator ({error}); start both in its folder"
        raise BuildError(message) from error


def _mapped(
    client: _Client, order: _Order, bench: object, batches: Sequence[Sequence[object]]
) -> Iterator[Sequence[object]]:
    slots = _slots(client.nthreads())
    held: deque[_Held] = deque()
    done = 0
    for batch, worker in zip(batches, cycle(slots), strict=False):
        if len(held) == len(slots):
            yield _take(client, held)
        future = client.submit(_apply, order, bench, pickle.dumps(batch), workers=[worker], pure=False)
        held.append(_Held(worker=worker, first=done + 1, last=done + len(batch), future=future))
        done += len(batch)
    while held:
        yield _take(client, held)


def _slots(threads: Mapping[str, int]) -> list[str]:
    """The workers in turn, each as often as it may hold batches."""
    turns = range(_AHEAD * max(threads.values(), default=0))
    return [worker for turn in turns for worker in sorted(threads) if turn < _AHEAD * threads[worker]]


def _take(client: _Client, held: deque[_Held]) -> Sequence[object]:
    """The result of the batch that was handed out first."""
    oldest = held[0]
    while True:
        try:
            results = oldest.future.result(timeout=_LOOK)
        except TimeoutError:
            if oldest.future.status == "error":
                raise
            if not _lives(client, oldest.worker):
                raise BuildError(_obituary(oldest.worker, held)) from None
        else:
            held.popleft()
            return results


def _lives(client: _Client, worker: str) -> bool:
    try:
        return worker in client.nthreads()
    except OSError as error:
        raise BuildError(f"the scheduler was lost: {error}; the old site stands") from error


def _obituary(worker: str, held: Sequence[_Held]) -> str:
    lost = ", ".join(f"{batch.first} to {batch.last}" for batch in held if batch.worker == worker)
    return f"the worker {worker} died; it held {lost}; try again with --jobs 1 to see where"


_lock = threading.Lock()
_bench: dict[str, _Work] = {}
"""In a worker: the one piece of work that all its threads are at, by the name of its order."""


def _apply(order: _Order, pickled: bytes, batch: bytes) -> Sequence[object]:
    return _take_up(order, pickled)(pickle.loads(batch))  # noqa: S301 -- from the build that gave the work


def _take_up(order: _Order, pickled: bytes) -> _Work:
    with _lock:
        if order.name not in _bench:
            _bench.clear()
            cache.forget()  # it may be another file than that of the last build
            _bench[order.name] = pickle.loads(pickled)  # noqa: S301 -- Dask runs what its scheduler sends anyway
        return _bench[order.name]


def _put_down() -> None:
    with _lock:
        _bench.clear()
        cache.forget()


def _refuse_strangers(order: _Order) -> None:
    """BuildError for a worker that would make other bytes, or write them where nobody looks."""
    _refuse_other_version(order)
    if not (Path(order.root) / FILE_NAME).is_file():
        raise BuildError(f"a worker does not see {order.root}; every worker needs that folder under that path")


def _refuse_other_version(order: _Order) -> None:
    if cache.make_key("") != order.program:
        raise BuildError(
            "the scheduler or a worker runs another version of the generator or of its packages; start it anew"
        )
