"""This is what opens shards: several of them by one file, so that a reader's browser need not ask for each in turn.

Pagefind asks for the start file of a shard, then for its metadata, and of the newest shard for the program too. A start
file of ours holds them all: a line of JSON, {name below /pagefind/: bytes}, and then the contents one after another, in
the order of the names. The search page (theme/scripts/search-shards.js) takes it apart.
"""

import json
from collections.abc import Iterator, Mapping, Sequence

from generator.problems import BuildError
from generator.search.shards import Shard
from generator.search.store import KeptFile

FIRST, FACTOR = 8, 3
"""Shards that the first start file opens, the newest; each further one brings it to so many times as many. The page
opens no more at a time either."""

_ENTRY, _METADATA, _PROGRAM, _START = "pagefind-entry.json", ".pf_meta", ".pagefind", "start-"


def make_starts(shards: Sequence[Shard], published: Mapping[str, KeptFile], language: str) -> Mapping[str, bytes]:
    """The start files by their names; `published` holds the files of all shards and of the program, by theirs."""
    own = f"wasm.{language}-{shards[-1].name}{_PROGRAM}"  # which a language without a stemmer has not
    opening = {"": [own if own in published else f"wasm.unknown{_PROGRAM}"]}
    for name in published:
        folder, _, base = name.rpartition("/")
        if is_opening(base):
            opening.setdefault(folder, []).append(name)
    folders = ["", *(shard.name for shard in reversed(shards[:-1]))]
    starts = {}
    for number, span in enumerate(_spans(len(folders))):
        names = [name for folder in folders[span.start : span.stop] for name in opening[folder]]
        starts[f"{_START}{number}{_PROGRAM}"] = _pack(names, published)
    return starts


def amend_start(content: bytes, others: Mapping[str, tuple[str, bytes]]) -> bytes:
    """A start file with other files in the place of some, by their names until now: the name and the bytes of each."""
    head, _, rest = content.partition(b"\n")
    files = {}
    for name, size in json.loads(head).items():
        own, rest = rest[:size], rest[size:]
        now, held = others.get(name, (name, own))
        files[now] = held
    return _join(files)


def is_start(name: str) -> bool:
    """Whether a file is a start file."""
    return name.startswith(_START)


def is_opening(name: str) -> bool:
    """Whether a file of a shard, by its name there, is one that opens it."""
    return name == _ENTRY or name.endswith(_METADATA)


def start_of(place: int) -> int:
    """The number of the start file that opens the shard at this place, counted from the newest."""
    return next(number for number, span in enumerate(_spans(place + 1)) if place in span)


def _spans(count: int) -> Iterator[range]:
    first = 0
    end = FIRST
    while first < count:
        yield range(first, end)
        first = end
        end *= FACTOR


def _pack(names: Sequence[str], published: Mapping[str, KeptFile]) -> bytes:
    try:
        return _join({name: published[name].path.read_bytes() for name in names})
    except OSError as error:
        raise BuildError(f"the search index that is kept cannot be read: {error}") from error


def _join(files: Mapping[str, bytes]) -> bytes:
    sizes = {name: len(content) for name, content in files.items()}
    return b"".join([json.dumps(sizes, separators=(",", ":")).encode(), b"\n", *files.values()])
