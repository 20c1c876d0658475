"""This is the fuzzing of front matter and bodies: made-up texts by Hypothesis, and by atheris where it is installed.

`python -m tests.benchmarks.fuzz --inputs 100000` tries that many texts on each target with each tool. A text that
raises, breaks a law of `laws.py` or takes longer than a second of a processor is a fault; the first of each kind is
printed.
"""

import argparse
import importlib.util
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from tests.benchmarks.fuzz.laws import LAWS
from tests.benchmarks.fuzz.texts import TEXTS

FEW = 1_000
"""Inputs where nobody asks for more: seconds, not minutes."""
SLOW = 1.0
ROOT = Path(__file__).parents[3]


@dataclass(slots=True, kw_only=True)
class Tally:
    """What was seen of one target."""

    inputs: int = 0
    slowest: float = 0.0
    slowest_text: str = ""
    faults: dict[str, str] = field(default_factory=dict)
    """The last line of a traceback → the first text that led there, with the whole traceback."""

    def try_text(self, law: Callable[[str], None], text: str) -> None:
        """Judge one text, and keep what is to be told of it."""
        self.inputs += 1
        start = time.process_time()
        try:
            law(text)
        except Exception:  # noqa: BLE001 -- whatever is raised is what is looked for
            whole = traceback.format_exc()
            self.faults.setdefault("\n".join(whole.splitlines()[-4:]), f"{text!r}\n{whole}")
        seconds = time.process_time() - start
        if seconds > self.slowest:
            self.slowest, self.slowest_text = seconds, text


def try_texts(law: Callable[[str], None], texts: SearchStrategy[str], inputs: int, start: int = 0) -> Tally:
    """So many texts of a strategy, all of them even where some are at fault."""
    tally = Tally()

    @seed(start)
    @settings(
        max_examples=inputs,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(texts)
    def judge(text: str) -> None:
        tally.try_text(law, text)

    judge()
    return tally


def _told(name: str, tally: Tally) -> bool:
    slow = f"slowest {tally.slowest:.3f} s ({len(tally.slowest_text):,} characters)"
    print(f"{name:<12} hypothesis {tally.inputs:>9,} inputs, {len(tally.faults)} kinds of faults, {slow}", flush=True)
    for whole in tally.faults.values():
        print(whole)
    if tally.slowest > SLOW:
        print(f"too slow: {tally.slowest_text!r}")
    return not tally.faults and tally.slowest <= SLOW


def _cover(name: str, inputs: int) -> bool:
    """The same law under atheris, in a process of its own: a signal there is a fault too, and libFuzzer ends it."""
    if importlib.util.find_spec("atheris") is None:
        print(f"{name:<12} atheris    did not run: it is not installed (pip install atheris)")
        return True
    command = [sys.executable, "-m", "tests.benchmarks.fuzz.coverage", name, str(inputs)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
    lines = run.stderr.splitlines()
    end = next((line for line in reversed(lines) if line.startswith(("Done ", "SUMMARY"))), "ended early")
    slow = next((line for line in reversed(lines) if line.startswith("slowest ")), "no input")
    print(f"{name:<12} atheris    {end}; {slow}; exit status {run.returncode}", flush=True)
    if run.returncode:
        print(run.stdout[-4000:] + run.stderr[-4000:])
    return run.returncode == 0


def main() -> int:
    """Fuzz each target with each tool; 1 when a fault was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.fuzz")
    parser.add_argument("--inputs", type=int, default=FEW, metavar="N")
    parser.add_argument("--target", choices=sorted(LAWS), action="append")
    parser.add_argument("--tool", choices=["hypothesis", "atheris"], action="append")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    arguments = parser.parse_args()
    tools = arguments.tool or ["hypothesis", "atheris"]
    is_well = True
    for name in arguments.target or sorted(LAWS):
        if "hypothesis" in tools:
            is_well &= _told(name, try_texts(LAWS[name], TEXTS[name], arguments.inputs, arguments.seed))
        if "atheris" in tools:
            is_well &= _cover(name, arguments.inputs)
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
