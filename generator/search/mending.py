"""This is how the kept index of a shard follows edits of a few of its articles, where Pagefind would make it all anew.

Pagefind is given the edited articles alone, as they are and as they were, and so tells what stands of them in an index.
The words by which the two differ are put in their places: of the pieces of the kept index only those are opened that
hold such a word. Whatever does not fit what is kept ends it, and the shard is made whole; both ways lead to the same
bytes (tests/test_search_mending.py).
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from generator.search import pieces
from generator.search.pieces import Pages, UnlikeError, Word
from generator.search.service import Page, Pagefind, index
from generator.search.store import KeptFile

_ENTRY, _BEFORE, _METADATA = "pagefind-entry.json", "pagefind.", ".pf_meta"
_HASHED = 8
"""Characters of a file's name after its language: an underscore, and the beginning of its hash."""

_PLAIN = ""
"""The form of a word without marks on its letters; that of a variant is never empty."""


class Edit(NamedTuple):
    """An article that reads otherwise now: its place in the shard, and its documents, new and old."""

    place: int
    page: Page
    before: str


class _Indexed(NamedTuple):
    """An article as the metadata tells of it: the name of its fragment, and its words."""

    name: str
    words: int


class _Chunk(NamedTuple):
    """A piece of the index: the browser looks in it for what lies between two borders."""

    first: str
    last: str
    name: str


class _Sort(NamedTuple):
    key: str
    pages: list[int]


class _Metadata(NamedTuple):
    version: str
    pages: list[_Indexed]
    chunks: list[_Chunk]
    filters: list[str]
    sorts: list[_Sort]
    fields: list[str]


class _Told(msgspec.Struct, frozen=True):
    """What is looked at of a fragment."""

    meta: dict[str, str]


class _Part(NamedTuple):
    """What a word has on one page, before and now; None where it does not stand there."""

    form: str
    page: int
    before: bytes | None
    now: bytes | None


class _Piece(NamedTuple):
    """A piece of the new index: a kept one, or other words."""

    kept: _Chunk | None
    words: Mapping[str, bytes] = {}
    """In their order, and what is held of each."""


def mend(
    kept: Mapping[str, KeptFile], edits: Sequence[Edit], *, language: str, pagefind: Pagefind
) -> Mapping[str, bytes | KeptFile]:
    """The files of the shard after these edits; UnlikeError where it is to be made whole."""
    before = _metadata(_read(kept, _name_of_metadata(kept)))
    fresh = index(list(_asked(edits, before.fields)), language=language, pagefind=pagefind)
    told = _metadata(fresh[_name_of_metadata(fresh)])
    _refuse_other_fields(told, before, fresh)
    pages = list(before.pages)
    for edit, page in zip(edits, told.pages[::2], strict=False):
        pages[edit.place] = page
    chunks, made = _rewrite(before.chunks, _differences(told, fresh, edits), kept, language)
    after = before._replace(pages=pages, chunks=chunks)
    names = _names(after, language)
    fragments = {name: fresh[name] for name in names & fresh.keys()}
    left = {name: kept[name] for name in names & kept.keys()}
    return {**left, **fragments, **made, **_opening(kept, after, language)}


def _asked(edits: Sequence[Edit], fields: Iterable[str]) -> Iterator[Page]:
    """Each article as it is and as it was, and one page with all the fields of the shard, which are told by number."""
    for edit in edits:
        yield edit.page
        yield f"{edit.page[0]}?before", edit.before
    rest = "".join([f'<p data-pagefind-ignore data-pagefind-meta="{field}">{field}</p>' for field in fields])
    yield "/?fields", f"<!doctype html><html><body><p>fields</p>{rest}</body></html>"


def _refuse_other_fields(told: _Metadata, metadata: _Metadata, fresh: Mapping[str, bytes]) -> None:
    """The fields of a shard are those of all its articles: one more, or the last of one gone, would move the others."""
    if told.fields != metadata.fields or told.version != metadata.version:
        raise UnlikeError("the fields of the shard are others")
    fields = [_fields(fresh[_fragment(page.name)]) for page in told.pages]
    for now, before in zip(fields[::2], fields[1::2], strict=False):
        if not before <= now:
            raise UnlikeError("an article has lost a field")


