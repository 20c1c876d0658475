"""This is `check`: what is wrong with the content is said, and repaired where that is asked for."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from generator.build import examine
from generator.cli.arguments import Format
from generator.cli.findings import summarize, visible
from generator.cli.options import make_options
from generator.cli.showing import show
from generator.cli.status import Status
from generator.cli.streams import put
from generator.cli.terminal import Terminal
from generator.config import Config
from generator.content import repair
from generator.problems import BuildError, ConfigError, Finding, blocks


def run(config: Config, given: argparse.Namespace, terminal: Terminal) -> Status:
    """Say every problem of the content, or of the paths that are named."""
    if given.diff:
        return _show_repairs(config, given)
    if given.fix:
        _repair(config, given, terminal)
    found = examine(config, make_options(config, given.now, terminal))
    findings = _only(found.findings, _named(config, given.paths))
    terminal.stop()
    form = Format(given.format)
    show(config, findings, form)
    if form is Format.TEXT:
        terminal.say(summarize(findings) or "No problems.\n")
    return Status.CONTENT_ERRORS if blocks(findings, strict=given.strict) else Status.FINE


def _show_repairs(config: Config, given: argparse.Namespace) -> Status:
    if not given.fix:
        raise ConfigError("--diff shows what --fix would change; write both")
    for planned in repair.plan_repairs(Path(config.root), _named(config, given.paths)):
        put(visible(repair.diff(planned), keep="\n\t"))
    return Status.FINE


def _repair(config: Config, given: argparse.Namespace, terminal: Terminal) -> None:
    """Repair what can be, and say it; BuildError names the files that cannot be written."""
    root = Path(config.root)
    failed = []
    for planned in repair.plan_repairs(root, _named(config, given.paths)):
        if fault := repair.apply(root, planned):
            failed.append(f"{planned.path} cannot be repaired: {fault}")
        else:
            for change in planned.changes:
                terminal.say(f"{planned.path}:{change}")
    if failed:
        raise BuildError("; ".join(failed))


def _named(config: Config, paths: Sequence[str]) -> tuple[str, ...]:
    """The paths as the problems write them: relative to the root, with forward slashes."""
    root = Path(config.root)
    named = []
    for path in paths:
        place = Path(path) if Path(path).exists() else root / path
        if not place.exists():
            raise ConfigError(f"there is no {path}")
        try:
            named.append(place.resolve().relative_to(root).as_posix())
        except ValueError:
            raise ConfigError(f"{path} does not lie in {root}") from None
    return tuple(named)


def _only(findings: Sequence[Finding], named: Sequence[str]) -> tuple[Finding, ...]:
    if not named:
        return tuple(findings)
    return tuple(
        finding
        for finding in findings
        if any(
            path in {".", finding.problem.location.path} or finding.problem.location.path.startswith(f"{path}/")
            for path in named
        )
    )
