"""These are hosts that may be taken for another, and hosts that may not."""

import pytest

from generator import hosts
from generator.content import SourceKind, parse
from generator.markdown import parse as parse_body
from tests.makers import ZONE

APPLE = "is Cyrillic, and every letter of it looks like a Latin one; its plain name is xn--80ak6aa92e.com"
EXAMPLE = "is written with look-alike letters and means 'example'; its plain name is example.org"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/аррӏе",
        "https://www.mod.go.jp/",
        "https://президент.рф/",
        "https://例え.jp/",
        "https://東京タワーtokyo.jp/",
        "https://bücher.example:8080/x",
        "https://xn--bcher-kva.example/",
        "https://한국.example/",
        "https://xn--a/",
        "https://россия.example/",
        "mailto:jane@example.org",
        "https://example.org/100%25",
        "//example.org/x",
        "/2022/03/x/",
    ],
)
def test_a_host_in_one_script_is_not_doubted(address):
    assert hosts.doubt(address) == ""


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://аррӏе.com/", APPLE),
        ("https://xn--80ak6aa92e.com/", APPLE),
        ("//www.pаypal.com", "mixes letters of Cyrillic and Latin; its plain name is www.xn--pypal-4ve.com"),
        ("https://ｅxample.org/", EXAMPLE),
        ("https://p%D0%B0ypal.com/", "mixes letters of Cyrillic and Latin; its plain name is xn--pypal-4ve.com"),
        ("https://goοgle.com/", "mixes letters of Greek and Latin; its plain name is xn--gogle-sce.com"),
    ],
)
def test_a_host_that_may_be_taken_for_another_is_named_plainly(address, expected):
    assert hosts.doubt(address) == expected


@pytest.mark.parametrize(
    ("address", "hides"),
    [
        ("https://example.org@evil.example/", True),
        ("https://jane:secret@example.org", True),
        ("//jane@example.org/", True),
        ("https:\\\\example.org@evil.example", True),
        ("https://example.org/@jane", False),
        ("https://example.org?to=@jane", False),
        ("https://example.org#@jane", False),
        ("mailto:jane@example.org", False),
        ("media/jane@2x.png", False),
    ],
)
def test_a_name_before_the_host_hides_it(address, hides):
    assert hosts.hides_its_host(address) is hides


def told(problems):
    return [f"{p.location.line}:{p.location.column}: {p.message} [{p.rule}] {p.hint}" for p in problems]


def test_a_body_does_not_link_to_a_host_behind_a_name():
    body, _, problems = parse_body("[a](https://example.org@evil.example/)\n", path="x.md", first_line=7)

    assert body.chunks == ("<p>[a](https://example.org@evil.example/)</p>\n",)
    assert told(problems) == [
        (
            "7:5: 'https://example.org@evil.example/' hides its host behind an '@', so it is shown as text "
            "[unsafe-url] Write it without what stands before '@'; an address of mail begins with mailto:."
        )
    ]


def test_a_look_alike_host_is_a_warning_in_a_body_and_in_front_matter():
    _, _, in_body = parse_body("See [a](https://pаypal.com/).\n", path="x.md", first_line=7)
    matter = "---\ntitle: T\ndate: 2022-03-18\nauthor: A\nsources: ['https://pаypal.com/']\n---\n"
    reading = parse(matter, path="content/articles/x.md", kind=SourceKind.ARTICLE, zone=ZONE)

    words = (
        "the host of 'https://pаypal.com/' mixes letters of Cyrillic and Latin; its plain name is xn--pypal-4ve.com "
        "[look-alike-host] See that it is the one you mean; if it is not, write the right one."
    )
    assert told(in_body) == [f"7:9: {words}"]
    assert told(reading.problems) == [f"5:11: {words}"]
    assert reading.record is not None
