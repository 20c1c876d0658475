"""An edit is put into the index that is kept; what comes of it is, byte for byte, the index that is made anew."""

import os
import random

import pytest
from msgspec.structs import replace

from generator.model import Html, Url
from generator.search import Named, make_document, parse_aliases, pieces
from generator.search.pieces import UnlikeError, Word
from tests.sample_search import make_entry, make_index, update_index

WORDS = [f"{first}{middle}{last}" for first in "bdfgkl" for middle in ("a", "é", "io") for last in "mnrst"]
RARE = ["café", "Cafe", "CAFÉ", "naïve", "naive", "F-35", "Т-72", "Kyiv", "zz", "İstanbul", "über", "日本"]


def make_entries(seed, count=24, length=300):
    chance = random.Random(seed)  # noqa: S311 -- made-up articles, the same each time
    return [
        make_entry(
            url=Url(f"/2022/03/article-{number:02d}/"),
            title=f"Headline {chance.choice(RARE)} {number}",
            body=Html(f"<p>{make_text(chance, length)}</p><h2>{chance.choice(RARE)}</h2><p>{number}</p>"),
            date=f"2022-03-{number // 2 + 1:02d}",
            tags=(Named("japan", "Jäpan"),) if number % 3 else (),
        )
        for number in range(count)
    ]


def make_text(chance, length):
    return " ".join(chance.choice([*WORDS, chance.choice(RARE)]) for _ in range(length))


def edit(entry, chance):
    words = entry.body.split(" ")
    place = chance.randrange(len(words))
    match chance.randrange(5):
        case 0:
            changed = [*words[:place], chance.choice(RARE), *words[place:]]
        case 1:
            changed = words[: place + 1]
        case 2:
            changed = [*words, "<p>Afterwards", "appended", make_text(chance, 400), "</p>"]
        case 3:
            changed = ["<p>Only", "this.</p>"]
        case _:
            changed = chance.sample(words, len(words))
    return replace(entry, body=Html(" ".join(changed)))


def read_all(files):
    return {name: path.read_bytes() for name, path in files.items()}


def index_twice(entries, changed, tmp_path, **settings):
    """The files after an edit, and those of a build that knows nothing, and how many documents each asked for."""
    kept = tmp_path / "kept"
    make_index([make_document(entry) for entry in entries], kept=kept, **settings)
    asked = []
    documents = [make_document(entry) for entry in changed]
    mended = update_index(
        documents, kept=kept, before=[make_document(entry) for entry in entries], asked=asked, **settings
    )
    anew = make_index(documents, kept=tmp_path / "anew", **settings)
    return read_all({name: file.path for name, file in mended.items()}), read_all(anew), len(asked)


