"""These tests run the benchmark on a tiny archive with our own tool: that it measures what it says, never how fast."""

import json
import sys
from xml.etree import ElementTree as ET

import pytest

from tests.benchmarks.speed.archive import DIALECTS, make_archive
from tests.benchmarks.speed.command import make_parser, measure
from tests.benchmarks.speed.edits import EDITS
from tests.benchmarks.speed.figures import BEGIN, END, draw, rewrite
from tests.benchmarks.speed.measuring import Run
from tests.benchmarks.speed.watching import CommandError, run


def test_an_archive_of_a_size_is_the_same_each_time_and_the_same_in_every_dialect(tmp_path):
    archive = make_archive(20)

    assert archive == make_archive(20)
    for dialect, write in DIALECTS.items():
        write(archive, tmp_path / dialect)
    articles = {
        dialect: sorted(path.stem for path in (tmp_path / dialect / "content" / "articles").rglob("*.md"))
        for dialect in DIALECTS
    }
    assert set(map(tuple, articles.values())) == {tuple(sorted(item.slug for item in archive.items))}


@pytest.mark.slow
def test_every_case_is_measured_and_written_down_as_it_ends(tmp_path):
    book, tools = tmp_path / "runs.jsonl", ["ours", "ours, with search"]
    words = ["--sizes", "20", "--rounds", "1", "--folder", str(tmp_path / "made"), "--tools", *tools]

    measure(make_parser().parse_args(words), book)

    runs = [json.loads(line) for line in book.read_text(encoding="utf-8").splitlines()]
    assert {(run["case"], run["tool"], run["round"]) for run in runs} == {
        (case, tool, number) for case in ("clean", *EDITS) for tool in tools for number in (0, 1)
    }
    assert all(run["seconds"] > 0 for run in runs)
    made = {run["case"]: run["pages"] for run in runs if run["round"] and run["tool"] == "ours"}
    assert made["nothing"] == 0 < made["body of an old article"] < made["template of articles"] < made["clean"]
    resumed = measure(make_parser().parse_args([*words, "--resume"]), book)
    assert len(resumed.runs) == len(runs)


def made_run(tool, number, seconds, *, case="clean", peak=0.0):
    return Run(
        archive="20 articles", articles=20, case=case, tool=tool, round=number, seconds=seconds, peak=peak, pages=99
    )


RUNS = [
    made_run("ours", 0, 9.0, peak=40.0),
    *(made_run("ours", number, seconds) for number, seconds in enumerate([2.0, 1.0, 3.0], start=1)),
    made_run("Hugo", 0, 9.0, peak=80.0),
    *(made_run("Hugo", number, seconds) for number, seconds in enumerate([1.0, 1.0, 0.5], start=1)),
]


def test_the_page_keeps_its_words_and_gets_medians_without_the_first_round(tmp_path):
    page = tmp_path / "performance.md"
    page.write_text(f"# Performance\n\n{BEGIN}\nold\n{END}\n\n## How\n", encoding="utf-8")

    rewrite(page, RUNS)

    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# Performance\n\n{BEGIN}\n\nMeasured on ")
    assert text.endswith(f"\n{END}\n\n## How\n")
    assert [line for line in text.splitlines() if line.startswith(("| ours", "| Hugo"))] == [
        "| ours | 2.00 s | 1.00-3.00 | 3 | 2.00 | 40 MB | 99 |",
        "| Hugo | 1.00 s | 0.50-1.00 | 3 | 1.00 | 80 MB | 99 |",
    ]


def test_the_chart_says_in_words_what_its_bars_show():
    words = "Seconds of a clean build. 20 articles, ours: 2.0 s; 20 articles, Hugo: 1.0 s."

    chart = ET.fromstring(draw(RUNS))  # noqa: S314 -- our own chart

    space = "{http://www.w3.org/2000/svg}"
    assert chart.findtext(f"{space}title") == words
    assert [text.text for text in chart.iter(f"{space}text")] == ["20 articles", "ours", "2.0 s", "Hugo", "1.0 s"]
    bars = [bar.get("width") for bar in chart.iter(f"{space}rect")][1:]
    assert bars == ["450", "225"]


def test_a_command_that_ends_badly_is_no_measure(tmp_path):
    with pytest.raises(CommandError, match="ended with 3"):
        run([[sys.executable, "-c", "raise SystemExit(3)"]], tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="MEMORY IS NOT WATCHED: there is no /proc")
def test_the_peak_counts_the_memory_of_children_too(tmp_path):
    child = "import time; kept = bytearray(64 << 20); time.sleep(1)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"

    taken = run([[sys.executable, "-c", parent]], tmp_path, watch_memory=True)

    assert 64 < taken.peak < 128
