"""This is the short way through a body: what is plain is read at a glance, and says what the long way says.

Most paragraphs are one line that begins with a letter, and hold words, links and emphasis with nothing else in them.
markdown-it tries a dozen rules at each line and at each mark, and makes a token of every bit, where one look is
enough; whatever one look does not make out is left to it.
"""

import re
from typing import Final

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock, heading
from markdown_it.token import Token

PIECES: Final = "pieces"
"""Under this name a token's `meta` holds them."""
_BEGINNINGS = frozenset("`~>*-+_[0123456789")
"""What a block of one line begins with that is neither a paragraph nor a heading."""

_PLAIN = r"[^\\`*_\[\]!<&~^\n]"
_ALONE = r"[!^](?!\[)|&(?!#?\w{1,40};)|<(?![^\s<>:@]*+[:@])"
"""What begins a picture, a note, an entity or the address of a link only before others."""
_TEXT = rf"(?P<text>(?:{_PLAIN}++|{_ALONE})++)"
_LINK = rf"(?P<link>\[(?P<words>{_PLAIN}++)\]\((?P<address>[^\s()<>\\&\x00-\x1f\x7f]++)\))"
# Between a space and a letter a mark can only open, and the other way round only close (CommonMark 0.31.2, 6.2).
_OPENING = r"(?<![^ \n(])(?P<mark>\*\*?|__?)(?=[^\W_])"
_CLOSING = r"(?:(?<=[^\W_])(?P=mark)(?=[.,;:!?)])|(?<!\s)(?P=mark)(?![^ \n]))"
_EMPHASIS = rf"(?P<emphasis>{_OPENING}(?P<stressed>{_PLAIN}++){_CLOSING})"
_SOFTBREAK = r"(?P<softbreak>(?<! )\n(?![ \t]))"
_PIECE = re.compile(f"{_TEXT}|{_LINK}|{_EMPHASIS}|{_SOFTBREAK}")


def lone_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A rule of blocks: a paragraph or a heading of one line, with an empty line below."""
    position, below = state.bMarks[start] + state.tShift[start], start + 1
    if state.src[position] in _BEGINNINGS or state.is_code_block(start):
        return False
    if below < state.lineMax and not state.isEmpty(below):
        return False
    if state.src[position] == "#":
        return heading(state, start, end, silent)
    lines, level, text = [start, below], state.level, mdTrim(state.src[position : state.eMarks[start]])
    state.tokens += (
        Token("paragraph_open", "p", 1, map=lines, level=level, block=True),
        Token("inline", "", 0, map=lines, level=level + 1, children=[], content=text, block=True),
        Token("paragraph_close", "p", -1, level=level, block=True),
    )
    state.line = below
    return True


def find_pieces(text: str) -> tuple[re.Match[str], ...] | None:
    """The pieces of inline text; None where it holds more than words, plain links, plain emphasis and line breaks."""
    pieces = tuple(_PIECE.finditer(text))
    end = 0
    for piece in pieces:
        if piece.start() != end:
            return None
        end = piece.end()
    return pieces if end == len(text) else None


def pieces_of(inline: Token) -> tuple[re.Match[str], ...]:
    """The pieces of an inline token that was read at a glance; of any other, none."""
    pieces: tuple[re.Match[str], ...] = inline.meta.get(PIECES, ())
    return pieces


def behind(piece: re.Match[str]) -> str:
    """The character that a reader sees behind a piece; "" at the end of the text."""
    return piece.string[piece.end() : piece.end() + 3].lstrip("[*_")[:1]
