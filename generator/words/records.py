"""These are the strings of the interface as records, one for each table of theme/strings/en.toml.

A string is plain text. One with words in {braces} is formatted by the view that shows it, or is `Around` one element
of the page; `Counted` has a form for each plural; a `Sentence` holds links.
"""

from msgspec import Struct


class Around(Struct, frozen=True, kw_only=True):
    """What stands before and after the one word in braces, which a page shows as an element: "Updated {date}"."""

    before: str
    after: str


class Counted(Struct, frozen=True, kw_only=True):
    """A string for each plural category of CLDR; a language has those that its rules tell apart, and `other`."""

    zero: str = ""
    one: str = ""
    two: str = ""
    few: str = ""
    many: str = ""
    other: str


class Piece(Struct, frozen=True, kw_only=True):
    """A piece of a sentence; `place` is "" or the name of the place that it leads to."""

    text: str
    place: str = ""


class Sentence(Struct, frozen=True, kw_only=True):
    """A sentence with links."""

    pieces: tuple[Piece, ...]


class Chrome(Struct, frozen=True, kw_only=True):
    """What stands around every page, and what a reader can do with one."""

    skip: str
    search_archive: str
    search: str
    menu: str
    about: str
    follow: str
    feed: str
    feed_of: str
    suggest: str
    edit: str
    describe: str
    write: str
    email: str


class Titles(Struct, frozen=True, kw_only=True):
    """The titles of pages, and what stands above them; `month` and `page` are formatted."""

    archive: str
    authors: str
    corrections: str
    credits: str
    not_found: str
    search: str
    sections: str
    tags: str
    years: str
    author: str
    organization: str
    section: str
    series: str
    tag: str
    month: str
    page: str


class Descriptions(Struct, frozen=True, kw_only=True):
    """What pages say of themselves to search engines."""

    all: str
    archive: str
    author: str
    corrections: str
    credits: str
    not_found: str
    period: str
    search: str
    topic: str


class Counts(Struct, frozen=True, kw_only=True):
    """Numbers of things; `since` holds a number of articles."""

    articles: Counted
    authors: Counted
    minutes: Counted
    sections: Counted
    tags: Counted
    since: str


class Kinds(Struct, frozen=True, kw_only=True):
    """What an article is, where it is no plain news."""

    analysis: str
    opinion: str
    explainer: str
    interview: str
    review: str
    wire: str


class ArticleWords(Struct, frozen=True, kw_only=True):
    """What stands on the page of an article."""

    by: Around
    comma: str
    last_comma: str
    updated: Around
    series: Around
    sources: str
    accessed: Around
    archived: str
    archived_of: Around
    picture_source: str
    neighbors: str
    previous: str
    next: str
    related: str


class CorrectionWords(Struct, frozen=True, kw_only=True):
    """What is said of articles that did not stay as they were."""

    correction: str
    clarification: str
    update: str
    withdrawn: str
    corrected: str
    withdrawal: str
    withdrawn_title: str
    introduction: str
    none: str
    issue: str
    issue_question: str


class CreditWords(Struct, frozen=True, kw_only=True):
    """What is said of who made the pictures."""

    introduction: str
    none: str
    unknown: str


class FrontWords(Struct, frozen=True, kw_only=True):
    """What stands on the front page."""

    top: str
    none: str
    newest: str
    corrections: str


class AuthorWords(Struct, frozen=True, kw_only=True):
    """What stands on the page of an author."""

    writes_with: str
    elsewhere: str
    names: str
    earlier: Around


class ListingWords(Struct, frozen=True, kw_only=True):
    """What stands on pages that list articles, tags or authors."""

    most: str
    letters: str
    months: str
    chart: str
    chart_title: str
    year: str
    articles: str
    months_chart: str
    months_title: str
    month: str
    authors: str
    related: str
    start: str
    timeline: str
    pages: str
    newest: str
    newer: str
    older: str
    page: Around


class DeadEnd(Struct, frozen=True, kw_only=True):
    """What stands where no page does."""

    explanation: Sentence
    moved: Around


class SearchWords(Struct, frozen=True, kw_only=True):
    """What stands on the search page."""

    label: str
    order: str
    relevance: str
    newest: str
    oldest: str
    section: str
    all: str
    since: str
    first: str
    until: str
    last: str
    no_script: str
    within: str
    by: str


class Results(Struct, frozen=True, kw_only=True):
    """What the script of the search page says."""

    articles: Counted
    quoted: str
    found: str
    found_without: str
    none: str
    nearest: str
    place: str
    place_author: str
    place_tag: str
    chosen_author: str
    chosen_tag: str
    take_back: str
    newest_years: str
    oldest_years: str
    newest_first: str
    oldest_first: str
    more: str
    older: str
    meant: Around
    parts: Around
    unreachable: Sentence


class Words(Struct, frozen=True, kw_only=True):
    """Every string of the interface in one language."""

    language: str
    """The name of the file they come from: `uk`."""
    locale: str
    """How numbers are written: the site's language where the strings are in it, else the strings' own."""
    chrome: Chrome
    titles: Titles
    descriptions: Descriptions
    counts: Counts
    kinds: Kinds
    article: ArticleWords
    corrections: CorrectionWords
    credits: CreditWords
    front: FrontWords
    author: AuthorWords
    listing: ListingWords
    dead_end: DeadEnd
    search: SearchWords
    results: Results
