"""This is the door to .cache/: what earlier builds found out, kept by what it was found out from.

The cache is a cache: without it a build is slower and nothing else. Its key is a digest of the generator's own source,
of the versions of the packages that make pages, and of the settings, so that nobody has to count it up by hand. It
holds no pickle, and a file that cannot be read is thrown away and begun anew.

Bodies, views and search documents are kept by their own digest, in packs: they may be written before a build has ended,
by any process, and read by any. What they were made from is written in one step, after the site was published.
"""

import contextlib
import hashlib
import importlib.metadata
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from generator.cache import packs
from generator.cache.records import KeptFile, KeptPage, KeptSource, News, Packed, Stamp
from generator.problems import BuildError

Row = TypeVar("Row")

_FILE = "known.sqlite"
_PARTS = ("cards", "fonts", "pictures", "previous", "search")
"""The folders of other rooms beside it."""
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
    kind text, record blob, body text, problems blob
) without rowid;
create table if not exists pages (
    url text primary key, frame text, view text, body text, digest text, size integer,
    kind text, parts blob, document text, note blob
) without rowid;
create table if not exists files (url text primary key, digest text, size integer) without rowid;
create table if not exists uses (path text, url text, primary key (path, url)) without rowid;
create table if not exists contents (digest text primary key, pack text, start integer, size integer) without rowid;
"""
_BROKEN = (sqlite3.Error, TypeError, ValueError)


class _Held(Struct, frozen=True):
    pack: str
    size: int


def make_key(settings: str) -> str:
    """The digest of all that decides what a source or a page is made into, the source itself apart."""
    return hashlib.sha256(f"{_program()}{settings}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _program() -> str:
    """The digest of the program itself, which a process reads once: what it runs is what it read."""
    digest = hashlib.sha256()
    package = Path(__file__).parent.parent
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for name in _PACKAGES:
        digest.update(f"{name}={importlib.metadata.version(name)}\0".encode())
    return digest.hexdigest()


class Cache:
    """One open cache. What it does not hold, and what it cannot keep, costs time and nothing else."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection | None, about: Mapping[str, str], *, keeps: bool
    ) -> None:
        """`connection` is None for a cache that knows nothing; one that does not keep may only be asked."""
        self.path = path
        self.about = about
        self.keeps = keeps
        self._connection = connection

    def stamps(self) -> dict[str, Stamp]:
        """Path → by what the file was known."""
        question = "select path, size, modified, inode, digest from sources"
        return {stamp.path: stamp for stamp in self._read(Stamp, question, ())}

    def sources(self) -> Iterator[KeptSource]:
        """Everything that is kept of sources."""
        return self._read(KeptSource, "select * from sources", ())

    def source(self, path: str) -> KeptSource | None:
        """What one file was read as."""
        return next(self._read(KeptSource, "select * from sources where path = ?", (path,)), None)

    def sources_of(self, kind: str) -> list[KeptSource]:
        """What all files of one kind were read as."""
        return list(self._read(KeptSource, "select * from sources where kind = ?", (kind,)))

    def problems(self) -> dict[str, bytes]:
        """Path → the encoded problems of the file, of every file that has any."""
        rows = self._rows("select path, problems from sources where problems <> x'5b5d'", ())
        return {str(path): problems for path, problems in rows if isinstance(problems, bytes)}

    def bodies(self, paths: Iterable[str]) -> dict[str, str]:
        """Path → the digest of the body."""
        rows = [row for path in paths for row in self._rows("select path, body from sources where path = ?", (path,))]
        return {str(path): str(body) for path, body in rows}

    def files(self) -> dict[str, KeptFile]:
        """Every file of the published site, by URL."""
        return {file.url: file for file in self._read(KeptFile, "select * from files order by url", ())}

    def pages(self) -> dict[str, KeptPage]:
        """Every page that was published, by URL."""
        return {page.url: page for page in self._read(KeptPage, "select * from pages", ())}

    def pages_with(self, path: str) -> list[KeptPage]:
        """The pages that hold the body of one file."""
        question = "select pages.* from uses join pages using (url) where uses.path = ? order by url"
        return list(self._read(KeptPage, question, (path,)))

    def notes(self) -> dict[str, bytes]:
        """URL → what is known of the document, of everything that the search index holds."""
        rows = self._rows("select url, note from pages where document <> ''", ())
        return {str(url): note for url, note in rows if isinstance(note, bytes)}

    def note_of(self, url: str) -> bytes:
        """The same of one page that the search index holds."""
        rows = self._rows("select note from pages where url = ?", (url,))
        return next((note for (note,) in rows if isinstance(note, bytes)), b"")

    def add(self, contents: Iterable[tuple[str, bytes]]) -> None:
        """Keep contents under their digests; other processes see them after `settle`."""
        if self.keeps:
            self.note(packs.pack(self.path, contents))

    def note(self, packed: Iterable[Packed]) -> None:
        """Keep where contents are that any process has packed; the first place of a content is as good as another."""
        self._many("insert or ignore into contents values (?, ?, ?, ?)", map(_packed_row, packed))

    def learn(self, sources: Iterable[KeptSource]) -> None:
        """Keep what files were read as: true of these files, whatever comes of the build."""
        self._many("insert or replace into sources values (?,?,?,?,?,?,?,?,?)", map(_source_row, sources))

    def unlearn(self, paths: Iterable[str]) -> None:
        """Let go of files that are gone."""
        self._many("delete from sources where path = ?", [(path,) for path in paths])

    def settle(self) -> None:
        """Let other processes see what was added and learnt."""
        if self._connection is not None:
            self._connection.commit()

    def keep(self, news: News) -> None:
        """Keep what a site was made from, all or nothing."""
        if self._connection is None or not self.keeps:
            return
        stale = [(url,) for url in (*news.gone, *(page.url for page in news.pages))]
        uses = [(path, url) for url, paths in news.uses.items() for path in dict.fromkeys(paths)]
        with self._connection as connection:
            connection.executemany("insert or replace into about values (?, ?)", news.about.items())
            for table in (*["uses", "pages"] * news.is_fresh, *["files"] * news.is_whole):
                connection.execute(f"delete from {table}")  # noqa: S608 -- our own words
            connection.executemany("delete from uses where url = ?", stale)
            connection.executemany("delete from pages where url = ?", stale)
            connection.executemany("insert into pages values (?,?,?,?,?,?,?,?,?,?)", map(_page_row, news.pages))
            connection.executemany("insert into uses values (?, ?)", uses)
            connection.executemany("delete from files where url = ?", [(url,) for url in news.gone_files])
            files = [(file.url, file.digest, file.size) for file in news.files]
            connection.executemany("insert or replace into files values (?, ?, ?)", files)

    def sweep(self) -> None:
        """Let go of contents that nothing names any more, and move together what is left in packs mostly empty."""
        if self._connection is None or not self.keeps:
            return
        with self._connection as connection:
            connection.execute(
                "delete from contents where digest not in (select body from sources union select document from pages"
                " union select view from pages where kind <> '')"
            )
        packs.close()
        for thin in packs.find_thin(self.path, self._held()):
            question = "select digest, pack, start, size from contents where pack = ? order by start"
            moved = packs.move(self.path, self._read(Packed, question, (thin,)))
            self._many("insert or replace into contents values (?, ?, ?, ?)", map(_packed_row, moved))
        self.settle()
        packs.remove_others(self.path, self._held())

    def _held(self) -> dict[str, int]:
        """Pack → how many of its bytes are still named."""
        sums = self._read(_Held, "select pack, sum(size) from contents group by pack", ())
        return {held.pack: held.size for held in sums}

    def _read(self, make: type[Row], question: str, given: tuple[str, ...]) -> Iterator[Row]:
        return (make(*row) for row in self._rows(question, given))

    def _many(self, order: str, rows: Iterable[tuple[object, ...]]) -> None:
        if self._connection is not None and self.keeps:
            self._connection.executemany(order, rows)

    def _rows(self, question: str, given: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
        if self._connection is None:
            return iter(())
        return iter(self._connection.execute(question, given))


_packed_row = attrgetter("digest", "pack", "start", "size")
_source_row = attrgetter("path", "size", "modified_ns", "inode", "digest", "kind", "record", "body", "problems")
_page_row = attrgetter("url", "frame", "view", "body", "digest", "size", "kind", "parts", "document", "note")


@contextlib.contextmanager
def opened(folder: Path, key: str, *, is_trusted: bool = True) -> Iterator[Cache]:
    """The cache for a build that will keep what it finds out; what was kept under another key is let go.

    A file that cannot be used is begun anew; BuildError where not even that can be.
    """
    try:
        cache = _open(folder / _FILE, key, is_trusted=is_trusted)
    except (OSError, *_BROKEN) as error:
        raise BuildError(f"{folder} cannot be written: {error}; the old site stands") from error
    try:
        yield cache
    except (sqlite3.Error, packs.DamagedError) as error:
        _close(cache)
        _discard(cache.path)
        raise packs.DamagedError(str(error)) from error
    finally:
        packs.forget()  # the database is whole in one file when the last who read it has closed it
        _close(cache)


@contextlib.contextmanager
def usable(folder: Path) -> Iterator[tuple[Path, str]]:
    """The folder, and ""; or a temporary one, and why: where nothing can be kept a build takes longer, and no more."""
    if fault := _fault(folder):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
            yield Path(place), fault
    else:
        yield folder, ""


def _fault(folder: Path) -> str:
    """Why something cannot be kept in the folder, or in one that others keep in it, or ""."""
    for part in (folder, *(folder / name for name in _PARTS)):
        try:
            if part == folder or part.exists():
                part.mkdir(parents=True, exist_ok=True)
                with tempfile.TemporaryFile(dir=part):
                    pass
        except OSError as error:
            name = part.relative_to(folder.parent).as_posix()
            return f"{name} cannot be written: {error.strerror}"
    return ""


@contextlib.contextmanager
def recalled(folder: Path, key: str) -> Iterator[Cache]:
    """The cache for a look that keeps nothing; one that knows nothing when there is none under this key."""
    path = folder / _FILE
    cache = Cache(path, None, {}, keeps=False)
    with contextlib.suppress(OSError, *_BROKEN):
        if path.is_file():
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
            cache = Cache(path, connection, _about(connection), keeps=False)
    try:
        yield cache if cache.about.get("key") == key else Cache(path, None, {}, keeps=False)
    finally:
        _close(cache)


def _open(path: Path, key: str, *, is_trusted: bool) -> Cache:
    if is_trusted:
        with contextlib.suppress(*_BROKEN):
            connection = _connect(path)
            about = _about(connection)
            if about.get("key") == key:
                return Cache(path, connection, about, keeps=True)
            connection.close()
    _discard(path)
    connection = _connect(path)
    connection.executescript(_TABLES)
    return Cache(path, connection, {}, keeps=True)


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    # Readers in other processes see what is settled while the one writer goes on; a cache needs no safety beyond.
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = off")
    return connection


def _about(connection: sqlite3.Connection) -> Mapping[str, str]:
    """What the cache says of itself, once it is sure that every table is there."""
    connection.execute("select 1 from sources, pages, uses, files, contents limit 1")
    return dict(connection.execute("select name, value from about"))


def _close(cache: Cache) -> None:
    with contextlib.suppress(sqlite3.Error):
        if cache._connection is not None:  # noqa: SLF001 -- the class is of this module
            cache._connection.close()  # noqa: SLF001 -- as above


def _discard(path: Path) -> None:
    packs.discard(path)
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
        with contextlib.suppress(OSError):
            path.with_name(name).unlink()
