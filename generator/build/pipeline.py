"""This is the pipeline: discover, read, assemble, plan, judge, render, index, publish. It opens nothing itself."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from generator import cache, content, output, search
from generator.archive.assemble import assemble
from generator.archive.visible import today_at
from generator.build.amending import amend
from generator.build.pictures import card_style, make_cards, make_pictures, read_card_design, survey_pictures
from generator.build.publishing import publish
from generator.build.reading import read_library, sort_out
from generator.build.records import Examination, Options, Run, Watch
from generator.build.report import Counts, Origins, Report
from generator.cache import Cache
from generator.config import Config
from generator.content import Source
from generator.fonts import NO_FONTS, Fonts, read_fonts
from generator.model import Status
from generator.plan import plan_pages
from generator.problems import BuildError, Problem, blocks, judge
from generator.theme import STYLESHEET, Theme, Theming, open_theme
from generator.views.chrome import Assets, Look
from generator.words import untranslated


def build(config: Config, options: Options) -> Report:
    """Publish the archive, or, where its content has errors, write nothing and say what they are.

    What is kept from earlier builds and turns out to be damaged is thrown away, and the build begins anew without it.
    """
    with cache.usable(options.cache) as (folder, fault):
        usual = replace(options, cache=folder)
        try:
            report = _build(config, usual)
        except (cache.DamagedError, output.NotWholeError):
            report = _build_anew(config, usual)
    return replace(report, unkept=fault)


def _build_anew(config: Config, options: Options) -> Report:
    try:
        return _build(config, replace(options, use_cache=False))
    except (cache.DamagedError, output.NotWholeError) as error:
        raise BuildError(f"what was just written cannot be read again, perhaps for want of room: {error}") from error


def _build(config: Config, options: Options) -> Report:
    watch = Watch()
    cache.forget()
    with watch.step("find"):
        key = cache.make_key(repr(config))
        sources, unsafe = content.discover(Path(config.root))
    with cache.opened(options.cache, key, is_trusted=options.use_cache) as known:
        run = begin(config, options, known, watch)
        return amend(run, sources, unsafe) or _build_whole(run, key, sources, unsafe)


def _build_whole(run: Run, key: str, sources: tuple[Source, ...], unsafe: tuple[Problem, ...]) -> Report:
    found = _examine(run, sources, unsafe)
    report = Report(findings=found.findings, counts=found.counts, steps=())
    if blocks(found.findings, strict=run.options.strict):
        return replace(report, steps=tuple(run.watch.steps), is_blocked=True)
    with run.watch.step("pictures"):
        pictures, broken = make_pictures(run, found.pictures)
        cards, counted = ((), None) if broken else make_cards(run, found.plan)
    if broken:
        findings = judge([*found.elsewhere, *found.library.problems, *broken], run.config.rules)
        return replace(report, findings=findings, steps=tuple(run.watch.steps), is_blocked=True)
    made = publish(run, found, (*pictures, *cards), key)
    steps = tuple(run.watch.steps)
    origins = find_origins(found)
    report = replace(report, steps=steps, cards=counted, origins=origins)
    return replace(report, files=made.files, reasons=made.reasons, foreign=made.foreign)


def examine(config: Config, options: Options) -> Examination:
    """Everything but the writing: what `check` and `authors` need."""
    sources, unsafe = content.discover(Path(config.root))
    with cache.recalled(options.cache, cache.make_key(repr(config))) as known:
        return _examine(begin(config, options, known, Watch()), sources, unsafe)


def find_origins(found: Examination) -> Origins:
    """Which source stands behind which page."""
    entries = found.assembly.archive.entries
    return Origins(
        sources={page.url: page.source for page in found.plan.pages if page.source},
        drafts=frozenset(entry.url for entry in entries if entry.article.status is Status.DRAFT),
    )


def begin(config: Config, options: Options, known: Cache, watch: Watch) -> Run:
    """A run with its clock, its fonts and its theme."""
    with watch.step("theme"):
        theme, fonts = _open_theme(config, options)
        design = read_card_design(options.theme) if config.social_cards else None
    today = today_at(options.now, config.zone, drafts=options.drafts, is_given=options.now_is_given)
    return Run(
        config=config, options=options, today=today, cache=known, theme=theme, fonts=fonts, design=design, watch=watch
    )


def wear_theme(config: Config, options: Options) -> tuple[Theme, Assets]:
    """The theme as the site wears it, and where its files stand."""
    theme, fonts = _open_theme(config, options)
    return theme, _assets(theme, fonts)


def _open_theme(config: Config, options: Options) -> tuple[Theme, Fonts]:
    fonts = read_fonts(options.theme) if config.fonts == "theme" else NO_FONTS
    theming = Theming(folder=options.theme, language=config.language, root=config.root, overrides=config.overrides)
    return open_theme(theming, fonts.rules), fonts


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
    config, watch, theme = run.config, run.watch, run.theme
    with watch.step("read"):
        library = read_library(config, sources, run.cache, run.hands, run.tell("Reading articles"))
        pictures = survey_pictures(config, run.options, sources)
        aliases, misspelt = search.read_aliases(Path(config.root))
    with watch.step("resolve"):
        assembly, unresolved = assemble(sort_out(library, pictures.media, sources), config, run.today)
    with watch.step("plan"):
        assets = {asset.url for asset in theme.assets.values()}
        copied = run.fonts.urls | assets | {picture.url for picture in pictures.media}
        plan, collisions = plan_pages(assembly, _look(run), config, run.today, copied)
    archive = assembly.archive
    wordless = untranslated(theme.words, config.language)
    elsewhere = (*wordless, *unsafe, *pictures.problems, *misspelt, *unresolved, *collisions)
    return Examination(
        assembly=assembly,
        plan=plan,
        sources=sources,
        library=library,
        elsewhere=elsewhere,
        findings=judge([*elsewhere, *library.problems], config.rules),
        counts=Counts(
            sources=len(sources), articles=len(archive.entries), authors=len(archive.authors), tags=len(archive.tags)
        ),
        pictures=pictures,
        aliases=aliases,
    )


def _look(run: Run) -> Look:
    return Look(words=run.theme.words, assets=_assets(run.theme, run.fonts), social=card_style(run))


def _assets(theme: Theme, fonts: Fonts) -> Assets:
    return Assets(
        stylesheet=theme.assets[STYLESHEET].url,
        search_script=theme.assets["search.js"].url,
        search_modules=tuple(asset.url for name, asset in theme.assets.items() if name.startswith("search-")),
        icon=theme.assets["icon.svg"].url,
        fonts=fonts.first,
    )