def _fields(fragment: bytes) -> set[str]:
    try:
        return set(msgspec.json.decode(pieces.unpack(fragment), type=_Told).meta)
    except msgspec.MsgspecError as error:
        raise UnlikeError(str(error)) from error


def _differences(told: _Metadata, fresh: Mapping[str, bytes], edits: Sequence[Edit]) -> dict[str, list[_Part]]:
    """Word → what is different of it in the edited articles."""
    found: dict[str, list[_Part]] = {}
    for chunk in told.chunks:
        for text, raw in pieces.split_words(pieces.unpack(fresh[_piece_file(chunk.name)])).items():
            for form, pages in _forms(pieces.decode_word(raw)).items():
                for number, edit in enumerate(edits):
                    now, before = pages.get(2 * number), pages.get(2 * number + 1)
                    if now != before:
                        found.setdefault(text, []).append(_Part(form, edit.place, before, now))
    return found


def _forms(word: Word) -> dict[str, Pages]:
    return {_PLAIN: word.pages, **word.variants}


def _rewrite(
    chunks: Sequence[_Chunk], differences: Mapping[str, Sequence[_Part]], kept: Mapping[str, KeptFile], language: str
) -> tuple[list[_Chunk], dict[str, bytes]]:
    """The pieces of the new index, and the files of those that are new."""
    due: dict[int, list[str]] = {}
    starts = [chunk.first for chunk in chunks]
    for text in sorted(differences):
        due.setdefault(max(0, bisect_right(starts, text) - 1), []).append(text)
    made: dict[str, bytes] = {}
    named: list[_Chunk] = []
    cut = list(_cut(chunks, due, differences, kept))
    for piece, (first, last) in zip(cut, pieces.borders(_spans(cut, kept)), strict=True):
        if piece.kept:
            named.append(_Chunk(first, last, piece.kept.name))
        else:
            raw = pieces.join_words(piece.words.values())
            name = f"{language}_{_hash(raw)}"[: len(language) + _HASHED]
            made[_piece_file(name)] = pieces.pack(raw)
            named.append(_Chunk(first, last, name))
    return named, made


def _cut(
    chunks: Sequence[_Chunk],
    due: Mapping[int, Sequence[str]],
    differences: Mapping[str, Sequence[_Part]],
    kept: Mapping[str, KeptFile],
) -> Iterator[_Piece]:
    """Pagefind's rule: a piece takes words until it is filled. One that begins as it did, with no change, is kept."""
    words: dict[str, bytes] = {}
    size = 0
    for place, chunk in enumerate(chunks):
        if not words and place not in due:
            yield _Piece(chunk)
            continue
        found = _words(chunk, kept)
        changed = {text: _changed(text, found.get(text, b""), differences[text]) for text in due.get(place, ())}
        after = {text: raw for text, raw in sorted({**found, **changed}.items()) if raw}
        is_alike = found.keys() == after.keys() and not any(_growth(differences[text]) for text in changed)
        if not words and is_alike:
            yield _Piece(None, after)
            continue
        for text, raw in after.items():
            words[text] = raw
            size += pieces.size_of(raw)
            if pieces.is_filled(size):
                yield _Piece(None, words)
                words, size = {}, 0
    if words:
        yield _Piece(None, words)


def _growth(parts: Iterable[_Part]) -> int:
    """By how much a word fills its piece more than before; variants do not count."""
    plain = [part for part in parts if part.form == _PLAIN]
    return sum(pieces.size_on_page(part.now) - pieces.size_on_page(part.before) for part in plain)


