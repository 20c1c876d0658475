"""This is the watch: how long commands take, and how much memory they and all their children hold at most."""

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PAUSE = 0.05
"""Seconds between two looks at the memory."""
_PROC = Path("/proc")
_SESSION = 3
"""Where the session stands in /proc/PID/stat, counted behind the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Seconds on the wall; the peak in MB, 0 when it was not watched; and what the last command said."""

    seconds: float
    peak: float
    said: str


class CommandError(Exception):
    """A command of a measure ended badly, so its time means nothing."""


def run(commands: Sequence[Sequence[str]], folder: Path, *, watch_memory: bool = False) -> Taken:
    """Run the commands one after the other. The memory is the sum of proportional shares (PSS), so that pages which
    processes share count once; it is watched in a run of its own, since watching takes time."""
    said, peaks = "", [0.0]
    start = time.perf_counter()
    for command in commands:
        said = _run(command, folder, peaks if watch_memory else None)
    return Taken(seconds=time.perf_counter() - start, peak=max(peaks), said=said)


def _run(command: Sequence[str], folder: Path, peaks: list[float] | None) -> str:
    # Python keeps what it has compiled, unless it is told not to, as some test machines are: no user's is.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, ended, peaks), daemon=True)
    if peaks is not None and _PROC.is_dir():
        watcher.start()
    _, said = process.communicate()
    ended.set()
    if watcher.ident is not None:
        watcher.join()
    if process.returncode:
        raise CommandError(f"{' '.join(command)} ended with {process.returncode}:\n{said[-2000:]}")
    return said


def _watch(session: int, ended: threading.Event, peaks: list[float]) -> None:
    while not ended.wait(_PAUSE):
        peaks.append(sum(_share(pid) for pid in _members(session)) / 1024)


def _members(session: int) -> list[str]:
    """The processes that the command started, and theirs; a session is inherited, whoever adopts an orphan."""
    return [path.name for path in _PROC.iterdir() if path.name.isdecimal() and _session(path.name) == session]


def _session(pid: str) -> int:
    try:
        stat = (_PROC / pid / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[_SESSION])


def _share(pid: str) -> float:
    """In KB; 0 for a process that has just gone."""
    try:
        lines = (_PROC / pid / "smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((float(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
