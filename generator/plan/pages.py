"""These are the kinds of pages, as values, and what is known of a page before it is made."""

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct

from generator.archive.links import Target
from generator.feeds import Feed
from generator.model import SocialCard, Url
from generator.views.pages import PageView
from generator.views.records import SiteView


class FeedFormat(StrEnum):
    """How a feed is written."""

    ATOM = "atom"
    RSS = "rss"
    JSON = "json"


class BodyPart(Struct, frozen=True, kw_only=True):
    """The body of one source as a page shows it: whose, where its links lead, and which chunks stand elsewhere.

    All that a page owes to a body is here, and nothing of it in the view: so an edited body changes no view.
    """

    path: str
    targets: tuple[Target, ...] = ()
    cut: tuple[int, ...] = ()
    words: int = 0
    """Without those that are cut."""


class HtmlPage(Struct, frozen=True, kw_only=True):
    """A page for readers: a template, its view, and the body that is set into the view."""

    url: Url
    template: str
    view: PageView
    body: BodyPart | None = None
    is_searched: bool = False


class FeedPage(Struct, frozen=True, kw_only=True):
    """A feed; `bodies` stand in the order of its items where the feed carries full text, else it is empty."""

    url: Url
    format: FeedFormat
    feed: Feed
    bodies: tuple[BodyPart, ...] = ()


class TextPage(Struct, frozen=True, kw_only=True):
    """A file whose text is already whole: sitemaps, robots.txt, CNAME."""

    url: Url
    text: str


Page = HtmlPage | FeedPage | TextPage


class Planned(Struct, frozen=True, kw_only=True):
    """A page that will exist: where it will stand, and how it is made, by whoever makes it.

    What the whole plan must show, two claims to one URL or a link that leads nowhere, is seen without making any page.
    """

    url: Url
    make: Callable[[], Page]
    day: str = ""
    """The ISO day of the last change, for the sitemap; a page without one is not listed there."""
    source: str = ""
    """The file under content/ that this page is made from, or "" when it is made from many."""


class Plan(Struct, frozen=True, kw_only=True):
    """Every page that will exist, by URL, the frame that HTML pages share, and the social cards that they name."""

    site: SiteView
    pages: tuple[Planned, ...]
    cards: tuple[SocialCard, ...] = ()
    unlettered: int = 0
    """How many articles would have a card, if its fonts had their letters."""
