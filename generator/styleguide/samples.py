"""This is the sample data of the style guide: it says what it stands for, and tells of no event and of nobody."""

from collections.abc import Mapping

from msgspec.structs import replace

from generator.styleguide.records import Frame, Sample
from generator.views.records import (
    Anchor,
    BioView,
    CardView,
    ChartView,
    CorrectionView,
    CreditView,
    DateView,
    NameView,
    PageNumber,
    PaginationView,
    PictureView,
    ScopeView,
    SeriesView,
    SiteView,
    SourceView,
    TimelineEntry,
    WordingView,
    YearView,
)
from generator.words.records import Piece, Sentence

DRAWING = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 9'%3E"
    "%3Crect width='16' height='9' fill='%23777'/%3E"
    "%3Cpath d='M0 9L16 0' stroke='%23fff' stroke-width='.05'/%3E%3C/svg%3E"
)
_SHOWN = "A gray field with a line across it."
_PAGE = "#main"
_SITE = "https://example.org/"

_DAY = DateView(iso="2022-03-18", text="March 18, 2022", short="Mar 18")
_LATER = DateView(iso="2022-03-21", text="March 21, 2022", short="Mar 21")
_SECTION = Anchor(text="The section", href=_PAGE)
_PICTURE = PictureView(src=DRAWING, alt=_SHOWN, width=1600, height=900)
_CREDITED = replace(
    _PICTURE,
    caption="What to know about the picture.",
    credit="Its maker",
    license="CC BY 4.0",
    source=_SITE,
)
_PERSON = NameView(name="The first author", href=_PAGE)
_DESK = NameView(name="A desk", href=_PAGE, role="charts", is_person=False)
_CARD = CardView(
    title="The headline of an article, which may well be as long as two lines",
    href=_PAGE,
    date=_DAY,
    section=_SECTION,
    summary="One or two sentences that say what is new, as its writer put them.",
    byline=(_PERSON, _DESK),
    picture=_PICTURE,
)
_OPINION = replace(_CARD, title="A headline of another kind", kind="Opinion", notice="Corrected", picture=None)
_CORRECTION = CorrectionView(
    id="correction-1",
    href=_PAGE,
    label="Correction",
    date=_LATER,
    text="An earlier version said something else. This says what, and what is right.",
    article="The headline of the article",
)
_WITHDRAWAL = replace(
    _CORRECTION, id="withdrawn", label="Withdrawn", text="Why the article no longer stands.", is_withdrawal=True
)
_TAGS = (Anchor(text="A tag", href=_PAGE), Anchor(text="Another tag", href=_PAGE))
_COUNTED = (
    Anchor(text="The current one", href=_PAGE, count=1234, current=True),
    Anchor(text="Another one", href=_PAGE, count=56),
    Anchor(text="A third", href=_PAGE, count=7),
)
_MONTHS = ("January", "February", "March", "April", "May", "June")


def make_samples(site: SiteView) -> Mapping[str, tuple[Sample, ...]]:
    """The samples of each component of the theme, by its name; `site` is the frame of the page."""
    return {**_frame_samples(site), **_article_samples(), **_list_samples(), **_part_samples(), **_card_samples()}


def _frame_samples(site: SiteView) -> Mapping[str, tuple[Sample, ...]]:
    bare = replace(site, menu=())
    scope = ScopeView(label="Search what the page is of", fields=(("tag", "a-tag"),))
    return {
        "actions": (
            Sample(
                arguments={
                    "share": (Anchor(text="Email", href=_PAGE),),
                    "suggest": _PAGE,
                    "edit": _PAGE,
                    "describe": _PAGE,
                    "write": _PAGE,
                }
            ),
        ),
        "colophon": (Sample(arguments={"site": site}),),
        "masthead": (
            Sample(note="On any page", arguments={"site": site, "place": site.menu[0].href}),
            Sample(
                note="On the front page, here of a site without a menu",
                arguments={"site": bare, "is_front": True, "has_search": False},
            ),
        ),
        "opening": (
            Sample(
                arguments={"kicker": "Tag", "title": "What the page is about", "note": "1,234 articles"},
                inside="What stands below.",
            ),
        ),
        "scope": (Sample(arguments={"site": site, "view": scope}),),
        "search-form": (
            Sample(
                arguments={
                    "site": site,
                    "texts": "{}",
                    "sections": (_SECTION,),
                    "years": (Anchor(text="2022", href=_PAGE), Anchor(text="2021", href=_PAGE)),
                }
            ),
        ),
    }


