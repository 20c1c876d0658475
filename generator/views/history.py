"""This is the history of a bio: the earlier wordings of an author, without the sentences that stand above them."""

import re
from collections.abc import Sequence

from generator.bylines import fold
from generator.model import Wording
from generator.views.records import WordingView

_END = re.compile(r"(?<=[^\W\d_A-Z]{2}[.!?])\s+|(?<=[.!?][”\"’)])\s+")
"""Where a sentence ends: not behind an initial or "U.S."."""
_FEWEST = 3
"""Words of a sentence that is worth leaving out."""


def history(wordings: Sequence[Wording], shown: str) -> tuple[WordingView, ...]:
    """The wordings other than `shown`, newest first; a sentence that stands above is "…", so that none is read twice.

    A wording that says nothing new is left out; `authors --format json` has them all, whole.
    """
    said = {fold(sentence) for sentence in _END.split(shown)}
    views = []
    for wording in wordings:
        text = "" if wording.text == shown else _unsaid(wording.text, said)
        if text:
            views.append(WordingView(text=text, years=_years(wording)))
            said |= {fold(sentence) for sentence in _END.split(wording.text)}
    return tuple(views)


def _unsaid(text: str, said: set[str]) -> str:
    parts: list[str] = []
    for sentence in _END.split(text):
        if fold(sentence) not in said or len(sentence.split()) < _FEWEST:
            parts.append(sentence)
        elif parts[-1:] != ["…"]:
            parts.append("…")
    return "" if parts == ["…"] else " ".join(parts)


def _years(wording: Wording) -> str:
    first = str(wording.first.day.year) if wording.first else ""
    last = str(wording.last.day.year) if wording.last else ""
    return first if first == last else f"{first}–{last}"
