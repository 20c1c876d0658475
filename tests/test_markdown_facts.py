"""These are the facts and the problems that the Markdown room reports of a body."""

import pytest

from generator.markdown import parse
from generator.model import Block, Body, Facts, Link
from generator.problems import RULES, Location


def make_problems(text, first_line=1):
    return [
        (problem.rule, problem.location.line, problem.location.column, problem.message)
        for problem in sorted(parse(text, path="x.md", first_line=first_line)[2])
    ]


def make_facts(text, first_line=1):
    return parse(text, path="x.md", first_line=first_line)[1]


def test_facts_of_a_body_are_all_gathered():
    text = '# A b\n\nOne *two*\nthree[^1].\n\n![alt](p.png "Cap. Credit: Me")\n\n[^1]: Four [five](../y.md?q#z%20z).\n'

    facts = make_facts(text, first_line=10)

    assert facts == Facts(
        words=9,
        opening="One two three.",
        anchors=("a-b", "footnote-1-ref", "footnote-1"),
        links=(
            Link(
                number=0,
                target="p.png",
                location=Location(path="x.md", line=15, column=8),
                is_picture=True,
                credit="Me",
            ),
            Link(number=1, target="../y.md", location=Location(path="x.md", line=17, column=19), fragment="z z"),
        ),
        closing=(
            Block(index=0, line=10, text="A b"),
            Block(index=1, line=12, text="One two three."),
            Block(index=2, line=15, text="Cap. Me"),
        ),
    )


def test_a_body_without_text_has_no_facts():
    assert parse("\n\n", path="x.md", first_line=1) == (Body(), Facts(), ())


def test_the_opening_is_the_first_paragraphs_until_they_have_300_characters():
    paragraphs = [f"{number} " + "word " * 29 + "end." for number in range(5)]

    facts = make_facts("# Title\n\n- list\n\n![a](a.png)\n\n> quote\n\n" + "\n\n".join(paragraphs))

    assert facts.opening == " ".join(paragraphs[:2])


def test_a_body_of_quotes_alone_opens_with_them():
    assert make_facts("# Title\n\n> One\n> two.\n\n- three").opening == "One two."


def test_the_closing_is_the_last_six_blocks():
    facts = make_facts("\n\n".join(f"Block {number}." for number in range(9)) + "\n\n[^1]: Unused.")

    assert [(block.index, block.line, block.text) for block in facts.closing] == [
        (number, 1 + 2 * number, f"Block {number}.") for number in range(3, 9)
    ]


@pytest.mark.parametrize(
    "sign",
    [
        "Written By",
        "**Written by:**",
        "## About the Author",
        "_About the authors_",
        "AUTHOR BIO",
        "About the author\nJane",
    ],
)
def test_the_closing_holds_all_from_a_line_that_announces_bios(sign):
    facts = make_facts(f"Text.\n\n{sign}\n\n" + "\n\n".join(f"Bio {number}." for number in range(8)))

    assert [block.index for block in facts.closing] == list(range(1, 10))


def test_a_sentence_that_begins_like_an_announcement_is_none():
    facts = make_facts("Written by hand, it is old.\n\n" + "\n\n".join("abcdefgh"))

    assert [block.index for block in facts.closing] == [3, 4, 5, 6, 7, 8]


