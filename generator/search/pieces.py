"""This is the form of an index: what Pagefind's program in the browser reads, taken apart and put together.

Pagefind 1.5.2 writes CBOR (RFC 8949), each head as short as can be: its metadata is a list of lists, and each file
below `index/` holds the words between two borders with the pages on which they stand. What a word has on a page is left
encoded; only the number of the page is read, which is written as its distance from the page before.
"""

import re
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice, pairwise
from typing import TypeAlias

from msgspec import Struct

from generator.search.service import CHUNK_SIZE

Value: TypeAlias = "int | str | Sequence[Value]"
Pages = Mapping[int, bytes]
"""Number of a page → the places of a word on it, encoded; in the order of the numbers."""

_UNSIGNED, _NEGATIVE, _TEXT, _LIST = 0, 1, 3, 4
_SHORT, _LONGEST = 24, 27
_MARK = b"pagefind_dcd"
"""With this a content begins that is no longer compressed."""

_LEVEL = 6
"""Of compression: as small as Pagefind's own, to 0.3 %."""

_FEW = rb"[\x00-\x17\x20-\x37]*+"
_NUMBERS = _FEW + rb"(?:(?:[\x18\x38].|[\x19\x39]..|[\x1a\x3a]....)" + _FEW + rb")*+"
_LENGTH = rb"[\x80-\x97]|\x98.|\x99..|\x9a...."
_LISTED = rb"(" + _LENGTH + rb")" + _NUMBERS
_FORM = rb"\x83([\x00-\x17]|\x18.|\x19..|\x1a....)(" + _LISTED + _LISTED + rb")"
_PAGE = re.compile(_FORM, re.DOTALL)
"""A list of three: how far the page is from the one before, and two lists of numbers."""
_PAGES = re.compile(rb"(?:" + _FORM + rb")*+", re.DOTALL)


class UnlikeError(Exception):
    """A file of the index is not in the form that we know."""


class Word(Struct, frozen=True, kw_only=True):
    """A word of the index, the pages that hold it, and those that hold it with other marks on its letters."""

    text: str
    pages: Pages
    variants: Mapping[str, Pages]


def unpack(content: bytes) -> bytes:
    """A compressed file of the index as it was before."""
    try:
        raw = zlib.decompress(content, wbits=31)
    except zlib.error as error:
        raise UnlikeError(str(error)) from error
    if not raw.startswith(_MARK):
        raise UnlikeError("the mark is missing")
    return raw.removeprefix(_MARK)


def pack(raw: bytes) -> bytes:
    """A file of the index, compressed (RFC 1952), without a time: equal contents make equal files."""
    packer = zlib.compressobj(_LEVEL, wbits=31)
    return packer.compress(_MARK + raw) + packer.flush()


def decode(raw: bytes) -> Value:
    """Numbers, texts and lists."""
    value, end = _value(raw, 0)
    if end != len(raw):
        raise UnlikeError("something follows")
    return value


def encode(value: Value) -> bytes:
    """The same, back."""
    if isinstance(value, int):
        return _head(_UNSIGNED, value) if value >= 0 else _head(_NEGATIVE, -1 - value)
    if isinstance(value, str):
        text = value.encode()
        return _head(_TEXT, len(text)) + text
    return _head(_LIST, len(value)) + b"".join([encode(member) for member in value])


def split_words(raw: bytes) -> dict[str, bytes]:
    """The words of one file of the index, in its order, and all that it holds of each, encoded."""
    at = _expect(raw, 0, _LIST, 1)
    count, at = _number(raw, at, _LIST)
    words = {}
    for _ in range(count):
        text, pages = _text(raw, _expect(raw, at, _LIST, 3))
        end = _end_of_variants(raw, _end_of_pages(raw, pages))
        words[text] = raw[at:end]
        at = end
    if at != len(raw):
        raise UnlikeError("something follows the words")
    return words


def join_words(words: Collection[bytes]) -> bytes:
    """One file of the index, of words in their order."""
    return b"".join([_head(_LIST, 1), _head(_LIST, len(words)), *words])


def decode_word(raw: bytes) -> Word:
    """What a file of the index holds of one word."""
    text, at = _text(raw, _expect(raw, 0, _LIST, 3))
    pages, at = _pages(raw, at)
    count, at = _number(raw, at, _LIST)
    variants = {}
    for _ in range(count):
        form, at = _text(raw, _expect(raw, at, _LIST, 2))
        variants[form], at = _pages(raw, at)
    return Word(text=text, pages=pages, variants=variants)


def encode_word(word: Word) -> bytes:
    """The same, back."""
    parts = [_head(_LIST, 3), encode(word.text), _pages_of(word.pages), _head(_LIST, len(word.variants))]
    for form, pages in word.variants.items():
        parts += [_head(_LIST, 2), encode(form), _pages_of(pages)]
    return b"".join(parts)


