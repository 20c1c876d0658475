"""This is the work on one page: it is made, judged, and where it is stale it becomes a file of the staged site."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator import cache, feeds, markdown, output, urls
from generator.archive.links import Target, href_url
from generator.build import keeping
from generator.build.staleness import Fingerprint, Frames, digest_bodies, reason
from generator.cache import KeptPage, Packed
from generator.feeds import FeedItem
from generator.markdown import Destination
from generator.model import Html, Url
from generator.output import Staging, Written
from generator.plan import BodyPart, FeedFormat, FeedPage, HtmlPage, Page, Planned, TextPage
from generator.search import Named, SearchDocument, SearchEntry, make_document
from generator.theme import Theme
from generator.views.article import reading_time
from generator.views.pages import ArticleView, ListingView, PageView, StaticView
from generator.views.pictures import Room, body_room, sizes, srcset
from generator.views.records import SiteView

_WRITERS = {FeedFormat.ATOM: feeds.atom, FeedFormat.RSS: feeds.rss, FeedFormat.JSON: feeds.json_feed}


class Rendered(Struct, frozen=True, kw_only=True):
    """What came of one page: its file, why it was made, and what is kept of it."""

    written: Written
    reason: str
    """"" when it was left alone."""
    kept: KeptPage | None = None
    """None for a page that is quicker written than judged."""
    uses: tuple[str, ...] = ()
    """The paths of its bodies."""
    contents: tuple[tuple[str, bytes], ...] = ()
    """What is to be kept of it under a digest, until it is packed."""
    packed: tuple[Packed, ...] = ()


class Frame(Struct, frozen=True, kw_only=True):
    """What is the same for all pages of one build."""

    site: SiteView
    site_url: str
    theme: Theme
    staging: Staging
    bodies: Mapping[str, str]
    """Path → the digest of its body, under which `cache` holds it."""
    cache: Path
    is_searched: bool = True
    """Whether the search index is made too; else nobody asks for what it is to hold."""


class Renderer:
    """Makes batches of pages; it is handed to each process once."""

    def __init__(self, frame: Frame, pages: Sequence[Planned], known: Mapping[str, KeptPage]) -> None:
        """`known` is what earlier builds published, by URL."""
        self._frame = frame
        self._pages = pages
        self._known = known
        self._frames: Frames | None = None

    def __call__(self, places: Sequence[int]) -> list[Rendered]:
        """One result for each page, by its place in the plan, in their order; what is kept of them is packed."""
        pages = (self._pages[place] for place in places)
        made = [self.make(page.make(), self._known.get(page.url)) for page in pages]
        packed = iter(cache.pack(self._frame.cache, [content for page in made for content in page.contents]))
        return [replace(page, contents=(), packed=tuple(islice(packed, len(page.contents)))) for page in made]

    def make(self, page: Page, kept: KeptPage | None) -> Rendered:
        """The page as a file, unless the published one was made from the same."""
        if isinstance(page, TextPage):
            return Rendered(written=self._write(page.url, page.text), reason="it is made each time")
        view = keeping.encode_view(page)
        parts = keeping.parts_of(page)
        if self._frames is None:
            self._frames = Frames(self._frame.theme, self._frame.site)
        fingerprint = Fingerprint(
            frame=self._frames.of(page), view=keeping.digest(view), body=digest_bodies(parts, self._frame.bodies)
        )
        why = reason(fingerprint, kept) or self._why_unsearched(page, kept)
        if kept is not None and not why:
            if output.stands(self._frame.staging, page.url, kept.digest, kept.size):
                return self._left(page.url, kept, parts)
            why = "the published file is gone"
        return self._made(page, view, fingerprint, why)

    def _why_unsearched(self, page: HtmlPage | FeedPage, kept: KeptPage | None) -> str:
        """A page that was made without search, and is to be found now, is made again."""
        is_known = not kept or kept.document or isinstance(page, FeedPage) or not page.is_searched
        return "" if is_known or not self._frame.is_searched else "it was made without search"

    def _left(self, url: Url, kept: KeptPage, parts: Sequence[BodyPart]) -> Rendered:
        written = output.offer(self._frame.staging, url, kept.digest, kept.size)
        return Rendered(written=written, reason="", kept=kept, uses=tuple(part.path for part in parts))

    def _made(self, page: HtmlPage | FeedPage, view: bytes, fingerprint: Fingerprint, why: str) -> Rendered:
        parts = keeping.parts_of(page)
        written, document = self._render(page)
        contents = [(str(document.note.digest), document.html.encode())] if document else []
        if parts:
            contents.append((fingerprint.view, view))
        kept = KeptPage(
            url=page.url,
            frame=fingerprint.frame,
            view=fingerprint.view,
            body=fingerprint.body,
            digest=written.digest,
            size=written.size,
            kind=keeping.kind_of(page) if parts else "",
            parts=keeping.encode_parts(parts) if parts else b"",
            document=document.note.digest if document else "",
            note=keeping.encode_note(document.note) if document else b"",
        )
        uses = tuple(part.path for part in parts)
        return Rendered(written=written, reason=why, kept=kept, uses=uses, contents=tuple(contents))

    def _write(self, url: Url, text: str) -> Written:
        return output.write(self._frame.staging, url, text.encode())

    def _render(self, page: HtmlPage | FeedPage) -> tuple[Written, SearchDocument | None]:
        if isinstance(page, FeedPage):
            return self._write(page.url, self._feed(page)), None
        view = page.view
        if page.body is not None:
            minutes = reading_time(self._frame.theme.words, page.body.words)
            view = _with_body(view, self._fill(page.body, self._frame.site.base), minutes)
        text = self._frame.theme.render(page.template, self._frame.site, view)
        is_found = page.is_searched and self._frame.is_searched
        document = _document(page.url, view) if is_found and isinstance(view, ArticleView) else None
        return self._write(page.url, text), document

    def _feed(self, page: FeedPage) -> str:
        feed = page.feed
        if page.bodies:
            full = zip(feed.items, page.bodies, strict=True)
            feed = replace(feed, items=tuple(self._with_content(item, part) for item, part in full))
        return _WRITERS[page.format](feed)

    def _with_content(self, item: FeedItem, part: BodyPart) -> FeedItem:
        return replace(item, content=self._fill(part, self._frame.site_url, page=item.url))

    def _fill(self, part: BodyPart, base: str, *, page: str = "") -> Html:
        """The body with its links below `base`: the base path on a page, the whole address in a feed."""
        body = keeping.decode_body(cache.content(self._frame.cache, self._frame.bodies[part.path]))
        return markdown.fill(body, [_destination(target, base) for target in part.targets], cut=part.cut, page=page)


def _destination(target: Target, base: str) -> Destination:
    if not target.url:
        return Destination()
    room = body_room(target.width, target.height)
    return Destination(
        href=urls.href(base, Url(href_url(target))),
        width=target.width,
        height=target.height,
        srcset=srcset(target.renditions, partial(urls.href, base)),
        sizes=sizes(room, target.renditions) if target.renditions else "",
        is_wide=room is Room.WIDE,
    )


def _with_body(view: PageView, body: Html, minutes: str) -> PageView:
    if isinstance(view, ArticleView):
        return replace(view, body=body, minutes=minutes)
    if isinstance(view, ListingView | StaticView):
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
