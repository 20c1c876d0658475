"""The cache: facts in a database, contents in packs. It is asked by many, written by one build, and may be lost."""

import hashlib
import shutil

import pytest

from generator import cache
from generator.build import examine
from generator.cache import DamagedError, KeptSource, opened, recalled
from generator.cache.packs import close
from generator.config import read_config
from tests.makers import write_archive
from tests.test_build import ARCHIVE, tree
from tests.test_incremental import clean_tree, edit, options_of, remade, run


@pytest.fixture
def built(tmp_path):
    write_archive(tmp_path, ARCHIVE)
    run(tmp_path)
    return tmp_path


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def named(content: bytes) -> tuple[str, bytes]:
    return digest(content), content


def source_of(body: bytes) -> KeptSource:
    """A source that holds on to a body."""
    path = f"content/articles/{digest(body)[:8]}.md"
    return KeptSource(path, 1, 1, 1, "digest", "Article", b"{}", digest(body), b"[]")


def packs(folder) -> list[str]:
    return sorted(path.name for path in (folder / "packs").iterdir())


def test_a_check_after_an_edit_says_what_it_says_without_a_cache_and_keeps_nothing(built):
    edit(built, "articles/2022/four-warships.md", "The strait is *narrow*.", "See [it](nowhere.md).")
    before = tree(built / ".cache")

    found = examine(read_config(built), options_of(built)).findings
    shutil.copytree(built / ".cache", built / "kept")
    shutil.rmtree(built / ".cache")

    assert [(finding.problem.rule, finding.problem.location.line) for finding in found] == [
        ("broken-link", 13),
        ("missing-image", 13),
    ]
    assert examine(read_config(built), options_of(built)).findings == found
    assert not (built / ".cache").exists()
    assert tree(built / "kept") == before


def test_a_content_is_found_by_its_digest_once_it_is_settled(tmp_path):
    with opened(tmp_path, "key") as known:
        known.add([named(b"one"), named(b"two"), named(b"")])
        known.settle()

        assert [cache.content(known.path, digest(text)) for text in (b"two", b"", b"one")] == [b"two", b"", b"one"]


def test_a_content_that_nobody_kept_is_said_to_be_missing(tmp_path):
    with pytest.raises(DamagedError, match=f"nothing is kept as {digest(b'one')}"), opened(tmp_path, "key") as known:
        cache.content(known.path, digest(b"one"))


def test_a_pack_that_holds_something_else_is_found_out(tmp_path):
    with opened(tmp_path, "key") as known:
        known.add([named(b"one")])
        known.settle()
        (pack,) = (tmp_path / "packs").iterdir()
        pack.write_bytes(b"uno")

        with pytest.raises(DamagedError, match=f"{pack.name} does not hold {digest(b'one')} where it should"):
            cache.content(known.path, digest(b"one"))


def test_a_pack_that_is_gone_is_begun_anew(tmp_path):
    with opened(tmp_path, "key") as known:
        known.add([named(b"one")])
        (pack,) = (tmp_path / "packs").iterdir()
        pack.unlink()
        known.add([named(b"two")])
        known.settle()

        assert cache.content(known.path, digest(b"two")) == b"two"


def test_what_nothing_names_is_swept_away_with_its_pack(tmp_path):
    with opened(tmp_path, "key") as known:
        known.add([named(b"one")])
        known.sweep()

        assert packs(tmp_path) == []


def test_what_is_left_in_a_pack_mostly_empty_moves(tmp_path):
    with opened(tmp_path, "key") as known:
        known.add([named(b"kept"), named(b"let go of" * 9)])
        known.learn([source_of(b"kept")])
        before = packs(tmp_path)
        known.sweep()
        after = packs(tmp_path)

        assert cache.content(known.path, digest(b"kept")) == b"kept"
        assert (len(before), len(after), set(before) & set(after)) == (1, 1, set())
        assert (tmp_path / "packs" / after[0]).read_bytes() == b"kept"


def test_many_small_packs_become_one(tmp_path):
    contents = [b"%d" % number for number in range(20)]
    with opened(tmp_path, "key") as known:
        for content in contents:
            known.add([named(content)])
            close()
            known.learn([source_of(content)])
        before = packs(tmp_path)
        known.sweep()

        assert (len(before), len(packs(tmp_path))) == (20, 1)
        assert [cache.content(known.path, digest(content)) for content in contents] == contents


@pytest.mark.parametrize(
    "harm",
    [
        shutil.rmtree,
        lambda folder: [path.write_bytes(path.read_bytes()[:100]) for path in folder.iterdir()],
        lambda folder: [path.write_bytes(bytes(path.stat().st_size)) for path in folder.iterdir()],
    ],
    ids=["gone", "cut", "other bytes"],
)
def test_a_build_with_broken_packs_makes_what_it_would_make_without(built, harm):
    harm(built / ".cache" / "packs")
    edit(built, "articles/2022/four-warships.md", "title: ", "title: New ")

    run(built)

    assert tree(built / "_site") == clean_tree(built)
    assert remade(run(built)) == {}


def test_a_cache_that_was_only_recalled_keeps_nothing(built):
    key = cache.make_key(repr(read_config(built)))
    with recalled(built / ".cache", key) as known:
        before = list(known.sources())
        known.learn([source_of(b"one")])
        known.unlearn([source.path for source in before])
        known.add([named(b"one")])
        known.settle()

        assert list(known.sources()) == before != []
