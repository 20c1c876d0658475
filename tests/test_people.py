"""These tests hold "one author, one bio, once": each case of the authors' rule, with whole values."""

import datetime as dt
import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.archive.people import People, resolve_people
from generator.archive.people_report import report_json, report_text
from generator.bios import normal_form, role_of, says_nothing
from generator.model import AuthorKind, Block, Byline, Credit, Facts, PrintedBio, Review
from generator.problems import Location, Problem
from tests.makers import make_article, make_author

ROOT = Path(__file__).parents[1]

OLD = (
    "Jack Buckby is a British author, counter-extremism researcher, and journalist based in New York. "
    "His books and research papers explore these themes."
)
NEW = (
    "Jack Buckby is 19FortyFive's Breaking News Editor. He is a British author, counter-extremism researcher, and "
    "journalist based in New York. His books and research papers explore these themes."
)
CLINTON = "Jonathan Clinton is the acting deputy chief financial officer and the director of an automation program."
DESIGNER = "is the co-founder of a design system and a designer of public services in Chicago."


def story(slug, author="Jack Buckby", *, day="2022-03-18", bio=None, end=(), authors=None):
    path = f"content/articles/{slug}.md"
    place = Location(path=path, line=4, column=9)
    named = bio if isinstance(bio, dict) else {"": bio} if bio else {}
    return make_article(
        slug,
        day=day,
        path=path,
        bylines=authors or (Byline(text=author, location=place),),
        bios=tuple(PrintedBio(text=text, location=place, name=name) for name, text in named.items()),
        facts=Facts(closing=tuple(Block(index=3 + i, line=20 + 2 * i, text=text) for i, text in enumerate(end))),
    )


def by_id(slug, *ids):
    place = Location(path=f"content/articles/{slug}.md", line=4)
    return story(slug, authors=tuple(Byline(text="", id=id_, location=place) for id_ in ids))


def resolve(*articles, records=(), strip_bios=True) -> People:
    return resolve_people(articles, records, strip_bios=strip_bios)


def ids(people):
    return [author.id for author in people.authors]


def texts(author):
    return [wording.text for wording in author.wordings]


def test_case_1_the_same_bio_twice_under_one_article_is_one_author_and_one_bio():
    people = resolve(
        story("warships", end=("The Tsugaru Strait runs between islands.", OLD, "Written By", NEW, "Advertisement"))
    )

    (author,) = people.authors
    assert (author.id, author.name) == ("jack-buckby", "Jack Buckby")
    assert author.bio is not None
    assert author.bio.text == NEW
    assert texts(author) == [NEW, OLD]
    assert people.cuts == {"content/articles/warships.md": (4, 5, 6)}
    assert people.printed == {"content/articles/warships.md": (("jack-buckby", NEW),)}
    assert (people.review, people.problems) == ((), ())


def test_with_strip_bios_off_the_body_keeps_its_bio_and_the_author_has_it_too():
    people = resolve(story("warships", end=("Written By", NEW)), strip_bios=False)

    assert people.cuts == {}
    assert texts(people.authors[0]) == [NEW]


def test_case_2_five_printings_that_differ_in_marks_are_one_wording():
    printings = (
        "Jack’s desk is where he’s a writer on arms.",
        "Jack's desk is where he's a\u00a0writer on arms.",
        "Jack&#39;s desk is where he&#39;s a writer on arms.",
        "Jack's desk is<br />where he's a [writer](https://example.org/) on arms.",
        "Jack's desk is where he's a writer on arms. ",
    )

    people = resolve(*(story(f"a{i}", bio=text, day=f"2022-03-1{i}") for i, text in enumerate(printings)))

    (wording,) = people.authors[0].wordings
    assert wording.text == "Jack's desk is where he's a writer on arms."
    assert wording.first is not None
    assert wording.last is not None
    assert (wording.first.day, wording.last.day) == (dt.date(2022, 3, 10), dt.date(2022, 3, 14))
    assert wording.articles == tuple(f"content/articles/a{i}.md" for i in range(5))


