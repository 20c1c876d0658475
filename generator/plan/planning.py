"""This is the plan itself: all pages, no two at one URL, and no link from the root to a page that will not stand."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from generator import urls
from generator.archive.assemble import Assembly
from generator.archive.links import dead_root_links
from generator.archive.visible import Today
from generator.config import Config
from generator.model import Archive, Article, Facts, Slug, Topic, Url
from generator.plan.html import Source, html_pages, redirect_page
from generator.plan.machines import feed_pages, text_pages
from generator.plan.pages import Plan, Planned
from generator.problems import Location, Problem
from generator.views.catalog import Catalog, make_catalog
from generator.views.chrome import Look, site_view
from generator.views.social import count_unlettered, with_social_cards


def plan_pages(
    assembly: Assembly, look: Look, config: Config, today: Today, published: frozenset[Url]
) -> tuple[Plan, tuple[Problem, ...]]:
    """Every page that will exist, sorted by URL, and the collisions and dead links that only the whole plan shows.

    `published` holds the URLs of files that are copied as they are: pictures and the theme's assets.
    """
    catalog = with_social_cards(make_catalog(assembly.archive, config, look.words), look.social)
    source = Source(catalog=catalog, targets=assembly.targets)
    pages = list(html_pages(source))
    pages.extend(text_pages(catalog, tuple(pages), _news_until(assembly.archive, today), look.assets.icon))
    pages.extend(feed_pages(source))
    redirects, collisions = _redirects(catalog, _claims(pages, published))
    pages.extend(redirects)
    plan = Plan(
        site=site_view(catalog, look.assets),
        pages=tuple(sorted(pages, key=lambda page: page.url)),
        cards=tuple(catalog.social.values()),
        unlettered=count_unlettered(catalog, look.social),
    )
    known = frozenset(page.url for page in plan.pages) | published
    dead = dead_root_links((link for facts in _all_facts(assembly) for link in facts.links), known)
    return plan, (*collisions, *dead)


def _news_until(archive: Archive, today: Today) -> dt.datetime:
    """The end of the news sitemap's two days: the `now` that was given, else the newest article's own instant.

    Without a `now` from outside, nothing published may depend on the clock (contract §2).
    """
    if today.is_given or not archive.entries:
        return today.now
    return max(entry.article.published.instant for entry in archive.entries)


def _all_facts(assembly: Assembly) -> Iterator[Facts]:
    for entry in assembly.archive.entries:
        yield entry.article.facts
    for page in assembly.archive.pages:
        yield page.facts


_OURS = "a page of the site"
_SEARCH_FOLDER = "pagefind/"


def _claims(pages: Iterable[Planned], published: Iterable[Url]) -> dict[str, str]:
    """Each file below `_site/` that is known before the redirects are, and who claims it."""
    claims = dict.fromkeys(map(urls.file_of, (*published, urls.MANIFEST)), _OURS)
    return claims | {urls.file_of(page.url): page.source or _OURS for page in pages}


def _claimant(file: str, claims: Mapping[str, str]) -> str:
    """Who claims a file already, or a part of its path as a file, or the folder that the search fills; or ""."""
    if file.startswith(_SEARCH_FOLDER):
        return _OURS
    parts = file.split("/")
    paths = ("/".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((claims[path] for path in paths if path in claims), "")


def _redirects(catalog: Catalog, claims: dict[str, str]) -> tuple[list[Planned], tuple[Problem, ...]]:
    """The pages of old addresses; one that another page claims is an error that names both."""
    pages: list[Planned] = []
    problems: list[Problem] = []
    folders = {folder: claimant for file, claimant in claims.items() for folder in _folders_like_files(file)}
    for url, target, title, place in _old_addresses(catalog):
        if url == target:
            continue
        file = urls.file_of(url)
        if claimant := _claimant(file, claims) or folders.get(file, ""):
            problems.extend(_collision(url, claimant, place))
            continue
        claims[file] = place.path if place else _OURS
        folders |= dict.fromkeys(_folders_like_files(file), claims[file])
        pages.append(redirect_page(catalog, url, target, title))
    return pages, tuple(problems)


def _folders_like_files(file: str) -> Iterator[str]:
    """The folders above a file that have the name of a page, as in `old.html/index.html`."""
    folder = file.rpartition("/")[0]
    while ".htm" in folder:
        yield folder
        folder = folder.rpartition("/")[0]


def _collision(url: Url, claimant: str, place: Location | None) -> tuple[Problem, ...]:
    """Old ids of authors and topics give way in silence, since no writer asked for them; a written alias errs."""
    if place is None:
        return ()
    return (
        Problem(
            location=place,
            rule="slug-collision",
            message=f"the alias {url} is the address of {claimant} already",
            hint="Take the alias out, or give the other one another address.",
        ),
    )


def _old_addresses(catalog: Catalog) -> Iterator[tuple[Url, Url, str, Location | None]]:
    for entry in sorted(catalog.archive.entries, key=lambda entry: entry.article.path):
        for alias in entry.article.aliases:
            yield Url(alias), entry.url, entry.article.title, _alias_place(entry.article)
    for author in catalog.archive.authors:
        if author.articles:
            for old in author.old_ids:
                yield urls.author(old), urls.author(author.id), author.name, None
    yield from _topic_aliases(catalog.archive.tags, urls.tag)
    yield from _topic_aliases(catalog.archive.sections, urls.section)


def _topic_aliases(
    topics: Sequence[Topic], url_of: Callable[[Slug], Url]
) -> Iterator[tuple[Url, Url, str, Location | None]]:
    for topic in topics:
        for alias in topic.aliases:
            if slug := urls.make_slug(alias):
                yield url_of(slug), url_of(topic.slug), topic.title, None


def _alias_place(article: Article) -> Location:
    return article.place("aliases")