def test_a_block_is_one_line_of_plain_text():
    facts = make_facts("**Jane** is&nbsp;at AT&amp;T,\nsays `x`  \nand [y](https://example.com/).")

    assert facts.closing[0].text == "Jane is at AT&T, says x and y."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a\n\nb\nc [x](javascript:y)",
            ("unsafe-url", 13, 7, "'javascript:y' is no address that a link may have, so it is shown as text"),
        ),
        ("![a](data:x)", ("unsafe-url", 10, 6, "'data:x' is no address that a link may have, so it is shown as text")),
        (
            "[x](ttps://example.com/)",
            ("bad-link", 10, 5, "'ttps://example.com/' is no address that a link may have, so it is shown as text"),
        ),
        (
            "[x]((https://example.com/))",
            ("bad-link", 10, 5, "'(https://example.com/)' is no address that a link may have, so it is shown as text"),
        ),
        (
            "[x](mailto:a@b.org?subject=c)",
            (
                "bad-link",
                10,
                5,
                "'mailto:a@b.org?subject=c' holds more than an address, so the link is 'mailto:a@b.org' alone",
            ),
        ),
        ("a\nb <b>c</b> <strong>", ("raw-html", 11, 3, "<b> is HTML and is shown as it was written")),
        ("a <!-- b -->", ("raw-html", 10, 3, "a comment is HTML and is shown as it was written")),
        (
            "a {{< b >}}",
            ("foreign-shortcode", 10, 3, "'{{< b …' is a command of another program and is shown as it was written"),
        ),
        (
            "[a]({{b}}/c)",
            ("foreign-shortcode", 10, 5, "'{{b}}/c' is a command of another program and is shown as it was written"),
        ),
        (
            "a <https://example.com>",
            ("bare-url", 10, 3, "the words of this link are its address, and a screen reader spells them out"),
        ),
        (
            "# A\n\n### B",
            ("skipped-heading", 12, 1, "this heading is of level 3 (###), and the one above it of level 1 (#)"),
        ),
        (
            "### A\n\n## B",
            ("skipped-heading", 10, 1, "the first heading is of level 3 (###), and a later one of level 2 (##)"),
        ),
        ("# A\n\n[b](#b)", ("broken-anchor", 12, 5, "nothing on this page is called 'b'")),
        ("a []()", ("broken-link", 10, 1, "this link leads nowhere")),
        (
            "a ![](a.png)",
            ("missing-alt", 10, 7, "this picture has no alt text, so a reader who cannot see it learns nothing of it"),
        ),
        ("![a](a.png)", ("missing-credit", 10, 1, "this picture names nobody as its source")),
        ("a ![b]()", ("missing-image", 10, 1, "this picture names no file")),
    ],
)
def test_a_fault_is_reported_at_its_place(text, expected):
    assert make_problems(text, first_line=10) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "`<b>` \\<b> &lt;b> a < b > c 3<4",
        "```\n{{< a >}} <b>\n```\n\n    {% b %}",
        "[the site](https://example.com) [www.example.com](https://www.example.com)",
        "## A\n\n### B\n\n## C\n\n### D",
        "# A\n\n[a](#a) [b](#top) [c](#)",
        '![a](https://example.com/a.png) ![b](b.png "Photo by Jo Roe")',
        "[a](mailto:a@example.com) [b](tel:112)",
    ],
)
def test_what_is_right_is_not_reported(text):
    assert make_problems(text) == []


def test_two_equal_links_are_placed_one_after_the_other():
    facts = make_facts("[a](b.md) [a](b.md)\n[a](b.md)")

    assert [(link.location.line, link.location.column) for link in facts.links] == [(1, 5), (1, 15), (2, 5)]


def test_a_link_by_reference_is_placed_on_its_line():
    facts = make_facts("a\nb [c][d]\n\n[d]: e.md")

    assert facts.links == (Link(number=0, target="e.md", location=Location(path="x.md", line=2)),)


@pytest.mark.parametrize("mark", ["> ", "- ", "[^a]: "])
def test_twelve_levels_are_read_and_thirteen_are_an_error(mark):
    body, _, problems = parse("a\n\n" + mark * 12 + "word", path="x.md", first_line=5)
    assert "word" in "".join(body.chunks)
    assert problems == ()

    body, facts, problems = parse("a\n\n" + mark * 13 + "word", path="x.md", first_line=5)
    assert (body, facts) == (Body(), Facts())
    assert [(problem.rule, problem.location.line) for problem in problems] == [("too-deep", 7)]


def test_a_picture_in_the_alt_text_of_a_picture_thirteen_deep_is_an_error():
    text = "![" * 40 + "a" + "](x)" * 40

    assert [rule for rule, *_ in make_problems(text)] == ["too-deep"]


def test_every_rule_is_known():
    text = "# a\n\n### b <i> {{c}}\n\n[](#x) [](x:y) []() ![](z.png) ![]() <https://a.example>\n\n![](z.png)"

    assert {rule for rule, *_ in make_problems(text)} <= RULES.keys()
