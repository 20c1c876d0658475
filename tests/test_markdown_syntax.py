"""The parser of bodies takes a short way through text without markup: it must give the tokens of the long way."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it.parser_inline import ParserInline

from generator.markdown.syntax import make_news_parser

NEWS = make_news_parser()


def tokens(parser: ParserInline, text: str) -> list[dict[str, object]]:
    return [token.as_dict() for token in parser.parse(text, NEWS, {}, [])]


def the_long_way() -> ParserInline:
    parser = ParserInline()
    parser.ruler, parser.ruler2 = NEWS.inline.ruler, NEWS.inline.ruler2
    return parser


@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=40) | st.text("ab \\`*_[]!<>&~^\n\"'(){}:.-", max_size=20)
)
def test_any_inline_text_gives_the_tokens_of_the_long_way(text):
    assert tokens(NEWS.inline, text) == tokens(the_long_way(), text)


def test_plain_text_is_one_token():
    assert [token["content"] for token in tokens(NEWS.inline, 'A "plain" text: (one) of 3 - 2.')] == [
        'A "plain" text: (one) of 3 - 2.'
    ]
