"""This makes the faces that are not kept yet, in a process beside the build, and hands over those that are."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from generator.fonts.faces import Face
from generator.model import Url
from generator.problems import BuildError

_REPOSITORY = Path(__file__).resolve().parents[2]
"""Where `python -m generator…` finds the package."""


@contextlib.contextmanager
def making(faces: Sequence[Face], kept: Path, *, is_anew: bool = False) -> Iterator[Callable[[], Mapping[Url, Path]]]:
    """Begin to make what is missing; what is yielded waits for it and says where each face lies.

    They are cut by another process while the build goes on. A face is written whole or not at all. Those that nobody
    asks for any more are removed.
    """
    wanted = {face.url: kept / face.url.rpartition("/")[2] for face in faces}
    if is_anew:
        _remove(kept.glob("*.woff2"))
    missing = [face for face in faces if not wanted[face.url].is_file()]
    with contextlib.ExitStack() as stack:
        cutter = stack.enter_context(_cutter(missing, wanted)) if missing else None

        def wait() -> Mapping[Url, Path]:
            if cutter is not None and cutter.wait() != 0:
                raise BuildError(f"the fonts cannot be cut:\n{_last_words(cutter)}")
            _remove(set(kept.glob("*.woff2")) - set(wanted.values()))
            return wanted

        yield wait


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def _cutter(faces: Sequence[Face], wanted: Mapping[Url, Path]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that cuts these faces; it ends with the build, done or not."""
    orders = [
        {
            "source": face.source,
            "letters": face.letters,
            "axes": face.axes,
            "is_kerned": face.is_kerned,
            "target": str(wanted[face.url].absolute()),
        }
        for face in faces
    ]
    command = [sys.executable, "-m", "generator.fonts.cutting", json.dumps(orders)]
    process = subprocess.Popen(command, cwd=_REPOSITORY, stderr=subprocess.PIPE)  # noqa: S603 - our own module
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate()


def _last_words(process: subprocess.Popen[bytes]) -> str:
    return process.stderr.read().decode(errors="replace").strip() if process.stderr else ""
