import datetime as dt

import pytest

from generator import urls
from generator.archive.assemble import Records, assemble
from generator.model import CorrectionKind, Facts, Kind, Reference, Status, Url
from generator.views import front, listings
from generator.views.article import article_view, reading_time
from generator.views.catalog import make_catalog, shorten, summary
from generator.views.corrections import logged_corrections
from generator.views.heads import article_head
from generator.views.listings import TopicKind
from generator.views.records import (
    Anchor,
    BioView,
    ChartView,
    CorrectionView,
    DateView,
    NameView,
    PageNumber,
    PictureView,
    ScopeView,
    SourceView,
)
from tests.makers import (
    ENGLISH,
    make_article,
    make_author,
    make_config,
    make_correction,
    make_media,
    make_moment,
    make_page,
    make_picture,
    make_today,
)


def catalog_of(*articles, config=None, **records):
    config = config or make_config()
    assembly, _ = assemble(Records(articles=articles, **records), config, make_today())
    return make_catalog(assembly.archive, config, ENGLISH)


def view_of(article, *, config=None, **records):
    catalog = catalog_of(article, config=config, **records)
    return article_view(catalog, catalog.archive.entries[0])


def test_an_article_without_any_text_is_described_by_its_headline():
    catalog = catalog_of(make_article(facts=Facts()))

    assert article_head(catalog, catalog.archive.entries[0]).description == "Four warships"


def test_an_article_shows_its_section_date_byline_and_tags():
    article = make_article(
        author="By Jane Doe and John Roe",
        section="Smart Bombs",
        tags=["Japan"],
        kind=Kind.ANALYSIS,
        published=make_moment("2022-03-18", "09:30"),
    )

    view = view_of(article, config=make_config(url="https://owner.github.io/repo/"))

    assert view.kicker == Anchor(text="Smart Bombs", href="/repo/sections/smart-bombs/")
    assert view.kind == "Analysis"
    assert view.date == DateView(iso="2022-03-18T09:30:00-04:00", text="March 18, 2022", short="Mar 18, 2022")
    assert view.byline == (
        NameView(name="Jane Doe", href="/repo/authors/jane-doe/"),
        NameView(name="John Roe", href="/repo/authors/john-roe/"),
    )
    assert view.tags == (Anchor(text="Japan", href="/repo/tags/japan/"),)
    assert view.head.canonical == "https://owner.github.io/repo/2022/03/four-warships/"


def test_a_long_text_takes_whole_minutes_and_a_short_one_takes_one():
    times = [reading_time(ENGLISH, words) for words in (0, 1, 344, 346, 2300)]

    assert times == ["1 minute", "1 minute", "1 minute", "2 minutes", "10 minutes"]


def test_a_bio_stands_once_even_where_an_author_signs_twice():
    record = make_author(bio="Jane Doe is a reporter who covers straits and the ships that pass them.", role="Reporter")

    view = view_of(make_article(author="Jane Doe, Jane Doe"), authors=(record,))

    assert view.bios == (
        BioView(
            name="Jane Doe",
            href="/authors/jane-doe/",
            text="Jane Doe is a reporter who covers straits and the ships that pass them.",
            role="Reporter",
        ),
    )


def test_a_source_without_a_title_shows_its_address():
    sources = (
        Reference(url="https://www.example.org/a", archived="https://web.archive.org/x", accessed=dt.date(2022, 3, 18)),
        Reference(url="https://example.org/b", title="The treaty"),
    )

    view = view_of(make_article(sources=sources))

    assert view.sources == (
        SourceView(
            title="www.example.org/a",
            href="https://www.example.org/a",
            host="example.org",
            archived="https://web.archive.org/x",
            accessed="March 18, 2022",
        ),
        SourceView(title="The treaty", href="https://example.org/b", host="example.org"),
    )


def test_corrections_are_named_by_their_day_so_that_links_to_them_stay_right():
    notes = (
        make_correction("2022-03-21", "Third.", CorrectionKind.UPDATE),
        make_correction("2022-03-19", "First."),
        make_correction("2022-03-21", "Second.", CorrectionKind.CLARIFICATION),
    )

    view = view_of(make_article(corrections=notes))

    assert [(note.id, note.label, note.text) for note in view.corrections] == [
        ("correction-2022-03-19", "Correction", "First."),
        ("correction-2022-03-21", "Update", "Third."),
        ("correction-2022-03-21-2", "Clarification", "Second."),
    ]


