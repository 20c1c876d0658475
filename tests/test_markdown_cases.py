"""These are whole bodies with their whole HTML, one for each thing that the Markdown room does."""

import json
from pathlib import Path

import pytest

from generator.credits import split_credit
from generator.markdown import Destination, fill, parse, plain_text
from generator.markdown.typography import smarten
from generator.model import Body

CASES = json.loads((Path(__file__).parent / "fixtures/markdown/cases.json").read_text(encoding="utf-8"))
PLACE = Destination(href="/a/?b&c", width=640, height=480)


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_a_body_becomes_this_html(case):
    body, facts, _ = parse(case["input"], path="x.md", first_line=1)

    assert fill(body, [PLACE] * len(facts.links)).split("\n") == case["html"]


def test_each_block_is_a_chunk_and_the_footnotes_are_the_last():
    body, _, _ = parse("# A\n\nb[^1]\n\n[^1]: d\n\n- c\n", path="x.md", first_line=1)

    assert [chunk.split(" ")[0].split(">")[0] for chunk in body.chunks] == ["<h2", "<p", "<ul", "<section"]


def test_chunks_that_are_cut_are_left_out_and_the_rest_keep_their_links():
    body, _, _ = parse("[a](a.md)\n\n[b](b.md)\n\n[c](c.md)\n", path="x.md", first_line=1)
    destinations = [Destination(href=f"/{name}/") for name in "abc"]

    assert fill(body, destinations, cut={1}) == '<p><a href="/a/">a</a></p>\n<p><a href="/c/">c</a></p>\n'


def test_a_link_without_a_destination_keeps_its_words_and_a_picture_its_alt_text():
    body, _, _ = parse('[a](a.md) ![B & "b"](b.png)\n\n![C](c.png "Cap.")\n', path="x.md", first_line=1)

    assert fill(body, []) == (
        '<p><a>a</a> <span class="missing-picture">B &amp; “b”</span></p>\n'
        '<figure><span class="missing-picture">C</span><figcaption>Cap.</figcaption></figure>\n'
    )


def test_a_picture_of_unknown_size_has_none():
    body, _, _ = parse("a ![b](b.png)\n", path="x.md", first_line=1)

    assert fill(body, [Destination(href="/b.png")]) == (
        '<p>a <img src="/b.png" alt="b" loading="lazy" decoding="async"></p>\n'
    )


def test_a_picture_with_renditions_lets_the_browser_choose():
    body, _, _ = parse("a ![b](b.png)\n", path="x.md", first_line=1)
    place = Destination(href="/b.png", width=30, height=20, srcset="/b.webp 30w", sizes="30px")

    assert fill(body, [place]) == (
        '<p>a <picture><source type="image/webp" srcset="/b.webp 30w" sizes="30px">'
        '<img src="/b.png" width="30" height="20" alt="b" loading="lazy" decoding="async"></picture></p>\n'
    )


def test_in_a_feed_links_within_the_page_begin_with_its_address():
    body, _, _ = parse("# A\n\n[up](#a) ^[n]\n", path="x.md", first_line=1)

    html = fill(body, [], page="https://example.com/x/")

    assert html.count('href="https://example.com/x/#') == 3
    assert html.count('href="#') == 0


def test_an_empty_body_fills_to_nothing():
    assert fill(Body(), []) == ""


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (
            "Jane *Doe* is an `x` [editor](https://example.com/) at AT&amp;T;\nshe writes.",
            "Jane Doe is an x editor at AT&T; she writes.",
        ),
        ("# A\n\n- b\n- c\n\n| d |\n|---|\n| e |\n", "A b c d e"),
        ('a[^1] "b"\n\n[^1]: c', "a “b” c"),
        ("![not seen](a.png)", ""),
        ("", ""),
    ],
)
def test_plain_text_is_what_a_reader_sees(text, plain):
    assert plain_text(text) == plain


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        (
            "Russia's T-72 tank drilling. Image Credit: Creative Commons.",
            "Russia's T-72 tank drilling.",
            "Creative Commons",
        ),
        ("A ship. Photo by John Doe", "A ship.", "Photo by John Doe"),
        ("A ship (AP Photo/John Doe)", "A ship", "AP Photo/John Doe"),
        ("A ship. (AP Photo/John Doe).", "A ship.", "AP Photo/John Doe"),
        ("A ship, courtesy of NASA", "A ship", "courtesy of NASA"),
        ("Courtesy of NASA", "", "Courtesy of NASA"),
        ("The straits. Map: Jane Roe", "The straits.", "Map: Jane Roe"),
        ("At sea. U.S. Navy photo by Petty Officer Jo Roe", "At sea.", "U.S. Navy photo by Petty Officer Jo Roe"),
        ("Photo credit: Jo Roe, Inc.", "", "Jo Roe, Inc."),
        ("Ship. Image Credit: Lockheed (AP Photo/X).", "Ship.", "Lockheed (AP Photo/X)"),
        ("A photo by the gate", "A photo by the gate", ""),
        ("A map (image credit: A) of the sea", "A map (image credit: A) of the sea", ""),
        ("The credit: money", "The credit: money", ""),
        ("  A\n ship ", "A ship", ""),
        ("", "", ""),
    ],
)
def test_a_caption_and_its_credit_are_told_apart(text, caption, credit):
    assert split_credit(text) == (caption, credit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"a"', "“a”"),
        ('("a")', "(“a”)"),
        ("\"'a' b\"", "“‘a’ b”"),
        ('"I never--" he', "“I never–” he"),
        ("'90s, 'tis, rock 'n' roll, the 1990s' end", "’90s, ’tis, rock ’n’ roll, the 1990s’ end"),
        ("a---b a -- b a--b ---- -->", "a—b a – b a–b ---- -->"),
        ("wait... .... .....", "wait… …. ....."),
        ('{{< a "b" >}} {% c "d" %} <e f="g"> "h"', '{{< a "b" >}} {% c "d" %} <e f="g"> “h”'),
    ],
)
def test_marks_are_set(text, expected):
    assert smarten(text) == (expected, False)
