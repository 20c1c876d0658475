"""This is the knife: a font with many letters and weights becomes a small WOFF2 file. It runs as a process of its own.

The same font, letters, axes and versions give the same bytes: no time is written, and tables stay in their order.
"""

import io
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from fontTools import subset  # type: ignore[import-untyped] # fontTools carries no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # as above
from fontTools.varLib import instancer  # type: ignore[import-untyped] # as above

from generator.fonts.letters import code_points

_FEATURES = ("kern", "liga", "tnum", "lnum", "pnum")
_NEEDLESS = ("STAT", "MVAR", "DSIG", "HVAR", "meta")
"""Tables for desktop menus, for metrics that do not vary here, and for signatures."""
_WINDOWS = 3
"""The platform whose names every font has (OpenType, name table)."""
_NAMES = frozenset({0, 1, 2, 4, 6, 14})
"""Copyright, names and the address of the license; its text is published beside the fonts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One face: the font, a unicode-range of letters, the span of each axis, and where the file is to stand."""

    source: str
    letters: str
    axes: dict[str, tuple[float, float]]
    is_kerned: bool
    target: str


def cut_all(orders: Sequence[Order]) -> None:
    """Write every face; those of one font with the same letters share the slow half of the work."""
    shared: dict[tuple[str, str, bool], bytes] = {}
    for order in orders:
        cut = (order.source, order.letters, order.is_kerned)
        if cut not in shared:
            shared[cut] = fewer_letters(Path(order.source).read_bytes(), order.letters, is_kerned=order.is_kerned)
        _write(Path(order.target), fewer_weights(shared[cut], order.axes))


def fewer_letters(font: bytes, letters: str, *, is_kerned: bool) -> bytes:
    """The font with the glyphs of these letters only, all its weights kept.

    It goes through bytes before the weights are cut: instancing a font straight after subsetting loses `.notdef`.
    """
    opened = TTFont(io.BytesIO(font), recalcTimestamp=False, lazy=True)
    for table in (*_NEEDLESS, *(() if is_kerned else ("GPOS",))):
        if table in opened:
            del opened[table]
    cutter = subset.Subsetter(_options(is_kerned=is_kerned))
    cutter.populate(unicodes=list(code_points(letters)))
    cutter.subset(opened)
    names = opened["name"]
    names.names = [record for record in names.names if record.nameID in _NAMES and record.platformID == _WINDOWS]
    return _saved(opened)


def fewer_weights(font: bytes, axes: dict[str, tuple[float, float]]) -> bytes:
    """The font with every axis pinned or narrowed, packed as WOFF2."""
    opened = TTFont(io.BytesIO(font), recalcTimestamp=False)
    limits = {axis: least if least == most else (least, most) for axis, (least, most) in axes.items()}
    instancer.instantiateVariableFont(opened, limits, inplace=True)
    opened.flavor = "woff2"
    return _saved(opened)


def _options(*, is_kerned: bool) -> subset.Options:
    options = subset.Options()
    options.layout_features = list(_FEATURES) if is_kerned else []
    options.hinting = False
    options.name_IDs = ["*"]
    return options


def _saved(font: TTFont) -> bytes:
    saved = io.BytesIO()
    font.save(saved, reorderTables=False)
    return saved.getvalue()


def _write(target: Path, content: bytes) -> None:
    """All or nothing, also when two builds write at once."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f"{target.name}.{os.getpid()}")
    half.write_bytes(content)
    half.replace(target)


if __name__ == "__main__":
    cut_all(msgspec.json.decode(sys.argv[1], type=list[Order]))
