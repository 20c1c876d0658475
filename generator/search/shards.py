"""This is the cut of the archive into shards: by time, and from the dates and URLs of its articles alone.

A day is written as digits from the coarse to the fine: year, half, quarter, month, day. A shard is named by the digits
that its articles share. A year is one shard; a year of more than `MOST` articles is cut at its next digit, and so on,
so an article that comes late changes only the shard of its day. The hot shard holds the newest: the widest of year,
half, quarter … that ends with the newest article and holds at most `HOT`. While a site grows by new articles, only that
one is made again; when it is full it narrows, and what leaves it joins its year.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from msgspec import Struct

from generator.search.document import Indexed

MOST = 2500
"""Articles of a shard, from which on it is cut: Pagefind needs about 340 KB of memory for each."""

HOT = 500
"""The most articles of the hot shard, which is made again for every new article."""

_YEAR = 4
_DAY = _YEAR + 8
_LAST = _DAY + 64
"""Digits of a year, of a day, and of a day with an article's place in it."""


class Shard(Struct, frozen=True, kw_only=True):
    """The articles of one span of time, sorted by day and URL. Names sort as the spans do, but for the hot shard."""

    name: str
    notes: tuple[Indexed, ...]

    @property
    def year(self) -> int:
        """The one year that all its articles are from."""
        return int(self.name[:_YEAR])


def cut(notes: Sequence[Indexed], *, most: int = MOST, hot: int = HOT) -> tuple[Shard, ...]:
    """The shards in the order of their time, the hot one last; none without articles."""
    if not notes:
        return ()
    ordered = sorted(notes, key=attrgetter("date", "url"))
    newest_year = [note for note in ordered if note.date[:_YEAR] == ordered[-1].date[:_YEAR]]
    name = _hot_name(newest_year, hot)
    newest = [note for note in newest_year if _digits(note, len(name)) == name]
    older = [note for note in newest_year if _digits(note, len(name)) != name]
    years = groupby(ordered[: -len(newest_year)] + older, key=lambda note: note.date[:_YEAR])
    frozen = [shard for year, members in years for shard in _split(year, list(members), most)]
    return (*frozen, Shard(name=name, notes=tuple(newest)))


def _hot_name(newest_year: Sequence[Indexed], hot: int) -> str:
    members = newest_year
    for length in range(_YEAR, _LAST):
        name = _digits(newest_year[-1], length)
        members = [note for note in members if _digits(note, length) == name]
        if len(members) <= hot:
            return name
    return _digits(newest_year[-1], _LAST)


def _split(name: str, members: Sequence[Indexed], most: int) -> list[Shard]:
    if len(members) <= most or len(name) >= _LAST:
        return [Shard(name=name, notes=tuple(members))]
    length = len(name) + 1
    finer = sorted(members, key=lambda note: _digits(note, length))
    groups = groupby(finer, key=lambda note: _digits(note, length))
    return [shard for longer, group in groups for shard in _split(longer, list(group), most)]


def _digits(note: Indexed, length: int) -> str:
    day = _day_digits(note.date)
    if length <= _DAY:
        return day[:length]
    # Thousands of articles of one day have no finer time; the digest of the URL parts them evenly, and for good.
    place = int.from_bytes(hashlib.sha256(note.url.encode()).digest()[:8])
    return (day + f"{place:064b}")[:length]


@lru_cache(maxsize=1 << 16)
def _day_digits(date: str) -> str:
    year, month, day = int(date[:4]), int(date[5:7]) - 1, int(date[8:10])
    return f"{year:04}{month // 6}{month % 6 // 3}{month % 3}{day:05b}"
