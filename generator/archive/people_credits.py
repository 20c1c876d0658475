"""This is the reading of all bylines and bios of an archive: who is named where, and what is printed of whom."""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from generator import bios
from generator.archive.people_records import Dossier, Register, house_name, houses_of, names_of
from generator.bylines import Mention, Name, parse_byline, parse_name
from generator.model import Article, Block, Byline, Moment, PrintedBio
from generator.problems import Location, Problem


class Named(Struct, frozen=True, kw_only=True):
    """One author of one byline: the label of the figure, and what the byline prints."""

    label: str
    published: str
    name: Name
    written: str = ""
    role: str = ""
    affiliation: str = ""
    is_organization: bool = False


class Sighting(Struct, kw_only=True):
    """What all articles say of one figure; filled while they are read, and read only after."""

    names: dict[str, Name] = field(default_factory=dict)
    """Upright form → name."""
    forms: Counter[str] = field(default_factory=Counter)
    """Upright form → articles."""
    published: set[str] = field(default_factory=set)
    paths: list[str] = field(default_factory=list)
    first: Moment | None = None
    place: Location | None = None
    """The byline of the first article by path."""
    companions: set[str] = field(default_factory=set)
    handles: set[str] = field(default_factory=set)
    affiliation: tuple[Moment, str] | None = None
    is_organization: bool = False
    prints: list[bios.Print] = field(default_factory=list)


class Reading(Struct, frozen=True, kw_only=True):
    """Everything read from the articles, by label and by path."""

    sightings: Mapping[str, Sighting]
    credits: Mapping[str, tuple[Named, ...]]
    cuts: Mapping[str, tuple[int, ...]]
    printed: Mapping[str, tuple[tuple[str, str], ...]]
    """Path → (label, text) of each bio under it."""
    problems: tuple[Problem, ...]


_Parsed = dict[tuple[str, str, str], tuple[Named, ...]]
"""(id, text, role) of a byline → whom it names."""


def read_articles(articles: Sequence[Article], register: Register) -> Reading:
    """What the articles say, whatever their order; each distinct byline is parsed once."""
    parsed: _Parsed = {}
    signatures: dict[str, bios.Signature] = {}
    sightings: dict[str, Sighting] = {}
    credits_: dict[str, tuple[Named, ...]] = {}
    cuts: dict[str, tuple[int, ...]] = {}
    printed: dict[str, tuple[tuple[str, str], ...]] = {}
    problems: list[Problem] = []
    for article in sorted(articles, key=lambda article: article.path):
        named = _named(article, register, parsed)
        credits_[article.path] = tuple(who for who, _ in named)
        _sight(article, named, sightings)
        if article.bylines and not named:
            problems.append(_nobody(article.bylines[0].location))
        if article.bios or article.facts.closing:
            signed = [_signature(who, register, signatures) for who, _ in named]
            found, cut, faults = _bios_of(article, signed)
            for bio in found:
                sightings[bio.label].prints.append(_print(article, bio))
            printed[article.path] = _once(credits_[article.path], found)
            cuts[article.path] = cut
            problems += faults
    return Reading(
        sightings=sightings,
        credits=credits_,
        cuts={path: cut for path, cut in cuts.items() if cut},
        printed={path: pairs for path, pairs in printed.items() if pairs},
        problems=tuple(problems),
    )


class _Bio(Struct, frozen=True, kw_only=True):
    label: str
    text: str
    is_doubtful: bool = False


def _named(article: Article, register: Register, parsed: _Parsed) -> list[tuple[Named, Byline]]:
    """The authors of an article, each once, with the byline that names them first."""
    found: dict[str, tuple[Named, Byline]] = {}
    for byline in article.bylines:
        key = (byline.id, byline.text, byline.role)
        if key not in parsed:
            parsed[key] = tuple(_parse(byline, register))
        for who in parsed[key]:
            if who.label not in found:
                found[who.label] = (who, byline)
    return list(found.values())


def _parse(byline: Byline, register: Register) -> list[Named]:
    named = _whom(byline, register)
    return [replace(who, role=byline.role) for who in named] if byline.role else named


def _whom(byline: Byline, register: Register) -> list[Named]:
    text = byline.text.strip()
    if byline.id and byline.id in register.by_id:
        return [_recorded(register.by_id[byline.id], byline.id, text if text != byline.id else "")]
    text = text or byline.id
    if text in register.by_id:
        return [_recorded(register.by_id[text], text, "")]
    return [_mentioned(mention, register) for mention in parse_byline(text)]


def _recorded(dossier: Dossier, id_: str, text: str) -> Named:
    """An author named by id: shown under the name of that record, or under the name given beside the id."""
    record = next(record for record in dossier.records if record.id == id_)
    published = text or record.name
    return Named(label=dossier.label, published=published, name=parse_name(published), written=text or record.name)


def _mentioned(mention: Mention, register: Register) -> Named:
    dossier = register.by_id.get(mention.written)
    if dossier:
        return _recorded(dossier, mention.written, "")
    owners = register.by_key.get(mention.name.key, ())
    return Named(
        label=owners[0].label if len(owners) == 1 else mention.name.key,
        published=mention.published,
        name=mention.name,
        written=mention.written,
        role=mention.role,
        affiliation=mention.affiliation,
        is_organization=mention.is_organization,
    )


