"""The short way of the index: edits touch what is theirs, and the site is that of a build that knows nothing."""

import random
import shutil

import pytest
from msgspec.structs import replace

from generator.build import Options, build
from generator.config import read_config
from generator.model import Digest, Html, Url
from generator.search import NO_ALIASES, Change, Named, Reread, amend, make_document, parse_aliases
from tests.makers import REPOSITORY, article_text, make_today, write_archive
from tests.sample_search import make_entry, update_index


def make_entries(count=9):
    return [
        make_entry(
            url=Url(f"/{2020 + number % 3}/03/article-{number}/"),
            title=f"Headline {number}",
            body=Html(f"<p>The frigate number {number} has a word{number}.</p>"),
            date=f"{2020 + number % 3}-03-{number + 1:02d}",
        )
        for number in range(count)
    ]


@pytest.fixture
def entries():
    return [replace(entry, url=Url(f"{entry.url}{part}/")) for entry in make_entries() for part in ("a", "b")]


def amend_index(before, now, kept, *, published, aliases=NO_ALIASES):
    known = [make_document(entry) for entry in before]
    fresh = [make_document(entry) for entry in now]
    html = {document.note.digest: document.html for document in (*known, *fresh)}
    edits = [Reread(old.note, new.note) for old, new in zip(known, fresh, strict=True) if old.note != new.note]
    digests = {name: file.digest for name, file in published.items()}
    wanted = lambda asked: [html[digest] for digest in asked]  # noqa: E731 -- as short as it is clear
    return amend(edits, wanted, digests, kept=kept, language="en", aliases=aliases)


def read_all(files):
    return {name: file.path.read_bytes() for name, file in files.items()}


def make_index(entries, kept, **settings):
    return update_index([make_document(entry) for entry in entries], kept=kept, **settings)


@pytest.mark.parametrize("places", [[0], [17], [3, 9], [1, 8, 16], range(18)])
def test_an_edit_changes_of_the_index_what_a_new_index_has_otherwise(tmp_path, entries, places):
    kept = tmp_path / "kept"
    before = make_index(entries, kept)
    published = read_all(before)
    now = [
        replace(entry, body=Html(f"{entry.body}<p>More of it.</p>")) if place in places else entry
        for place, entry in enumerate(entries)
    ]

    change = amend_index(entries, now, kept, published=before)

    anew = read_all(make_index(now, tmp_path / "anew"))
    assert change is not None
    assert {**{name: published[name] for name in published.keys() - change.gone}, **read_all(change.files)} == anew
    assert all(published.get(name) != content for name, content in read_all(change.files).items())
    assert read_all(make_index(now, kept)) == anew


def test_an_edit_that_changes_no_document_changes_nothing(tmp_path, entries):
    before = make_index(entries, tmp_path / "kept")

    assert amend_index(entries, entries, tmp_path / "kept", published=before) == Change({}, frozenset())


@pytest.mark.parametrize(
    "changes",
    [{"title": "The F-35 flies"}, {"section": "Air"}, {"tags": ()}, {"authors": (Named("a-roe", "Ann Roe"),)}],
    ids=lambda changes: next(iter(changes)),
)
def test_what_all_shards_tell_of_together_is_looked_at_whole(tmp_path, entries, changes):
    before = make_index(entries, tmp_path / "kept")
    now = [replace(entries[0], **changes), *entries[1:]]

    assert amend_index(entries, now, tmp_path / "kept", published=before) is None


def test_an_index_that_is_not_the_published_one_is_looked_at_whole(tmp_path, entries):
    before = make_index(entries, tmp_path / "kept")
    now = [replace(entries[0], body=Html("<p>Other.</p>")), *entries[1:]]
    other = {name: replace_digest(file) if name == "start-0.pagefind" else file for name, file in before.items()}

    assert amend_index(entries, now, tmp_path / "kept", published=other) is None
    assert amend_index(entries, now, tmp_path / "kept", published={}) is None
    assert amend_index(entries, now, tmp_path / "nowhere", published=before) is None


def replace_digest(file):
    return file._replace(digest=Digest("0" * 64))


def test_other_spellings_that_are_new_are_looked_up_whole(tmp_path, entries):
    before = make_index(entries, tmp_path / "kept")
    now = [replace(entries[0], body=Html("<p>Other.</p>")), *entries[1:]]
    aliases, _ = parse_aliases('[[alias]]\nwords = ["Kyiv", "Kiev"]\n', "content/search-aliases.toml")

    assert amend_index(entries, now, tmp_path / "kept", published=before, aliases=aliases) is None


def test_an_article_that_the_index_knows_otherwise_is_looked_up_whole(tmp_path, entries):
    before = make_index(entries, tmp_path / "kept")
    once, twice = ([replace(entries[0], body=Html(f"<p>{text}</p>")), *entries[1:]] for text in ("Once.", "Twice."))

    assert amend_index(once, twice, tmp_path / "kept", published=before) is None


def test_an_update_that_did_not_end_is_looked_at_whole(tmp_path, entries):
    kept = tmp_path / "kept"
    before = make_index(entries, kept)
    catalog = next(kept.glob("catalog-*"))
    shutil.copytree(catalog, catalog.with_name("catalog-0"))
    now = [replace(entries[0], body=Html("<p>Other.</p>")), *entries[1:]]

    assert amend_index(entries, now, kept, published=before) is None


# ---- A build ---------------------------------------------------------------------------------------------------------


def run(root, output=None):
    folder = output or root
    options = Options(
        now=make_today().now,
        output=folder / "_site",
        cache=folder / ".cache",
        theme=str(REPOSITORY / "theme"),
        jobs=1,
    )
    return build(read_config(root), options)


def site(folder):
    paths = [path for path in (folder / "_site").rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def write_article(root, number, chance, title="One"):
    words = " ".join(chance.choice(["the", "ship", "strait", "drone", "café", "F-35"]) for _ in range(60))
    body = f"{words}.\n\n{words} again {chance.random()}.\n"
    extra = f"summary: Number {number}.\n"
    write_archive(
        root,
        {
            f"articles/a-{number}.md": article_text(
                f"{title} {number}", date=f"202{number % 2}-03-0{number % 9 + 1}", extra=extra, body=body
            )
        },
    )


@pytest.mark.parametrize("seed", range(3))
def test_edit_after_edit_the_site_with_its_index_is_that_of_a_clean_build(tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311 -- edits of chance, the same each time
    root = tmp_path / "archive"
    root.mkdir()
    for number in range(12):
        write_article(root, number, chance)
    run(root)

    for step in range(5):
        title = "Another" if step == 3 else "One"
        for number in chance.sample(range(13 if step == 2 else 12), chance.choice([1, 2])):
            write_article(root, number, chance, title)
        run(root)

        clean = tmp_path / f"clean-{step}"
        run(root, clean)
        assert site(root) == site(clean)


def test_a_build_that_died_between_its_index_and_its_site_leads_nobody_astray(tmp_path):
    chance = random.Random(5)  # noqa: S311 -- as above
    root, before = tmp_path / "archive", tmp_path / "before"
    root.mkdir()
    for number in range(12):
        write_article(root, number, chance)
    run(root)
    shutil.copytree(root, before)
    write_article(root, 0, chance)
    run(root)
    shutil.rmtree(before / ".cache" / "search")
    shutil.copytree(root / ".cache" / "search", before / ".cache" / "search")

    write_article(before, 1, chance)
    run(before)

    run(before, tmp_path / "clean")
    assert site(before) == site(tmp_path / "clean")
