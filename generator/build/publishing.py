"""This is the second half of the pipeline: what is planned becomes files, the files a site, and that is published."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct, field

from generator import cache, output, search
from generator.build import keeping
from generator.build.hands import map_batches
from generator.build.pictures import place_pictures
from generator.build.reading import state_of
from generator.build.records import Examination, Run
from generator.build.rendering import Frame, Rendered, Renderer
from generator.build.standing import Standing, dated_articles, digest_others, encode_standing
from generator.cache import KeptFile, KeptPage, News, Packed
from generator.fonts import making
from generator.images import File
from generator.model import Article, Url
from generator.output import Staging, Written
from generator.search import Aliases

PAGEFIND = "/pagefind/"
"""Where the search index is published."""

_SEARCH = "search"
_FEW = 500
"""Results that are kept at a time."""


class Made(Struct, frozen=True, kw_only=True):
    """What a build has made: every file of the site, and of each page what it was made from and why."""

    files: tuple[Written, ...]
    reasons: Mapping[Url, str]
    """Why each page was made again; "" for one that was left alone."""
    foreign: tuple[str, ...] = ()


class _Pages(Struct, kw_only=True):
    """Fills while pages are made: files and what is kept of each; the contents are in the cache."""

    files: list[Written] = field(default_factory=list)
    reasons: dict[Url, str] = field(default_factory=dict)
    kept: dict[str, KeptPage] = field(default_factory=dict)
    uses: dict[str, tuple[str, ...]] = field(default_factory=dict)
    packed: list[Packed] = field(default_factory=list)

    def notes(self) -> list[bytes]:
        """What the search index knows of each page that it holds."""
        return [page.note for page in self.kept.values() if page.document]

    def take(self, rendered: Rendered) -> None:
        url = rendered.written.url
        self.files.append(rendered.written)
        self.reasons[url] = rendered.reason
        self.packed.extend(rendered.packed)
        if rendered.kept is not None:
            self.kept[url] = rendered.kept
            if rendered.uses:
                self.uses[url] = rendered.uses


def publish(run: Run, found: Examination, pictures: Iterable[File], key: str) -> Made:
    """Make every page, index them, and let the new site take the old one's place."""
    options = run.options
    is_known = run.cache.about.get("manifest") == output.manifest_digest(options.output) != ""
    known = run.cache.pages() if is_known else {}
    foreign = output.foreign_files(options.output)
    with (
        making(run.fonts.faces, options.cache / "fonts", is_anew=not options.use_cache) as faces,
        output.building(options.output, options.cache / "previous", is_trusted=options.use_cache) as staging,
    ):
        with run.watch.step("render"):
            pages = _render(run, found, staging, known)
        with run.watch.step("search"):
            indexed = index(run, pages.notes(), found.aliases, staging)
        with run.watch.step("publish"):
            copied = [*_copy(run, staging, faces()), *place_pictures(pictures, staging)]
            files = tuple(sorted([*pages.files, *indexed, *copied], key=lambda file: file.url))
            manifest = output.publish(staging, files, foreign, is_lasting=options.is_lasting)
    with run.watch.step("keep"):
        about = {"key": key, "manifest": manifest.digest, "standing": _standing(run, found, manifest)}
        run.cache.keep(_news(known, pages, (*files, manifest), about))
        run.cache.sweep()
    return Made(files=(*files, manifest), reasons=pages.reasons, foreign=foreign)


def _render(run: Run, found: Examination, staging: Staging, known: Mapping[str, KeptPage]) -> _Pages:
    """Every page, made again or taken over from the published site."""
    renderer = Renderer(frame_of(run, found, staging), found.plan.pages, known)
    pages = _Pages()
    places = range(len(found.plan.pages))
    tell, named = run.tell("Writing pages"), lambda place: found.plan.pages[place].url
    for rendered in map_batches(renderer, places, run.hands, tell, named=named):
        pages.take(rendered)
        if len(pages.packed) >= _FEW:
            run.cache.note(pages.packed)
            pages.packed.clear()
    run.cache.note(pages.packed)
    run.cache.settle()
    return pages


