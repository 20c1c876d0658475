"""This is what headings need: levels without gaps below the page's one `<h1>`, and ids to link to."""

import re
from collections.abc import Iterable

_DROPPED = re.compile(r"[^\w\- ]")
_TAKEN = re.compile(
    r"(?:main|content|search|results|menu|top|header|footer|nav|article|comments|corrections|sources|bios?"
    r"|(?:correction|footnote)(?:-?\d.*)?)\Z"
)
"""Ids that a page uses itself."""


def levels(written: Iterable[int]) -> tuple[tuple[int, bool], ...]:
    """For each heading the level it gets (2 to 6) and whether its writer skipped one.

    A heading is one deeper than the nearest heading above it that is less deep, so the smallest level becomes h2 and
    no level is left out.
    """
    above: list[int] = []
    result: list[tuple[int, bool]] = []
    depths = tuple(written)
    previous = min(depths, default=1) - 1
    for depth in depths:
        while above and above[-1] >= depth:
            above.pop()
        above.append(depth)
        result.append((min(len(above) + 1, 6), depth > previous + 1))
        previous = depth
    return tuple(result)


def make_id(text: str, used: dict[str, int]) -> str:
    """The id of a heading: lower case, punctuation dropped, hyphens for spaces, letters of any script kept.

    The first free one of `x`, `x-1`, `x-2` …, or of `section-x` where the page uses `x` itself. `used` holds each id
    with the last number tried for it, and learns the new one.
    """
    slug = _DROPPED.sub("", text.lower()).strip().replace(" ", "-") or "section"
    if _TAKEN.match(slug):
        slug = f"section-{slug}"
    candidate = slug
    while candidate in used:
        used[slug] += 1
        candidate = f"{slug}-{used[slug]}"
    used[candidate] = 0
    return candidate
