"""These tests follow a bio from the end of a body to its author: institutions, crowds, reasons, openings."""

import pytest

from generator.archive.people import resolve_people
from generator.archive.people_opening import without_bios
from generator.model import AuthorKind, Block, Facts
from tests.makers import make_article, make_author
from tests.test_people import CLINTON, OLD, ids, resolve, story

TEAM = "The Carpentries Team is a group of people who teach computing to researchers."


def test_the_bio_of_an_institution_is_taken_from_the_end_of_its_article():
    people = resolve(story("a", "The Carpentries Team", end=("Text.", TEAM)))

    (author,) = people.authors
    assert (author.kind, author.bio and author.bio.text) == (AuthorKind.ORGANIZATION, TEAM)
    assert people.cuts == {"content/articles/a.md": (4,)}


@pytest.mark.parametrize(
    ("kind", "cuts"),
    [(AuthorKind.ORGANIZATION, {}), (AuthorKind.PERSON, {"content/articles/a.md": (4,)})],
)
def test_the_kind_of_a_record_says_whether_a_text_is_news_or_a_bio(kind, cuts):
    record = make_author("water", "Blue Water", kind=kind)

    people = resolve(
        story("a", "water", end=("Text.", "Blue Water is happy to write of ships for all readers.")), records=(record,)
    )

    assert people.cuts == cuts


def test_news_about_an_institution_of_the_byline_stays_in_the_text():
    people = resolve(
        story(
            "a", "Office of Information Policy", end=("Text.", "The Office of Information Policy is pleased to tell.")
        )
    )

    assert (people.cuts, people.problems) == ({}, ())


def test_a_family_name_alone_among_many_is_one_question_that_names_a_few():
    given = ("Ann", "Bob", "Carl", "Dora", "Eva", "Fred", "Gina")

    people = resolve(*(story(f"a{i}", f"{name} Bagley") for i, name in enumerate(given)), story("z", "Bagley"))

    assert len(people.authors) == 8
    (problem,) = people.problems
    assert (problem.rule, problem.location.path) == ("ambiguous-author", "content/articles/z.md")
    assert problem.message == (
        "'Bagley' may be 'Ann Bagley' or 'Bob Bagley' or 'Carl Bagley' or 'Dora Bagley' or 'Eva Bagley' or "
        "one of 2 more, and is joined to none of them"
    )


def test_each_join_without_asking_has_its_reason():
    people = resolve(story("a", "Jonanthan Clinton", bio=CLINTON), story("b", "Jonathan Clinton", bio=CLINTON))

    assert ids(people) == ["jonathan-clinton"]
    assert people.merges == {
        "jonathan-clinton": (
            "Jonanthan Clinton and Jonathan Clinton: the names fit; the bios are alike (0.89 of their content words)",
        )
    }


def test_the_opening_and_the_count_of_words_leave_the_bios_out():
    closing = (
        Block(index=0, line=5, text="Ships."),
        Block(index=1, line=7, text="Written By"),
        Block(index=2, line=9, text=OLD),
    )
    facts = Facts(words=3 + len(OLD.split()), opening=f"Ships. Written By {OLD}", closing=closing)
    article = make_article(facts=facts)

    shortened = without_bios(article, (1, 2))

    assert (shortened.facts.opening, shortened.facts.words) == ("Ships.", 1)
    assert without_bios(article, ()) is article


def test_with_strip_bios_off_an_institution_keeps_its_bio_in_the_text_and_has_it_too():
    people = resolve_people([story("a", "The Carpentries Team", end=("Text.", TEAM))], (), strip_bios=False)

    assert people.cuts == {}
    assert [wording.text for wording in people.authors[0].wordings] == [TEAM]
