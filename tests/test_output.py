import hashlib
import itertools
import json
import os

import pytest

from generator import output
from generator.model import Url
from generator.output import exchange
from generator.problems import BuildError


def publish(site, pages, spare=None, foreign=()):
    with output.building(site, spare) as staging:
        written = [output.write(staging, Url(url), text.encode()) for url, text in pages.items()]
        output.publish(staging, written, foreign)
    return written


def files_of(site):
    """Every file but the manifest, which `manifest_of` reads."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file() and path.name != "manifest.json")
    return {path.relative_to(site).as_posix(): path.read_text() for path in files}


def manifest_of(site):
    return json.loads((site / "manifest.json").read_text())["files"]


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_page_stands_where_its_url_says(tmp_path):
    site = tmp_path / "_site"

    written = publish(site, {"/": "front", "/2022/03/x/": "x", "/feed.xml": "<feed/>"})

    assert files_of(site) == {"2022/03/x/index.html": "x", "feed.xml": "<feed/>", "index.html": "front"}
    assert manifest_of(site) == {"/": digest("front"), "/2022/03/x/": digest("x"), "/feed.xml": digest("<feed/>")}
    assert [(file.url, file.digest, file.size, file.is_new) for file in written[:2]] == [
        ("/", digest("front"), 5, True),
        ("/2022/03/x/", digest("x"), 1, True),
    ]


def test_an_unchanged_page_is_linked_and_a_stale_one_is_gone(tmp_path):
    site = tmp_path / "_site"
    publish(site, {"/": "front", "/old/": "old", "/x/": "x"})
    inode = (site / "index.html").stat().st_ino

    written = publish(site, {"/": "front", "/x/": "y"})

    assert files_of(site) == {"index.html": "front", "x/index.html": "y"}
    assert [(file.url, file.is_new) for file in written] == [("/", False), ("/x/", True)]
    assert (site / "index.html").stat().st_ino == inode
    assert sorted(path.name for path in site.iterdir()) == ["index.html", "manifest.json", "x"]


ROUNDS = [
    {"/": "one", "/a/": "a", "/b/": "b"},
    {"/": "two", "/a/": "a", "/c/": "c"},
    {"/": "one", "/a/": "A", "/b/": "b"},
    {"/": "one", "/a/": "a"},
    {"/": "one", "/a/": "a", "/b/deep/er/": "b"},
    {"/": "two"},
]


def test_the_site_before_the_last_makes_no_difference(tmp_path):
    site, spare = tmp_path / "_site", tmp_path / ".cache" / "previous"
    for before, pages in itertools.pairwise([{}, *ROUNDS]):
        publish(site, pages, spare)

        wanted = {f"{url.removeprefix('/')}index.html": text for url, text in pages.items()}
        assert files_of(site) == wanted
        assert manifest_of(site) == {url: digest(text) for url, text in pages.items()}
        if before:
            assert manifest_of(spare) == {url: digest(text) for url, text in before.items()}
        assert sorted(path.name for path in tmp_path.iterdir()) == ["._site.lock", *[".cache"] * bool(before), "_site"]


def test_a_file_that_stands_in_two_sites_is_never_written_to(tmp_path):
    site, spare = tmp_path / "_site", tmp_path / "previous"
    publish(site, {"/": "one"}, spare)
    publish(site, {"/": "two"}, spare)
    publish(site, {"/": "three"}, spare)

    assert (files_of(site), files_of(spare)) == ({"index.html": "three"}, {"index.html": "two"})


def test_a_file_that_somebody_took_out_of_the_kept_site_is_brought_again(tmp_path):
    site, spare = tmp_path / "_site", tmp_path / "previous"
    publish(site, {"/": "one", "/a/": "a"}, spare)
    publish(site, {"/": "two", "/a/": "a"}, spare)
    (spare / "a" / "index.html").unlink()

    publish(site, {"/": "three", "/a/": "a"}, spare)

    assert files_of(site) == {"a/index.html": "a", "index.html": "three"}


def test_a_file_that_was_cut_short_in_the_kept_site_is_noticed(tmp_path):
    site, spare = tmp_path / "_site", tmp_path / "previous"
    publish(site, {"/": "one", "/a/": "long"}, spare)
    publish(site, {"/": "two", "/a/": "longer"}, spare)
    (spare / "a" / "index.html").write_text("l")

    with pytest.raises(output.NotWholeError, match=r"a/index\.html has 1 bytes and not 4"):
        publish(site, {"/": "three", "/a/": "long"}, spare)

    assert files_of(site) == {"a/index.html": "longer", "index.html": "two"}


def test_what_somebody_put_into_the_site_is_named_and_stays(tmp_path):
    site, spare = tmp_path / "_site", tmp_path / "previous"
    publish(site, {"/": "one"}, spare)
    (site / "well-known").mkdir()
    (site / "well-known" / "proof.txt").write_text("proof")

    for text in ("two", "three", "four"):
        foreign = output.foreign_files(site)
        assert foreign == ("well-known/proof.txt",)
        publish(site, {"/": text}, spare, foreign)
        assert files_of(site) == {"index.html": text, "well-known/proof.txt": "proof"}
        assert manifest_of(site) == {"/": digest(text)}


def test_a_page_does_not_take_the_place_of_what_somebody_put_there(tmp_path):
    site = tmp_path / "_site"
    publish(site, {"/": "one"})
    (site / "a").mkdir()
    (site / "a" / "index.html").write_text("mine")

    with pytest.raises(BuildError) as caught:
        publish(site, {"/": "two", "/a/": "a"}, foreign=output.foreign_files(site))

    assert str(caught.value) == f"a/index.html in {site} is not of this archive, and a page is to stand there"
    assert files_of(site) == {"a/index.html": "mine", "index.html": "one"}


def test_a_build_that_fails_leaves_the_old_site_and_no_staging(tmp_path):
    site = tmp_path / "_site"
    publish(site, {"/": "front"})

    def fail():
        with output.building(site) as staging:
            output.write(staging, Url("/"), b"half")
            raise BuildError("stopped")

    with pytest.raises(BuildError, match="stopped"):
        fail()

    assert files_of(site) == {"index.html": "front"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["._site.lock", "_site"]


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path):
    site = tmp_path / "documents"
    site.mkdir()
    (site / "thesis.txt").write_text("years of work")

    with pytest.raises(BuildError) as caught:
        publish(site, {"/": "front"})

    assert str(caught.value) == (
        f"{site} holds something that this generator did not write, and a build would replace it; "
        "move it away, or name another folder with --output"
    )
    assert files_of(site) == {"thesis.txt": "years of work"}


def test_a_link_in_the_place_of_the_site_is_left_alone_and_named(tmp_path):
    site = tmp_path / "_site"
    site.symlink_to(tmp_path)

    with pytest.raises(BuildError) as caught:
        publish(site, {"/": "front"})

    assert str(caught.value) == (
        f"{site} is a symbolic link, and a build replaces the folder itself; name where it leads with --output"
    )
    assert site.is_symlink()


def test_two_builds_at_once_are_refused_with_the_owner_named(tmp_path):
    site = tmp_path / "_site"

    with output.building(site), pytest.raises(BuildError) as caught, output.building(site):
        pass

    assert str(caught.value) == f"another build (process {os.getpid()}) is writing _site; wait until it has ended"


def test_a_symbolic_link_is_never_published(tmp_path):
    site = tmp_path / "_site"

    def publish_a_link():
        with output.building(site) as staging:
            (staging.folder / "passwd").symlink_to("/etc/passwd")
            output.publish(staging, [])

    with pytest.raises(BuildError) as caught:
        publish_a_link()

    assert str(caught.value) == "passwd in the built site is a symbolic link; the site was not published"
    assert not site.exists()


def test_without_an_exchange_two_renames_do_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(exchange, "_swap", lambda _first, _second: False)
    site = tmp_path / "_site"
    publish(site, {"/": "one"})

    publish(site, {"/": "two"})

    assert files_of(site) == {"index.html": "two"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["._site.lock", "_site"]