def test_case_3_of_a_sentence_and_the_same_with_a_second_the_newer_is_shown():
    first = "Jack Buckby is a British author and journalist in New York."
    second = f"{first} He covers the Pacific."

    people = resolve(story("a", bio=first, day="2019-05-01"), story("b", bio=second, day="2021-05-01"))

    assert people.authors[0].bio is not None
    assert people.authors[0].bio.text == second
    assert texts(people.authors[0]) == [second, first]


def test_case_4_a_short_name_in_the_byline_and_a_full_name_in_the_bios_are_one():
    at_usda = "Dr. William A. Brantley is the branch chief of a rural development office at USDA."
    at_uspto = "Dr. William Brantley is the training administrator of a global academy at USPTO."

    people = resolve(
        story("a", "Bill Brantley", day="2014-05-01", end=("Text.", at_usda)),
        story("b", "Bill Brantley", day="2017-05-01", end=("Text.", at_uspto)),
        story("c", "Bill Brantley", day="2018-05-01", end=("Text.",)),
    )

    (author,) = people.authors
    assert (author.id, author.name, author.names) == ("bill-brantley", "Bill Brantley", ("Bill Brantley",))
    assert texts(author) == [at_uspto, at_usda]
    assert author.bio == author.wordings[0]
    assert people.cuts == {"content/articles/a.md": (4,), "content/articles/b.md": (4,)}


def test_case_5_a_cohort_with_one_bio_stays_four():
    names = ("Ann Lee", "Bob Stone", "Carl Day", "Dora Poe")

    people = resolve(
        *(
            story(f"a{i}", name, bio=f"{name} is a fellow in the U.S. Digital Corps' 2022 cohort.")
            for i, name in enumerate(names)
        )
    )

    assert ids(people) == ["ann-lee", "bob-stone", "carl-day", "dora-poe"]
    assert people.review == ()


def test_case_6_a_misspelt_name_with_the_same_bio_is_one_author_and_its_address_redirects():
    people = resolve(story("a", "Jonanthan Clinton", bio=CLINTON), story("b", "Jonathan Clinton", bio=CLINTON))

    (author,) = people.authors
    assert (author.id, author.name, author.old_ids) == ("jonathan-clinton", "Jonathan Clinton", ("jonanthan-clinton",))
    assert author.names == ("Jonanthan Clinton", "Jonathan Clinton")
    assert people.review == ()


def test_case_7_a_changed_family_name_is_asked_about_until_a_record_answers():
    articles = (
        story("a", "Julia Elman", bio=f"Julia Elman {DESIGNER}"),
        story("b", "Julia Solórzano", bio=f"Julia Solórzano {DESIGNER}"),
    )

    asked = resolve(*articles)
    answered = resolve(
        *articles, records=(make_author("julia-solorzano", "Julia Solórzano", aliases=("Julia Elman",)),)
    )

    assert ids(asked) == ["julia-elman", "julia-solorzano"]
    assert asked.review == (
        Review(
            reason="other-family-name",
            names=("Julia Elman", "Julia Solórzano"),
            evidence=(
                "the given names fit, the family names differ; the bios are alike (1.00 of their content words) "
                "(Julia Elman: 1 article, Julia Solórzano: 1 article)"
            ),
            suggestion=(
                '# content/authors/julia-solorzano.md, a new file\nname: "Julia Solórzano"\naliases: [Julia Elman]\n'
                "# or, if they are two: not_same_as: [Julia Elman]"
            ),
        ),
    )
    assert asked.problems == (
        Problem(
            location=Location(path="content/articles/a.md", line=4, column=9),
            rule="similar-author",
            message="'Julia Elman' may be 'Julia Solórzano'",
            hint=(
                "If they are one, write aliases: [Julia Elman] in content/authors/julia-solorzano.md; "
                "if not, not_same_as: [Julia Elman]."
            ),
        ),
    )
    assert ids(answered) == ["julia-solorzano"]
    assert answered.authors[0].old_ids == ("julia-elman",)
    assert answered.credits["content/articles/a.md"] == (Credit(author="julia-solorzano", published="Julia Elman"),)
    assert (answered.review, answered.problems) == ((), ())


