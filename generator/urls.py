"""This is every URL we make; no other room joins one.

A `Url` starts at the site's root and knows nothing of the base path. What a page prints is an href (`href`), which
does; what leaves the site, in feeds and metadata, is absolute (`absolute`). Article URLs never change once published.
"""

import datetime as dt
import re
from functools import lru_cache

from slugify import slugify

from generator.model import Slug, Url

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
SLUG_LENGTH, SLUG_LIMIT = 80, 200
"""Characters of the longest slug that we make, and of the longest one that we keep because it was published."""

ROUTES = frozenset(
    {
        "tags",
        "authors",
        "sections",
        "archive",
        "search",
        "corrections",
        "credits",
        "pagefind",
        "media",
        "assets",
        "feed",
        "page",
        "series",
    }
)
"""First parts of the site's own paths, which no static page may take."""

_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))})

FRONT, SEARCH, CORRECTIONS, NOT_FOUND = Url("/"), Url("/search/"), Url("/corrections/"), Url("/404.html")
TAGS, AUTHORS, SECTIONS, ARCHIVE = Url("/tags/"), Url("/authors/"), Url("/sections/"), Url("/archive/")
ATOM, RSS, JSON_FEED = Url("/feed.xml"), Url("/rss.xml"), Url("/feed.json")
CREDITS = Url("/credits/")
OPENSEARCH = Url("/opensearch.xml")
CREDITS = Url("/credits/")
CORRECTIONS_FEED = Url("/corrections/feed.xml")
SITEMAP, NEWS_SITEMAP, ROBOTS, MANIFEST = (
    Url("/sitemap.xml"),
    Url("/news-sitemap.xml"),
    Url("/robots.txt"),
    Url("/manifest.json"),
)
NOJEKYLL, CNAME = Url("/.nojekyll"), Url("/CNAME")


@lru_cache(maxsize=4096)
def make_slug(text: str, *, length: int = SLUG_LENGTH) -> Slug:
    """The slug of a title or a name: transliterated, lower case, cut between words; "" if nothing is left."""
    return Slug(slugify(text, max_length=length, word_boundary=True, save_order=True))


def slug_fault(slug: str) -> str:
    """What is wrong with a slug, in the writer's words, or ""."""
    if len(slug) > SLUG_LIMIT:
        return f"has {len(slug)} characters, and {SLUG_LIMIT} are the most"
    if not SLUG.match(slug):
        return "may hold only a-z, 0-9 and single hyphens between them"
    if slug in _DEVICES:
        return "is the name of a device on Windows"
    return ""


def article(day: dt.date, slug: Slug) -> Url:
    """`/2022/03/four-warships/`: the writer's own year and month, so that no change of time zone moves an article."""
    return Url(f"/{day.year:04d}/{day.month:02d}/{slug}/")


def tag(slug: Slug) -> Url:
    """The first listing page of a tag."""
    return Url(f"/tags/{slug}/")


def section(slug: Slug) -> Url:
    """The first listing page of a section."""
    return Url(f"/sections/{slug}/")


def author(id_: Slug) -> Url:
    """The page of an author."""
    return Url(f"/authors/{id_}/")


def series(slug: Slug) -> Url:
    """The page of a series."""
    return Url(f"/series/{slug}/")


def year(number: int) -> Url:
    """The archive of a year."""
    return Url(f"/archive/{number:04d}/")


def month(year_number: int, number: int) -> Url:
    """The archive of a month."""
    return Url(f"/archive/{year_number:04d}/{number:02d}/")


def credits_year(number: int) -> Url:
    """The credits of the pictures of one year."""
    return Url(f"{CREDITS}{number:04d}/")


def static_page(slug: Slug) -> Url:
    """A page about the site itself."""
    return Url(f"/{slug}/")


def listing_page(first: Url, number: int) -> Url:
    """Page `number` of the listing at `first`, numbered from the oldest: page 1 never changes once it is full."""
    return Url(f"{first}page/{number}/")


def place(url: Url) -> Url:
    """What a menu names for a page: the archive for its months, a section for its older pages, else the page itself."""
    if url.startswith(ARCHIVE):
        return ARCHIVE
    return Url(url.partition("page/")[0]) if url.startswith(SECTIONS) else url


def feed(listing: Url) -> Url:
    """The Atom feed below a tag, author or section."""
    return Url(f"{listing}feed.xml")


def asset(name: str) -> Url:
    """A file of the theme, by its published name."""
    return Url(f"/assets/{name}")


def social_card(name: str) -> Url:
    """The card of an article that has no picture, by a name made of all that the card shows."""
    return Url(f"/assets/cards/{name}.png")


def media(name: str) -> Url:
    """A picture, by its published name below media/."""
    return Url(f"/media/{name}")


def file_of(url: Url) -> str:
    """The path below `_site/` of the file that answers a URL."""
    relative = url.removeprefix("/")
    return f"{relative}index.html" if not relative or relative.endswith("/") else relative


def href(base: str, url: Url) -> str:
    """The URL as a page prints it, below the base path (which ends with a slash)."""
    return base + url.removeprefix("/")


def absolute(site_url: str, url: Url) -> str:
    """The URL as feeds and metadata print it; `site_url` ends with a slash."""
    return site_url + url.removeprefix("/")
