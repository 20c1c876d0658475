"""A little of the fuzzing in every run of the tests; `python -m tests.benchmarks.fuzz` does the rest."""

import pytest
from hypothesis import given, settings

from tests.benchmarks.fuzz.laws import LAWS, assert_body_law, assert_front_matter_law
from tests.benchmarks.fuzz.texts import TEXTS


def test_every_target_has_texts_and_laws():
    assert sorted(LAWS) == sorted(TEXTS)


@settings(max_examples=300, deadline=None)
@given(TEXTS["content"])
def test_made_up_front_matter_keeps_the_laws(text):
    assert_front_matter_law(text)


@settings(max_examples=300, deadline=None)
@given(TEXTS["markdown"])
def test_made_up_bodies_keep_the_laws(text):
    assert_body_law(text)


@pytest.mark.parametrize("text", ["\ufeff\ufeff\ufeff\ufeff", "---\nteaser: \\'\n'title':\ud800\n---\n", "[a](//x@y)"])
def test_what_fuzzing_found_stays_mended(text):
    assert_front_matter_law(text)
    assert_body_law(text)
