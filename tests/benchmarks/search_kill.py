"""This is the test of death at 50 moments of chance: python -m tests.benchmarks search_kill [--moments 50]

First Pagefind is killed somewhere in the making of a new index: what is kept must be the old or the new, whole. It is
asked for with a Pagefind that cannot be started, so that nothing is mended on the way. Then a whole build is killed
(SIGKILL, with all that it started) somewhere on its way: `_site/` must be the old site or the new, byte for byte, so
must its `pagefind/`, and the next build must make the new.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from msgspec.structs import replace

from generator.problems import BuildError
from generator.search import find_pagefind
from tests.makers import REPOSITORY
from tests.sample_search import make_documents, make_index
from tests.test_search_killed import kill_one_after, read_all

NOW = "2023-01-01T12:00:00Z"
ADDED = """---
title: An article more
date: 2022-12-30
author: Jane Doe
section: Explainers
---

A frigate sailed, and one word was added.
"""


def main() -> int:
    """Print how often each was the old one and how often the new; 1 when either was ever neither."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks search_kill")
    parser.add_argument("--moments", type=int, default=50)
    moments = parser.parse_args().moments
    with tempfile.TemporaryDirectory() as folder:
        indexes = kill_indexers(Path(folder) / "indexes", moments)
    with tempfile.TemporaryDirectory() as folder:
        sites = kill_builds(Path(folder), moments)
    for name, counts in (("index", indexes), ("site", sites)):
        told = ", ".join(f"{what} {counts[what]}" for what in ("old whole", "new whole", "neither"))
        print(f"{name}: {moments} moments: {told}")
    return 1 if indexes["neither"] or sites["neither"] else 0


def kill_indexers(folder: Path, moments: int) -> Counter[str]:
    """What is kept after Pagefind was killed while the index was made."""
    old, new = make_documents(20), make_documents(25)
    wholes = [read_all(make_index(some, kept=folder / str(len(some)))) for some in (old, new)]
    return Counter(
        _name(_index_after_death(folder / f"kept-{seed}", old, new, seed), *wholes) for seed in range(moments)
    )


def _index_after_death(kept: Path, old: list, new: list, seed: int) -> dict[str, bytes]:
    make_index(old, kept=kept)
    moment = random.Random(seed).uniform(0, 0.05)  # noqa: S311 -- a moment of chance, and no secret
    killer = threading.Thread(target=kill_one_after, args=(moment,))
    killer.start()
    try:
        files = make_index(new, kept=kept)
    except BuildError:
        absent = replace(find_pagefind(), executable=kept / "absent")
        files = make_index(old, kept=kept, pagefind=absent)
    killer.join()
    return read_all(files)


def kill_builds(folder: Path, moments: int) -> Counter[str]:
    """What `_site/` is after a build was killed that adds one article."""
    root = folder / "archive"
    shutil.copytree(REPOSITORY / "content", root / "content")
    shutil.copyfile(REPOSITORY / "site.toml", root / "site.toml")
    start_build(root).wait()
    old = read_site(root)
    shutil.copytree(root, folder / "before", symlinks=True)
    article = root / "content/articles/2022/an-article-more.md"
    article.write_text(ADDED, encoding="utf-8")
    begun = time.perf_counter()
    start_build(root).wait()
    span, new = time.perf_counter() - begun, read_site(root)
    counts: Counter[str] = Counter()
    for seed in range(moments):
        shutil.rmtree(root)
        shutil.copytree(folder / "before", root, symlinks=True)
        article.write_text(ADDED, encoding="utf-8")
        kill_build(root, random.Random(seed).uniform(0, span * 1.1))  # noqa: S311 -- as above
        found = _name(read_site(root), old, new)
        start_build(root).wait()
        counts[found if read_site(root) == new else "neither"] += 1
    return counts


def start_build(root: Path) -> subprocess.Popen[bytes]:
    """A build in a session of its own."""
    command = [sys.executable, "-m", "generator", "--root", str(root), "--quiet", "build", "--now", NOW]
    return subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.DEVNULL, start_new_session=True)


def kill_build(root: Path, seconds: float) -> None:
    """Kill a build, and all that it has started, so many seconds after it was begun."""
    build = start_build(root)
    try:
        build.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(build.pid, signal.SIGKILL)
        build.wait()


def read_site(root: Path) -> dict[str, bytes]:
    """Every file of the published site by its path."""
    site = root / "_site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def _name(found: dict[str, bytes], old: dict[str, bytes], new: dict[str, bytes]) -> str:
    return "old whole" if found == old else "new whole" if found == new else "neither"


if __name__ == "__main__":
    sys.exit(main())
