"""This is the harness of atheris: python -m tests.benchmarks.fuzz.coverage TARGET INPUTS.

libFuzzer changes texts so that they reach new lines of the code, beginning with the fixtures. It ends the process
itself, with a status other than 0 after an exception, a signal, or a text that takes too long, and leaves that text in
.cache/fuzz/. Seconds are those of a processor, since a busy machine makes every text wait.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["generator"]):
    from tests.benchmarks.fuzz.laws import LAWS

_FIXTURES = Path(__file__).parents[2] / "fixtures"
_SLOW = 2.0
"""Seconds of a processor; counting the lines that are reached doubles what a text takes."""
_HUNG = 60
"""Seconds on the wall after which a text is taken to hang."""
_LONGEST = 2048
"""Bytes of the longest text: what is longer only says the same more often, and has tests of its own for its time."""


def _seeds(folder: Path, target: str) -> None:
    if target == "content":
        texts = [path.read_text(encoding="utf-8") for path in sorted((_FIXTURES / "content" / "broken").glob("*.md"))]
    else:
        listed = json.loads((_FIXTURES / "markdown" / "xss-corpus.json").read_text(encoding="utf-8"))
        examples = json.loads((_FIXTURES / "markdown" / "commonmark.json").read_text(encoding="utf-8"))
        texts = [row["payload"] for row in listed] + [row["markdown"] for row in examples]
    for number, text in enumerate(texts):
        (folder / f"{number:05}").write_bytes(text.encode("utf-8", "surrogatepass"))


def main() -> None:
    """Fuzz one target; libFuzzer does not return."""
    target, inputs = sys.argv[1], int(sys.argv[2])
    law = LAWS[target]

    slowest, tried = 0.0, 0

    def try_bytes(data: bytes) -> None:
        nonlocal slowest, tried
        start = time.process_time()
        law(data.decode("utf-8", "replace"))
        seconds = time.process_time() - start
        tried += 1
        if seconds > slowest:
            slowest = seconds
            print(f"slowest {seconds:.3f} s ({len(data):,} bytes), input {tried:,}", file=sys.stderr, flush=True)
        assert seconds < _SLOW, "this text takes too long"

    left = Path(".cache/fuzz")
    left.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        _seeds(Path(name), target)
        options = [
            f"-runs={inputs}",
            f"-max_len={_LONGEST}",
            f"-timeout={_HUNG}",
            "-seed=1",
            f"-artifact_prefix={left}/",
        ]
        atheris.Setup([sys.argv[0], *options, "-verbosity=1", name], try_bytes)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
