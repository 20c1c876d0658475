"""This is `schema`: the form of the front matter is printed for editors."""

import argparse

from generator.cli.status import Status
from generator.cli.streams import put
from generator.cli.terminal import Terminal
from generator.config import Config
from generator.content.schema import schema
from generator.content.sources import SourceKind


def run(_config: Config, given: argparse.Namespace, _terminal: Terminal) -> Status:
    """Print the schema of one kind of file."""
    put(schema(SourceKind(given.kind)))
    return Status.FINE
