"""This is the preview from its begin to its end: serve, watch, rebuild, show."""

import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import ThreadingHTTPServer
from pathlib import Path
from types import FrameType
from typing import TypeVar

from msgspec import Struct

from generator.model import Html
from generator.problems import BuildError, ConfigError
from generator.server.answers import HOST, make_server
from generator.server.live import PROBLEMS, Live
from generator.server.scenery import Excerpt
from generator.server.stage import Outcome, Stage
from generator.server.watching import Watch, to_sources, watching

_QUIET = 10.0
"""Seconds without a change after which nobody is likely to wait for one."""

Rebuild = Callable[[frozenset[str] | None], Outcome]
"""Makes the site again; takes the sources that changed, relative to the root, or None to look at everything."""


class Preview(Struct, frozen=True, kw_only=True):
    """What is shown, what is watched, and who makes it."""

    root: Path
    """The archive, without symbolic links in its path."""
    site: Path
    base: str
    folders: Sequence[Path]
    """What is watched beside the settings."""
    rebuild: Rebuild
    catch_up: Callable[[], Outcome | None]
    """Does what can wait until the writer pauses; None when there is nothing to do."""
    excerpt: Excerpt
    styleguide: Callable[[Html], str]
    """Makes the page that shows the components of the theme, and problems as they are given to it."""
    say: Callable[[str], None]


def serve(preview: Preview, port: int) -> None:
    """Build and serve the site, and build it again after each change, until Ctrl-C.

    A rebuild that cannot go on is told, and the site stays as it was. BuildError if the port cannot be had, or if the
    system does not let us watch.
    """
    stage = Stage(preview.base)
    live = Live(stage=stage, excerpt=preview.excerpt, styleguide=preview.styleguide)
    server = make_server(preview.site, preview.base, port, live)
    address = f"http://{HOST}:{server.server_port}{preview.base}"
    with _serving(server, stage), watching(preview.root, preview.folders) as watch, _until_asked(watch) as stop:
        preview.say(f"The site is at {address} until Ctrl-C; a change makes it again.")
        with suppress(KeyboardInterrupt):
            watch.follow(_rebuild(preview, stage, None, address) or preview.folders)
            _follow(preview, stage, watch, stop, address)
    preview.say("Stopped.")


def _follow(preview: Preview, stage: Stage, watch: Watch, stop: threading.Event, address: str) -> None:
    """Rebuild after each change, and catch up once after each series of changes."""
    is_behind = True
    while not stop.is_set():
        if changed := watch.next_changes(_QUIET):
            is_behind = True
            preview.say(_named(changed))
            sources = to_sources(preview.root, changed)
            watch.follow(_rebuild(preview, stage, sources, address) or watch.folders)
        elif is_behind and not stop.is_set():
            is_behind = False  # even if it fails: it would fail again
            _catch_up(preview, stage)


@contextmanager
def _serving(server: ThreadingHTTPServer, stage: Stage) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stage.close()
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def _until_asked(watch: Watch) -> Iterator[threading.Event]:
    """An event that the first Ctrl-C, or SIGTERM, sets: a rebuild under way ends well. A second one interrupts it."""
    stop = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        watch.wake()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _named(changed: frozenset[str]) -> str:
    others = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
    return f"{Path(min(changed)).name}{others} changed."


def _rebuild(preview: Preview, stage: Stage, changed: frozenset[str] | None, address: str) -> tuple[Path, ...]:
    """Show what came of a rebuild; the folders to watch from now on, or none for the same."""
    start = time.perf_counter()
    outcome = _attempt(preview, lambda: preview.rebuild(changed))
    stage.show(outcome)
    preview.say(_told(outcome, time.perf_counter() - start, address))
    return outcome.folders


def _catch_up(preview: Preview, stage: Stage) -> None:
    outcome = _attempt(preview, preview.catch_up)
    if outcome is not None:
        stage.show(outcome)
        preview.say(f"The site stays as it was: {outcome.failure}" if outcome.failure else "Search is up to date.")


_Attempted = TypeVar("_Attempted")


def _attempt(preview: Preview, work: Callable[[], _Attempted]) -> _Attempted | Outcome:
    try:
        return work()
    except (BuildError, ConfigError) as error:
        return Outcome(failure=str(error))
    except Exception as error:  # noqa: BLE001 -- a fault of ours must not end a writer's preview; it is told whole
        preview.say(traceback.format_exc())
        return Outcome(failure=f"the generator has a fault, told in the terminal: {error}")


def _told(outcome: Outcome, seconds: float, address: str) -> str:
    if outcome.failure:
        return f"The site stays as it was: {outcome.failure}"
    if outcome.is_blocked:
        return f"The site stays as it was until the errors are mended: {address}{PROBLEMS}"
    if outcome.changed is None:
        return f"Built in {seconds:.2f} s."
    return f"Built in {seconds:.2f} s; {len(outcome.changed):,} files are new."
