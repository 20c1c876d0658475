"""This is how changes of the sources are noticed: by the system's notices, many at once as one change.

Two watches share the work. One sees what lies in the root itself: settings that an editor replaces by a new file, and
folders that come, go, or are exchanged by git. The other sees all that lies below the folders.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue

from msgspec import Struct, field
from watchfiles import watch

from generator.config import FILE_NAME
from generator.content import is_leftover
from generator.problems import BuildError

_STEP = 25
"""Milliseconds without another change after which a change is told; a save by rename takes less."""
_LONGEST = 200
"""Milliseconds after which changes are told in any case."""
_MANY = 20
"""Files; as many at once come from no editor but from git, and then more will follow."""
_QUIET = 0.2
"""Seconds without a change that end a burst of many."""
_PATIENCE = 100
"""Milliseconds after which a watch without changes looks whether it is to stop."""


class Watch(Struct, kw_only=True):
    """Watches the settings and some folders of an archive, from `begin` to `end`."""

    root: Path
    folders: Sequence[Path]
    """Absolute, and neither has to exist."""
    _told: "SimpleQueue[frozenset[str] | BuildError]" = field(default_factory=SimpleQueue)
    _stop: threading.Event = field(default_factory=threading.Event)
    _again: threading.Event = field(default_factory=threading.Event)
    """Set when the folders are to be watched anew."""

    def wake(self) -> None:
        """Let who waits for changes look up; this is safe in a handler of signals."""
        self._told.put(frozenset())

    def next_changes(self, seconds: float) -> frozenset[str]:
        """Absolute paths that have changed since they were last asked for; none when there is none for so long.

        A burst is one answer: it is waited for until it has ended. BuildError when nothing can be watched.
        """
        changed: set[str] = set()
        while True:
            try:
                told = self._told.get(timeout=seconds)
            except Empty:
                return frozenset(changed)
            if isinstance(told, BuildError):
                raise told
            changed |= told
            seconds = _QUIET if len(changed) > _MANY else 0.0

    def follow(self, folders: Sequence[Path]) -> None:
        """Watch these folders from now on."""
        if tuple(folders) != tuple(self.folders):
            self.folders = folders
            self._again.set()

    def watch_root(self, ready: threading.Event) -> None:
        """Tell of the settings, and have the folders watched anew when one of them is another one."""
        settings = str(self.root / FILE_NAME)
        for changed in _changes([self.root], self._stop, recursive=False):
            ready.set()
            folders = changed & set(map(str, self.folders))
            if folders:
                self._again.set()
            self._tell(folders | (changed & {settings}))

    def watch_folders(self, ready: threading.Event) -> None:
        """Tell of everything that changes below the folders, except what editors leave there for a moment."""
        while True:
            self._again.clear()
            if self._stop.is_set():
                return
            present = [folder for folder in self.folders if folder.is_dir()]
            if not present:
                ready.set()
                self._again.wait(_PATIENCE / 1000)
                continue
            # What changed before another watch had begun was seen by none.
            missed = frozenset(map(str, present)) if ready.is_set() else frozenset()
            for changed in _changes(present, self._again, recursive=True):
                ready.set()
                self._tell(missed | frozenset(path for path in changed if not is_leftover(Path(path).name)))
                missed = frozenset()

    def stop(self) -> None:
        """Let both watches end soon."""
        self._stop.set()
        self._again.set()

    def fail(self, error: Exception) -> None:
        """Tell that nothing is seen any more."""
        self._told.put(BuildError(f"changes cannot be watched: {error}; WATCHFILES_FORCE_POLLING=1 may help"))

    def _tell(self, changed: frozenset[str]) -> None:
        if changed:
            self._told.put(changed)


@contextmanager
def watching(root: Path, folders: Sequence[Path]) -> Iterator[Watch]:
    """A watch that sees every change from here on."""
    watched = Watch(root=root, folders=folders)
    started = [_start(watched, work) for work in (watched.watch_root, watched.watch_folders)]
    try:
        for _, ready in started:
            ready.wait()
        yield watched
    finally:
        watched.stop()
        for thread, _ in started:
            thread.join()


def to_sources(root: Path, changed: Iterable[str]) -> frozenset[str] | None:
    """The paths relative to the root, with forward slashes; one outside of it stays absolute.

    None when everything is to be looked at: a folder was moved, and nobody tells of what lies in it.
    """
    paths = [Path(path) for path in changed]
    if any(path.is_dir() or not (path.suffix or path.exists()) for path in paths):
        return None
    return frozenset((path.relative_to(root) if path.is_relative_to(root) else path).as_posix() for path in paths)


def _start(watched: Watch, work: Callable[[threading.Event], None]) -> tuple[threading.Thread, threading.Event]:
    ready = threading.Event()

    def run() -> None:
        try:
            work(ready)
        except (OSError, RuntimeError) as error:  # the system's notices are used up, or a folder cannot be read
            watched.fail(error)
        finally:
            ready.set()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread, ready


def _changes(paths: Sequence[Path], stop: threading.Event, *, recursive: bool) -> Iterator[frozenset[str]]:
    """The changed paths, until `stop` is set; first of all, and whenever there is nothing to tell, none."""
    found = watch(
        *paths,
        watch_filter=None,
        debounce=_LONGEST,
        step=_STEP,
        stop_event=stop,
        rust_timeout=_PATIENCE,
        yield_on_timeout=True,
        raise_interrupt=False,
        recursive=recursive,
    )
    for changes in found:
        yield frozenset(path for _, path in changes)