def test_case_7_an_editor_may_also_part_them_and_is_not_asked_again():
    people = resolve(
        story("a", "Julia Elman", bio=f"Julia Elman {DESIGNER}"),
        story("b", "Julia Solórzano", bio=f"Julia Solórzano {DESIGNER}"),
        records=(make_author("julia-solorzano", "Julia Solórzano", not_same_as=("Julia Elman",)),),
    )

    assert ids(people) == ["julia-elman", "julia-solorzano"]
    assert (people.review, people.problems) == ((), ())


def test_case_8_entities_and_unicode_forms_are_one_name():
    spellings = (
        "Michael Mul&#233;",
        "Michael Mul&eacute;",
        "Michael Mulé",
        unicodedata.normalize("NFD", "Michael Mulé"),
        "Michael Mule",
    )

    people = resolve(*(story(f"a{i}", spelling) for i, spelling in enumerate(spellings)))

    (author,) = people.authors
    assert (author.id, author.name, author.names) == ("michael-mule", "Michael Mulé", ("Michael Mule", "Michael Mulé"))


def test_case_9_father_and_son_are_two_and_a_name_for_either_is_neither():
    people = resolve(
        story("a", "Robert O. Blake", day="1985-01-01"),
        story("b", "Robert O. Blake Jr.", day="2012-01-01"),
        story("c", "Robert Blake", day="1999-01-01"),
    )

    assert ids(people) == ["robert-blake", "robert-o-blake", "robert-o-blake-jr"]
    assert [(problem.rule, problem.location.path, problem.message) for problem in people.problems] == [
        ("similar-author", "content/articles/b.md", "'Robert O. Blake Jr.' may be 'Robert O. Blake'"),
        (
            "ambiguous-author",
            "content/articles/c.md",
            "'Robert Blake' may be 'Robert O. Blake Jr.' or 'Robert O. Blake', and is joined to none of them",
        ),
    ]


def test_case_10_two_people_of_one_name_are_told_apart_by_their_ids():
    records = (
        make_author("duncan-campbell", "Duncan Campbell"),
        make_author("duncan-campbell-2", "Duncan Campbell", not_same_as=("duncan-campbell",)),
    )

    people = resolve(by_id("a", "duncan-campbell", "duncan-campbell-2"), records=records)

    assert ids(people) == ["duncan-campbell", "duncan-campbell-2"]
    assert people.credits["content/articles/a.md"] == (
        Credit(author="duncan-campbell", published="Duncan Campbell"),
        Credit(author="duncan-campbell-2", published="Duncan Campbell"),
    )
    assert (people.review, people.problems) == ((), ())


def test_case_10_the_bare_name_of_two_records_is_neither():
    records = (make_author("duncan-campbell", "Duncan Campbell"), make_author("duncan-campbell-2", "Duncan Campbell"))

    people = resolve(story("a", "Duncan Campbell"), records=records)

    assert ids(people) == ["duncan-campbell", "duncan-campbell-2", "duncan-campbell-3"]
    assert people.credits["content/articles/a.md"] == (Credit(author="duncan-campbell-3", published="Duncan Campbell"),)
    assert [(problem.rule, problem.hint) for problem in people.problems] == [
        ("ambiguous-author", "Write in the article author: duncan-campbell or author: duncan-campbell-2."),
        (
            "similar-author",
            (
                "If they are one, write same_as: [duncan-campbell] in content/authors/duncan-campbell-2.md; "
                "if not, not_same_as: [duncan-campbell]."
            ),
        ),
    ]


