"""This is the conversation with Pagefind: documents go in, the files of an index come out.

The protocol of `pagefind --service`: each message, either way, is the base64 of a JSON object followed by a comma. A
request is `{"message_id": n, "payload": {"type": …}}`, and the answer to it carries the same number. Pagefind reads and
answers in turn, so many requests may be under way; one thread writes and one reads, and neither pipe can fill up and
stop the other. The main thread waits for answers with a limit, ends the process whatever happens, and turns each fault
into a BuildError.
"""

import base64
import binascii
import os
import queue
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import IO, Self

import msgspec
from msgspec import Struct
from pagefind_bin import get_executable  # type: ignore[import-untyped] # the package ships no types

from generator.problems import BuildError

_UNDER_WAY = 256
"""The most requests that wait for an answer at one time."""

_CHUNK = 1 << 20
_SECONDS_A_DOCUMENT = 0.1
"""Added to the patience for the last answer: Pagefind needs about 3 ms for each document on a laptop."""

_ENDING = 5.0
"""Seconds that a thread may take to notice that the process is gone."""

_TOLD = 2000
"""The most characters of what Pagefind said that an error repeats."""

CHUNK_SIZE = 4000
"""Postings in one file of the index. With Pagefind's own 20,000 a query loads twice to five times the bytes."""

_ONE_ARENA = "narenas:1"
"""For jemalloc, which Pagefind's program for Linux is linked with: an eighth less memory, and no more time."""

Message = Mapping[str, object]
Page = tuple[str, str]
"""A URL and the HTML that stands there."""


class Pagefind(Struct, frozen=True, kw_only=True):
    """The program: where it lies, its version, and the seconds that it may stay silent before we give up."""

    executable: Path
    version: str
    patience: float = 120.0


def find_pagefind() -> Pagefind:
    """The program that the package pagefind-bin brings; BuildError when the package has none for this machine."""
    try:
        return Pagefind(executable=get_executable(), version=metadata.version("pagefind-bin"))
    except (FileNotFoundError, metadata.PackageNotFoundError) as error:
        raise BuildError(f"there is no Pagefind for this machine: {error}; build with --no-search") from error


def index(pages: Sequence[Page], *, language: str, pagefind: Pagefind) -> Mapping[str, bytes]:
    """Every file of the index of these pages, by its path below the bundle.

    The URLs are to be distinct: Pagefind 1.5.2 never ends when it is given one page twice.
    """
    with tempfile.TemporaryDirectory(prefix="pagefind-") as folder, _Service(pagefind, Path(folder)) as service:
        return service.index(pages, language)


