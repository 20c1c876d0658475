"""These are characters that cannot be seen, and what becomes of them."""

import pytest

from tests.content_makers import lines_of, parse_article, parse_with


def test_a_control_character_is_named_at_its_place():
    reading = parse_article("title: T\ndate: 2022-03-18\nauthor: A", "One.\nTw\x0bo.\n")

    assert lines_of(reading) == [
        (
            "7:3: the control character \\u{000B} cannot be published [control-character] "
            "Delete it; it cannot be seen in most editors, and usually comes from a word processor or a PDF."
        )
    ]


def test_a_control_character_written_as_an_escape_is_no_way_around():
    reading = parse_with('section: "a\\x0bb"')

    assert lines_of(reading) == [
        "5:10: 'section' holds the control character \\u{000B} [control-character] Write it without: ab"
    ]


def test_a_character_that_reorders_is_an_error_in_a_tag_and_a_warning_in_a_summary():
    reading = parse_with("tags: [a\u202eb]", "summary: a\u202eb")

    assert lines_of(reading) == [
        (
            "5:9: 'tags' holds the character \\u{202E} (right-to-left override), which cannot be seen "
            "[unsafe-character] Write it without: ab"
        ),
        (
            "6:11: 'summary' holds the character \\u{202E} (right-to-left override), which cannot be seen "
            "[hidden-character] Write it without: ab"
        ),
    ]


def test_a_hidden_character_in_a_body_is_a_warning_and_a_joiner_between_letters_that_need_it_is_none():
    matter = "title: T\ndate: 2022-03-18\nauthor: A"

    reading = parse_article(matter, "One\u200b two\u200b.\n\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645\n")

    assert lines_of(reading) == [
        (
            "6:4: the character \\u{200B} (zero width space) is here and cannot be seen [hidden-character] "
            "Delete it, unless the script of the text needs it."
        )
    ]


PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
"""A verb, with the non-joiner that its spelling asks for."""
HINDI = "\u0915\u094d\u200d\u0937"


def test_a_joiner_that_the_script_needs_is_none_of_the_characters_that_a_title_may_not_hold():
    reading = parse_article(
        f"title: {PERSIAN} {HINDI}\ndate: 2022-03-18\nauthor: {HINDI}\nsummary: {PERSIAN}\n", "One.\n"
    )

    assert lines_of(reading) == []
    assert (reading.record.title, reading.record.summary) == (f"{PERSIAN} {HINDI}", PERSIAN)


@pytest.mark.parametrize(
    "title",
    [
        "Ja\u200cne",
        "\u0406\u200d\u0432\u0430\u043d",
        "\u0627\u200c\u0631",
        "\u200c\u0645\u06cc",
        "\u0645\u06cc\u200c",
        "\u0645\u200d\u06cc",
    ],
)
def test_a_joiner_that_nobody_sees_is_refused_in_a_title(title):
    reading = parse_article(f"title: {title}x{PERSIAN}\ndate: 2022-03-18\nauthor: A", "One.\n")

    assert [problem.rule for problem in reading.problems] == ["unsafe-character"]


def test_a_line_separator_in_the_front_matter_is_named_at_its_place():
    reading = parse_article("title: Line\u2028separator\nsummary: S\ndate: 2022-03-18\nauthor: A", "One.\u2028Two.\n")

    assert reading.record is None
    assert lines_of(reading) == [
        (
            "2:12: the character \\u{2028} (line separator) ends a line here for programs, and cannot be seen "
            "[unsafe-character] Delete it, and write a space in its place; it usually comes from a word processor."
        ),
        (
            "7:5: the character \\u{2028} (line separator) is here and cannot be seen [hidden-character] "
            "Delete it, unless the script of the text needs it."
        ),
    ]
