"""These are the nouns of telling authors apart: a figure (one spelling, or one record), a doubt, a grouping."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from generator.authors.kinship import Kinship, kinship
from generator.bylines import Name


class Figure(Struct, frozen=True, kw_only=True):
    """All that is known of one spelling, or of one author record with all its spellings."""

    label: str
    """Unique: the key of the name, or `@` and the record's id."""
    names: tuple[Name, ...]
    is_decided: bool = False
    """Whether an author record stands behind it, so that no evidence joins it to another record."""
    is_organization: bool = False
    tags: frozenset[str] = frozenset()
    """Everything it may be called by in `apart`: record ids, keys of names."""
    apart: frozenset[str] = frozenset()
    """Tags of the figures that an editor parted from it (`not_same_as`)."""
    companions: frozenset[str] = frozenset()
    """Labels of those who shared a byline with it: they are other people."""
    bags: tuple[frozenset[str], ...] = ()
    """The content words of each wording of its bio, its own name masked."""
    accounts: frozenset[str] = frozenset()
    """Profile addresses and handles."""

    def kinship(self, other: "Figure") -> Kinship:
        """The nearest that any of its names is to any name of the other."""
        return min(kinship(mine, yours) for mine in self.names for yours in other.names)

    def is_parted(self, other: "Figure") -> bool:
        """Whether an editor, two records or a shared byline say that these are two."""
        if (self.is_decided and other.is_decided) or self.is_organization or other.is_organization:
            return True
        return self.is_forbidden(other) or other.label in self.companions

    def is_forbidden(self, other: "Figure") -> bool:
        """Whether an editor said that these are two."""
        return not self.apart.isdisjoint(other.tags) or not other.apart.isdisjoint(self.tags)


class Suspicion(StrEnum):
    """Why two figures may be one, or one may be several."""

    SIMILAR = "similar-author"
    AMBIGUOUS = "ambiguous-author"
    OTHER_FAMILY = "other-family-name"
    TWO_RECORDS = "two-records"


class Doubt(Struct, frozen=True, kw_only=True):
    """A question that the evidence alone does not answer. The first label is the one asked about."""

    suspicion: Suspicion
    labels: tuple[str, ...]
    evidence: str


class Grouping(Struct, frozen=True, kw_only=True):
    """Who is who: the groups of labels, sorted; the reason of each join; the doubts; the accounts that are shared."""

    groups: tuple[tuple[str, ...], ...]
    joins: Mapping[tuple[str, str], str]
    doubts: tuple[Doubt, ...]
    shared: Mapping[str, tuple[str, ...]]
    """Account → labels of the incompatible figures that share it."""