def test_case_11_names_that_differ_by_a_letter_in_one_byline_are_two_without_their_places():
    people = resolve(story("a", "Sam Levin in Los Angeles and Sam Levine in New York"))

    assert people.credits["content/articles/a.md"] == (
        Credit(author="sam-levin", published="Sam Levin"),
        Credit(author="sam-levine", published="Sam Levine"),
    )
    assert (people.review, people.problems) == ((), ())


def test_case_12_institutions_are_organizations():
    names = ("19FortyFive Staff", "AFP", "The Carpentries Team", "Bureau of Industry and Security")

    people = resolve(*(story(f"a{i}", name) for i, name in enumerate(names)))

    assert [(author.name, author.kind) for author in people.authors] == [
        ("19FortyFive Staff", AuthorKind.ORGANIZATION),
        ("AFP", AuthorKind.ORGANIZATION),
        ("Bureau of Industry and Security", AuthorKind.ORGANIZATION),
        ("The Carpentries Team", AuthorKind.ORGANIZATION),
    ]


def test_case_13_the_bio_of_somebody_else_at_the_end_is_nobodys_and_is_told():
    other = "Jessica Milcetich is a digital media strategist on the team in Washington."

    people = resolve(story("a", "Jonathan Rubin", end=("Text.", other)))

    assert (ids(people), people.cuts, people.authors[0].bio) == (["jonathan-rubin"], {}, None)
    assert people.problems == (
        Problem(
            location=Location(path="content/articles/a.md", line=4, column=9),
            rule="bio-mismatch",
            message="the article ends with a bio of 'Jessica Milcetich' (line 22), whom the byline does not name",
            hint=(
                "If Jessica Milcetich wrote it too, write authors: [Jonathan Rubin, Jessica Milcetich]; "
                "if not, leave it: it stays nobody's bio."
            ),
        ),
    )


NAMES = [
    "Jack Buckby", "J. Buckby", "Jak Buckby", "Robert Blake", "Bob Blake", "Robert O. Blake", "Robert O. Blake Jr.",
    "Ann Lee and Bob Stone", "Lee, Ann", "AFP", "jack-buckby", "Ann Lee in Rome",
]  # fmt: skip
BIOS = [None, OLD, NEW, "Design strategist", f"Robert Blake {DESIGNER}", f"Ann Lee {DESIGNER}"]
STORIES = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(BIOS),
        st.sampled_from(BIOS),
        st.dates(dt.date(2000, 1, 1), dt.date(2020, 1, 1)),
    ),
    max_size=9,
).map(
    lambda rows: [
        story(f"a{i}", name, bio=bio, end=("Text.", end) if end else (), day=day.isoformat())
        for i, (name, bio, end, day) in enumerate(rows)
    ]
)
RECORDS = [
    make_author("jbuckby", "Jack Buckby", bio=NEW, aliases=("Jak Buckby",)),
    make_author("robert-blake", "Robert O. Blake", not_same_as=("Robert O. Blake Jr.",)),
    make_author("ann", "Ann Lee", same_as=("ann-two",)),
    make_author("ann-two", "Ann B. Lee", bio="Writer"),
]


@given(STORIES, st.sampled_from([[], RECORDS]), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_case_14_the_order_of_files_changes_nothing(articles, records, random):
    whole = resolve_people(articles, records, strip_bios=True)

    shuffled = resolve_people(
        random.sample(articles, len(articles)), random.sample(records, len(records)), strip_bios=True
    )

    assert report_json(shuffled) == report_json(whole)
    assert shuffled == whole


SEEDED = """
import hashlib, random, sys
from tests.test_people import RECORDS, NAMES, BIOS, resolve_people, story, report_json
ends = [("Text.", BIOS[i * 11 % 6] or "Words.") for i in range(2000)]
articles = [story(f"a{i}", NAMES[i * 7 % 12], bio=BIOS[i * 5 % 6], end=end) for i, end in enumerate(ends)]
random.Random(int(sys.argv[1])).shuffle(articles)
people = resolve_people(articles, RECORDS, strip_bios=True)
print(len(articles), hashlib.sha256((report_json(people) + repr(people)).encode()).hexdigest())
"""


def test_case_14_two_thousand_articles_shuffled_five_times_with_other_hash_seeds_give_equal_bytes():
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SEEDED, seed],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "2", "42", "4711")
    }

    assert [output.split()[0] for output in outputs] == ["2000"]


