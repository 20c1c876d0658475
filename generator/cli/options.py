"""This is what commands ask of the pipeline: the folders of an archive, and the instant to build for."""

import datetime as dt
import os
from pathlib import Path

from generator.build import Options
from generator.cli.arguments import parse_now
from generator.cli.terminal import Terminal
from generator.config import Config

_REPOSITORY = Path(__file__).resolve().parents[2]
"""The folder that holds generator/ and theme/."""


def make_options(config: Config, now: str, terminal: Terminal) -> Options:
    """The options that all commands share. `now` is what --now says, or ""; without it the clock is read here."""
    instant = parse_now(now, os.environ, config.zone)
    root = Path(config.root)
    return Options(
        now=instant or dt.datetime.now(dt.UTC),
        now_is_given=instant is not None,
        output=root / "_site",
        cache=root / ".cache",
        theme=str(_theme(root)),
        progress=terminal.tell,
    )


def _theme(root: Path) -> Path:
    """The archive's own theme/, else the one that comes with the generator."""
    own = root / "theme"
    return own if own.is_dir() else _REPOSITORY / "theme"
