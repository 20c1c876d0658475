"""This is the writer of what stands inside a paragraph: text, emphasis, code, breaks and references of footnotes."""

import re
from collections.abc import Callable, Mapping, Sequence

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from generator.markdown import foreign, links
from generator.markdown.draft import Draft
from generator.markdown.filling import IN_PAGE
from generator.markdown.glance import behind, pieces_of
from generator.markdown.typography import smarten

_SPECIAL = re.compile(r"""\"|'|&|<|>|\{|--|\.\.\.""")
"""What is not printed as it was written. Each choice begins with one character: `re` skips all others at once."""
_MARKS: Mapping[str, str] = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "s_open": "<s>",
    "s_close": "</s>",
}


def write_inline(draft: Draft, token: Token) -> None:
    """Write the content of one paragraph, heading or cell."""
    draft.enter(token)
    for piece in pieces_of(token):
        _PIECE_WRITERS[piece.lastgroup](draft, piece)
    children = token.children or []
    for index, child in enumerate(children):
        kind = child.type
        if kind == "text":
            if _SPECIAL.search(child.content):
                _write_marked(draft, child.content, _next_character(children, index + 1))
            else:
                draft.write(child.content, child.content)
        elif kind in _MARKS:
            draft.html.append(_MARKS[kind])
        else:
            _WRITERS[kind](draft, child)


def _write_words(draft: Draft, piece: re.Match[str], group: str = "text") -> None:
    words = piece[group]
    if _SPECIAL.search(words):
        _write_marked(draft, words, behind(piece))
    else:
        draft.write(words, words)


def _write_link(draft: Draft, piece: re.Match[str]) -> None:
    links.begin(draft, piece["address"])
    _write_words(draft, piece, "words")
    links.end(draft)


def _write_emphasis(draft: Draft, piece: re.Match[str]) -> None:
    tag = "em" if len(piece["mark"]) == 1 else "strong"
    draft.html.append(f"<{tag}>")
    _write_words(draft, piece, "stressed")
    draft.html.append(f"</{tag}>")


def _write_marked(draft: Draft, text: str, after: str) -> None:
    """Text that is not printed as it was written; `after` is the character behind it."""
    if "<" in text or "{" in text:
        for mark in foreign.marks(text):
            draft.note(mark)
    text, draft.quoted = smarten(text, before=draft.before, after=after, quoted=draft.quoted)
    draft.write(escapeHtml(text), text)


def _next_character(children: Sequence[Token], start: int) -> str:
    for index in range(start, len(children)):
        child = children[index]
        if child.content:
            return child.content[0]
        if child.type in {"softbreak", "hardbreak"}:
            return "\n"
    return ""


def _write_literal(draft: Draft, child: Token) -> None:
    """An escape or an entity, which stays exactly the character that was asked for."""
    draft.write(escapeHtml(child.content), child.content)


def _write_code(draft: Draft, child: Token) -> None:
    draft.write(f"<code>{escapeHtml(child.content)}</code>", child.content)


def _write_softbreak(draft: Draft, _what: Token | re.Match[str]) -> None:
    draft.write("\n", "\n")
    draft.line += 1


def _write_hardbreak(draft: Draft, _child: Token) -> None:
    draft.write("<br>\n", "\n")
    draft.line += 1


def _write_reference(draft: Draft, child: Token) -> None:
    key: int = child.meta["id"]
    number, earlier = draft.notes.get(key, (len(draft.notes) + 1, 0))
    draft.notes[key] = (number, earlier + 1)
    suffix = f"-{earlier + 1}" if earlier else ""
    html = (
        f'<sup class="footnote-ref"><a href="{IN_PAGE}#footnote-{number}" id="footnote-{number}-ref{suffix}"'
        f' aria-label="Footnote {number}">{number}</a></sup>'
    )
    draft.ids[f"footnote-{number}-ref{suffix}"] = 0
    if draft.closings:
        draft.waiting.append(html)
    else:
        draft.html.append(html)


_WRITERS: Mapping[str, Callable[[Draft, Token], None]] = {
    "text_special": _write_literal,
    "code_inline": _write_code,
    "softbreak": _write_softbreak,
    "hardbreak": _write_hardbreak,
    "link_open": links.open_link,
    "link_close": links.close_link,
    "image": links.write_picture,
    "footnote_ref": _write_reference,
}
_PIECE_WRITERS: Mapping[str | None, Callable[[Draft, re.Match[str]], None]] = {
    "text": _write_words,
    "link": _write_link,
    "emphasis": _write_emphasis,
    "softbreak": _write_softbreak,
}
