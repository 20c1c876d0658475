"""This is how figures become authors: joined by evidence, complete link, whatever the order they come in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from generator.authors.evidence import Tie, shared_accounts, ties
from generator.authors.figures import Doubt, Figure, Grouping, Suspicion
from generator.authors.kinship import Kinship

_Groups = dict[str, frozenset[str]]
"""Label → the labels of its group, itself included."""


def group(figures: Sequence[Figure]) -> Grouping:
    """The groups, each free of conflict in every pair, and the doubts that are left.

    The result depends on the set of figures only. A figure that the evidence ties to two others who cannot be one is
    joined to neither.
    """
    known = {figure.label: figure for figure in figures}
    shared = shared_accounts(figures)
    personal = {figure.label: figure.accounts - shared.keys() for figure in figures}
    found = [tie for tie in ties(figures, personal) if not known[tie.one].is_forbidden(known[tie.other])]
    groups, joins = _join(known, [tie for tie in found if tie.joins and not _parted(known, tie.one, tie.other)])
    return Grouping(
        groups=tuple(sorted({tuple(sorted(members)) for members in groups.values()})),
        joins=joins,
        doubts=tuple(_doubts(known, groups, found)),
        shared=shared,
    )


def _parted(known: Mapping[str, Figure], one: str, other: str) -> bool:
    return known[one].is_parted(known[other])


def _clash(known: Mapping[str, Figure], one: str, other: str) -> bool:
    """Whether two figures cannot stand in one group."""
    return _parted(known, one, other) or not known[one].kinship(known[other]).fits


def _join(known: Mapping[str, Figure], strong: Sequence[Tie]) -> tuple[_Groups, dict[tuple[str, str], str]]:
    neighbors: dict[str, set[str]] = defaultdict(set)
    for tie in strong:
        neighbors[tie.one].add(tie.other)
        neighbors[tie.other].add(tie.one)
    torn = {label for label, near in neighbors.items() if _is_torn(known, near)}
    groups: _Groups = {label: frozenset({label}) for label in known}
    joins = {}
    for tie in sorted(strong, key=lambda tie: (not tie.account, -tie.likeness, tie.one, tie.other)):
        if torn & {tie.one, tie.other}:
            continue
        mine, yours = groups[tie.one], groups[tie.other]
        if mine is yours or any(_clash(known, one, other) for one in mine for other in yours):
            continue
        joined = mine | yours
        groups.update(dict.fromkeys(joined, joined))
        joins[tie.one, tie.other] = tie.evidence
    return groups, joins


def _is_torn(known: Mapping[str, Figure], near: set[str]) -> bool:
    return len(near) > 1 and any(_clash(known, one, other) for one, other in combinations(sorted(near), 2))


def _doubts(known: Mapping[str, Figure], groups: _Groups, found: Sequence[Tie]) -> list[Doubt]:
    """The ties between groups as questions: one for each pair of groups, one for each that fits several."""
    open_ties = [tie for tie in found if groups[tie.one] is not groups[tie.other] and _is_askable(known, tie)]
    partners: dict[frozenset[str], dict[frozenset[str], Tie]] = defaultdict(dict)
    for tie in sorted(open_ties, key=lambda tie: (not tie.account, -tie.likeness, tie.kinship, tie.one, tie.other)):
        mine, yours = groups[tie.one], groups[tie.other]
        partners[mine].setdefault(yours, tie)
        partners[yours].setdefault(mine, tie)
    doubts: list[Doubt] = []
    settled: set[frozenset[frozenset[str]]] = set()
    for mine in sorted(partners, key=sorted):
        fitting = [yours for yours, tie in partners[mine].items() if _may_be(known, mine, yours, tie)]
        if _contradict(known, fitting):
            doubts.append(_ambiguous(mine, fitting, partners[mine]))
            settled.update(frozenset({mine, yours}) for yours in fitting)
    for mine in sorted(partners, key=sorted):
        for yours, tie in partners[mine].items():
            if sorted(mine) < sorted(yours) and frozenset({mine, yours}) not in settled:
                doubts.append(_doubt(known, tie))
    return sorted(doubts, key=lambda doubt: (doubt.labels, doubt.suspicion))


def _is_askable(known: Mapping[str, Figure], tie: Tie) -> bool:
    """Whether an editor is to be asked: not about co-authors; about two records only when names or bios are equal."""
    one, other = known[tie.one], known[tie.other]
    if other.label in one.companions:
        return False
    if one.is_decided and other.is_decided:
        return tie.kinship is Kinship.EQUAL or bool(tie.likeness) or bool(tie.account) or tie.kinship is Kinship.CLOSE
    return True


def _may_be(known: Mapping[str, Figure], mine: frozenset[str], yours: frozenset[str], tie: Tie) -> bool:
    """Whether a name may stand for another group: it is equal to, or says less than, the other's fullest name."""
    if any(known[label].is_decided for label in mine) or not tie.kinship.fits:
        return False
    return tie.kinship is Kinship.EQUAL or _fullness(known, mine) < _fullness(known, yours)


def _fullness(known: Mapping[str, Figure], labels: frozenset[str]) -> int:
    """Two for each given name, one for an initial, one for a suffix."""
    names = [name for label in labels for name in known[label].names]
    return max(sum(2 if len(part) > 1 else 1 for part in name.given) + bool(name.suffix) for name in names)


def _contradict(known: Mapping[str, Figure], fitting: Sequence[frozenset[str]]) -> bool:
    """Whether a name fits groups that are not all one: names that fit each other only loosely are two here."""
    return any(
        _parted(known, one, other) or known[one].kinship(known[other]) > Kinship.CLOSE
        for mine, yours in combinations(fitting, 2)
        for one in mine
        for other in yours
    )


def _ambiguous(mine: frozenset[str], fitting: Sequence[frozenset[str]], near: Mapping[frozenset[str], Tie]) -> Doubt:
    others = sorted(min(yours) for yours in fitting)
    strongest = max((near[yours] for yours in fitting), key=lambda tie: (tie.likeness, tie.one, tie.other))
    return Doubt(
        suspicion=Suspicion.AMBIGUOUS,
        labels=(min(mine), *others),
        evidence=f"it fits {len(others)} authors who are not one; with the nearest {strongest.evidence}",
    )


def _doubt(known: Mapping[str, Figure], tie: Tie) -> Doubt:
    both = known[tie.one].is_decided and known[tie.other].is_decided
    suspicion = Suspicion.TWO_RECORDS if both else Suspicion.SIMILAR
    if tie.kinship is Kinship.STRANGER:
        suspicion = Suspicion.OTHER_FAMILY
    return Doubt(suspicion=suspicion, labels=(tie.one, tie.other), evidence=tie.evidence)
