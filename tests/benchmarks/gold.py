"""This is the measure of telling authors and bios apart: python -m tests.benchmarks.gold [--misses] [MEASURE …]

It reads the gold sets of shared/cases/gold beside the checkout, and the labels in tests/fixtures/people.
"""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from generator.archive.people import People, resolve_people
from generator.bios import Signature, find_bios, says_nothing
from generator.bylines import parse_byline, parse_name
from generator.model import Article, AuthorRecord, Block, Byline, Digest, Facts, Moment, PrintedBio, Slug
from generator.problems import Location

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "../shared/cases/gold"
LABELS = ROOT / "tests/fixtures/people"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table."""

    name: str
    figure: str
    value: str
    wanted: str = ""
    misses: tuple[str, ...] = ()


def article(number: int, byline: str, *, bio: str = "", day: dt.date = dt.date(2000, 1, 1), end: str = "") -> Article:
    """An article with one byline, and a bio in its front matter or at its end."""
    path = f"content/articles/{number:06}.md"
    place = Location(path=path, line=4)
    moment = Moment(instant=dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC), day=day)
    return Article(
        path=path,
        digest=Digest(""),
        title="",
        slug=Slug(f"a{number}"),
        published=moment,
        bylines=(Byline(text=byline, location=place),),
        bios=(PrintedBio(text=bio, location=place),) if bio else (),
        facts=Facts(closing=(Block(index=0, line=9, text=end),)) if end else Facts(),
    )


def record(id_: str, name: str, bio: str = "", aliases: Sequence[str] = ()) -> AuthorRecord:
    """An author record."""
    return AuthorRecord(path=f"content/authors/{id_}.md", id=Slug(id_), name=name, bio=bio, aliases=tuple(aliases))


def lines(name: str) -> Iterator[dict]:
    """The rows of a gold set of one JSON document a line."""
    with (GOLD / name).open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def author_of(people: People) -> dict[str, str]:
    """Path → the first author's id."""
    return {path: credits_[0].author for path, credits_ in people.credits.items() if credits_}


def homonyms() -> list[Row]:
    """Namesakes: every person writes one article under the own name with the own bio; nobody may be merged."""
    return [_apart("hsg_homonyms", _homonyms(), what) for what in ("all together", "each group alone")]


def _homonyms() -> list[list[tuple[str, str]]]:
    return [[(person["name"], person["bio"]) for person in row["people"]] for row in lines("hsg_homonyms.jsonl")]


def boilerplate() -> list[Row]:
    """Different people with bios alike."""
    rows = list(lines("bio_boilerplate_different_people.jsonl"))
    groups = [[(_named(row["a"]), row["bio_a"]), (_named(row["b"]), row["bio_b"])] for row in rows]
    return [_apart("bio_boilerplate_different_people", groups, "each group alone")]


def _named(slug: str) -> str:
    return " ".join(part.capitalize() for part in slug.split("-"))


def _apart(name: str, groups: Sequence[Sequence[tuple[str, str]]], how: str) -> Row:
    batches = [[person for group in groups for person in group]] if how == "all together" else groups
    merged = []
    for batch in batches:
        people = resolve_people([article(i, who, bio=bio) for i, (who, bio) in enumerate(batch)], (), strip_bios=True)
        ids = author_of(people)
        names = {path: batch[int(path[-9:-3])][0] for path in ids}
        merged += [f"{names[a]} = {names[b]}" for a, b in combinations(sorted(ids), 2) if ids[a] == ids[b]]
    return Row(name=name, figure=f"false merges, {how}", value=str(len(merged)), wanted="0", misses=tuple(merged))


