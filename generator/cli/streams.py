"""This is standard output and standard error, in whatever state the caller left them."""

import contextlib
import io
import os
import sys
from typing import TextIO

from generator.problems import BuildError

_STANDARD = 3
"""The descriptors 0, 1 and 2."""


def settle() -> None:
    """Make the three streams of this process fit for use.

    One that the caller closed leads nowhere: else the next file to be opened would get its number, and what is printed.
    What is printed is UTF-8, as JSON is (RFC 8259 §8.1), but for a terminal, which shows letters it lacks by number.
    """
    while (descriptor := os.open(os.devnull, os.O_RDWR)) < _STANDARD:
        os.set_inheritable(descriptor, True)  # noqa: FBT003 -- the argument cannot be named
    os.close(descriptor)
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 -- it stays open
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 -- as above
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors="backslashreplace")


def put(text: str) -> None:
    """Print what was asked for. A reader that has seen enough (`| head`) is no fault; BuildError for all others."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _give_up(sys.stdout)
    except OSError as error:
        _give_up(sys.stdout)
        raise BuildError(f"nothing can be written to standard output: {error.strerror}") from error


def tell(text: str) -> None:
    """Say something about the work, which goes on when nobody can hear it."""
    try:
        sys.stderr.write(text)
    except OSError:
        _give_up(sys.stderr)


def _give_up(stream: TextIO) -> None:
    """Let what is not written yet, and all that follows, go nowhere: Python would try it again at its end, and fail."""
    with contextlib.suppress(OSError, io.UnsupportedOperation):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
