"""This is the law of builds that make only what changed, at length: python -m tests.benchmarks law [--sequences 1000]

Each sequence is up to four rounds of up to three edits; after each round the site must be that of a clean build, byte
for byte. `make test` tries fifty of them, always the same; this tries others, told by the seed.
"""

import argparse

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.test_incremental import ROUNDS, assert_the_law


def main() -> None:
    """Try the sequences; the first that breaks the law is made small and shown."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks law", description=__doc__)
    parser.add_argument("--sequences", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    settle = settings(
        max_examples=asked.sequences,
        derandomize=False,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    seed(asked.seed)(settle(given(ROUNDS)(assert_the_law)))()
    print(f"{asked.sequences:,} sequences of edits: each site is that of a clean build (seed {asked.seed})")
