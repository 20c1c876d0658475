"""These tests tell authors apart: how near two names are, which figures are joined, and what is asked."""

from hypothesis import given
from hypothesis import strategies as st

from generator.authors import Doubt, Figure, Kinship, Suspicion, group, kinship
from generator.bylines import parse_name

WORDS = frozenset(["strategist", "analytics", "product", "fisheries", "submarines", "doctrine", "archives"])
OTHER_WORDS = frozenset(["poet", "gardener", "violin", "mountains", "cooking", "sailing", "chess"])


def near(one, other):
    return kinship(parse_name(one), parse_name(other))


def figure(name, **fields):
    parsed = parse_name(name)
    return Figure(**({"label": parsed.key, "names": (parsed,), "tags": frozenset({parsed.key})} | fields))


def record(id_, *names, **fields):
    parsed = tuple(parse_name(name) for name in names)
    tags = frozenset({id_, *(name.key for name in parsed)})
    return Figure(**({"label": f"@{id_}", "names": parsed, "is_decided": True, "tags": tags} | fields))


def test_names_are_near_by_initial_short_form_nickname_or_a_slip():
    assert near("Jane Doe", "JANE DOE") is Kinship.EQUAL
    assert near("J. Doe", "Jane Doe") is Kinship.CLOSE
    assert near("Bill Brantley", "William A. Brantley") is Kinship.CLOSE
    assert near("Jonanthan Clinton", "Jonathan Clinton") is Kinship.CLOSE
    assert near('Lannan "Lisa" Luo', "Lisa Luo") is Kinship.CLOSE


def test_names_fit_loosely_with_one_suffix_by_the_middle_name_or_as_two_names_that_look_alike():
    assert near("Robert O. Blake", "Robert O. Blake Jr.") is Kinship.LOOSE
    assert near("W. Stuart Symington", "Stuart Symington") is Kinship.LOOSE
    assert near("Daniel Lee", "Danielle Lee") is Kinship.LOOSE
    assert near("Doe", "Jane Doe") is Kinship.LOOSE


def test_names_conflict_in_suffix_middle_name_given_name_or_years():
    assert near("Moffat, Jay, Jr.", "Moffat, Jay, Sr.") is Kinship.CONFLICT
    assert near("James B. Smith", "James F. Smith") is Kinship.CONFLICT
    assert near("John Doe", "Jane Doe") is Kinship.CONFLICT
    assert near("King, Rufus, 1755-1827", "King, Rufus, 1814-1876") is Kinship.CONFLICT
    assert near("President Doe", "Minister Doe") is Kinship.CONFLICT
    assert near("Sam Levin", "Sam Levine") is Kinship.STRANGER


def test_bios_alike_join_names_that_fit():
    found = group([figure("Jonanthan Clinton", bags=(WORDS,)), figure("Jonathan Clinton", bags=(WORDS,))])

    assert found.groups == (("clinton|jonanthan||", "clinton|jonathan||"),)
    assert found.joins == {
        ("clinton|jonanthan||", "clinton|jonathan||"): "the names fit; the bios are alike (1.00 of their content words)"
    }
    assert found.doubts == ()


def test_names_that_fit_without_evidence_are_asked_about():
    found = group([figure("Jane Doe", bags=(WORDS,)), figure("J. Doe", bags=(OTHER_WORDS,))])

    assert found.groups == (("doe|jane||",), ("doe|j||",))
    assert found.doubts == (
        Doubt(suspicion=Suspicion.SIMILAR, labels=("doe|jane||", "doe|j||"), evidence="the names fit"),
    )


def test_a_personal_account_joins_and_a_staff_account_does_not():
    mine = figure("Jane Doe", accounts=frozenset({"@jdoe", "@staff"}))
    yours = figure("J. Doe", accounts=frozenset({"@jdoe", "@staff"}))
    stranger = figure("Bob Stone", accounts=frozenset({"@staff"}))

    assert group([mine, yours, stranger]).groups == (("doe|jane||", "doe|j||"), ("stone|bob||",))
    staff = [
        figure("Jane Doe", accounts=frozenset({"@staff"})),
        figure("J. Doe", accounts=frozenset({"@staff"})),
        stranger,
    ]
    found = group(staff)
    assert found.groups == (("doe|jane||",), ("doe|j||",), ("stone|bob||",))
    assert found.shared == {"@staff": ("doe|jane||", "doe|j||", "stone|bob||")}


def test_another_family_name_is_never_joined_and_asked_about_when_the_bios_are_alike():
    found = group([figure("Julia Elman", bags=(WORDS,)), figure("Julia Solórzano", bags=(WORDS,))])

    assert found.groups == (("elman|julia||",), ("solorzano|julia||",))
    assert [(doubt.suspicion, doubt.labels) for doubt in found.doubts] == [
        (Suspicion.OTHER_FAMILY, ("elman|julia||", "solorzano|julia||"))
    ]


