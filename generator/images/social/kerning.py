"""This is how pairs of letters are fitted, as a font's own table says (OpenType 1.9, GPOS, lookups of type 2)."""

from collections.abc import Iterator, Mapping

from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # fontTools carries no types
from fontTools.ttLib.tables.otTables import PairPos  # type: ignore[import-untyped] # as above

_PAIRS, _EXTENSION = 2, 9
"""Kinds of lookups."""
_BY_GLYPH = 1
"""The format of pairs that are named one by one; the other names classes of glyphs."""


class Pairs:
    """The pairs of one font. Its widths are those of the font's default axes, which no eye tells from the others."""

    def __init__(self, font: TTFont) -> None:
        self._glyphs: Mapping[int, str] = font.getBestCmap()
        self._em: int = font["head"].unitsPerEm
        self._tables = list(_tables(font))

    def kern(self, first: str, second: str) -> float:
        """By how much the second letter stands farther from the first than their widths say, in em; mostly below 0."""
        if " " in (first, second):
            return 0  # fonts fit letters across a space too, and large words then seem to be one
        left, right = self._glyphs.get(ord(first), ""), self._glyphs.get(ord(second), "")
        if not left or not right:
            return 0
        found = (_look_up(table, left, right) for table in self._tables)
        return next((units for units in found if units is not None), 0) / self._em


def _tables(font: TTFont) -> Iterator[PairPos]:
    if "GPOS" not in font:
        return
    table = font["GPOS"].table
    fitting = (record.Feature for record in table.FeatureList.FeatureRecord if record.FeatureTag == "kern")
    places = {place for feature in fitting for place in feature.LookupListIndex}
    for place in sorted(places):
        for subtable in table.LookupList.Lookup[place].SubTable:
            plain = subtable.ExtSubTable if subtable.LookupType == _EXTENSION else subtable
            if plain.LookupType == _PAIRS:
                yield plain


def _look_up(table: PairPos, left: str, right: str) -> int | None:
    """In units of the font; None where the table does not speak of the pair, so that the next one is asked."""
    if left not in table.Coverage.glyphs:
        return None
    if table.Format == _BY_GLYPH:
        records = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
        value = next((record.Value1 for record in records if record.SecondGlyph == right), None)
        return None if value is None else getattr(value, "XAdvance", 0)
    first, second = table.ClassDef1.classDefs.get(left, 0), table.ClassDef2.classDefs.get(right, 0)
    return getattr(table.Class1Record[first].Class2Record[second].Value1, "XAdvance", 0)
