"""These tests read bylines: who is named, in which form, and what two spellings of a name share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.bylines import clean, fold, is_given, is_organization, parse_byline, parse_name, same_given
from generator.bylines.organizations import is_person


def who(text):
    return [mention.name.upright for mention in parse_byline(text)]


def keys(*names):
    return {parse_name(name).key for name in names}


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Jack Buckby", ["Jack Buckby"]),
        ("By A Bloom and Carl Bay", ["A Bloom", "Carl Bay"]),
        ("By: Jack Buckby", ["Jack Buckby"]),
        ("Alice Ray, Bob Stone and Carl Day", ["Alice Ray", "Bob Stone", "Carl Day"]),
        ("Maya Carlin, Peter Suciu, & Kris Osborn", ["Maya Carlin", "Peter Suciu", "Kris Osborn"]),
        ("Carol Nichols and David Wood", ["Carol Nichols", "David Wood"]),
        ("JOHN SMITH AND JANE DOE", ["JOHN SMITH", "JANE DOE"]),
        ("Jong, Michiel de", ["Michiel de Jong"]),
        ("King, Martin, Jr.", ["Martin King Jr."]),
        ("Smith, John; Jones, Mary", ["John Smith", "Mary Jones"]),
        ("Jong, Michiel de and King, Martin, Jr.", ["Michiel de Jong", "Martin King Jr."]),
        ("Lopez Mateos, Adolfo", ["Adolfo Lopez Mateos"]),
        ("von der Leyen, Ursula", ["Ursula von der Leyen"]),
        ("Kelvin Droegemeier, PhD", ["Kelvin Droegemeier"]),
        ("Jane Doe, MD, and John Roe, PhD", ["Jane Doe", "John Roe"]),
        ("Martin Luther King, Jr., and Ralph Abernathy", ["Martin Luther King Jr.", "Ralph Abernathy"]),
        ("Kate, Melody and Carolyn", ["Kate", "Melody", "Carolyn"]),
        ("Dr. Jane Doe with Prof. John Roe", ["Jane Doe", "John Roe"]),
        ("Guardian staff and agencies", ["Guardian staff"]),
        ("Eva Smith and friends", ["Eva Smith"]),
        ("Ann Lee (avec Damien Leloup et Morgane Tual)", ["Ann Lee", "Damien Leloup", "Morgane Tual"]),
        ("Jane Doe with reporting by John Roe", ["Jane Doe", "John Roe"]),
        ("By Jane Doe, with additional reporting by John Roe", ["Jane Doe", "John Roe"]),
        ("By Nathan Willis\n     March 25, 2015", ["Nathan Willis"]),
        ("Last Updated: January 7, 2025", []),
        ("April 28, 2019 at 6:01 am Updated April 29, 2019 at 3:33 pm", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_byline_names_its_people_in_order(byline, names):
    assert who(byline) == names


@pytest.mark.parametrize(
    "name",
    ["19FortyFive Staff", "AFP", "The Carpentries Team", "Bureau of Industry and Security", "BBC News", "18F",
     "HIV.gov", "Department of Health and Human Services", "Office of Science and Technology Policy",
     "U.S. Army Public Affairs", "Mac & i"],
)  # fmt: skip
def test_an_institution_is_one_mention_and_its_and_stays(name):
    mentions = parse_byline(name)

    assert [(mention.published, mention.is_organization) for mention in mentions] == [(name, True)]


@pytest.mark.parametrize("name", ["Allison Press", "Robert O. Blake Jr.", "kate", "andrewmaier", "JT Smith", "@bzyo_"])
def test_a_person_is_no_institution(name):
    mentions = parse_byline(name)

    assert [(mention.published, mention.is_organization) for mention in mentions] == [(name, False)]


def test_people_are_split_off_an_institution_on_either_side():
    assert who("Bureau of Industry and Security and John Smith") == ["Bureau of Industry and Security", "John Smith"]
    assert who("John Smith and 19FortyFive Staff") == ["John Smith", "19FortyFive Staff"]
    assert who("Reuters and AFP") == ["Reuters", "AFP"]


def test_what_a_byline_says_of_a_name_is_kept_apart_from_it():
    found = [
        (mention.published, mention.role, mention.place, mention.affiliation)
        for text in (
            "Sam Levin in Los Angeles and Sam Levine in New York",
            "Susan J. Simmons, NCSU Analytics",
            "Jane Doe, Breaking News Editor",
            "Gwyn Topham Transport correspondent",
            "Jane Doe - Reuters",
            "Jane Doe (AP)",
            "Thijs Alkemade from Computest",
            "Reporting by Jane Doe; editing by Sam Roe",
            "Sebastian Köhn, as told to Wilfried Chan",
            "By Brenda  Goodman, MA\n   WebMD Health News",
        )
        for mention in parse_byline(text)
    ]

    assert found == [
        ("Sam Levin", "", "Los Angeles", ""),
        ("Sam Levine", "", "New York", ""),
        ("Susan J. Simmons", "", "", "NCSU Analytics"),
        ("Jane Doe", "Breaking News Editor", "", ""),
        ("Gwyn Topham", "Transport correspondent", "", ""),
        ("Jane Doe", "", "", "Reuters"),
        ("Jane Doe", "", "", "AP"),
        ("Thijs Alkemade", "", "", "Computest"),
        ("Jane Doe", "", "", ""),
        ("Sam Roe", "editing", "", ""),
        ("Sebastian Köhn", "", "", ""),
        ("Wilfried Chan", "as told to", "", ""),
        ("Brenda Goodman, MA", "", "", "WebMD Health News"),
    ]


def test_the_published_form_keeps_titles_and_only_an_inverted_name_is_turned():
    forms = [parse_byline(text)[0].published for text in ("Lt. Col. Theodore J. Erickson", "Jong, Michiel de")]

    assert forms == ["Lt. Col. Theodore J. Erickson", "Michiel de Jong"]


def test_spellings_of_one_name_share_a_key():
    assert keys("Michael Mul&#233;", "Michael Mul&eacute;", "Michael Mulé", "Michael Mule\u0301", "Michael Mule") == {
        "mule|michael||"
    }
    assert keys("Dr. Matt O’Brien", "Matt O'Brien, PhD", "MATT OBRIEN", "O'Brien, Matt", "matt-obrien") == {
        "obrien|matt||"
    }
    assert keys("Michiel de Jong", "Jong, Michiel de", "de Jong, Michiel") == {"jong|michiel||"}
    assert keys("F.J. Blouin", "F. J. Blouin", "Blouin, Rear Admiral F.J.") == {"blouin|f j||"}
    assert keys("Martin King Jr.", "King, Martin, Jr.", "Martin King, JR") == {"king|martin|jr|"}


def test_what_tells_namesakes_apart_is_in_the_key():
    assert keys("King, Rufus, 1755-1827") == {"king|rufus||1755-1827"}
    assert keys("President Toure") == {"president toure|||"}
    assert keys("Robert O. Blake", "Robert O. Blake Jr.", "Robert Blake") == {
        "blake|robert o||",
        "blake|robert o|jr|",
        "blake|robert||",
    }


def test_asides_are_nicknames_or_handles():
    found = [
        parse_name(text) for text in ("Calhoun, John Archibald (Arch)", 'Lannan "Lisa" Luo', "Mark Bereza @ROPsicle")
    ]

    assert [(name.upright, name.nicknames, name.handles) for name in found] == [
        ("John Archibald Calhoun", ("arch",), ()),
        ("Lannan Luo", ("lisa",), ()),
        ("Mark Bereza", (), ("ropsicle",)),
    ]


def test_a_word_that_may_be_a_name_is_a_title_only_before_two_more():
    assert parse_name("Major Jeremy F. Thomas").titles == ("major",)
    assert parse_name("Major Taylor").titles == ()


def test_short_forms_are_one_name_and_two_full_names_are_two():
    assert same_given("bill", "william")
    assert same_given("alex", "alexandra")
    assert not same_given("alexander", "alexandra")
    assert is_given("allison")
    assert not is_given("bureau")


def test_folding_unifies_marks_quotes_hyphens_and_spaces():
    assert fold("  Fredrik\u00a0Østrem‑O’Neil ") == "fredrik ostrem-oneil"
    assert clean("Kristen\u00a0O&amp;#39;Nell\u00ad ") == "Kristen O'Nell"


def test_a_topic_is_no_person_unless_a_given_name_stands_before_it():
    assert not is_person("Technology Policy")
    assert is_person("Jude Law")
    assert is_organization("FedRAMP")


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_exception_and_twice_alike(text):
    assert parse_byline(text) == parse_byline(text)
    assert parse_name(text) == parse_name(text)


@given(st.lists(st.sampled_from(["Ann Lee", "Bob Stone", "Carl Day", "Dora Poe"]), min_size=1, max_size=4, unique=True))
def test_a_list_of_people_is_read_back_as_it_was_written(names):
    text = ", ".join(names[:-1]) + (" and " if names[1:] else "") + names[-1]

    assert who(f"By {text}") == names
