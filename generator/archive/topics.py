"""This is tags, sections and series: spellings in, one topic each out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator import urls
from generator.model import Article, Slug, Topic, TopicRecord, Url
from generator.problems import Location, Problem


class Naming(Struct, frozen=True, kw_only=True):
    """How one kind of topic is spelled: the slug of every spelling, the title of every slug."""

    slug_of: Mapping[str, Slug]
    title_of: Mapping[Slug, str]


def name_topics(spellings: Iterable[str], records: Sequence[TopicRecord]) -> Naming:
    """One slug for each spelling and one title for each slug.

    A record decides its title and its aliases. Without one, spellings with one slug are one topic, and its title is the
    spelling used most (of equals, the first in order of code points). A spelling that leaves no slug has none.
    """
    counts = Counter(spellings)
    recorded = {urls.make_slug(name): record.slug for record in records for name in (record.title, *record.aliases)}
    recorded |= {record.slug: record.slug for record in records}
    slug_of: dict[str, Slug] = {}
    by_slug: defaultdict[Slug, list[str]] = defaultdict(list)
    for spelling in sorted(counts):
        own = urls.make_slug(spelling)
        slug = recorded.get(own, own)
        if slug:
            slug_of[spelling] = slug
            by_slug[slug].append(spelling)
    titles = {slug: max(sorted(found), key=lambda text: counts[text]) for slug, found in by_slug.items()}
    return Naming(slug_of=slug_of, title_of=titles | {record.slug: record.title for record in records})


def make_topics(
    entries: Iterable[tuple[Url, Iterable[Slug]]],
    naming: Naming,
    records: Sequence[TopicRecord],
    starts: Mapping[str, tuple[Url, ...]],
) -> tuple[Topic, ...]:
    """Each topic that has entries, by slug; `entries` come newest first and stay so, `starts` go by path."""
    listed: defaultdict[Slug, list[Url]] = defaultdict(list)
    for url, slugs in entries:
        for slug in slugs:
            listed[slug].append(url)
    by_slug = {record.slug: record for record in records}
    topics = (Topic(slug=slug, title=naming.title_of[slug], entries=tuple(listed[slug])) for slug in sorted(listed))
    return tuple(_described(topic, by_slug[topic.slug], starts) if topic.slug in by_slug else topic for topic in topics)


def _described(topic: Topic, record: TopicRecord, starts: Mapping[str, tuple[Url, ...]]) -> Topic:
    return replace(
        topic,
        aliases=record.aliases,
        path=record.path,
        digest=record.digest,
        start_here=starts.get(record.path, ()),
        has_timeline=record.has_timeline,
    )


def in_order(topics: Iterable[Topic]) -> tuple[Topic, ...]:
    """Series: their parts are read in the order of their days."""
    return tuple(replace(topic, has_timeline=True) for topic in topics)


def tag_problems(articles: Sequence[Article], naming: Naming) -> tuple[Problem, ...]:
    """A warning for each tag spelled otherwise than its topic, and an error for each that no URL can hold."""
    return tuple(
        _tag_problem(tag, article.tag_place(index), naming)
        for article in articles
        for index, tag in enumerate(article.tags)
        if tag not in naming.slug_of or _differs(tag, naming)
    )


def _differs(tag: str, naming: Naming) -> bool:
    """An alias of a record is a decision of an editor, no variant: only the same slug in other letters is one."""
    slug = naming.slug_of[tag]
    return tag != naming.title_of[slug] and urls.make_slug(tag) == slug


def _tag_problem(tag: str, place: Location, naming: Naming) -> Problem:
    if tag not in naming.slug_of:
        return Problem(
            location=place,
            rule="bad-slug",
            message=f"the tag {tag!r} holds no letter or digit that a URL can keep",
            hint="Write the tag in words.",
        )
    title = naming.title_of[naming.slug_of[tag]]
    return Problem(
        location=place,
        rule="tag-variants",
        message=f"the tag {tag!r} is shown as {title!r}, the spelling used most",
        hint=f"Write {title!r}, or settle the spelling in content/tags/{naming.slug_of[tag]}.md.",
    )
