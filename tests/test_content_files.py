"""These are files as writers really leave them: where the front matter ends, and what is no article at all."""

from pathlib import Path

import pytest

from generator.content import Source, SourceKind, parse, read
from generator.model import Article
from tests.content_makers import PATH, ZONE, lines_of, parse_article


@pytest.mark.parametrize(
    ("text", "first_line", "body"),
    [
        ("\ufeff---\n{}\n---\nText.\n", 6, "Text.\n"),
        ("---\r\n{}\r\n---\r\nText.\r\n", 6, "Text.\n"),
        ("\n\n---\n{}\n---\nText.\n", 8, "Text.\n"),
        ("---  \n{}\n--- \t\nText.\n", 6, "Text.\n"),
        ("---\n{}\n---\n\n---\n\nText.\n\n---\n", 6, "\n---\n\nText.\n\n---\n"),
        ("---\n{}\n---\n", 6, ""),
        ("---\n{}\n---", 6, ""),
    ],
)
def test_case_10_a_front_matter_is_found_and_no_text_is_lost(text, first_line, body):
    matter = "title: T\ndate: 2022-03-18\nauthor: A"

    reading = parse(text.format(matter), path=PATH, kind=SourceKind.ARTICLE, zone=ZONE)

    assert isinstance(reading.record, Article)
    assert (reading.record.title, reading.first_line, reading.body, reading.problems) == ("T", first_line, body, ())


_EXAMPLE = (
    "Begin the file with a line '---', then 'title: …', 'date: …' and 'author: …', then a line '---', then the text."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", f"1:1: the file is empty [missing-field] {_EXAMPLE}"),
        (" \n\n", f"1:1: the file is empty [missing-field] {_EXAMPLE}"),
        ("Text.\n", f"1:1: the file has no front matter [missing-field] {_EXAMPLE}"),
        (
            "---\ntitle: T\n",
            (
                "1:1: the front matter that opens here never ends [unclosed-front-matter] "
                "Write a line '---' after the last field, above the text."
            ),
        ),
        (
            "---\ntitle: T\n----\nText.\n",
            (
                "1:1: the front matter that opens here never ends [unclosed-front-matter] "
                "Line 3 is '----'; write --- there, if it is to end the front matter."
            ),
        ),
        (
            "---\ntitle: T\n---\n---\ntitle: U\ndate: 2022-03-18\n---\nText.\n",
            (
                "5:1: a second front matter stands here, after the first was closed [bad-yaml] "
                "Move its fields up between the first two lines '---', and delete the other lines '---'."
            ),
        ),
        (
            "title: T\n---\nText.\n",
            (
                "1:1: 'title: T' stands before the line '---' that opens the front matter [bad-yaml] "
                "Front matter begins with a line '---': write that line first, "
                "and keep one such line after the last field."
            ),
        ),
        (
            "+++\ntitle = 'T'\n+++\nText.\n",
            (
                "1:1: this front matter is TOML ('+++'), which is not read here [foreign-front-matter] "
                "Write it as YAML between two lines '---': a colon for '=', as in title: Four Warships."
            ),
        ),
        (
            "---\ntitle: T\n<<<<<<< Updated upstream\ndate: 1\n=======\ndate: 2\n>>>>>>> stash\n---\nText.\n",
            (
                "3:1: two versions of the text meet here, and nobody has chosen between them [merge-marker] "
                "Keep one of the two versions, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."
            ),
        ),
    ],
)
def test_cases_10_to_12_and_18_a_file_without_one_front_matter_gives_one_error(text, expected):
    reading = parse(text, path=PATH, kind=SourceKind.ARTICLE, zone=ZONE)

    assert reading.record is None
    assert lines_of(reading) == [expected]


def test_case_12_a_merge_marker_in_the_body_is_an_error_and_a_quotation_is_none():
    conflict = parse_article("title: T\ndate: 2022-03-18\nauthor: A", "One.\n<<<<<<< HEAD\nTwo.\n")
    quotation = parse_article("title: T\ndate: 2022-03-18\nauthor: A", ">>>>>>> One.\n")

    assert [(problem.rule, problem.location.line) for problem in conflict.problems] == [("merge-marker", 7)]
    assert quotation.problems == ()


def test_case_18_what_is_too_large_gives_one_error():
    matter = parse_article("title: " + "x" * 17_000)
    body = parse_article("title: T", "x" * 513 * 1024)

    assert lines_of(matter) == [
        "2:1: the front matter has 17,008 bytes, and 16,384 are allowed [too-large] Move long texts into the body."
    ]
    assert lines_of(body) == [
        "4:1: the text has 525,312 bytes, and 524,288 are allowed [too-large] Split the article in two."
    ]


def write(root: Path, data: bytes) -> Source:
    (root / "x.md").write_bytes(data)
    return Source(path="x.md", kind=SourceKind.ARTICLE, size=len(data), modified_ns=0, inode=0)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            b"---\ntitle: caf\xc3\xa9 \x93x\n---\n",
            (
                "2:13: the byte 0x93 is no UTF-8; it may stand for '“' [bad-encoding] "
                "Save the file again with the encoding UTF-8; editors offer it under 'Save with encoding'."
            ),
        ),
        (
            "---\ntitle: T".encode("utf-16"),
            (
                "1:1: this file is saved as UTF-16, and only UTF-8 is read [bad-encoding] "
                "Save the file again with the encoding UTF-8; editors offer it under 'Save with encoding'."
            ),
        ),
        (b"x" * 600_000, "1:1: this file has more than 541,696 bytes [too-large] Split the article in two."),
    ],
)
def test_case_18_a_file_that_is_no_text_gives_one_error(tmp_path, data, expected):
    assert lines_of(read(tmp_path, write(tmp_path, data), ZONE)) == [expected]


def test_a_file_that_became_a_link_or_went_away_is_a_problem(tmp_path):
    source = write(tmp_path, b"---\n---\n")
    (tmp_path / "x.md").rename(tmp_path / "y.md")
    gone = read(tmp_path, source, ZONE)
    (tmp_path / "x.md").symlink_to(tmp_path / "y.md")
    linked = read(tmp_path, source, ZONE)

    hint = "Make it an ordinary file that everybody may read."
    assert lines_of(gone) == [f"1:1: this file cannot be read: No such file or directory [bad-encoding] {hint}"]
    assert lines_of(linked) == [
        f"1:1: this file cannot be read: Too many levels of symbolic links [bad-encoding] {hint}"
    ]
