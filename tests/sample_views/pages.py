"""These are makers of one view for every template."""

from msgspec.structs import replace

from generator.model import Html
from generator.views.pages import (
    ArchiveYear,
    ArticleView,
    AuthorView,
    CalendarView,
    CorrectionsView,
    CreditsView,
    FrontView,
    IndexView,
    LetterView,
    ListingView,
    NotFoundView,
    RedirectView,
    SearchView,
    SectionColumn,
    StaticView,
)
from generator.views.records import (
    Anchor,
    BioView,
    ChartView,
    CreditView,
    FactView,
    PageNumber,
    PaginationView,
    ScopeView,
    SeriesView,
    SourceView,
    TimelineEntry,
    WordingView,
    YearView,
)
from tests.sample_views.parts import (
    BODY,
    BUCKBY,
    BYLINE,
    CARDS,
    DESK,
    JAPAN,
    LAND,
    MAP,
    MARCH_18,
    MARCH_21,
    RUSSIA,
    SMART_BOMBS,
    STRAITS,
    WARSHIP,
    WITHDRAWAL,
    make_card,
    make_correction,
    make_head,
)


def make_article(**changes):
    article = ArticleView(
        head=make_head(),
        title="Four warships through the strait: what Tokyo saw, and what it did not say",
        kicker=SMART_BOMBS,
        kind="Analysis",
        standfirst="Vessels with rows of trucks on deck went west between Honshu and Hokkaido. "
        "The likeliest reading is troops on their way to Ukraine.",
        byline=BYLINE,
        dateline="Tokyo",
        date=MARCH_18,
        updated=MARCH_21,
        minutes="4 minutes",
        picture=MAP,
        language="",
        corrections=(make_correction(),),
        withdrawn=None,
        sources=(
            SourceView(
                title="Joint Staff press release, March 16, 2022",
                href="https://www.mod.go.jp/js/Press/press2022/press_pdf/p20220316_02.pdf",
                host="mod.go.jp",
                archived="https://web.archive.org/web/2022/https://www.mod.go.jp/",
                accessed="March 17, 2022",
            ),
            SourceView(title="Intelligence update", href="https://www.gov.uk/update", host="gov.uk"),
        ),
        tags=(RUSSIA, JAPAN, STRAITS),
        bios=(
            BioView(
                name="Jack Buckby",
                href=BUCKBY.href,
                role="Breaking news editor",
                text="Jack Buckby is a British author and journalist in New York who writes on extremism and on the "
                "defense policies of Western governments.",
            ),
            BioView(name="Pacific Desk", href=DESK.href, text="", role="Staff"),
        ),
        series=SeriesView(
            title="Narrow waters",
            href="/archive-site/series/narrow-waters/",
            parts=(
                Anchor(text="Five straits that decide a Pacific war", href="/archive-site/2022/02/five-straits/"),
                Anchor(
                    text="Four warships through the strait", href="/archive-site/2022/03/four-warships/", current=True
                ),
            ),
        ),
        related=CARDS,
        previous=Anchor(text="The column that stopped", href="/archive-site/2022/02/column/"),
        next=Anchor(text="What the letters mean: F, A, B and the rest", href="/archive-site/2022/03/letters/"),
        share=(
            Anchor(text="Share by email", href="mailto:?subject=Four%20warships"),
            Anchor(text="Share on Bluesky", href="https://bsky.app/intent/compose?text=x"),
        ),
        edit="https://github.com/example/archive/edit/main/content/articles/2022/four-warships.md",
        suggest="https://github.com/example/archive/issues/new?title=Correction",
        body=BODY,
    )
    return replace(article, **changes)


def make_bare_article(**changes):
    nothing = {
        "kicker": None,
        "kind": "",
        "standfirst": "",
        "byline": BYLINE[1:],
        "dateline": "",
        "updated": None,
        "minutes": "",
        "picture": None,
        "corrections": (),
        "sources": (),
        "tags": (),
        "bios": (),
        "series": None,
        "related": (),
        "previous": None,
        "next": None,
        "share": (),
        "edit": "",
        "suggest": "",
        "body": Html("<p>One line.</p>"),
    }
    return make_article(head=make_head(feeds=(), properties=(), data=Html("")), **(nothing | changes))


