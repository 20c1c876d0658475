"""This is which pages must be made again: those of which a digest of what they are made from has changed.

There is no graph of dependencies. A page is planned as a value, and three digests say all that it depends on: the frame
(its template with everything that it extends, and what all pages share), the view, and the bodies that are set into it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.build.keeping import Read, digest_of, digest_page
from generator.cache import KeptPage
from generator.plan import BodyPart, FeedPage, HtmlPage, Page
from generator.theme import Theme
from generator.views.records import SiteView


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What a page is made from."""

    frame: str
    view: str
    body: str


class Fingerprints:
    """Makes fingerprints, and remembers the frame of each template."""

    def __init__(self, theme: Theme, site: SiteView, reads: Mapping[str, Read]) -> None:
        """`reads` holds what each source said, by its path."""
        self._theme = theme
        self._site = digest_of(site)
        self._reads = reads
        self._frames: dict[str, str] = {}

    def of(self, page: Page) -> Fingerprint | None:
        """The fingerprint of a page; None for one that is quicker written than judged."""
        if isinstance(page, HtmlPage):
            parts = (page.body,) if page.body else ()
            return Fingerprint(frame=self._frame(page.template), view=digest_page(page), body=self._body(parts))
        if isinstance(page, FeedPage):
            return Fingerprint(frame="", view=digest_page(page), body=self._body(page.bodies))
        return None

    def _frame(self, template: str) -> str:
        if template not in self._frames:
            self._frames[template] = digest_of((self._theme.digest(template), self._site))
        return self._frames[template]

    def _body(self, parts: Iterable[BodyPart]) -> str:
        return " ".join(self._reads[part.path].body_digest for part in parts)


def reason(fingerprint: Fingerprint | None, kept: KeptPage | None) -> str:
    """Why a page must be made, in words, or "" when it need not be."""
    if fingerprint is None:
        return "it is made each time"
    if kept is None:
        return "no earlier build is known to have made it"
    if kept.frame != fingerprint.frame:
        return "its template, or what all pages share, has changed"
    if kept.view != fingerprint.view:
        return "what it shows has changed"
    if kept.body != fingerprint.body:
        return "the text set into it has changed"
    return ""
