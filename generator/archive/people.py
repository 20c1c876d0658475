"""This is who wrote what: bylines, records and bios of a whole archive become authors, each with one id and one bio."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from generator import authors, bios
from generator.archive.people_authors import make_authors, make_person
from generator.archive.people_credits import Reading, Sighting, read_articles
from generator.archive.people_questions import ask, make_inquiry
from generator.archive.people_records import Dossier, Register, make_register, names_of, profiles_of
from generator.bylines import Name
from generator.bylines.given import formal_names
from generator.model import Article, Author, AuthorKind, AuthorRecord, Credit, Review, Slug
from generator.problems import Problem


class People(Struct, frozen=True, kw_only=True):
    """The authors of an archive, what each article prints of them, and what an editor is asked."""

    authors: tuple[Author, ...]
    """Sorted by id."""
    credits: Mapping[str, tuple[Credit, ...]]
    """Article path → credits in the order of the byline."""
    cuts: Mapping[str, tuple[int, ...]]
    """Article path → indexes of the blocks that are taken out of the body: bios, and the lines that announce them."""
    printed: Mapping[str, tuple[tuple[Slug, str], ...]]
    """Article path → (author, the wording printed with it)."""
    review: tuple[Review, ...]
    merges: Mapping[Slug, tuple[str, ...]]
    """Author → why each of several spellings was joined without asking; only those whom evidence joined."""
    problems: tuple[Problem, ...]


def resolve_people(articles: Sequence[Article], records: Sequence[AuthorRecord], *, strip_bios: bool) -> People:
    """Who is who, by the rules of docs/authors.md; equal input in any order gives equal people.

    With `strip_bios` off the bodies keep their bios; the bios are known all the same.
    """
    register = make_register(records)
    reading = read_articles(articles, register)
    figures = _figures(register, reading)
    grouping = authors.group(figures)
    dossiers = {dossier.label: dossier for dossier in register.dossiers}
    people = [make_person(labels, _dossier(labels, dossiers), reading.sightings) for labels in grouping.groups]
    made = make_authors(people)
    by_label = {label: made[labels] for labels in grouping.groups for label in labels}
    review, problems = ask(make_inquiry(grouping, by_label, dossiers, reading.sightings))
    return People(
        authors=tuple(sorted(made.values(), key=lambda author: author.id)),
        credits=_credits(articles, reading, by_label),
        cuts=reading.cuts if strip_bios else {},
        printed={
            path: tuple((by_label[label].id, text) for label, text in pairs) for path, pairs in reading.printed.items()
        },
        review=review,
        merges=_merges(grouping, by_label, reading),
        problems=tuple(sorted({*problems, *reading.problems})),
    )


def _merges(
    grouping: authors.Grouping, by_label: Mapping[str, Author], reading: Reading
) -> dict[Slug, tuple[str, ...]]:
    found: dict[Slug, list[str]] = {}
    for (one, other), evidence in sorted(grouping.joins.items()):
        names = " and ".join(_spelling_of(label, by_label[label], reading) for label in (one, other))
        found.setdefault(by_label[one].id, []).append(f"{names}: {evidence}")
    return {author: tuple(lines) for author, lines in sorted(found.items())}


def _spelling_of(label: str, author: Author, reading: Reading) -> str:
    """How a figure is printed most often; a record's figure under the record's name."""
    sighting = reading.sightings.get(label)
    if label.startswith("@") or sighting is None:
        return author.name
    return min(sighting.forms, key=lambda form: (-sighting.forms[form], form))


def _dossier(labels: Sequence[str], dossiers: Mapping[str, Dossier]) -> Dossier | None:
    return next((dossiers[label] for label in labels if label in dossiers), None)


def _figures(register: Register, reading: Reading) -> list[authors.Figure]:
    recorded = {dossier.label: dossier for dossier in register.dossiers}
    labels = sorted({*recorded, *reading.sightings})
    return [_figure(label, recorded.get(label), reading.sightings.get(label), register) for label in labels]


def _figure(label: str, dossier: Dossier | None, sighting: Sighting | None, register: Register) -> authors.Figure:
    names = names_of(dossier) if dossier else _one_name(sighting)
    texts = {printed.text for printed in sighting.prints} if sighting else set()
    texts |= {record.bio for record in dossier.records if record.bio} if dossier else set()
    tags = {name.key for name in names} | ({record.id for record in dossier.records} if dossier else {label})
    return authors.Figure(
        label=label,
        names=names,
        is_decided=dossier is not None,
        is_organization=_is_organization(dossier, sighting),
        tags=frozenset(str(tag) for tag in tags),
        apart=register.apart.get(label, frozenset()),
        companions=frozenset(sighting.companions) if sighting else frozenset(),
        bags=_bags(texts, names),
        accounts=_accounts(dossier, sighting, texts),
    )


def _one_name(sighting: Sighting | None) -> tuple[Name, ...]:
    """The name of a figure without a record: its forms share one key, and their nicknames are put together."""
    names = list(sighting.names.values()) if sighting else []
    return tuple({(name.key, name.nicknames): name for name in sorted(names, key=lambda name: name.upright)}.values())


def _is_organization(dossier: Dossier | None, sighting: Sighting | None) -> bool:
    if dossier and dossier.record.kind:
        return dossier.record.kind is AuthorKind.ORGANIZATION
    return sighting is not None and sighting.is_organization


def _bags(texts: set[str], names: Sequence[Name]) -> tuple[frozenset[str], ...]:
    masked = {part for name in names for part in (*name.given, *name.family.split("-"), *name.nicknames)}
    masked |= {formal for name in names for part in name.given[:1] for formal in formal_names(part)}
    bags = {bios.content_words(text, masked) for text in texts if bios.is_prose(bios.plain_text(text))}
    return tuple(sorted((bag for bag in bags if bag), key=sorted))


def _accounts(dossier: Dossier | None, sighting: Sighting | None, texts: set[str]) -> frozenset[str]:
    found = frozenset().union(*(bios.profile_accounts(text) for text in texts))
    if sighting:
        found |= {f"@{handle}" for handle in sighting.handles}
    return found | bios.profile_accounts(profiles_of(dossier)) if dossier else found


def _credits(
    articles: Sequence[Article], reading: Reading, by_label: Mapping[str, Author]
) -> dict[str, tuple[Credit, ...]]:
    found: dict[str, tuple[Credit, ...]] = {}
    for article in sorted(articles, key=lambda article: article.path):
        credits_: dict[Slug, Credit] = {}
        for named in reading.credits[article.path]:
            author = by_label[named.label].id
            credits_.setdefault(author, Credit(author=author, published=named.published, role=named.role))
        found[article.path] = tuple(credits_.values())
    return found
