"""These are the facts that the cache keeps, as plain as the tables they stand in."""

from collections.abc import Mapping, Sequence

from msgspec import Struct


class KeptSource(Struct, frozen=True):
    """What one file of content/ was read as. `record` and `problems` are encoded by the build."""

    path: str
    size: int
    modified_ns: int
    inode: int
    digest: str
    """Of the file's bytes."""
    kind: str
    record: bytes
    body: str
    """The digest of the body, which is kept under it."""
    problems: bytes


class KeptPage(Struct, frozen=True):
    """What one page was made from, three digests, and what came of it."""

    url: str
    frame: str
    view: str
    body: str
    digest: str
    """Of the file that was published."""
    size: int
    kind: str
    """What the view is, where it is kept: only pages with a body can be made again without the archive."""
    parts: bytes
    document: str
    """The digest of what the search index was given, which is kept under it, or ""."""
    note: bytes
    """What the search index knows of that without reading it."""


class KeptFile(Struct, frozen=True):
    """One file of the published site."""

    url: str
    digest: str
    size: int


class Stamp(Struct, frozen=True):
    """By what a file is known without being read, and the digest of its bytes."""

    path: str
    size: int
    modified_ns: int
    inode: int
    digest: str


class News(Struct, frozen=True, kw_only=True):
    """What a build has to add to what was known of the site, and the URLs that are gone from it."""

    about: Mapping[str, str]
    pages: Sequence[KeptPage] = ()
    uses: Mapping[str, Sequence[str]]
    """URL → the paths of the bodies that stand on it, for each of `pages`."""
    gone: Sequence[str] = ()
    files: Sequence[KeptFile] = ()
    gone_files: Sequence[str] = ()
    is_whole: bool = False
    """Whether `files` are all of the site."""
    is_fresh: bool = False
    """Whether what was known of pages holds no more."""


class Packed(Struct, frozen=True):
    """Where a content is kept: `size` bytes from `start` in the pack of this name."""

    digest: str
    pack: str
    start: int
    size: int
