"""This is where a command is chosen: it reads the settings, runs one module of commands/, and says how it ended."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from generator.cli.arguments import make_parser
from generator.cli.status import Status
from generator.cli.terminal import Terminal
from generator.config import Config, read_config
from generator.problems import BuildError, ConfigError

Command = Callable[[Config, argparse.Namespace, Terminal], Status]


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    given = make_parser().parse_args(arguments)
    terminal = Terminal(is_quiet=given.quiet)
    try:
        config = read_config(Path(given.root))
        return _find(given.command)(config, given, terminal)
    except (ConfigError, BuildError) as error:
        sys.stderr.write(f"error: {error}\n")
        return Status.USAGE
    except KeyboardInterrupt:
        sys.stderr.write("stopped; what was published stays\n")
        return Status.INTERRUPTED
    finally:
        terminal.stop()


def _find(name: str) -> Command:
    """What runs a command: `run` in the module of its name, imported only now, so that no command pays for others."""
    run: Command = import_module(f"generator.cli.commands.{name}").run
    return run
