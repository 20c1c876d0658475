"""These are files made to keep the reader busy: each is judged in the time of one pass."""

import datetime as dt
import time

import pytest

from generator.content import SourceKind, parse

HEAD = "title: T\ndate: 2022-03-18\nauthor: A\n"
SECONDS = 5
"""Far above what one pass takes on any machine, and far below what a pass for each character takes."""


@pytest.mark.parametrize(
    "piece", ["\n", "---\n", "a: b\n", "<<<<<<<\n", "\u200b", "\x0b", " ", "\r", "\u200c", "date: x\n"]
)
@pytest.mark.parametrize("head", ["", f"---\n{HEAD}---\n"])
def test_half_a_mebibyte_of_one_thing_is_judged_at_once(piece, head):
    text = head + piece * (500_000 // len(piece.encode()))

    before = time.process_time()
    parse(text, path="content/articles/x.md", kind=SourceKind.ARTICLE, zone=dt.UTC)

    assert time.process_time() - before < SECONDS


@pytest.mark.parametrize("field", ["", "summary: ", "date: 2022-03-18", "image:\n  src: x.png\n  caption: "])
@pytest.mark.parametrize(
    "piece", [" ", "\t", "'", '"', "[", "- ", " #x", "a b ", "(AP Photo/", ". Photo by x", "x: y\n"]
)
def test_a_front_matter_of_one_thing_is_judged_at_once(piece, field):
    text = f"---\n{HEAD}{field}{piece * (15_000 // len(piece))}\n---\nText."

    before = time.process_time()
    parse(text, path="content/articles/x.md", kind=SourceKind.ARTICLE, zone=dt.UTC)

    assert time.process_time() - before < SECONDS
