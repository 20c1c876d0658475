"""This is the kept index: a bundle for each shard, made anew when anything that it rests on has changed.

A bundle is kept under the key of its shard, the digest of all that decides its bytes: these sources, Pagefind's
version, the options, the other spellings, and the URL and digest of each document in their order. The documents
themselves are asked for only when a bundle is made. What is not kept is made, several bundles side by side; where few
articles of a kept one read otherwise now, only what is theirs is put in its place (`mending`). The newest shard's
bundle is published in /pagefind/ itself, beside the program that searches all of them; the others lie below it,
/pagefind/2021/.
"""

import concurrent.futures
import hashlib
import itertools
import os
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import msgspec
from msgspec import Struct

from generator.model import Digest, Url
from generator.problems import BuildError
from generator.search import store
from generator.search.aliases import NO_ALIASES, Aliases
from generator.search.catalog import make_catalog
from generator.search.document import Indexed, with_words
from generator.search.mending import Edit, mend
from generator.search.pieces import UnlikeError, pack, unpack
from generator.search.service import CHUNK_SIZE, Page, Pagefind, find_pagefind, index
from generator.search.shards import Shard, cut
from generator.search.starts import make_starts
from generator.search.store import KeptFile

_ENTRY = "pagefind-entry.json"
_WORKER = "pagefind-worker.js"
_PARTS = (".pf_meta", ".pf_index", ".pf_fragment")
"""The endings of what a reader's browser loads of a bundle; Pagefind's widgets are left out, and so is the script by
which pages speak to its worker, for ours do so themselves."""

_GZIP = b"\x1f\x8b"
_INDEX = (".pf_meta", ".pf_index")
_MEMORY = 340 * 1024
"""Bytes that Pagefind needs for an article."""

_SPARE_MEMORY = 1 << 30
"""Bytes that we take to be free where the system does not tell."""

_SHARE = 4
"""A shard is made whole where more than one of so many articles was edited: to look for what is theirs costs more."""

Progress = Callable[[int, int], None]
Files = Mapping[str, KeptFile]
Load = Callable[[Sequence[Digest]], Iterable[str]]
"""Gives the HTML of documents by their digests, in that order; asked for each shard that is made, from any thread. A
LookupError where one is no longer there, as may be of a document that no note tells of."""


class Making(Struct, frozen=True, kw_only=True):
    """What all bundles of one update have in common."""

    kept: Path
    language: str
    pagefind: Pagefind
    aliases: Aliases
    load: Load
    common: Digest
    """The digest of what decides the bytes of every bundle."""
    is_thorough: bool


class _Origin(NamedTuple):
    """What a bundle was made from."""

    common: Digest
    shard: str
    articles: list[tuple[Url, str, Digest]]
    """The URL, the day and the digest of the document of each, in their order."""


class _Base(NamedTuple):
    """A kept bundle that another may be made from."""

    folder: Path
    origin: _Origin


_ORIGINS = msgspec.json.Decoder(_Origin)


class Care(Struct, frozen=True, kw_only=True):
    """How an update goes about its work; only another version of Pagefind changes a byte."""

    jobs: int = 0
    """The most bundles that are made at one time; 0 is as many as there are processors."""

    thorough: bool = False
    """Whether kept files are read and their digests compared; else sizes and times are looked at."""

    progress: Progress | None = None
    """Told how many of how many articles have been indexed."""

    pagefind: Pagefind | None = None
    """The program; the package's own where none is given."""


USUAL_CARE = Care()


def update(
    notes: Sequence[Indexed],
    load: Load,
    *,
    kept: Path,
    language: str,
    aliases: Aliases = NO_ALIASES,
    care: Care = USUAL_CARE,
) -> Files:
    """The files of the index, by their names below `_site/pagefind/`; Pagefind runs only for what has changed.

    Without articles there is no index and the mapping is empty. On a BuildError all that was kept stays.
    """
    _refuse_twins(notes)
    shards = cut(notes)
    if not shards:
        store.sweep(kept)
        return {}
    pagefind = care.pagefind or find_pagefind()
    # Pagefind stems and loads by the language alone; en-US has no stemmer, en has one.
    stem = language.split("-", maxsplit=1)[0].lower()
    packer = zlib.ZLIB_RUNTIME_VERSION
    making = Making(
        kept=kept,
        language=stem,
        pagefind=pagefind,
        aliases=aliases,
        load=load,
        common=_digest([_sources(), pagefind.version, stem, str(CHUNK_SIZE), repr(aliases.added), packer]),
        is_thorough=care.thorough,
    )
    with store.locked(kept):
        return _update(shards, making, care)


def forget(kept: Path) -> None:
    """Let nothing that was kept be reused: the next update makes every bundle anew."""
    store.sweep(kept)


