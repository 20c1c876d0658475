"""This is how two names are compared: whether they may be one person's, by the names alone."""

from enum import IntEnum

from rapidfuzz.distance import JaroWinkler

from generator.bylines import Name, is_given, same_given

CLOSE_SPELLING = 0.92
"""Jaro-Winkler from which two given names are spellings of one (cases/authors.md, rule 3)."""


class Kinship(IntEnum):
    """How near two names are; up to LOOSE nothing in them contradicts that they are one person's."""

    EQUAL = 0
    CLOSE = 1
    """Equal but for an initial, a middle name, a short form or a slip of the pen."""
    LOOSE = 2
    """As CLOSE, but one has Jr. and the other not, goes by the middle name, is another name by one letter, or is a
    family name alone."""
    CONFLICT = 3
    """The same family name and something that contradicts."""
    STRANGER = 4
    """Another family name."""

    @property
    def fits(self) -> bool:
        """Whether the names may be one person's."""
        return self <= Kinship.LOOSE


def kinship(one: Name, other: Name) -> Kinship:
    """How near two names are; symmetric."""
    if one.key == other.key:
        return Kinship.EQUAL
    if one.family != other.family:
        return Kinship.STRANGER
    if _differ(one.suffix, other.suffix) or _differ(one.years, other.years):
        return Kinship.CONFLICT
    if not one.given or not other.given:
        return Kinship.LOOSE if one.given or other.given else Kinship.CONFLICT
    near = _given(one, other)
    if near is Kinship.CLOSE and one.suffix != other.suffix:
        return Kinship.LOOSE
    return near


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _given(one: Name, other: Name) -> Kinship:
    first = _first(one, other)
    if first is Kinship.CONFLICT:
        return _by_middle_name(one, other)
    middles = _middles(one.given[1:], other.given[1:])
    return max(first, middles)


def _first(one: Name, other: Name) -> Kinship:
    mine, yours = one.given[0], other.given[0]
    if _initial_or_equal(mine, yours) or same_given(mine, yours):
        return Kinship.CLOSE
    if mine in other.nicknames or yours in one.nicknames:
        return Kinship.CLOSE
    if JaroWinkler.similarity(mine, yours) >= CLOSE_SPELLING:
        return Kinship.LOOSE if is_given(mine) and is_given(yours) else Kinship.CLOSE
    return Kinship.CONFLICT


def _initial_or_equal(mine: str, yours: str) -> bool:
    return mine == yours or (mine[0] == yours[0] and 1 in {len(mine), len(yours)})


def _middles(mine: tuple[str, ...], yours: tuple[str, ...]) -> Kinship:
    """Middle names in step: one side may have more, and no two that stand in one place may contradict."""
    for one, other in zip(mine, yours, strict=False):
        if _initial_or_equal(one, other) or same_given(one, other):
            continue
        if JaroWinkler.similarity(one, other) < CLOSE_SPELLING:
            return Kinship.CONFLICT
    return Kinship.CLOSE


def _by_middle_name(one: Name, other: Name) -> Kinship:
    """W. Stuart Symington may be Stuart Symington; John Robert Hughes is not by that Robert Hughes."""
    for longer, shorter in ((one.given, other.given), (other.given, one.given)):
        if len(longer) > 1 and len(longer[0]) == 1 and len(shorter[0]) > 1 and _initial_or_equal(longer[1], shorter[0]):
            return Kinship.LOOSE
    return Kinship.CONFLICT
