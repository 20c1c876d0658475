"""This is where a command is chosen: it reads the settings, runs one module of commands/, and says how it ended."""

import argparse
import signal
import threading
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from types import FrameType

from generator.cli.arguments import make_parser
from generator.cli.status import Status
from generator.cli.streams import tell
from generator.cli.terminal import Terminal
from generator.config import Config, read_config
from generator.problems import BuildError, ConfigError

Command = Callable[[Config, argparse.Namespace, Terminal], Status]


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    given = make_parser().parse_args(arguments)
    terminal = Terminal(is_quiet=given.quiet)
    try:
        _heed_termination()
        config = read_config(Path(given.root))
        return _find(given.command)(config, given, terminal)
    except (ConfigError, BuildError) as error:
        tell(f"error: {error}\n")
        return Status.USAGE
    except OSError as error:
        tell(f"error: {_place(error)}{error.strerror}; what was published stays\n")
        return Status.USAGE
    except MemoryError:
        tell("error: there is not enough memory; --jobs 1 needs less; what was published stays\n")
        return Status.USAGE
    except _Terminated:
        tell("stopped; what was published stays\n")
        return Status.TERMINATED
    except KeyboardInterrupt:
        tell("stopped; what was published stays\n")
        return Status.INTERRUPTED
    finally:
        terminal.stop()


def _find(name: str) -> Command:
    """What runs a command: `run` in the module of its name, imported only now, so that no command pays for others.

    BuildError when this Python lacks a package.
    """
    try:
        run: Command = import_module(f"generator.cli.commands.{name}").run
    except ImportError as error:
        if (error.name or "").startswith("generator"):
            raise
        raise BuildError(f"{error}; `make site` installs what is needed, and .venv/bin/python has it") from error
    return run


def _place(error: OSError) -> str:
    return f"{error.filename}: " if isinstance(error.filename, str) else ""


class _Terminated(KeyboardInterrupt):
    """Asked to end by another process: as with Ctrl-C, what is half made is taken away."""


def _heed_termination() -> None:
    """Let SIGTERM end the command in order; a command that is called within another program leaves signals alone."""
    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _end)


def _end(_number: int, _frame: FrameType | None) -> None:
    raise _Terminated