def _changed(text: str, raw: bytes, parts: Sequence[_Part]) -> bytes:
    """A word after the edits; b"" where it stands nowhere any more."""
    one = parts[0]
    if raw and len(parts) == 1 and one.form == _PLAIN and one.before is not None and one.now is not None:
        return pieces.put_places(raw, one.page, one.before, one.now)
    forms = {form: dict(pages) for form, pages in _forms(pieces.decode_word(raw)).items()} if raw else {_PLAIN: {}}
    for part in parts:
        pages = forms.setdefault(part.form, {})
        if pages.pop(part.page, None) != part.before:
            raise UnlikeError(f"{text!r} is not indexed as it was")
        if part.now is not None:
            pages[part.page] = part.now
    variants = {form: pages for form, pages in forms.items() if form != _PLAIN and pages}
    word = Word(text=text, pages=forms[_PLAIN], variants=pieces.order_variants(variants))
    return pieces.encode_word(word) if word.pages or variants else b""


def _spans(cut: Sequence[_Piece], kept: Mapping[str, KeptFile]) -> Iterator[tuple[str, str]]:
    """The first and the last word of each piece; of a kept one between kept ones its borders, which tell as much."""
    for place, piece in enumerate(cut):
        if piece.kept and all(near.kept for near in cut[max(0, place - 1) : place + 2]):
            yield piece.kept.first, piece.kept.last
        else:
            words = _words(piece.kept, kept) if piece.kept else piece.words
            yield next(iter(words)), next(reversed(list(words)))


def _words(chunk: _Chunk, kept: Mapping[str, KeptFile]) -> dict[str, bytes]:
    """The words of a kept piece; UnlikeError where it is not what its name says."""
    raw = pieces.unpack(_read(kept, _piece_file(chunk.name)))
    if not chunk.name.endswith(f"_{_hash(raw)[: _HASHED - 1]}"):
        raise UnlikeError(f"{chunk.name} is damaged")
    return pieces.split_words(raw)


def _opening(kept: Mapping[str, KeptFile], metadata: _Metadata, language: str) -> Mapping[str, bytes]:
    """The metadata, and the start file, which names it."""
    raw = pieces.encode(metadata)
    name = f"{language}_{_hash(raw)[: len(language) + _HASHED]}"
    before = _name_of_metadata(kept).removeprefix(_BEFORE).removesuffix(_METADATA)
    entry = _read(kept, _ENTRY)
    if entry.count(before.encode()) != 1:
        raise UnlikeError("the start file names other metadata")
    return {
        _ENTRY: entry.replace(before.encode(), name.encode()),
        f"{_BEFORE}{name}{_METADATA}": pieces.pack(raw),
    }


def _name_of_metadata(names: Iterable[str]) -> str:
    return next((name for name in names if name.endswith(_METADATA)), "")


def _metadata(content: bytes) -> _Metadata:
    try:
        return msgspec.convert(pieces.decode(pieces.unpack(content)), type=_Metadata)
    except msgspec.MsgspecError as error:
        raise UnlikeError(str(error)) from error


def _names(metadata: _Metadata, language: str) -> set[str]:
    """Fragments and pieces. Two hashes that begin alike would have longer names, by the order in which they came."""
    fragments = {_fragment(page.name) for page in metadata.pages}
    of_index = {_piece_file(chunk.name) for chunk in metadata.chunks}
    names = [page.name for page in metadata.pages] + [chunk.name for chunk in metadata.chunks]
    if len(fragments) + len(of_index) < len(names) or any(len(name) != len(language) + _HASHED for name in names):
        raise UnlikeError("two files would have one name")
    return fragments | of_index


def _read(kept: Mapping[str, KeptFile], name: str) -> bytes:
    try:
        return kept[name].path.read_bytes()
    except (KeyError, OSError) as error:
        raise UnlikeError(f"{name} cannot be read") from error


def _hash(raw: bytes) -> str:
    """As Pagefind writes SHA-1: each byte in hexadecimal, without a leading zero."""
    return "".join([f"{byte:x}" for byte in hashlib.sha1(raw, usedforsecurity=False).digest()])


def _fragment(name: str) -> str:
    return f"fragment/{name}.pf_fragment"


def _piece_file(name: str) -> str:
    return f"index/{name}.pf_index"
