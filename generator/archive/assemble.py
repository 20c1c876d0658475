"""This is the one step from records to an archive: everything is looked up here, and whatever is not found is said."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator import urls
from generator.archive.links import Target, resolve_links, source_atlas
from generator.archive.people import People, resolve_people
from generator.archive.people_opening import without_bios
from generator.archive.related import Dated, relate
from generator.archive.starts import find_starts
from generator.archive.topics import Naming, in_order, make_topics, name_topics, tag_problems
from generator.archive.visible import Today, hidden_articles, warn_of_future
from generator.config import Config
from generator.model import (
    Archive,
    Article,
    AuthorRecord,
    Entry,
    Facts,
    Media,
    Slug,
    StaticPage,
    TopicRecord,
    Url,
)
from generator.problems import Location, Problem, nearest

RELATED = 4
"""How many related articles a page shows."""


class Records(Struct, frozen=True, kw_only=True):
    """Everything that was read, each kind in the order of its paths."""

    articles: tuple[Article, ...] = ()
    authors: tuple[AuthorRecord, ...] = ()
    tags: tuple[TopicRecord, ...] = ()
    sections: tuple[TopicRecord, ...] = ()
    pages: tuple[StaticPage, ...] = ()
    media: tuple[Media, ...] = ()
    unread: frozenset[str] = frozenset()
    """Paths of files that could not be read, each with a problem of its own."""


class Assembly(Struct, frozen=True, kw_only=True):
    """An archive, the targets of each body's links by path, and who is who."""

    archive: Archive
    targets: Mapping[str, tuple[Target, ...]]
    people: People


class _Names(Struct, frozen=True, kw_only=True):
    tags: Naming
    sections: Naming
    series: Naming


def assemble(records: Records, config: Config, today: Today) -> tuple[Assembly, tuple[Problem, ...]]:
    """The resolved archive of what readers see at `today`, and every problem that needs more than one file to be seen.

    Articles that are hidden leave no trace in authors, tags, counts or lists. The result does not depend on the order
    of the records.
    """
    hidden = hidden_articles(records.articles, today)
    shown = tuple(article for article in records.articles if article.path not in hidden)
    people = resolve_people(shown, records.authors, strip_bios=config.strip_bios)
    names = _name(shown, records)
    entries = _link_neighbors(_entries(shown, people, names))
    starts, lost = find_starts((*records.tags, *records.sections), entries, hidden)
    archive = _archive(entries, people, names, records, starts)
    targets, dead = _targets(archive, records, hidden)
    problems = (
        *warn_of_future(records.articles, today),
        *people.problems,
        *tag_problems(shown, names.tags),
        *_collisions(shown, records.pages),
        *_missing_pictures(records, shown),
        *_missing_lead(config.lead, shown),
        *lost,
        *dead,
    )
    return Assembly(archive=archive, targets=targets, people=people), problems


def _missing_lead(lead: str, shown: Sequence[Article]) -> Iterable[Problem]:
    """A warning where site.toml names an article for the front page that readers cannot see."""
    paths = [article.path for article in shown]
    if lead and lead not in paths:
        meant = nearest(lead, paths)
        yield Problem(
            location=Location(path="site.toml"),
            rule="broken-link",
            message=f"[front] lead names {lead!r}, and readers see no such article; another one leads the front page",
            hint=f"Did you mean {meant}?" if meant else "Write the path of an article, content/articles/….md.",
        )


def _name(articles: Sequence[Article], records: Records) -> _Names:
    return _Names(
        tags=name_topics((tag for article in articles for tag in article.tags), records.tags),
        sections=name_topics((article.section for article in articles if article.section), records.sections),
        series=name_topics((article.series for article in articles if article.series), ()),
    )


def _entries(articles: Sequence[Article], people: People, names: _Names) -> list[Entry]:
    """Newest first; articles of one instant stand by URL."""
    entries = [
        Entry(
            article=without_bios(article, people.cuts.get(article.path, ())),
            url=urls.article(article.published.day, article.slug),
            credits=people.credits.get(article.path, ()),
            section=names.sections.slug_of.get(article.section),
            tags=_unique(names.tags.slug_of[tag] for tag in article.tags if tag in names.tags.slug_of),
            cut=people.cuts.get(article.path, ()),
            bios=people.printed.get(article.path, ()),
        )
        for article in articles
    ]
    entries.sort(key=lambda entry: entry.url)
    entries.sort(key=lambda entry: (entry.article.published.day, entry.article.published.instant), reverse=True)
    return entries


