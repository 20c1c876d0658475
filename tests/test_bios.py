"""These tests read bios: where one stands in a body, when two wordings are one, and which one is shown."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.bios import (
    Change,
    Found,
    Print,
    Printed,
    Signature,
    change_between,
    choose,
    content_words,
    find_bios,
    gather,
    mismatch,
    normal_form,
    plain_text,
    profile_accounts,
    role_of,
    says_nothing,
    telling,
)
from generator.bylines import parse_name
from generator.markdown import parse
from generator.model import Block, Moment, Wording

BIO = "Jack Buckby is a British author and journalist based in New York."


def sign(*names):
    return [Signature(label=name, names=(parse_name(name),)) for name in names]


def blocks(*texts):
    return tuple(Block(index=index, line=10 + index, text=text) for index, text in enumerate(texts))


def moment(day):
    date = dt.date.fromisoformat(day)
    return Moment(instant=dt.datetime.combine(date, dt.time(), dt.UTC), day=date)


def printed(text, day, source="content/articles/a.md"):
    return Print(text=text, source=source, moment=moment(day))


def taken(text, *names):
    return [(bio.label, bio.text) for bio in find_bios(blocks(text), sign(*names)).bios]


ENDS = [
    BIO, "Jack Buckby", "Written By", "About the author: Jack Buckby", "The ships left.", "He lives in Queens.",
    "Jane Doe, editor of Ships Monthly, covers the Navy and the shipyards of the Gulf coast.", "Advertisement",
    "Jack Buckby is the editor of this paper and Jane Doe is its chief correspondent in Japan.", "**Jack Buckby**",
    "The Carpentries Team is a group of people who teach computing to researchers.", "A long way to go, as they say.",
]  # fmt: skip


@given(st.lists(st.sampled_from(ENDS), max_size=9))
def test_what_is_remembered_of_an_end_tells_of_the_same_bios(texts):
    signed = [*sign("Jack Buckby", "Jane Doe"), *HOUSE]

    assert find_bios(telling(blocks(*texts)), signed) == find_bios(blocks(*texts), signed)


def test_of_an_end_without_bios_only_the_last_block_is_remembered():
    end = blocks("The ships left.", "In May it rained.", BIO, "Nobody saw them.", "The end.")

    assert telling(end[:2]) == end[1:2]
    assert telling(end) == (end[2], Block(index=3, line=13, text=""), end[4])


def test_a_bio_is_taken_from_the_last_blocks():
    found = find_bios(blocks("The ships left.", BIO), sign("Jack Buckby"))

    assert found == Found(bios=(Printed(label="Jack Buckby", text=BIO, line=11),), cut=(1,))


def test_the_line_that_announces_a_bio_is_taken_with_it():
    found = find_bios(blocks("The ships left.", "Written By", "Jack Buckby", BIO, "Advertisement"), sign("Jack Buckby"))

    assert found == Found(bios=(Printed(label="Jack Buckby", text=BIO, line=13),), cut=(1, 2, 3))


def test_a_line_that_announces_nothing_stays():
    assert find_bios(blocks("Written By", "The ships left."), sign("Jack Buckby")) == Found()


def test_below_a_marker_a_second_paragraph_belongs_to_the_bio():
    found = find_bios(blocks("About the author", BIO, "He lives in Queens with two dogs."), sign("Jack Buckby"))

    assert [bio.text for bio in found.bios] == [f"{BIO} He lives in Queens with two dogs."]
    assert found.cut == (0, 1, 2)


def test_a_bio_before_the_last_six_blocks_stays():
    assert find_bios(blocks(BIO, *["The ships left."] * 6), sign("Jack Buckby")) == Found()


@pytest.mark.parametrize(
    "text",
    [
        "Jack Buckby is here today.",
        "Jack Buckby is the editor of the desk, and he said that he would go to Rome.",
        "Jack Buckby is the editor of the desk. Do you want to write to him today?",
        "Jack Buckby " + "is a man of many words and " * 30,
        "The editor of this desk is a man who is called Jack Buckby.",
        "Robert Goldel will be working closely with the director of the program.",
        "Jack Buckby, head of the desk, explores the story with the chief of staff on these subjects:",
        "Jack Buckby is presenting on this topic at the summit of the cloud foundry in May. Read more there.",
    ],
    ids=["short", "saying", "question", "long", "no head", "news", "lead-in", "of this article"],
)
def test_what_does_not_read_as_a_bio_stays(text):
    assert taken(text, "Jack Buckby", "Robert Goldel") == []


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Dr. William A. Brantley, is the HRIS Branch Chief in a Human Resources Office.", "Bill Brantley"),
        ("Andrew Weber, Legislative Information Systems Manager, has been at the Law Library.", "Andrew Weber"),
        ("Victoria Wales is a member of the outreach team of the administration.", "Victoria Bitzer-Wales"),
        ("Rosario Méndez works in the Division of Consumer and Business Education.", "Rosario Mendez"),
        ("V. David Zvenyach (“Dave Z”, he/him) is the Deputy Commissioner of a service.", "V. David Zvenyach"),
        ("Digital Communications Specialist Kathryn Karnell has worked in the field for years.", "Kathryn Karnell"),
        ("Stephanie Thum, a former reporter, writes on customers and on the government.", "Stephanie Thum"),
    ],
)
def test_a_bio_may_name_its_author_in_another_form(text, author):
    assert taken(text, author) == [(author, text)]


def test_two_bios_in_one_block_are_parted_at_the_sentence():
    one = "Kim Vitelli is the division chief for the U.S. Employment Administration (ETA)."
    other = "Michael Harding is the project manager in ETA."

    assert taken(f"{one} {other}", "Kim Vitelli", "Michael Harding") == [
        ("Kim Vitelli", one),
        ("Michael Harding", other),
    ]


def test_a_sentence_about_several_authors_is_each_ones():
    text = "Gray Brooks, Eric Mill, Heather Battaglia, and Colin Craig are at 18F and maintain the site."

    assert taken(text, "Eric Mill", "Colin Craig") == [("Eric Mill", text), ("Colin Craig", text)]


def test_in_a_sentence_of_two_clauses_the_second_author_has_the_own_clause_and_no_word_is_lost():
    other = "Debra Harris is a public affairs specialist at the accounting service."
    text = f"Ellen Losey is the senior designer at the institute and {other}"

    assert taken(text, "Ellen Losey", "Debra Harris") == [("Ellen Losey", text), ("Debra Harris", other)]


@pytest.mark.parametrize(
    "text",
    [
        "_Ann Lee is the chief of a branch in the public affairs office.",
        "<p> <em><strong>Ann Lee</strong> is the chief of a branch in the public affairs office.</em> </p>",
        '[Ann Lee]({{< ref "/authors/ann" >}}) is the chief of a branch in the public affairs office.',
        '{{< img src="a.png" >}}Ann Lee is the chief of a branch in the [public affairs]({{<ref "x">}} “X”) office.',
    ],
    ids=["loose mark", "html", "template call", "picture"],
)
def test_markup_that_was_left_in_a_text_hides_no_bio(text):
    assert taken(text, "Ann Lee") == [("Ann Lee", "Ann Lee is the chief of a branch in the public affairs office.")]


def test_one_name_alone_is_nobodys_bio_but_below_a_marker():
    text = "Diego is a writer on public services and on the navy."

    assert taken(text, "diego") == []
    assert find_bios(blocks("Written By", text), sign("diego")).bios == (Printed(label="diego", text=text, line=11),)


HOUSE = [Signature(label="team", names=(parse_name("The Carpentries Team"),), houses=("carpentries team",))]


@pytest.mark.parametrize(
    ("texts", "cut"),
    [
        (("Text.", "The Carpentries Team is a group of people who teach computing to researchers."), (1,)),
        (("Text.", "The Carpentries Team (TCT) are the people who teach computing to researchers."), (1,)),
        (("About the authors", "The Carpentries Team teaches computing to researchers in many places."), (0, 1)),
        (("Text.", "The Carpentries Team is pleased to announce a new lesson on the shell."), ()),
        (("The Carpentries Team is a group of people who teach computing to researchers.", "Text."), ()),
        (("Text.", "Another Team is a group of people who teach computing to researchers."), ()),
    ],
    ids=["last", "plural", "marked", "news", "not last", "another"],
)
def test_the_bio_of_an_institution_is_the_last_block_or_below_a_marker(texts, cut):
    found = find_bios(blocks(*texts), HOUSE)

    assert found.cut == cut
    assert [(bio.label, bio.text) for bio in found.bios] == ([("team", texts[cut[-1]])] if cut else [])


MARKERS = [
    "Written By", "WRITTEN BY:", "Written and edited by", "This story was written by", "About the author",
    "About the Authors:", "About the contributors", "About the writer", "About authors", "The author", "The authors",
    "Meet the author", "Meet the authors", "Guest author", "Biography", "Bio", "Bios", "Expert Biography",
    "Author bio", "Author Bios", "Author's bio", "Author’s biography", "Authors' biographies",
]  # fmt: skip


@pytest.mark.parametrize("marker", MARKERS)
def test_a_marker_opens_the_bios_wherever_it_stands_for_both_who_read_it(marker):
    body = "\n\n".join(["Text.", f"## {marker}", BIO, *["The ships left."] * 9])
    _, facts, _ = parse(body, path="a.md", first_line=1)

    found = find_bios(facts.closing, sign("Jack Buckby"))

    assert found == Found(bios=(Printed(label="Jack Buckby", text=BIO, line=5),), cut=(1, 2))


@pytest.mark.parametrize(
    "text", ["The author is here.", "Bio-weapons are banned.", "Biography of a tank", "Meet the authors at the fair"]
)
def test_what_begins_like_a_marker_and_runs_on_is_none(text):
    assert find_bios(blocks(text, "Buckby is a man of many ships and of many words."), sign("Jack Buckby")) == Found()


def test_the_bio_of_somebody_else_stays_and_is_told():
    text = "Jessica Milcetich is a digital media strategist on the team in Washington."

    assert find_bios(blocks("Text.", text), sign("Jonathan Rubin")) == Found(strangers=(("Jessica Milcetich", 11),))


@pytest.mark.parametrize(
    "text",
    [
        "Megan Smith, U.S. Chief Technology Officer to the White House, will open the conference in May.",
        "Sam Fox, Pathways Intern, National Park Service, conducted the interview that the article rests on.",
        "Colin Craig, Shawn Allen, and Amber Reed contributed to this post.",
        "Daniel Morgan wrote and suggested that we add a link to the toolkit of the program.",
    ],
)
def test_what_somebody_else_did_or_will_do_is_no_bio(text):
    assert find_bios(blocks("Text.", text), sign("Jonathan Rubin")) == Found()


def test_without_a_byline_nobody_is_missing_from_it():
    text = "Amber Waves is one of a number of publications that you can find in the gallery."

    assert find_bios(blocks("Text.", text), []) == Found()


def test_a_bio_of_the_front_matter_that_names_another_is_a_mismatch_and_a_changed_family_name_is_none():
    assert (
        mismatch("Justin Koufopoulos is a two-term fellow of the White House.", sign("Stephen Winchell"))
        == "Justin Koufopoulos"
    )
    assert mismatch("Julia Elman is a designer of services in Chicago.", sign("Julia Solórzano")) == ""
    assert mismatch("He is a designer of services in Chicago.", sign("Stephen Winchell")) == ""


def test_printings_that_differ_in_quotes_spaces_entities_and_markup_are_one_wording():
    forms = {
        normal_form(text)
        for text in (
            "Ann’s desk is where she’s a writer on arms.",
            "Ann's desk is where she's a\u00a0writer on arms",
            "Ann&#39;s desk is<br />where she&#39;s a [writer](https://example.org/a) on arms. ",
            "<p>Ann's desk is where she's a **writer** on arms.</p>",
        )
    }

    assert forms == {"anns desk is where shes a writer on arms"}


def test_markup_is_not_shown():
    text = "[Ann Lee][1] is a <em>writer</em> &amp; editor.\n\n[1]: https://example.org/\n"

    assert plain_text(text) == "Ann Lee is a writer & editor."


def test_a_stub_is_a_role():
    assert says_nothing("Design strategist")
    assert says_nothing("Co-product owner of the catalog in the Office of Solutions within the service")
    assert not says_nothing("Ann Lee is a design strategist at the office.")
    assert not says_nothing("I’m Brad Frost, a web designer, speaker and consultant in Pittsburgh")
    assert [
        role_of(text)
        for text in (
            "Design strategist",
            "Chief of staff.",
            "Ann Lee is the director of the desk.",
            "By Ann Lee, director of the desk",
            "Chief of the desk, Office of Ships",
        )
    ] == [
        "Design strategist",
        "Chief of staff",
        "Director of the desk",
        "Director of the desk",
        "Chief of the desk, Office of Ships",
    ]


SHORT = "Ann Lee is a writer on arms and on ships."
LONG = "Ann Lee is a writer on arms and on ships. She lives in Rome."


def test_wordings_are_kept_with_their_days_newest_first():
    wordings = gather(
        [
            printed(LONG, "2021-05-01", "b.md"),
            printed(SHORT, "2019-05-01", "a.md"),
            printed(SHORT, "2020-05-01", "c.md"),
        ]
    )

    assert wordings == (
        Wording(text=LONG, first=moment("2021-05-01"), last=moment("2021-05-01"), articles=("b.md",), source="b.md"),
        Wording(
            text=SHORT, first=moment("2019-05-01"), last=moment("2020-05-01"), articles=("a.md", "c.md"), source="c.md"
        ),
    )


@pytest.mark.parametrize(
    ("prints", "record", "shown"),
    [
        ([(SHORT, "2019-01-01"), (LONG, "2021-01-01")], "", LONG),
        ([(LONG, "2019-01-01"), (SHORT, "2021-01-01")], "", SHORT),
        ([(SHORT, "2021-01-01"), (LONG, "2021-01-01")], "", LONG),
        ([(SHORT, "2019-01-01"), ("Writer on arms", "2021-01-01")], "", SHORT),
        ([(SHORT, "2019-01-01"), (LONG, "2021-01-01")], SHORT, SHORT),
        ([(SHORT, "2019-01-01"), (f"{LONG} This post was originally published in Rome.", "2021-01-01")], "", SHORT),
        (
            [(f"{LONG} This post was originally published in Rome.", "2021-01-01")],
            "",
            f"{LONG} This post was originally published in Rome.",
        ),
    ],
    ids=["newest", "newest though shorter", "fuller of one day", "no stub", "record", "of an article", "no other"],
)
def test_one_wording_is_shown(prints, record, shown):
    wordings = gather(printed(text, day) for text, day in prints)

    chosen = choose(wordings, record=record)

    assert chosen is not None
    assert chosen.text == shown


def test_wordings_are_told_apart_by_how_much_stays():
    edited = SHORT.replace("ships", "boats")

    assert change_between(SHORT, SHORT.upper()) is Change.NONE
    assert change_between(f"{LONG} {SHORT}", f"{LONG} {edited}") is Change.EDITS
    assert change_between(SHORT, LONG) is Change.VARIANT
    assert change_between(SHORT, f"{SHORT} {BIO} {BIO} {BIO}") is Change.VARIANT
    assert change_between(SHORT, "She teaches history at a college in Vermont.") is Change.REWRITE


def test_accounts_have_one_form():
    text = "Follow @JDoe, https://twitter.com/JDoe/ or https://www.linkedin.com/in/jdoe; not a@b.org"

    assert profile_accounts(text) == {"@jdoe", "linkedin.com/in/jdoe"}


def test_content_words_leave_out_the_name_and_the_small_words():
    assert content_words("Ann Lee is a writer on the Navy's ships", {"ann", "lee"}) == {"writer", "navys", "ships"}


@given(
    st.lists(
        st.sampled_from([SHORT, LONG, BIO, "The ships left.", "Written By", "Ann Lee", "She is here."]), max_size=9
    )
)
def test_what_is_cut_is_in_the_bios_or_announces_them(texts):
    found = find_bios(blocks(*texts), sign("Ann Lee", "Jack Buckby"))

    kept = " ".join(bio.text for bio in found.bios)
    assert all(texts[index] in kept or texts[index] == "Written By" for index in found.cut)
    assert len(set(found.cut)) == len(found.cut)
