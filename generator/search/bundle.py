"""This is the kept index: a bundle for each shard, made anew when anything that it rests on has changed.

A bundle is kept under the key of its shard, the digest of all that decides its bytes: these sources, Pagefind's
version, the options, the other spellings, and the URL and digest of each document in their order. The documents
themselves are asked for only when a bundle is made. What is not kept is made, several bundles side by side. The newest
shard's bundle is published in /pagefind/ itself, beside the program that searches all of them; the others lie below
it, /pagefind/2021/.
"""

import concurrent.futures
import hashlib
import itertools
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path, PurePosixPath

from generator.model import Digest, Url
from generator.problems import BuildError
from generator.search import store
from generator.search.aliases import NO_ALIASES, Aliases
from generator.search.catalog import make_catalog
from generator.search.document import Indexed, with_words
from generator.search.service import CHUNK_SIZE, Pagefind, find_pagefind, index
from generator.search.shards import Shard, cut
from generator.search.starts import make_starts
from generator.search.store import KeptFile

_ENTRY = "pagefind-entry.json"
_WORKER = "pagefind-worker.js"
_PARTS = (".pf_meta", ".pf_index", ".pf_fragment")
"""The endings of what a reader's browser loads of a bundle; Pagefind's widgets are left out, and so is the script by
which pages speak to its worker, for ours do so themselves."""

_GZIP = b"\x1f\x8b"
_MEMORY = 340 * 1024
"""Bytes that Pagefind needs for an article."""

_SPARE_MEMORY = 1 << 30
"""Bytes that we take to be free where the system does not tell."""

Progress = Callable[[int, int], None]
Files = Mapping[str, KeptFile]
Load = Callable[[Sequence[Url]], Iterable[str]]
"""Gives the HTML of the documents of some articles, in the order of their URLs; asked once for each shard that is made,
from any thread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What all bundles of one update have in common."""

    kept: Path
    language: str
    pagefind: Pagefind
    aliases: Aliases
    load: Load
    common: Digest
    """The digest of what decides the bytes of every bundle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """How an update goes about its work; only another version of Pagefind changes a byte."""

    jobs: int = 0
    """The most bundles that are made at one time; 0 is as many as there are processors."""

    thorough: bool = False
    """Whether kept files are read and their digests compared; else sizes and times are looked at."""

    progress: Progress | None = None
    """Told how many of how many articles have been indexed."""

    pagefind: Pagefind | None = None
    """The program; the package's own where none is given."""


def update(
    notes: Sequence[Indexed],
    load: Load,
    *,
    kept: Path,
    language: str,
    aliases: Aliases = NO_ALIASES,
    care: Care = Care(),
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
    common = _digest([_sources(), pagefind.version, stem, str(CHUNK_SIZE), repr(aliases.added)])
    making = Making(kept=kept, language=stem, pagefind=pagefind, aliases=aliases, load=load, common=common)
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
    made = _make_all(to_make, keys, making, care)
    if made:
        program = store.keep(_program(made[0][1], to_make[0], making), making.kept / program_key)
    found |= {name: files for name, (files, _) in zip([shard.name for shard in to_make], made, strict=True)}
    published = _publish(shards, found, program, making)
    catalog_key = f"catalog-{_digest([making.common, *keys.values()])}"
    listed = store.find(making.kept / catalog_key, thorough=care.thorough)
    if not listed:
        catalog = {**make_catalog(shards, making.language), **make_starts(shards, published, making.language)}
        listed = store.keep(catalog, making.kept / catalog_key)
    store.sweep(making.kept, spare={*keys.values(), program_key, catalog_key})
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
    shards: Sequence[Shard], keys: Mapping[str, str], making: Making, care: Care
) -> list[tuple[Files, Mapping[str, bytes]]]:
    """The kept files of each shard, and beside those of the first the program that came with them."""
    total, done = sum(len(shard.notes) for shard in shards), 0
    workers = _workers(shards, care.jobs)
    made = []
    with concurrent.futures.ThreadPoolExecutor(max_workers=workers) as pool:
        # The largest first, so that no processor is left with a large one at the end.
        by_size = sorted(shards, key=lambda shard: len(shard.notes), reverse=True)
        try:
            futures = {shard.name: pool.submit(partial(_make, shard, keys[shard.name], making)) for shard in by_size}
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


def _make(shard: Shard, key: str, making: Making) -> tuple[Files, Mapping[str, bytes]]:
    words = making.aliases.words_for
    urls = [note.url for note in shard.notes]
    pages = [(url, with_words(html, words(html))) for url, html in zip(urls, making.load(urls), strict=True)]
    files = index(pages, language=_language(shard, making), pagefind=making.pagefind)
    parts = _choose(files, len(shard.notes))
    return store.keep(parts, making.kept / key), {name: files[name] for name in files if _is_program(name)}


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
    return chosen
