"""This is the kept index: made anew when anything that it rests on has changed, and never seen half made.

A bundle lies in a folder named by its key, `<key>/files/…`, beside `<key>/manifest.json` with the size and SHA-256 of
each file. It is written into a fresh folder, checked, and renamed to its key; only then are the bundles of other keys
removed. A kept bundle whose files are not what its manifest says is made again.
"""

import hashlib
import itertools
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.model import Digest
from generator.problems import BuildError
from generator.search.document import SearchDocument
from generator.search.service import Pagefind, find_pagefind, index

_FILES, _MANIFEST = "files", "manifest.json"
_RUNTIME = frozenset({"pagefind.js", "pagefind-worker.js", "pagefind-entry.json"})
_FOR_READERS = (".pf_meta", ".pf_index", ".pf_fragment", ".pagefind")
"""The endings of what a reader's browser loads beside the runtime; Pagefind's own pages and widgets are left out."""

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What one index is made from: documents sorted by URL, each URL once, and the language that stems their words."""

    documents: tuple[SearchDocument, ...]
    language: str


def update(
    documents: Sequence[SearchDocument], *, kept: Path, language: str, pagefind: Pagefind | None = None
) -> Mapping[str, Path]:
    """The files of the index, by their names below `_site/pagefind/`; Pagefind runs only if something has changed.

    Without documents there is no index and the mapping is empty. On a BuildError the bundle that was kept stays.
    """
    bundle = _make_bundle(documents, language)
    if not bundle.documents:
        _sweep(kept, spare="")
        return {}
    pagefind = pagefind or find_pagefind()
    key = _key(bundle, pagefind)
    folder = kept / key
    if not _is_whole(folder):
        files = _choose(index(bundle.documents, language=bundle.language, pagefind=pagefind), bundle)
        _keep(files, folder)
    _sweep(kept, spare=key)
    return {name: folder / _FILES / name for name in _read_manifest(folder)}


def forget(kept: Path) -> None:
    """Let nothing that was kept be reused: the next update makes its bundle anew."""
    _sweep(kept, spare="")


def _make_bundle(documents: Iterable[SearchDocument], language: str) -> Bundle:
    ordered = tuple(sorted(documents, key=lambda document: document.url))
    for first, second in itertools.pairwise(ordered):
        if first.url == second.url:
            raise BuildError(f"two articles would be found at one URL: {first.url}")
    # Pagefind stems and loads by the language alone; en-US has no stemmer, en has one.
    return Bundle(documents=ordered, language=language.split("-", maxsplit=1)[0].lower())


def _key(bundle: Bundle, pagefind: Pagefind) -> Digest:
    """The SHA-256 of all that decides a bundle's bytes; each part with its length, so that no two inputs read alike."""
    digest = hashlib.sha256()
    for part in _parts(bundle, pagefind):
        data = part.encode()
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return Digest(digest.hexdigest())


def _parts(bundle: Bundle, pagefind: Pagefind) -> Iterable[str]:
    for source in sorted(Path(__file__).parent.glob("*.py")):
        yield source.read_text(encoding="utf-8")
    yield pagefind.version
    yield bundle.language
    for document in bundle.documents:
        yield document.url
        yield document.html


def _choose(files: Mapping[str, bytes], bundle: Bundle) -> Mapping[str, bytes]:
    """The files that readers need, sorted by name; BuildError when the index is not whole."""
    chosen = {name: files[name] for name in sorted(files) if name in _RUNTIME or name.endswith(_FOR_READERS)}
    if missing := _RUNTIME - chosen.keys():
        raise BuildError(f"Pagefind left out {', '.join(sorted(missing))}")
    for name, content in chosen.items():
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise BuildError(f"Pagefind names a file outside its folder: {name}")
        if name not in _RUNTIME and not content.startswith(_GZIP):
            raise BuildError(f"Pagefind gave a damaged file: {name}")
    for ending, expected in ((".pf_fragment", len(bundle.documents)), (".pf_meta", 1)):
        found = sum(name.endswith(ending) for name in chosen)
        if found != expected:
            raise BuildError(f"Pagefind gave {found} files {ending} for {len(bundle.documents)} articles")
    return chosen


def _keep(files: Mapping[str, bytes], folder: Path) -> None:
    kept = folder.parent
    try:
        kept.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="fresh-", dir=kept) as place:
            fresh = Path(place) / "bundle"
            _write(files, fresh)
            if folder.exists():
                shutil.rmtree(folder)  # not whole, or we would not be here
            fresh.rename(folder)
    except OSError as error:
        raise BuildError(f"the search index cannot be kept in {kept}: {error}") from error


def _write(files: Mapping[str, bytes], fresh: Path) -> None:
    for name in sorted({str(PurePosixPath(name).parent) for name in files}):
        (fresh / _FILES / name).mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (fresh / _FILES / name).write_bytes(content)
    manifest = {name: [len(content), hashlib.sha256(content).hexdigest()] for name, content in files.items()}
    (fresh / _MANIFEST).write_text(json.dumps(manifest, indent=0), encoding="utf-8")


def _read_manifest(folder: Path) -> Mapping[str, tuple[int, str]]:
    """Name → (size in bytes, SHA-256), sorted by name; empty when there is no manifest that can be read."""
    try:
        manifest: object = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(manifest, dict):
        return {}
    try:
        return {str(name): (int(size), str(digest)) for name, (size, digest) in sorted(manifest.items())}
    except (TypeError, ValueError):
        return {}


def _is_whole(folder: Path) -> bool:
    manifest = _read_manifest(folder)
    return bool(manifest) and all(_is_same(folder / _FILES / name, *told) for name, told in manifest.items())


def _is_same(path: Path, size: int, digest: str) -> bool:
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return len(content) == size and hashlib.sha256(content).hexdigest() == digest


def _sweep(kept: Path, *, spare: str) -> None:
    """Remove every bundle but one; what cannot be removed does no harm and is tried again next time."""
    if kept.is_dir():
        for path in sorted(kept.iterdir()):
            if path.name != spare:
                shutil.rmtree(path, ignore_errors=True)
