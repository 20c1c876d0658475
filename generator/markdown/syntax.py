"""This is the Markdown we read: CommonMark with tables, strikethrough and footnotes, and no raw HTML.

The parser turns text into flat tokens and judges no link: what a destination may be is decided where it is written.
"""

import re
from collections.abc import Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_block.table import escapedSplit, getLine
from markdown_it.rules_core import StateCore, normalize
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from generator.markdown import glance

DEEPEST: Final = 12
"""How deep lists, quotes and notes may lie in one another, and pictures in the alt texts of pictures."""

_MAX_NESTING: Final = 3 * DEEPEST + 4
"""Levels of tokens that markdown-it follows: it drops in silence what lies deeper, so it must exceed 12 lists (24)."""

_OPENING = frozenset({"bullet_list_open", "ordered_list_open", "blockquote_open", "footnote_reference_open"})
_CLOSING = frozenset({"bullet_list_close", "ordered_list_close", "blockquote_close", "footnote_reference_close"})


_REFERENCE = re.compile(r"\[\^[^\s\[\]]{1,200}\]")
"""The reference of a footnote, with a label of at most 200 characters."""


_MARK = re.compile(r"[\\`*_\[\]!<&~^\n]")
"""What any rule of inline text begins or ends with."""


class _BoundedInline(ParserInline):
    """A parser of inline text that reads a picture in an alt text, or a note in a note, 12 deep and no deeper.

    markdown-it starts afresh for each of these, without a limit, and would end in a RecursionError.
    """

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """The tokens of an inline text; below the limit, the text as it stands."""
        depth: int = env.get("depth", 0)
        if depth > DEEPEST and _MARK.search(src):
            env["too_deep"] = True
            tokens.append(Token("text", "", 0, content=src))
            return tokens
        env["depth"] = depth + 1
        result = super().parse(src, md, env, tokens)
        env["depth"] = depth
        return result


class _LinksAsWritten(MarkdownIt):
    """markdown-it without its own judgment of links; `destinations` judges them and escapes what it prints."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 -- markdown-it calls it so
        """Every link is one."""
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 -- as above
        """The destination as it was written."""
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 -- as above
        """The address as it was written."""
        return link


def make_parser(*, html: bool = False) -> MarkdownIt:
    """CommonMark 0.31.2 exactly, with markdown-it's own handling of links; `html` passes raw HTML through."""
    return MarkdownIt("commonmark", {"html": html, "maxNesting": _MAX_NESTING})


def make_news_parser() -> MarkdownIt:
    """The parser of bodies: links as they were written, all of them; escapes and entities apart from other text."""
    parser = _LinksAsWritten("commonmark", {"html": False, "maxNesting": _MAX_NESTING})
    parser.inline = _BoundedInline()
    parser.enable(["table", "strikethrough"])
    parser.disable(["linkify", "html_block", "html_inline", "text_join"])
    parser.use(footnote_plugin, move_to_end=False)
    parser.core.ruler.at("normalize", _unify_line_ends)
    parser.core.ruler.at("inline", _read_inline)
    parser.inline.terminator_re = _MARK
    parser.inline.ruler.at("footnote_ref", _short_reference)
    parser.block.ruler.before("table", "lone_line", glance.lone_line)
    parser.block.ruler.at("table", _whole_table, {"alt": ["paragraph", "reference"]})
    return parser


def depth_exceeded(tokens: Sequence[Token]) -> int:
    """The line, from 0, where something lies deeper than allowed, or -1."""
    depth = line = 0
    for token in tokens:
        if token.type in _OPENING:
            depth += 1
            line = token.map[0] if token.map else line
            if depth > DEEPEST:
                return line
        elif token.type in _CLOSING:
            depth -= 1
    return -1


def _unify_line_ends(state: StateCore) -> None:
    """markdown-it's first look at all of a text, which is needed only where line ends are not uniform; NUL is gone."""
    if "\r" in state.src:
        normalize(state)


def _read_inline(state: StateCore) -> None:
    """Read what stands in paragraphs: into `children`, as markdown-it does, or into pieces where these say all."""
    for token in state.tokens:
        if token.type == "inline":
            pieces = glance.find_pieces(token.content)
            if pieces is None:
                token.children = state.md.inline.parse(token.content, state.md, state.env, [])
            else:
                token.meta[glance.PIECES] = pieces


def _short_reference(state: StateInline, silent: bool) -> bool:
    """The plugin's reference of a footnote, asked only where one may stand: it looks for its end in all of the rest."""
    return bool(_REFERENCE.match(state.src, state.pos)) and footnote_ref(state, silent)


def _whole_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """markdown-it's table, except that cells beyond the last column stay, in the last column's cell."""
    first = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    cells: list[Token] = []
    row = start
    for token in state.tokens[first:]:
        if token.type == "tr_open" and token.map:
            cells, row = [], token.map[0]
        elif token.type == "inline":
            cells.append(token)
        elif token.type == "tr_close" and cells:
            _keep_excess(cells, getLine(state, row))
    return True


def _keep_excess(cells: list[Token], line: str) -> None:
    columns = escapedSplit(line.strip())
    if columns and not columns[0]:
        columns.pop(0)
    if columns and not columns[-1]:
        columns.pop()
    excess = [column.strip() for column in columns[len(cells) :]]
    if excess:
        cells[-1].content = " | ".join([cells[-1].content, *excess])
