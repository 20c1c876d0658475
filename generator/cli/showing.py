"""This is how findings reach standard output: each with the line of the file that it speaks of."""

from collections.abc import Sequence
from pathlib import Path

from generator.cli.arguments import Format
from generator.cli.findings import SourceLine, write_findings
from generator.cli.streams import put
from generator.config import Config
from generator.problems import Finding, Severity

_WARNINGS_SHOWN = 40
"""More warnings than this bury the errors among them, so that a build only counts them."""


def show(config: Config, findings: Sequence[Finding], form: Format = Format.TEXT) -> None:
    """Print the findings in the order given."""
    page = f"{config.repository}/blob/{config.branch}/docs/problems.md" if config.repository else ""
    put(write_findings(findings, form, source_lines(config), page))


def source_lines(config: Config) -> SourceLine:
    """What gives a line of a file of the archive; each file is read once."""
    lines: dict[str, list[str]] = {}

    def source_line(path: str, number: int) -> str:
        if path not in lines:
            lines[path] = _lines(Path(config.root) / path)
        return lines[path][number - 1] if 0 < number <= len(lines[path]) else ""

    return source_line


def shown_by_build(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Every error; the warnings too while there are few. `check` always shows all, and the summary counts all."""
    errors = tuple(finding for finding in findings if finding.severity is Severity.ERROR)
    return tuple(findings) if len(findings) - len(errors) <= _WARNINGS_SHOWN else errors


def _lines(path: Path) -> list[str]:
    """The lines of a text file; none for a picture, a folder, or what cannot be read."""
    if path.suffix not in {".md", ".toml"} or path.is_symlink() or not path.is_file():
        return []
    try:
        return path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return []
