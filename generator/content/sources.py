"""This is what lies in the folder content/, and what may not lie there.

Everything is looked at without following it. A link would publish a file from elsewhere; a name that another system
cannot hold would break the archive for whoever works there. Left alone in silence is only what nobody means to publish:
.gitkeep, .DS_Store and their like, README.md for those who browse the folders, and the copies that editors keep.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.content.addresses import PICTURE_ENDINGS
from generator.content.characters import first_forbidden, first_unsafe, shown, visible
from generator.problems import ConfigError, Location, Problem

FOLDER = "content"
PATH_LIMIT = 180
"""The longest path, in bytes of UTF-8."""

_IGNORED = frozenset({".gitkeep", ".DS_Store", "Thumbs.db", "desktop.ini", "README.md"})
_PROBE = "4913"
"""Vim makes and deletes a file of this name to see whether it may write into a folder."""
_LEFTOVER_ENDS = ("~", "#", ".swp", ".swo", ".swx", ".tmp", "___jb_tmp___", "___jb_old___")
_LEFTOVER_BEGINS = (".#", ".~lock.", ".goutputstream-", ".fuse_hidden", ".nfs")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?\Z", re.IGNORECASE)
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*\\]|[ .]\Z')


class SourceKind(StrEnum):
    """What a file of content/ is, which its place and its ending decide."""

    ARTICLE = "article"
    AUTHOR = "author"
    TAG = "tag"
    SECTION = "section"
    PAGE = "page"
    MEDIA = "media"
    DATA = "data"


class Source(Struct, frozen=True, kw_only=True, order=True):
    """A file of content/, as the file system describes it; `path` is relative to the root, with forward slashes."""

    path: str
    kind: SourceKind
    size: int
    modified_ns: int
    inode: int


_FLAT = {"authors": SourceKind.AUTHOR, "tags": SourceKind.TAG, "sections": SourceKind.SECTION, "pages": SourceKind.PAGE}
ALIASES = "content/search-aliases.toml"
"""The one file that lies in content/ itself: other spellings, which `generator.search` reads."""

_KNOWN = ("articles", "media", *_FLAT)


def discover(root: Path) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Every file of content/ that may be read, sorted by path, and a problem for everything else that lies there.

    ConfigError when there is no such folder, or a link in its place.
    """
    folder = root / FOLDER
    if folder.is_symlink():
        raise ConfigError(f"{FOLDER} in {root} is a symbolic link, which is not followed; put the folder itself there")
    if not folder.is_dir():
        raise ConfigError(f"there is no folder {FOLDER} in {root}; give the archive's folder with --root")
    sources: list[Source] = []
    problems: list[Problem] = []
    known: dict[str, str] = {}
    for path, entry in _walk(folder, problems):
        fault = _name_fault(path, entry.name) or _twin_fault(path, known)
        found = fault or _judge(path, entry)
        if isinstance(found, Source):
            sources.append(found)
        elif isinstance(found, Problem):
            problems.append(found)
    return tuple(sorted(sources)), tuple(sorted(problems))


def is_leftover(name: str) -> bool:
    """Whether a file of this name is what an editor or a system keeps for itself: nobody means to publish it."""
    return name == _PROBE or name.endswith(_LEFTOVER_ENDS) or name.startswith(_LEFTOVER_BEGINS)


def look_again(root: Path, source: Source) -> Source | None:
    """A file that was discovered before, as it is now; None where it is gone, or no ordinary file any more."""
    try:
        status = os.lstat(root / source.path)
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
        return None
    return replace(source, size=status.st_size, modified_ns=status.st_mtime_ns, inode=status.st_ino)


def kind_of(path: str) -> SourceKind:
    """What a Markdown file is by its place."""
    parts = path.split("/")
    return _FLAT.get(parts[1], SourceKind.ARTICLE) if len(parts) > 1 else SourceKind.ARTICLE


