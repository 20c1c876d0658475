"""These tests stop the indexer at moments of chance: what was kept is the old index or the new, and whole."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.problems import BuildError
from generator.search import find_pagefind
from generator.search.store import locked
from tests.sample_search import make_documents, make_index


def indexers():
    """The process ids of the Pagefinds that this process started."""
    found = []
    for children in Path("/proc/self/task").glob("*/children"):
        try:
            numbers = children.read_text(encoding="ascii").split()
            found += [
                int(number)
                for number in numbers
                if Path(f"/proc/{number}/comm").read_text(encoding="utf-8").startswith("pagefind")
            ]
        except OSError:
            continue
    return found


def kill_one_after(seconds):
    time.sleep(seconds)
    for _ in range(200):
        for number in indexers():
            os.kill(number, signal.SIGKILL)
            return
        time.sleep(0.001)


def read_all(files):
    return {name: path.read_bytes() for name, path in files.items()}


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="the system does not tell which processes we started")
@pytest.mark.parametrize("seed", range(6))
def test_an_indexer_killed_at_any_moment_leaves_the_old_index_whole(tmp_path, seed):
    old = read_all(make_index(make_documents(10), kept=tmp_path, language="en"))
    killer = threading.Thread(target=kill_one_after, args=(random.Random(seed).uniform(0, 0.06),))  # noqa: S311
    killer.start()
    try:
        make_index(make_documents(20), kept=tmp_path, language="en")
    except BuildError as error:
        assert "Pagefind" in str(error)  # noqa: PT017 -- whether it comes depends on the moment
    killer.join()
    absent = replace(find_pagefind(), executable=tmp_path / "absent")

    try:
        after = read_all(make_index(make_documents(20), kept=tmp_path, language="en", pagefind=absent))
    except BuildError:
        after = read_all(make_index(make_documents(10), kept=tmp_path, language="en", pagefind=absent))
        assert after == old

    fresh = read_all(make_index(make_documents(20), kept=tmp_path / "another", language="en"))
    assert after in (old, fresh)


def test_a_second_build_at_the_same_time_is_told_to_wait(tmp_path):
    make_index(make_documents(2), kept=tmp_path, language="en")

    with locked(tmp_path), pytest.raises(BuildError) as caught:
        make_index(make_documents(3), kept=tmp_path, language="en")

    assert str(caught.value) == f"another build is making the search index in {tmp_path}; wait until it has ended"


FULL = """
import resource, signal, sys
from pathlib import Path
from generator.problems import BuildError
from tests.sample_search import make_documents, make_index
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
try:
    make_index(make_documents(40), kept=Path(sys.argv[1]))
except BuildError as error:
    print(error)
"""


def test_a_full_disk_is_told_and_the_old_index_stays_whole(tmp_path):
    """The limit of a file's size stands in for the disk: either way a write ends before its end."""
    kept = tmp_path / "kept"
    old = read_all(make_index(make_documents(10), kept=kept))

    run = subprocess.run([sys.executable, "-c", FULL, kept], capture_output=True, text=True, check=False)

    absent = replace(find_pagefind(), executable=tmp_path / "absent")
    assert (run.stderr, run.stdout) == (
        "",
        f"the search index cannot be kept in {kept}: [Errno 27] File too large\n",
    )
    assert sorted(path.name[:5] for path in kept.iterdir() if path.name.startswith("fresh")) == []
    assert read_all(make_index(make_documents(10), kept=kept, pagefind=absent)) == old


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "kept").write_text("a file", encoding="utf-8")

    with pytest.raises(BuildError) as caught:
        make_index(make_documents(2), kept=tmp_path / "kept", language="en")

    assert str(caught.value).startswith(f"the search index cannot be kept in {tmp_path}/kept: ")
