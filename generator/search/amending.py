"""This is the short way of the kept index: after edits of a few texts, only what is theirs is looked at.

It is taken where the kept index is the one that is published, which the start files tell, for they hold what opens each
shard. Whatever is otherwise ends it, and `update` does the work; both lead to the same bytes.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from generator.search import store
from generator.search.aliases import Aliases
from generator.search.bundle import prefix_of
from generator.search.catalog import SHARDS, add_words
from generator.search.document import Indexed
from generator.search.making import Base, Files, Load, Making, Recipe, article_of, begin, make, read_recipe
from generator.search.pieces import UnlikeError
from generator.search.starts import amend_start, is_opening, is_start
from generator.search.store import KeptFile

_KEYS = msgspec.json.Decoder(dict[str, str])


class Reread(NamedTuple):
    """What is known of a document before and after an edit."""

    before: Indexed
    now: Indexed


class Change(NamedTuple):
    """What edits change of the index, by names below `_site/pagefind/`: what is new or other, and what is gone."""

    files: Files
    gone: frozenset[str]


class _Known(NamedTuple):
    """The index as it is kept: the keys of the shards by their names, the newest last, and what was made of all."""

    keys: Mapping[str, str]
    listed: Files


class _Amended(NamedTuple):
    """A shard that edits touch."""

    recipe: Recipe
    before: Files
    now: Files
    words: int
    """By how many words its articles are longer now."""


def amend(
    edits: Sequence[Reread], load: Load, published: Mapping[str, str], *, kept: Path, language: str, aliases: Aliases
) -> Change | None:
    """What these edits change; None where all of the index is to be looked at.

    `published` gives the digest of each published file by its name below `_site/pagefind/`.
    """
    making = begin(load, kept=kept, language=language, aliases=aliases)
    with store.locked(kept):
        try:
            known = _recall(making, published)
            amended = [_amend(base, some, making) for base, some in _touched(edits, known, making)]
            return _publish(amended, known, making)
        except UnlikeError:
            return None


def _recall(making: Making, published: Mapping[str, str]) -> _Known:
    """What is kept; UnlikeError where it is not what is published."""
    catalogs = [(folder, told) for folder, told in store.origins(making.kept) if folder.name.startswith("catalog-")]
    if len(catalogs) != 1:
        raise UnlikeError("nothing is kept, or what an update left that did not end")
    folder, told = catalogs[0]
    keys, listed = _decode_keys(told), store.find(folder)
    if folder.name != making.catalog_key(keys.values()) or not listed:
        raise UnlikeError("what is kept was made otherwise")
    if any(published.get(name) != file.digest for name, file in listed.items()):
        raise UnlikeError("what is published is another index")
    return _Known(keys, listed)


def _decode_keys(told: bytes) -> Mapping[str, str]:
    try:
        return _KEYS.decode(told)
    except msgspec.MsgspecError as error:
        raise UnlikeError(str(error)) from error


def _touched(edits: Sequence[Reread], known: _Known, making: Making) -> Iterator[tuple[Base, Sequence[Reread]]]:
    """The kept bundles in which the edited articles stand, each with its edits."""
    left = {article_of(edit.before): edit for edit in edits if _is_of_text(edit)}
    years = {edit.before.date[:4] for edit in edits}
    for shard, key in known.keys.items():
        recipe = read_recipe(store.origin(making.kept / key)) if shard[:4] in years else None
        held = [left.pop(article) for article in recipe.articles if article in left] if recipe else []
        if recipe and held:
            yield Base(making.kept / key, recipe), held
    if left:
        raise UnlikeError("an article is not where it was")


def _is_of_text(edit: Reread) -> bool:
    """Whether the text reads otherwise; UnlikeError where more does, which all shards together tell of."""
    if replace(edit.now, digest=edit.before.digest, words=edit.before.words) != edit.before:
        raise UnlikeError("more than a text has changed")
    return edit.now.digest != edit.before.digest


def _amend(base: Base, edits: Sequence[Reread], making: Making) -> _Amended:
    now = {article_of(edit.before): article_of(edit.now) for edit in edits}
    recipe = base.recipe._replace(articles=[now.get(article, article) for article in base.recipe.articles])
    files = store.find(making.kept / recipe.key) or make(recipe, making, base)[0]
    words = sum(edit.now.words - edit.before.words for edit in edits)
    return _Amended(recipe, store.find(base.folder), files, words)


def _publish(amended: Sequence[_Amended], known: _Known, making: Making) -> Change:
    keys = {**known.keys, **{shard.recipe.shard: shard.recipe.key for shard in amended}}
    newest = next(reversed(keys))
    files: dict[str, KeptFile] = {}
    gone: set[str] = set()
    openings: dict[str, tuple[str, bytes]] = {}
    for shard in amended:
        prefix = prefix_of(shard.recipe.shard, newest)
        files |= {prefix + name: file for name, file in _others(shard.now, shard.before).items()}
        gone |= {prefix + name for name in shard.before.keys() - shard.now.keys()}
        openings |= _openings(shard, prefix)
    folder = making.kept / making.catalog_key(keys.values())
    words = {shard.recipe.shard: shard.words for shard in amended}
    catalog = {name: _catalog_file(name, file, words, openings) for name, file in known.listed.items()}
    listed = store.find(folder) or store.keep(catalog, folder, msgspec.json.encode(keys))
    store.sweep(making.kept, spare={*keys.values(), making.program_key, folder.name})
    return Change({**files, **_others(listed, known.listed)}, frozenset(gone))


def _others(now: Files, before: Files) -> Files:
    """The files that are new, or others than before."""
    return {name: file for name, file in now.items() if name not in before or before[name].digest != file.digest}


def _openings(shard: _Amended, prefix: str) -> Mapping[str, tuple[str, bytes]]:
    """What opens a shard: by the name that each of its files had, the name and the bytes that it has."""
    before, now = ([name for name in sorted(files) if is_opening(name)] for files in (shard.before, shard.now))
    return {prefix + old: (prefix + name, _read(shard.now[name])) for old, name in zip(before, now, strict=True)}


def _catalog_file(
    name: str, file: KeptFile, words: Mapping[str, int], openings: Mapping[str, tuple[str, bytes]]
) -> bytes | KeptFile:
    """A file that was made of all shards, as it is now."""
    if name == SHARDS:
        return add_words(_read(file), words)
    return amend_start(_read(file), openings) if is_start(name) else file


def _read(file: KeptFile) -> bytes:
    try:
        return file.path.read_bytes()
    except OSError as error:
        raise UnlikeError(str(error)) from error
