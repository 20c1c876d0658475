"""This is what speaks for two figures being one: their names, the words of their bios, an account of their own."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from math import ceil

from msgspec import Struct
from rapidfuzz.distance import JaroWinkler

from generator.authors.figures import Figure
from generator.authors.kinship import CLOSE_SPELLING, Kinship
from generator.bylines import Name
from generator.bylines.given import formal_names

ALIKE = 0.5
"""Jaccard of masked content words from which two bios are alike (cases/authors.md, rule 4)."""
FEWEST = 6
"""Content words below which a bio proves nothing."""
DISTINCTIVE = 2
"""Shared words that are no boilerplate, wherever the archive is large enough to know boilerplate."""
BOILERPLATE = 5
"""Names whose bios may share a word before it is boilerplate."""


class Tie(Struct, frozen=True, kw_only=True):
    """Two figures that may be one, with the evidence. `one` sorts before `other`."""

    one: str
    other: str
    kinship: Kinship
    likeness: float = 0.0
    account: str = ""
    is_slip: bool = False
    """Whether two family names that differ are spelled alike."""

    @property
    def joins(self) -> bool:
        """Whether this is enough to merge without asking; names that fit only loosely are always asked about."""
        return self.kinship is Kinship.CLOSE and (bool(self.account) or self.likeness >= ALIKE)

    @property
    def evidence(self) -> str:
        """The evidence in words."""
        names = {
            Kinship.EQUAL: "the names are equal",
            Kinship.CLOSE: "the names fit",
            Kinship.LOOSE: "the names fit loosely",
        }.get(
            self.kinship, f"the given names fit, the family names {'are spelled alike' if self.is_slip else 'differ'}"
        )
        bios = f"; the bios are alike ({self.likeness:.2f} of their content words)" if self.likeness else ""
        account = f"; both use {self.account}" if self.account else ""
        return f"{names}{bios}{account}"


def ties(figures: Sequence[Figure], personal: Mapping[str, frozenset[str]]) -> list[Tie]:
    """Every pair of one family name that may be one person, and every other pair whose given names and bios are alike.

    `personal` gives each label its accounts that no stranger shares. Pairs come from blocks: the cost is near-linear.
    """
    known = {figure.label: figure for figure in figures}
    common = _boilerplate(figures)
    found = [
        tie
        for one, other in sorted(_neighbors(figures))
        if (tie := _tie(known[one], known[other], personal, common)).kinship.fits
    ]
    return found + _across_families(figures, known, common)


def shared_accounts(figures: Iterable[Figure]) -> dict[str, tuple[str, ...]]:
    """The accounts that incompatible names share, with those who share them: a house's accounts, not a person's."""
    users: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        for account in figure.accounts:
            users[account].append(figure)
    return {
        account: tuple(sorted(figure.label for figure in group))
        for account, group in sorted(users.items())
        if any(not one.kinship(other).fits for one, other in combinations(group, 2))
    }


def _tie(one: Figure, other: Figure, personal: Mapping[str, frozenset[str]], common: frozenset[str]) -> Tie:
    near = one.kinship(other)
    likeness = likeness_of(one, other, common) if near.fits else 0.0
    accounts = sorted(personal[one.label] & personal[other.label])
    return Tie(
        one=one.label, other=other.label, kinship=near, likeness=likeness, account=accounts[0] if accounts else ""
    )


def likeness_of(one: Figure, other: Figure, common: frozenset[str] = frozenset()) -> float:
    """The highest Jaccard of any two wordings that have words enough; 0 when what they share is boilerplate only."""
    best = 0.0
    for mine in one.bags:
        for yours in other.bags:
            if min(len(mine), len(yours)) < FEWEST:
                continue
            shared = mine & yours
            if len(shared - common) >= DISTINCTIVE:
                best = max(best, len(shared) / (len(mine) + len(yours) - len(shared)))
    return best


def _boilerplate(figures: Iterable[Figure]) -> frozenset[str]:
    """Words in the bios of more than a few family names: they say where people work, not who they are."""
    families: dict[str, set[str]] = defaultdict(set)
    for figure in figures:
        for word in frozenset().union(*figure.bags):
            families[word].add(figure.names[0].family)
    return frozenset(word for word, users in families.items() if len(users) > BOILERPLATE)


def _neighbors(figures: Iterable[Figure]) -> set[tuple[str, str]]:
    """Pairs of one family name whose given names may begin alike, or one of which is the family name alone."""
    blocks: dict[tuple[str, str], set[str]] = defaultdict(set)
    families: dict[str, set[str]] = defaultdict(set)
    bare: list[tuple[str, str]] = []
    for figure in figures:
        for name in figure.names if not figure.is_organization else ():
            families[name.family].add(figure.label)
            bare += [(name.family, figure.label)] if not name.given else []
            for letter in _letters(name):
                blocks[name.family, letter].add(figure.label)
    pairs = {pair for block in blocks.values() for pair in combinations(sorted(block), 2)}
    return pairs | {
        (min(label, other), max(label, other)) for family, label in bare for other in families[family] - {label}
    }


def _letters(name: Name) -> set[str]:
    """The first letters that a compatible name's given name may have."""
    if not name.given:
        return set()
    first = name.given[0]
    letters = {formal[0] for formal in formal_names(first)} | {first[0]} | {nickname[0] for nickname in name.nicknames}
    if len(name.given) > 1:
        letters.add(name.given[1][0])
    return letters


def _across_families(figures: Sequence[Figure], known: Mapping[str, Figure], common: frozenset[str]) -> list[Tie]:
    """Pairs of another family name and one given name whose bios are alike: never merged, always asked."""
    found = []
    for one, other in sorted(_alike(figures)):
        near = known[one].kinship(known[other])
        likeness = likeness_of(known[one], known[other], common) if near is Kinship.STRANGER else 0.0
        if likeness >= ALIKE:
            is_slip = _are_spelled_alike(known[one], known[other])
            found.append(Tie(one=one, other=other, kinship=near, likeness=likeness, is_slip=is_slip))
    return found


def _are_spelled_alike(one: Figure, other: Figure) -> bool:
    families = product({name.family for name in one.names}, {name.family for name in other.names})
    return any(JaroWinkler.similarity(mine, yours) >= CLOSE_SPELLING for mine, yours in families)


def _alike(figures: Iterable[Figure]) -> Iterator[tuple[str, str]]:
    """Pairs with one given name that may reach the likeness: two sets that do share a word among their rarest ones.

    The prefix filter: of n words sorted by rarity, the first n - ceil(n * ALIKE) + 1 of either set meet.
    """
    people = [figure for figure in figures if figure.bags and not figure.is_organization]
    counts = Counter(word for figure in people for bag in figure.bags for word in bag)
    blocks: dict[tuple[str, str], set[str]] = defaultdict(set)
    for figure in people:
        givens = {formal for name in figure.names if name.given for formal in formal_names(name.given[0])}
        for bag in figure.bags:
            words = sorted(bag, key=lambda word: (counts[word], word))
            prefix = words[: len(words) - ceil(len(words) * ALIKE) + 1] if len(words) >= FEWEST else []
            for given in givens:
                for word in prefix:
                    blocks[given, word].add(figure.label)
    return iter({pair for block in blocks.values() for pair in combinations(sorted(block), 2)})