def _article_samples() -> Mapping[str, tuple[Sample, ...]]:
    author = BioView(
        name=_PERSON.name, href=_PAGE, text="The one biography of an author.", role="Editor", picture=_PICTURE
    )
    parts = tuple(Anchor(text=f"The {rank} part", href=_PAGE) for rank in ("first", "second", "third"))
    series = SeriesView(
        title="A series", href=_PAGE, parts=(parts[0], replace(parts[1], href="", current=True), parts[2])
    )
    sources = (
        SourceView(title="A document", href=_SITE, host="example.org", archived=f"{_SITE}copy", accessed=_DAY.text),
        SourceView(title="A document without a copy", href=_SITE, host="example.org"),
    )
    older, newer = Anchor(text="The article before this one", href=_PAGE), Anchor(text="The one after it", href=_PAGE)
    return {
        "bio": (Sample(arguments={"author": author}),),
        "byline": (Sample(arguments={"names": (_PERSON, _DESK)}),),
        "correction": (
            Sample(note="Below its article", arguments={"note": _CORRECTION}, frame=Frame.STORY),
            Sample(note="An article that was withdrawn", arguments={"note": _WITHDRAWAL}, frame=Frame.STORY),
            Sample(note="Away from its article", arguments={"note": _CORRECTION, "heading": "h3"}),
        ),
        "dates": (
            Sample(
                arguments={
                    "date": _DAY,
                    "minutes": "4 min read",
                    "updated": _LATER,
                    "corrections": (_CORRECTION,),
                }
            ),
        ),
        "kicker": (
            Sample(note="A section", arguments={"section": _SECTION, "kind": ""}),
            Sample(note="A section and a kind", arguments={"section": _SECTION, "kind": "Opinion"}),
        ),
        "neighbors": (Sample(arguments={"previous": older, "next": newer}),),
        "picture": (Sample(arguments={"picture": _CREDITED}),),
        "series": (Sample(arguments={"series": series}),),
        "sources": (Sample(arguments={"sources": sources}),),
        "tags": (Sample(arguments={"anchors": _TAGS}),),
    }


def _list_samples() -> Mapping[str, tuple[Sample, ...]]:
    chart = ChartView(
        bars=(("2018", 3), ("2019", 12), ("2020", 0), ("2021", 8), ("2022", 5)),
        title="Articles by year: 28, most of them in 2019",
        caption="By year",
        unit="Year",
    )
    entries = (
        TimelineEntry(article=Anchor(text="What came first", href=_PAGE), date=_DAY, dateline="A place"),
        TimelineEntry(article=Anchor(text="What came next", href=_PAGE), date=_LATER, dateline="", notice="Corrected"),
    )
    numbers = tuple(PageNumber(number=number, href=_PAGE) for number in (9, 8, 7))
    pages = (numbers[0], replace(numbers[1], current=True), numbers[2], PageNumber(number=1, href=_PAGE, gap=True))
    pagination = PaginationView(number=8, newest=_PAGE, newer=_PAGE, older=_PAGE, pages=pages)
    credits_ = CreditView(
        name="picture.jpg",
        href=_PAGE,
        credits=("Its maker",),
        licenses=("CC BY 4.0",),
        sources=(_SITE,),
        places=(Anchor(text="The article where it stands", href=_PAGE),),
    )
    months = tuple(Anchor(text=name, href=_PAGE if count else "", count=count) for count, name in enumerate(_MONTHS))
    years = (YearView(year="2022", cards=(_CARD, _OPINION)), YearView(year="2021", cards=(_CARD,)))
    return {
        "anchors": (
            Sample(note="In a row", arguments={"anchors": _COUNTED}),
            Sample(note="In columns", arguments={"anchors": _COUNTED, "look": "columns"}),
        ),
        "chart": (Sample(arguments={"chart": chart}),),
        "credits": (Sample(arguments={"pictures": (credits_,)}),),
        "fact": (Sample(arguments={"term": "What they are", "anchors": _COUNTED}, frame=Frame.FACTS),),
        "feed-link": (Sample(arguments={"href": _PAGE}),),
        "history": (
            Sample(arguments={"wordings": (WordingView(text="An earlier wording of a bio.", years="2019–2021"),)}),
        ),
        "months": (Sample(arguments={"months": months}),),
        "pagination": (Sample(arguments={"pagination": pagination}),),
        "timeline": (Sample(arguments={"entries": entries}),),
        "years": (Sample(arguments={"years": years}),),
    }


def _part_samples() -> Mapping[str, tuple[Sample, ...]]:
    sentence = Sentence(pieces=(Piece(text="Try the "), Piece(text="archive", place="archive"), Piece(text=".")))
    return {
        "image": (Sample(arguments={"picture": _PICTURE, "name": "picture__image", "alt": _SHOWN}),),
        "language": (
            Sample(
                note="A text in Arabic inside another one",
                arguments={"code": "ar", "is_nested": True},
                frame=Frame.ATTRIBUTES,
                inside="مضيق هرمز",
            ),
        ),
        "names": (Sample(arguments={"byline": (_PERSON, _DESK)}, frame=Frame.LINE),),
        "portrait": (Sample(arguments={"picture": _CREDITED}),),
        "sentence": (Sample(arguments={"sentence": sentence, "places": {"archive": _PAGE}}, frame=Frame.LINE),),
    }


def _card_samples() -> Mapping[str, tuple[Sample, ...]]:
    looks = (
        ("lead", "h2", _CARD),
        ("second", "h2", _OPINION),
        ("first", "h3", _CARD),
        ("line", "h3", _CARD),
        ("row", "h3", _OPINION),
        ("own", "h3", _OPINION),
        ("brief", "h3", _CARD),
    )
    return {
        "card": tuple(
            Sample(note=look, arguments={"card": card, "heading": heading, "look": look}, frame=Frame.LIST)
            for look, heading, card in looks
        )
    }
