"""This is where the time of a build goes: its stack looked at a thousand times a second, by step, article and template.

A timer asks for each look. Another thread could not: it would get its turn whenever the build waits for a disk, and so
see little else. A figure of few milliseconds is an estimate: an article is seen once for each that it takes.
"""

import json
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from types import CodeType, FrameType

from msgspec import Struct, field

from generator import content, markdown
from generator.build import Step
from generator.theme import Theme

_INTERVAL = 0.001
"""Seconds between two looks."""
_SHOWN = 10
"""How many articles and templates the table names."""
_SCHEMA = "https://www.speedscope.app/file-format-schema.json"
_FILE_PARTS = 3
"""Folders and name that tell a source file; more would tell where it lies on this machine."""

Stack = tuple[CodeType, ...]
"""What called what, the outermost first."""

_Json = str | int | float | Sequence["_Json"] | Mapping[str, "_Json"]


class Profile(Struct, frozen=True, kw_only=True):
    """Seconds on the wall by stack, in the order seen, and those spent within an article or a template."""

    samples: list[tuple[Stack, float]] = field(default_factory=list)
    articles: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """To read and parse, by path."""
    templates: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """To render, by name."""


@contextmanager
def profiled() -> Iterator[Profile]:
    """Look at this thread, the first one, while it works; what other processes do is not seen."""
    profile, last = Profile(), [time.perf_counter()]

    def look(_signal: int, frame: FrameType | None) -> None:
        now = time.perf_counter()
        if frame is not None:
            _take(profile, frame, now - last[0])
        last[0] = now

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _INTERVAL, _INTERVAL)
    try:
        yield profile
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _take(profile: Profile, innermost: FrameType, seconds: float) -> None:
    stack = []
    frame: FrameType | None = innermost
    while frame is not None:
        stack.append(frame.f_code)
        if frame.f_code in _OF_ARTICLES:
            profile.articles[_OF_ARTICLES[frame.f_code](frame.f_locals)] += seconds
        elif frame.f_code is Theme.render.__code__:
            profile.templates[str(frame.f_locals["template"])] += seconds
        frame = frame.f_back
    profile.samples.append((tuple(reversed(stack)), seconds))


_OF_ARTICLES: Mapping[CodeType, Callable[[Mapping[str, object]], str]] = {
    content.read.__code__: lambda known: getattr(known["source"], "path", ""),
    markdown.parse.__code__: lambda known: str(known["path"]),
}
"""The functions that work on one source, neither within the other, and how its path is known there."""


def table(steps: Iterable[Step], profile: Profile) -> str:
    """Seconds by step, and the slowest articles and templates in milliseconds, each a line with its figure first."""
    lines = [_head("Seconds", "by step"), *(f"{step.seconds:9.3f}  {step.name}" for step in steps)]
    for noun, seconds in (
        ("articles, to read and parse", profile.articles),
        ("templates, to render", profile.templates),
    ):
        slowest = sorted(seconds.items(), key=lambda row: (-row[1], row[0]))[:_SHOWN]
        lines += ["", _head("ms", f"slowest {noun}")]
        lines += [f"{1000 * taken:9.1f}  {name}" for name, taken in slowest] or ["        -  none was made again"]
    return "\n".join(lines) + "\n"


def _head(unit: str, words: str) -> str:
    return f"{unit:>9}  {words}"


def speedscope(profile: Profile) -> str:
    """The profile as speedscope reads it (file-format-schema.json): every frame once, and samples as their numbers."""
    numbers: dict[CodeType, int] = {}
    samples = [[numbers.setdefault(code, len(numbers)) for code in stack] for stack, _ in profile.samples]
    weights = [seconds for _, seconds in profile.samples]
    shown: _Json = {
        "$schema": _SCHEMA,
        "exporter": "generator build --profile",
        "shared": {"frames": [_frame(code) for code in numbers]},
        "profiles": [
            {
                "type": "sampled",
                "name": "build",
                "unit": "seconds",
                "startValue": 0,
                "endValue": sum(weights),
                "samples": samples,
                "weights": weights,
            }
        ],
    }
    return json.dumps(shown, separators=(",", ":")) + "\n"


def _frame(code: CodeType) -> _Json:
    file = "/".join(PurePath(code.co_filename).parts[-_FILE_PARTS:])
    return {"name": code.co_qualname, "file": file, "line": code.co_firstlineno}
