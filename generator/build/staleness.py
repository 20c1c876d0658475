"""This is which pages must be made again: those of which a digest of what they are made from has changed.

There is no graph of dependencies. A page is planned as a value, and three digests say all that it depends on: the frame
(its template with everything that it extends, and what all pages share), the view, and the bodies that are set into it.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from generator.build import keeping
from generator.cache import KeptPage
from generator.plan import BodyPart, FeedPage, HtmlPage
from generator.theme import Theme
from generator.views.records import SiteView


class Fingerprint(Struct, frozen=True, kw_only=True):
    """What a page is made from."""

    frame: str
    view: str
    body: str


class Frames:
    """The frame of each template, each digested once."""

    def __init__(self, theme: Theme, site: SiteView) -> None:
        self._theme = theme
        self._site = keeping.digest_of(site)
        self._known: dict[str, str] = {}

    def of(self, page: HtmlPage | FeedPage) -> str:
        """The digest of the page's frame; feeds have none."""
        if isinstance(page, FeedPage):
            return ""
        if page.template not in self._known:
            self._known[page.template] = keeping.digest_of((self._theme.digest(page.template), self._site))
        return self._known[page.template]


def digest_bodies(parts: Iterable[BodyPart], bodies: Mapping[str, str]) -> str:
    """The digest of the bodies of a page and of how it shows them; `bodies` gives the digest of each by its path."""
    held = tuple((part, bodies[part.path]) for part in parts)
    return keeping.digest_of(held) if held else ""


def reason(fingerprint: Fingerprint, kept: KeptPage | None) -> str:
    """Why a page must be made, in words, or "" when it need not be."""
    if kept is None:
        return "no earlier build is known to have made it"
    if kept.frame != fingerprint.frame:
        return "its template, or what all pages share, has changed"
    if kept.view != fingerprint.view:
        return "what it shows has changed"
    if kept.body != fingerprint.body:
        return "the text set into it has changed"
    return ""