def _sight(article: Article, named: Sequence[tuple[Named, Byline]], sightings: dict[str, Sighting]) -> None:
    for who, byline in named:
        sighting = sightings.get(who.label)
        if sighting is None:
            sighting = sightings[who.label] = Sighting(place=byline.location, is_organization=who.is_organization)
        sighting.names[who.name.upright] = who.name
        sighting.forms[who.name.upright] += 1
        sighting.published.update((who.published, who.written) if who.written else (who.published,))
        sighting.paths.append(article.path)
        sighting.handles.update(who.name.handles)
        if sighting.first is None or article.published < sighting.first:
            sighting.first = article.published
        if who.affiliation:
            seen = (article.published, who.affiliation)
            sighting.affiliation = max(sighting.affiliation or seen, seen)
        if len(named) > 1:
            sighting.companions.update(other.label for other, _ in named if other.label != who.label)


def _nobody(place: Location) -> Problem:
    return Problem(
        location=place,
        rule="ambiguous-author",
        message="this byline names nobody",
        hint="Write a name or the id of an author record: author: Jane Doe.",
    )


def _signature(who: Named, register: Register, signatures: dict[str, bios.Signature]) -> bios.Signature:
    if who.label not in signatures:
        names: tuple[Name, ...] = (who.name,)
        houses: tuple[str, ...] = (house_name(who.name.upright),) if who.is_organization else ()
        if who.label.startswith("@"):
            names = names_of(register.by_id[who.label[1:]])
            houses = houses_of(register.by_id[who.label[1:]])
        signatures[who.label] = bios.Signature(label=who.label, names=names, houses=houses)
    return signatures[who.label]


def _bios_of(article: Article, signed: Sequence[bios.Signature]) -> tuple[list[_Bio], tuple[int, ...], list[Problem]]:
    """The bios that an article prints, the blocks that they fill, and what does not fit."""
    found: list[_Bio] = []
    problems: list[Problem] = []
    for printed in article.bios:
        some, faults = _from_field(printed, signed)
        found += some
        problems += faults
    ends = bios.find_bios(article.facts.closing, signed)
    found += [_Bio(label=bio.label, text=bio.text) for bio in ends.bios]
    problems += [_stranger(article, name, line) for name, line in ends.strangers]
    return found, ends.cut, problems


def _from_field(printed: PrintedBio, signed: Sequence[bios.Signature]) -> tuple[list[_Bio], list[Problem]]:
    """Whose a bio of the front matter is: by its name, by the only author, or by whom it begins with."""
    text = bios.plain_text(printed.text)
    if not text:
        return [], []
    if printed.name:
        owners = [
            author for author in signed if bios.names_author(printed.name, author) or author.label == f"@{printed.name}"
        ]
        if not owners:
            fault = f"a bio of {printed.name!r} stands here, and the byline does not name them"
            return [], [_unowned(printed, fault, signed)]
    elif len(signed) == 1:
        owners = list(signed)
    else:
        parts = bios.find_bios((Block(index=0, line=printed.location.line, text=text),), signed).bios
        if not parts:
            return [], [_unowned(printed, "this bio does not say which of the authors it is about", signed)]
        return [_Bio(label=part.label, text=part.text) for part in parts], []
    stranger = bios.mismatch(text, owners)
    fault = f"this bio begins with {stranger!r}, who is not its author"
    faults = [_unowned(printed, fault, signed)] if stranger else []
    return [_Bio(label=owners[0].label, text=text, is_doubtful=bool(stranger))], faults


def _unowned(printed: PrintedBio, message: str, signed: Sequence[bios.Signature]) -> Problem:
    names = ", ".join(f'{author.names[0].upright}: "…"' for author in signed)
    hint = f"Write bio: {{{names}}} with the text of each." if names else "Name the authors first: author: Jane Doe."
    return Problem(location=printed.location, rule="bio-mismatch", message=message, hint=hint)


def _stranger(article: Article, name: str, line: int) -> Problem:
    written = ", ".join([*(byline.id or byline.text for byline in article.bylines), name])
    return Problem(
        location=article.bylines[0].location,
        rule="bio-mismatch",
        message=f"the article ends with a bio of {name!r} (line {line}), whom the byline does not name",
        hint=f"If {name} wrote it too, write authors: [{written}]; if not, leave it: it stays nobody's bio.",
    )


def _print(article: Article, bio: _Bio) -> bios.Print:
    return bios.Print(text=bio.text, source=article.path, moment=article.published, is_doubtful=bio.is_doubtful)


def _once(named: Sequence[Named], found: Sequence[_Bio]) -> tuple[tuple[str, str], ...]:
    """One text for each author, in the order of the byline: of two under one article the fuller; no mere role."""
    texts: dict[str, str] = {}
    for bio in found:
        texts[bio.label] = max(texts.get(bio.label, ""), bios.plain_text(bio.text), key=lambda text: (len(text), text))
    real = {label: text for label, text in texts.items() if not bios.says_nothing(text)}
    return tuple((who.label, real[who.label]) for who in named if who.label in real)
