"""This is `serve`: the site is shown on this machine, and built again on every change."""

import argparse
from dataclasses import replace
from pathlib import Path

from generator.build import build
from generator.cli.findings import summarize
from generator.cli.options import make_options
from generator.cli.showing import show, shown_by_build
from generator.cli.status import Status
from generator.cli.terminal import Terminal
from generator.config import Config, read_config
from generator.server import serve


def run(config: Config, given: argparse.Namespace, terminal: Terminal) -> Status:
    """Build the preview, and serve it until Ctrl-C."""
    root = Path(config.root)
    preview = root / ".cache" / "preview" / "_site"
    options = replace(make_options(config, "", terminal), output=preview, cache=preview.parent, drafts=given.drafts)

    def rebuild() -> None:
        report = build(read_config(root), options)
        terminal.stop()
        show(config, shown_by_build(report.findings))
        terminal.say(summarize(report.findings) or "No problems.\n")
        if report.is_blocked:
            terminal.say("The last good site is still shown.\n")

    rebuild()
    if not preview.is_dir():
        return Status.CONTENT_ERRORS
    own = [root / config.overrides] if config.overrides else []
    sources = (root / "content", root / "site.toml", Path(options.theme), *own)
    watched = [path for path in sources if path.exists()]
    serve(site=preview, base=config.base, port=given.port, watched=watched, rebuild=rebuild, say=terminal.say)
    return Status.FINE
