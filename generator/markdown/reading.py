"""This is how a body is read: its text becomes one HTML chunk for each block, the facts about it, and its problems."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from markdown_it.token import Token
from markdown_it.utils import EnvType

from generator.markdown.blocks import lone_picture, write_blocks
from generator.markdown.draft import Draft
from generator.markdown.gist import Passage, gather
from generator.markdown.headings import levels
from generator.markdown.notes import part, write_notes
from generator.markdown.pulls import settle, take_mark
from generator.markdown.syntax import DEEPEST, depth_exceeded, make_news_parser
from generator.model import Body, Facts
from generator.problems import Location, Problem, nearest

_PARSER: Final = make_news_parser()
_HINTS, _LONGEST_HINT = 20, 100
"""How many broken anchors of a page get a hint, and how many characters an id may have to be one."""
_LISTED, _LISTED_LENGTH = 4, 40
"""How many ids a hint names, and how long they may be."""
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that no HTML may hold, among them those that `filling` needs for itself."""
_FIT = bytes([*b"\t\n\r", *range(0x20, 0x7F)])


def parse(text: str, *, path: str, first_line: int) -> tuple[Body, Facts, tuple[Problem, ...]]:
    """A body, its facts and its problems; `first_line` is the line of the file where the text begins.

    Two laws hold: every word of the text that a reader may see is in the HTML, and the HTML holds no script, no event
    handler and no scheme but https, http, mailto and tel. A text that is nested too deep gives an error and no body.
    """
    env: EnvType = {}
    source = _fit(text)
    tokens = _PARSER.parse(source, env)
    deep = depth_exceeded(tokens)
    if deep >= 0 or "too_deep" in env:
        return Body(), Facts(), (_too_deep(Location(path=path, line=first_line + max(deep, 0))),)
    draft = Draft(path=path, first_line=first_line, source=source)
    flow, notes = part(tokens, env)
    for block_tokens in (flow, *notes.each()):
        _set_levels(draft, block_tokens)
    chunks, passages = _write_flow(draft, flow)
    write_notes(draft, notes)
    words = sum(passage.words for passage in passages) + len("".join(draft.text).split())
    chunks += ["".join(draft.html)] if draft.html else []
    _check_fragments(draft)
    draft.problems.extend(kind.problem() for kind in draft.foreign.values())
    opening, closing = gather(passages)
    facts = Facts(words=words, opening=opening, anchors=tuple(draft.ids), links=tuple(draft.links), closing=closing)
    return Body(chunks=tuple(chunks)), facts, tuple(draft.problems)


def plain_text(text: str) -> str:
    """What a reader sees of a small Markdown text: one line, no markup, entities decoded; no judgment of it."""
    env: EnvType = {}
    source = _fit(text)
    draft = Draft(path="", first_line=1, source=source)
    flow, notes = part(_PARSER.parse(source, env), env)
    write_blocks(draft, flow)
    write_notes(draft, notes)
    return " ".join("".join(draft.text).split())


def _fit(text: str) -> str:
    """The text, each character that no HTML may hold replaced; most hold none, and bytes tell so soonest."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _FIT)
    return _UNFIT.sub("\ufffd", text) if rest and _UNFIT.search(rest.decode("utf-8", "surrogatepass")) else text


def _too_deep(location: Location) -> Problem:
    return Problem(
        location=location,
        rule="too-deep",
        message=f"lists, quotes, notes or pictures lie more than {DEEPEST} deep in one another here",
        hint="Begin a new list or paragraph; a line that should begin with many > or * needs a backslash before them.",
    )


def _set_levels(draft: Draft, tokens: Sequence[Token]) -> None:
    """Give each heading the tag of its level in the page; see `headings.levels`."""
    headings = [token for token in tokens if token.type == "heading_open"]
    if not headings:
        return
    written = [int(token.tag[1]) for token in headings]
    for index, (token, (level, is_skip)) in enumerate(zip(headings, levels(written), strict=True)):
        if is_skip:
            place = Location(path=draft.path, line=draft.first_line + (token.map[0] if token.map else 0))
            draft.report(place, "skipped-heading", *_skipped(written, index))
        token.tag = f"h{level}"


def _skipped(written: Sequence[int], index: int) -> tuple[str, str]:
    """What is wrong with the level of a heading, and what to write."""
    level = _level(written[index])
    if index == 0:
        message = f"the first heading is of {level}, and a later one of {_level(min(written))}"
        return message, "Give headings of one rank the same number of #; the highest have ##."
    above = written[index - 1]
    message = f"this heading is of {level}, and the one above it of {_level(above)}"
    return message, f"Begin it with {'#' * (above + 1)}: a heading has at most one # more than the one above it."


def _level(number: int) -> str:
    return f"level {number} ({'#' * number})"


def _write_flow(draft: Draft, flow: list[Token]) -> tuple[list[str], list[Passage]]:
    """Write everything but the notes: a chunk of HTML and a passage of text for each top-level block."""
    chunks: list[str] = []
    passages: list[Passage] = []
    marked: dict[int, Location] = {}
    start = 0
    for index, token in enumerate(flow):
        if token.level or token.nesting > 0:
            continue
        block = flow[start : index + 1]
        if token.type == "blockquote_close" and (place := take_mark(draft, block)):
            marked[len(chunks)] = place
        write_blocks(draft, block)
        chunks.append("".join(draft.html))
        passages.append(_passage(draft, block))
        draft.html.clear()
        draft.text.clear()
        start = index + 1
    if marked:
        settle(draft, marked, chunks, passages)
    return chunks, passages


def _passage(draft: Draft, block: Sequence[Token]) -> Passage:
    first = block[0]
    text = "".join(draft.text)
    is_prose = first.type == "paragraph_open" and not lone_picture(block[1])
    return Passage(
        line=draft.first_line + (first.map[0] if first.map else 0),
        kind="prose" if is_prose else "quote" if first.type == "blockquote_open" else "other",
        words=len(text.split()),
        written=text,
    )


def _check_fragments(draft: Draft) -> None:
    broken = [
        (fragment, location)
        for fragment, location in draft.within
        if fragment and fragment != "top" and fragment not in draft.ids
    ]
    there = _listed(draft.ids)
    for index, (fragment, location) in enumerate(broken):
        meant = _nearest_id(fragment, draft.ids) if index < _HINTS else ""
        draft.report(
            location,
            "broken-anchor",
            f"nothing on this page is called {fragment[:80]!r}",
            f"Did you mean #{meant}?"
            if meant
            else f"Write # and a heading of this text in lower case, with hyphens for its spaces{there}.",
        )


def _listed(ids: Iterable[str]) -> str:
    """The first ids of headings, for a hint."""
    short = [f"#{name}" for name in islice(ids, _HINTS) if len(name) <= _LISTED_LENGTH and not name.startswith("foot")]
    return f": {', '.join(short[:_LISTED])}" if short else ""


def _nearest_id(fragment: str, ids: Iterable[str]) -> str:
    """The id that was probably meant, or ""; only short ones are compared, and not too many."""
    short = [candidate for candidate in islice(ids, 10 * _HINTS) if len(candidate) <= _LONGEST_HINT]
    return nearest(fragment, short) if len(fragment) <= _LONGEST_HINT else ""
