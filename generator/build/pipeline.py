"""This is the pipeline: discover, read, assemble, plan, judge, render, index, publish. It opens nothing itself."""

import datetime as dt
import gc
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from generator import content, images, output, search, urls
from generator.archive.assemble import Assembly, Records, assemble
from generator.archive.visible import today_at
from generator.build.hands import hired, map_batches
from generator.build.reading import Read, Reader
from generator.build.rendering import Renderer, forget, make_job
from generator.build.report import Counts, Report, Step
from generator.config import Config
from generator.content import Source, SourceKind
from generator.model import Article, AuthorRecord, Body, Media, StaticPage, TopicRecord, Url
from generator.output import Staging, Written
from generator.plan import Plan, plan_pages
from generator.problems import Finding, Problem, blocks, judge
from generator.search import SearchDocument
from generator.theme import STYLESHEET, Theme, open_theme
from generator.views.chrome import Assets

Progress = Callable[[str, int, int], None]
"""Told the step, how many of its items are done, and of how many."""


def no_progress(_step: str, _done: int, _total: int) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What one run is asked for. `now` has a zone."""

    now: dt.datetime
    now_is_given: bool = False
    output: Path
    cache: Path
    theme: str
    drafts: bool = False
    strict: bool = False
    jobs: int = 0
    """Processes; 0 for as many as the machine has cores."""
    use_cache: bool = True
    use_search: bool = True
    progress: Progress = no_progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """Everything that is known before anything is written."""

    assembly: Assembly
    plan: Plan
    bodies: Mapping[str, Body]
    findings: tuple[Finding, ...]
    counts: Counts
    theme: Theme


@dataclass(slots=True, kw_only=True)
class _Watch:
    """Takes the time of each step."""

    steps: list[Step] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time what happens inside, in seconds on the wall."""
        start = time.perf_counter()
        yield
        self.steps.append(Step(name=name, seconds=time.perf_counter() - start))


def build(config: Config, options: Options) -> Report:
    """Publish the archive, or, where its content has errors, write nothing and say what they are."""
    watch = _Watch()
    forget()
    with watch.step("find"):
        sources, unsafe = content.discover(Path(config.root))
    with hired(options.jobs, len(sources)) as executor:
        with _kept():
            found = _examine(config, options, (sources, unsafe), executor, watch)
        if blocks(found.findings, strict=options.strict):
            return Report(findings=found.findings, counts=found.counts, steps=tuple(watch.steps), is_blocked=True)
        with output.building(options.output) as staging:
            return _publish(config, options, found, executor, (staging, watch))


def examine(config: Config, options: Options) -> Examination:
    """Everything but the writing: what `check` and `authors` need."""
    sources, unsafe = content.discover(Path(config.root))
    with hired(options.jobs, len(sources)) as executor, _kept():
        return _examine(config, options, (sources, unsafe), executor, _Watch())


