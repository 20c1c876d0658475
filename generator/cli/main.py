"""These are the commands: each reads its settings, calls one room, and says how it ended.

Exit status: 0 fine, 1 the content has errors and nothing was written, 2 wrong usage or settings, 130 interrupted.
"""

import argparse
import datetime as dt
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator.archive.people_report import report_json, report_text
from generator.build import Options, Report, build, examine
from generator.cli.arguments import make_parser, parse_now
from generator.cli.findings import Format, summarize, visible, write_findings
from generator.cli.terminal import Terminal
from generator.config import Config, read_config
from generator.content import SourceKind, repair
from generator.content.scaffold import new_article, new_author
from generator.content.schema import schema
from generator.model import Url
from generator.problems import BuildError, ConfigError, Finding, Severity, blocks
from generator.server import serve

FINE, CONTENT_ERRORS, USAGE, INTERRUPTED = 0, 1, 2, 130

_WARNINGS_SHOWN = 40
"""More warnings than this bury the errors among them, so that a build only counts them."""
_REPOSITORY = Path(__file__).resolve().parents[2]
"""The folder that holds generator/ and theme/."""


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    given = make_parser().parse_args(arguments)
    terminal = Terminal(is_quiet=given.quiet)
    try:
        config = read_config(Path(given.root))
        return _COMMANDS[given.command](config, given, terminal)
    except (ConfigError, BuildError) as error:
        sys.stderr.write(f"error: {error}\n")
        return USAGE
    except KeyboardInterrupt:
        sys.stderr.write("stopped; what was published stays\n")
        return INTERRUPTED
    finally:
        terminal.stop()


def _options(config: Config, given: argparse.Namespace, terminal: Terminal) -> Options:
    now = parse_now(given.now, os.environ, config.zone)
    root = Path(config.root)
    return Options(
        now=now or dt.datetime.now(dt.UTC),
        now_is_given=now is not None,
        output=root / "_site",
        cache=root / ".cache",
        theme=str(_theme(root)),
        progress=terminal.tell,
    )


def _theme(root: Path) -> Path:
    """The archive's own theme/, else the one that comes with the generator."""
    own = root / "theme"
    return own if own.is_dir() else _REPOSITORY / "theme"


def _build(config: Config, given: argparse.Namespace, terminal: Terminal) -> int:
    options = replace(
        _options(config, given, terminal),
        drafts=given.drafts,
        strict=given.strict,
        jobs=given.jobs,
        use_cache=not given.no_cache,
        use_search=not given.no_search,
    )
    if given.output:
        options = replace(options, output=Path(given.output).absolute())
    report = build(config, options)
    terminal.stop()
    _show(config, _shown_by_build(report.findings), Format.TEXT)
    if report.is_blocked:
        terminal.say(f"{summarize(report.findings)}Nothing was written; what was published stays.\n")
        return CONTENT_ERRORS
    terminal.say(summarize(report.findings) or "No problems.\n")
    terminal.report(report)
    if given.why:
        terminal.say(_why(config, report, given.why))
    return FINE


def _shown_by_build(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Every error; the warnings too while there are few. `check` always shows all, and the summary counts all."""
    errors = tuple(finding for finding in findings if finding.severity is Severity.ERROR)
    return tuple(findings) if len(findings) - len(errors) <= _WARNINGS_SHOWN else errors


def _why(config: Config, report: Report, url: str) -> str:
    """Why the page at `url` (a path, below the base path or not, or a whole address) was made again or left alone."""
    wanted = url.removeprefix(config.origin)
    if config.base != "/" and wanted.startswith(config.base):
        wanted = "/" + wanted.removeprefix(config.base)
    if wanted not in {file.url for file in report.files}:
        return f"{wanted}: no page stands there"
    why = report.reasons.get(Url(wanted), "it is copied as it is")
    return f"{wanted}: made again, because {why}" if why else f"{wanted}: unchanged"


def _check(config: Config, given: argparse.Namespace, terminal: Terminal) -> int:
    if given.diff:
        return _show_repairs(config, given)
    if given.fix:
        _repair(config, given, terminal)
    found = examine(config, _options(config, given, terminal))
    findings = _only(found.findings, _named(config, given.paths))
    terminal.stop()
    form = Format(given.format)
    _show(config, findings, form)
    if form is Format.TEXT:
        terminal.say(summarize(findings) or "No problems.\n")
    return CONTENT_ERRORS if blocks(findings, strict=given.strict) else FINE


def _show_repairs(config: Config, given: argparse.Namespace) -> int:
    if not given.fix:
        raise ConfigError("--diff shows what --fix would change; write both")
    for planned in repair.plan_repairs(Path(config.root), _named(config, given.paths)):
        sys.stdout.write(visible(repair.diff(planned), keep="\n\t"))
    return FINE


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


def _show(config: Config, findings: Sequence[Finding], form: Format) -> None:
    lines: dict[str, list[str]] = {}

    def source_line(path: str, number: int) -> str:
        if path not in lines:
            lines[path] = _lines(Path(config.root) / path)
        return lines[path][number - 1] if 0 < number <= len(lines[path]) else ""

    page = f"{config.repository}/blob/{config.branch}/docs/problems.md" if config.repository else ""
    sys.stdout.write(write_findings(findings, form, source_line, page))
    sys.stdout.flush()


def _lines(path: Path) -> list[str]:
    """The lines of a text file; none for a picture, a folder, or what cannot be read."""
    if path.suffix not in {".md", ".toml"} or path.is_symlink() or not path.is_file():
        return []
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _authors(config: Config, given: argparse.Namespace, terminal: Terminal) -> int:
    found = examine(config, _options(config, given, terminal))
    terminal.stop()
    errors = [finding for finding in found.findings if finding.severity is Severity.ERROR]
    people = found.assembly.people
    sys.stdout.write(report_json(people) if given.format == "json" else report_text(people))
    if errors:
        sys.stderr.write(summarize(errors))
        return CONTENT_ERRORS
    return FINE


def _serve(config: Config, given: argparse.Namespace, terminal: Terminal) -> int:
    root = Path(config.root)
    given.now = ""
    preview = root / ".cache" / "preview" / "_site"
    options = replace(_options(config, given, terminal), output=preview, cache=preview.parent, drafts=given.drafts)

    def rebuild() -> None:
        report = build(read_config(root), options)
        _show(config, _shown_by_build(report.findings), Format.TEXT)
        terminal.say(summarize(report.findings) or "No problems.\n")
        if report.is_blocked:
            terminal.say("The last good site is still shown.\n")

    rebuild()
    if not preview.is_dir():
        return CONTENT_ERRORS
    watched = [path for path in (root / "content", root / "site.toml", Path(options.theme)) if path.exists()]
    serve(site=preview, base=config.base, port=given.port, watched=watched, rebuild=rebuild, say=terminal.say)
    return FINE


def _schema(_config: Config, given: argparse.Namespace, _terminal: Terminal) -> int:
    sys.stdout.write(schema(SourceKind(given.kind)))
    return FINE


def _new(config: Config, given: argparse.Namespace, terminal: Terminal) -> int:
    root = Path(config.root)
    if given.kind == "author":
        path = new_author(root, given.name)
    else:
        today = dt.datetime.now(config.zone).date()
        path = new_article(root, given.title, author=given.author, today=today)
    terminal.say(f"{path.relative_to(root).as_posix()} is yours to write.\n")
    return FINE


_COMMANDS = {"build": _build, "check": _check, "authors": _authors, "serve": _serve, "schema": _schema, "new": _new}
