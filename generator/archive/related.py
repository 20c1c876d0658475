"""This is which articles a reader of one may want next: rare tags in common, and nearness in time."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from generator.model import Slug, Url

_NEIGHBORS = 8
"""How far to look, before and after an article, in the list of each of its tags: this bounds the whole cost."""
_HALF_LIFE = 365.0
"""Days apart at which nearness counts half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """What is compared: an article's URL, day and tags."""

    url: Url
    day: dt.date
    tags: tuple[Slug, ...]


def relate(entries: Sequence[Dated], *, count: int) -> dict[Url, tuple[Url, ...]]:
    """At most `count` others for each article, best first; equal scores stand by URL.

    Two articles score the sum, over the tags they share, of log(articles / articles with that tag), divided by
    1 + the years between them. Only the nearest in time within each tag are compared, so the cost grows with the number
    of tags given, not with its square.
    """
    ordered = sorted(entries, key=lambda entry: (entry.day, entry.url))
    by_tag: defaultdict[Slug, list[int]] = defaultdict(list)
    for index, entry in enumerate(ordered):
        for tag in entry.tags:
            by_tag[tag].append(index)
    weight = {tag: math.log((len(ordered) + 1) / len(found)) for tag, found in by_tag.items()}
    scores: list[defaultdict[int, float]] = [defaultdict(float) for _ in ordered]
    for tag in sorted(by_tag):
        _score_neighbors(by_tag[tag], weight[tag], scores)
    days = [entry.day.toordinal() for entry in ordered]
    found = [entry.url for entry in ordered]
    return {url: _best(day, days, found, scored, count) for url, day, scored in zip(found, days, scores, strict=True)}


def _score_neighbors(found: Sequence[int], weight: float, scores: Sequence[defaultdict[int, float]]) -> None:
    for place, index in enumerate(found):
        for other in found[place + 1 : place + 1 + _NEIGHBORS]:
            scores[index][other] += weight
            scores[other][index] += weight


def _best(
    own: int, days: Sequence[int], found: Sequence[Url], scored: Mapping[int, float], count: int
) -> tuple[Url, ...]:
    ranked = ((-score / (1 + abs(days[other] - own) / _HALF_LIFE), found[other]) for other, score in scored.items())
    return tuple(url for _, url in nsmallest(count, ranked))