def test_a_misspelt_family_name_with_the_same_bio_is_asked_about_and_not_joined():
    found = group([figure("Jonathan Clinton", bags=(WORDS,)), figure("Jonathan Clintn", bags=(WORDS,))])

    assert found.groups == (("clintn|jonathan||",), ("clinton|jonathan||",))
    assert found.doubts == (
        Doubt(
            suspicion=Suspicion.OTHER_FAMILY,
            labels=("clintn|jonathan||", "clinton|jonathan||"),
            evidence=(
                "the given names fit, the family names are spelled alike; "
                "the bios are alike (1.00 of their content words)"
            ),
        ),
    )


def test_a_family_name_alone_is_asked_about_and_not_joined_even_with_one_bio_and_one_account():
    mine = figure("Bagley", bags=(WORDS,), accounts=frozenset({"@bagley"}))
    yours = figure("Clayton Bagley", bags=(WORDS,), accounts=frozenset({"@bagley"}))

    found = group([mine, yours])

    assert found.groups == (("bagley|clayton||",), ("bagley|||",))
    assert found.doubts == (
        Doubt(
            suspicion=Suspicion.SIMILAR,
            labels=("bagley|clayton||", "bagley|||"),
            evidence="the names fit loosely; the bios are alike (1.00 of their content words); both use @bagley",
        ),
    )


def test_a_family_name_alone_that_fits_two_is_one_question():
    found = group([figure("Bagley"), figure("Clayton Bagley"), figure("Ann Bagley")])

    assert found.groups == (("bagley|ann||",), ("bagley|clayton||",), ("bagley|||",))
    assert [(doubt.suspicion, doubt.labels) for doubt in found.doubts] == [
        (Suspicion.AMBIGUOUS, ("bagley|||", "bagley|ann||", "bagley|clayton||"))
    ]


def test_a_name_that_fits_two_others_who_are_not_one_is_joined_to_neither():
    found = group(
        [
            figure("Robert Blake", bags=(WORDS,)),
            figure("Robert O. Blake", bags=(WORDS,)),
            figure("Robert P. Blake", bags=(WORDS,)),
        ]
    )

    assert found.groups == (("blake|robert o||",), ("blake|robert p||",), ("blake|robert||",))
    assert [(doubt.suspicion, doubt.labels) for doubt in found.doubts] == [
        (Suspicion.AMBIGUOUS, ("blake|robert||", "blake|robert o||", "blake|robert p||"))
    ]


def test_people_who_share_a_byline_are_two_and_not_asked_about():
    one = figure("Jane Doe", bags=(WORDS,), companions=frozenset({"doe|j||"}))
    other = figure("J. Doe", bags=(WORDS,), companions=frozenset({"doe|jane||"}))

    found = group([one, other])

    assert found.groups == (("doe|jane||",), ("doe|j||",))
    assert found.doubts == ()


def test_two_records_are_never_joined_and_an_editor_may_part_them_for_good():
    asked = group([record("jsnee", "Jacqueline Snee"), record("jacqueline-snee", "Jacqueline Snee")])
    parted = group(
        [
            record("jsnee", "Jacqueline Snee", apart=frozenset({"jacqueline-snee"})),
            record("jacqueline-snee", "Jacqueline Snee"),
        ]
    )

    assert [doubt.suspicion for doubt in asked.doubts] == [Suspicion.TWO_RECORDS]
    assert asked.groups == parted.groups == (("@jacqueline-snee",), ("@jsnee",))
    assert parted.doubts == ()


def test_words_that_everybody_uses_are_no_evidence():
    crowd = [figure(f"Ann {family}", bags=(WORDS,)) for family in ("Ax", "Bo", "Cy", "Du", "Ek", "Fo")]

    found = group([*crowd, figure("Jane Doe", bags=(WORDS,)), figure("J. Doe", bags=(WORDS,))])

    assert ("doe|j||",) in found.groups
    assert [doubt.suspicion for doubt in found.doubts] == [Suspicion.SIMILAR]


NAMES = [
    "Robert Blake", "Robert O. Blake", "Robert O. Blake Jr.", "Bob Blake", "R. Blake", "R. P. Blake", "Roberta Blake",
    "Jane Doe", "J. Doe", "Jayne Doe", "Janet Doe", "Jane Q. Doe", "Doe", "Blake",
]  # fmt: skip
BAGS = [(), (WORDS,), (OTHER_WORDS,), (WORDS | {"tanker"},), (WORDS, OTHER_WORDS)]
FIGURES = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(BAGS)), unique_by=lambda pair: pair[0]).map(
    lambda pairs: [figure(name, bags=bags) for name, bags in pairs]
)


@given(FIGURES, st.randoms(use_true_random=False))
def test_the_groups_do_not_depend_on_the_order(figures, random):
    shuffled = random.sample(figures, len(figures))

    assert group(shuffled) == group(figures)


@given(FIGURES)
def test_every_pair_inside_a_group_is_free_of_conflict_and_nobody_is_lost(figures):
    known = {figure.label: figure for figure in figures}

    groups = group(figures).groups

    assert sorted(label for members in groups for label in members) == sorted(known)
    assert all(known[a].kinship(known[b]).fits for members in groups for a in members for b in members)