def _walk(folder: Path, problems: list[Problem]) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Every entry below a folder in the order of its name; folders whose own name is at fault are not entered."""
    waiting = [(str(folder), FOLDER)]
    while waiting:
        place, path = waiting.pop()
        try:
            with os.scandir(place) as found:
                entries = sorted(found, key=_name)
        except OSError as error:
            problems.append(_problem(path, f"this folder cannot be opened: {error.strerror}", "Let everybody read it."))
            continue
        for entry in entries:
            if entry.name in _IGNORED or is_leftover(entry.name):
                continue
            below = f"{path}/{entry.name}"
            yield below, entry
            if entry.is_dir(follow_symlinks=False) and _name_fault(below, entry.name) is None:
                waiting.append((entry.path, below))


def _name(entry: "os.DirEntry[str]") -> str:
    return entry.name


def _judge(path: str, entry: "os.DirEntry[str]") -> Source | Problem | None:
    """A source; a problem; or None for a folder that is as it should be."""
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        return _problem(path, f"this file cannot be looked at: {error.strerror}", "Make it an ordinary file.")
    mode = status.st_mode
    if stat.S_ISDIR(mode):
        return _folder_fault(path, entry.name)
    if not stat.S_ISREG(mode) or status.st_nlink > 1:
        return _type_fault(path, mode)
    kind = _kind(path, entry.name)
    if isinstance(kind, Problem):
        return kind
    return Source(path=path, kind=kind, size=status.st_size, modified_ns=status.st_mtime_ns, inode=status.st_ino)


def _folder_fault(path: str, name: str) -> Problem | None:
    if name.lower().endswith((".md", ".toml", *PICTURE_ENDINGS)):
        return _problem(path, "this is a folder, and its name ends like that of a file", "Rename the folder.")
    if path.count("/") == 1 and name not in _KNOWN:
        return _problem(path, f"{shown(name)} is no folder that is read", f"Use one of: {', '.join(sorted(_KNOWN))}.")
    return None


def _type_fault(path: str, mode: int) -> Problem:
    if stat.S_ISLNK(mode):
        return _problem(
            path, "this is a symbolic link, which could publish a file from elsewhere", "Put the file itself here."
        )
    if stat.S_ISREG(mode):
        return _problem(path, "this file has a second name elsewhere (a hard link)", "Put a copy of the file here.")
    return _problem(path, "this is no ordinary file", "Delete it.")


def _kind(path: str, name: str) -> SourceKind | Problem:
    parts = path.split("/")
    top = parts[1] if len(parts) > 2 else ""  # noqa: PLR2004 -- content/<top>/<name>
    ending = os.path.splitext(name)[1]  # noqa: PTH122 -- a Path for each file costs more than the look itself
    if path == ALIASES:
        return SourceKind.DATA
    if not top:
        return _problem(
            path, "this file lies in no folder that is read", f"Move it to one of: {', '.join(sorted(_KNOWN))}."
        )
    if ending == ".toml":
        return SourceKind.DATA
    if ending.lower() in PICTURE_ENDINGS:
        return SourceKind.MEDIA
    if ending != ".md" or top == "media":
        return _ending_fault(path, name, top)
    return SourceKind.ARTICLE if top == "articles" else _flat_kind(path, parts)


def _flat_kind(path: str, parts: list[str]) -> SourceKind | Problem:
    """The kind of a record, which lies in the folder of its kind itself."""
    top, name = parts[1], parts[-1]
    if top not in _FLAT:
        return _problem(path, f"this file lies in {shown(top)}, which is not read", "Move it to content/articles/.")
    if len(parts) > 3:  # noqa: PLR2004 -- content/<top>/<name>
        return _problem(
            path, f"files of {FOLDER}/{top}/ lie in that folder itself", f"Move it to {FOLDER}/{top}/{name}."
        )
    return _FLAT[top]


def _ending_fault(path: str, name: str, top: str) -> Problem:
    if name.startswith("."):
        return _problem(path, f"{shown(name)} is a hidden file, and is not read", "Delete it, or rename it.")
    if top == "media" and name.endswith(".md"):
        return _problem(path, "articles do not lie among the pictures", "Move it to content/articles/.")
    hint = f"Only .md, .toml and pictures ({', '.join(PICTURE_ENDINGS)}) are read here."
    if name.lower().endswith((".md", ".markdown", ".mdown", ".txt")):
        hint = f"Rename it to {shown(visible(os.path.splitext(name)[0]) + '.md')}."  # noqa: PTH122 -- a name, no path
    return _problem(path, f"{shown(name)} is of a type that is not read", hint)


def _name_fault(path: str, name: str) -> Problem | None:
    """What is wrong with the name of a file or folder."""
    if name.startswith("."):
        return _problem(path, f"{shown(name)} is hidden by its first dot, and is not read", "Delete it, or rename it.")
    if len(path) * 4 > PATH_LIMIT and len(os.fsencode(path)) > PATH_LIMIT:
        message = f"the path has {len(os.fsencode(path))} bytes, and {PATH_LIMIT} are allowed"
        return _problem(path, message, "Choose a shorter name.")
    if not name.isprintable() and (first_forbidden(name) or first_unsafe(name) or "\n" in name or "\t" in name):
        return _problem(path, f"the name {shown(name)} holds a character that cannot be seen", "Rename it without.")
    if _DEVICE.match(name) or _NOT_ON_WINDOWS.search(name):
        return _problem(path, f"Windows allows no file named {shown(name)}", "Use letters, digits and hyphens.")
    return None


def _twin_fault(path: str, known: dict[str, str]) -> Problem | None:
    key = (
        path.lower()
        if path.isascii()
        else unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", path).casefold())
    )
    twin = known.setdefault(key, path)
    if twin == path:
        return None
    message = f"{visible(path)} and {visible(twin)} are one name on many systems"
    place = Location(path=visible(path))
    return Problem(location=place, rule="slug-collision", message=message, hint="Rename one of the two.")


def _problem(path: str, message: str, hint: str) -> Problem:
    return Problem(location=Location(path=visible(path)), rule="unsafe-path", message=message, hint=hint)
