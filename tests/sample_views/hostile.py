"""These are views in which every text that a writer can write is markup."""

from generator.views.pages import ArchiveYear, LetterView, SectionColumn
from generator.views.records import (
    Anchor,
    BioView,
    CardView,
    ChartView,
    CorrectionView,
    CreditView,
    DateView,
    DeskView,
    FactView,
    FeedView,
    NameView,
    PageNumber,
    PaginationView,
    PictureView,
    ScopeView,
    SeriesView,
    SourceView,
    TimelineEntry,
    WordingView,
    YearView,
)
from tests.sample_views.pages import (
    make_article,
    make_author,
    make_calendar,
    make_corrections,
    make_credits,
    make_front,
    make_index,
    make_listing,
    make_not_found,
    make_page,
    make_redirect,
    make_search,
)
from tests.sample_views.parts import HOSTILE, make_head, make_site


def make_hostile_views():
    text = HOSTILE
    head = make_head(
        title=text,
        description=text,
        canonical=text,
        language=text,
        feeds=(FeedView(title=text, href=text, type=text),),
        properties=((text, text),),
        card=text,
        previous=text,
        next=text,
    )
    anchor = Anchor(text=text, href=text, count=1, current=True)
    date = DateView(iso=text, text=text, short=text)
    picture = PictureView(src=text, alt=text, caption=text, credit=text, license=text, source=text)
    name = NameView(name=text, href=text, role=text)
    card = CardView(
        title=text,
        href=text,
        date=date,
        section=anchor,
        summary=text,
        byline=(name,),
        picture=picture,
        kind=text,
        notice=text,
    )
    note = CorrectionView(id=text, href=text, label=text, date=date, text=text, article=text, is_withdrawal=True)
    years = (YearView(year=text, cards=(card,)),)
    desk = DeskView(edit=text, describe=text, write=text)
    return {
        "article.html": make_article(
            head=head,
            title=text,
            kicker=anchor,
            kind=text,
            standfirst=text,
            byline=(name,),
            dateline=text,
            date=date,
            updated=date,
            picture=picture,
            language=text,
            corrections=(note,),
            withdrawn=note,
            sources=(SourceView(title=text, href=text, host=text, archived=text, accessed=text),),
            tags=(anchor,),
            bios=(BioView(name=text, href=text, text=text, role=text, picture=picture),),
            series=SeriesView(title=text, href=text, parts=(anchor,)),
            related=(card,),
            previous=anchor,
            next=anchor,
            share=(anchor,),
            edit=text,
            suggest=text,
        ),
        "front.html": make_front(
            head=head,
            desk=desk,
            lead=card,
            seconds=(card,),
            newest=(card,),
            corrections=(note,),
            sections=(SectionColumn(section=anchor, cards=(card,)),),
        ),
        "listing.html": make_listing(
            head=head,
            desk=desk,
            kicker=text,
            title=text,
            count=text,
            years=years,
            feed=text,
            scope=ScopeView(label=text, fields=((text, text),)),
            periods=(anchor,),
            chart=ChartView(bars=((text, 1), (text, 2)), title=text, caption=text, unit=text),
            start=(card,),
            facts=(FactView(term=text, anchors=(anchor,)),),
            timeline=(TimelineEntry(article=anchor, date=date, dateline=text, notice=text),),
            pagination=PaginationView(
                number=1, newest=text, newer=text, older=text, pages=(PageNumber(number=1, href=text, gap=True),)
            ),
        ),
        "author.html": make_author(
            head=head,
            desk=desk,
            name=text,
            role=text,
            affiliation=text,
            count=text,
            bio=text,
            picture=picture,
            links=(anchor,),
            history=(WordingView(text=text, years=text),),
            names=(text,),
            coauthors=(anchor,),
            sections=(anchor,),
            tags=(anchor,),
            chart=ChartView(bars=((text, 1), (text, 2)), title=text, caption=text, unit=text),
            years=years,
            feed=text,
            scope=ScopeView(label=text, fields=((text, text),)),
        ),
        "index.html": make_index(
            head=head,
            desk=desk,
            title=text,
            count=text,
            most=(anchor,),
            letters=(LetterView(letter=text, anchors=(anchor,)),) * 2,
        ),
        "calendar.html": make_calendar(
            head=head, desk=desk, title=text, count=text, years=(ArchiveYear(year=anchor, months=(anchor,)),)
        ),
        "corrections.html": make_corrections(head=head, desk=desk, title=text, corrections=(note,), feed=text),
        "credits.html": make_credits(
            head=head,
            title=text,
            pictures=(
                CreditView(name=text, href=text, credits=(text,), licenses=(text,), sources=(text,), places=(anchor,)),
            ),
            years=(anchor,),
        ),
        "page.html": make_page(head=head, title=text, edit=text),
        "search.html": make_search(
            head=head, title=text, sections=(anchor,), tags=(anchor,), years=(anchor,), words=text
        ),
        "not-found.html": make_not_found(head=head, title=text, newest=(card,)),
        "redirect.html": make_redirect(head=head, title=text, target=text),
    }


def make_hostile_site():
    anchor = Anchor(text=HOSTILE, href=HOSTILE)
    names = (
        "title",
        "description",
        "home",
        "search",
        "base",
        "stylesheet",
        "search_script",
        "icon",
        "feed",
        "opensearch",
    )
    return make_site(menu=(anchor,), footer=(anchor,), social=(anchor,), **dict.fromkeys(names, HOSTILE))
