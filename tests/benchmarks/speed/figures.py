"""These are the figures as people read them: tables in Markdown, and a chart of bars with their figures beside them."""

import datetime as dt
import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.benchmarks.speed.edits import EDITS
from tests.benchmarks.speed.measuring import CLEAN, Run

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
CHART = "pictures/performance.svg"
"""Below docs/."""
_ORDER = ("ours", "Hugo", "Pelican", "Eleventy", "ours, with search", "Hugo, then Pagefind")
_AGAINST = {"ours, with search": "Hugo, then Pagefind", "Hugo, then Pagefind": "Hugo, then Pagefind"}
"""What a tool is compared with, where that is not Hugo alone."""


def rewrite(page: Path, runs: Sequence[Run]) -> None:
    """Put the figures between the marks of the page, and the chart beside it."""
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n{write_figures(runs)}\n{END}{after}", encoding="utf-8")
    chart = page.parent / CHART
    chart.parent.mkdir(parents=True, exist_ok=True)
    chart.write_text(draw(runs), encoding="utf-8")


def write_figures(runs: Sequence[Run]) -> str:
    """Every table, with the machine and the day before them."""
    parts = [f"Measured on {dt.datetime.now(dt.UTC):%B %-d, %Y}, on {_machine()}.", _chart_in_words(runs)]
    for archive in _archives(runs):
        own = [run for run in runs if run.archive == archive]
        parts += [f"### {archive}", _clean_table(own), _edits_table(own)]
    parts.append(_growth_table(runs))
    return "\n\n".join(part for part in parts if part) + "\n"


def _machine() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    name = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = os.cpu_count()
    return f"{cores} cores of {name}, {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}"


def _archives(runs: Iterable[Run]) -> list[str]:
    sizes = {run.archive: run.articles for run in runs}
    return sorted(sizes, key=lambda archive: (not archive[0].isdigit(), sizes[archive]))


def _times(runs: Iterable[Run], case: str, tool: str) -> list[float]:
    """The seconds of the rounds that count; where there is no other, of the first one, whose memory is watched."""
    own = [run for run in runs if (run.case, run.tool) == (case, tool)]
    return [run.seconds for run in own if run.round > 0] or [run.seconds for run in own]


def _peak(runs: Iterable[Run], case: str, tool: str) -> float:
    return max((run.peak for run in runs if (run.case, run.tool) == (case, tool)), default=0)


def _pages(runs: Iterable[Run], case: str, tool: str) -> int:
    return max((run.pages for run in runs if (run.case, run.tool) == (case, tool)), default=0)


def _clean_table(runs: Sequence[Run]) -> str:
    rows = []
    for tool in _ORDER:
        times = _times(runs, CLEAN, tool)
        if times:
            other = _times(runs, CLEAN, _AGAINST.get(tool, "Hugo"))
            ratio = f"{statistics.median(times) / statistics.median(other):.2f}" if other else "—"
            spread = f"{min(times):.2f}-{max(times):.2f}"
            cells = (f"{statistics.median(times):.2f} s", spread, str(len(times)), ratio, *_sizes(runs, tool))
            rows.append((tool, *cells))
    head = ("clean build", "median", "range", "runs", "times Hugo's", "peak memory", "HTML pages")
    return _table(head, rows) if rows else ""


def _sizes(runs: Sequence[Run], tool: str) -> tuple[str, str]:
    peak = _peak(runs, CLEAN, tool)
    return f"{peak:,.0f} MB" if peak else "—", f"{_pages(runs, CLEAN, tool):,}"


def _edits_table(runs: Sequence[Run]) -> str:
    rows = []
    for name in EDITS:
        plain, search = _times(runs, name, "ours"), _times(runs, name, "ours, with search")
        if plain and search:
            medians = (f"{statistics.median(plain):.2f} s", f"{statistics.median(search):.2f} s")
            rows.append((name, *medians, f"{_pages(runs, name, 'ours'):,}"))
    return _table(("build after an edit", "without search", "with search", "files made again"), rows) if rows else ""


def _growth_table(runs: Sequence[Run]) -> str:
    """How time and memory grow from each size of a made archive to the next."""
    sizes = [archive for archive in _archives(runs) if archive[0].isdigit()]
    rows = []
    for less, more in pairwise(sizes):
        for tool in _ORDER:
            small, large = ([run for run in runs if run.archive == archive] for archive in (less, more))
            before, after = _times(small, CLEAN, tool), _times(large, CLEAN, tool)
            if before and after:
                time = f"{statistics.median(after) / statistics.median(before):.1f}"
                peaks = _peak(small, CLEAN, tool), _peak(large, CLEAN, tool)
                rows.append((f"{tool}, {less} → {more}", time, f"{peaks[1] / peaks[0]:.1f}" if peaks[0] else "—"))
    return "### Growth\n\n" + _table(("clean build", "time", "peak memory"), rows) if rows else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _bars(runs: Sequence[Run]) -> list[tuple[str, str, float]]:
    found = []
    for archive in _archives(runs):
        own = [run for run in runs if run.archive == archive]
        medians = [(tool, _times(own, CLEAN, tool)) for tool in _ORDER]
        found += [(archive, tool, statistics.median(times)) for tool, times in medians if times]
    return found


def _chart_in_words(runs: Sequence[Run]) -> str:
    return f"![{_words(runs)}]({CHART})" if _bars(runs) else ""


def _words(runs: Sequence[Run]) -> str:
    said = [f"{archive}, {tool}: {seconds:.1f} s" for archive, tool, seconds in _bars(runs)]
    return "Seconds of a clean build. " + "; ".join(said) + "."


_WIDTH, _LINE, _LEFT, _RIGHT = 720, 22, 190, 80


def draw(runs: Sequence[Run]) -> str:
    """Bars in one ink, a group for each archive to its own scale, its name before it and its figure behind."""
    bars = _bars(runs)
    height = _LINE * (len(bars) + 2 * len({archive for archive, _, _ in bars}))
    svg = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {_WIDTH} {height}", "role": "img"})
    ET.SubElement(svg, "title").text = _words(runs)
    ET.SubElement(svg, "rect", {"width": str(_WIDTH), "height": str(height), "fill": "#fff"})
    ink = ET.SubElement(svg, "g", {"fill": "#1a1a1a", "font-family": "sans-serif", "font-size": "13"})
    line = 0
    for archive in dict.fromkeys(archive for archive, _, _ in bars):
        own = [(tool, seconds) for found, tool, seconds in bars if found == archive]
        ET.SubElement(ink, "text", {"x": "0", "y": str(line + _LINE - 6), "font-weight": "bold"}).text = archive
        for at, (tool, seconds) in enumerate(own, start=1):
            _bar(ink, line + at * _LINE, (tool, seconds), max(seconds for _, seconds in own))
        line += _LINE * (len(own) + 2)
    return ET.tostring(svg, encoding="unicode") + "\n"


def _bar(ink: ET.Element, top: int, row: tuple[str, float], longest: float) -> None:
    tool, seconds = row
    width = max(1, round((_WIDTH - _LEFT - _RIGHT) * seconds / longest))
    words = {"y": str(top + _LINE - 6)}
    ET.SubElement(ink, "text", {"x": str(_LEFT - 8), "text-anchor": "end", **words}).text = tool
    ET.SubElement(ink, "rect", {"x": str(_LEFT), "y": str(top + 4), "width": str(width), "height": str(_LINE - 8)})
    ET.SubElement(ink, "text", {"x": str(_LEFT + width + 8), **words}).text = f"{seconds:.1f} s"