def _update(shards: Sequence[Shard], making: Making, care: Care) -> Files:
    keys = {shard.name: _key(shard, making) for shard in shards}
    found = {shard.name: store.find(making.kept / keys[shard.name], thorough=care.thorough) for shard in shards}
    program_key = f"program-{making.common}"
    program = store.find(making.kept / program_key, thorough=care.thorough)
    missing = [shard for shard in shards if not found[shard.name]]
    # The program comes with any bundle; the newest one is the smallest.
    to_make = missing or ([] if program else [shards[-1]])
    spare = {*keys.values(), program_key}
    made = _make_all(to_make, keys, making, care, _bases(making, spare) if missing and program else {})
    if made and not program:
        program = store.keep(_program(made[0][1], to_make[0], making), making.kept / program_key)
    found |= {name: files for name, (files, _) in zip([shard.name for shard in to_make], made, strict=True)}
    published = _publish(shards, found, program, making)
    catalog_key = f"catalog-{_digest([making.common, *keys.values()])}"
    listed = store.find(making.kept / catalog_key, thorough=care.thorough)
    if not listed:
        catalog = {**make_catalog(shards, making.language), **make_starts(shards, published, making.language)}
        listed = store.keep(catalog, making.kept / catalog_key)
    store.sweep(making.kept, spare={*spare, catalog_key})
    files = {**published, **listed}
    return {name: files[name] for name in sorted(files)}


def _publish(shards: Sequence[Shard], found: Mapping[str, Files], program: Files, making: Making) -> Files:
    """The files of the shards and of the program by the names they are published under."""
    hot = shards[-1].name
    files = {name.replace("*", _language(shards[-1], making)): file for name, file in program.items()}
    for name, parts in found.items():
        folder = "" if name == hot else f"{name}/"
        files |= {folder + part: file for part, file in parts.items()}
    return files


def _make_all(
    shards: Sequence[Shard], keys: Mapping[str, str], making: Making, care: Care, bases: Mapping[str, _Base]
) -> list[tuple[Files, Mapping[str, bytes]]]:
    """The kept files of each shard, and beside those of the first the program that came with them."""
    total, done = sum(len(shard.notes) for shard in shards), 0
    workers = _workers(shards, care.jobs)
    made = []
    with concurrent.futures.ThreadPoolExecutor(max_workers=workers) as pool:
        # The largest first, so that no processor is left with a large one at the end.
        by_size = sorted(shards, key=lambda shard: len(shard.notes), reverse=True)
        try:
            futures = {
                shard.name: pool.submit(partial(_make, shard, keys[shard.name], making, bases.get(shard.name)))
                for shard in by_size
            }
        except RuntimeError as error:
            raise BuildError(f"the search index cannot be made: {error}; build with --no-search") from error
        try:
            for shard in shards:
                made.append(futures[shard.name].result())
                done += len(shard.notes)
                if care.progress:
                    care.progress(done, total)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return made


def _make(shard: Shard, key: str, making: Making, base: _Base | None) -> tuple[Files, Mapping[str, bytes]]:
    mended = _mend(shard, making, base) if base else None
    if mended is not None:
        return store.keep(mended, making.kept / key, _origin(shard, making)), {}
    files = index(_pages(making, shard.notes), language=_language(shard, making), pagefind=making.pagefind)
    parts = _choose(files, len(shard.notes))
    kept = store.keep(parts, making.kept / key, _origin(shard, making))
    return kept, {name: files[name] for name in files if _is_program(name)}


def _mend(shard: Shard, making: Making, base: _Base) -> Mapping[str, bytes | KeptFile] | None:
    """The bundle, made from one that is kept; None where it is to be made whole."""
    places = _edited(shard, base.origin)
    if not places:
        return None
    try:
        pages = _pages(making, [shard.notes[place] for place in places])
        before = _documents(making, [base.origin.articles[place][2] for place in places])
        edits = list(map(Edit, places, pages, before))
        kept = store.find(base.folder, thorough=making.is_thorough)
        return mend(kept, edits, language=_language(shard, making), pagefind=making.pagefind)
    except (LookupError, UnlikeError):
        return None


def _edited(shard: Shard, origin: _Origin) -> list[int]:
    """The places of the articles that read otherwise now; none where there are many, or the articles are others."""
    now, before = _articles(shard), origin.articles
    if [article[:2] for article in now] != [article[:2] for article in before]:
        return []
    places = [place for place, (one, other) in enumerate(zip(now, before, strict=True)) if one != other]
    return places if len(places) * _SHARE <= len(now) else []


