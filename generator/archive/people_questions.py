"""This is what an editor is asked about authors: doubts in words, with lines to paste into a record, and problems."""

import json
from collections.abc import Iterable, Mapping

from msgspec import Struct

from generator.archive.people_credits import Sighting
from generator.archive.people_records import Dossier, profiles_of
from generator.authors import Doubt, Grouping, Suspicion
from generator.bios import profile_accounts
from generator.bylines.words import word_set
from generator.model import Author, Review
from generator.problems import Location, Problem

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ .-'’")
_FEW = 5
"""Names and records that a question spells out, where a family name alone fits a crowd."""
_WORDS_OF_YAML = word_set("true false yes no on off null y n")


class Inquiry(Struct, frozen=True, kw_only=True):
    """All that a question needs: the doubts, and who stands behind each label."""

    grouping: Grouping
    authors: Mapping[str, Author]
    dossiers: Mapping[str, Dossier]
    sightings: Mapping[str, Sighting]
    places: Mapping[str, Location]
    """Author's id → the first byline that prints the author."""


def make_inquiry(
    grouping: Grouping,
    authors: Mapping[str, Author],
    dossiers: Mapping[str, Dossier],
    sightings: Mapping[str, Sighting],
) -> Inquiry:
    """All that the questions need."""
    places: dict[str, Location] = {}
    for label, sighting in sightings.items():
        id_ = authors[label].id
        if sighting.place is not None:
            places[id_] = min(places.get(id_, sighting.place), sighting.place)
    return Inquiry(grouping=grouping, authors=authors, dossiers=dossiers, sightings=sightings, places=places)


def ask(inquiry: Inquiry) -> tuple[tuple[Review, ...], list[Problem]]:
    """The questions, sorted, and a problem for each at the byline of the rarer name and for each shared account."""
    review, problems = set(), []
    for doubt in inquiry.grouping.doubts:
        asked, others = _sides(inquiry, doubt)
        row = _review(inquiry, doubt, asked, others)
        review.add(row)
        problems.append(_problem(inquiry, doubt, asked, others, row))
    problems += _shared(inquiry)
    return tuple(sorted(review, key=lambda row: (row.reason, row.names, row.evidence, row.suggestion))), problems


def _sides(inquiry: Inquiry, doubt: Doubt) -> tuple[str, tuple[str, ...]]:
    """The label asked about, and those it may be.

    Of two that is the one without a record, then a family name alone, then the rarer.
    """
    if doubt.suspicion is Suspicion.AMBIGUOUS:
        return doubt.labels[0], doubt.labels[1:]
    rare, common = sorted(
        doubt.labels,
        key=lambda label: (
            label in inquiry.dossiers,
            not _is_family_alone(label),
            len(inquiry.authors[label].articles),
            label,
        ),
    )
    return rare, (common,)


def _is_family_alone(label: str) -> bool:
    """Whether a label is the key of a name without given names."""
    return label.split("|")[1:2] == [""]


def _review(inquiry: Inquiry, doubt: Doubt, asked: str, others: Iterable[str]) -> Review:
    mine = inquiry.authors[asked]
    yours = [inquiry.authors[label] for label in others]
    are_called_alike = any(author.name == mine.name for author in yours)
    counts = ", ".join(
        f"{author.id if are_called_alike else author.name}: {_count(author)}" for author in (mine, *yours)
    )
    return Review(
        reason=str(doubt.suspicion),
        names=(mine.name, *(author.name for author in yours)),
        evidence=f"{doubt.evidence} ({counts})",
        suggestion=_suggestion(inquiry, doubt, asked, others),
    )


def _count(author: Author) -> str:
    return "1 article" if len(author.articles) == 1 else f"{len(author.articles)} articles"


