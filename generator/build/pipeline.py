"""This is the pipeline: discover, read, assemble, plan, judge, render, index, publish. It opens nothing itself."""

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from generator import cache, content, images, output, search, urls
from generator.archive.assemble import assemble
from generator.archive.visible import today_at
from generator.build.hands import hired, map_batches
from generator.build.keeping import decode_document, encode_document, to_keep
from generator.build.reading import read_sources, sort_out
from generator.build.records import Examination, Made, Options, Run, Watch
from generator.build.rendering import Renderer, forget, make_job
from generator.build.report import Counts, Report
from generator.build.staleness import Fingerprints, reason
from generator.cache import KeptPage, Known, News
from generator.config import Config
from generator.content import Source, SourceKind
from generator.fonts import NO_FONTS, Fonts, making, read_fonts
from generator.model import Media, Url
from generator.output import Staging, Written
from generator.plan import plan_pages
from generator.problems import Problem, blocks, judge
from generator.search import Aliases, SearchDocument
from generator.theme import STYLESHEET, Theme, open_theme
from generator.views.chrome import Assets, Look
from generator.words import untranslated


def build(config: Config, options: Options) -> Report:
    """Publish the archive, or, where its content has errors, write nothing and say what they are."""
    watch = Watch()
    forget()
    with watch.step("find"):
        key = cache.make_key(repr(config))
        known = _recall(options, key)
        sources, unsafe = content.discover(Path(config.root))
    with hired(options.jobs, len(sources)) as executor:
        run = Run(config=config, options=options, known=known, executor=executor, watch=watch)
        found = _examine(run, sources, unsafe)
        if blocks(found.findings, strict=options.strict):
            return Report(findings=found.findings, counts=found.counts, steps=tuple(watch.steps), is_blocked=True)
        with (
            making(found.fonts.faces, options.cache / "fonts", is_anew=not options.use_cache) as faces,
            output.building(options.output) as staging,
        ):
            made = _publish(run, found, staging, faces)
    with watch.step("keep"):
        cache.keep(options.cache, _news(key, found, known, made))
    return Report(
        findings=found.findings,
        counts=found.counts,
        steps=tuple(watch.steps),
        files=made.files,
        reasons=made.reasons,
    )


def examine(config: Config, options: Options) -> Examination:
    """Everything but the writing: what `check` and `authors` need."""
    known = cache.recall(options.cache, cache.make_key(repr(config)), "")
    sources, unsafe = content.discover(Path(config.root))
    with hired(options.jobs, len(sources)) as executor:
        run = Run(config=config, options=options, known=known, executor=executor, watch=Watch())
        return _examine(run, sources, unsafe)


def _recall(options: Options, key: str) -> Known:
    if not options.use_cache:
        return cache.NOTHING
    return cache.recall(options.cache, key, output.manifest_digest(options.output))


