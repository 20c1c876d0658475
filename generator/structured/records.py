"""These are the values that the words for machines are made of. Every URL in them is absolute."""

from enum import StrEnum

from msgspec import Struct

from generator.model import AuthorKind


class Policy(StrEnum):
    """What a newsroom can say about itself, by schema.org's names for NewsMediaOrganization, in the order printed."""

    PRINCIPLES = "publishingPrinciples"
    CORRECTIONS = "correctionsPolicy"
    ETHICS = "ethicsPolicy"
    VERIFICATION = "verificationFactCheckingPolicy"
    SOURCES = "unnamedSourcesPolicy"
    FEEDBACK = "actionableFeedbackPolicy"
    DIVERSITY = "diversityPolicy"
    MISSION = "missionCoveragePrioritiesPolicy"
    BYLINES = "noBylinesPolicy"
    OWNERSHIP = "ownershipFundingInfo"
    MASTHEAD = "masthead"


class SiteNode(Struct, frozen=True, kw_only=True):
    """The site and who publishes it; `publisher` is "" where it is the site's title."""

    title: str
    url: str
    """With a slash at its end."""
    language: str
    publisher: str = ""
    logo: str = ""


class AuthorNode(Struct, frozen=True, kw_only=True):
    """One author of an article: the name without "By", and the author's page; `role` is a rank or a job."""

    name: str
    kind: AuthorKind
    url: str
    role: str = ""


class PictureNode(Struct, frozen=True, kw_only=True):
    """A picture; `width` and `height` are pixels, 0 when they are not known. `license` is a URL or a name."""

    url: str
    width: int = 0
    height: int = 0
    alt: str = ""
    caption: str = ""
    credit: str = ""
    license: str = ""


class Crumb(Struct, frozen=True, kw_only=True):
    """A page that stands above another one."""

    title: str
    url: str


class ArticleContext(Struct, frozen=True, kw_only=True):
    """What an article's own record does not hold; `authors` are in the order of the byline, `tags` are titles."""

    site: SiteNode
    canonical: str
    language: str
    authors: tuple[AuthorNode, ...]
    section: Crumb | None = None
    tags: tuple[str, ...] = ()
    picture: PictureNode | None = None
    description: str = ""


class PageContext(Struct, frozen=True, kw_only=True):
    """A page that is no article. `crumbs` are the pages above it, the front page left out, the highest first."""

    site: SiteNode
    canonical: str
    title: str
    description: str = ""
    crumbs: tuple[Crumb, ...] = ()
