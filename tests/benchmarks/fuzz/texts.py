"""These are texts that look like what writers and attackers send, in pieces that Hypothesis puts together."""

from collections.abc import Mapping

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from generator.content.names import ARTICLE_FIELDS, FOREIGN

_NAMES = sorted({*ARTICLE_FIELDS, *FOREIGN, "Title", "DATE", "<<", "x y", "'title'"})
_VALUES = [
    "T", "2022-03-18", "18 March 2022", "03/04/2022", "9999-12-31 23:59 -1400", "0001-01-01", "Febuary 30", "[a, b]",
    "{a: b}", "'it's'", '"a "b" c"', "A: b", "*x*", "&a", "!!str x", "|", ">", "- a", "null", "~", "#x", "a #b",
    "https://аррӏе.com/", "https://a@b/", "javascript:x", "../../x.png", "/media/x.png", "{src: x.png, alt: }",
    "[{date: 2022-03-18, kind: update, text: x}]", "AT&amp;T", "<em>x</em>", "By A and B", "x" * 300, "(AP Photo/x)",
    "\u202e", "\u200b", "\x0b", "\ud800", "İ", "ſ", "ﬀ", "e\u0301", "007", "1e400", "0x1F", "12:30", "\\'", "\\",
]  # fmt: skip
_ENDS = ["\n", "\n", "\n", "\r\n", "\r", " \n", "\t\n", "\n\n", "\n  ", "\n\t", "\n- ", ""]
_FENCES = ["---\n", "---\n", "--- \n", "---\r\n", "----\n", "+++\n", "\ufeff---\n", "\n---\n", "{\n", "...\n", ""]

_LINES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(_NAMES),
    st.sampled_from([": ", ": ", ": ", ":", "= ", " : ", ":\t", ":\n  "]),
    st.sampled_from(_VALUES) | st.text(max_size=20),
    st.sampled_from(_ENDS),
)
_PIECES = st.sampled_from(_VALUES + _ENDS + _FENCES + _NAMES) | st.characters()
_MATTER = st.lists(_LINES, max_size=12).map("".join)
_CONTENT = st.one_of(
    st.builds("{}{}{}{}".format, st.sampled_from(_FENCES), _MATTER, st.sampled_from(_FENCES), st.text(max_size=30)),
    st.builds("---\n{}---\n{}".format, _MATTER, st.lists(_PIECES, max_size=10).map("".join)),
    st.lists(_PIECES, max_size=60).map("".join),
    st.text(max_size=200),
)

_MARKS = [
    "# ", "## ", "> ", "- ", "* ", "1. ", "    ", "```\n", "~~~", "---\n", "===\n", "\n", "\n\n", "  \n", "\\\n", "*",
    "**", "_", "~~", "`", "``", "[", "](", ")", "![", "[^1]", "[^1]: ", "[a]: ", "|", "|---|\n", "<", ">", "<a@b.c>",
    "&amp;", "&#0;", "&#x202e;", "<script>", "</p>", "<!--", "{{< x >}}", "{% x %}", "javascript:", "https://a@b/",
    "data:", "https://аррӏе.com/", "//x", "#x", "x.md", "../x.md", "x.png", ' "t"', "'", '"', "...", "--", "\t", "\x0b",
    "\x00", "\u200b", "\u202e", "\ud800", "\ufffe", "www.x.y", "Jane Doe is a writer.", "Image Credit: X", "\\", "!",
    "a" * 200,
]  # fmt: skip
_MARKDOWN = st.one_of(
    st.lists(st.sampled_from(_MARKS) | st.characters() | st.sampled_from(["word ", "b", "1"]), max_size=60).map(
        "".join
    ),
    st.builds(str.__mul__, st.lists(st.sampled_from(_MARKS), min_size=1, max_size=4).map("".join), st.integers(1, 300)),
    st.text(max_size=200),
)

TEXTS: Mapping[str, SearchStrategy[str]] = {"content": _CONTENT, "markdown": _MARKDOWN}
"""The texts of each target."""
