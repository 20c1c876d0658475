"""This is what a build has to say when it has ended."""

from collections.abc import Mapping

from msgspec import Struct, field

from generator.model import Url
from generator.output import Written
from generator.problems import Finding


class Step(Struct, frozen=True, kw_only=True):
    """One step of the pipeline and its wall-clock time in seconds."""

    name: str
    seconds: float


class Counts(Struct, frozen=True, kw_only=True):
    """How much an archive holds."""

    sources: int = 0
    articles: int = 0
    authors: int = 0
    tags: int = 0


class CardCounts(Struct, frozen=True, kw_only=True):
    """The social cards of a site: how many, how many of them this build drew, and the size of all in bytes."""

    total: int
    made: int
    size: int
    unlettered: int
    """Articles that have none, because the fonts lack their letters."""


class Origins(Struct, frozen=True, kw_only=True):
    """Which source stands behind which page."""

    sources: Mapping[Url, str]
    """The file that a page is made from, for pages that are made from one."""
    drafts: frozenset[Url]
    """Pages of articles that only a build with drafts shows."""


class Report(Struct, frozen=True, kw_only=True):
    """The outcome of a build. When `is_blocked`, nothing was written and what was published stays."""

    findings: tuple[Finding, ...]
    counts: Counts
    steps: tuple[Step, ...]
    is_blocked: bool = False
    files: tuple[Written, ...] = ()
    """Every published file, by URL."""
    reasons: Mapping[Url, str] = field(default_factory=dict)
    """Why each page was made; "" for one that was left alone."""
    foreign: tuple[str, ...] = ()
    """Files in the output folder that this generator did not write; they stay."""
    unkept: str = ""
    """Why nothing was kept for the next build, or ""."""
    cards: CardCounts | None = None
    """None where the site asks for none, or the short way left them as they are."""
    origins: Origins | None = None
    """None for a build that took the short way: then they are what they were."""

    @property
    def size(self) -> int:
        """The published site in bytes."""
        return sum(file.size for file in self.files)
