"""This is what editors have decided about authors: records by id, name and alias, joined and parted by their word."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from generator.bios import plain_text
from generator.bylines import Name, clean, is_organization, organization_key, parse_name
from generator.model import AuthorKind, AuthorRecord, Slug


class Dossier(Struct, frozen=True, kw_only=True):
    """One author by the records' word: the record that speaks for him, and others that it names as its own."""

    record: AuthorRecord
    others: tuple[AuthorRecord, ...] = ()

    @property
    def records(self) -> tuple[AuthorRecord, ...]:
        """All records, the speaking one first."""
        return (self.record, *self.others)

    @property
    def label(self) -> str:
        """The label of this author among the figures."""
        return f"@{self.record.id}"

    @property
    def bio(self) -> str:
        """The curated bio: the record's own, else that of another record."""
        return next((text for record in self.records if (text := plain_text(record.bio))), "")

    @property
    def spellings(self) -> tuple[str, ...]:
        """Names and aliases as the records write them."""
        own = (
            spelling for record in self.records for spelling in (record.name, *record.aliases, *_names(record.same_as))
        )
        return tuple(dict.fromkeys(clean(spelling) for spelling in own if spelling.strip()))


class Register(Struct, frozen=True, kw_only=True):
    """All dossiers, found by any id and by any name."""

    dossiers: tuple[Dossier, ...]
    by_id: Mapping[str, Dossier]
    by_key: Mapping[str, tuple[Dossier, ...]]
    apart: Mapping[str, frozenset[str]]
    """Label → ids and keys that `not_same_as` parts from it."""


def keys_of(spelling: str) -> tuple[str, str]:
    """The keys that a spelling may have in a byline: as a person and as an organization."""
    return parse_name(spelling).key, organization_key(spelling)


def make_register(records: Sequence[AuthorRecord]) -> Register:
    """The register of these records, whatever their order; two of one id count once (the later path is left out)."""
    known: dict[str, AuthorRecord] = {}
    for record in sorted(records, key=lambda record: (record.id, record.path)):
        known.setdefault(record.id, record)
    dossiers = _dossiers(known, _claims(known))
    by_id = {str(record.id): dossier for dossier in dossiers for record in dossier.records}
    by_key: dict[str, dict[str, Dossier]] = defaultdict(dict)
    for dossier in dossiers:
        for spelling in dossier.spellings:
            for key in keys_of(spelling):
                by_key[key][dossier.label] = dossier
    return Register(
        dossiers=dossiers,
        by_id=by_id,
        by_key={key: tuple(found.values()) for key, found in by_key.items()},
        apart={dossier.label: _apart(dossier.records) for dossier in dossiers},
    )


def names_of(dossier: Dossier) -> tuple[Name, ...]:
    """The names of a dossier, parsed, each key once."""
    return tuple({(name := parse_name(spelling)).key: name for spelling in dossier.spellings}.values())


def house_name(spelling: str) -> str:
    """An institution's name as its key holds it: folded, without hyphens and "the"."""
    return organization_key(spelling).partition("|")[2]


def houses_of(dossier: Dossier) -> tuple[str, ...]:
    """The names of a dossier that is an institution's, as keys hold them; none for a person's."""
    kind = next((record.kind for record in dossier.records if record.kind), None)
    if kind is AuthorKind.PERSON or (kind is None and not is_organization(dossier.record.name)):
        return ()
    return tuple(dict.fromkeys(house_name(spelling) for spelling in dossier.spellings))


def profiles_of(dossier: Dossier) -> str:
    """The addresses of a dossier, in one text."""
    return " ".join(link for record in dossier.records for link in (*record.links, *record.same_as))


def is_address(text: str) -> bool:
    """Whether an entry of `same_as` is an address rather than the name or id of an author."""
    return "://" in text or text.startswith(("www.", "@"))


def _names(same_as: Iterable[str]) -> list[str]:
    return [entry for entry in same_as if not is_address(entry)]


def _apart(records: Iterable[AuthorRecord]) -> frozenset[str]:
    entries = [entry.strip() for record in records for entry in record.not_same_as]
    return frozenset({*entries, *(key for entry in entries for key in keys_of(entry))})


def _claims(known: Mapping[str, AuthorRecord]) -> list[tuple[str, str]]:
    """(record, the record that it names as an alias of its own) by id or by name, unless one parts the other."""
    by_name: dict[str, list[str]] = defaultdict(list)
    for record in known.values():
        by_name[parse_name(record.name).key].append(record.id)
    claims = []
    for record in known.values():
        for alias in (*record.aliases, *_names(record.same_as)):
            named = [alias.strip()] if alias.strip() in known else by_name[parse_name(alias).key]
            others = [other for other in named if other != record.id]
            if len(others) == 1 and not _are_parted(record, known[others[0]]):
                claims.append((str(record.id), others[0]))
    return claims


def _are_parted(one: AuthorRecord, other: AuthorRecord) -> bool:
    return any({second.id, *keys_of(second.name)} & _apart([first]) for first, second in ((one, other), (other, one)))


def _dossiers(known: Mapping[str, AuthorRecord], claims: Sequence[tuple[str, str]]) -> tuple[Dossier, ...]:
    groups = {id_: {id_} for id_ in known}
    for one, other in claims:
        joined = groups[one] | groups[other]
        groups.update(dict.fromkeys(joined, joined))
    claimed = {other for _, other in claims}
    dossiers: dict[Slug, Dossier] = {}
    for members in groups.values():
        first = min(members - claimed or members)
        others = tuple(known[id_] for id_ in sorted(members - {first}))
        dossiers[known[first].id] = Dossier(record=known[first], others=others)
    return tuple(dossiers[id_] for id_ in sorted(dossiers))
