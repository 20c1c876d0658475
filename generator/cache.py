"""This is the door to .cache/: what earlier builds found out, kept by what it was found out from.

The cache is a cache: without it a build is slower and nothing else. Its key is a digest of the generator's own source,
of the versions of the packages that make pages, and of the settings, so that nobody has to count it up by hand. It
holds no pickle, and a file that cannot be read is thrown away and begun anew.
"""

import contextlib
import hashlib
import importlib.metadata
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

_FILE = "known.sqlite"
_PACKAGES = (
    "babel",
    "jinja2",
    "markdown-it-py",
    "markupsafe",
    "mdit-py-plugins",
    "msgspec",
    "python-frontmatter",
    "python-slugify",
    "pyyaml",
    "rapidfuzz",
)
_TABLES = """
create table if not exists about (name text primary key, value text not null) without rowid;
create table if not exists sources (
    path text primary key, size integer, modified integer, inode integer, digest text,
    kind text, record blob, body blob, body_digest text, problems blob
) without rowid;
create table if not exists pages (
    url text primary key, frame text, view text, body text, digest text, size integer, document blob
) without rowid;
"""


@dataclass(frozen=True, slots=True)
class KeptSource:
    """What one file of content/ was read as. `record` and `problems` are encoded by the build, and so is `body`."""

    path: str
    size: int
    modified_ns: int
    inode: int
    digest: str
    """Of the file's bytes."""
    kind: str
    record: bytes
    body: bytes
    body_digest: str
    problems: bytes


@dataclass(frozen=True, slots=True)
class KeptPage:
    """What one page was made from, three digests, and what came of it."""

    url: str
    frame: str
    view: str
    body: str
    digest: str
    """Of the file that was published."""
    size: int
    document: bytes
    """What the search index was given of it, encoded, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everything that is kept. Pages are known only for the published site whose manifest they were kept with."""

    sources: Mapping[str, KeptSource]
    pages: Mapping[str, KeptPage]


NOTHING = Known(sources={}, pages={})


def make_key(settings: str) -> str:
    """The digest of all that decides what a source or a page is made into, the source itself apart."""
    digest = hashlib.sha256(settings.encode())
    package = Path(__file__).parent
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for name in _PACKAGES:
        digest.update(f"{name}={importlib.metadata.version(name)}\0".encode())
    return digest.hexdigest()


def recall(folder: Path, key: str, manifest: str) -> Known:
    """What is kept under this key; pages only if the published site's manifest has the digest `manifest`."""
    path = folder / _FILE
    if not path.is_file():
        return NOTHING
    try:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            about = dict(connection.execute("select name, value from about"))
            if about.get("key") != key:
                return NOTHING
            sources = {row[0]: KeptSource(*row) for row in connection.execute("select * from sources")}
            if not manifest or about.get("manifest") != manifest:
                return Known(sources=sources, pages={})
            pages = {row[0]: KeptPage(*row) for row in connection.execute("select * from pages")}
            return Known(sources=sources, pages=pages)
    except (sqlite3.Error, TypeError):
        path.unlink(missing_ok=True)
        return NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a build has to add to what was known, and what is gone."""

    key: str
    manifest: str
    sources: Sequence[KeptSource]
    pages: Sequence[KeptPage]
    gone_sources: Sequence[str]
    gone_pages: Sequence[str]
    is_fresh: bool
    """Whether nothing that was kept holds any more."""


def keep(folder: Path, news: News) -> None:
    """Keep what a build found out, all or nothing. Where it cannot be kept the next build only takes longer."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if news.is_fresh:
            (folder / _FILE).unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(folder / _FILE)) as connection, connection:
            connection.executescript(_TABLES)
            _write(connection, news)
    except (sqlite3.Error, OSError):
        with contextlib.suppress(OSError):
            (folder / _FILE).unlink(missing_ok=True)


def _write(connection: sqlite3.Connection, news: News) -> None:
    about = [("key", news.key), ("manifest", news.manifest)]
    connection.executemany("insert or replace into about values (?, ?)", about)
    connection.executemany("delete from sources where path = ?", [(path,) for path in news.gone_sources])
    connection.executemany("delete from pages where url = ?", [(url,) for url in news.gone_pages])
    sources = map(_source_row, news.sources)
    connection.executemany("insert or replace into sources values (?,?,?,?,?,?,?,?,?,?)", sources)
    pages = map(_page_row, news.pages)
    connection.executemany("insert or replace into pages values (?,?,?,?,?,?,?)", pages)


_source_row = attrgetter(
    "path", "size", "modified_ns", "inode", "digest", "kind", "record", "body", "body_digest", "problems"
)
_page_row = attrgetter("url", "frame", "view", "body", "digest", "size", "document")
