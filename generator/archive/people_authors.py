"""This is the making of authors: one id, one name, one bio for each group of figures."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from generator import bios, urls
from generator.archive.people_credits import Sighting
from generator.archive.people_records import Dossier, is_address
from generator.bylines import Name, clean, is_organization, same_given
from generator.model import Author, AuthorKind, Moment, Slug, Wording


class Person(Struct, frozen=True, kw_only=True):
    """One group of figures before it has an id: its labels, its record, all that was seen of it."""

    labels: tuple[str, ...]
    dossier: Dossier | None
    sightings: tuple[Sighting, ...]
    name: str
    first: Moment | None


def make_person(labels: tuple[str, ...], dossier: Dossier | None, sightings: Mapping[str, Sighting]) -> Person:
    """The person behind these labels, under the record's name, else under the name to be shown."""
    seen = tuple(sightings[label] for label in labels if label in sightings)
    moments = [sighting.first for sighting in seen if sighting.first]
    name = clean(dossier.record.name) if dossier else _shown_name(seen)
    return Person(labels=labels, dossier=dossier, sightings=seen, name=name, first=min(moments) if moments else None)


def make_authors(people: Sequence[Person]) -> dict[tuple[str, ...], Author]:
    """Labels → author. Ids: a record's own; else the slug of the name, the first of a slug in time without a number.

    A later article therefore never moves an id that is taken, unless it changes which spelling is shown; every other
    spelling's slug becomes an old id, which redirects, unless two authors would claim it.
    """
    ids = _ids(people)
    claims: dict[Slug, set[Slug]] = defaultdict(set)
    for person in people:
        for slug in _old_slugs(person):
            claims[slug].add(ids[person.labels])
    taken = set(ids.values())
    old = defaultdict(list)
    for slug, owners in sorted(claims.items()):
        if len(owners) == 1 and slug not in taken:
            old[min(owners)].append(slug)
    return {person.labels: _author(person, ids[person.labels], tuple(old[ids[person.labels]])) for person in people}


def _ids(people: Iterable[Person]) -> dict[tuple[str, ...], Slug]:
    ids: dict[tuple[str, ...], Slug] = {}
    taken: set[str] = set()
    for person in sorted(people, key=_precedence):
        if person.dossier:
            ids[person.labels] = person.dossier.record.id
        else:
            ids[person.labels] = _free(person.name, taken)
        taken.add(ids[person.labels])
    return ids


def _precedence(person: Person) -> tuple[bool, str, tuple[str, ...]]:
    first = person.first.instant.astimezone(dt.UTC).isoformat() if person.first else ""
    return person.dossier is None, first, person.labels


def _free(name: str, taken: set[str]) -> Slug:
    base = Slug(urls.make_slug(name) or "author")
    if urls.slug_fault(base):
        base = Slug(f"{base}-author")
    number = 1
    slug: Slug = base
    while slug in taken:
        number += 1
        slug = Slug(f"{base[: urls.SLUG_LENGTH - 5]}-{number}")
    return slug


def _old_slugs(person: Person) -> set[Slug]:
    """The ids that other spellings of a person would have had, the ids of records that were joined among them."""
    spellings = {form for sighting in person.sightings for form in (*sighting.forms, *sighting.published)}
    slugs = {urls.make_slug(spelling) for spelling in (*spellings, person.name)}
    if person.dossier:
        slugs |= {urls.make_slug(spelling) for spelling in person.dossier.spellings}
        slugs |= {record.id for record in person.dossier.others}
    return {slug for slug in slugs if slug and not urls.slug_fault(slug)}


def _author(person: Person, id_: Slug, old_ids: tuple[Slug, ...]) -> Author:
    records = person.dossier.records if person.dossier else ()
    wordings, shown, role = _bio_of(person)
    return Author(
        id=id_,
        name=person.name,
        kind=_kind(person),
        names=tuple(sorted({name for sighting in person.sightings for name in sighting.published} or {person.name})),
        articles=tuple(sorted(path for sighting in person.sightings for path in sighting.paths)),
        role=role,
        affiliation=next((record.affiliation for record in records if record.affiliation), _affiliation(person)),
        links=tuple(dict.fromkeys(link for record in records for link in record.links)),
        same_as=tuple(dict.fromkeys(link for record in records for link in record.same_as if is_address(link))),
        picture=next((record.picture for record in records if record.picture), None),
        bio=shown,
        wordings=wordings,
        old_ids=old_ids,
        path=min((record.path for record in records), default=""),
    )


def _kind(person: Person) -> AuthorKind:
    for record in person.dossier.records if person.dossier else ():
        if record.kind:
            return record.kind
    institutional = any(sighting.is_organization for sighting in person.sightings)
    return AuthorKind.ORGANIZATION if institutional or is_organization(person.name) else AuthorKind.PERSON


def _affiliation(person: Person) -> str:
    seen = [sighting.affiliation for sighting in person.sightings if sighting.affiliation]
    return max(seen)[1] if seen else ""


def _bio_of(person: Person) -> tuple[tuple[Wording, ...], Wording | None, str]:
    """(wordings, the one to show, the role): a stub that says the role is no wording of a bio."""
    prints = [printed for sighting in person.sightings for printed in sighting.prints]
    records = person.dossier.records if person.dossier else ()
    doubtful = frozenset(bios.normal_form(printed.text) for printed in prints if printed.is_doubtful)
    prints += [bios.Print(text=record.bio, source=record.path) for record in records if record.bio.strip()]
    wordings = bios.gather(prints)
    shown = bios.choose(wordings, record=person.dossier.bio if person.dossier else "", doubtful=doubtful)
    stubs = [bios.role_of(wording.text) for wording in wordings if bios.says_nothing(wording.text)]
    role = next((record.role for record in records if record.role), stubs[0] if stubs else "")
    kept = tuple(wording for wording in wordings if not _is_role(wording, role))
    return kept, shown, role


def _is_role(wording: Wording, role: str) -> bool:
    return bios.says_nothing(wording.text) and bios.normal_form(bios.role_of(wording.text)) == bios.normal_form(role)


def _shown_name(seen: Sequence[Sighting]) -> str:
    """The name to show: of the key with most articles the best spelling; one that bios contradict comes last."""
    names: dict[str, Name] = {form: name for sighting in seen for form, name in sighting.names.items()}
    counts: Counter[str] = Counter()
    for sighting in seen:
        for form, count in sighting.forms.items():
            counts[names[form].key] += count
    printed = " ".join({bios.normal_form(text.text) for sighting in seen for text in sighting.prints})
    in_bios = {form for form in names if bios.normal_form(form) in printed} if len(counts) > 1 else set()
    return min(
        names,
        key=lambda form: (
            _is_slip(names[form], form, {names[other].given for other in in_bios}, in_bios),
            -counts[names[form].key],
            form not in in_bios,
            *_spelling(form, seen),
        ),
    )


def _is_slip(name: Name, form: str, printed: set[tuple[str, ...]], in_bios: set[str]) -> bool:
    """Whether a given name is misspelt: the bios print another, which is neither its short form nor its initial."""
    if form in in_bios or not name.given:
        return False
    firsts = {given[0] for given in printed if given}
    return bool(firsts) and all(len(first) > 1 and not same_given(first, name.given[0]) for first in firsts)


def _spelling(form: str, seen: Sequence[Sighting]) -> tuple[bool, bool, int, str]:
    count = sum(sighting.forms[form] for sighting in seen)
    return form.isupper() or form.islower(), form.isascii(), -count, form