def cross_slug() -> list[Row]:
    """Duplicate records of one person, as records and as bylines with bios: merged or asked about."""
    groups = json.loads((GOLD / "bio_cross_slug_same_person.json").read_text(encoding="utf-8"))
    found = []
    for how in ("records", "bylines"):
        missed, merged = [], 0
        for group in groups:
            people = _records(group) if how == "records" else _bylines(group)
            merged += len(people.authors) == 1
            if len(people.authors) > 1 and not people.review:
                missed.append(" / ".join(group))
        value = f"{merged} merged, {len(groups) - merged - len(missed)} asked, {len(missed)} missed of {len(groups)}"
        row = Row(name="bio_cross_slug_same_person", figure=how, value=value, wanted="0 missed", misses=tuple(missed))
        found.append(row)
    return found


def _records(group: dict[str, dict]) -> People:
    made = [record(id_, who["names"][-1].strip(), who["bio"], who["names"][:-1]) for id_, who in group.items()]
    return resolve_people((), made, strip_bios=True)


def _bylines(group: dict[str, dict]) -> People:
    pairs = [(name, who["bio"]) for who in group.values() for name in who["names"]]
    return resolve_people([article(i, name, bio=bio) for i, (name, bio) in enumerate(pairs)], (), strip_bios=True)


def variants() -> list[Row]:
    """Names of one person: each is a byline; bios dealt out in turn, or none at all."""
    return [row for with_bios in (True, False) for row in _variants(with_bios=with_bios)]


def _variants(*, with_bios: bool) -> Iterator[Row]:
    articles, owners = [], {}
    for person in lines("hsg_same_person_variants.jsonl"):
        for i, name in enumerate(person["names"]):
            bio = person["bios"][i % len(person["bios"])] if with_bios and person["bios"] else ""
            made = article(len(articles), name, bio=bio)
            articles.append(made)
            owners[made.path] = person["id"]
    people = resolve_people(articles, (), strip_bios=True)
    label = "with bios" if with_bios else "names only"
    ids = author_of(people)
    merged = _pairs(ids)
    true = {pair for pair in merged if owners[pair[0]] == owners[pair[1]]}
    wanted = _pairs(owners)
    names = {made.path: made.bylines[0].text for made in articles}
    false = tuple(f"{names[a]} = {names[b]}" for a, b in sorted(merged - true))
    asked = _asked(people, ids) & wanted
    yield Row(
        name="hsg_same_person_variants",
        figure=f"precision, {label}",
        value=f"{len(true) / max(1, len(merged)):.4f} ({len(merged)} pairs, {len(people.review)} questions)",
        wanted="≥ 0.97",
        misses=false,
    )
    yield Row(name="hsg_same_person_variants", figure=f"recall merged, {label}", value=f"{len(true) / len(wanted):.3f}")
    both = len(true | asked) / len(wanted)
    yield Row(name="hsg_same_person_variants", figure=f"recall with review, {label}", value=f"{both:.3f}")


def _pairs(ids: dict[str, str]) -> set[tuple[str, str]]:
    groups: dict[str, list[str]] = {}
    for path, id_ in ids.items():
        groups.setdefault(id_, []).append(path)
    return {pair for group in groups.values() for pair in combinations(sorted(group), 2)}


def _asked(people: People, ids: dict[str, str]) -> set[tuple[str, str]]:
    named: dict[str, list[str]] = {}
    of_author: dict[str, list[str]] = {}
    for author in people.authors:
        named.setdefault(author.name, []).append(author.id)
    for path, id_ in ids.items():
        of_author.setdefault(id_, []).append(path)
    found = set()
    for row in people.review:
        first, *others = ([path for id_ in named[name] for path in of_author.get(id_, ())] for name in row.names)
        found |= {(min(a, b), max(a, b)) for other in others for a in first for b in other if a != b}
    return found