def make_front(**changes):
    front = FrontView(
        head=make_head(title="The Defense Archive", canonical="https://example.org/archive-site/"),
        lead=make_card(picture=MAP),
        seconds=CARDS[1:4],
        newest=CARDS,
        sections=(
            SectionColumn(section=SMART_BOMBS, cards=CARDS[:4]),
            SectionColumn(section=WARSHIP, cards=CARDS[2:5]),
            SectionColumn(section=LAND, cards=CARDS[3:]),
        ),
        corrections=(make_correction(), WITHDRAWAL),
    )
    return replace(front, **changes)


YEARS = (YearView(year="2022", cards=CARDS[:5]), YearView(year="2019", cards=CARDS[5:]))
PAGES = PaginationView(
    number=11,
    newest="/archive-site/sections/smart-bombs/",
    newer="/archive-site/sections/smart-bombs/page/12/",
    older="/archive-site/sections/smart-bombs/page/10/",
    pages=(
        PageNumber(number=11, href="/archive-site/sections/smart-bombs/page/11/", current=True),
        PageNumber(number=10, href="/archive-site/sections/smart-bombs/page/10/"),
        PageNumber(number=1, href="/archive-site/sections/smart-bombs/page/1/", gap=True),
    ),
)


def make_listing(**changes):
    listing = ListingView(
        head=make_head(
            previous="/archive-site/sections/smart-bombs/page/12/", next="/archive-site/sections/smart-bombs/page/10/"
        ),
        kicker="Section",
        title="Smart Bombs",
        count="214 articles since 2010",
        years=YEARS,
        pagination=PAGES,
        feed="/archive-site/sections/smart-bombs/feed.xml",
        scope=ScopeView(label="Search in Smart Bombs", fields=(("section", "Smart Bombs"),)),
        periods=(
            Anchor(text="February", href="/archive-site/archive/2022/02/", count=9),
            Anchor(text="March", href="/archive-site/archive/2022/03/", count=12),
        ),
        body=Html("<p>Weapons, and what they do when they are used.</p>"),
        chart=make_chart(("2021", 2), ("2022", 8)),
        start=CARDS[:2],
        facts=(FactView(term="Main authors", anchors=(BUCKBY, DESK)), FactView(term="Related tags", anchors=(JAPAN,))),
    )
    return replace(listing, **changes)


def make_chart(*bars):
    title = f"Articles by year, from {bars[0][0]} to {bars[-1][0]}"
    return ChartView(bars=bars, title=title, caption="Articles by year", unit="Year")


def make_timeline_entry(**changes):
    entry = TimelineEntry(
        article=Anchor(text="Four warships through the strait", href="/archive-site/2022/03/four-warships/"),
        date=MARCH_18,
        dateline="Tokyo",
    )
    return replace(entry, **changes)


def make_author(**changes):
    author = AuthorView(
        head=make_head(title="Jack Buckby | The Defense Archive"),
        name="Jack Buckby",
        is_person=True,
        role="Breaking news editor",
        affiliation="The Defense Archive",
        count="226 articles since 2010",
        bio="Jack Buckby is a British author and journalist in New York who writes on extremism and on the defense "
        "policies of Western governments.",
        history=(
            WordingView(text="Jack Buckby is a British author who covers culture and politics.", years="2019–2020"),
            WordingView(text="Jack Buckby is a writer.", years=""),
        ),
        picture=None,
        links=(Anchor(text="Website", href="https://example.net/"),),
        names=("J. Buckby", "Jack W. Buckby"),
        coauthors=(DESK,),
        sections=(SMART_BOMBS, LAND),
        tags=(RUSSIA, JAPAN),
        chart=make_chart(*zip(map(str, range(2010, 2023)), (2, 3, 5, 4, 7, 9, 12, 8, 11, 15, 20, 34, 29), strict=True)),
        years=YEARS,
        pagination=None,
        feed="/archive-site/authors/jack-buckby/feed.xml",
        scope=ScopeView(label="Search the articles of Jack Buckby", fields=(("author", "jack-buckby"),)),
    )
    return replace(author, **changes)


