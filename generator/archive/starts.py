"""This is where an editor says to start: the articles that the file of a tag or a section names, found."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from generator.archive.links import content_path
from generator.model import Entry, Mention, TopicRecord, Url
from generator.problems import Problem, nearest


class _Shown(Struct, frozen=True, kw_only=True):
    """The articles that readers see, by path and by slug, and why others are hidden."""

    by_path: Mapping[str, Url]
    by_slug: Mapping[str, Sequence[str]]
    hidden: Mapping[str, str]


def find_starts(
    records: Sequence[TopicRecord], entries: Sequence[Entry], hidden: Mapping[str, str]
) -> tuple[dict[str, tuple[Url, ...]], tuple[Problem, ...]]:
    """The URLs for each record's path in the editor's order, each once; a warning for each that leads to no article."""
    if not any(record.start_here for record in records):
        return {}, ()
    shown = _index(entries, hidden)
    starts: dict[str, tuple[Url, ...]] = {}
    problems: list[Problem] = []
    for record in records:
        found = [_find(record, mention, shown) for mention in record.start_here]
        starts[record.path] = tuple(dict.fromkeys(url for url in found if not isinstance(url, Problem)))
        problems.extend(problem for problem in found if isinstance(problem, Problem))
    return starts, tuple(problems)


def _index(entries: Sequence[Entry], hidden: Mapping[str, str]) -> _Shown:
    by_slug: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        by_slug[entry.article.slug].append(entry.article.path)
    return _Shown(by_path={entry.article.path: entry.url for entry in entries}, by_slug=by_slug, hidden=hidden)


def _find(record: TopicRecord, mention: Mention, shown: _Shown) -> Url | Problem:
    named = mention.text
    if not named.endswith(".md"):
        paths = shown.by_slug.get(named, ())
    elif named.startswith("content/"):
        paths = (named,)
    else:
        paths = (content_path(record.path, named),)
    if len(paths) > 1:
        return _problem(mention, f"{len(paths)} articles have the slug {named!r}", f"Write the path: {min(paths)}")
    if not paths or paths[0] not in shown.by_path:
        return _nowhere(mention, paths[0] if paths else "", shown)
    return shown.by_path[paths[0]]


def _nowhere(mention: Mention, path: str, shown: _Shown) -> Problem:
    reason = shown.hidden.get(path)
    if reason:
        return _problem(mention, f"{mention.text} is {reason}, so nobody can start there", "Name another article.")
    near = nearest(mention.text, shown.by_path if path else shown.by_slug)
    hint = f"Did you mean {near}?" if near else "Write the slug of an article, or the path of its file."
    return _problem(mention, f"there is no article {mention.text!r}", hint)


def _problem(mention: Mention, message: str, hint: str) -> Problem:
    return Problem(location=mention.location, rule="broken-link", message=message, hint=hint)
