"""This is the kept index: a bundle for each shard, made anew when anything that it rests on has changed.

The documents themselves are asked for only when a bundle is made (`making`). What is not kept is made, several bundles
side by side; where few articles of a kept one read otherwise now, only what is theirs is put in its place (`mending`).
The newest shard's bundle is published in /pagefind/ itself, beside the program that searches all of them; the others
lie below it, /pagefind/2021/.
"""

import concurrent.futures
import itertools
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct

from generator.problems import BuildError
from generator.search import store
from generator.search.aliases import NO_ALIASES, Aliases
from generator.search.catalog import make_catalog
from generator.search.document import Indexed
from generator.search.making import Base, Files, Load, Making, Recipe, begin, make, make_program, read_recipe, recipe_of
from generator.search.service import Pagefind
from generator.search.shards import Shard, cut
from generator.search.starts import make_starts

_MEMORY = 340 * 1024
"""Bytes that Pagefind needs for an article."""

_SPARE_MEMORY = 1 << 30
"""Bytes that we take to be free where the system does not tell."""

Progress = Callable[[int, int], None]


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
    making = begin(
        load, kept=kept, language=language, aliases=aliases, pagefind=care.pagefind, is_thorough=care.thorough
    )
    with store.locked(kept):
        return _update(shards, making, care)


def forget(kept: Path) -> None:
    """Let nothing that was kept be reused: the next update makes every bundle anew."""
    store.sweep(kept)


def prefix_of(shard: str, newest: str) -> str:
    """Where the files of a shard are published below /pagefind/."""
    return "" if shard == newest else f"{shard}/"


def _update(shards: Sequence[Shard], making: Making, care: Care) -> Files:
    recipes = {shard.name: recipe_of(shard, making) for shard in shards}
    keys = {name: recipe.key for name, recipe in recipes.items()}
    found = {name: store.find(making.kept / key, thorough=care.thorough) for name, key in keys.items()}
    program = store.find(making.kept / making.program_key, thorough=care.thorough)
    missing = [recipes[name] for name in keys if not found[name]]
    spare = {*keys.values(), making.program_key}
    bases = dict(_bases(making, spare)) if missing and program else {}
    # The program comes with any bundle; the newest one is the smallest.
    made = _make_all(missing or ([] if program else [recipes[shards[-1].name]]), making, care, bases)
    for name, (files, came_with) in made.items():
        found[name] = files
        program = program or make_program(came_with, name, making)
    published = _publish(shards, found, program, making)
    catalog_key = making.catalog_key(keys.values())
    listed = store.find(making.kept / catalog_key, thorough=care.thorough)
    if not listed:
        catalog = {**make_catalog(shards, making.language), **make_starts(shards, published, making.language)}
        listed = store.keep(catalog, making.kept / catalog_key, msgspec.json.encode(keys))
    store.sweep(making.kept, spare={*spare, catalog_key})
    files = {**published, **listed}
    return {name: files[name] for name in sorted(files)}


def _bases(making: Making, beside: Collection[str]) -> Iterator[tuple[str, Base]]:
    """By the names of shards, the bundles of the build before that this one has no use for as they are."""
    for folder, told in store.origins(making.kept, beside=beside):
        recipe = read_recipe(told)
        if recipe and recipe.common == making.common:
            yield recipe.shard, Base(folder, recipe)


def _publish(shards: Sequence[Shard], found: Mapping[str, Files], program: Files, making: Making) -> Files:
    """The files of the shards and of the program by the names they are published under."""
    newest = shards[-1].name
    files = {name.replace("*", making.language_of(newest)): file for name, file in program.items()}
    for shard, parts in found.items():
        folder = prefix_of(shard, newest)
        files |= {folder + part: file for part, file in parts.items()}
    return files


def _make_all(
    recipes: Sequence[Recipe], making: Making, care: Care, bases: Mapping[str, Base]
) -> Mapping[str, tuple[Files, Mapping[str, bytes]]]:
    """The kept files of each shard by its name, and the program that came with them."""
    total, done = sum(len(recipe.articles) for recipe in recipes), 0
    made = {}
    with concurrent.futures.ThreadPoolExecutor(max_workers=_workers(recipes, care.jobs)) as pool:
        # The largest first, so that no processor is left with a large one at the end.
        by_size = sorted(recipes, key=lambda recipe: len(recipe.articles), reverse=True)
        try:
            futures = {
                recipe.shard: pool.submit(partial(make, recipe, making, bases.get(recipe.shard))) for recipe in by_size
            }
        except RuntimeError as error:
            raise BuildError(f"the search index cannot be made: {error}; build with --no-search") from error
        try:
            for recipe in recipes:
                made[recipe.shard] = futures[recipe.shard].result()
                done += len(recipe.articles)
                if care.progress:
                    care.progress(done, total)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return made


def _workers(recipes: Sequence[Recipe], jobs: int) -> int:
    """As many as there are processors, or as `jobs` allows, and as half the free memory holds."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    largest = max((len(recipe.articles) for recipe in recipes), default=1)
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