def make_index(**changes):
    index = IndexView(
        head=make_head(title="Tags | The Defense Archive"),
        title="Tags",
        count="3 tags",
        most=(RUSSIA, JAPAN),
        letters=(
            LetterView(letter="J", anchors=(JAPAN,)),
            LetterView(letter="R", anchors=(RUSSIA,)),
            LetterView(letter="S", anchors=(STRAITS,)),
        ),
    )
    return replace(index, **changes)


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def make_calendar(**changes):
    months = tuple(
        Anchor(text=name, href=f"/archive-site/archive/2022/{number:02d}/" if number < 4 else "", count=number % 4)
        for number, name in enumerate(MONTHS, start=1)
    )
    calendar = CalendarView(
        head=make_head(title="Archive | The Defense Archive"),
        title="Archive",
        count="1,204 articles since 2010",
        years=(ArchiveYear(year=Anchor(text="2022", href="/archive-site/archive/2022/", count=312), months=months),),
    )
    return replace(calendar, **changes)


def make_corrections(**changes):
    corrections = CorrectionsView(
        head=make_head(title="Corrections | The Defense Archive"),
        title="Corrections",
        corrections=(make_correction(), WITHDRAWAL),
        feed="/archive-site/corrections/feed.xml",
    )
    return replace(corrections, **changes)


def make_credits(**changes):
    place = Anchor(text="Four warships through the strait", href="/archive-site/2022/03/four-warships/")
    credit = CreditView(
        name="map.png",
        href="/archive-site/media/map.png",
        credits=("Jane Doe",),
        licenses=("CC BY 4.0",),
        sources=("https://example.org/map", "Own work"),
        places=(place,),
    )
    page = CreditsView(
        head=make_head(title="Picture credits | The Defense Archive"),
        title="Picture credits",
        pictures=(credit, replace(credit, name="photo.jpg", credits=(), licenses=(), sources=())),
        years=(Anchor(text="2022", href="/archive-site/credits/2022/", count=312),),
    )
    return replace(page, **changes)


def make_page(**changes):
    page = StaticView(
        head=make_head(title="About | The Defense Archive"),
        title="About",
        edit="https://github.com/example/archive/edit/main/content/pages/about.md",
        body=Html("<p>An archive.</p><h2 id='who'>Who</h2><p>We.</p>"),
    )
    return replace(page, **changes)


def make_search(**changes):
    search = SearchView(
        head=make_head(title="Search | The Defense Archive"),
        title="Search",
        sections=(SMART_BOMBS, WARSHIP, LAND),
        tags=(RUSSIA, JAPAN, STRAITS),
        years=(
            Anchor(text="2022", href="/archive-site/archive/2022/", count=312),
            Anchor(text="2019", href="/archive-site/archive/2019/", count=90),
        ),
        words='{"more": "More results"}',
    )
    return replace(search, **changes)


def make_not_found(**changes):
    page = NotFoundView(
        head=make_head(title="Not found | The Defense Archive", canonical=""), title="Not found", newest=CARDS[:3]
    )
    return replace(page, **changes)


def make_redirect(**changes):
    page = RedirectView(
        head=make_head(title="Four warships | The Defense Archive", feeds=(), properties=(), data=Html("")),
        title="Four warships through the strait",
        target="/archive-site/2022/03/four-warships/",
    )
    return replace(page, **changes)


SAMPLES = {
    "article.html": make_article,
    "front.html": make_front,
    "listing.html": make_listing,
    "author.html": make_author,
    "index.html": make_index,
    "calendar.html": make_calendar,
    "corrections.html": make_corrections,
    "credits.html": make_credits,
    "page.html": make_page,
    "search.html": make_search,
    "not-found.html": make_not_found,
    "redirect.html": make_redirect,
}
"""Each template with the maker of its view."""
