from pathlib import Path

import pytest

from generator.problems import Location, Problem
from generator.search import NO_ALIASES, check_aliases, parse_aliases, read_aliases
from generator.search.aliases import PATH

TABLE = """
[[alias]]
words = ["Kyiv", "Kiev"]
[[alias]]
words = ["Su-27"]
also = ["Flanker"]
[[alias]]
words = ["UH-60", "Black Hawk"]
"""
OURS = Path(__file__).parents[1] / PATH


@pytest.mark.parametrize(
    ("html", "added"),
    [
        ("<p>From Kyiv to the sea.</p>", ("Kiev",)),
        ("<p>KIEV’s walls, and Kyiv.</p>", ()),
        ("<p>(Kyiv’s) “walls”.</p>", ("Kiev",)),
        ("<p>Hawk. Black and hawk.</p>", ()),
        ("<p>A Su-27.</p>", ("Flanker",)),
        ("<p>A su27, a Su‑27SM.</p>", ("Flanker",)),
        ("<p>A Su-270.</p>", ()),
        ("<p>A Flanker.</p>", ()),
        ("<p>A Black <em>Hawk</em> flew.</p>", ("UH-60",)),
        ("<p>A black sky, a hawk.</p>", ()),
        ('<a href="/kiev/" title="Kyiv">Here</a>', ()),
        ("<p>An AN/TPY-2 stands.</p>", ("tpy2",)),
        ("<p>Kyivan.</p>", ()),
    ],
)
def test_a_document_gets_the_words_that_its_own_call_for(html, added):
    aliases, problems = parse_aliases(TABLE)

    assert problems == []
    assert aliases.words_for(html) == added


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("[[alias]]\n", 1, "words and also are lists of texts"),
        (
            '[[alias]]\nwords = ["a", "b"]\n\n[[alias]]\nwords = ["a"]\n',
            4,
            "an entry needs a word, and another that finds it",
        ),
        ('[[alias]]\nwords = ["a", 2]\n', 1, "words and also are lists of texts"),
        ('[[alias]]\nwords = ["a", "–"]\n', 1, "a word needs a letter or a digit"),
        ('[[alias]]\nword = ["a", "b"]\n', 1, "an entry has no field 'word'"),
        ("alias = 3\n", 1, "the table is to hold nothing but [[alias]] entries"),
        ('[alias]\nwords = ["a", "b"]\n', 1, "the table is to hold nothing but [[alias]] entries"),
        ("alias = [3]\n", 1, "an entry is a table that begins with [[alias]]"),
        ("[[alias]]\nwords = x\n", 2, "this is no TOML: Invalid value"),
    ],
)
def test_what_is_wrong_with_the_table_is_told_with_its_line(text, line, message):
    problems = check_aliases(text)

    assert [(problem.location.path, problem.location.line, problem.message) for problem in problems] == [
        (PATH, line, message)
    ]
    assert [problem.rule for problem in problems] == ["bad-field"]


def test_an_archive_without_a_table_has_no_other_spellings(tmp_path):
    assert read_aliases(tmp_path) == (NO_ALIASES, [])


def test_a_table_that_is_no_text_is_a_problem(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / PATH).write_bytes(b"\xff\xfe")

    aliases, problems = read_aliases(tmp_path)

    assert aliases == NO_ALIASES
    assert problems == [
        Problem(
            location=Location(path=PATH),
            rule="bad-field",
            message="this is no UTF-8 text",
            hint="Save the file as UTF-8.",
        )
    ]


def test_the_table_of_this_archive_is_sound_and_long():
    text = OURS.read_text(encoding="utf-8")

    assert check_aliases(text) == []
    assert text.count("[[alias]]") >= 250
