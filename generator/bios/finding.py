"""This is how bios are found at the end of a body (cases/authors.md, rule 7), and taken out without losing a word."""

import re
from collections.abc import Collection, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.bios.prose import STUB_WORDS, holds_saying, is_of_this_article, words_of
from generator.bios.subjects import (
    HEAD,
    Signature,
    Subject,
    introduces,
    is_somebody,
    names_author,
    subject_of,
)
from generator.bios.text import plain_text
from generator.bylines import fold, parse_name
from generator.bylines.words import TITLES
from generator.markdown.gist import HEADINGS
from generator.model import Block

LAST_BLOCKS = 6
"""Blocks from the end in which a bio may stand without a heading."""
LONGEST_BIO = 140
"""Words above which a text is no bio."""

_MARKER = re.compile(
    rf"(?:(?:{'|'.join(HEADINGS)})(?=\s*(?:[:.–—]|$)|\s+-)|{HEADINGS[0]}\b|{HEADINGS[1]}\b)"
    r"\s*[:.–—-]?(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""A heading alone or before a colon; "Written by" and "About the author" may run on into the bio without one."""
_SENTENCE = re.compile(r"[.!?][”\"’)]*\s+|\s+and\s+")
_PRONOUN = re.compile(r"(?:He|She|They|His|Her|Their|Prior to|Previously|Before|In addition)\b")
_MARKUP = re.compile(r"[<\[*_{&]")
_QUICK = str.maketrans("", "", "'`.")
"""What folding takes out of an ASCII word."""
_SHORT = 60
"""Characters of a line that only announces a bio."""


class Printed(Struct, frozen=True, kw_only=True):
    """One bio under one article: whose, its text, and the line where it stands."""

    label: str
    text: str
    line: int


class Found(Struct, frozen=True, kw_only=True):
    """What a body's end holds: bios of its authors, the blocks they fill, and who else has a bio there."""

    bios: tuple[Printed, ...] = ()
    cut: tuple[int, ...] = ()
    strangers: tuple[tuple[str, int], ...] = ()


_NOTHING = Found()


class _State(Struct, frozen=True, kw_only=True):
    """What the walk over the blocks has seen so far."""

    found: Found = _NOTHING
    is_marked: bool = False
    pending: tuple[tuple[int, str], ...] = ()
    """Lines that only announce a bio, and whose by the name they hold: to be cut when that bio follows."""
    last: str = ""
    """The author whose bio the block before this one held."""


def find_bios(closing: Sequence[Block], authors: Sequence[Signature]) -> Found:
    """The bios of these authors among the last blocks of their article."""
    if not authors or not any(_may_matter(block.text) for block in closing):
        return _NOTHING
    state = _State()
    last = len(closing)
    for number, block in enumerate(closing, start=1):
        state = _step(state, _without_markup(block), authors, distance=last - number)
    return state.found


def telling(closing: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks in which a bio can stand, whoever wrote the article; `find_bios` finds the same among them.

    Before a marker only the last block can be an institution's, and others only when they begin as a bio does. What
    stands between keeps its place without its text: most of an article's end need not be remembered.
    """
    kept: list[Block] = []
    is_marked = False
    for number, block in enumerate(closing, start=1):
        text = _without_markup(block).text
        is_marked = is_marked or bool(_MARKER.match(text))
        if is_marked or number == len(closing) or subject_of(text).is_biographic:
            kept.append(block)
        elif kept:
            kept.append(replace(block, text=""))
    return tuple(kept)


def _without_markup(block: Block) -> Block:
    """The block as a reader sees it; most hold no markup, and are not copied."""
    return replace(block, text=plain_text(block.text)) if _MARKUP.search(block.text) else block


def _may_matter(text: str) -> bool:
    """A quick look, so that most articles cost nothing: a heading, or a name and what it is."""
    return len(text) <= _SHORT or (not text[:1].islower() and len(text) <= LONGEST_BIO * 12)


def _step(state: _State, block: Block, authors: Sequence[Signature], *, distance: int) -> _State:
    marker = _MARKER.match(block.text)
    text = marker["rest"].strip(" :.–—-\n") if marker else block.text
    is_marked = state.is_marked or bool(marker)
    if not is_marked and distance >= LAST_BLOCKS:
        return state
    named = _named(text, authors) if is_marked else ""
    if named or (marker and not text):
        return replace(state, is_marked=True, pending=(*state.pending, (block.index, named)), last="")
    bios = _bios_of(text, block.line, authors, is_marked=is_marked)
    bios = bios or _house_bios(text, block.line, authors, is_marked=is_marked, distance=distance)
    if bios:
        owners = {"", *(bio.label for bio in bios)}
        announced = [index for index, label in state.pending if label in owners]
        cut = (*state.found.cut, *announced, block.index)
        found = replace(state.found, bios=(*state.found.bios, *bios), cut=cut)
        return _State(found=found, is_marked=is_marked, last=bios[-1].label if len(bios) == 1 else "")
    if state.last and state.is_marked and _goes_on(text):
        return _continued(state, block)
    strangers = _strangers(text, block.line, is_marked=is_marked, distance=distance)
    pending = state.pending if marker else ()
    if not strangers and not state.last and pending == state.pending:
        return state
    found = replace(state.found, strangers=(*state.found.strangers, *strangers))
    return replace(state, found=found, last="", pending=pending)


def _named(text: str, authors: Sequence[Signature]) -> str:
    """The author whose name a line is, and no more."""
    if len(text) > _SHORT:
        return ""
    line = fold(text)
    return next((author.label for author in authors for name in author.names if line == fold(name.upright)), "")


def _goes_on(text: str) -> bool:
    """Whether a paragraph below a marked bio is its second one."""
    return (
        bool(_PRONOUN.match(text)) and "?" not in text and not holds_saying(text) and len(words_of(text)) <= LONGEST_BIO
    )


def _continued(state: _State, block: Block) -> _State:
    *before, last = state.found.bios
    longer = replace(last, text=f"{last.text} {block.text}")
    found = replace(state.found, bios=(*before, longer), cut=(*state.found.cut, block.index))
    return replace(state, found=found)


def _bios_of(text: str, line: int, authors: Sequence[Signature], *, is_marked: bool) -> list[Printed]:
    """The bios in one block, each with its author; none unless the block begins with an author and reads as a bio."""
    near = [author for author in _mentioned(text[:HEAD], authors) if not author.houses]
    owners = _owners(text, near, is_marked=is_marked) if near and _is_plausible(text) else []
    if not owners or holds_saying(text):
        return []
    texts: dict[str, list[str]] = {}
    for part, labels in _segments(text, owners, [author for author in authors if not author.houses]):
        for label in labels:
            texts.setdefault(label, []).append(part)
    return [Printed(label=label, text=" ".join(parts), line=line) for label, parts in texts.items()]


def _segments(text: str, owners: list[str], authors: Sequence[Signature]) -> list[tuple[str, list[str]]]:
    """The parts of a block, each with those it is about; no word is in none of them.

    A new author begins a part at the start of a sentence. "A is the editor and B is the chief" stays whole for A, and
    B's clause alone is B's; in "A and B are editors" the sentence is both's.
    """
    starts: list[tuple[int, list[str]]] = [(0, owners)]
    clauses: list[tuple[int, list[str]]] = []
    for match in _SENTENCE.finditer(text):
        if _is_abbreviation(text, match.start()):
            continue
        rest = text[match.end() :]
        more = _owners(rest, authors, is_marked=False)
        if match[0].strip() != "and":
            starts += [(match.end(), more)] if more else []
        elif new := [label for label in more if label not in starts[-1][1]]:
            if subject_of(rest).is_singular:
                clauses.append((match.end(), new))
            else:
                starts[-1][1].extend(new)
    ends = [start for start, _ in starts[1:]] + [len(text)]
    found = [(text[start:end].strip(), labels) for (start, labels), end in zip(starts, ends, strict=True)]
    return found + [(text[start : min(end for end in ends if end > start)].strip(), new) for start, new in clauses]


def _house_bios(text: str, line: int, authors: Sequence[Signature], *, is_marked: bool, distance: int) -> list[Printed]:
    """What an institution of the byline says of itself, below a marker or in the last block; elsewhere that is news."""
    houses = [author for author in authors if author.houses]
    if not houses or (distance and not is_marked) or not _is_plausible(text) or holds_saying(text):
        return []
    return [
        Printed(label=author.label, text=text, line=line)
        for author in houses
        if introduces(text, author, freely=is_marked)
    ]


def _mentioned(text: str, authors: Sequence[Signature]) -> list[Signature]:
    """The authors of whom a word stands in a text: a quick look that spares most blocks the reading."""
    folded = text.lower().translate(_QUICK) if text.isascii() else fold(text)
    return [author for author in authors if any(part in folded for part in author.parts)]


def _is_plausible(text: str) -> bool:
    if len(text) < STUB_WORDS * 3 or "?" in text or text.endswith(":"):
        return False
    return STUB_WORDS <= len(words_of(text)) <= LONGEST_BIO and not is_of_this_article(text)


def _is_abbreviation(text: str, end: int) -> bool:
    """Whether the dot at `end` closes a title or an initial rather than a sentence."""
    word = text[:end].rsplit(" ", 1)[-1]
    return text[end] == "." and (len(word) == 1 or fold(word) in TITLES)


def _owners(sentence: str, authors: Sequence[Signature], *, is_marked: bool) -> list[str]:
    subject = subject_of(sentence)
    if not subject.is_biographic:
        return []
    return [author.label for author in authors if _is_named(subject, author, is_marked=is_marked)]


def _is_named(subject: Subject, author: Signature, *, is_marked: bool) -> bool:
    return any(names_author(run, author, partly=is_marked) for run in subject.runs)


def _strangers(text: str, line: int, *, is_marked: bool, distance: int) -> tuple[tuple[str, int], ...]:
    """Who else has a bio here: the last block of a body, or any below a marker, that reads as one."""
    if distance and not is_marked:
        return ()
    subject = subject_of(text)  # first, since it answers no for most texts at once
    if not subject.is_present or not is_somebody(subject.runs[0]):
        return ()
    return () if not _is_plausible(text) or holds_saying(text) else ((subject.runs[0], line),)


def mismatch(text: str, authors: Collection[Signature]) -> str:
    """The name that a printed bio begins with when it is nobody's in `authors`; "" when it fits or names nobody."""
    subject = subject_of(text)
    if not subject.is_biographic or not is_somebody(subject.runs[0]):
        return ""
    given = parse_name(subject.runs[0]).given[:1]
    if any(names_author(subject.runs[0], author, partly=True) for author in authors):
        return ""
    return "" if any(given == name.given[:1] for author in authors for name in author.names) else subject.runs[0]
