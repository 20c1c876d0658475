"""This is `new`: an article or an author record is begun."""

import argparse
import datetime as dt
from pathlib import Path

from generator.cli.status import Status
from generator.cli.terminal import Terminal
from generator.config import Config
from generator.content.scaffold import new_article, new_author


def run(config: Config, given: argparse.Namespace, terminal: Terminal) -> Status:
    """Write the beginning of a file, and say where it lies."""
    root = Path(config.root)
    if given.kind == "author":
        path = new_author(root, given.name)
    else:
        today = dt.datetime.now(config.zone).date()
        path = new_article(root, given.title, author=given.author, today=today)
    terminal.say(f"{path.relative_to(root).as_posix()} is yours to write.\n")
    return Status.FINE
