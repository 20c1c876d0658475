"""These are the parts that pages are made of: values with words chosen, dates written out and hrefs joined.

A template sees `site` (`SiteView`) and `page` (one of the views in `pages`) and nothing else. Every href is ready to
print. A text is plain and is escaped by the template; a field of type `Html` is printed as it is.
"""

from typing import Protocol

from msgspec import Struct

from generator.model import Html


class Anchor(Struct, frozen=True, kw_only=True):
    """A link with its words. `count` is the number of articles behind it where that says something, else 0."""

    text: str
    href: str
    count: int = 0
    current: bool = False
    language: str = ""
    """That of the words where it is not the site's, else ""."""


class DeskView(Struct, frozen=True, kw_only=True):
    """GitHub's pages for what a page is made from; each is "" where there is none.

    `edit` opens its file, `describe` begins the file that it lacks, and `write` begins an article.
    """

    edit: str = ""
    describe: str = ""
    write: str = ""


NO_DESK = DeskView()
"""A page at which nothing is edited."""


class DateView(Struct, frozen=True, kw_only=True):
    """A date: for machines (`2022-03-18` or RFC 3339 with offset), in words, and shortened."""

    iso: str
    text: str
    short: str


class PictureView(Struct, frozen=True, kw_only=True):
    """A picture; `width` and `height` are 0 when they are not known (a picture on another site).

    `srcset` names its WebP renditions and `sizes` how wide it stands; "" where there are none.
    """

    src: str
    alt: str
    width: int = 0
    height: int = 0
    srcset: str = ""
    sizes: str = ""
    caption: str = ""
    credit: str = ""
    license: str = ""
    source: str = ""


class CreditView(Struct, frozen=True, kw_only=True):
    """A picture on the page of credits: its file, what is said of its making, and the pages on which it stands."""

    name: str
    href: str
    credits: tuple[str, ...]
    licenses: tuple[str, ...]
    sources: tuple[str, ...]
    places: tuple[Anchor, ...]


class NameView(Struct, frozen=True, kw_only=True):
    """One name of a byline: as it was published, with its author's page, and its role in this article."""

    name: str
    href: str
    role: str = ""
    is_person: bool = True


class CardView(Struct, frozen=True, kw_only=True):
    """An article in a list."""

    title: str
    href: str
    date: DateView
    section: Anchor | None = None
    summary: str = ""
    byline: tuple[NameView, ...] = ()
    picture: PictureView | None = None
    kind: str = ""
    """A label such as "Opinion"; "" for plain news."""
    notice: str = ""
    """"Corrected" or "Withdrawn", else ""."""
    language: str = ""
    """That of headline and summary where it is not the site's, else ""."""


class CorrectionView(Struct, frozen=True, kw_only=True):
    """One note under an article; `id` is its anchor on the article's page, `href` leads there."""

    id: str
    href: str
    label: str
    date: DateView
    text: str
    article: str = ""
    """The headline, where the note stands away from its article."""
    language: str = ""
    """That of headline and text where it is not the site's, else ""."""
    is_withdrawal: bool = False


class SourceView(Struct, frozen=True, kw_only=True):
    """One document an article rests on; `archived` is "" or the address of a copy; `accessed` in words or ""."""

    title: str
    href: str
    host: str
    archived: str = ""
    accessed: str = ""


class BioView(Struct, frozen=True, kw_only=True):
    """One author with the one bio; `text` is "" when only a role is known."""

    name: str
    href: str
    text: str
    role: str = ""
    picture: PictureView | None = None


class WordingView(Struct, frozen=True, kw_only=True):
    """An earlier wording of a bio with the years in which it was printed ("2019", "2019–2021", "" if unknown)."""

    text: str
    years: str


class FeedView(Struct, frozen=True, kw_only=True):
    """A feed for the head of a page."""

    title: str
    href: str
    type: str


class HeadView(Struct, frozen=True, kw_only=True):
    """What stands in <head>: `properties` are OpenGraph pairs in order, `data` is escaped JSON-LD or ""."""

    title: str
    description: str
    canonical: str
    language: str
    feeds: tuple[FeedView, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    card: str = "summary"
    """twitter:card."""
    data: Html = Html("")
    hidden: bool = False
    """Whether search engines are asked to leave this page out."""
    previous: str = ""
    next: str = ""
    place: str = ""
    """The href of the menu's entry that the page belongs to, where the menu has it."""


class Headed(Protocol):
    """Whatever a template may show: a page has a head."""

    @property
    def head(self) -> HeadView:
        """What stands in its <head>."""


class SiteView(Struct, frozen=True, kw_only=True):
    """What every page shows: masthead, menu, footer, and the assets of the theme."""

    title: str
    description: str
    language: str
    home: str
    menu: tuple[Anchor, ...]
    footer: tuple[Anchor, ...]
    social: tuple[Anchor, ...]
    search: str
    """The href of the search page."""
    base: str
    """The base path with slashes at both ends, for the search script (`data-base`)."""
    stylesheet: str
    search_script: str
    search_modules: tuple[str, ...]
    """What the search script imports, those that others import first."""
    opensearch: str
    """The href of the description for browsers."""
    icon: str
    fonts: tuple[str, ...]
    """Those to fetch before anything asks for them."""
    feed: str
    tags: str
    authors: str
    archive: str
    corrections: str


class ScopeView(Struct, frozen=True, kw_only=True):
    """A search held to what the page is of: its label, and the (name, value) pairs that hold it."""

    label: str
    fields: tuple[tuple[str, str], ...]


class PageNumber(Struct, frozen=True, kw_only=True):
    """One page of a listing in its pagination; `gap` stands for pages left out before it."""

    number: int
    href: str
    current: bool = False
    gap: bool = False


class PaginationView(Struct, frozen=True, kw_only=True):
    """Where a listing page stands. Pages are numbered from the oldest, so that a full one never changes again.

    `number` is 0 on the newest page, the listing's own address; `newer` and `older` are "" where there is none.
    """

    number: int
    newest: str
    newer: str
    older: str
    pages: tuple[PageNumber, ...]


class YearView(Struct, frozen=True, kw_only=True):
    """The cards of one year of a listing, newest first."""

    year: str
    cards: tuple[CardView, ...]


class FactView(Struct, frozen=True, kw_only=True):
    """Links of one kind with what they are: the main authors of a tag, the tags that stand beside it."""

    term: str
    anchors: tuple[Anchor, ...]


class ChartView(Struct, frozen=True, kw_only=True):
    """Articles by year or by month: (name, articles) for each from the first to the last, zeros included.

    `title` says the chart in a sentence, `caption` in a word or two, `unit` is what a bar stands for.
    """

    bars: tuple[tuple[str, int], ...]
    title: str
    caption: str
    unit: str


class TimelineEntry(Struct, frozen=True, kw_only=True):
    """An article in a timeline."""

    article: Anchor
    date: DateView
    dateline: str
    notice: str = ""


class SeriesView(Struct, frozen=True, kw_only=True):
    """The series an article belongs to, oldest part first; the article itself is the current one."""

    title: str
    href: str
    parts: tuple[Anchor, ...]
