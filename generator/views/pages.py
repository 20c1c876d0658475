"""These are the pages that templates show, one view for each template."""

from msgspec import Struct

from generator.model import Html
from generator.views.records import (
    NO_DESK,
    Anchor,
    BioView,
    CardView,
    ChartView,
    CorrectionView,
    CreditView,
    DateView,
    DeskView,
    FactView,
    HeadView,
    NameView,
    PaginationView,
    PictureView,
    ScopeView,
    SeriesView,
    SourceView,
    TimelineEntry,
    WordingView,
    YearView,
)


class ArticleView(Struct, frozen=True, kw_only=True):
    """template article.html. `body` and `minutes`, to read it, are set when the page is rendered."""

    head: HeadView
    title: str
    kicker: Anchor | None
    kind: str
    """A label such as "Opinion"; "" for plain news."""
    standfirst: str
    byline: tuple[NameView, ...]
    dateline: str
    date: DateView
    updated: DateView | None
    picture: PictureView | None
    language: str
    """The article's own language where it differs from the site's, else ""."""
    corrections: tuple[CorrectionView, ...]
    withdrawn: CorrectionView | None
    sources: tuple[SourceView, ...]
    tags: tuple[Anchor, ...]
    bios: tuple[BioView, ...]
    series: SeriesView | None
    related: tuple[CardView, ...]
    previous: Anchor | None
    """The article before this one in its section, and the one after it."""
    next: Anchor | None
    share: tuple[Anchor, ...]
    edit: str
    """GitHub's page that edits the file; "" when the site names no repository. `suggest` opens an issue."""
    suggest: str
    minutes: str = ""
    """How long it takes to read, in words."""
    body: Html = Html("")


class SectionColumn(Struct, frozen=True, kw_only=True):
    """A section on the front page with its newest articles."""

    section: Anchor
    cards: tuple[CardView, ...]


class FrontView(Struct, frozen=True, kw_only=True):
    """template front.html."""

    head: HeadView
    lead: CardView | None
    seconds: tuple[CardView, ...]
    newest: tuple[CardView, ...]
    sections: tuple[SectionColumn, ...]
    corrections: tuple[CorrectionView, ...]
    desk: DeskView = NO_DESK


class ListingView(Struct, frozen=True, kw_only=True):
    """template listing.html: a tag, a section, a series, a year or a month."""

    head: HeadView
    kicker: str
    """What this is a listing of: "Tag", "Section", "Archive"."""
    title: str
    count: str
    """"1 article" or "312 articles since 2010"."""
    years: tuple[YearView, ...]
    pagination: PaginationView | None
    feed: str = ""
    scope: ScopeView | None = None
    """A search of this listing alone; None where there is no such search, and on older pages."""
    periods: tuple[Anchor, ...] = ()
    """The months of a year, with counts."""
    chart: ChartView | None = None
    start: tuple[CardView, ...] = ()
    """Where an editor says to start."""
    facts: tuple[FactView, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    """Every article, the oldest first; then `years` is empty."""
    desk: DeskView = NO_DESK
    body: Html = Html("")
    """The description."""


class AuthorView(Struct, frozen=True, kw_only=True):
    """template author.html. `bio` is the one bio; `history` holds earlier wordings on the first page only."""

    head: HeadView
    name: str
    is_person: bool
    role: str
    affiliation: str
    count: str
    bio: str
    history: tuple[WordingView, ...]
    picture: PictureView | None
    links: tuple[Anchor, ...]
    names: tuple[str, ...]
    """Other forms of the name that bylines printed."""
    coauthors: tuple[Anchor, ...]
    sections: tuple[Anchor, ...]
    tags: tuple[Anchor, ...]
    chart: ChartView | None
    years: tuple[YearView, ...]
    pagination: PaginationView | None
    feed: str = ""
    desk: DeskView = NO_DESK
    scope: ScopeView | None = None
    """A search of the author's articles alone."""


class LetterView(Struct, frozen=True, kw_only=True):
    """The entries of an index below one letter."""

    letter: str
    anchors: tuple[Anchor, ...]


class IndexView(Struct, frozen=True, kw_only=True):
    """template index.html: all tags, all authors or all sections, by letter; `most` are the largest.

    A short index is one group whose letter is "".
    """

    head: HeadView
    title: str
    count: str
    most: tuple[Anchor, ...]
    letters: tuple[LetterView, ...]
    desk: DeskView = NO_DESK


class ArchiveYear(Struct, frozen=True, kw_only=True):
    """A year of the archive with its twelve months; a month without articles has an empty href."""

    year: Anchor
    months: tuple[Anchor, ...]


class CalendarView(Struct, frozen=True, kw_only=True):
    """template calendar.html: the archive by year and month, newest year first."""

    head: HeadView
    title: str
    count: str
    years: tuple[ArchiveYear, ...]
    desk: DeskView = NO_DESK


class CorrectionsView(Struct, frozen=True, kw_only=True):
    """template corrections.html: every correction, newest first."""

    head: HeadView
    title: str
    corrections: tuple[CorrectionView, ...]
    feed: str
    desk: DeskView = NO_DESK


class CreditsView(Struct, frozen=True, kw_only=True):
    """template credits.html: pictures by their paths; `years` lead to the pages of years, where there are such."""

    head: HeadView
    title: str
    pictures: tuple[CreditView, ...]
    years: tuple[Anchor, ...] = ()


class StaticView(Struct, frozen=True, kw_only=True):
    """template page.html."""

    head: HeadView
    title: str
    edit: str
    language: str = ""
    """The page's own language where it differs from the site's, else ""."""
    body: Html = Html("")


class SearchView(Struct, frozen=True, kw_only=True):
    """template search.html; without script it leads to tags, sections and years."""

    head: HeadView
    title: str
    sections: tuple[Anchor, ...]
    tags: tuple[Anchor, ...]
    years: tuple[Anchor, ...]
    words: str
    """What the script says, as JSON."""


class NotFoundView(Struct, frozen=True, kw_only=True):
    """template not-found.html."""

    head: HeadView
    title: str
    newest: tuple[CardView, ...]


class RedirectView(Struct, frozen=True, kw_only=True):
    """template redirect.html: an old address that leads to the new one, with no chrome."""

    head: HeadView
    title: str
    target: str


PageView = (
    ArticleView
    | FrontView
    | ListingView
    | AuthorView
    | IndexView
    | CalendarView
    | CorrectionsView
    | CreditsView
    | StaticView
    | SearchView
    | NotFoundView
    | RedirectView
)
