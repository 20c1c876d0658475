"""This is the knife: a font with many letters and weights becomes a small WOFF2 file. It runs as a process of its own.

The same font, letters, axes and versions give the same bytes: no time is written, and tables stay in their order.
"""

import io
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec
import uharfbuzz as harfbuzz  # type: ignore[import-untyped] # it carries no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # as above
from msgspec import Struct

from generator.fonts.letters import code_points

_FEATURES = ("kern", "liga", "tnum", "lnum", "pnum")
_NEEDLESS = ("STAT", "MVAR", "DSIG", "HVAR", "meta")
"""Tables for desktop menus, for metrics that do not vary here, and for signatures."""
_NAMES = frozenset({0, 1, 2, 4, 6, 14})
"""Copyright, names and the address of the license; its text is published beside the fonts."""


class Order(Struct, frozen=True, kw_only=True):
    """One face: the font, a unicode-range of letters, the span of each axis, and where the file is to stand."""

    source: str
    letters: str
    axes: dict[str, tuple[float, float]]
    is_kerned: bool
    target: str


def cut_all(orders: Iterable[Order]) -> None:
    """Write every face."""
    for order in orders:
        _write(Path(order.target), packed(cut(order)))


def cut(order: Order) -> bytes:
    """The font with the glyphs of these letters only, and every axis pinned or narrowed; RuntimeError for no font."""
    font = harfbuzz.Face(harfbuzz.Blob.from_file_path(order.source))
    wanted = harfbuzz.SubsetInput()
    wanted.flags = harfbuzz.SubsetFlags.NO_HINTING | harfbuzz.SubsetFlags.OPTIMIZE_IUP_DELTAS
    kinds = harfbuzz.SubsetInputSets
    _choose(wanted.sets(kinds.UNICODE), code_points(order.letters))
    _choose(wanted.sets(kinds.LAYOUT_FEATURE_TAG), map(_tag, _FEATURES if order.is_kerned else ()))
    _choose(wanted.sets(kinds.DROP_TABLE_TAG), map(_tag, (*_NEEDLESS, *(() if order.is_kerned else ("GPOS",)))))
    _choose(wanted.sets(kinds.NAME_ID), _NAMES)
    for axis, (least, most) in sorted(order.axes.items()):
        if least == most:
            wanted.pin_axis_location(font, axis, least)
        else:
            wanted.set_axis_range(font, axis, least, most)
    content: bytes = wanted.subset(font).blob.data
    return content


def packed(font: bytes) -> bytes:
    """The font as WOFF2."""
    opened = TTFont(io.BytesIO(font), recalcTimestamp=False)
    opened.flavor = "woff2"
    saved = io.BytesIO()
    opened.save(saved, reorderTables=False)
    return saved.getvalue()


def _choose(chosen: harfbuzz.Set, values: Iterable[int]) -> None:
    chosen.clear()
    chosen.update(values)


def _tag(name: str) -> int:
    """Four letters as a number, as tables and features are named (OpenType 1.9, data type Tag)."""
    return int.from_bytes(name.encode(), "big")


def _write(target: Path, content: bytes) -> None:
    """All or nothing, also when two builds write at once."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f"{target.name}.{os.getpid()}")
    half.write_bytes(content)
    half.replace(target)


if __name__ == "__main__":
    cut_all(msgspec.convert(json.loads(sys.argv[1]), list[Order]))
