"""The parser of bodies takes short ways through plain text: they must give what the long way gives."""

import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.token import Token

from generator.markdown import parse
from generator.markdown.glance import find_pieces, pieces_of
from generator.markdown.syntax import make_news_parser

NEWS = make_news_parser()
LETTERS = ("a", "b c", "é", "½", "\u0301", "\u00a0", "\u2028", " ", ".", ",", "(", ")", "'", '"', "“", "—", ":")
MARKS = (*"*_`\\[]!<&\n", "**", "__", "~~", "](", "![", "^[", "[^1]", "&amp;", "  \n")
PLAIN = ("--", "...", "*c*.", " **d**", " [“a](b)", '"[b"](c.md)', "'*e*'", "\n", "{", "<", "&")
SPANS = ("*c*", "**d e**", "_f_", "[a](b)", "[a b](https://example.org/?q=1)", "<http://example.org>")
STARTS = (
    *"\n\t|",
    "\n\n",
    "# ",
    "#",
    "> ",
    "- ",
    "1. ",
    "12) ",
    "    ",
    "|-|\n",
    "===\n",
    "---\n",
    "[r]: /u\n",
    "[^1]: ",
)


def the_long_way() -> MarkdownIt:
    parser = make_news_parser()
    inline = ParserInline()
    inline.ruler, inline.ruler2 = parser.inline.ruler, parser.inline.ruler2
    parser.inline = inline
    parser.disable("lone_line")
    return parser


def said(piece: re.Match[str]) -> list[Token]:
    """The tokens that markdown-it makes of what a piece holds."""
    match piece.lastgroup:
        case "text":
            return [Token("text", "", 0, content=piece[0])]
        case "softbreak":
            return [Token("softbreak", "br", 0)]
        case "link":
            words = Token("text", "", 0, level=1, content=piece["words"])
            return [Token("link_open", "a", 1, {"href": piece["address"]}), words, Token("link_close", "a", -1)]
        case _:
            words, mark = Token("text", "", 0, level=1, content=piece["stressed"]), piece["mark"]
            tag = {1: "em", 2: "strong"}[len(mark)]
            return [Token(f"{tag}_open", tag, 1, markup=mark), words, Token(f"{tag}_close", tag, -1, markup=mark)]


def written(tokens: list[Token]) -> list[dict[str, object]]:
    """Tokens as dictionaries: those that pieces stand for, and none of the empty texts that are left beside `**`."""
    found = []
    for token in tokens:
        children = [other for piece in pieces_of(token) for other in said(piece)] or token.children
        if token.type != "text" or token.content:
            rest = token.as_dict(children=False) | {"meta": {}}
            found.append(rest | {"children": None if children is None else written(children)})
    return found


def html(text: str) -> str:
    body, _, _ = parse(text, path="content/articles/x.md", first_line=1)
    return "".join(body.chunks)


LONG = the_long_way()


@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=40)
    | st.lists(st.sampled_from(LETTERS + MARKS + SPANS), max_size=12).map("".join)
)
def test_any_inline_text_gives_the_tokens_of_the_long_way(text):
    assert written(NEWS.parseInline(text)) == written(LONG.parseInline(text))


@given(st.lists(st.sampled_from(LETTERS + MARKS + SPANS + STARTS), max_size=16).map("".join))
def test_any_body_gives_the_tokens_of_the_long_way(text):
    assert written(NEWS.parse(text)) == written(LONG.parse(text))


@given(st.lists(st.sampled_from((*LETTERS, *PLAIN)), max_size=8).map("".join))
def test_pieces_are_written_as_the_tokens_of_the_long_way_are(text):
    assert html(f"A{text} xyz") == html(f"A{text} `xyz`").replace("<code>xyz</code>", "xyz")


def test_words_links_emphasis_and_line_breaks_are_read_at_a_glance():
    pieces = find_pieces("At AT&T, [a link](x.md), *em* < 3!\nand **strong** words.") or ()

    assert [(piece.lastgroup, piece[0]) for piece in pieces] == [
        ("text", "At AT&T, "),
        ("link", "[a link](x.md)"),
        ("text", ", "),
        ("emphasis", "*em*"),
        ("text", " < 3!"),
        ("softbreak", "\n"),
        ("text", "and "),
        ("emphasis", "**strong**"),
        ("text", " words."),
    ]


def test_what_holds_more_is_left_to_the_parser():
    for text in (
        "[*a*](b)",
        "a * b",
        "x*y*",
        "`c`",
        "[a](<b>)",
        "![a](b)",
        "^[n]",
        "&amp;",
        "a  \nb",
        "\\*",
        "<a@b.c>",
    ):
        assert find_pieces(text) is None
