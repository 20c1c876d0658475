"""This is the test of the indexer's death at 50 moments of chance: python -m tests.benchmarks.search_kill

Each time Pagefind is killed somewhere in the making of a new index; what is kept must be the old or the new, whole.
It is asked for with a Pagefind that cannot be started, so that nothing is mended on the way.
"""

import random
import sys
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

from generator.problems import BuildError
from generator.search import find_pagefind
from tests.sample_search import make_documents, make_index
from tests.test_search_killed import kill_one_after, read_all

MOMENTS = 50


def main() -> int:
    """Print how often the index was the old one and how often the new; 1 when it was ever neither."""
    old, new = make_documents(20), make_documents(25)
    with tempfile.TemporaryDirectory() as folder:
        wholes = [read_all(make_index(some, kept=Path(folder) / str(len(some)), language="en")) for some in (old, new)]
        found = [_outcome(Path(folder) / f"kept-{seed}", old, new, seed) for seed in range(MOMENTS)]
    counts = [
        sum(outcome == (told, whole) for outcome in found) for told, whole in zip((True, False), wholes, strict=True)
    ]
    print(f"{MOMENTS} moments: killed, the old index whole {counts[0]}; too late to kill, the new whole {counts[1]}")
    return 0 if sum(counts) == MOMENTS else 1


def _outcome(kept: Path, old: list, new: list, seed: int) -> tuple[bool, dict[str, bytes]]:
    """Whether the update was told to have failed, and what is kept then."""
    make_index(old, kept=kept, language="en")
    moment = random.Random(seed).uniform(0, 0.05)  # noqa: S311 -- a moment of chance, and no secret
    killer = threading.Thread(target=kill_one_after, args=(moment,))
    killer.start()
    try:
        files, is_told = make_index(new, kept=kept, language="en"), False
    except BuildError:
        absent = replace(find_pagefind(), executable=kept / "absent")
        files, is_told = make_index(old, kept=kept, language="en", pagefind=absent), True
    killer.join()
    return is_told, read_all(files)


if __name__ == "__main__":
    sys.exit(main())
