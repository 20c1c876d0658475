"""These tests hold what the pages of tags, sections, series and years show beside their lists."""

import pytest

from generator.archive.assemble import Records, assemble
from generator.model import Status
from generator.problems import Location, Problem
from generator.views import listings
from generator.views.catalog import make_catalog
from generator.views.listings import TopicKind
from generator.views.records import Anchor, ChartView, DateView, FactView, TimelineEntry
from tests.makers import ENGLISH, make_article, make_config, make_today, make_topic


def assemble_with(*articles, **records):
    return assemble(Records(articles=articles, **records), make_config(), make_today())


def catalog_of(*articles, **records):
    assembly, _ = assemble_with(*articles, **records)
    return make_catalog(assembly.archive, make_config(), ENGLISH)


def pages_of(listing, catalog, size=40):
    return {
        leaf.number: listings.listing_view(catalog, listing, leaf)
        for leaf in listings.leaves(listing.url, listing.entries, size)
    }


def page_of_tag(catalog, index=0):
    return pages_of(listings.topic_listing(catalog, TopicKind.TAG, catalog.archive.tags[index]), catalog)[0]


def test_a_tag_names_its_main_authors_and_the_tags_beside_it():
    catalog = catalog_of(
        make_article("a", author="Jane Doe", tags=["Japan", "Straits"]),
        make_article("b", author="Jane Doe and John Roe", tags=["Japan", "Straits", "Navies"]),
        make_article("c", author="John Roe", tags=["Navies"]),
    )

    view = page_of_tag(catalog)

    assert view.facts == (
        FactView(
            term="Main authors",
            anchors=(
                Anchor(text="Jane Doe", href="/authors/jane-doe/", count=2),
                Anchor(text="John Roe", href="/authors/john-roe/", count=1),
            ),
        ),
        FactView(
            term="Related tags",
            anchors=(
                Anchor(text="Straits", href="/tags/straits/", count=2),
                Anchor(text="Navies", href="/tags/navies/", count=1),
            ),
        ),
    )


def test_equal_counts_stand_by_the_alphabet_and_eight_are_named():
    catalog = catalog_of(make_article(tags=["Japan", *"zyxwvutsr"]))

    related = page_of_tag(catalog).facts[1]

    assert [anchor.text for anchor in related.anchors] == list("rstuvwxy")


def test_a_tag_that_stands_alone_names_no_other():
    view = page_of_tag(catalog_of(make_article(tags=["Japan"])))

    assert [fact.term for fact in view.facts] == ["Main authors"]


def test_an_editor_says_where_to_start_by_slug_or_path():
    articles = [make_article(name, tags=["Japan"]) for name in ("a", "b", "c", "d")]
    record = make_topic("japan", "Japan", start_here=["c", "content/articles/2022/a.md", "../articles/2022/b.md", "c"])

    catalog = catalog_of(*articles, tags=(record,))

    assert [card.href for card in page_of_tag(catalog).start] == ["/2022/03/c/", "/2022/03/a/", "/2022/03/b/"]


def test_a_section_says_where_to_start_too():
    record = make_topic("sea", "Sea", kind="sections", start_here=["a"])
    catalog = catalog_of(make_article("a", section="Sea"), sections=(record,))

    listing = listings.topic_listing(catalog, TopicKind.SECTION, catalog.archive.sections[0])

    assert [card.href for card in pages_of(listing, catalog)[0].start] == ["/2022/03/a/"]