def _bases(making: Making, beside: Collection[str]) -> Mapping[str, _Base]:
    """By the names of shards, the bundles of the build before that this one has no use for as they are."""
    found = {}
    for folder, told in store.origins(making.kept, beside=beside):
        with suppress(msgspec.MsgspecError):
            origin = _ORIGINS.decode(told)
            if origin.common == making.common:
                found[origin.shard] = _Base(folder, origin)
    return found


def _origin(shard: Shard, making: Making) -> bytes:
    return msgspec.json.encode(_Origin(making.common, shard.name, _articles(shard)))


def _articles(shard: Shard) -> list[tuple[Url, str, Digest]]:
    return [(note.url, note.date, note.digest) for note in shard.notes]


def _pages(making: Making, notes: Sequence[Indexed]) -> list[Page]:
    documents = _documents(making, [note.digest for note in notes])
    return [(note.url, document) for note, document in zip(notes, documents, strict=True)]


def _documents(making: Making, digests: Sequence[Digest]) -> list[str]:
    """Documents as Pagefind is given them, with their other spellings."""
    words = making.aliases.words_for
    return [with_words(html, words(html)) for html in making.load(digests)]


def _workers(shards: Sequence[Shard], jobs: int) -> int:
    """As many as there are processors, or as `jobs` allows, and as half the free memory holds."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    largest = max((len(shard.notes) for shard in shards), default=1)
    return max(1, min(jobs or processors, _free_memory() // 2 // (largest * _MEMORY)))


def _free_memory() -> int:
    try:
        with Path("/proc/meminfo").open(encoding="ascii") as lines:
            return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, StopIteration):
        return _SPARE_MEMORY


def _refuse_twins(notes: Sequence[Indexed]) -> None:
    """Pagefind 1.5.2 never ends when it is given one page twice."""
    urls = [note.url for note in notes]
    if len(set(urls)) < len(urls):
        twin = next(first for first, second in itertools.pairwise(sorted(urls)) if first == second)
        raise BuildError(f"two articles would be found at one URL: {twin}")


def _language(shard: Shard, making: Making) -> str:
    """Pagefind stems by what stands before the hyphen, and begins the id of each result with the whole."""
    return f"{making.language}-{shard.name}"


def _key(shard: Shard, making: Making) -> Digest:
    pairs = ((note.url, note.digest) for note in shard.notes)
    return _digest([making.common, shard.name, *itertools.chain.from_iterable(pairs)])


def _digest(parts: Iterable[str]) -> Digest:
    """A SHA-256 over parts, each with its length, so that no two lists read alike."""
    read = "".join([f"{len(part)}:{part}" for part in parts])
    return Digest(hashlib.sha256(read.encode()).hexdigest())


@cache
def _sources() -> str:
    sources = sorted(path for path in Path(__file__).parent.iterdir() if path.suffix in {".py", ".js"})
    return "".join([source.read_text(encoding="utf-8") for source in sources])


def _before_worker() -> bytes:
    return Path(__file__).with_name("worker.js").read_bytes()


def _is_program(name: str) -> bool:
    return name == _WORKER or name.endswith(".pagefind")


def _program(files: Mapping[str, bytes], shard: Shard, making: Making) -> Mapping[str, bytes]:
    """The program that searches, which is one for all shards; "*" stands for the language of the newest.

    Our own lines stand before Pagefind's worker.
    """
    own = f"wasm.{_language(shard, making)}.pagefind"
    named = {"wasm.*.pagefind" if name == own else name: content for name, content in files.items()}
    return {**named, _WORKER: _before_worker() + named[_WORKER]}


def _choose(files: Mapping[str, bytes], count: int) -> Mapping[str, bytes]:
    """The parts of a bundle, sorted by name; BuildError when the index is not whole."""
    chosen = {name: files[name] for name in sorted(files) if name == _ENTRY or name.endswith(_PARTS)}
    if missing := {_ENTRY, _WORKER} - files.keys():
        raise BuildError(f"Pagefind left out {', '.join(sorted(missing))}")
    for name, content in chosen.items():
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise BuildError(f"Pagefind names a file outside its folder: {name}")
        if name != _ENTRY and not content.startswith(_GZIP):
            raise BuildError(f"Pagefind gave a damaged file: {name}")
    for ending, expected in ((".pf_fragment", count), (".pf_meta", 1)):
        found = sum(name.endswith(ending) for name in chosen)
        if found != expected:
            raise BuildError(f"Pagefind gave {found} files {ending} for {count} articles")
    return {name: _packed(name, content) for name, content in chosen.items()}


def _packed(name: str, content: bytes) -> bytes:
    """A file as it is published: the index itself is compressed by us, so that a mended piece is equal to a new one."""
    try:
        return pack(unpack(content)) if name.endswith(_INDEX) else content
    except UnlikeError as error:
        raise BuildError(f"Pagefind gave a damaged file: {name}") from error