def frame_of(run: Run, found: Examination, staging: Staging) -> Frame:
    """What all pages of a build share."""
    return Frame(
        site=found.plan.site,
        site_url=run.config.url,
        theme=run.theme,
        staging=staging,
        bodies=found.library.bodies,
        cache=run.cache.path,
        is_searched=run.options.use_search,
    )


def index(run: Run, notes: Iterable[bytes], aliases: Aliases, staging: Staging) -> list[Written]:
    """The files of the search index; none when it was not asked for."""
    if not run.options.use_search:
        return []
    known = [keeping.decode_note(note) for note in notes]
    run.options.progress("Indexing for search", 0, len(known))
    kept = run.options.cache / _SEARCH
    if not run.options.use_cache:
        search.forget(kept)
    files = search.update(
        known,
        _documents(run),
        kept=kept,
        language=run.config.language,
        aliases=aliases,
        care=search.Care(jobs=run.options.jobs, progress=run.tell("Indexing for search")),
    )
    return _place_index(files, staging)


def amend_index(
    run: Run, notes: Iterable[tuple[bytes, bytes]], aliases: Aliases, staging: Staging, known: Mapping[str, KeptFile]
) -> tuple[list[Written], frozenset[Url]] | None:
    """The files of the index that edits change, and those that are gone; None where all of it is to be looked at.

    `notes` are those of the edited articles, before and now; `known` are the files of the site by URL.
    """
    change = search.amend(
        [search.Reread(keeping.decode_note(before), keeping.decode_note(now)) for before, now in notes],
        _documents(run),
        {url.removeprefix(PAGEFIND): file.digest for url, file in known.items() if url.startswith(PAGEFIND)},
        kept=run.options.cache / _SEARCH,
        language=run.config.language,
        aliases=aliases,
    )
    if change is None:
        return None
    return _place_index(change.files, staging), frozenset(Url(PAGEFIND + name) for name in change.gone)


def _documents(run: Run) -> search.Load:
    return lambda wanted: [document.decode() for document in cache.contents(run.cache.path, wanted)]


def _place_index(files: search.Files, staging: Staging) -> list[Written]:
    return [
        output.place(staging, output.offer(staging, Url(PAGEFIND + name), file.digest, file.size), file.place)
        for name, file in files.items()
    ]


def _copy(run: Run, staging: Staging, faces: Mapping[Url, Path]) -> list[Written]:
    """The theme's assets and its fonts, byte for byte."""
    texts = {**run.fonts.licenses, **{asset.url: asset.content for asset in run.theme.assets.values()}}
    return [
        *(output.write(staging, url, content) for url, content in texts.items()),
        *(output.copy(staging, url, path) for url, path in faces.items()),
    ]


def _standing(run: Run, found: Examination, manifest: Written) -> str:
    standing = Standing(
        manifest=manifest.digest,
        theme=run.theme.whole,
        cards=run.card_digest,
        others=digest_others(found.sources),
        state=state_of(found.library.digests.items()),
        now=run.options.now,
        is_now_given=run.today.is_given,
        drafts=run.today.drafts,
        is_searched=run.options.use_search,
        dated=dated_articles((record for record in found.library.records if isinstance(record, Article)), run.today),
        elsewhere=found.elsewhere,
        counts=found.counts,
        site=found.plan.site,
    )
    return encode_standing(standing)


def _news(known: Mapping[str, KeptPage], pages: _Pages, files: Iterable[Written], about: Mapping[str, str]) -> News:
    """What is to be kept: of pages only what has changed."""
    changed = [page for url, page in pages.kept.items() if known.get(url) != page]
    return News(
        about=about,
        pages=changed,
        uses={page.url: pages.uses[page.url] for page in changed if page.url in pages.uses},
        gone=sorted(known.keys() - pages.kept.keys()),
        files=[KeptFile(file.url, file.digest, file.size) for file in files],
        is_whole=True,
        is_fresh=not known,
    )