@contextmanager
def _kept() -> Iterator[None]:
    """Stop the search for garbage: what an examination makes lives to its end, and looking through it took a third."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _examine(
    config: Config,
    options: Options,
    found: tuple[tuple[Source, ...], tuple[Problem, ...]],
    executor: Executor | None,
    watch: _Watch,
) -> Examination:
    sources, unsafe = found
    today = today_at(options.now, config.zone, drafts=options.drafts, is_given=options.now_is_given)
    with watch.step("read"):
        reads, media, unreadable = _read(config, options, sources, executor)
    with watch.step("resolve"):
        assembly, unresolved = assemble(_sorted_out(reads, media, sources), config, today)
    with watch.step("plan"):
        theme = open_theme(options.theme)
        copied = frozenset({asset.url for asset in theme.assets.values()} | {picture.url for picture in media})
        plan, collisions = plan_pages(assembly, _assets(theme), config, today, copied)
    findings = judge([*unsafe, *unreadable, *unresolved, *collisions], config.rules)
    archive = assembly.archive
    counts = Counts(
        sources=len(sources), articles=len(archive.entries), authors=len(archive.authors), tags=len(archive.tags)
    )
    return Examination(
        assembly=assembly,
        plan=plan,
        bodies={read.path: read.body for read in reads},
        findings=findings,
        counts=counts,
        theme=theme,
    )


def _read(
    config: Config, options: Options, sources: Iterable[Source], executor: Executor | None
) -> tuple[list[Read], tuple[Media, ...], list[Problem]]:
    texts = [source for source in sources if source.kind not in {SourceKind.MEDIA, SourceKind.DATA}]
    told = _tell(options, "Reading articles")
    reads = list(map_batches(Reader(config=config), texts, executor, told))
    measured = [images.measure(Path(config.root), source.path) for source in sources if source.kind is SourceKind.MEDIA]
    problems = [problem for read in reads for problem in read.problems]
    problems += [problem for _, found in measured for problem in found]
    return reads, tuple(media for media, _ in measured if media is not None), problems


def _tell(options: Options, step: str) -> Callable[[int, int], None]:
    return lambda done, total: options.progress(step, done, total)


def _sorted_out(reads: Iterable[Read], media: tuple[Media, ...], sources: Iterable[Source]) -> Records:
    records = [read.record for read in reads if read.record is not None]
    known = {record.path for record in records} | {picture.path for picture in media}
    return Records(
        articles=tuple(record for record in records if isinstance(record, Article)),
        authors=tuple(record for record in records if isinstance(record, AuthorRecord)),
        tags=tuple(
            record for record in records if isinstance(record, TopicRecord) and record.path.startswith("content/tags/")
        ),
        sections=tuple(
            record
            for record in records
            if isinstance(record, TopicRecord) and record.path.startswith("content/sections/")
        ),
        pages=tuple(record for record in records if isinstance(record, StaticPage)),
        media=media,
        unread=frozenset(source.path for source in sources) - known,
    )


def _assets(theme: Theme) -> Assets:
    return Assets(
        stylesheet=theme.assets[STYLESHEET].url,
        search_script=theme.assets["search.js"].url,
        icon=theme.assets["icon.svg"].url,
    )


def _publish(
    config: Config, options: Options, found: Examination, executor: Executor | None, run: tuple[Staging, _Watch]
) -> Report:
    staging, watch = run
    with watch.step("render"):
        files, documents = _render(config, options, found, executor, staging)
    with watch.step("search"):
        files += _index(config, options, documents, staging)
    with watch.step("publish"):
        files = sorted([*files, *_copy(config, found, staging)], key=lambda file: file.url)
        files.append(output.write(staging, urls.MANIFEST, _manifest(files)))
        output.publish(staging)
    return Report(
        findings=found.findings,
        counts=found.counts,
        steps=tuple(watch.steps),
        files=tuple(files),
    )


def _render(
    config: Config, options: Options, found: Examination, executor: Executor | None, staging: Staging
) -> tuple[list[Written], list[SearchDocument]]:
    renderer = Renderer(site=found.plan.site, site_url=config.url, theme=options.theme, staging=staging)
    jobs = [make_job(page, found.bodies) for page in found.plan.pages]
    files, documents = [], []
    for rendered in map_batches(renderer, jobs, executor, _tell(options, "Writing pages")):
        files.append(rendered.written)
        if rendered.document is not None:
            documents.append(rendered.document)
    return files, documents


def _index(config: Config, options: Options, documents: list[SearchDocument], staging: Staging) -> list[Written]:
    """The files of the search index; none when it was not asked for."""
    if not options.use_search:
        return []
    options.progress("Indexing for search", 0, len(documents))
    kept = options.cache / "search"
    if not options.use_cache:
        search.forget(kept)
    files = search.update(documents, kept=kept, language=config.language)
    return [output.place(staging, Url(f"/pagefind/{name}"), path) for name, path in files.items()]


def _copy(config: Config, found: Examination, staging: Staging) -> list[Written]:
    """The theme's assets and the pictures, byte for byte."""
    assets = [output.write(staging, asset.url, asset.content) for asset in found.theme.assets.values()]
    root = Path(config.root)
    return assets + [
        output.place(staging, picture.url, root / picture.path) for picture in found.assembly.archive.media
    ]


def _manifest(files: Iterable[Written]) -> bytes:
    """Every URL with the SHA-256 of what stands there."""
    listed = {file.url: file.digest for file in files}
    return (json.dumps({"files": listed}, indent=0, sort_keys=True) + "\n").encode()
