"""These are what the steps of the pipeline hand to each other."""

import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, field

from generator.archive.assemble import Assembly
from generator.archive.visible import Today
from generator.build.hands import Hands, Told
from generator.build.reading import Library
from generator.build.report import Counts, Step
from generator.cache import Cache
from generator.config import Config
from generator.content import Source
from generator.fonts import Fonts
from generator.images import Survey
from generator.images.social import Design
from generator.plan import Plan
from generator.problems import Finding, Problem
from generator.search import Aliases
from generator.theme import Theme

Progress = Callable[[str, int, int], None]
"""Told the step, how many of its items are done, and of how many."""


def no_progress(_step: str, _done: int, _total: int) -> None:
    """Say nothing."""


class Options(Struct, frozen=True, kw_only=True):
    """What one run is asked for. `now` has a zone."""

    now: dt.datetime
    now_is_given: bool = False
    output: Path
    cache: Path
    theme: str
    drafts: bool = False
    strict: bool = False
    jobs: int = 0
    """Processes; 0 for as many as the machine has cores."""
    use_cache: bool = True
    use_search: bool = True
    is_lasting: bool = True
    """Whether a build ends only when the site is on the disk; a preview has no use for that."""
    progress: Progress = no_progress


class Examination(Struct, frozen=True, kw_only=True):
    """Everything that is known before anything is written."""

    assembly: Assembly
    plan: Plan
    sources: tuple[Source, ...]
    library: Library
    elsewhere: tuple[Problem, ...]
    """The problems that no single text shows."""
    findings: tuple[Finding, ...]
    counts: Counts
    pictures: Survey
    aliases: Aliases
    """Other spellings, for search."""


class Watch(Struct, frozen=True, kw_only=True):
    """Takes the time of each step."""

    steps: list[Step] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time what happens inside, in seconds on the wall."""
        start = time.perf_counter()
        yield
        self.steps.append(Step(name=name, seconds=time.perf_counter() - start))


class Run(Struct, frozen=True, kw_only=True):
    """What every step of one run needs: the settings, what was asked for, and what is known from before."""

    config: Config
    options: Options
    today: Today
    cache: Cache
    theme: Theme
    fonts: Fonts
    design: Design | None
    """How social cards look, or None where the site asks for none."""
    watch: Watch

    @property
    def hands(self) -> Hands:
        """Who works on what is the same for many articles."""
        return Hands(jobs=self.options.jobs, scheduler=self.config.scheduler, root=self.config.root)

    @property
    def card_digest(self) -> str:
        """Of how social cards look; "" where the site asks for none."""
        return self.design.digest if self.design else ""

    def tell(self, step: str) -> Told:
        """What tells the terminal how far a step is."""
        return lambda done, total: self.options.progress(step, done, total)