@pytest.mark.parametrize(
    ("named", "message", "hint"),
    [
        ("four-warship", "there is no article 'four-warship'", "Did you mean four-warships?"),
        ("xyz", "there is no article 'xyz'", "Write the slug of an article, or the path of its file."),
        (
            "content/articles/2022/four-warship.md",
            "there is no article 'content/articles/2022/four-warship.md'",
            "Did you mean content/articles/2022/four-warships.md?",
        ),
        (
            "content/articles/2022/hidden.md",
            "content/articles/2022/hidden.md is a draft, so nobody can start there",
            "Name another article.",
        ),
        ("twice", "2 articles have the slug 'twice'", "Write the path: content/articles/2021/twice.md"),
    ],
    ids=["misspelt", "unknown", "no file", "draft", "ambiguous"],
)
def test_a_start_that_leads_nowhere_is_told(named, message, hint):
    record = make_topic("japan", "Japan", start_here=[named])

    _, problems = assemble_with(
        make_article(tags=["Japan"]),
        make_article("hidden", status=Status.DRAFT),
        make_article("twice", day="2021-03-18"),
        make_article("twice"),
        tags=(record,),
    )

    place = Location(path="content/tags/japan.md", line=4, column=5)
    assert problems == (Problem(location=place, rule="broken-link", message=message, hint=hint),)


def test_a_timeline_tells_every_article_from_the_oldest_in_place_of_the_list():
    catalog = catalog_of(
        make_article("a", tags=["Japan"], dateline="Tokyo"),
        make_article("b", tags=["Japan"], day="2021-02-03", lang="ja"),
        tags=(make_topic("japan", "Japan", has_timeline=True),),
    )

    view = page_of_tag(catalog)

    assert view.years == ()
    assert view.timeline == (
        TimelineEntry(
            article=Anchor(text="B", href="/2021/02/b/", language="ja"),
            date=DateView(iso="2021-02-03", text="February 3, 2021", short="Feb 3, 2021"),
            dateline="",
        ),
        TimelineEntry(
            article=Anchor(text="A", href="/2022/03/a/"),
            date=DateView(iso="2022-03-18", text="March 18, 2022", short="Mar 18, 2022"),
            dateline="Tokyo",
        ),
    )


def test_a_series_is_a_timeline():
    catalog = catalog_of(make_article("a", series="Straits"), make_article("b", series="Straits", day="2022-03-19"))

    view = pages_of(listings.topic_listing(catalog, TopicKind.SERIES, catalog.archive.series[0]), catalog)[0]

    assert [entry.article.text for entry in view.timeline] == ["A", "B"]
    assert (view.years, view.facts, view.chart) == ((), (), None)


def test_a_numbered_page_holds_its_list_alone():
    articles = [make_article(f"a{day}", day=f"202{day}-03-18", tags=["Japan", "Navies"]) for day in range(1, 3)]
    record = make_topic("japan", "Japan", start_here=["a1"], has_timeline=True)
    catalog = catalog_of(*articles, tags=(record,))
    listing = listings.topic_listing(catalog, TopicKind.TAG, catalog.archive.tags[0])

    view = pages_of(listing, catalog, size=1)[1]

    assert (view.start, view.facts, view.timeline, view.chart, len(view.years)) == ((), (), (), None, 1)


def test_a_year_shows_its_months_and_what_it_was_about():
    catalog = catalog_of(
        make_article("a", section="Sea", tags=["Japan"], day="2022-01-18"),
        make_article("b", section="Sea", tags=["Japan"], day="2022-03-18"),
        make_article("c", section="Land", day="2022-03-19", author="John Roe"),
    )
    entries = tuple(entry.url for entry in catalog.archive.entries)

    view = pages_of(listings.year_listing(catalog, 2022, entries, ()), catalog)[0]

    assert view.chart == ChartView(
        bars=(
            ("January", 1),
            ("February", 0),
            ("March", 2),
            *((month, 0) for month in ("April", "May", "June", "July", "August", "September")),
            *((month, 0) for month in ("October", "November", "December")),
        ),
        title="Articles by month, from January to December; at most 2",
        caption="Articles by month",
        unit="Month",
    )
    assert [(fact.term, [anchor.text for anchor in fact.anchors]) for fact in view.facts] == [
        ("Sections", ["Sea", "Land"]),
        ("Main authors", ["Jane Doe", "John Roe"]),
        ("Related tags", ["Japan"]),
    ]
