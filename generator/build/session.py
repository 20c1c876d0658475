"""This is a series of builds of one archive in one process, as a preview makes them.

After edits of bodies it does not even look at the other files: the pages are slipped into the site one by one, and the
search index is told with the next whole look. So the site is not published as a whole, which nobody asks of a preview;
what stands there is what a build would make, the index apart.
"""

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from generator import cache, content, output
from generator.build.amending import Known, as_kept, learn, recall, render, report_of, settle, stamp_of, weigh
from generator.build.pipeline import begin, build
from generator.build.reading import is_text
from generator.build.records import Options, Run, Watch
from generator.build.report import Report
from generator.config import Config
from generator.content import Source


class Session:
    """The builds of one archive under one set of settings; a new theme or new settings ask for a new session."""

    def __init__(self, config: Config, options: Options) -> None:
        self._config = config
        self._options = options
        self._run: Run | None = None
        self._known: Known | None = None
        self._sources: dict[str, Source] = {}

    def build(self, changed: frozenset[str] | None = None) -> Report:
        """Bring the site up to date.

        `changed` holds the paths, from the root, of all files that may have changed since the last build of this
        session; None where that is not known.
        """
        report = self._amend(changed) if changed else None
        if report is None:
            self._known = None
            report = build(self._config, self._options)
            if not report.is_blocked:
                self._remember()
        return report

    @property
    def is_indexed(self) -> bool:
        """Whether the search index knows every edit; a build that knows of no change brings it up to date."""
        return self._known is None or self._known.standing.is_indexed

    def _remember(self) -> None:
        """Have at hand what the next edit will ask for."""
        sources, unsafe = content.discover(Path(self._config.root))
        with cache.recalled(self._options.cache, self._key()) as known:
            self._run = begin(self._config, self._options, known, Watch())
            self._known = recall(self._run, sources, unsafe)
        self._sources = {source.path: source for source in sources if is_text(source)}

    def _key(self) -> str:
        return cache.make_key(repr(self._config))

    def _amend(self, changed: Iterable[str]) -> Report | None:
        if self._known is None or self._run is None:
            return None
        sources = [self._sources.get(path) for path in sorted(changed)]
        looked = [content.look_again(Path(self._config.root), source) for source in sources if source is not None]
        texts = [source for source in looked if source is not None]
        if len(texts) < len(sources):
            return None
        cache.forget()
        try:
            with cache.opened(self._options.cache, self._key()) as known:
                return self._amend_known(replace(self._run, cache=known, watch=Watch()), self._known, texts)
        except (cache.DamagedError, output.NotWholeError):
            return None

    def _amend_known(self, run: Run, known: Known, texts: Iterable[Source]) -> Report | None:
        with run.watch.step("compare"):
            weighed = weigh(run, texts, known) if run.cache.about.get("manifest") == known.standing.manifest else None
        if weighed is None:
            return None
        if weighed.is_blocked:
            return report_of(run, known, weighed, ())
        self._known = None  # until all is done: what fails half-way is looked at whole
        with output.amending(run.options.output) as staging:
            with run.watch.step("render"):
                made = render(run, known, weighed.edits, staging)
            with run.watch.step("publish"):
                new = [page.written for page in made]
                manifest = output.slip_in(staging, {file.url: known.files[file.url].digest for file in new}, new)
        with run.watch.step("keep"):
            files = dict(known.files)
            files.update({str(file.url): as_kept(file) for file in (*new, manifest)})
            is_indexed = known.standing.is_indexed and not any(page.kept and page.kept.document for page in made)
            after = settle(run, known, weighed.edits, made, files, is_indexed=is_indexed)
            learn(run, weighed)
        touched = {kept.path: stamp_of(kept) for kept in weighed.touched}
        self._known = replace(after, stamps={**after.stamps, **touched})
        return report_of(run, after, weighed, made, known)
