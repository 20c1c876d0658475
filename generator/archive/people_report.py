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
    """The same for reading: an author a paragraph, then the questions with the lines to paste."""
    taken = sum(len(pairs) for pairs in people.printed.values())
    head = (
        f"{_counted(len(people.authors), 'author')}, {_counted(len(people.review), 'question')}, "
        f"{_counted(taken, 'bio')} printed with articles, {_bodies(len(people.cuts))} shortened by them"
    )
    authors = ["\n".join(_lines(author)) for author in people.authors]
    questions = [
        f"{row.reason}: {' / '.join(row.names)}\n  {row.evidence}\n{_indented(row.suggestion)}" for row in people.review
    ]
    return "\n\n".join([head, *authors, *questions]) + "\n"


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


def _lines(author: Author) -> list[str]:
    articles = "1 article" if len(author.articles) == 1 else f"{len(author.articles)} articles"
    lines = [f"{author.id}: {author.name} ({author.kind}, {articles})"]
    others = [name for name in author.names if name != author.name]
    if others:
        lines.append(f"  also printed as {', '.join(others)}")
    if author.old_ids:
        lines.append(f"  redirects from {', '.join(author.old_ids)}")
    if author.role:
        lines.append(f"  role: {author.role}")
    if author.bio:
        lines.append(f"  bio ({author.bio.source}): {author.bio.text}")
    return [*lines, *_history(author.wordings, author.bio)]


def _history(wordings: Sequence[Wording], shown: Wording | None) -> list[str]:
    lines = []
    for wording in wordings:
        if wording is not shown and shown is not None:
            kind = change_between(shown.text, wording.text)
            lines.append(f"  other wording, {kind}, {_span(wording)}: {wording.text}")
        elif shown is None:
            lines.append(f"  other wording, {_span(wording)}: {wording.text}")
    return lines


def _span(wording: Wording) -> str:
    if not wording.first or not wording.last:
        return f"no date ({wording.source})"
    return f"{wording.first.day.isoformat()} to {wording.last.day.isoformat()}"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _bodies(number: int) -> str:
    return "1 body" if number == 1 else f"{number} bodies"
