"""These are the laws of the Markdown room: nothing runs, nothing is lost, and nothing takes long."""

import html
import json
import re
import time
from collections import Counter
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.credits import split_credit
from generator.markdown import Destination, fill, parse, plain_text
from generator.markdown.syntax import make_parser

FIXTURES = Path(__file__).parent / "fixtures/markdown"
SPEC_TEXT = (FIXTURES / "commonmark.json").read_text(encoding="utf-8").replace("→", "\\t")
EMPTY_QUOTE = ("<blockquote>\\n</blockquote>", "<blockquote></blockquote>")  # markdown-it writes the second
SPEC = json.loads(SPEC_TEXT.replace(*EMPTY_QUOTE))
PAYLOADS = [entry["payload"] for entry in json.loads((FIXTURES / "xss-corpus.json").read_text(encoding="utf-8"))]

TEXT_ELEMENTS = "p h2 h3 h4 h5 h6 em strong s code pre a br sup span hr"
OTHER_ELEMENTS = "ul ol li blockquote table thead tbody tr th td img figure figcaption section div"
ELEMENTS = frozenset(f"{TEXT_ELEMENTS} {OTHER_ELEMENTS}".split(" "))
LINK_ATTRIBUTES = "id href rel title src alt loading decoding referrerpolicy width height"
OTHER_ATTRIBUTES = "class role aria-label tabindex scope start"
ATTRIBUTES = frozenset(f"{LINK_ATTRIBUTES} {OTHER_ATTRIBUTES}".split(" "))
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
POSITIONS = {
    "body": "{}",
    "text": "a {} b",
    "heading": "# {}",
    "link words": "[{}](https://example.com/)",
    "link": "[a]({})",
    "link in angles": "[a](<{}>)",
    "link title": '[a](https://example.com/ "{}")',
    "reference": "[a]\n\n[a]: {}",
    "autolink": "<{}>",
    "picture": "![a]({})",
    "picture in angles": "![a](<{}>)",
    "alt": "![{}](a.png)",
    "caption": '![a](a.png "{}")',
    "tooltip": 'b ![a](https://example.com/a.png "{}")',
    "fence": "```{}\ncode\n```",
    "code": "```\n{}\n```",
    "cell": "|{}|\n|---|\n|{}|",
    "note": "a[^1]\n\n[^1]: {}",
    "fragment": "[a](#{})",
}


def make_html(text):
    body, facts, _ = parse(text, path="x.md", first_line=1)
    return fill(body, [Destination(href="/x")] * len(facts.links))


def make_tree(page):
    return lxml.html.fragment_fromstring(page, create_parent="div")


def find_dangers(page):
    for element in list(make_tree(page).iter())[1:]:
        if element.tag not in ELEMENTS:
            yield element.tag
        for name, value in element.attrib.items():
            if name not in ATTRIBUTES:
                yield f"{element.tag} {name}"
            if name in {"href", "src"} and not is_harmless(value):
                yield f"{name}={value}"


def is_harmless(address):
    seen = re.sub(r"[\x00-\x20]", "", address).replace("\\", "/")
    scheme, colon, _ = seen.partition(":")
    if not colon or re.search(r"[/?#]", scheme):
        return not seen.startswith("//")
    return scheme.lower() in SCHEMES


def find_words(page):
    return Counter(re.findall(r"[a-z]+", " ".join(make_tree(page).itertext()))) if page else Counter()


@pytest.mark.parametrize("position", POSITIONS)
def test_no_payload_leaves_anything_that_runs(position):
    dangers = [
        (payload, danger)
        for payload in PAYLOADS
        for danger in find_dangers(make_html(POSITIONS[position].replace("{}", payload)))
    ]

    assert dangers == []


def test_the_search_for_dangers_finds_them():
    page = '<p onclick="x"><a href="java&#9;script:x">a</a><a href="//b">b</a></p><script>c</script>'

    assert list(find_dangers(page)) == ["p onclick", "href=java\tscript:x", "href=//b", "script"]


def test_the_parser_passes_every_example_of_the_specification():
    parser = make_parser(html=True)

    failed = [example["number"] for example in SPEC if parser.render(example["markdown"]) != example["html"]]

    assert len(SPEC) == 652
    assert failed == []


def test_without_raw_html_only_the_examples_that_hold_some_differ_and_keep_every_word():
    with_html, without = make_parser(html=True), make_parser()
    differing = [example for example in SPEC if without.render(example["markdown"]) != example["html"]]

    assert len(differing) == 72
    for example in differing:
        shown = html.unescape(without.render(example["markdown"]))
        assert any(
            token.type == "html_block" or "html_inline" in str(token.children)
            for token in with_html.parse(example["markdown"])
        )
        assert [word for word in re.findall(r"[^\W_]+", html.unescape(example["html"])) if word not in shown] == []


@pytest.mark.parametrize("example", SPEC, ids=[str(example["number"]) for example in SPEC])
def test_every_word_of_the_specification_is_kept_and_nothing_runs(example):
    page = make_html(example["markdown"])

    assert list(find_dangers(page)) == []
    assert find_words(make_parser().render(example["markdown"])) - find_words(page) == Counter()