@contextmanager
def _without_collector() -> Iterator[None]:
    """Stop the search for garbage: what an examination makes lives to its end, and looking through it took a third."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@_without_collector()
def _examine(run: Run, sources: tuple[Source, ...], unsafe: tuple[Problem, ...]) -> Examination:
    config, options, watch = run.config, run.options, run.watch
    today = today_at(options.now, config.zone, drafts=options.drafts, is_given=options.now_is_given)
    with watch.step("read"):
        reads, fresh = read_sources(config, sources, run.known.sources, run.executor, run.tell("Reading articles"))
        media, unseen = _measure(config, sources)
        aliases, misspelt = search.read_aliases(Path(config.root))
    with watch.step("resolve"):
        assembly, unresolved = assemble(sort_out(reads, media, sources), config, today)
    with watch.step("plan"):
        fonts = read_fonts(options.theme) if config.fonts == "theme" else NO_FONTS
        theme = open_theme(options.theme, config.language, fonts.rules)
        copied = fonts.urls | {asset.url for asset in theme.assets.values()} | {picture.url for picture in media}
        plan, collisions = plan_pages(assembly, _look(theme, fonts), config, today, copied)
    unreadable = [problem for read in reads for problem in read.problems]
    wordless = untranslated(theme.words, config.language)
    archive = assembly.archive
    return Examination(
        assembly=assembly,
        plan=plan,
        sources=sources,
        reads={read.path: read for read in reads},
        fresh=tuple(fresh),
        findings=judge([*wordless, *unsafe, *unreadable, *unseen, *misspelt, *unresolved, *collisions], config.rules),
        counts=Counts(
            sources=len(sources), articles=len(archive.entries), authors=len(archive.authors), tags=len(archive.tags)
        ),
        theme=theme,
        fonts=fonts,
        aliases=aliases,
    )


def _measure(config: Config, sources: Iterable[Source]) -> tuple[tuple[Media, ...], list[Problem]]:
    root = Path(config.root)
    measured = [images.measure(root, source.path) for source in sources if source.kind is SourceKind.MEDIA]
    problems = [problem for _, found in measured for problem in found]
    return tuple(media for media, _ in measured if media is not None), problems


def _look(theme: Theme, fonts: Fonts) -> Look:
    assets = Assets(
        stylesheet=theme.assets[STYLESHEET].url,
        search_script=theme.assets["search.js"].url,
        icon=theme.assets["icon.svg"].url,
        fonts=fonts.first,
    )
    return Look(words=theme.words, assets=assets)


def _publish(run: Run, found: Examination, staging: Staging, faces: Callable[[], Mapping[Url, Path]]) -> Made:
    with run.watch.step("render"):
        made = _render(run, found, staging)
    with run.watch.step("search"):
        indexed = _index(run, made.documents, found.aliases, staging)
    with run.watch.step("publish"):
        copied = _copy(run.config, found, staging, faces())
        files = sorted([*made.files, *indexed, *copied], key=lambda file: file.url)
        manifest = output.write(staging, urls.MANIFEST, _manifest(files))
        output.publish(staging)
    return replace(made, files=(*files, manifest), manifest=manifest.digest)


def _render(run: Run, found: Examination, staging: Staging) -> Made:
    """Every page, made again or taken over from the published site."""
    fingerprints = Fingerprints(found.theme, found.plan.site, found.reads)
    files: list[Written] = []
    documents: dict[Url, SearchDocument] = {}
    made_from, reasons, stale = {}, {}, []
    for page in found.plan.pages:
        fingerprint, kept = fingerprints.of(page), run.known.pages.get(page.url)
        why = reason(fingerprint, kept)
        reused = output.reuse(staging, page.url, kept.digest, kept.size) if kept and not why else None
        if fingerprint is not None:
            made_from[page.url] = fingerprint
        reasons[page.url] = why or ("" if reused else "the published file is gone")
        if reused is None or kept is None:
            stale.append(page)
            continue
        files.append(reused)
        if kept.document:
            documents[page.url] = decode_document(kept.document)
    renderer = Renderer(
        site=found.plan.site,
        site_url=run.config.url,
        theme=run.options.theme,
        language=run.config.language,
        staging=staging,
    )
    jobs = [make_job(page, found.reads) for page in stale]
    for rendered in map_batches(renderer, jobs, run.executor, run.tell("Writing pages")):
        files.append(rendered.written)
        if rendered.document is not None:
            documents[rendered.written.url] = rendered.document
    return Made(files=tuple(files), documents=documents, fingerprints=made_from, reasons=reasons)


def _index(run: Run, documents: Mapping[Url, SearchDocument], aliases: Aliases, staging: Staging) -> list[Written]:
    """The files of the search index; none when it was not asked for."""
    if not run.options.use_search:
        return []
    run.options.progress("Indexing for search", 0, len(documents))
    kept = run.options.cache / "search"
    if not run.options.use_cache:
        search.forget(kept)
    care = search.Care(jobs=run.options.jobs, progress=run.tell("Indexing for search"))
    files = search.update(
        [document.note for document in documents.values()],
        lambda wanted: [documents[url].html for url in wanted],
        kept=kept,
        language=run.config.language,
        aliases=aliases,
        care=care,
    )
    return [output.place(staging, Url(f"/pagefind/{name}"), file.path) for name, file in files.items()]


def _copy(config: Config, found: Examination, staging: Staging, faces: Mapping[Url, Path]) -> list[Written]:
    """The theme's assets, its fonts and the pictures, byte for byte."""
    root = Path(config.root)
    texts = {**found.fonts.licenses, **{asset.url: asset.content for asset in found.theme.assets.values()}}
    files = dict(faces) | {picture.url: root / picture.path for picture in found.assembly.archive.media}
    return [
        *(output.write(staging, url, content) for url, content in texts.items()),
        *(output.place(staging, url, path) for url, path in files.items()),
    ]


def _manifest(files: Iterable[Written]) -> bytes:
    """Every URL with the SHA-256 of what stands there."""
    listed = {file.url: file.digest for file in files}
    return (json.dumps({"files": listed}, indent=0, sort_keys=True) + "\n").encode()


def _news(key: str, found: Examination, known: Known, made: Made) -> News:
    """What is to be kept: everything when nothing held, else only what has changed."""
    is_fresh = not known.pages
    texts = [source for source in found.sources if source.path in found.reads]
    sources = [to_keep(found.reads[source.path], source) for source in (texts if is_fresh else found.fresh)]
    pages = _kept_pages(made)
    return News(
        key=key,
        manifest=made.manifest,
        sources=[source for source in sources if source is not None],
        pages=[page for url, page in pages.items() if known.pages.get(url) != page],
        gone_sources=sorted(known.sources.keys() - found.reads.keys()),
        gone_pages=sorted(known.pages.keys() - pages.keys()),
        is_fresh=is_fresh,
    )


def _kept_pages(made: Made) -> Mapping[str, KeptPage]:
    written = {file.url: file for file in made.files}
    return {
        url: KeptPage(
            url=url,
            frame=fingerprint.frame,
            view=fingerprint.view,
            body=fingerprint.body,
            digest=written[url].digest,
            size=written[url].size,
            document=encode_document(made.documents[url]) if url in made.documents else b"",
        )
        for url, fingerprint in made.fingerprints.items()
    }
