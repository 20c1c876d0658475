"""This is the short way of a build: where only bodies have changed, nothing else is looked up, planned or judged again.

It is taken when everything that a whole build rests on is known to be the same, and left as soon as anything is not:
`amend` then gives None, and the whole build does the work. Both lead to the same bytes (the law of
tests/test_incremental.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator import cache, content, output, search, urls
from generator.archive.amending import Amendment, amend_article, amend_page
from generator.archive.people_records import Register, make_register
from generator.archive.visible import why_hidden
from generator.build import keeping
from generator.build.publishing import PAGEFIND, amend_index, index
from generator.build.reading import is_same, is_text, read_one, state_of
from generator.build.records import Run
from generator.build.rendering import Frame, Rendered, Renderer
from generator.build.report import Report
from generator.build.standing import Standing, decode_standing, digest_others, encode_standing
from generator.cache import KeptFile, KeptPage, KeptSource, News, Stamp
from generator.content import Source
from generator.model import Article, AuthorRecord, StaticPage, Url
from generator.output import Staging, Written
from generator.plan import BodyPart
from generator.problems import Finding, Problem, blocks, judge

_MANY = 64
"""Changed files from which on a whole build, with all hands, is as quick."""


class _Change(Struct, frozen=True, kw_only=True):
    """One text that looks changed: what is kept of it, and what it says now; None when it says the same."""

    source: Source
    seen: KeptSource
    read: keeping.Read | None


class Edit(Struct, frozen=True, kw_only=True):
    """One edit of a body: what is kept of the text from now on, the body, and what its pages owe to it."""

    kept: KeptSource
    body: bytes
    amendment: Amendment


class Known(Struct, frozen=True, kw_only=True):
    """What the last whole build left: the site as it stands, and by what each file is known."""

    standing: Standing
    stamps: Mapping[str, Stamp]
    files: Mapping[str, KeptFile]
    foreign: tuple[str, ...] = ()


def amend(run: Run, sources: Sequence[Source], unsafe: tuple[Problem, ...]) -> Report | None:
    """The report of a build that made only what edited bodies ask for; None where a whole build is needed.

    A text that may not be published as it is now ends the build here: whatever else there is to say waits.
    """
    with run.watch.step("compare"):
        known = recall(run, sources, unsafe)
        if known is not None:
            whole, foreign = output.survey(run.options.output, {file.url: file.size for file in known.files.values()})
            known = replace(known, foreign=foreign) if whole else None
        weighed = weigh(run, sources, known) if known else None
    if known is None or weighed is None:
        return None
    if weighed.is_blocked:
        return report_of(run, known, weighed, ())
    is_due = weighed.edits or (run.options.use_search and not known.standing.is_indexed)
    made, after = _publish(run, known, weighed.edits) if is_due else ((), known)
    learn(run, weighed)
    return report_of(run, after, weighed, made, known)


class Weighed(Struct, frozen=True, kw_only=True):
    """What is to be said of an archive with its changes, and the edits, where nothing forbids to publish them."""

    findings: tuple[Finding, ...]
    is_blocked: bool = False
    edits: tuple[Edit, ...] = ()
    touched: tuple[KeptSource, ...] = ()
    """Files that say the same as before, under their new looks."""


def weigh(run: Run, sources: Iterable[Source], known: Known) -> Weighed | None:
    """What has changed among these texts; None where one is more than an edit of a body."""
    changes = _changes(run, sources, known)
    if changes is None:
        return None
    findings = _judge(run, known, changes)
    if blocks(findings, strict=run.options.strict):
        return Weighed(findings=findings, is_blocked=True)
    edits = _edits(run, changes)
    if edits is None:
        return None
    touched = tuple(change.seen for change in changes if change.read is None)
    return Weighed(findings=findings, edits=tuple(edits), touched=touched)


def learn(run: Run, weighed: Weighed) -> None:
    """Keep what the texts say now, once it is published."""
    run.cache.learn([*weighed.touched, *(edit.kept for edit in weighed.edits)])
    run.cache.settle()


def report_of(
    run: Run, known: Known, weighed: Weighed, made: Iterable[Rendered], before: Known | None = None
) -> Report:
    """What a build of the short way has to say; `known` is how the site stands after it."""
    report = Report(findings=weighed.findings, counts=known.standing.counts, steps=tuple(run.watch.steps))
    if before is None:
        return replace(report, is_blocked=True)
    return replace(
        report,
        files=tuple(
            Written(url=Url(url), digest=file.digest, size=file.size, is_new=before.files.get(url) != file)
            for url, file in known.files.items()
        ),
        reasons={**dict.fromkeys(map(Url, known.files), ""), **{page.written.url: page.reason for page in made}},
        foreign=known.foreign,
    )


def recall(run: Run, sources: Sequence[Source], unsafe: tuple[Problem, ...]) -> Known | None:
    """What is known, where all of it still holds but for the texts themselves."""
    standing = decode_standing(run.cache.about.get("standing", ""))
    if standing is None or unsafe or not standing.fits(run):
        return None
    stamps = run.cache.stamps()
    if stamps.keys() != {source.path for source in sources if is_text(source)}:
        return None
    if standing.others != digest_others(sources):
        return None
    if standing.state != state_of((path, stamp.digest) for path, stamp in stamps.items()):
        return None
    if not _are_shown_alike(run, standing):
        return None
    return Known(standing=standing, stamps=stamps, files=run.cache.files())


def _are_shown_alike(run: Run, standing: Standing) -> bool:
    """Whether the clock hides and shows the same articles as it did."""
    for path, before in standing.dated:
        kept = run.cache.source(path)
        record = keeping.kept_record(kept) if kept else None
        if not isinstance(record, Article) or why_hidden(record, run.today) != before:
            return False
    return True


def _changes(run: Run, sources: Iterable[Source], known: Known) -> list[_Change] | None:
    """Every text that looks changed; None where there are many, or a problem of the whole archive stands at one."""
    changed = [source for source in sources if is_text(source) and not is_same(source, known.stamps[source.path])]
    if len(changed) > _MANY:
        return None
    changes = []
    for source in changed:
        kept = run.cache.source(source.path)
        if kept is None:
            return None
        is_equal = content.digest(Path(run.config.root), source) == kept.digest
        if not is_equal and source.path in known.standing.troubled:
            return None
        seen = replace(kept, size=source.size, modified_ns=source.modified_ns, inode=source.inode)
        changes.append(_Change(source=source, seen=seen, read=None if is_equal else read_one(run.config, source)))
    return changes


def _edits(run: Run, changes: Iterable[_Change]) -> list[Edit] | None:
    """The edits; None where one is more than an edit of a body."""
    register: list[Register] = []
    edits = []
    for change in changes:
        if change.read is not None:
            kept = keeping.to_keep(change.read, change.source)
            amendment = _amendment(run, change.seen, change.read, register)
            if kept is None or amendment is None:
                return None
            edits.append(Edit(kept=kept, body=change.read.body, amendment=amendment))
    return edits


def _amendment(run: Run, kept: KeptSource, read: keeping.Read, register: list[Register]) -> Amendment | None:
    old, new = keeping.kept_record(kept), keeping.record_of(read)
    if isinstance(old, Article) and isinstance(new, Article):
        return amend_article(old, new, _cut(run, read.path), _register(run, register))
    if isinstance(old, StaticPage) and isinstance(new, StaticPage):
        return amend_page(old, new)
    return None


def _register(run: Run, known: list[Register]) -> Register:
    """The author records, read once and only when an article has changed."""
    if not known:
        records = [keeping.kept_record(kept) for kept in run.cache.sources_of(AuthorRecord.__name__)]
        known.append(make_register([record for record in records if isinstance(record, AuthorRecord)]))
    return known[0]


def _cut(run: Run, path: str) -> tuple[int, ...]:
    parts = [part for page in run.cache.pages_with(path) for part in keeping.decode_parts(page.parts)]
    return next((part.cut for part in parts if part.path == path), ())


def _judge(run: Run, known: Known, changes: Iterable[_Change]) -> tuple[Finding, ...]:
    encoded = run.cache.problems()
    encoded |= {change.read.path: change.read.problems for change in changes if change.read}
    own = [problem for path in sorted(encoded) for problem in keeping.problems_of(encoded[path])]
    return judge([*known.standing.elsewhere, *own], run.config.rules)


def _publish(run: Run, known: Known, edits: Sequence[Edit]) -> tuple[list[Rendered], Known]:
    options = run.options
    with output.building(options.output, options.cache / "previous") as staging:
        with run.watch.step("render"):
            made = render(run, known, edits, staging)
        with run.watch.step("search"):
            indexed = _index(run, known, made, staging)
        with run.watch.step("publish"):
            new = {str(page.written.url): as_kept(page.written) for page in made}
            files = {**_pages(known), **new, **indexed}
            offered = [output.offer(staging, Url(url), file.digest, file.size) for url, file in files.items()]
            manifest = output.publish(staging, offered, known.foreign, is_lasting=options.is_lasting)
    with run.watch.step("keep"):
        after = settle(run, known, edits, made, {**files, manifest.url: as_kept(manifest)}, is_indexed=True)
    return made, after


def settle(
    run: Run,
    known: Known,
    edits: Sequence[Edit],
    made: Sequence[Rendered],
    files: Mapping[str, KeptFile],
    *,
    is_indexed: bool,
) -> Known:
    """How the site stands after these edits, which is kept."""
    stamps = {**known.stamps, **{edit.kept.path: stamp_of(edit.kept) for edit in edits}}
    standing = replace(
        known.standing,
        manifest=files[urls.MANIFEST].digest,
        state=state_of((path, stamp.digest) for path, stamp in stamps.items()),
        is_indexed=is_indexed,
    )
    run.cache.keep(
        News(
            about={"manifest": standing.manifest, "standing": encode_standing(standing)},
            pages=[page.kept for page in made if page.kept],
            uses={page.written.url: page.uses for page in made},
            files=[file for url, file in files.items() if known.files.get(url) != file],
            gone_files=sorted(known.files.keys() - files.keys()),
        )
    )
    return replace(known, standing=standing, stamps=stamps, files=files)


def as_kept(file: Written) -> KeptFile:
    """A file of the site as the cache keeps it."""
    return KeptFile(file.url, file.digest, file.size)


def stamp_of(kept: KeptSource) -> Stamp:
    """By what a source is known."""
    return Stamp(kept.path, kept.size, kept.modified_ns, kept.inode, kept.digest)


def render(run: Run, known: Known, edits: Sequence[Edit], staging: Staging) -> list[Rendered]:
    """Every page on which one of the bodies stands."""
    run.cache.add((edit.kept.body, edit.body) for edit in edits)
    run.cache.settle()
    amended = {edit.kept.path: edit for edit in edits}
    stale = {page.url: page for path in amended for page in run.cache.pages_with(path)}
    parts_of = {url: _amended(page, amended) for url, page in stale.items()}
    paths = {part.path for parts in parts_of.values() for part in parts}
    frame = Frame(
        site=known.standing.site,
        site_url=run.config.url,
        theme=run.theme,
        staging=staging,
        bodies={**run.cache.bodies(paths), **{path: edit.kept.body for path, edit in amended.items()}},
        cache=run.cache.path,
        is_searched=run.options.use_search,
    )
    renderer = Renderer(frame, (), {})
    made = []
    for url, page in sorted(stale.items()):
        view = cache.content(run.cache.path, page.view)
        planned = keeping.decode_page(url, page.kind, view, parts_of[url], is_searched=bool(page.document))
        made.append(renderer.make(planned, page))
    run.cache.add(content for page in made for content in page.contents)
    run.cache.settle()
    return made


def _amended(page: KeptPage, edits: Mapping[str, Edit]) -> tuple[BodyPart, ...]:
    return tuple(
        replace(part, cut=edits[part.path].amendment.cut, words=edits[part.path].amendment.words)
        if part.path in edits
        else part
        for part in keeping.decode_parts(page.parts)
    )


def _index(run: Run, known: Known, made: Sequence[Rendered], staging: Staging) -> dict[str, KeptFile]:
    """Every file of the search index by URL."""
    notes = {page.kept.url: page.kept.note for page in made if page.kept and page.kept.document}
    aliases = search.read_aliases(Path(run.config.root))[0]
    change = None
    if run.options.use_search and known.standing.is_indexed:
        pairs = [(run.cache.note_of(url), note) for url, note in notes.items()]
        change = amend_index(run, pairs, aliases, staging, known.files)
    if change is None:
        notes = run.cache.notes() | notes
        return {file.url: as_kept(file) for file in index(run, [notes[url] for url in sorted(notes)], aliases, staging)}
    files, gone = change
    left = {url: file for url, file in known.files.items() if url.startswith(PAGEFIND) and url not in gone}
    return left | {file.url: as_kept(file) for file in files}


def _pages(known: Known) -> dict[str, KeptFile]:
    """Every file of the site by URL, but for the manifest and the search index."""
    return {url: file for url, file in known.files.items() if url != urls.MANIFEST and not url.startswith(PAGEFIND)}