@given(STORIES, st.sampled_from([[], RECORDS]))
@settings(max_examples=60, deadline=None)
def test_no_bio_is_lost_and_no_two_authors_share_an_address(articles, records):
    people = resolve_people(articles, records, strip_bios=True)

    kept = {normal_form(text) for author in people.authors for text in (*texts(author), author.role)}
    authors = {author.id: author for author in people.authors}
    fields = [(article.path, bio.text) for article in articles for bio in article.bios]
    lone = [text for path, text in fields if len(people.credits[path]) == 1]
    assert {normal_form(text) for text in lone} <= kept
    curated = {role_of(record.bio) if says_nothing(record.bio) else record.bio for record in records if record.bio}
    assert {normal_form(text) for text in curated} <= kept
    assert {normal_form(text) for pairs in people.printed.values() for _, text in pairs} <= kept
    claimed = [id_ for author in people.authors for id_ in (author.id, *author.old_ids)]
    assert len(claimed) == len(set(claimed))
    assert {credit.author for found in people.credits.values() for credit in found} <= authors.keys()


@pytest.mark.parametrize(
    ("bylines", "credits_"),
    [
        (("By A Bloom and Carl Bay",), [("a-bloom", "A Bloom", ""), ("carl-bay", "Carl Bay", "")]),
        (("Carol Nichols and David Wood",), [("carol-nichols", "Carol Nichols", ""), ("david-wood", "David Wood", "")]),
        (("Jong, Michiel de",), [("michiel-de-jong", "Michiel de Jong", "")]),
        (("Susan J. Simmons, NCSU Analytics",), [("susan-j-simmons", "Susan J. Simmons", "")]),
        (("Kelvin Droegemeier, PhD",), [("kelvin-droegemeier", "Kelvin Droegemeier, PhD", "")]),
        (("King, Martin, Jr.",), [("martin-king-jr", "Martin King Jr.", "")]),
        (("Ann Lee", "Lee, Ann", "ANN LEE"), [("ann-lee", "Ann Lee", "")]),
        (("Ann Lee", "Bob Stone"), [("ann-lee", "Ann Lee", ""), ("bob-stone", "Bob Stone", "")]),
    ],
)
def test_case_15_every_form_of_a_byline_becomes_credits(bylines, credits_):
    place = Location(path="content/articles/a.md", line=4)

    people = resolve(story("a", authors=tuple(Byline(text=text, location=place) for text in bylines)))

    found = people.credits["content/articles/a.md"]
    assert [(credit.author, credit.published, credit.role) for credit in found] == credits_


def test_case_15_a_mapping_gives_a_role_and_an_id_leads_to_its_record():
    place = Location(path="content/articles/a.md", line=4)
    bylines = (
        Byline(text="Ann Lee", location=place, role="photos"),
        Byline(text="", id="jherman", location=place),
        Byline(text="kate", location=place),
    )

    people = resolve(
        story("a", authors=bylines),
        records=(make_author("jherman", "Justin Herman"), make_author("kate", "Kate Garklavs")),
    )

    assert people.credits["content/articles/a.md"] == (
        Credit(author="ann-lee", published="Ann Lee", role="photos"),
        Credit(author="jherman", published="Justin Herman"),
        Credit(author="kate", published="Kate Garklavs"),
    )


def test_case_16_a_bio_that_is_only_a_role_is_the_role():
    people = resolve(story("a", bio="Design strategist"))

    (author,) = people.authors
    assert (author.role, author.bio, author.wordings) == ("Design strategist", None, ())
    assert people.printed == {}


