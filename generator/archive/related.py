"""This is which articles a reader of one may want next: rare tags in common, and nearness in time."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from heapq import nsmallest

from msgspec import Struct

from generator.model import Slug, Url

_NEIGHBORS = 8
"""How far to look, before and after an article, in the list of each of its tags: this bounds the whole cost."""
_HALF_LIFE = 365.0
"""Days apart at which nearness counts half."""


class Dated(Struct, frozen=True, kw_only=True):
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
    days = [entry.day.toordinal() for entry in ordered]
    found = [entry.url for entry in ordered]
    passed = dict.fromkeys(by_tag, 0)
    related: dict[Url, tuple[Url, ...]] = {}
    for entry, day in zip(ordered, days, strict=True):
        scored = _score_neighbors(entry, by_tag, weight, passed)
        related[entry.url] = _best(day, days, found, scored, count)
        for tag in entry.tags:
            passed[tag] += 1
    return related


def _score_neighbors(
    entry: Dated, by_tag: Mapping[Slug, Sequence[int]], weight: Mapping[Slug, float], passed: Mapping[Slug, int]
) -> dict[int, float]:
    """The shared weight of each article near one, which is the next in the list of each of its tags.

    The weights are summed in the order of the tags: floats added in another order may differ.
    """
    scored: dict[int, float] = {}
    for tag in sorted(entry.tags):
        place, near = passed[tag], by_tag[tag]
        for other in (*near[max(place - _NEIGHBORS, 0) : place], *near[place + 1 : place + 1 + _NEIGHBORS]):
            scored[other] = scored.get(other, 0.0) + weight[tag]
    return scored


def _best(
    own: int, days: Sequence[int], found: Sequence[Url], scored: Mapping[int, float], count: int
) -> tuple[Url, ...]:
    ranked = ((-score / (1 + abs(days[other] - own) / _HALF_LIFE), found[other]) for other, score in scored.items())
    return tuple(url for _, url in nsmallest(count, ranked))
