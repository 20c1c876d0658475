"""This is what pages that are no articles say of themselves by schema.org: authors, listings, the site itself."""

from collections.abc import Mapping, Sequence

from generator.model import Author, AuthorKind, Html
from generator.structured.nodes import (
    Node,
    author_id,
    author_type,
    breadcrumbs,
    given,
    graph,
    is_web,
    picture,
    publisher,
    publisher_id,
    website,
)
from generator.structured.records import Crumb, PageContext, PictureNode, Policy, SiteNode

_NO_POLICIES: Mapping[Policy, str] = {}


def author_data(author: Author, page: PageContext, portrait: PictureNode | None = None) -> Html:
    """The JSON-LD of an author's page: a ProfilePage about one person or organization, and its breadcrumbs.

    The bio stands once, as the description of the author; `page.canonical` is the author's first page.
    """
    return graph(
        {**_page("ProfilePage", page, description=""), "mainEntity": _profile(author, page.canonical, portrait)},
        _way_to(page),
    )


def listing_data(page: PageContext) -> Html:
    """The JSON-LD of a tag, a section, a series or a stretch of the archive: a CollectionPage and its breadcrumbs."""
    return graph(_page("CollectionPage", page, description=page.description), _way_to(page))


def site_data(
    site: SiteNode,
    *,
    search: str,
    description: str = "",
    social: Sequence[str] = (),
    policies: Mapping[Policy, str] = _NO_POLICIES,
) -> Html:
    """The JSON-LD of the front page: the newsroom with its policies, and the site with its search.

    `search` is the search page, `social` are the newsroom's profiles elsewhere, `policies` the pages that exist.
    """
    newsroom = {
        **publisher(site),
        "description": description,
        "sameAs": [address for address in social if is_web(address)],
        **{policy.value: policies.get(policy, "") for policy in Policy},
    }
    work = {
        **website(site),
        "description": description,
        "inLanguage": site.language,
        "publisher": {"@id": publisher_id(site)},
        "potentialAction": _search_action(search),
    }
    return graph(given(newsroom), given(work))


def _page(kind: str, page: PageContext, *, description: str) -> Node:
    return given(
        {
            "@type": kind,
            "@id": page.canonical,
            "url": page.canonical,
            "name": page.title,
            "description": description,
            "inLanguage": page.site.language,
            "isPartOf": website(page.site),
        }
    )


def _way_to(page: PageContext) -> Node:
    return breadcrumbs(page.site, (*page.crumbs, Crumb(title=page.title, url=page.canonical)))


def _profile(author: Author, url: str, portrait: PictureNode | None) -> Node:
    """An organization has no job and no affiliation in schema.org; it is a member of what it belongs to."""
    is_person = author.kind is AuthorKind.PERSON
    home = {"@type": "Organization", "name": author.affiliation} if author.affiliation else None
    return given(
        {
            "@type": author_type(author.kind),
            "@id": author_id(url),
            "name": author.name,
            "alternateName": [name for name in author.names if name != author.name],
            "description": author.bio.text if author.bio else "",
            "jobTitle": author.role if is_person else "",
            "affiliation" if is_person else "memberOf": home,
            "url": url,
            "image": picture(portrait),
            "sameAs": [link for link in author.links if is_web(link)],
        }
    )


def _search_action(search: str) -> Node:
    return {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }
