"""This is the door of `check --fix`: files are repaired in place, each as a whole and with its own permissions."""

import difflib
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from generator.content.mending import mend
from generator.content.sources import SourceKind, discover


class Repair(Struct, frozen=True, kw_only=True):
    """One file as it is and as it should be, with a sentence for each change; `path` is relative to the root."""

    path: str
    before: str
    after: str
    changes: tuple[str, ...]


def plan_repairs(root: Path, named: Sequence[str] = ()) -> Iterator[Repair]:
    """The repair of each Markdown file of content/, or of those named (files or folders), that needs one."""
    sources, _ = discover(root)
    for source in sources:
        if source.kind in {SourceKind.MEDIA, SourceKind.DATA} or not _is_named(source.path, named):
            continue
        try:
            text = (root / source.path).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # the reader says what is wrong with it
        mended, changes = mend(text, path=source.path)
        if mended != text:
            yield Repair(path=source.path, before=text, after=mended, changes=changes)


def diff(repair: Repair) -> str:
    """What a repair changes, as a unified diff that `git apply` takes."""
    before, after = (_lines(text) for text in (repair.before, repair.after))
    rows = difflib.unified_diff(before, after, f"a/{repair.path}", f"b/{repair.path}")
    return "".join(row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n" for row in rows)


def apply(root: Path, repair: Repair) -> str:
    """Put the repaired text in the place of the file; "" when that is done, else why it is not."""
    path = root / repair.path
    try:
        if path.read_bytes() != repair.before.encode("utf-8"):
            return "it was changed by somebody else just now"
        _replace(path, repair.after)
    except OSError as error:
        return error.strerror or "the system does not say why"
    return ""


def _is_named(path: str, named: Sequence[str]) -> bool:
    return not named or any(name in {path, "."} or path.startswith(f"{name.rstrip('/')}/") for name in named)


def _lines(text: str) -> list[str]:
    """The lines with their ends; only a line feed ends one, as in git."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _replace(path: Path, text: str) -> None:
    """Put a text in the place of a file, all or nothing, with the file's own permissions."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".swp")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fchmod(descriptor, path.lstat().st_mode & 0o777)
            os.fsync(descriptor)
        os.replace(name, path)  # noqa: PTH105 -- the name is a text from mkstemp
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