class _Service:
    """One running Pagefind. It lives in an empty folder, so that no pagefind.toml of the caller's changes the index."""

    def __init__(self, pagefind: Pagefind, folder: Path) -> None:
        self._patience = pagefind.patience
        self._errors = (folder / "stderr").open("w+b")
        try:
            self._process = subprocess.Popen(  # noqa: S603 -- the executable is the package's own; no shell, no text of writers
                [str(pagefind.executable), "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                cwd=folder,
                env=_environment(),
            )
        except OSError as error:
            self._errors.close()
            raise BuildError(f"Pagefind cannot be started: {error}; build with --no-search") from error
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._room = threading.Semaphore(_UNDER_WAY)
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._room.release(_UNDER_WAY)
        for thread in self._threads:
            thread.join(_ENDING)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._errors.close()

    def index(self, pages: Sequence[Page], language: str) -> Mapping[str, bytes]:
        """Add every page and fetch the files; BuildError names the page that Pagefind refuses."""
        self._start(_requests(pages, language))
        waiting: dict[int, str] = {number: url for number, (url, _) in enumerate(pages, 1)}
        self._expect({0: "the settings"}, "NewIndex", self._patience)
        while waiting:
            self._expect(waiting, "IndexedFile", self._patience)
        limit = self._patience + _SECONDS_A_DOCUMENT * len(pages)
        return _files(self._expect({len(pages) + 1: "the end"}, "GetFiles", limit))

    def _start(self, requests: Iterator[bytes]) -> None:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise BuildError("Pagefind was started without pipes")
        for thread in (
            threading.Thread(target=self._write, args=(stdin, requests), daemon=True),
            threading.Thread(target=self._read, args=(stdout,), daemon=True),
        ):
            try:
                thread.start()
            except RuntimeError as error:
                raise BuildError(f"Pagefind cannot be spoken to: {error}; build with --no-search") from error
            self._threads.append(thread)

    def _write(self, pipe: IO[bytes], requests: Iterator[bytes]) -> None:
        # A pipe that breaks is told by the reader, which meets the end of the answers.
        with suppress(OSError):
            for request in requests:
                self._room.acquire()
                pipe.write(request)
                pipe.flush()

    def _read(self, pipe: IO[bytes]) -> None:
        with suppress(OSError):
            for answer in _split(pipe):
                self._answers.put(answer)
        self._answers.put(b"")

    def _expect(self, waiting: dict[int, str], kind: str, limit: float) -> Message:
        """The next answer, which is to be of this kind and to one of the waiting requests; that one waits no longer."""
        message = self._next(limit)
        payload, number = message.get("payload"), message.get("message_id")
        if not isinstance(payload, dict):
            raise self._fault("Pagefind sent an answer that holds nothing")
        subject = waiting.pop(number, "") if isinstance(number, int) else ""
        if payload.get("type") == "Error":
            raise self._fault(f"Pagefind refuses {subject or 'a message'}: {payload.get('message')}")
        if not subject or payload.get("type") != kind:
            raise self._fault(f"Pagefind sent an answer that nobody waits for: {payload.get('type')}, number {number}")
        return payload

    def _next(self, limit: float) -> Message:
        try:
            answer = self._answers.get(timeout=limit)
        except queue.Empty:
            raise self._fault(f"Pagefind was silent for {limit:g} seconds") from None
        self._room.release()
        if not answer:
            raise self._fault("Pagefind ended before it had answered")
        message = _decode(answer)
        if message is None:
            raise self._fault(f"Pagefind answered what is no message: {answer[:80]!r}")
        return message

    def _fault(self, message: str) -> BuildError:
        self._process.kill()
        self._process.wait()
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace").strip()[-_TOLD:]
        return BuildError(f"{message}; it said: {said}" if said else message)


def _environment() -> Mapping[str, str]:
    """The caller's, without what would change the index behind our back."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    return own | {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(CHUNK_SIZE), "_RJEM_MALLOC_CONF": _ONE_ARENA}


def _requests(pages: Sequence[Page], language: str) -> Iterator[bytes]:
    yield _encode(0, {"type": "NewIndex", "config": {"force_language": language}})
    for number, (url, html) in enumerate(pages, 1):
        yield _encode(number, {"type": "AddFile", "index_id": 0, "url": url, "file_contents": html})
    yield _encode(len(pages) + 1, {"type": "GetFiles", "index_id": 0})


def _encode(number: int, payload: Message) -> bytes:
    return base64.b64encode(msgspec.json.encode({"message_id": number, "payload": payload})) + b","


def _split(pipe: IO[bytes]) -> Iterator[bytes]:
    """Each message without its comma; what follows the last comma is yielded too, unless it is empty."""
    rest: list[bytes] = []
    while chunk := os.read(pipe.fileno(), _CHUNK):
        *whole, tail = chunk.split(b",")
        for part in whole:
            yield b"".join([*rest, part])
            rest = []
        rest.append(tail)
    if last := b"".join(rest):
        yield last


def _decode(answer: bytes) -> Message | None:
    try:
        message: object = msgspec.json.decode(base64.b64decode(answer, validate=True))
    except (binascii.Error, msgspec.MsgspecError):
        return None
    return message if isinstance(message, dict) else None


def _files(payload: Message) -> Mapping[str, bytes]:
    files = payload.get("files")
    if not isinstance(files, list):
        raise BuildError("Pagefind answered without files")
    try:
        return {file["path"].replace("\\", "/"): base64.b64decode(file["content"], validate=True) for file in files}
    except (KeyError, TypeError, AttributeError, binascii.Error) as error:
        raise BuildError(f"Pagefind answered files that cannot be read: {error!r}") from error
