"""These tests end builds in bad ways: by signals, without room, without leave. Readers see a whole site each time."""

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from tests.benchmarks.kills import kill_each, prepare, tree
from tests.benchmarks.speed.archive import make_archive, write_ours
from tests.makers import REPOSITORY

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="THE DEATHS OF BUILDS ARE NOT TESTED: this is no Linux")


def command(root, *more):
    words = ["build", "--no-search", "--now", "2026-01-01", *more]
    return [sys.executable, "-m", "generator", "--root", str(root), "--quiet", *words]


@pytest.fixture
def built(tmp_path):
    """A published archive whose next build makes every page again."""
    write_ours(make_archive(20), tmp_path)
    subprocess.run(command(tmp_path), cwd=REPOSITORY, check=True)
    settings = tmp_path / "site.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("Benchmark", "Another name"), encoding="utf-8")
    return tmp_path


def beside(root):
    return sorted(path.name for path in root.iterdir() if path.name.startswith("._site"))


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one(tmp_path):
    sites = prepare(tmp_path, 40)

    found = Counter(words.partition(": ")[2] for words in kill_each(sites, 10, 4))

    assert set(found) <= {"old", "new"}
    assert sum(found.values()) == 10


def ask_to_stop(root, number, after):
    """Status and last words of a build that is sent a signal so many seconds after it began to write."""
    process = subprocess.Popen(
        command(root, "--jobs", "2"),
        cwd=REPOSITORY,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 -- jobs of a shell are deaf to it
    )
    while not (root / "._site.staging").exists():
        assert process.poll() is None
        time.sleep(0.0005)
    time.sleep(after)
    os.kill(process.pid, number)
    _, said = process.communicate(timeout=60)
    return process.returncode, said


STOPS = 10
"""Builds that are asked to stop: while they work, and some when all is done, which a busy machine brings about too."""


@pytest.mark.slow
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_build_that_is_asked_to_stop_takes_away_what_is_half_made(built, number, status):
    settings = built / "site.toml"
    stopped = []
    for count in range(STOPS):
        settings.write_text(re.sub('title = ".*"', f'title = "Name {count}"', settings.read_text()))
        before = tree(built / "_site")
        ended, said = ask_to_stop(built, number, after=count * 0.025)
        after = tree(built / "_site")
        is_new = f"Name {count}" in (built / "_site" / "index.html").read_text(encoding="utf-8")

        assert (ended, said) in ((status, "stopped; what was published stays\n"), (0, ""))
        assert beside(built) == ["._site.lock"]
        assert is_new or after == before
        stopped.append(ended == status and not is_new)

    assert any(stopped)
    subprocess.run(command(built), cwd=REPOSITORY, check=True)
    incremental = tree(built / "_site")
    subprocess.run(command(built, "--no-cache"), cwd=REPOSITORY, check=True)
    assert tree(built / "_site") == incremental


@pytest.mark.parametrize("limit", [8_000, 60_000])
def test_what_cannot_be_written_is_said_in_a_line_and_the_old_site_stands(built, limit):
    before = tree(built / "_site")

    ended = subprocess.run(
        command(built, "--jobs", "1"),
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )

    assert ended.returncode == 2
    assert re.fullmatch(r"error: [^\n]+\n", ended.stderr)
    assert (tree(built / "_site"), beside(built)) == (before, ["._site.lock"])


FULL = """
mount -t tmpfs -o size=8m none "$1/disk" || exit 99
mkdir "$1/disk/site"
"$0" -m generator --root "$1" --quiet build --no-search --now 2026-01-01 --output "$1/disk/site/_site" || exit 98
cp -r "$1/disk/site/_site" "$1/before"
sed -i 's/Another/Yet another/' "$1/site.toml"
head -c 9m /dev/zero > "$1/disk/fill" 2>/dev/null
"$0" -m generator --root "$1" --quiet build --no-search --now 2026-01-01 --output "$1/disk/site/_site" 2>"$1/said"
echo $? > "$1/status"
cp -r "$1/disk/site/_site" "$1/after"
"""


def test_a_full_disk_is_said_and_the_old_site_stands(built):
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rm", "true"], check=False).returncode:
        pytest.skip("THE FULL DISK IS NOT TESTED: this machine lets nobody mount one")
    (built / "disk").mkdir()

    ended = subprocess.run(
        ["unshare", "-rm", "sh", "-c", FULL, sys.executable, str(built)], cwd=REPOSITORY, check=False
    )

    if ended.returncode == 99:
        pytest.skip("THE FULL DISK IS NOT TESTED: this machine lets nobody mount one")
    said = (built / "said").read_text(encoding="utf-8")
    assert (built / "status").read_text(encoding="utf-8") == "2\n"
    assert re.fullmatch(r"error: .*No space left on device; (?:the old site stands|what was published stays)\n", said)
    assert tree(built / "after") == tree(built / "before")


def test_an_output_folder_that_cannot_be_made_is_said_in_a_line(built):
    (built / "file").write_text("", encoding="utf-8")

    ended = subprocess.run(
        command(built, "--output", str(built / "file" / "_site")),
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 2
    assert re.fullmatch(r"error: \S+: (?:Not a directory|File exists); what was published stays\n", ended.stderr)
