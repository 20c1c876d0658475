"""This is the report of `authors`: who is who, with which bio, and what an editor is asked (contract §7)."""

import json
from collections.abc import Sequence

from generator.archive.people import People
from generator.bios import change_between
from generator.model import Author, Moment, Review, Wording

_Json = str | int | None | list["_Json"] | dict[str, "_Json"]


def report_json(people: People) -> str:
    """The authors and the questions as JSON, sorted; equal people give equal bytes."""
    document: _Json = {
        "authors": [_author(author) for author in people.authors],
        "review": [_row(row) for row in people.review],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def report_text(people: People) -> str:
    """The same for reading: an author a paragraph, and last the questions, each with the lines that answer it."""
    authors = ["\n".join(_lines(author, people.merges.get(author.id, ()))) for author in people.authors]
    questions = ["\n".join(_question(number, row)) for number, row in enumerate(people.review, start=1)]
    asked = ["Questions. Until a record answers them, nobody here is joined:"] if questions else []
    return "\n\n".join([_summary(people), *authors, *asked, *questions]) + "\n"


def _summary(people: People) -> str:
    taken = sum(len(pairs) for pairs in people.printed.values())
    joined = sum(map(len, people.merges.values()))
    return (
        f"{_counted(len(people.authors), 'author')}, {_counted(joined, 'spelling')} joined by evidence, "
        f"{_counted(len(people.review), 'question')}\n"
        f"{_counted(taken, 'bio')} printed with articles, taken out of {_bodies(len(people.cuts))}"
    )


def _author(author: Author) -> dict[str, _Json]:
    return {
        "id": author.id,
        "name": author.name,
        "kind": str(author.kind),
        "names": list(author.names),
        "articles": list(author.articles),
        "bio": _bio(author.bio),
        "role": author.role,
        "wordings": [_wording(wording) for wording in author.wordings],
    }


def _bio(bio: Wording | None) -> _Json:
    return {"text": bio.text, "source": bio.source, "since": _day(bio.first)} if bio else None


def _wording(wording: Wording) -> _Json:
    return {
        "text": wording.text,
        "first": _day(wording.first),
        "last": _day(wording.last),
        "articles": list(wording.articles),
    }


def _day(moment: Moment | None) -> str | None:
    return moment.day.isoformat() if moment else None


def _row(row: Review) -> _Json:
    return {"reason": row.reason, "names": list(row.names), "evidence": row.evidence, "suggestion": row.suggestion}


def _lines(author: Author, merges: Sequence[str]) -> list[str]:
    lines = [f"{author.id}: {author.name} ({author.kind}, {_counted(len(author.articles), 'article')})"]
    others = [name for name in author.names if name != author.name]
    if others:
        lines.append(f"  also printed as: {', '.join(others)}")
    for evidence in merges:
        names, _, reasons = evidence.partition(": ")
        lines += [f"  joined without asking, {names}:", f"    {reasons}"]
    if author.old_ids:
        lines.append(f"  old addresses: {', '.join(author.old_ids)}")
    if author.role:
        lines.append(f"  role: {author.role}")
    if author.bio:
        lines += [f"  bio, {_origin(author.bio)}:", f"    {author.bio.text}"]
    return [*lines, *_history(author.wordings, author.bio)]


def _history(wordings: Sequence[Wording], shown: Wording | None) -> list[str]:
    lines = []
    for wording in wordings:
        if wording is not shown:
            change = f", {change_between(shown.text, wording.text)}" if shown else ""
            lines += [f"  kept, not shown{change}, {_origin(wording)}:", f"    {wording.text}"]
    return lines


def _origin(wording: Wording) -> str:
    if not wording.first or not wording.last:
        return wording.source
    first, last = wording.first.day.isoformat(), wording.last.day.isoformat()
    span = first if first == last else f"{first} to {last}"
    return f"{wording.source}, {span}, {_counted(len(wording.articles), 'article')}"


def _question(number: int, row: Review) -> list[str]:
    asked, *others = row.names
    if row.reason == "ambiguous-author":
        text = f"Who is {asked}: {' or '.join(others)}?"
    elif asked == others[0]:
        text = f"Are the two who are called {asked} one?"
    else:
        text = f"Is {asked} the same as {' or '.join(others)}?"
    answer = [f"     {line}" for line in row.suggestion.splitlines()]
    return [f"{number}. {text} [{row.reason}]", f"   evidence: {row.evidence}", "   to answer, paste:", *answer]


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _bodies(number: int) -> str:
    return "1 body" if number == 1 else f"{number} bodies"