@pytest.mark.parametrize("seed", range(6))
def test_a_mended_index_is_the_one_that_would_be_made_anew(tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311 -- edits of chance, the same each time
    entries = make_entries(seed)
    changed = list(entries)
    for place in chance.sample(range(len(entries)), 1 + seed % 4):
        changed[place] = edit(entries[place], chance)

    mended, anew, asked = index_twice(entries, changed, tmp_path)

    assert mended == anew
    assert asked == 2 * (1 + seed % 4)
    assert sum(name.endswith(".pf_index") for name in anew) > 1


def test_edit_after_edit_leads_to_the_same_index(tmp_path):
    chance = random.Random(1)  # noqa: S311 -- as above
    versions = [make_entries(1)]
    for _ in range(4):
        place = chance.randrange(24)
        versions.append(
            [edit(entry, chance) if number == place else entry for number, entry in enumerate(versions[-1])]
        )
    known = [make_document(entry) for version in versions for entry in version]

    for version in versions:
        documents = [make_document(entry) for entry in version]
        mended = update_index(documents, kept=tmp_path / "kept", before=known)

    anew = make_index(documents, kept=tmp_path / "anew")
    assert read_all({name: file.path for name, file in mended.items()}) == read_all(anew)


def test_a_headline_and_the_other_spellings_of_a_word_are_mended_too(tmp_path):
    aliases, _ = parse_aliases('[[alias]]\nwords = ["Kyiv", "Kiev"]\n', "content/search-aliases.toml")
    entries = make_entries(3)
    changed = [replace(entries[0], title="Kyiv answers", body=Html("<p>Kiev.</p>")), *entries[1:]]

    mended, anew, asked = index_twice(entries, changed, tmp_path, aliases=aliases)

    assert mended == anew
    assert asked == 2


@pytest.mark.parametrize(
    "change",
    [
        {"date": "2022-03-02"},
        {"url": Url("/2022/03/another/")},
        {"authors": ()},
        {"body": Html('<h1>He</h1><p>He. <img src="/ship.jpg" alt="A ship"></p>')},
    ],
    ids=["its day", "its address", "the last byline", "the first picture"],
)
def test_a_shard_is_made_whole_when_more_than_words_have_changed(tmp_path, change):
    entries = [replace(entry, authors=()) for entry in make_entries(4)]
    entries[0] = replace(entries[0], authors=(Named("jane-doe", "Jane Doe"),))
    changed = [replace(entries[0], **change), *entries[1:]]

    mended, anew, asked = index_twice(entries, changed, tmp_path)

    assert mended == anew
    assert asked >= len(entries)


def test_a_shard_is_made_whole_when_many_articles_have_changed(tmp_path):
    entries = make_entries(5)
    changed = [replace(entry, title="Another") for entry in entries[:7]] + entries[7:]

    mended, anew, asked = index_twice(entries, changed, tmp_path)

    assert mended == anew
    assert asked == len(entries)


def test_a_shard_is_made_whole_when_nobody_knows_how_an_article_read_before(tmp_path):
    kept = tmp_path / "kept"
    entries = make_entries(6)
    make_index([make_document(entry) for entry in entries], kept=kept)
    documents = [make_document(entry) for entry in (replace(entries[0], title="Another"), *entries[1:])]

    mended = make_index(documents, kept=kept)

    assert read_all(mended) == read_all(make_index(documents, kept=tmp_path / "anew"))


@pytest.mark.parametrize("ending", [".pf_index", ".pf_meta", "pagefind-entry.json"])
def test_a_damaged_file_of_the_old_index_is_not_built_upon(tmp_path, ending):
    kept = tmp_path / "kept"
    entries = make_entries(7)
    before = [make_document(entry) for entry in entries]
    files = make_index(before, kept=kept)
    for name, path in files.items():
        if name.endswith(ending):
            told = path.stat()
            path.write_bytes(bytes(len(path.read_bytes())))
            os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
    documents = [make_document(entry) for entry in (replace(entries[0], body=Html("<p>Other.</p>")), *entries[1:])]

    mended = update_index(documents, kept=kept, before=before)

    anew = make_index(documents, kept=tmp_path / "anew")
    assert read_all({name: file.path for name, file in mended.items()}) == read_all(anew)


# ---- The form of an index --------------------------------------------------------------------------------------------


def test_what_is_taken_apart_is_put_together_again(tmp_path):
    files = make_index([make_document(entry) for entry in make_entries(8)], kept=tmp_path / "kept")

    for name, path in files.items():
        if name.endswith(".pf_meta"):
            raw = pieces.unpack(path.read_bytes())
            assert pieces.encode(pieces.decode(raw)) == raw
            assert pieces.pack(raw) == path.read_bytes()
        if name.endswith(".pf_index"):
            raw = pieces.unpack(path.read_bytes())
            words = pieces.split_words(raw)
            assert pieces.join_words(words.values()) == raw
            assert [pieces.encode_word(pieces.decode_word(word)) for word in words.values()] == [*words.values()]
            assert pieces.pack(raw) == path.read_bytes()


@pytest.mark.parametrize("number", [0, 23, 24, 255, 256, 65535, 65536, 2**32 - 1, 2**32, -1, -24, -25, -256, -257])
def test_numbers_are_as_short_as_they_can_be(number):
    encoded = pieces.encode(number)

    assert pieces.decode(encoded) == number
    assert len(encoded) == 1 + next(
        size for size in (0, 1, 2, 4, 8) if abs(number + (number < 0)) < max(24, 256**size * (size > 0))
    )


@pytest.mark.parametrize("raw", [b"", b"\x81", b"\x18", b"\x40", b"\xf6", b"\x01\x01", b"\x61\xff", b"\x1f", b"\x62a"])
def test_what_is_in_another_form_is_refused(raw):
    with pytest.raises(UnlikeError):
        pieces.decode(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x82\x80\x80",
        b"\x81\x81\x83\x61a\x81\x01\x80",
        b"\x81\x80\x00\x00",
        b"\x81\x80\x80",
    ],
)
def test_words_in_another_form_are_refused(raw):
    with pytest.raises(UnlikeError):
        pieces.split_words(raw)


@pytest.mark.parametrize("content", [b"", b"\x1f\x8bnothing", pieces.pack(b"")[:-1]])
def test_what_is_not_compressed_is_refused(content):
    with pytest.raises(UnlikeError):
        pieces.unpack(content)


def test_borders_are_as_short_as_they_may_be():
    assert pieces.borders([("apple", "apple"), ("apricot", "banana"), ("peach", "plum"), ("plumage", "zulu")]) == [
        ("apple", "apple"),
        ("apr", "b"),
        ("p", "plum"),
        ("pluma", "zulu"),
    ]


def test_variants_stand_in_the_order_in_which_pages_bring_them():
    told, meta = b"\x81\x01\x80", b"\x80\x82\x20\x00"

    ordered = pieces.order_variants({"é": {4: told}, "ë": {2: meta}, "ē": {2: told}, "ê": {2: told, 1: told}})

    assert list(ordered) == ["ê", "ē", "ë", "é"]


def test_a_word_fills_a_file_by_its_places_and_its_pages():
    word = Word(
        text="a", pages={1: b"\x82\x01\x02\x80", 5: b"\x80\x83\x20\x00\x01"}, variants={"á": {1: b"\x81\x01\x80"}}
    )

    assert pieces.size_of(pieces.encode_word(word)) == 7
    assert pieces.size_on_page(word.pages[5]) == 4
    assert pieces.size_on_page(None) == 0
