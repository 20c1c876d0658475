"""These are the nodes of schema.org that more than one kind of page prints."""

from collections.abc import Sequence

from generator.model import AuthorKind, Html
from generator.structured.records import Crumb, PictureNode, SiteNode
from generator.structured.text import to_script

Node = dict[str, object]


def given(node: Node) -> Node:
    """The node without properties that say nothing: no empty text, list or number is printed."""
    return {name: value for name, value in node.items() if value}


def graph(*nodes: Node) -> Html:
    """The one script of a page: its nodes side by side in one graph (contract §6)."""
    return to_script({"@context": "https://schema.org", "@graph": nodes})


def website(site: SiteNode) -> Node:
    """The site as the work that a page is part of; the front page says more of the same node, by its `@id`."""
    return {"@type": "WebSite", "@id": f"{site.url}#website", "name": site.title, "url": site.url}


def publisher_id(site: SiteNode) -> str:
    """The name by which every page means the newsroom."""
    return f"{site.url}#publisher"


def publisher(site: SiteNode) -> Node:
    """The newsroom; the front page says more of it."""
    return given(
        {
            "@type": "NewsMediaOrganization",
            "@id": publisher_id(site),
            "name": site.publisher or site.title,
            "url": site.url,
            "logo": site.logo,
        }
    )


def author_type(kind: AuthorKind) -> str:
    """schema.org's type for an author."""
    return "Person" if kind is AuthorKind.PERSON else "Organization"


def author_id(url: str) -> str:
    """The name by which articles and the author's own page mean the same author; `url` is that page."""
    return f"{url}#author"


def picture(node: PictureNode | None) -> Node | None:
    """An ImageObject. A license that is no address is a work with that name, since the property takes no text.

    The credit is `creditText` and no `creator`: a credit line does not tell whether it names a person.
    """
    if node is None:
        return None
    terms = node.license
    return given(
        {
            "@type": "ImageObject",
            "url": node.url,
            "width": node.width,
            "height": node.height,
            "caption": node.caption,
            "creditText": node.credit,
            "license": {"@type": "CreativeWork", "name": terms} if terms and not is_web(terms) else terms,
        }
    )


def is_web(address: str) -> bool:
    """Whether the text is an address on the web, and no e-mail address or name."""
    return address.startswith(("https://", "http://"))


def breadcrumbs(site: SiteNode, crumbs: Sequence[Crumb]) -> Node:
    """The way from the front page down to a page; `crumbs` end with the page itself."""
    steps = (Crumb(title=site.title, url=site.url), *crumbs)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": step.title, "item": step.url}
            for position, step in enumerate(steps, start=1)
        ],
    }
