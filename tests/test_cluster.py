"""These tests hand a build to a Dask cluster: two workers on this machine make what one process makes."""

import os
import re
import sys
from importlib import import_module
from importlib.util import find_spec

import pytest

from generator.build.hands import Hands, map_batches
from generator.cli import main
from generator.problems import BuildError
from tests.benchmarks.kills import tree
from tests.benchmarks.speed.archive import make_archive, write_ours
from tests.makers import REPOSITORY, write_archive

SETTINGS = '\n[build]\nexecutor = "dask"\nscheduler = "{}"\n'

on_a_cluster = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("default"),  # what Dask does within itself is not ours to mend
    pytest.mark.skipif(
        find_spec("distributed") is None,
        reason="THE CLUSTER IS NOT TESTED: pip install -r requirements-dask.lock brings it",
    ),
]


@pytest.fixture(scope="module")
def running():
    """Two workers, each a process, and their scheduler."""
    distributed = import_module("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as running:
        yield running


@pytest.fixture
def cluster(running):
    """Both workers are there, even where one has just died and was started anew."""
    with running.get_client() as client:
        client.wait_for_workers(2, timeout=60)
    return running


def build(root, jobs):
    return main(["--root", str(root), "--quiet", "build", "--no-search", "--now", "2026-01-01", "--jobs", jobs])


def order(root, address):
    with (root / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS.format(address))


def has_theme():
    return "generator.theme" in sys.modules


class TestCluster:
    pytestmark = on_a_cluster

    def test_two_workers_make_the_bytes_of_one_process(self, tmp_path, cluster):
        one, other = tmp_path / "one", tmp_path / "other"
        for root in (one, other):
            root.mkdir()
            write_ours(make_archive(40), root)
        order(other, cluster.scheduler_address)

        assert (build(one, "1"), build(other, "2")) == (0, 0)

        assert tree(one / "_site") == tree(other / "_site")
        with cluster.get_client() as client:
            assert list(client.run(has_theme).values()) == [True, True]

    def test_results_come_in_the_order_of_the_items(self, cluster):
        hands = Hands(jobs=2, scheduler=cluster.scheduler_address, root=str(REPOSITORY))
        told = []

        results = list(map_batches(double, range(1_000), hands, lambda *progress: told.append(progress)))

        assert results == [2 * item for item in range(1_000)]
        assert told == [(min(done, 1_000), 1_000) for done in range(64, 1_064, 64)]

    def test_a_worker_that_dies_ends_the_build_and_is_named_with_what_it_held(self, cluster):
        hands = Hands(jobs=2, scheduler=cluster.scheduler_address, root=str(REPOSITORY))

        with pytest.raises(BuildError) as caught:
            list(map_batches(die_at_seventy, range(300), hands, lambda *_: None))

        said = re.sub(r"tcp://\S+:[0-9]+", "ADDRESS", str(caught.value))
        assert said == "the worker ADDRESS died; it held 65 to 128, 193 to 256; try again with --jobs 1 to see where"

    def test_a_worker_that_does_not_see_the_folder_is_refused(self, cluster, tmp_path):
        hands = Hands(jobs=2, scheduler=cluster.scheduler_address, root=str(tmp_path))

        with pytest.raises(BuildError) as caught:
            list(map_batches(double, range(300), hands, lambda *_: None))

        assert str(caught.value) == (
            f"a worker does not see {tmp_path}; every worker needs that folder under that path"
        )


def double(batch):
    return [2 * item for item in batch]


def die_at_seventy(batch):
    if 70 in batch:
        os._exit(1)
    return double(batch)


def test_without_dask_a_build_says_what_to_install(tmp_path, capsys, monkeypatch):
    write_archive(tmp_path, {})
    order(tmp_path, "tcp://127.0.0.1:8786")
    monkeypatch.setitem(sys.modules, "distributed", None)

    status = build(tmp_path, "2")

    said = capsys.readouterr().err.partition(" (")[0]
    assert (status, said) == (
        2,
        'error: [build] executor = "dask" needs a package that is not there: pip install -r requirements-dask.lock',
    )
    assert not (tmp_path / "_site").exists()


def test_one_job_asks_no_cluster(tmp_path):
    write_archive(tmp_path, {})
    order(tmp_path, "tcp://127.0.0.1:1")

    assert build(tmp_path, "1") == 0