def _unique(slugs: Iterable[Slug]) -> tuple[Slug, ...]:
    return tuple(dict.fromkeys(slugs))


def _link_neighbors(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Each entry with its related articles and the ones before and after it in its section."""
    related = relate(
        [Dated(url=entry.url, day=entry.article.published.day, tags=entry.tags) for entry in entries], count=RELATED
    )
    by_section: defaultdict[Slug | None, list[Url]] = defaultdict(list)
    place: dict[Url, int] = {}
    for entry in entries:
        place[entry.url] = len(by_section[entry.section])
        by_section[entry.section].append(entry.url)
    return tuple(
        replace(
            entry,
            related=related[entry.url],
            next=_at(by_section[entry.section], place[entry.url] - 1),
            previous=_at(by_section[entry.section], place[entry.url] + 1),
        )
        for entry in entries
    )


def _at(found: Sequence[Url], index: int) -> Url | None:
    return found[index] if 0 <= index < len(found) else None


def _archive(
    entries: tuple[Entry, ...], people: People, names: _Names, records: Records, starts: Mapping[str, tuple[Url, ...]]
) -> Archive:
    series = [(entry.url, _series(entry, names.series)) for entry in entries]
    return Archive(
        entries=entries,
        authors=people.authors,
        tags=make_topics(((entry.url, entry.tags) for entry in entries), names.tags, records.tags, starts),
        sections=make_topics(
            ((entry.url, (entry.section,) if entry.section else ()) for entry in entries),
            names.sections,
            records.sections,
            starts,
        ),
        series=in_order(make_topics(series, names.series, (), {})),
        pages=records.pages,
        media=records.media,
        review=people.review,
    )


def _series(entry: Entry, naming: Naming) -> tuple[Slug, ...]:
    slug = naming.slug_of.get(entry.article.series)
    return (slug,) if slug else ()


def _targets(
    archive: Archive, records: Records, hidden: Mapping[str, str]
) -> tuple[dict[str, tuple[Target, ...]], tuple[Problem, ...]]:
    described = [(topic.path, urls.tag(topic.slug), topic.facts) for topic in records.tags]
    described += [(topic.path, urls.section(topic.slug), topic.facts) for topic in records.sections]
    articles = [(entry.article.path, entry.url, entry.article.facts) for entry in archive.entries]
    pages = [(page.path, urls.static_page(page.slug), page.facts) for page in archive.pages]
    writing = {author.id for author in archive.authors if author.articles}
    people = [(record.path, urls.author(record.id), Facts()) for record in records.authors if record.id in writing]
    sources = [*articles, *pages, *described]
    live = {topic.path for topic in (*archive.tags, *archive.sections)}
    reachable = [*articles, *pages, *(source for source in described if source[0] in live)]
    atlas = source_atlas([*reachable, *people], records.media, hidden, records.unread)
    targets: dict[str, tuple[Target, ...]] = {}
    problems: list[Problem] = []
    for path, _, facts in sources:
        targets[path], found = resolve_links(path, facts, atlas)
        problems.extend(found)
    return targets, tuple(problems)


def _collisions(articles: Sequence[Article], pages: Sequence[StaticPage]) -> tuple[Problem, ...]:
    """An error at every article and every page whose URL another one claims too, naming the other."""
    claims: defaultdict[Url, list[Location]] = defaultdict(list)
    for article in articles:
        claims[urls.article(article.published.day, article.slug)].append(article.place("slug"))
    for page in pages:
        claims[urls.static_page(page.slug)].append(Location(path=page.path))
    return tuple(
        Problem(
            location=place,
            rule="slug-collision",
            message=f"{url} is the address of {_others(place, places)} too",
            hint="Give one of them another slug; the one already published keeps its own.",
        )
        for url, places in sorted(claims.items())
        if len(places) > 1
        for place in places
    )


def _others(place: Location, places: Sequence[Location]) -> str:
    return " and ".join(sorted(other.path for other in places if other is not place))


def _missing_pictures(records: Records, articles: Sequence[Article]) -> tuple[Problem, ...]:
    known = {picture.path for picture in records.media} | records.unread
    pictures = [article.picture for article in articles] + [record.picture for record in records.authors]
    return tuple(
        _missing_picture(picture.src, picture.location)
        for picture in pictures
        if picture is not None and not picture.src.startswith(("https://", "http://")) and picture.src not in known
    )


def _missing_picture(src: str, location: Location) -> Problem:
    return Problem(
        location=location,
        rule="missing-image",
        message=f"there is no picture {src}",
        hint="Put the file beside the article or in content/media/, and spell its name exactly so.",
    )
