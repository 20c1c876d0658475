"""This is the work on one page: its value becomes bytes, and the bytes a file of the staged site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from generator import feeds, markdown, output, urls
from generator.archive.links import Target, href_url
from generator.build.keeping import Read, decode_body
from generator.feeds import FeedItem
from generator.markdown import Destination
from generator.model import Html, Url
from generator.output import Staging, Written
from generator.plan import BodyPart, FeedFormat, FeedPage, HtmlPage, Page, TextPage
from generator.search import Named, SearchDocument, SearchEntry, make_document
from generator.theme import Theme, open_theme
from generator.views.pages import ArticleView, ListingView, PageView, StaticView
from generator.views.records import SiteView

_WRITERS = {FeedFormat.ATOM: feeds.atom, FeedFormat.RSS: feeds.rss, FeedFormat.JSON: feeds.json_feed}


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A page with the bodies that it shows, in its own order."""

    page: Page
    bodies: tuple[bytes, ...] = ()
    """Encoded, as they are kept: few pages are made again, and these decode them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A file that was written, and what the search index takes of it."""

    written: Written
    document: SearchDocument | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderer:
    """Renders batches of pages; it is a value, so that it can be sent to another process."""

    site: SiteView
    site_url: str
    theme: str
    """The folder of the theme."""
    language: str
    """That of the site."""
    staging: Staging

    def __call__(self, jobs: Sequence[Job]) -> list[Rendered]:
        """One file for each page, in their order."""
        return [self._render(job) for job in jobs]

    def _render(self, job: Job) -> Rendered:
        page = job.page
        if isinstance(page, HtmlPage):
            return self._render_html(page, job.bodies)
        if isinstance(page, FeedPage):
            return self._keep(page.url, self._feed(page, job.bodies))
        return self._keep(page.url, page.text)

    def _keep(self, url: Url, text: str, document: SearchDocument | None = None) -> Rendered:
        return Rendered(written=output.write(self.staging, url, text.encode()), document=document)

    def _render_html(self, page: HtmlPage, bodies: Sequence[bytes]) -> Rendered:
        view = page.view
        if page.body is not None:
            view = _with_body(view, self._fill(page.body, bodies[0], self.site.base))
        text = _theme(self.theme, self.language).render(page.template, self.site, view)
        document = _document(page.url, view) if page.is_searched and isinstance(view, ArticleView) else None
        return self._keep(page.url, text, document)

    def _feed(self, page: FeedPage, bodies: Sequence[bytes]) -> str:
        feed = page.feed
        if page.bodies:
            full = zip(feed.items, page.bodies, bodies, strict=True)
            feed = replace(feed, items=tuple(self._with_content(item, part, body) for item, part, body in full))
        return _WRITERS[page.format](feed)

    def _with_content(self, item: FeedItem, part: BodyPart, body: bytes) -> FeedItem:
        return replace(item, content=self._fill(part, body, self.site_url, page=item.url))

    def _fill(self, part: BodyPart, body: bytes, base: str, *, page: str = "") -> Html:
        """The body with its links below `base`: the base path on a page, the whole address in a feed."""
        return markdown.fill(
            decode_body(body), [_destination(target, base) for target in part.targets], cut=part.cut, page=page
        )


def _destination(target: Target, base: str) -> Destination:
    if not target.url:
        return Destination()
    return Destination(href=urls.href(base, Url(href_url(target))), width=target.width, height=target.height)


def _with_body(view: PageView, body: Html) -> PageView:
    if isinstance(view, ArticleView | ListingView | StaticView):
        return replace(view, body=body)
    raise TypeError(type(view).__name__)


def _document(url: Url, view: ArticleView) -> SearchDocument:
    return make_document(
        SearchEntry(
            url=url,
            title=view.title,
            standfirst=view.standfirst,
            body=view.body,
            authors=tuple(Named(_id(name.href), name.name) for name in view.byline),
            tags=tuple(Named(_id(tag.href), tag.text) for tag in view.tags),
            section=view.kicker.text if view.kicker else "",
            date=view.date.iso[:10],
            date_text=view.date.text,
            language=view.language or view.head.language,
        )
    )


def _id(href: str) -> str:
    """The last part of the address of an author or a tag."""
    return href.rstrip("/").rpartition("/")[2]


@lru_cache(maxsize=1)
def _theme(folder: str, language: str) -> Theme:
    """Each process reads the theme once; a build that follows an edit of it runs in new processes or after `forget`."""
    return open_theme(folder, language)


def forget() -> None:
    """Let the next page read the theme again: a preview renders many builds in one process."""
    _theme.cache_clear()


def make_job(page: Page, reads: Mapping[str, Read]) -> Job:
    """The page with the bodies it asks for."""
    if isinstance(page, TextPage):
        return Job(page=page)
    if isinstance(page, FeedPage):
        return Job(page=page, bodies=tuple(reads[part.path].body for part in page.bodies))
    return Job(page=page, bodies=(reads[page.body.path].body,) if page.body else ())
