"""This is `serve`: the site is shown on this machine, and built again on every change."""

import argparse
from pathlib import Path

from msgspec.structs import replace

from generator.build import Options, Origins, Report, Session, examine, find_origins, wear_theme
from generator.cli.findings import excerpt, summarize
from generator.cli.options import make_options
from generator.cli.showing import show, shown_by_build, source_lines
from generator.cli.status import Status
from generator.cli.terminal import Terminal
from generator.config import Config, read_config
from generator.model import Html, Url
from generator.problems import Finding, Location, Severity
from generator.server import Outcome, Preview, serve
from generator.styleguide import make_styleguide


def run(config: Config, given: argparse.Namespace, terminal: Terminal) -> Status:
    """Build the preview, and serve it until Ctrl-C."""
    root = Path(config.root)
    site = root / ".cache" / "preview" / "_site"
    options = replace(
        make_options(config, "", terminal),
        output=site,
        cache=site.parent,
        drafts=given.drafts,
        is_lasting=False,
    )
    maker = _Maker(root, options, terminal)
    preview = Preview(
        root=root,
        site=site,
        base=config.base,
        folders=_folders(config, options),
        rebuild=maker.rebuild,
        catch_up=maker.catch_up,
        excerpt=lambda place: _excerpt(config, place),
        styleguide=maker.styleguide,
        say=terminal.say,
    )
    serve(preview, given.port)
    return Status.FINE


class _Maker:
    """Makes the preview again and again, and tells in the terminal what is wrong that was not wrong before."""

    def __init__(self, root: Path, options: Options, terminal: Terminal) -> None:
        self._root = root
        self._options = options
        self._terminal = terminal
        self._config: Config | None = None
        self._session: Session | None = None
        self._pending: frozenset[str] | None = None
        """What changed since the last good build; None when that is not known."""
        self._told: frozenset[Finding] = frozenset()
        self._urls: frozenset[Url] = frozenset()
        self._origins: Origins | None = None

    def rebuild(self, changed: frozenset[str] | None) -> Outcome:
        """Build with the settings as they are now."""
        self._pending = None if self._pending is None or changed is None else self._pending | changed
        config = read_config(self._root)
        if self._session is None or config != self._config or not _is_content(changed):
            self._config, self._session, self._pending = config, Session(config, self._options), None
        report = self._session.build(self._pending)
        self._tell(config, report)
        if report.is_blocked:
            return Outcome(findings=report.findings, is_blocked=True)
        self._pending = frozenset()
        return self._outcome(config, report)

    def styleguide(self, problems: Html) -> str:
        """The page of components, of the theme as it is now."""
        config = read_config(self._root)
        return make_styleguide(*wear_theme(config, self._options), config.base, problems)

    def catch_up(self) -> Outcome | None:
        """Tell search of the edits that it does not know: pages are shown first. None when it knows them all."""
        if self._config is None or self._session is None or self._pending != frozenset() or self._session.is_indexed:
            return None
        report = self._session.build(None)
        if report.is_blocked:
            return Outcome(findings=report.findings, is_blocked=True)
        return self._outcome(self._config, report)

    def _outcome(self, config: Config, report: Report) -> Outcome:
        origins = self._find_origins(config, report)
        before, self._urls = self._urls, frozenset(file.url for file in report.files)
        return Outcome(
            findings=report.findings,
            base=config.base,
            folders=_folders(config, self._options),
            changed=frozenset(file.url for file in report.files if file.is_new) | (before - self._urls),
            sources=origins.sources,
            drafts=origins.drafts,
        )

    def _find_origins(self, config: Config, report: Report) -> Origins:
        """A build that took the short way found the pages as they were; the first one here then has to ask."""
        found = report.origins or self._origins or find_origins(examine(config, self._options))
        self._origins = found
        return found

    def _tell(self, config: Config, report: Report) -> None:
        """Every error each time; a warning once, for most of them are there to stay while someone writes."""
        self._terminal.stop()
        known, self._told = self._told, frozenset(report.findings)
        fresh = [found for found in report.findings if found.severity is Severity.ERROR or found not in known]
        show(config, shown_by_build(fresh))
        if self._told != known:
            self._terminal.say(summarize(report.findings) or "No problems.\n")


def _is_content(changed: frozenset[str] | None) -> bool:
    """Whether all that changed is content, and neither settings nor theme."""
    return changed is not None and all(path.startswith("content/") for path in changed)


def _folders(config: Config, options: Options) -> tuple[Path, ...]:
    """What a site is made from, beside its settings."""
    root = Path(config.root)
    own = (root / config.overrides,) if config.overrides else ()
    return (root / "content", Path(options.theme), *own)


def _excerpt(config: Config, place: Location) -> str:
    return "\n".join(excerpt(place, source_lines(config)))
