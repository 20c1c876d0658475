"""This is the test of sudden death: python -m tests.benchmarks kills --moments 200 --exchange 50

An archive is built from one state to another and back, and each build is killed at a moment of chance: anywhere, or
from the moment on when the new site is staged, while it takes the place of the old one. What is published then must be
the old site or the new one, byte for byte, and the next build must end in the site that a clean build makes.
"""

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tests.benchmarks.speed.archive import Archive, make_archive, write_ours
from tests.makers import REPOSITORY

Tree = dict[str, str]
"""The digest of each file by its path."""

_NOW = "2026-01-01T12:00:00Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """One archive in two states, the tree that a clean build makes of each, and how long it takes to the other."""

    root: Path
    states: tuple[Path, Path]
    trees: tuple[Tree, Tree]
    seconds: float
    exchange: float
    """Seconds from the staged manifest, which is written last, to the end."""


def command(root: Path) -> list[str]:
    """The build that is killed: with two processes, and without search, whose own death is tests/test_search_killed."""
    words = ["build", "--no-search", "--jobs", "2", "--now", _NOW]
    return [sys.executable, "-m", "generator", "--root", str(root), "--quiet", *words]


def tree(site: Path) -> Tree:
    """Every file of a site; the manifest's word on each is checked on the way."""
    digests = {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
    listed = json.loads((site / "manifest.json").read_text(encoding="utf-8"))["files"]
    named = {
        (url.removeprefix("/") + ("index.html" if url.endswith("/") else "")): digest for url, digest in listed.items()
    }
    if named != {name: digest for name, digest in digests.items() if name != "manifest.json"}:
        return {"the manifest": "names other files, or other bytes"}
    return digests


def prepare(folder: Path, articles: int) -> Sites:
    """Write both states and build each by itself."""
    first = make_archive(articles)
    states = (folder / "first", folder / "second")
    for state, archive in zip(states, (first, _edited(first)), strict=True):
        write_ours(archive, state)
        subprocess.run(command(state), cwd=REPOSITORY, check=True)
    root = folder / "killed"
    shutil.copytree(states[0], root)
    trees = (tree(states[0] / "_site"), tree(states[1] / "_site"))
    sites = Sites(root=root, states=states, trees=trees, seconds=0, exchange=0)
    (whole, exchange), (other, another) = (_time(sites, state) for state in (1, 0))
    return replace(sites, seconds=min(whole, other), exchange=min(exchange, another))


def _time(sites: Sites, state: int) -> tuple[float, float]:
    """Seconds of a build, and of its exchange."""
    _become(sites, state)
    start = time.perf_counter()
    process = subprocess.Popen(command(sites.root), cwd=REPOSITORY)
    _await_exchange(sites, process)
    staged = time.perf_counter()
    process.wait()
    return time.perf_counter() - start, time.perf_counter() - staged


def _await_exchange(sites: Sites, process: "subprocess.Popen[bytes]") -> None:
    staged = sites.root / "._site.staging" / "manifest.json"
    while process.poll() is None and not staged.exists():
        time.sleep(0.0005)


def _edited(archive: Archive) -> Archive:
    """Every third body is another, one headline too, and five articles are gone."""
    items = [
        replace(item, body=f"{item.body}\n\nOne remark more.") if number % 3 == 0 else item
        for number, item in enumerate(archive.items[5:])
    ]
    items[7] = replace(items[7], title="Another headline")
    return Archive(items=tuple(items), bios=archive.bios)


def kill_each(sites: Sites, moments: int, exchange: int, seed: int = 1) -> Iterator[str]:
    """For each death what was found: `old` or `new` where all is well, else what is wrong."""
    chance = random.Random(seed)  # noqa: S311 -- moments of chance, and no secret
    aims = [True] * exchange + [False] * (moments - exchange)
    chance.shuffle(aims)
    for number, is_aimed in enumerate(aims):
        old, new = number % 2, 1 - number % 2
        _become(sites, new)
        delay = chance.uniform(0, sites.exchange if is_aimed else sites.seconds)
        _die(sites, delay, is_aimed=is_aimed, is_alone=number % 4 < 2)
        yield f"{'exchange' if is_aimed else 'anywhere'}: {_judge(sites, old, new)}"


def _become(sites: Sites, state: int) -> None:
    shutil.rmtree(sites.root / "content")
    shutil.copytree(sites.states[state] / "content", sites.root / "content")


def _die(sites: Sites, delay: float, *, is_aimed: bool, is_alone: bool) -> None:
    """Kill the build after the delay, its first process alone or all of them; an aimed delay begins at the exchange."""
    process = subprocess.Popen(command(sites.root), cwd=REPOSITORY, start_new_session=True)
    if is_aimed:
        _await_exchange(sites, process)
    try:
        process.wait(delay)
    except subprocess.TimeoutExpired:
        (os.kill if is_alone else os.killpg)(process.pid, signal.SIGKILL)
        process.wait()


def _judge(sites: Sites, old: int, new: int) -> str:
    found = tree(sites.root / "_site")
    if found not in sites.trees:
        return "NEITHER THE OLD SITE NOR THE NEW"
    ended = subprocess.run(command(sites.root), cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if ended.returncode:
        return f"THE NEXT BUILD FAILED: {ended.stderr.strip()}"
    if tree(sites.root / "_site") != sites.trees[new]:
        return "THE NEXT BUILD IS NOT THAT OF A CLEAN ONE"
    left = sorted(path.name for path in sites.root.iterdir() if path.name.startswith("._site."))
    if left != ["._site.lock"]:
        return f"LEFT BEHIND: {' '.join(left)}"
    return "old" if found == sites.trees[old] else "new"


def main() -> int:
    """Print how often each was found; 1 when anything but the old or the new site was."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks kills", description=__doc__)
    parser.add_argument("--moments", type=int, default=200, metavar="N")
    parser.add_argument("--exchange", type=int, default=50, metavar="N", help="so many of them within the exchange")
    parser.add_argument("--articles", type=int, default=300, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sites = prepare(Path(folder), given.articles)
        found = Counter(kill_each(sites, given.moments, given.exchange, given.seed))
    for words, count in sorted(found.items()):
        print(f"{count:6}  {words}")
    return 0 if all(words.rpartition(" ")[2] in {"old", "new"} for words in found) else 1


if __name__ == "__main__":
    sys.exit(main())
