"""Work that is the same for many items, given to many processes: in order, once each, and with a name for who died."""

import os
import signal

import pytest

from generator.build.hands import Hands, map_batches
from generator.problems import BuildError

ITEMS = [f"content/articles/{number}.md" for number in range(300)]


def lengths(batch):
    return [len(item) for item in batch]


def die_at_seventy(batch):
    for item in batch:
        if item == ITEMS[70]:
            os.kill(os.getpid(), signal.SIGKILL)
    return lengths(batch)


def die_afterwards(batch):
    results = lengths(batch)
    if ITEMS[70] in batch:
        os.kill(os.getpid(), signal.SIGKILL)
    return results


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_results_come_in_the_order_of_the_items_whoever_makes_them(jobs):
    told = []

    results = list(map_batches(lengths, ITEMS, Hands(jobs=jobs), lambda *progress: told.append(progress)))

    assert results == [len(item) for item in ITEMS]
    assert told == [(64, 300), (128, 300), (192, 300), (256, 300), (300, 300)]


def test_a_worker_that_dies_is_an_error_that_names_what_it_held():
    with pytest.raises(BuildError) as caught:
        list(map_batches(die_at_seventy, ITEMS, Hands(jobs=2), lambda *_: None, named=lambda item: item))

    assert str(caught.value) == (
        "a worker process died while it held content/articles/70.md; "
        "try again with --jobs 1, or with less else on the machine"
    )


def test_a_worker_that_dies_between_two_items_is_said_to_have_died_after_what_was_done():
    with pytest.raises(BuildError, match=r"^a worker process died after (?:0|64) of 300; "):
        list(map_batches(die_afterwards, ITEMS, Hands(jobs=2), lambda *_: None))