def test_the_body_of_a_record_is_shown_before_newer_printings_and_a_stub_in_it_is_not():
    curated = resolve(story("a", bio=NEW), records=(make_author("jack-buckby", "Jack Buckby", bio=OLD),))
    stub = resolve(story("a", bio=NEW), records=(make_author("jack-buckby", "Jack Buckby", bio="Editor"),))

    assert curated.authors[0].bio is not None
    assert (curated.authors[0].bio.text, curated.authors[0].bio.source) == (OLD, "content/authors/jack-buckby.md")
    assert stub.authors[0].bio is not None
    assert (stub.authors[0].bio.text, stub.authors[0].role) == (NEW, "Editor")


def test_a_record_that_names_another_as_its_own_takes_it_in():
    records = (
        make_author("jacqueline-snee", "Jacqueline Snee", same_as=("jsnee", "https://example.org/j")),
        make_author("jsnee", "Jacqueline Snee", role="Manager"),
    )

    people = resolve(story("a", "jsnee"), records=records)

    (author,) = people.authors
    assert (author.id, author.old_ids, author.role, author.same_as) == (
        "jacqueline-snee",
        ("jsnee",),
        "Manager",
        ("https://example.org/j",),
    )
    assert people.review == ()


def test_two_records_of_one_name_are_asked_about_with_the_ids_to_join():
    people = resolve(
        records=(make_author("jacqueline-snee", "Jacqueline Snee"), make_author("jsnee", "Jacqueline Snee"))
    )

    (row,) = people.review
    assert (row.reason, row.suggestion) == (
        "two-records",
        "# content/authors/jsnee.md\nsame_as: [jacqueline-snee]\n# or, if they are two: not_same_as: [jacqueline-snee]",
    )


def test_a_name_written_as_an_id_is_the_author_of_that_name():
    people = resolve(story("a", "Jack Buckby"), story("b", "jack-buckby"))

    assert ids(people) == ["jack-buckby"]
    assert people.authors[0].names == ("Jack Buckby", "jack-buckby")


def test_an_id_is_not_moved_by_a_later_namesake():
    before = resolve(story("a", "Ann Lee", day="2010-01-01"))
    after = resolve(
        story("a", "Ann Lee", day="2010-01-01"),
        story("b", "King, Rufus, 1755-1827", day="2012-01-01"),
        story("c", "King, Rufus, 1814-1876", day="2011-01-01"),
    )

    assert ids(before) == ["ann-lee"]
    assert {author.id: author.articles for author in after.authors} == {
        "ann-lee": ("content/articles/a.md",),
        "rufus-king": ("content/articles/c.md",),
        "rufus-king-2": ("content/articles/b.md",),
    }


def test_an_account_that_two_people_give_as_their_own_is_told():
    people = resolve(story("a", "Ann Lee @desk"), story("b", "Bob Stone (@desk)"))

    assert [(problem.rule, problem.location.path, problem.message) for problem in people.problems] == [
        ("shared-account", "content/articles/a.md", "'Ann Lee' shares @desk with Bob Stone"),
        ("shared-account", "content/articles/b.md", "'Bob Stone' shares @desk with Ann Lee"),
    ]


def test_a_bio_of_the_front_matter_goes_to_whom_it_names():
    bio = {"Ann Lee": f"Ann Lee {DESIGNER}", "Dora Poe": f"Dora Poe {DESIGNER}"}

    people = resolve(story("a", "Ann Lee and Bob Stone", bio=bio))

    assert people.printed == {"content/articles/a.md": (("ann-lee", f"Ann Lee {DESIGNER}"),)}
    assert [problem.message for problem in people.problems] == [
        "a bio of 'Dora Poe' stands here, and the byline does not name them"
    ]


def test_a_byline_that_names_nobody_is_told():
    people = resolve(story("a", "Last Updated: January 7, 2025"))

    assert people.credits == {"content/articles/a.md": ()}
    assert [(problem.rule, problem.message) for problem in people.problems] == [
        ("ambiguous-author", "this byline names nobody")
    ]


