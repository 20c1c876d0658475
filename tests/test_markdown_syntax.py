"""The parser of bodies takes short ways through plain text: they must give the tokens of the long way."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.token import Token

from generator.markdown.glance import read_text
from generator.markdown.syntax import make_news_parser

NEWS = make_news_parser()
LETTERS = ("a", "b c", "é", "½", "\u0301", "\u00a0", "\u2028", " ", ".", ",", "(", ")", "'", '"', "“", "—", ":")
MARKS = (*"*_`\\[]!<&\n", "**", "__", "~~", "](", "![", "^[", "[^1]", "&amp;", "  \n")
SPANS = ("*c*", "**d e**", "_f_", "[a](b)", "[a b](https://example.org/?q=1)", "<http://example.org>")
STARTS = (*"\n\t|", "\n\n", "# ", "> ", "- ", "1. ", "12) ", "    ", "|-|\n", "===\n", "---\n", "[r]: /u\n", "[^1]: ")


def the_long_way() -> MarkdownIt:
    parser = make_news_parser()
    inline = ParserInline()
    inline.ruler, inline.ruler2 = parser.inline.ruler, parser.inline.ruler2
    parser.inline = inline
    parser.disable("lone_line")
    return parser


def written(tokens: list[Token]) -> list[dict[str, object]]:
    """Tokens as dictionaries, less the empty texts that markdown-it leaves beside `**`."""
    return [
        token.as_dict(children=False) | {"children": None if token.children is None else written(token.children)}
        for token in tokens
        if token.type != "text" or token.content
    ]


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


def test_plain_text_is_one_token():
    assert written(read_text('A "plain" text: (one) of 3 - 2 at AT&T!') or []) == written(
        [Token("text", "", 0, content='A "plain" text: (one) of 3 - 2 at AT&T!')]
    )


def test_words_links_emphasis_and_line_breaks_are_read_at_a_glance():
    kinds = [token.type for token in read_text("A [link](x.md), *em*\nand **strong** words.") or []]

    assert kinds == [
        *("text", "link_open", "text", "link_close", "text", "em_open", "text", "em_close", "softbreak"),
        *("text", "strong_open", "text", "strong_close", "text"),
    ]


def test_what_holds_more_is_left_to_the_parser():
    for text in ("[*a*](b)", "a * b", "x*y*", "`c`", "[a](<b>)", "![a](b)", "^[n]", "&amp;", "a  \nb", "\\*"):
        assert read_text(text) is None