def _suggestion(inquiry: Inquiry, doubt: Doubt, asked: str, others: Iterable[str]) -> str:
    """YAML for the record of the first of `others`; the other answers stand behind a number sign.

    A list that the record has already is written out whole, so that its line can be replaced.
    """
    mine = inquiry.authors[asked]
    label, *rest = others
    author = inquiry.authors[label]
    if doubt.suspicion is Suspicion.AMBIGUOUS and mine.name == author.name:
        ids = " or author: ".join(inquiry.authors[other].id for other in others)
        return f"# write in the article author: {ids}"
    dossier = inquiry.dossiers.get(label)
    by_id = doubt.suspicion is Suspicion.TWO_RECORDS
    entry = str(mine.id) if by_id else mine.name
    if dossier is None:
        lines = [f"# content/authors/{author.id}.md, a new file", f"name: {_yaml(author.name)}"]
        lines += [_listed("aliases", (), entry), f"# or, if they are two: {_listed('not_same_as', (), entry)}"]
    else:
        record = dossier.record
        same = _listed("same_as", record.same_as, entry) if by_id else _listed("aliases", record.aliases, entry)
        lines = [f"# content/authors/{author.id}.md", same]
        lines.append(f"# or, if they are two: {_listed('not_same_as', record.not_same_as, entry)}")
    lines += [f"# or the same in content/authors/{inquiry.authors[other].id}.md" for other in rest[:_FEW]]
    if rest[_FEW:]:
        lines.append(f"# or in the record of one of {len(rest) - _FEW} more")
    return "\n".join(lines)


def _listed(field: str, entries: Iterable[str], entry: str) -> str:
    return f"{field}: [{', '.join(map(_yaml, (*entries, entry)))}]"


def _yaml(text: str) -> str:
    """A scalar that stays text inside a list of YAML."""
    if text and set(text) <= _PLAIN and text[0].isalpha() and text.lower() not in _WORDS_OF_YAML:
        return text
    return json.dumps(text, ensure_ascii=False)


def _problem(inquiry: Inquiry, doubt: Doubt, asked: str, others: Iterable[str], row: Review) -> Problem:
    mine, *yours = row.names
    more = [f"one of {len(yours) - _FEW} more"] if yours[_FEW:] else []
    listed = " or ".join([*(repr(name) for name in yours[:_FEW]), *more])
    if doubt.suspicion is Suspicion.AMBIGUOUS:
        rule, message = "ambiguous-author", f"{mine!r} may be {listed}, and is joined to none of them"
    elif mine == yours[0]:
        rule, message = "similar-author", f"two authors are called {mine!r}"
    else:
        rule, message = "similar-author", f"{mine!r} may be {listed}"
    return Problem(location=_place(inquiry, asked), rule=rule, message=message, hint=_hint(inquiry, others, row))


def _hint(inquiry: Inquiry, others: Iterable[str], row: Review) -> str:
    """The suggestion in a sentence."""
    lines = row.suggestion.splitlines()
    answer = next((line for line in lines if line.startswith(("aliases:", "same_as:"))), "")
    if not answer:
        return lines[0].removeprefix("# ").capitalize() + "."
    target = inquiry.authors[next(iter(others))].id
    parting = next(line.partition("two: ")[2] for line in lines if line.startswith("# or, if they are two: "))
    return f"If they are one, write {answer} in content/authors/{target}.md; if not, {parting}."


def _place(inquiry: Inquiry, label: str) -> Location:
    """The first byline that prints an author; the record of one without articles."""
    place = inquiry.places.get(inquiry.authors[label].id)
    return place or inquiry.dossiers[label].record.place("name")


def _shared(inquiry: Inquiry) -> list[Problem]:
    """A problem for each name that uses an account in its byline or record, where incompatible names use it too."""
    problems = []
    for account, labels in inquiry.grouping.shared.items():
        for label in labels:
            if not _is_own(inquiry, label, account):
                continue
            others = sorted({inquiry.authors[other].name for other in labels if other != label})
            problems.append(
                Problem(
                    location=_place(inquiry, label),
                    rule="shared-account",
                    message=f"{inquiry.authors[label].name!r} shares {account} with {', '.join(others)}",
                    hint=(
                        f'Write an own account in content/authors/{inquiry.authors[label].id}.md, same_as: ["@…"], '
                        "or none: an account of a staff does not say who is who."
                    ),
                )
            )
    return problems


def _is_own(inquiry: Inquiry, label: str, account: str) -> bool:
    """Whether a byline or a record gives an account as the author's own, rather than a bio mentioning it."""
    sighting, dossier = inquiry.sightings.get(label), inquiry.dossiers.get(label)
    if sighting and account.removeprefix("@") in sighting.handles:
        return True
    return dossier is not None and account in profile_accounts(profiles_of(dossier))
