"""This is how one author's bios become wordings with dates, and how one of them is chosen to be shown."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from msgspec import Struct
from rapidfuzz.distance import LCSseq, Levenshtein

from generator.bios.prose import says_nothing, speaks_of_an_article, words_of
from generator.bios.text import normal_form, plain_text
from generator.model import Moment, Wording


class Print(Struct, frozen=True, kw_only=True):
    """A bio as it stands in one place: under an article (with its date) or in a record (without)."""

    text: str
    source: str
    """The path of the article or the record."""
    moment: Moment | None = None
    is_doubtful: bool = False
    """Whether it names somebody else, so that it is shown only when nothing better is known."""


class Change(StrEnum):
    """How two wordings of one bio differ."""

    NONE = "the same"
    EDITS = "small edits"
    VARIANT = "a variant"
    REWRITE = "another text"


_FEW_EDITS = 0.9
"""Share of words that stay, in order, from which a wording is the earlier one with small edits."""
_SOME_EDITS = 0.5


def change_between(one: str, other: str) -> Change:
    """How far two wordings are apart, by the words that they keep in order; one that is part of the other varies it."""
    mine, yours = normal_form(one).split(), normal_form(other).split()
    if mine == yours:
        return Change.NONE
    kept = Levenshtein.normalized_similarity(mine, yours)
    if kept >= _FEW_EDITS:
        return Change.EDITS
    common = LCSseq.similarity(mine, yours)
    is_part = common >= _FEW_EDITS * min(len(mine), len(yours))
    return Change.VARIANT if is_part or kept >= _SOME_EDITS else Change.REWRITE


def gather(prints: Iterable[Print]) -> tuple[Wording, ...]:
    """One wording for each normal form, with its first and last date and its articles; newest first.

    The spelling shown is that of the newest printing (of one day: the longest), a record's own before all.
    """
    groups: dict[str, list[Print]] = {}
    for printed in prints:
        form = normal_form(printed.text)
        if form:
            groups.setdefault(form, []).append(printed)
    return tuple(sorted((_wording(group) for group in groups.values()), key=_age))


def choose(wordings: Sequence[Wording], *, record: str = "", doubtful: frozenset[str] = frozenset()) -> Wording | None:
    """The wording to show: the record's own; else the newest that is no stub, the fuller of one day.

    One that goes on about its article ("This post first appeared on …") is shown only when there is no other.
    `record` is the text of the record's body, `doubtful` the normal forms that name somebody else.
    """
    own = normal_form(record)
    for wording in wordings:
        if own and normal_form(wording.text) == own and not says_nothing(wording.text):
            return wording
    real = [wording for wording in wordings if not says_nothing(wording.text)]
    trusted = [wording for wording in real if normal_form(wording.text) not in doubtful] or real
    return next(
        (wording for wording in trusted if not speaks_of_an_article(wording.text)), trusted[0] if trusted else None
    )


def _wording(group: Sequence[Print]) -> Wording:
    dated = sorted((printed.moment, printed.source) for printed in group if printed.moment)
    shown = max(group, key=_spelling)
    return Wording(
        text=plain_text(shown.text),
        first=dated[0][0] if dated else None,
        last=dated[-1][0] if dated else None,
        articles=tuple(sorted({source for _, source in dated})),
        source=shown.source,
    )


def _spelling(printed: Print) -> tuple[bool, str, int, str, str]:
    day = printed.moment.day.isoformat() if printed.moment else ""
    text = plain_text(printed.text)
    return printed.moment is None, day, len(text), text, printed.source


def _age(wording: Wording) -> tuple[int, int, str]:
    """Newest first; of one day the fuller; then by text. A wording without a date is a record's, and stands first."""
    day = wording.last.day.toordinal() if wording.last else 10_000_000
    return -day, -len(words_of(wording.text)), wording.text