def test_a_withdrawn_article_says_why():
    note = make_correction("2022-04-01", "The treaty was misdated.", CorrectionKind.WITHDRAWN)

    view = view_of(make_article(status=Status.WITHDRAWN, corrections=(note,)))

    assert view.withdrawn == CorrectionView(
        id="correction-2022-04-01",
        href="/2022/03/four-warships/#correction-2022-04-01",
        label="Withdrawn",
        date=DateView(iso="2022-04-01", text="April 1, 2022", short="Apr 1, 2022"),
        text="The treaty was misdated.",
        article="Four warships",
        is_withdrawal=True,
    )
    assert view.corrections == ()


def test_a_withdrawn_article_without_a_note_still_says_so():
    view = view_of(make_article(status=Status.WITHDRAWN))

    assert view.withdrawn is not None
    assert view.withdrawn.text == (
        "The editors have withdrawn this article. Its address is kept so that links to it stay true."
    )


def test_the_log_holds_every_note_newest_first():
    first = make_article("a", day="2022-01-01", corrections=(make_correction("2022-05-01", "Later."),))
    second = make_article("b", day="2022-02-01", corrections=(make_correction("2022-03-01", "Earlier."),))

    logged = logged_corrections(catalog_of(first, second))

    assert [(item.view.text, item.view.article) for item in logged] == [("Later.", "A"), ("Earlier.", "B")]


def test_an_article_without_a_picture_has_no_og_image_and_no_picture():
    view = view_of(make_article())

    assert view.picture is None
    assert "og:image" not in dict(view.head.properties)


def test_a_picture_has_its_size_and_its_absolute_address_for_machines():
    picture = make_picture(alt="A map", caption="The strait.", credit="Jane Doe")

    view = view_of(
        make_article(picture=picture), media=(make_media(),), config=make_config(url="https://owner.github.io/repo/")
    )

    assert view.picture is not None
    assert view.picture == PictureView(
        src="/repo/media/map.png",
        alt="A map",
        width=1200,
        height=600,
        srcset=", ".join(f"/repo/media/map.000000000000-{width}.webp {width}w" for width in (480, 800, 1200, 1600)),
        sizes="(min-width: 992px) 992px, 100vw",
        caption="The strait.",
        credit="Jane Doe",
    )
    assert dict(view.head.properties)["og:image"] == "https://owner.github.io/repo/media/map.png"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"summary": "Short.", "standfirst": "Long."}, "Short."),
        ({"standfirst": "Long."}, "Long."),
        ({"facts": Facts(opening="From the body.")}, "From the body."),
    ],
)
def test_a_summary_comes_from_the_writer_before_the_body(fields, expected):
    catalog = catalog_of(make_article(**fields))

    assert summary(catalog.archive.entries[0]) == expected


def test_a_long_opening_is_cut_after_a_sentence_or_else_after_a_word():
    assert shorten("One sentence of words. " * 20, 60) == "One sentence of words. One sentence of words."
    assert shorten("word " * 50, 22) == "word word word word…"


def test_a_listing_is_numbered_from_the_oldest_and_full_pages_never_change():
    entries = tuple(Url(f"/{n}/") for n in range(25, 0, -1))

    before = {leaf.url: leaf.entries for leaf in listings.leaves(Url("/tags/x/"), entries, 10)}
    after = {leaf.url: leaf.entries for leaf in listings.leaves(Url("/tags/x/"), (Url("/26/"), *entries), 10)}

    assert before == {
        "/tags/x/": tuple(f"/{n}/" for n in range(25, 10, -1)),
        "/tags/x/page/2/": tuple(f"/{n}/" for n in range(20, 10, -1)),
        "/tags/x/page/1/": tuple(f"/{n}/" for n in range(10, 0, -1)),
    }
    assert {url: after[url] for url in before if "page" in url} == {
        url: found for url, found in before.items() if "page" in url
    }


