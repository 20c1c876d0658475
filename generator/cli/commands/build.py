"""This is `build`: the site is made and published, and what was built is told."""

import argparse
import os
from pathlib import Path

from msgspec.structs import replace

from generator.build import CardCounts, Options, Report, build
from generator.cli.findings import summarize, visible
from generator.cli.options import make_options
from generator.cli.profile import profiled, speedscope, table
from generator.cli.showing import show, shown_by_build
from generator.cli.status import Status
from generator.cli.terminal import Terminal
from generator.config import Config
from generator.model import Url
from generator.problems import ConfigError

PAGES_LIMIT = 1_000_000_000
"""Bytes that GitHub Pages allows a site."""

_READABLE = 0o022
"""What is published is for everybody: a web server that is another user, and the upload to GitHub Pages, read it."""

_PROFILE = "profile.speedscope.json"
_SHOWN = 10
"""How many files that are not ours are named."""


def run(config: Config, given: argparse.Namespace, terminal: Terminal) -> Status:
    """Build the site, or say what the content's errors are."""
    os.umask(_READABLE)
    options = _options(config, given, terminal)
    report, profile = _profiled(config, options) if given.profile else (build(config, options), "")
    terminal.stop()
    show(config, shown_by_build(report.findings))
    if report.is_blocked:
        terminal.say(f"{summarize(report.findings)}Nothing was written; what was published stays.\n")
        return Status.CONTENT_ERRORS
    terminal.say(summarize(report.findings) or "No problems.\n")
    terminal.tabulate(_summary(report))
    if remarks := _remarks(report):
        terminal.say(remarks)
    if profile:
        terminal.say(profile)
    if given.why:
        terminal.say(_why(config, report, given.why))
    return Status.FINE


def _profiled(config: Config, options: Options) -> tuple[Report, str]:
    """The report of a build in this process alone, and where its time went; the stacks lie in the cache's folder."""
    with profiled() as profile:
        report = build(config, replace(options, jobs=1))
    path = options.cache / _PROFILE
    place = path.relative_to(config.root).as_posix()
    told = f"The stacks are in {place}; https://www.speedscope.app shows them."
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(speedscope(profile), encoding="utf-8")
    except OSError as error:
        told = f"The stacks cannot be kept in {place}: {error.strerror}."
    return report, f"\n{table(report.steps, profile)}\n{told}\n"


def _options(config: Config, given: argparse.Namespace, terminal: Terminal) -> Options:
    options = replace(
        make_options(config, given.now, terminal),
        drafts=given.drafts,
        strict=given.strict,
        jobs=given.jobs,
        use_cache=not given.no_cache,
        use_search=not given.no_search,
    )
    return replace(options, output=_output(config, given.output)) if given.output else options


def _output(config: Config, given: str) -> Path:
    """The folder that --output names; ConfigError for one in a folder that the next build would read."""
    root, output = Path(config.root), Path(given).absolute()
    for name in filter(None, ("content", "theme", ".cache", config.overrides)):
        if output.resolve().is_relative_to((root / name).resolve()):
            raise ConfigError(f"a site in {name}/ would be taken for a part of it; name another folder with --output")
    return output


def _summary(report: Report) -> tuple[tuple[str, str], ...]:
    """What was built, how large it is, and where the time went."""
    counts = report.counts
    changed = sum(file.is_new for file in report.files)
    made = sum(bool(reason) for reason in report.reasons.values())
    share = report.size / PAGES_LIMIT
    return (
        ("Articles", f"{counts.articles:,}"),
        ("Authors", f"{counts.authors:,}"),
        ("Tags", f"{counts.tags:,}"),
        ("Pages", f"{made:,} made, {len(report.reasons) - made:,} left alone"),
        *_cards(report.cards),
        ("Files", f"{len(report.files):,}: {changed:,} written, {len(report.files) - changed:,} unchanged"),
        ("Size", f"{report.size / 1e6:,.1f} MB, {share:.1%} of the 1 GB that GitHub Pages allows"),
        ("Time", _times(report)),
    )


def _cards(cards: CardCounts | None) -> tuple[tuple[str, str], ...]:
    """What social cards cost, and how many articles go without; nothing where none are asked for."""
    if cards is None:
        return ()
    told = f"{cards.made:,} made, {cards.total - cards.made:,} left alone, {cards.size / 1e3:,.0f} kB"
    without = f"; articles with letters that the theme's fonts lack: {cards.unlettered:,}"
    return (("Cards", told + without * bool(cards.unlettered)),)


def _remarks(report: Report) -> str:
    """What an engineer should know of the folders, or nothing."""
    remarks = [f"Nothing was kept, so that the next build takes as long: {report.unkept}."] if report.unkept else []
    if report.foreign:
        shown = ", ".join(visible(name) for name in report.foreign[:_SHOWN])
        others = f" and {len(report.foreign) - _SHOWN:,} more" if len(report.foreign) > _SHOWN else ""
        remarks.append(f"These files in the site are not of this archive, and stay: {shown}{others}.")
    return "\n".join(remarks)


def _times(report: Report) -> str:
    total = sum(step.seconds for step in report.steps)
    return f"{total:.1f} s (" + ", ".join(f"{step.name} {step.seconds:.1f}" for step in report.steps) + ")"


def _why(config: Config, report: Report, url: str) -> str:
    """Why the page at `url` (a path, below the base path or not, or a whole address) was made again or left alone."""
    wanted = url.removeprefix(config.origin)
    if config.base != "/" and wanted.startswith(config.base):
        wanted = "/" + wanted.removeprefix(config.base)
    if wanted not in {file.url for file in report.files}:
        return f"{wanted}: no page stands there"
    why = report.reasons.get(Url(wanted), "it is copied as it is")
    return f"{wanted}: made again, because {why}" if why else f"{wanted}: unchanged"
