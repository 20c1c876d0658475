"""This is the short way through a body: what is plain is read at a glance, with the tokens of the long way.

Most paragraphs are one line that begins with a letter, and hold words, links and emphasis with nothing else in them.
markdown-it tries a dozen rules at each line and at each mark, where one look is enough; whatever one look does not
make out is left to it.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from markdown_it.rules_block import StateBlock, paragraph
from markdown_it.token import Token

_BEGINNINGS = frozenset("`~>*-+_#[0123456789")
"""What a block of one line begins with that is no paragraph."""

_PLAIN = r"[^\\`*_\[\]!<&~^\n]"
_TEXT = rf"(?P<text>(?:{_PLAIN}++|[!^](?!\[)|&(?!#?\w{{1,40}};))++)"
_LINK = rf"(?P<link>\[(?P<words>{_PLAIN}++)\]\((?P<address>[^\s()<>\\&\x00-\x1f\x7f]++)\))"
# Between a space and a letter a mark can only open, and the other way round only close (CommonMark 0.31.2, 6.2).
_OPENING = r"(?<![^ \n(])(?P<mark>\*\*?|__?)(?=[^\W_])"
_CLOSING = r"(?:(?<=[^\W_])(?P=mark)(?=[.,;:!?)])|(?<!\s)(?P=mark)(?![^ \n]))"
_EMPHASIS = rf"(?P<emphasis>{_OPENING}(?P<stressed>{_PLAIN}++){_CLOSING})"
_SOFTBREAK = r"(?P<softbreak>(?<! )\n(?![ \t]))"
_PIECE = re.compile(f"{_TEXT}|{_LINK}|{_EMPHASIS}|{_SOFTBREAK}")


def lone_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A rule of blocks: a paragraph of one line."""
    if state.src[state.bMarks[start] + state.tShift[start]] in _BEGINNINGS or state.is_code_block(start):
        return False
    return (start + 1 >= state.lineMax or state.isEmpty(start + 1)) and paragraph(state, start, end, silent)


def read_text(text: str) -> list[Token] | None:
    """The tokens of inline text; None where it holds more than words, plain links, plain emphasis and line breaks."""
    tokens: list[Token] = []
    end = 0
    for piece in _PIECE.finditer(text):
        if piece.start() != end:
            return None
        end = piece.end()
        tokens += _MAKERS[piece.lastgroup](piece)
    return tokens if end == len(text) else None


def _text(piece: re.Match[str]) -> tuple[Token, ...]:
    return (Token("text", "", 0, content=piece[0]),)


def _link(piece: re.Match[str]) -> tuple[Token, ...]:
    return (
        Token("link_open", "a", 1, {"href": piece["address"]}),
        Token("text", "", 0, level=1, content=piece["words"]),
        Token("link_close", "a", -1),
    )


def _emphasis(piece: re.Match[str]) -> tuple[Token, ...]:
    mark = piece["mark"]
    tag = "em" if len(mark) == 1 else "strong"
    return (
        Token(f"{tag}_open", tag, 1, markup=mark),
        Token("text", "", 0, level=1, content=piece["stressed"]),
        Token(f"{tag}_close", tag, -1, markup=mark),
    )


def _softbreak(_piece: re.Match[str]) -> tuple[Token, ...]:
    return (Token("softbreak", "br", 0),)


_MAKERS: Final[Mapping[str | None, Callable[[re.Match[str]], tuple[Token, ...]]]] = {
    "text": _text,
    "link": _link,
    "emphasis": _emphasis,
    "softbreak": _softbreak,
}
