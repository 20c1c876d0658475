"""These are the values that the words for machines are made of. Every URL in them is absolute."""

from dataclasses import dataclass
from enum import StrEnum

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteNode:
    """The site and who publishes it; `publisher` is "" where it is the site's title."""

    title: str
    url: str
    """With a slash at its end."""
    language: str
    publisher: str = ""
    logo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorNode:
    """One author of an article: the name without "By", and the author's page; `role` is a rank or a job."""

    name: str
    kind: AuthorKind
    url: str
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureNode:
    """A picture; `width` and `height` are pixels, 0 when they are not known. `license` is a URL or a name."""

    url: str
    width: int = 0
    height: int = 0
    alt: str = ""
    caption: str = ""
    credit: str = ""
    license: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """A page that stands above another one."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleContext:
    """What an article's own record does not hold; `authors` are in the order of the byline, `tags` are titles."""

    site: SiteNode
    canonical: str
    language: str
    authors: tuple[AuthorNode, ...]
    section: Crumb | None = None
    tags: tuple[str, ...] = ()
    picture: PictureNode | None = None
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """A page that is no article. `crumbs` are the pages above it, the front page left out, the highest first."""

    site: SiteNode
    canonical: str
    title: str
    description: str = ""
    crumbs: tuple[Crumb, ...] = ()
