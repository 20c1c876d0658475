"""This is `authors`: who is who is printed, and what an editor may want to settle."""

import argparse

from generator.archive.people_report import report_json, report_text
from generator.build import examine
from generator.cli.findings import summarize
from generator.cli.options import make_options
from generator.cli.status import Status
from generator.cli.streams import put, tell
from generator.cli.terminal import Terminal
from generator.config import Config
from generator.problems import Severity


def run(config: Config, given: argparse.Namespace, terminal: Terminal) -> Status:
    """Print the authors, as far as the content can be read."""
    found = examine(config, make_options(config, given.now, terminal))
    terminal.stop()
    errors = [finding for finding in found.findings if finding.severity is Severity.ERROR]
    people = found.assembly.people
    put(report_json(people) if given.format == "json" else report_text(people))
    if errors:
        tell(summarize(errors))
        return Status.CONTENT_ERRORS
    return Status.FINE
