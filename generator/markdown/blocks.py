"""This is the writer of blocks: paragraphs, headings, lists, quotes, tables, code and figures, from flat tokens."""

import re
from collections.abc import Callable, Mapping, Sequence

from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.token import Token
from msgspec.structs import replace

from generator.credits import split_credit
from generator.markdown import links
from generator.markdown.draft import Draft
from generator.markdown.headings import make_id
from generator.markdown.inlines import write_inline
from generator.markdown.typography import smarten

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
"""A tag of HTML, which is shown and is no part of a heading's id."""
_TAGS: Mapping[str, str] = {
    "paragraph_close": "</p>\n",
    "bullet_list_open": "<ul>\n",
    "bullet_list_close": "</ul>\n",
    "ordered_list_close": "</ol>\n",
    "list_item_open": "<li>",
    "list_item_close": "</li>\n",
    "blockquote_open": "<blockquote>\n",
    "blockquote_close": "</blockquote>\n",
    "hr": "<hr>\n",
    "thead_open": "<thead>\n",
    "thead_close": "</thead>\n",
    "tbody_open": "<tbody>\n",
    "tbody_close": "</tbody>\n",
    "tr_open": "<tr>",
    "tr_close": "</tr>\n",
    "th_close": "</th>\n",
    "td_close": "</td>",
    "table_close": "</table></div>\n",
}


def write_blocks(draft: Draft, tokens: Sequence[Token]) -> None:
    """Write all these tokens."""
    index = 0
    while index < len(tokens):
        token = tokens[index]
        kind = token.type
        if kind in _TAGS:
            if not token.hidden:
                draft.html.append(_TAGS[kind])
            draft.text.append("\n")
        elif kind == "inline":
            write_inline(draft, token)
        elif kind == "paragraph_open":
            index += _open_paragraph(draft, tokens, index)
        elif kind == "heading_open":
            _write_heading(draft, token.tag, tokens[index + 1])
            index += 2
        else:
            _WRITERS[kind](draft, token)
        index += 1


def lone_picture(inline: Token) -> Token | None:
    """The picture of a paragraph that holds nothing else, save a link around it; else None."""
    children = inline.children or []
    if len(children) == 1 and children[0].type == "image":
        return children[0]
    if len(children) == 3 and children[1].type == "image" and children[0].type == "link_open":  # noqa: PLR2004 -- a link, its picture, its end
        return children[1]
    return None


def _open_paragraph(draft: Draft, tokens: Sequence[Token], index: int) -> int:
    """Write a paragraph's start, or all of a figure; how many more tokens are written."""
    inline = tokens[index + 1]
    picture = lone_picture(inline)
    if picture:
        _write_figure(draft, inline, picture)
        return 2
    if not tokens[index].hidden:
        draft.html.append("<p>")
    return 0


def _write_figure(draft: Draft, inline: Token, picture: Token) -> None:
    draft.enter(inline)
    draft.html.append("<figure>")
    first, *rest = inline.children or []
    is_linked = bool(rest)
    if is_linked:
        links.open_link(draft, first)
    location = draft.place("![")
    draft.html.append(links.picture(draft, picture))
    if is_linked:
        links.close_link(draft, rest[-1])
    caption, credit = split_credit(str(picture.attrs.get("title", "")))
    if credit and links.is_local(picture):
        draft.links[-1] = replace(draft.links[-1], credit=smarten(credit)[0])
    if not credit and links.is_local(picture):
        draft.report(
            location,
            "missing-credit",
            "this picture names nobody as its source",
            'Write it after the caption: ![what it shows](media/name.jpg "Caption. Credit: Name").',
        )
    _write_caption(draft, smarten(caption)[0], smarten(credit)[0])
    draft.html.append("</figure>\n")


def _write_caption(draft: Draft, caption: str, credit: str) -> None:
    if not caption and not credit:
        return
    parts = [escapeHtml(caption)] if caption else []
    if credit:
        parts.append(f'<span class="credit">{escapeHtml(credit)}</span>')
    draft.html.append(f"<figcaption>{' '.join(parts)}</figcaption>")
    draft.text.append(f"\n{caption} {credit}\n")


def _write_heading(draft: Draft, tag: str, inline: Token) -> None:
    slot, start = len(draft.html), len(draft.text)
    draft.html.append("")
    write_inline(draft, inline)
    text = _TAG.sub("", "".join(draft.text[start:])).replace("\n", " ")
    draft.html[slot] = f'<{tag} id="{escapeHtml(make_id(text, draft.ids))}">'
    draft.html.append(f"</{tag}>\n")
    draft.text.append("\n")


def _open_ordered_list(draft: Draft, token: Token) -> None:
    start = token.attrs.get("start", 1)
    draft.html.append(f'<ol start="{escapeHtml(str(start))}">\n' if start != 1 else "<ol>\n")


def _open_table(draft: Draft, _token: Token) -> None:
    draft.tables += 1
    draft.html.append(f'<div class="table" role="region" aria-label="Table {draft.tables}" tabindex="0"><table>\n')


def _open_header_cell(draft: Draft, token: Token) -> None:
    draft.html.append(f'<th scope="col"{_aligned(token)}>')


def _open_cell(draft: Draft, token: Token) -> None:
    draft.html.append(f"<td{_aligned(token)}>")


def _aligned(token: Token) -> str:
    """markdown-it says `style="text-align:right"`; a class asks for no inline style in the page's policy."""
    _, _, side = str(token.attrs.get("style", "")).partition(":")
    return f' class="align-{side}"' if side in {"left", "center", "right"} else ""


def _write_code(draft: Draft, token: Token) -> None:
    language = unescapeAll(token.info).split(maxsplit=1)[:1] if token.info else []
    name = f' class="language-{escapeHtml(language[0])}"' if language else ""
    draft.html.append(f'<pre tabindex="0"><code{name}>{escapeHtml(token.content)}</code></pre>\n')
    draft.text.append(f"\n{token.content}")


_WRITERS: Mapping[str, Callable[[Draft, Token], None]] = {
    "ordered_list_open": _open_ordered_list,
    "table_open": _open_table,
    "th_open": _open_header_cell,
    "td_open": _open_cell,
    "fence": _write_code,
    "code_block": _write_code,
}
