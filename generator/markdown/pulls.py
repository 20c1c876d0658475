"""This is the pull quote: words of the text, set large beside it for eyes that look where to begin.

They are said once to whoever listens and to whoever searches, so the second time is hidden from both. What does not
stand in the text word for word is therefore no pull quote: it stays a quotation, which nothing hides.
"""

import re
from collections.abc import Mapping

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from generator.markdown.draft import Draft
from generator.markdown.filling import FOR_EYES
from generator.markdown.gist import Passage
from generator.markdown.glance import pieces_of
from generator.problems import Location

RULE = "pull-quote"
_MARK = re.compile(r"\[!(?P<name>[A-Za-z][A-Za-z-]{0,30})\]")
_NAME = "PULL"
_QUOTATION = 5
"""Tokens of a quotation that is one paragraph."""
_LEADING = frozenset({"link", "link_open", "image", "footnote_ref"})
"""What leads somewhere or says more than words."""
_WORD = re.compile(r"\w+")
"""Letters and figures: marks around words may be others in one place than in the other."""
_MOST, _LONGEST, _PARTS = 20, 400, 4
"""Pull quotes of an article, characters of one, and parts between `…`; each part is looked for in all of the text."""
_UNSAID = "the text does not say the words of this pull quote; this is a quotation"
_TOO_MUCH = f"a pull quote has at most {_LONGEST} characters in {_PARTS} parts, and an article {_MOST} of them"


def take_mark(draft: Draft, block: list[Token]) -> Location | None:
    """Where the mark of a pull quote stood, taken off the quotation; None where there is none, or not a whole one."""
    inline = next((token for token in block[2:3] if token.type == "inline"), None)
    found = _MARK.fullmatch(inline.content.partition("\n")[0].rstrip()) if inline else None
    if inline is None or found is None:
        return None
    draft.enter(inline)
    place = draft.place(found.group())
    if found["name"].upper() != _NAME:
        message = f"{found.group()} is shown as it stands: quotations have no mark of this name"
        draft.report(place, RULE, message, f"[!{_NAME}] makes a pull quote of words that the text says too.")
        return None
    _take_off(block, inline)
    if not _is_plain(block):
        message = "a pull quote is one paragraph of words, without links, pictures and notes; this is a quotation"
        draft.report(place, RULE, message, f"Write one paragraph below [!{_NAME}], and its links in the text alone.")
        return None
    return place


def _take_off(block: list[Token], inline: Token) -> None:
    """Remove the line of the mark; the paragraph with it where that is all there is in it."""
    children = inline.children or []
    breaks = [index for index, child in enumerate(children) if child.type in {"softbreak", "hardbreak"}]
    if not breaks:
        del block[1:4]
        return
    inline.children = children[breaks[0] + 1 :]
    if inline.map:
        inline.map = [inline.map[0] + 1, inline.map[1]]


def _is_plain(block: list[Token]) -> bool:
    if len(block) != _QUOTATION or block[2].type != "inline":
        return False
    kinds = {child.type for child in block[2].children or []} | {piece.lastgroup for piece in pieces_of(block[2])}
    return _LEADING.isdisjoint(kinds)


def settle(draft: Draft, marked: Mapping[int, Location], chunks: list[str], passages: list[Passage]) -> None:
    """Make a pull quote of each marked chunk whose words the other passages say; report the others."""
    said = _fold(" ".join(passage.text for index, passage in enumerate(passages) if index not in marked))
    for number, (index, place) in enumerate(marked.items()):
        words = passages[index].text
        parts = words.split("…", _PARTS)
        if number >= _MOST or len(words) > _LONGEST or len(parts) > _PARTS:
            draft.report(place, RULE, f"{_TOO_MUCH}; this is a quotation", "Choose the words that matter most.")
        elif all(_fold(part) in said for part in parts) and _WORD.search(words):
            chunks[index] = f"{FOR_EYES}<p>{escapeHtml(words)}</p></aside>\n"
            passages[index] = Passage(line=passages[index].line, kind="other", words=0, written="")
        else:
            hint = "Repeat words of the text exactly; … may stand for some that are left out."
            draft.report(place, RULE, _UNSAID, hint)


def _fold(words: str) -> str:
    """The words with a space around each; a single space, which every text has, where there are none."""
    return f" {' '.join(_WORD.findall(words.casefold()))} ".replace("  ", " ")