def put_places(raw: bytes, page: int, before: bytes, now: bytes) -> bytes:
    """A word with other places on one of its pages; UnlikeError where they are not as they are said to be before."""
    _, at = _text(raw, _expect(raw, 0, _LIST, 3))
    count, at = _number(raw, at, _LIST)
    number = 0
    for found in islice(_PAGE.finditer(raw, at), count):
        number += _value_of(found[1])
        if number >= page:
            break
    else:
        raise UnlikeError("a page is missing")
    if number != page or found[2] != before:
        raise UnlikeError("a page holds other places")
    return raw[: found.start(2)] + now + raw[found.end(2) :]


def size_of(raw: bytes) -> int:
    """By how much a word fills a file of the index; its variants do not count."""
    _, at = _text(raw, _expect(raw, 0, _LIST, 3))
    count, at = _number(raw, at, _LIST)
    return sum([_size(found) for found in islice(_PAGE.finditer(raw, at), count)])


def size_on_page(places: bytes | None) -> int:
    """By how much what a word has on one page does."""
    if places is None:
        return 0
    found = _PAGE.match(b"\x83\x00" + places)
    if found is None:
        raise UnlikeError("the places of a word are in another form")
    return _size(found)


def is_filled(size: int) -> bool:
    """Whether a file of the index takes no further word."""
    return size >= CHUNK_SIZE


def order_variants(variants: Mapping[str, Pages]) -> Mapping[str, Pages]:
    """In the order in which Pagefind meets them: page by page, what stands in texts before what stands in metadata."""

    def place(form: str) -> tuple[int, bool, str]:
        first = min(variants[form])
        return first, variants[form][first].startswith(b"\x80"), form

    return {form: variants[form] for form in sorted(variants, key=place)}


def borders(spans: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """From where to where the browser looks in each piece, given the first and the last word of each.

    Borders are as short as they may be; what is not longer than what two neighbors share and one letter stays whole.
    """
    told = [list(span) for span in spans]
    for left, right in pairwise(told):
        shared = _shared(left[1], right[0])
        end = left[1][: shared + 1]
        if end >= left[0]:
            left[1] = end
        right[0] = right[0][: shared + 1]
    return [(first, last) for first, last in told]


def _shared(one: str, other: str) -> int:
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count


def _end_of_pages(raw: bytes, start: int) -> int:
    _, at = _number(raw, start, _LIST)
    found = _PAGES.match(raw, at)
    return found.end() if found else at


def _end_of_variants(raw: bytes, start: int) -> int:
    count, at = _number(raw, start, _LIST)
    for _ in range(count):
        _, at = _text(raw, _expect(raw, at, _LIST, 2))
        at = _end_of_pages(raw, at)
    return at


def _pages(raw: bytes, start: int) -> tuple[Pages, int]:
    count, at = _number(raw, start, _LIST)
    pages: dict[int, bytes] = {}
    number = 0
    for _ in range(count):
        found = _PAGE.match(raw, at)
        if found is None:
            raise UnlikeError("a page is in another form")
        number += _value_of(found[1])
        pages[number] = found[2]
        at = found.end()
    return pages, at


def _pages_of(pages: Pages) -> bytes:
    parts = [_head(_LIST, len(pages))]
    before = 0
    for number in sorted(pages):
        parts += [b"\x83", _head(_UNSIGNED, number - before), pages[number]]
        before = number
    return b"".join(parts)


def _size(found: re.Match[bytes]) -> int:
    return 1 + _value_of(found[3]) + _value_of(found[4])


def _value_of(head: bytes) -> int:
    return head[0] & 31 if len(head) == 1 else int.from_bytes(head[1:])


def _value(raw: bytes, at: int) -> tuple[Value, int]:
    kind = raw[at] >> 5 if at < len(raw) else -1
    if kind == _TEXT:
        return _text(raw, at)
    number, after = _number(raw, at, kind)
    if kind == _UNSIGNED:
        return number, after
    if kind == _NEGATIVE:
        return -1 - number, after
    if kind != _LIST:
        raise UnlikeError("a value is of another kind")
    members = []
    for _ in range(number):
        member, after = _value(raw, after)
        members.append(member)
    return members, after


def _text(raw: bytes, at: int) -> tuple[str, int]:
    length, start = _number(raw, at, _TEXT)
    try:
        return raw[start : start + length].decode(), start + length
    except UnicodeDecodeError as error:
        raise UnlikeError(str(error)) from error


def _expect(raw: bytes, at: int, kind: int, number: int) -> int:
    found, after = _number(raw, at, kind)
    if found != number:
        raise UnlikeError("a list is of another length")
    return after


def _number(raw: bytes, at: int, kind: int) -> tuple[int, int]:
    """The number in the head of a value of this kind, and where the head ends."""
    first = raw[at] if at < len(raw) else -1
    short = first & 31
    if first >> 5 != kind or short > _LONGEST:
        raise UnlikeError("a value is of another kind")
    if short < _SHORT:
        return short, at + 1
    end = at + 1 + (1 << (short - _SHORT))
    return int.from_bytes(raw[at + 1 : end]), end


def _head(kind: int, number: int) -> bytes:
    if number < _SHORT:
        return bytes([kind << 5 | number])
    power = next(power for power in range(4) if number < 1 << (8 << power))
    return bytes([kind << 5 | _SHORT + power]) + number.to_bytes(1 << power)
