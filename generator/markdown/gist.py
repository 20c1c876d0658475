"""This is what the rest of the archive learns of a body: how it opens, and the blocks at its end where bios are."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.model import Block

OPENING_LENGTH = 300
"""Characters of an opening, where a body has as many."""

_LAST_BLOCKS = 6
HEADINGS = (
    r"(?:this (?:article|story|post) was )?written (?:and edited )?by",
    r"about (?:the )?(?:authors?|writers?|contributors?)",
    r"(?:meet )?the (?:authors?|writers?|contributors?)",
    r"guest authors?",
    r"(?:expert )?bio(?:graph(?:y|ies)|s)?",
    r"authors?['’]?s? bio(?:graph(?:y|ies)|s)?",
)
"""What stands alone above the bios at the end of a body, as patterns; the one list, which `bios` reads too."""
_SIGN_OFF = re.compile(rf"(?:{'|'.join(HEADINGS)})\s*:?\s*\Z", re.IGNORECASE)


class Passage(NamedTuple):
    """One top-level block as text. A tuple, since a body has many of them and they are short-lived."""

    line: int
    kind: str
    """"prose", "quote" or "other"."""
    words: int
    written: str
    """What a reader sees, with the line breaks of the source."""

    @property
    def text(self) -> str:
        """The same in one line."""
        return " ".join(self.written.split())

    @property
    def first_line(self) -> str:
        """The first line that is not blank."""
        return self.written.strip().partition("\n")[0].rstrip()


def gather(passages: Sequence[Passage]) -> tuple[str, tuple[Block, ...]]:
    """(opening, closing). The opening is prose; a body without any opens with its quotes.

    The closing is the last six blocks, or all from a line such as "Written By" on, that line included.
    """
    opening = _opening(passages, "prose") or _opening(passages, "quote")
    start = max(len(passages) - _LAST_BLOCKS, 0)
    for index in range(start):
        if _SIGN_OFF.match(passages[index].first_line):
            start = index
            break
    return opening, tuple(
        Block(index=index, line=passages[index].line, text=passages[index].text)
        for index in range(start, len(passages))
    )


def _opening(passages: Sequence[Passage], kind: str) -> str:
    texts: list[str] = []
    length = 0
    for passage in passages:
        if passage.kind == kind and passage.words:
            texts.append(passage.text)
            length += len(texts[-1]) + 1
            if length > OPENING_LENGTH:
                break
    return " ".join(texts)
