"""This is the attack on a whole site with all 636 payloads in every position: 0 hits, or the benchmark fails."""

import os
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.hostile.archives import attack, sample
from tests.hostile.positions import POSITIONS, read_payloads

_SHOWN = 20


def main() -> int:
    """Print payloads × positions, what was refused by which rule, what is inert, and every hit."""
    start = time.perf_counter()
    payloads = sample(read_payloads(), 1)
    with tempfile.TemporaryDirectory() as folder:
        made = attack(Path(folder), payloads, jobs=os.cpu_count() or 1)
        files = sum(path.is_file() for path in made.site.rglob("*"))
    rules = Counter(rule for found in made.refused.values() for rule in found.values())
    rules.update(made.dropped[name] for name in made.names if name in made.dropped)
    print(f"payloads × positions   {len(payloads):>7,} × {len(POSITIONS)}, and {len(made.names):,} names of files")
    by_rule = ", ".join(f"{count:,} {rule}" for rule, count in rules.most_common())
    print(f"refused                {made.count_refused:>7,}  ({by_rule})")
    print(f"inert                  {made.tried - made.count_refused:>7,}  in {files:,} published files, each judged")
    print(f"hits                   {len(made.hits):>7,}")
    for name, fault in made.hits[:_SHOWN]:
        print(f"  {name}: {fault}")
    print(f"seconds                {time.perf_counter() - start:>7.0f}")
    return 1 if made.hits else 0
