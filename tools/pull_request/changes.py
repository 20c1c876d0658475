"""This is what a pull request changes, as git tells it, and what of it may not be.

Source: git-diff, "Raw output format", with -z. Names come from strangers: nothing here is handed to a shell, and what a
terminal would obey is shown as its code point.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.cli.findings import visible

FOLDER = "content/"
PLAIN, GONE = "100644", "000000"


class Kind(StrEnum):
    """What happened to a file; the letter is git's."""

    ADDED = "A"
    CHANGED = "M"
    DELETED = "D"
    RENAMED = "R"
    COPIED = "C"
    RETYPED = "T"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One file: where it is now, where it was, and its mode now."""

    kind: Kind
    path: str
    old_path: str
    mode: str


def parse_raw(data: bytes) -> tuple[Change, ...]:
    """The changes that `git diff --raw -z` names, in its order; ValueError when it is no such output."""
    words = iter(data.decode("utf-8", "surrogateescape").split("\0"))
    return tuple(_changes(words))


def _changes(words: Iterator[str]) -> Iterator[Change]:
    for head in words:
        if not head:
            return
        parts = head.removeprefix(":").split(" ")
        if len(parts) != len(("old mode", "mode", "old id", "id", "status")):
            raise ValueError(f"this is no line of a raw diff: {head!r}")
        kind = Kind(parts[4][:1])
        old_path = next(words)
        path = next(words) if kind in {Kind.RENAMED, Kind.COPIED} else old_path
        yield Change(kind=kind, path=path, old_path=old_path, mode=parts[1])


def refusals(changes: Sequence[Change], *, is_outsider: bool) -> tuple[str, ...]:
    """Why a pull request is not looked at any further, a sentence for each file; none when it may be.

    In content/ a file is an ordinary one that cannot be executed, whoever sends it: a link would publish a file of the
    machine. Those who may not write to the repository change nothing outside of content/.
    """
    return tuple(reason for change in changes if (reason := _refusal(change, is_outsider=is_outsider)))


def _refusal(change: Change, *, is_outsider: bool) -> str:
    paths = {change.path, change.old_path}
    is_content = change.path.startswith(FOLDER) or change.path == FOLDER.rstrip("/")
    if is_content and change.mode not in {PLAIN, GONE}:
        return f"{visible(change.path)} is {_MODES.get(change.mode, 'no ordinary file')}; only plain files may be there"
    if is_outsider and (outside := sorted(path for path in paths if not path.startswith(FOLDER))):
        return f"{visible(outside[0])} lies outside of {FOLDER}, where only those with access may change something"
    return ""


_MODES = {"120000": "a symbolic link", "100755": "a file that can be executed", "160000": "a submodule"}


def paths_to_check(changes: Sequence[Change]) -> tuple[str, ...]:
    """The files of content/ that are there now and were not so before."""
    return tuple(
        change.path for change in changes if change.kind is not Kind.DELETED and change.path.startswith(FOLDER)
    )


def moves(changes: Sequence[Change]) -> tuple[str, ...]:
    """A sentence for each file that was renamed or deleted."""
    told = []
    for change in changes:
        if change.kind is Kind.RENAMED:
            told.append(f"{visible(change.old_path)} became {visible(change.path)}")
        elif change.kind is Kind.DELETED:
            told.append(f"{visible(change.path)} was deleted")
    return tuple(told)