def same_author() -> list[Row]:
    """Dated wordings of one person: one author, and the newest real wording shown."""
    wrong_author, wrong_bio, total = [], [], 0
    for row in lines("bio_same_author.jsonl"):
        total += 1
        made = [
            article(
                i, row["names"][i % len(row["names"])], bio=bio["text"], day=dt.date.fromisoformat(bio["first_seen"])
            )
            for i, bio in enumerate(row["bios"])
        ]
        people = resolve_people(
            made, (record(row["slug"], row["names"][0], aliases=row["names"][1:]),), strip_bios=True
        )
        if len(people.authors) != 1:
            wrong_author.append(row["slug"])
        elif not _shows_newest(people, row["bios"]):
            wrong_bio.append(row["slug"])
    return [
        Row(
            name="bio_same_author",
            figure="not one author",
            value=f"{len(wrong_author)} of {total}",
            wanted="0",
            misses=tuple(wrong_author),
        ),
        Row(
            name="bio_same_author",
            figure="newest real wording not shown",
            value=f"{len(wrong_bio)} of {total}",
            wanted="0",
            misses=tuple(wrong_bio),
        ),
    ]


def _shows_newest(people: People, printed: Sequence[dict]) -> bool:
    real = [(bio["first_seen"], bio["text"]) for bio in printed if not says_nothing(bio["text"])]
    shown = people.authors[0].bio
    if not real or shown is None:
        return not real and shown is None
    newest = max(day for day, _ in real)
    return shown.last is not None and shown.last.day.isoformat() == newest


def embedded() -> list[Row]:
    """Blocks at the end of real articles, against labels made by reading them: whose bio each is, if anybody's."""
    labels = json.loads((LABELS / "embedded_bios_labels.json").read_text(encoding="utf-8"))["labels"]
    taken, right, wanted, wrong = 0, 0, 0, []
    for row, label in zip(lines("digitalgov_embedded_bios.jsonl"), labels, strict=True):
        authors = [Signature(label=name, names=(parse_name(name),)) for name in row["byline"]]
        found = find_bios((Block(index=0, line=1, text=row["body_block"]),), authors)
        owners = sorted({bio.label for bio in found.bios})
        is_right = owners == sorted(label["whose"])
        taken += bool(found.cut)
        wanted += bool(label["whose"])
        right += bool(found.cut) and is_right
        if not is_right:
            wrong.append(f"{row['article']}: {owners} for {label['whose']}")
    return [
        Row(
            name="digitalgov_embedded_bios",
            figure="precision",
            value=f"{right / taken:.3f} ({right} of {taken})",
            wanted="≥ 0.98",
        ),
        Row(
            name="digitalgov_embedded_bios",
            figure="recall",
            value=f"{right / wanted:.3f} ({right} of {wanted})",
            wanted="≥ 0.90",
            misses=tuple(wrong),
        ),
    ]


def bylines() -> list[Row]:
    """Real byline strings against labels: the people and organizations, in order."""
    labels = json.loads((LABELS / "bylines_real_labels.json").read_text(encoding="utf-8"))["labels"]
    rows = json.loads((GOLD / "bylines_real.json").read_text(encoding="utf-8"))
    wrong = []
    for row in rows:
        found = [
            [mention.name.upright, "organization" if mention.is_organization else "person"]
            for mention in parse_byline(row["byline"])
        ]
        if found != labels[row["byline"]]:
            wrong.append(f"{row['byline']!r}: {found} for {labels[row['byline']]}")
    value = f"{len(rows) - len(wrong)} of {len(rows)} right"
    return [Row(name="bylines_real", figure="people", value=value, wanted="all", misses=tuple(wrong))]


MEASURES = (homonyms, boilerplate, cross_slug, variants, same_author, embedded, bylines)


def main(arguments: Iterable[str] = ()) -> int:
    """Print the table; with --misses every single miss too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("only", nargs="*", help="names of measures")
    chosen = parser.parse_args(list(arguments))
    if not GOLD.is_dir():
        print(f"the gold sets are not at {GOLD}", file=sys.stderr)
        return 2
    for measure in MEASURES:
        if chosen.only and measure.__name__ not in chosen.only:
            continue
        for row in measure():
            print(f"{row.name:34} {row.figure:38} {row.value:58} {row.wanted}")
            for miss in row.misses if chosen.misses else ():
                print(f"    {miss}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