def test_a_numbered_page_shows_nothing_that_a_new_article_changes():
    articles = [make_article(f"a{n:02}", day=f"2022-01-{n:02}", tags=["x"]) for n in range(1, 25)]
    config = make_config("\n[listings]\npage_size = 10\n")

    def numbered(count):
        catalog = catalog_of(*articles[:count], config=config)
        listing = listings.topic_listing(catalog, TopicKind.TAG, catalog.archive.tags[0])
        leaves = listings.leaves(listing.url, listing.entries, 10)
        return {leaf.url: listings.listing_view(catalog, listing, leaf) for leaf in leaves if leaf.number}

    before, after = numbered(20), numbered(24)

    assert sorted(before) == ["/tags/x/page/1/", "/tags/x/page/2/"]
    assert before == after


def test_a_tag_a_section_a_year_and_an_author_have_a_search_of_their_own():
    catalog = catalog_of(make_article("a", day="2022-03-18", author="By Jane Doe", tags=["The Sea"], section="Land"))
    archive, urls = catalog.archive, tuple(entry.url for entry in catalog.archive.entries)
    (author,) = archive.authors

    def scope(listing):
        (leaf,) = listings.leaves(listing.url, listing.entries, 10)
        return listings.listing_view(catalog, listing, leaf).scope

    (leaf,) = listings.leaves(Url("/authors/jane-doe/"), urls, 10)
    assert [
        scope(listings.topic_listing(catalog, TopicKind.TAG, archive.tags[0])),
        scope(listings.topic_listing(catalog, TopicKind.SECTION, archive.sections[0])),
        scope(listings.year_listing(catalog, 2022, urls, ())),
        scope(listings.month_listing(catalog, 2022, 3, urls)),
        listings.author_view(catalog, author, urls, leaf).scope,
    ] == [
        ScopeView(label="Search in The Sea", fields=(("tag", "the-sea"),)),
        ScopeView(label="Search in Land", fields=(("section", "Land"),)),
        ScopeView(label="Search in 2022", fields=(("from", "2022"), ("to", "2022"))),
        None,
        ScopeView(label="Search the articles of Jane Doe", fields=(("author", "jane-doe"),)),
    ]


def test_a_pagination_leads_both_ways():
    articles = [make_article(f"a{n:02}", day=f"2022-01-{n:02}", tags=["x"]) for n in range(1, 26)]
    catalog = catalog_of(*articles, config=make_config("\n[listings]\npage_size = 5\n"))
    listing = listings.topic_listing(catalog, TopicKind.TAG, catalog.archive.tags[0])
    views = {
        leaf.number: listings.listing_view(catalog, listing, leaf).pagination
        for leaf in listings.leaves(listing.url, listing.entries, 5)
    }

    newest, third = views[0], views[3]
    assert newest is not None
    assert third is not None
    assert (newest.newer, newest.older) == ("", "/tags/x/page/4/")
    assert (third.newer, third.older, third.newest) == ("/tags/x/page/4/", "/tags/x/page/2/", "/tags/x/")
    assert third.pages == (
        PageNumber(number=3, href="/tags/x/page/3/", current=True),
        PageNumber(number=2, href="/tags/x/page/2/"),
        PageNumber(number=1, href="/tags/x/page/1/"),
    )


def test_the_front_page_leads_with_the_newest_picture_and_repeats_nothing():
    articles = [make_article(f"a{n}", day=f"2022-01-0{n}", section="Warship") for n in range(1, 9)]
    pictured = make_article("pictured", day="2021-01-01", section="Land", picture=make_picture())

    view = front.front_view(catalog_of(*articles, pictured, media=(make_media(),)))

    assert view.lead is not None
    assert view.lead.href == "/2021/01/pictured/"
    assert [card.href for card in view.seconds] == ["/2022/01/a8/", "/2022/01/a7/", "/2022/01/a6/"]
    assert [card.href for card in view.newest] == [f"/2022/01/a{n}/" for n in range(5, 0, -1)]
    assert [(column.section.text, column.section.count) for column in view.sections] == [("Land", 1), ("Warship", 8)]


def test_the_front_page_of_an_empty_archive_stands():
    view = front.front_view(catalog_of())

    assert (view.lead, view.seconds, view.newest, view.sections, view.corrections) == (None, (), (), (), ())


def test_site_toml_names_the_lead():
    articles = [make_article("a", day="2022-01-01"), make_article("b", day="2022-02-01")]
    config = make_config('\n[front]\nlead = "content/articles/2022/a.md"\n')

    view = front.front_view(catalog_of(*articles, config=config))

    assert view.lead is not None
    assert view.lead.href == "/2022/01/a/"