MARKS = """* ** _ ` ``` ~~ # ## > - + 1. | |-|-| [ ] ( ) ![ ]( < > : " ' \\ ! & &amp; --- -- ... {{ }} = == <b> <!--"""
WORDS = "https://a.b/ javascript: a.md one two three four"
BITS = st.sampled_from([*f"{MARKS} {WORDS}".split(" "), "\n", "\n\n", "\t", " ", "\n  ", "\n    "])
MARKDOWN = st.lists(BITS, max_size=60).map("".join)


@given(MARKDOWN)
@settings(max_examples=400, deadline=None)
def test_no_word_that_markdown_shows_is_lost(text):
    body, _, problems = parse(text, path="x.md", first_line=1)
    reference = MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).enable(["table", "strikethrough"])

    if "too-deep" in {problem.rule for problem in problems}:
        assert body.chunks == ()
    else:
        assert find_words(reference.render(text)) - find_words(make_html(text)) == Counter()


@given(
    st.lists(BITS | st.sampled_from(["[^a]", "[^a]: ", "[^b]", "^["]) | st.text(max_size=5), max_size=50).map("".join)
)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_and_is_harmless(text):
    page = make_html(text)

    assert list(find_dangers(page)) == []
    assert re.findall("[\x02\x03]", page) == []
    assert "\n" not in plain_text(text)


@given(st.text(st.characters(exclude_categories=())))
@settings(max_examples=200, deadline=None)
def test_even_broken_unicode_can_be_written(text):
    assert make_html(text).encode().decode() == make_html(text)


@given(st.sampled_from(["https://", "http://", "//", "mailto:", "tel:", "", "#", "/"]), st.text(max_size=30))
@settings(max_examples=400, deadline=None)
def test_any_destination_is_printed_harmless(start, rest):
    page = make_html(f"[a](<{start}{rest}>) ![b](<{start}{rest}>)")

    assert list(find_dangers(page)) == []


@given(st.text(max_size=80))
@settings(deadline=None)
def test_a_caption_loses_nothing_but_labels(text):
    caption, credit = split_credit(text)

    assert (not credit and caption == " ".join(text.split())) or len(caption) + len(credit) <= len(text)


def test_every_word_of_every_construct_is_in_the_page():
    text = """# w1 *w2*

w3 **w4** ~~w5~~ `w6` [w7](a.md) [w8](javascript:w9) <b>w10</b> w11[^1] ^[w12] {{< w13 >}}

> w14
>
> - w15
>   1. w16

| w17 | w18 |
|-----|-----|
| w19 | w20 | w21 |

![alt](a.png "w22. Credit: w23")

    w24

[^1]: w25
[^2]: w26
[^1]: w27
"""

    words = set(re.findall(r"w\d+", " ".join(make_tree(make_html(text)).itertext())))

    assert words == {f"w{number}" for number in range(1, 28)}


def repeat(text, size=50_000):
    return text * (size // len(text))


PATHOLOGICAL = {
    "nested strong": "*a **a " * 3500 + "b" + " a** a*" * 3500,
    "openers of emphasis": repeat("a **a "),
    "closers of emphasis": repeat("a_ "),
    "closers of links": repeat("a]"),
    "openers of links": repeat("[a"),
    "mismatched": repeat("*a_ "),
    "nested brackets": "[" * 25_000 + "a" + "]" * 25_000,
    "nested quotes": repeat("> ") + "a",
    "nested lists": "".join(" " * depth + "- a\n" for depth in range(300)),
    "a list in one line": repeat("- ") + "a",
    "backticks": "".join("e" + "`" * length for length in range(1, 310)),
    "unclosed links": repeat("[a](<b"),
    "unclosed destinations": repeat("[a](b"),
    "unclosed comments": "</" + repeat("<!--"),
    "instructions": repeat("<?"),
    "stars": "*" * 50_000,
    "references": "".join(f"[a{number}]: u\n" for number in range(5000)),
    "used references": "[a]: u\n\n" + repeat("[a][a] "),
    "unclosed references": repeat("[a\n"),
    "pictures": repeat("!["),
    "nested pictures": "![" * 8000 + "a" + "](x)" * 8000,
    "notes in lines": repeat("^["),
    "nested notes in lines": "^[" * 16_000 + "a" + "]" * 16_000,
    "unclosed notes": "[^a]: x\n\n" + repeat("[^b"),
    "one note often": "[^a]: x\n\n" + repeat("[^a]"),
    "chained notes": "[^0]\n\n" + "".join(f"[^{number}]: x[^{number + 1}]\n\n" for number in range(2500)),
    "a wide table": "|" + "a|" * 5000 + "\n|" + "-|" * 5000 + "\n" + "|a|\n" * 5000,
    "equal headings": repeat("# a\n"),
    "quotes": "'a " * 8000 + '"' * 25_000,
    "shortcodes": repeat("{{"),
    "tags": repeat("<a "),
    "links": repeat("[a](b) "),
    "links that are not found": repeat("[a](&amp;b)\n"),
    "broken anchors": "# bcdef\n" * 3000 + "[a](#bcdeg)\n" * 3000,
    "unsafe links": repeat("[a](x:y) "),
    "a caption": '![a](b "' + repeat("A. ") + '")',
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_no_text_of_50_kilobytes_takes_long(name):
    began = time.process_time()

    make_html(PATHOLOGICAL[name])

    assert time.process_time() - began < 5  # the limit that cmark sets for its own