def test_the_report_says_who_is_who_as_json():
    people = resolve(story("a", bio=NEW, day="2021-02-03"))

    assert json.loads(report_json(people)) == {
        "authors": [
            {
                "id": "jack-buckby",
                "name": "Jack Buckby",
                "kind": "person",
                "names": ["Jack Buckby"],
                "articles": ["content/articles/a.md"],
                "bio": {"text": NEW, "source": "content/articles/a.md", "since": "2021-02-03"},
                "role": "",
                "wordings": [
                    {"text": NEW, "first": "2021-02-03", "last": "2021-02-03", "articles": ["content/articles/a.md"]}
                ],
            }
        ],
        "review": [],
    }


def test_the_report_says_who_is_who_in_words():
    people = resolve(
        story("a", end=(OLD,), day="2021-02-03"), story("b", end=(NEW,), day="2022-02-03"), story("c", "J. Buckby")
    )

    assert report_text(people) == (
        "2 authors, 0 spellings joined by evidence, 1 question\n"
        "2 bios printed with articles, taken out of 2 bodies\n\n"
        "j-buckby: J. Buckby (person, 1 article)\n\n"
        "jack-buckby: Jack Buckby (person, 2 articles)\n"
        "  bio, content/articles/b.md, 2022-02-03, 1 article:\n"
        f"    {NEW}\n"
        "  kept, not shown, a variant, content/articles/a.md, 2021-02-03, 1 article:\n"
        f"    {OLD}\n\n"
        "Questions. Until a record answers them, nobody here is joined:\n\n"
        "1. Is J. Buckby the same as Jack Buckby? [similar-author]\n"
        "   evidence: the names fit (J. Buckby: 1 article, Jack Buckby: 2 articles)\n"
        "   to answer, paste:\n"
        "     # content/authors/jack-buckby.md, a new file\n"
        "     name: Jack Buckby\n"
        "     aliases: [J. Buckby]\n"
        "     # or, if they are two: not_same_as: [J. Buckby]\n"
    )


@pytest.mark.corpus
def test_the_figures_on_the_gold_sets_are_reached():
    gold = pytest.importorskip("tests.benchmarks.gold")
    if not gold.GOLD.is_dir():
        pytest.skip(f"the gold sets are not at {gold.GOLD}")

    rows = [
        row
        for measure in (gold.homonyms, gold.boilerplate, gold.cross_slug, gold.same_author, gold.embedded, gold.bylines)
        for row in measure()
    ]

    assert {f"{row.name}, {row.figure}": row.value for row in rows} == {
        "hsg_homonyms, false merges, all together": "0",
        "hsg_homonyms, false merges, each group alone": "0",
        "bio_boilerplate_different_people, false merges, each group alone": "0",
        "bio_cross_slug_same_person, records": "2 merged, 6 asked, 0 missed of 8",
        "bio_cross_slug_same_person, bylines": "7 merged, 1 asked, 0 missed of 8",
        "bio_same_author, not one author": "0 of 96",
        "bio_same_author, newest real wording not shown": "0 of 96",
        "digitalgov_embedded_bios, precision": "1.000 (83 of 83)",
        "digitalgov_embedded_bios, recall": "0.988 (83 of 84)",
        "bylines_real, people": "87 of 88 right",
    }


def test_one_bio_joins_short_forms_and_middle_names_and_never_father_and_son():
    people = resolve(*(story(f"a{i}", name, bio=f"Robert Blake {DESIGNER}") for i, name in enumerate(NAMES[3:7])))

    assert {author.id: author.names for author in people.authors} == {
        "robert-blake": ("Bob Blake", "Robert Blake", "Robert O. Blake"),
        "robert-o-blake-jr": ("Robert O. Blake Jr.",),
    }
    assert [(row.reason, row.names) for row in people.review] == [
        ("similar-author", ("Robert O. Blake Jr.", "Robert Blake"))
    ]
