"""This is the making of one bundle: of a shard whole, or from a kept one of which few articles read otherwise now.

A bundle is kept under the key of its shard, the digest of all that decides its bytes: these sources, Pagefind's
version, the options, the other spellings, and the URL and digest of each document in their order.
"""

import hashlib
import itertools
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import msgspec
from msgspec import Struct

from generator.model import Digest, Url
from generator.problems import BuildError
from generator.search import store
from generator.search.aliases import Aliases
from generator.search.document import Indexed, with_words
from generator.search.mending import Edit, mend
from generator.search.pieces import UnlikeError, pack, unpack
from generator.search.service import CHUNK_SIZE, Page, Pagefind, find_pagefind, index
from generator.search.shards import Shard
from generator.search.store import KeptFile

_ENTRY = "pagefind-entry.json"
_WORKER = "pagefind-worker.js"
_PARTS = (".pf_meta", ".pf_index", ".pf_fragment")
"""The endings of what a reader's browser loads of a bundle; Pagefind's widgets are left out, and so is the script by
which pages speak to its worker, for ours do so themselves."""

_GZIP = b"\x1f\x8b"
_INDEX = (".pf_meta", ".pf_index")

_SHARE = 4
"""A shard is made whole where more than one of so many articles was edited: to look for what is theirs costs more."""

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
    is_thorough: bool = False
    """Whether kept files are read and their digests compared; else sizes and times are looked at."""

    @property
    def program_key(self) -> str:
        """The name of the folder that holds the program that searches."""
        return f"program-{self.common}"

    def catalog_key(self, keys: Iterable[str]) -> str:
        """The name of the folder that holds what is made of all shards, given by their keys."""
        return f"catalog-{digest([self.common, *keys])}"

    def language_of(self, shard: str) -> str:
        """Pagefind stems by what stands before the hyphen, and begins the id of each result with the whole."""
        return f"{self.language}-{shard}"


class Article(NamedTuple):
    """What decides of an article where and how it is indexed."""

    url: Url
    day: str
    digest: Digest
    """Of its document."""


class Recipe(NamedTuple):
    """What a bundle is made from: what is common to all, the name of the shard, and the articles in their order."""

    common: Digest
    shard: str
    articles: list[Article]

    @property
    def key(self) -> str:
        """The name of the folder that holds the bundle."""
        pairs = ((article.url, article.digest) for article in self.articles)
        return digest([self.common, self.shard, *itertools.chain.from_iterable(pairs)])


class Base(NamedTuple):
    """A kept bundle that another may be made from."""

    folder: Path
    recipe: Recipe


_RECIPES = msgspec.json.Decoder(Recipe)


def begin(
    load: Load,
    *,
    kept: Path,
    language: str,
    aliases: Aliases,
    pagefind: Pagefind | None = None,
    is_thorough: bool = False,
) -> Making:
    """What an update has in common; BuildError when there is no Pagefind."""
    program = pagefind or find_pagefind()
    # Pagefind stems and loads by the language alone; en-US has no stemmer, en has one.
    stem = language.split("-", maxsplit=1)[0].lower()
    options = [str(CHUNK_SIZE), repr(aliases.added), zlib.ZLIB_RUNTIME_VERSION]
    return Making(
        kept=kept,
        language=stem,
        pagefind=program,
        aliases=aliases,
        load=load,
        common=digest([_sources(), program.version, stem, *options]),
        is_thorough=is_thorough,
    )


def recipe_of(shard: Shard, making: Making) -> Recipe:
    """What the bundle of a shard is made from."""
    return Recipe(making.common, shard.name, [article_of(note) for note in shard.notes])


def article_of(note: Indexed) -> Article:
    """What decides of it where and how it is indexed."""
    return Article(note.url, note.date, note.digest)


def read_recipe(told: bytes) -> Recipe | None:
    """The recipe that is kept with a bundle; None for anything else."""
    try:
        return _RECIPES.decode(told)
    except msgspec.MsgspecError:
        return None


def make(recipe: Recipe, making: Making, base: Base | None) -> tuple[Files, Mapping[str, bytes]]:
    """The kept files of a bundle, and the program that came with them, unless they were made from the base."""
    if base and (mended := _make_from(base, recipe, making)):
        return mended, {}
    pages = _pages(making, recipe.articles)
    files = index(pages, language=making.language_of(recipe.shard), pagefind=making.pagefind)
    kept = _keep(_choose(files, len(pages)), recipe, making)
    return kept, {name: files[name] for name in files if _is_program(name)}


def _make_from(base: Base, recipe: Recipe, making: Making) -> Files | None:
    """The kept files of a bundle, made from another; None where it is to be made whole."""
    places = _edited(recipe, base.recipe)
    if not places:
        return None
    try:
        pages = _pages(making, [recipe.articles[place] for place in places])
        before = _documents(making, [base.recipe.articles[place].digest for place in places])
        kept = store.find(base.folder, thorough=making.is_thorough)
        edits = list(map(Edit, places, pages, before))
        mended = mend(kept, edits, language=making.language_of(recipe.shard), pagefind=making.pagefind)
    except (LookupError, UnlikeError):
        return None
    return _keep(mended, recipe, making)


def make_program(files: Mapping[str, bytes], shard: str, making: Making) -> Files:
    """The program that searches, which is one for all shards; "*" stands for the language of the newest.

    Our own lines stand before Pagefind's worker.
    """
    own = f"wasm.{making.language_of(shard)}.pagefind"
    named = {"wasm.*.pagefind" if name == own else name: content for name, content in files.items()}
    worker = Path(__file__).with_name("worker.js").read_bytes() + named[_WORKER]
    return store.keep({**named, _WORKER: worker}, making.kept / making.program_key)


def digest(parts: Iterable[str]) -> Digest:
    """A SHA-256 over parts, each with its length, so that no two lists read alike."""
    read = "".join([f"{len(part)}:{part}" for part in parts])
    return Digest(hashlib.sha256(read.encode()).hexdigest())


def _keep(files: Mapping[str, bytes | KeptFile], recipe: Recipe, making: Making) -> Files:
    return store.keep(files, making.kept / recipe.key, msgspec.json.encode(recipe))


def _edited(recipe: Recipe, base: Recipe) -> list[int]:
    """The places of the articles that read otherwise now; none where there are many, or the articles are others."""
    now, before = recipe.articles, base.articles
    if [article[:2] for article in now] != [article[:2] for article in before]:
        return []
    places = [place for place, (one, other) in enumerate(zip(now, before, strict=True)) if one != other]
    return places if len(places) * _SHARE <= len(now) else []


def _pages(making: Making, articles: Sequence[Article]) -> list[Page]:
    documents = _documents(making, [article.digest for article in articles])
    return [(article.url, document) for article, document in zip(articles, documents, strict=True)]


def _documents(making: Making, digests: Sequence[Digest]) -> list[str]:
    """Documents as Pagefind is given them, with their other spellings."""
    words = making.aliases.words_for
    return [with_words(html, words(html)) for html in making.load(digests)]


@cache
def _sources() -> str:
    sources = sorted(path for path in Path(__file__).parent.iterdir() if path.suffix in {".py", ".js"})
    return "".join([source.read_text(encoding="utf-8") for source in sources])


def _is_program(name: str) -> bool:
    return name == _WORKER or name.endswith(".pagefind")


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
