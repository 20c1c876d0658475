"""This is where the links of a body lead: to an article, a page, a picture, or nowhere."""

import posixpath
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from msgspec import Struct

from generator.model import Facts, Link, Media, Rendition, Url
from generator.problems import Problem, nearest


class Target(Struct, frozen=True, kw_only=True):
    """Where link `n` of a body leads; an empty URL is a dead link. Sizes are in pixels, 0 for what is no picture.

    `renditions` are the other files of a picture that is shown, among which a browser chooses.
    """

    url: Url
    fragment: str = ""
    width: int = 0
    height: int = 0
    renditions: tuple[Rendition, ...] = ()


class Atlas(Struct, frozen=True, kw_only=True):
    """What a link can lead to: the URL and the anchors of each source, each picture, and why an article is hidden."""

    url_of: Mapping[str, Url]
    anchors_of: Mapping[str, frozenset[str]]
    media: Mapping[str, Media]
    hidden: Mapping[str, str]
    unread: frozenset[str] = frozenset()
    """Files that are there but could not be read: what is wrong is said at each, and links to them are no fault."""


_DEAD = Target(url=Url(""))
_ROOT = "content"


def resolve_links(path: str, facts: Facts, atlas: Atlas) -> tuple[tuple[Target, ...], tuple[Problem, ...]]:
    """The target of each link of one body, in the order of their numbers, and a problem for each that leads nowhere.

    A link from the root ("/2022/03/x/") is kept as it is: whether a page stands there is known once all are planned.
    """
    targets: list[Target] = []
    problems: list[Problem] = []
    for link in facts.links:
        target, found = _picture(path, link, atlas) if link.is_picture else _page(path, link, atlas)
        targets.append(target)
        problems.extend(found)
    return tuple(targets), tuple(problems)


def content_path(path: str, target: str) -> str:
    """The path under content/ that a writer's relative target means, or "" when it leaves content/."""
    folder = _ROOT if target.startswith("/") else posixpath.dirname(path)
    joined = posixpath.normpath(posixpath.join(folder, target.lstrip("/")))
    return joined if joined.startswith(f"{_ROOT}/") else ""


def dead_root_links(links: Iterable[Link], known: frozenset[str]) -> tuple[Problem, ...]:
    """A problem for each link from the root at which no page will stand; `known` holds every URL of the site."""
    dead = [
        link for link in links if _is_root_link(link) and link.target not in known and f"{link.target}/" not in known
    ]
    by_name = {_name(url): url for url in sorted(known)} if dead else {}
    return tuple(_dead(link, known, by_name) for link in dead)


def _dead(link: Link, known: frozenset[str], by_name: Mapping[str, str]) -> Problem:
    near = by_name.get(_name(link.target), "") or (nearest(link.target, known) if len(known) < _FEW else "")
    return _broken(link, f"no page of this site is at {link.target}", near=near)


def _name(url: str) -> str:
    """The last part of an address, which stays the same when an article moves."""
    return url.rstrip("/").rpartition("/")[2]


_SAFE = "/!$&'()*+,;=:@~"
"""What a path may hold as it is (RFC 3986, section 3.3), besides what `quote` never touches."""
_FEW = 2_000
"""Above this many URLs a search for the nearest one costs more than the hint is worth."""


def _is_root_link(link: Link) -> bool:
    return not link.is_picture and link.target.startswith("/") and not link.target.endswith(".md")


def _picture(path: str, link: Link, atlas: Atlas) -> tuple[Target, tuple[Problem, ...]]:
    source = content_path(path, link.target)
    found = atlas.media.get(source)
    if found is not None:
        old = found.fallback
        return Target(url=old.url, width=old.width, height=old.height, renditions=found.renditions), ()
    if source in atlas.unread:
        return _DEAD, ()
    return _DEAD, (
        Problem(
            location=link.location,
            rule="missing-image",
            message=f"there is no picture {link.target!r}",
            hint="Put the file beside the article or in content/media/, and spell its name exactly so.",
        ),
    )


def _page(path: str, link: Link, atlas: Atlas) -> tuple[Target, tuple[Problem, ...]]:
    if _is_root_link(link):
        return Target(url=Url(quote(link.target, safe=_SAFE)), fragment=link.fragment), ()
    source = content_path(path, link.target)
    media = atlas.media.get(source)
    if media is not None:
        return Target(url=_largest(media)), ()
    url = atlas.url_of.get(source)
    if source in atlas.unread:
        return _DEAD, ()
    if url is None:
        return _DEAD, (_nowhere(link, source, atlas),)
    if link.fragment and link.fragment not in atlas.anchors_of.get(source, frozenset()):
        return Target(url=url), (_no_anchor(link, source, atlas),)
    return Target(url=url, fragment=link.fragment), ()


def _largest(media: Media) -> Url:
    """Where a link to a picture leads: to the widest of its files, the old format before the new one."""
    return max((media.fallback, *media.renditions), key=lambda rendition: rendition.width).url


def _nowhere(link: Link, source: str, atlas: Atlas) -> Problem:
    hidden = atlas.hidden.get(source)
    if hidden:
        message = f"{link.target} is {hidden}, so readers cannot follow this link"
        hint = "Take the link out, or leave it until that article is shown: its words stay as plain text."
        return Problem(location=link.location, rule="broken-link", message=message, hint=hint)
    name = posixpath.basename(source)
    same_name = sorted(known for known in atlas.url_of if posixpath.basename(known) == name)
    near = posixpath.relpath(same_name[0], posixpath.dirname(link.location.path)) if same_name else ""
    return _broken(link, f"there is no file {link.target!r}", near=near)


def _broken(link: Link, message: str, near: str = "") -> Problem:
    hint = (
        f"Did you mean {near}?" if near else "Write the path from this file to the other, for example ../2022/name.md."
    )
    return Problem(location=link.location, rule="broken-link", message=message, hint=hint)


def _no_anchor(link: Link, source: str, atlas: Atlas) -> Problem:
    near = nearest(link.fragment, atlas.anchors_of.get(source, frozenset()))
    return Problem(
        location=link.location,
        rule="broken-anchor",
        message=f"{link.target} has no heading #{link.fragment}",
        hint=f"Did you mean #{near}?" if near else "An anchor is the heading in lower case with hyphens for spaces.",
    )


def source_atlas(
    sources: Iterable[tuple[str, Url, Facts]],
    media: Iterable[Media],
    hidden: Mapping[str, str],
    unread: frozenset[str],
) -> Atlas:
    """The atlas of an archive; `sources` gives (path, URL, facts) of everything that is shown."""
    listed = tuple(sources)
    return Atlas(
        url_of={path: url for path, url, _ in listed},
        anchors_of={path: frozenset(facts.anchors) for path, _, facts in listed},
        media={picture.path: picture for picture in media},
        hidden=hidden,
        unread=unread,
    )


def href_url(target: Target) -> str:
    """The URL with its fragment, still without the base path; "" for a dead link."""
    return f"{target.url}#{target.fragment}" if target.fragment else target.url