def test_an_index_stands_by_letter_with_marks_folded():
    names = ["Élan", "echo", "7.62", *(f"Zulu {number:02}" for number in range(22))]

    view = front.tags_view(catalog_of(make_article(tags=names)))

    assert [(letter.letter, [anchor.text for anchor in letter.anchors]) for letter in view.letters] == [
        ("#", ["7.62"]),
        ("E", ["echo", "Élan"]),
        ("Z", names[3:]),
    ]
    assert view.count == "25 tags"


def test_a_short_index_stands_without_letters():
    view = front.tags_view(catalog_of(make_article(tags=["Zulu", "echo"])))

    assert [(letter.letter, [anchor.text for anchor in letter.anchors]) for letter in view.letters] == [
        ("", ["echo", "Zulu"])
    ]
    assert view.most == ()


def test_the_calendar_names_each_month_and_links_those_with_articles():
    view = front.calendar_view(catalog_of(make_article("a", day="2022-03-18"), make_article("b", day="2022-03-19")))

    year = view.years[0]
    assert year.year == Anchor(text="2022", href="/archive/2022/", count=2)
    assert year.months[2] == Anchor(text="March", href="/archive/2022/03/", count=2)
    assert year.months[3] == Anchor(text="April", href="", count=0)


def test_an_author_page_counts_years_with_zeros_between():
    catalog = catalog_of(
        make_article("a", day="2019-05-01"), make_article("b", day="2021-05-01"), make_article("c", day="2021-06-01")
    )
    author = catalog.archive.authors[0]
    entries = tuple(entry.url for entry in catalog.archive.entries)
    leaf = listings.leaves(Url("/authors/jane-doe/"), entries, 40)[0]

    view = listings.author_view(catalog, author, entries, leaf)

    assert view.chart == ChartView(
        bars=(("2019", 1), ("2020", 0), ("2021", 2)),
        title="Articles by year, from 2019 to 2021; at most 2",
        caption="Articles by year",
        unit="Year",
    )
    assert view.count == "3 articles since 2019"
    assert [(year.year, len(year.cards)) for year in view.years] == [("2021", 2), ("2019", 1)]


def test_a_policy_page_is_named_in_the_data_of_the_front_page():
    catalog = catalog_of(make_article(), pages=(make_page("corrections-policy", "Corrections policy"),))

    data = front.front_view(catalog).head.data

    assert '"correctionsPolicy":"https://example.org/corrections-policy/"' in data.replace(": ", ":")


def test_edit_and_suggest_links_lead_to_the_repository():
    config = make_config('\n[repository]\nurl = "https://github.com/owner/repo"\n')

    view = view_of(make_article(), config=config)

    assert view.edit == "https://github.com/owner/repo/edit/main/content/articles/2022/four-warships.md"
    assert view.suggest == (
        "https://github.com/owner/repo/issues/new?title=Correction%3A%20Four%20warships"
        "&body=https%3A%2F%2Fexample.org%2F2022%2F03%2Ffour-warships%2F%0Acontent%2Farticles%2F2022%2Ffour-warships.md"
        "%0A%0AWhat%20is%20wrong%2C%20and%20where%20can%20it%20be%20checked%3F%0A"
    )


def test_share_links_carry_the_headline_and_the_address_quoted_once():
    view = view_of(make_article(title="Ships & straits: 5%?"))

    address = "https%3A%2F%2Fexample.org%2F2022%2F03%2Ffour-warships%2F"
    assert [anchor.href for anchor in view.share] == [
        f"mailto:?subject=Ships%20%26%20straits%3A%205%25%3F&body={address}",
        f"https://x.com/intent/post?text=Ships%20%26%20straits%3A%205%25%3F&url={address}",
        f"https://bsky.app/intent/compose?text=Ships%20%26%20straits%3A%205%25%3F%20{address}",
        f"https://www.linkedin.com/sharing/share-offsite/?url={address}",
        f"https://www.facebook.com/sharer/sharer.php?u={address}",
    ]


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("/archive/2022/03/page/2/", "/archive/"),
        ("/sections/warship/page/2/", "/sections/warship/"),
        ("/sections/warship/", "/sections/warship/"),
        ("/about/", "/about/"),
    ],
)
def test_a_page_belongs_to_an_entry_of_the_menu(url, place):
    assert urls.place(Url(url)) == place
