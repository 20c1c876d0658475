"""These tests hold pull quotes to their one law: they repeat the text, and nobody hears or finds it twice."""

import pytest

from generator.markdown import Destination, fill, parse
from generator.model import Facts

BEFORE = "One is thrown, the other “flies.” That is all.\n\n"
OPEN = '<aside class="pull-quote" aria-hidden="true" data-pagefind-ignore>'
UNSAID = "the text does not say the words of this pull quote; this is a quotation"
TOO_MUCH = "a pull quote has at most 400 characters in 4 parts, and an article 20 of them"
NOT_PLAIN = "a pull quote is one paragraph of words, without links, pictures and notes; this is a quotation"


def read(quotation, before=BEFORE):
    """The HTML behind the paragraph before, and what is reported with its place."""
    body, _, problems = parse(before + quotation, path="x.md", first_line=10)
    found = [(p.rule, p.location.line, p.location.column, p.message) for p in problems]
    return "".join(body.chunks[1:]), found


@pytest.mark.parametrize(
    ("quotation", "words"),
    [
        ("> [!PULL]\n> One is thrown, the other “flies.”\n", "One is thrown, the other “flies.”"),
        ('> [!pull]\n> **One** is thrown, the\n> other "flies"\n', "One is thrown, the other “flies”"),
        ("> [!Pull]\n>\n> The other “flies”\n", "The other “flies”"),
        ("> [!PULL]\n> One is thrown ... That\n> is all!\n", "One is thrown … That is all!"),
        ("> [!PULL]\n> … the other flies …\n", "… the other flies …"),
    ],
    ids=["word for word", "typed", "a line apart", "left out", "at its ends"],
)
def test_words_that_the_text_says_become_a_pull_quote(quotation, words):
    assert read(quotation) == (f"{OPEN}<p>{words}</p></aside>\n", [])


def test_a_pull_quote_may_stand_before_what_it_repeats():
    body, _, problems = parse("> [!PULL]\n> The end.\n\nThis is not the end.\n", path="x.md", first_line=1)

    assert (body.chunks[0], problems) == (f"{OPEN}<p>The end.</p></aside>\n", ())


@pytest.mark.parametrize(
    ("quotation", "message", "html"),
    [
        ("> [!PULL]\n> One flies\n", UNSAID, "<blockquote>\n<p>One flies</p>\n</blockquote>\n"),
        ("> [!PULL]\n> the other fl\n", UNSAID, "<blockquote>\n<p>the other fl</p>\n</blockquote>\n"),
        ("> [!PULL]\n> …\n", UNSAID, "<blockquote>\n<p>…</p>\n</blockquote>\n"),
        (
            "> [!PULL]\n> One … is … thrown … the … other\n",
            f"{TOO_MUCH}; this is a quotation",
            "<blockquote>\n<p>One … is … thrown … the … other</p>\n</blockquote>\n",
        ),
        (
            "> [!PULL]\n> One is thrown\n>\n> That is all\n",
            NOT_PLAIN,
            "<blockquote>\n<p>One is thrown</p>\n<p>That is all</p>\n</blockquote>\n",
        ),
        (
            "> [!PULL]\n> - One is thrown\n",
            NOT_PLAIN,
            "<blockquote>\n<ul>\n<li>One is thrown</li>\n</ul>\n</blockquote>\n",
        ),
        ("> [!PULL]\n", NOT_PLAIN, "<blockquote>\n</blockquote>\n"),
        (
            "> [!NOTE]\n> One is thrown\n",
            "[!NOTE] is shown as it stands: quotations have no mark of this name",
            "<blockquote>\n<p>[!NOTE]\nOne is thrown</p>\n</blockquote>\n",
        ),
    ],
    ids=["unsaid", "half a word", "nothing", "too many parts", "paragraphs", "list", "empty", "another mark"],
)
def test_what_can_be_no_pull_quote_is_a_quotation_and_is_reported(quotation, message, html):
    assert read(quotation) == (html, [("pull-quote", 12, 3, message)])


def test_the_first_twenty_pull_quotes_are_looked_for_in_the_text_and_none_that_is_long():
    html, problems = read("> [!PULL]\n> That is all.\n\n" * 21)
    long, told = read(f"> [!PULL]\n> {'all ' * 101}\n", before=f"{'all ' * 101}\n\n")

    assert (html.count(OPEN), html.count("<blockquote>")) == (20, 1)
    assert [found[3] for found in problems] == [f"{TOO_MUCH}; this is a quotation"]
    assert (long.startswith("<blockquote>"), [found[3] for found in told]) == (
        True,
        [f"{TOO_MUCH}; this is a quotation"],
    )


def test_a_pull_quote_leads_nowhere():
    html, problems = read("> [!PULL]\n> [One is thrown](https://example.org/)\n")

    assert html.startswith("<blockquote>")
    assert [found[3] for found in problems] == [NOT_PLAIN]


def test_a_picture_that_may_stand_wide_says_so():
    body, _, _ = parse("![Ships](a.jpg)\n", path="x.md", first_line=1)

    html = fill(body, [Destination(href="/a.jpg", width=1600, height=900, is_wide=True)])

    img = '<img src="/a.jpg" width="1600" height="900" alt="Ships" class="wide" loading="lazy" decoding="async">'
    assert html == f"<figure>{img}</figure>\n"


def test_an_empty_quotation_is_left_alone():
    assert read(">\n") == ("<blockquote>\n</blockquote>\n", [])


def test_a_pull_quote_is_no_part_of_what_the_archive_learns_of_a_text():
    with_, without = (
        parse(f"Words of the text.\n\n{quotation}More of them.\n", path="x.md", first_line=1)[1]
        for quotation in ("> [!PULL]\n> Words of the text.\n\n", "***\n\n")
    )

    assert Facts(words=with_.words, opening=with_.opening) == Facts(words=7, opening="Words of the text. More of them.")
    assert [block.text for block in with_.closing] == [block.text for block in without.closing]


def test_a_feed_says_the_words_once():
    body, _, _ = parse(f"{BEFORE}> [!PULL]\n> One is thrown\n", path="x.md", first_line=1)

    assert fill(body, [], page="https://example.org/x/") == "<p>One is thrown, the other “flies.” That is all.</p>\n"
    assert fill(body, [], cut={0}) == f"{OPEN}<p>One is thrown</p></aside>\n"
