"""This is what the preview shows now, and what changed before: each rebuild makes a new scene with a new version."""

import secrets
import threading
from collections import deque
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from generator.model import Url
from generator.problems import Finding, Severity

_REMEMBERED = 50
"""Scenes; a browser that was away for longer loads its page again in any case."""
_DIGITS = 9
"""Of the longest version that is read; ours are shorter."""


class Outcome(Struct, frozen=True, kw_only=True):
    """What came of one rebuild. Where it is blocked or has failed, nothing was written, and the site stays."""

    findings: tuple[Finding, ...] = ()
    is_blocked: bool = False
    failure: str = ""
    """Why the build could not go on, in words, or ""."""
    base: str = ""
    """Where the site lies now, with slashes at both ends; "" for where it lay."""
    folders: tuple[Path, ...] = ()
    """What the site is made from now, to be watched; none for what it was made from."""
    changed: frozenset[Url] | None = None
    """What is new, different or gone; None when that is not known."""
    sources: Mapping[Url, str] = field(default_factory=dict)
    """The file that a page was made from, for pages that were made from one."""
    drafts: frozenset[Url] = frozenset()
    """Pages of articles that no build without --drafts shows."""

    @property
    def is_good(self) -> bool:
        """Whether the site was written."""
        return not self.is_blocked and not self.failure


class Scene(Struct, frozen=True, kw_only=True):
    """What browsers are shown at one version: the last good site, and all that is wrong with the sources now."""

    version: str
    base: str
    is_begun: bool = False
    """Whether a build has ended, well or not."""
    findings: tuple[Finding, ...] = ()
    is_blocked: bool = False
    failure: str = ""
    sources: Mapping[Url, str] = field(default_factory=dict)
    drafts: frozenset[Url] = frozenset()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps the site from being built."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    def warnings_of(self, page: Url) -> tuple[Finding, ...]:
        """What the file behind a page is warned of."""
        source = self.sources.get(page)
        return tuple(
            finding
            for finding in self.findings
            if finding.problem.location.path == source and finding.severity is Severity.WARNING
        )


class Stage:
    """Holds the scene, and wakes those who wait for the next one; any thread may ask."""

    def __init__(self, base: str) -> None:
        self._condition = threading.Condition()
        # Another run of the preview counts from 0 again, so its versions are to look different.
        self._run = secrets.token_hex(4)
        self._number = 0
        self._changes: deque[frozenset[Url] | None] = deque(maxlen=_REMEMBERED)
        self._is_closed = False
        self._was_good = False
        self._scene = Scene(version=self._name(0), base=base)

    @property
    def scene(self) -> Scene:
        """What is shown now."""
        return self._scene

    @property
    def is_closed(self) -> bool:
        """Whether the preview ends."""
        return self._is_closed

    def show(self, outcome: Outcome) -> None:
        """Let an outcome be the next scene. One that wrote nothing leaves the pages as they are."""
        with self._condition:
            self._number += 1
            self._changes.append(self._changed_by(outcome))
            self._scene = replace(
                self._scene,
                version=self._name(self._number),
                base=outcome.base or self._scene.base,
                is_begun=True,
                findings=outcome.findings,
                is_blocked=outcome.is_blocked,
                failure=outcome.failure,
            )
            if outcome.is_good:
                self._scene = replace(self._scene, sources=outcome.sources, drafts=outcome.drafts)
                self._was_good = True
            self._condition.notify_all()

    def close(self) -> None:
        """Let nobody wait any longer."""
        with self._condition:
            self._is_closed = True
            self._condition.notify_all()

    def later_than(self, version: str, seconds: float) -> Scene | None:
        """The scene, as soon as its version is another one; None after so many seconds, or when the preview ends."""
        with self._condition:
            self._condition.wait_for(lambda: self._is_closed or self._scene.version != version, seconds)
            return None if self._is_closed or self._scene.version == version else self._scene

    def changed_since(self, version: str) -> frozenset[Url] | None:
        """What is new, different or gone since that version; None when that is not known."""
        run, _, number = version.partition("-")
        if run != self._run or not (number.isascii() and number.isdigit()) or len(number) > _DIGITS:
            return None
        with self._condition:
            missed = self._number - int(number)
            if not 0 <= missed <= len(self._changes):
                return None
            changes = list(self._changes)[len(self._changes) - missed :]
        known = [change for change in changes if change is not None]
        return frozenset().union(*known) if len(known) == len(changes) else None

    def _changed_by(self, outcome: Outcome) -> frozenset[Url] | None:
        if not outcome.is_good:
            return frozenset()
        # Before the first good build, what stood in the folder came from an earlier run, or there was nothing.
        return outcome.changed if self._was_good else None

    def _name(self, number: int) -> str:
        return f"{self._run}-{number}"
