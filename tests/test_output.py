import hashlib
import os

import pytest

from generator import output
from generator.model import Url
from generator.problems import BuildError


def publish(site, pages):
    with output.building(site) as staging:
        written = [output.write(staging, Url(url), text.encode()) for url, text in pages.items()]
        written.append(output.write(staging, Url("/manifest.json"), b"{}\n"))
        output.publish(staging)
    return written


def files_of(site):
    return {path.relative_to(site).as_posix(): path.read_text() for path in sorted(site.rglob("*")) if path.is_file()}


def test_a_page_stands_where_its_url_says(tmp_path):
    site = tmp_path / "_site"

    written = publish(site, {"/": "front", "/2022/03/x/": "x", "/feed.xml": "<feed/>"})

    assert files_of(site) == {
        "2022/03/x/index.html": "x",
        "feed.xml": "<feed/>",
        "index.html": "front",
        "manifest.json": "{}\n",
    }
    assert [(file.url, file.digest, file.size, file.is_new) for file in written[:2]] == [
        ("/", hashlib.sha256(b"front").hexdigest(), 5, True),
        ("/2022/03/x/", hashlib.sha256(b"x").hexdigest(), 1, True),
    ]


def test_an_unchanged_page_is_linked_and_a_stale_one_is_gone(tmp_path):
    site = tmp_path / "_site"
    publish(site, {"/": "front", "/old/": "old", "/x/": "x"})
    inode = (site / "index.html").stat().st_ino

    written = publish(site, {"/": "front", "/x/": "y"})

    assert files_of(site) == {"index.html": "front", "manifest.json": "{}\n", "x/index.html": "y"}
    assert [(file.url, file.is_new) for file in written] == [("/", False), ("/x/", True), ("/manifest.json", False)]
    assert (site / "index.html").stat().st_ino == inode


def test_a_build_that_fails_leaves_the_old_site_and_no_staging(tmp_path):
    site = tmp_path / "_site"
    publish(site, {"/": "front"})

    def fail():
        with output.building(site) as staging:
            output.write(staging, Url("/"), b"half")
            raise BuildError("stopped")

    with pytest.raises(BuildError, match="stopped"):
        fail()

    assert files_of(site) == {"index.html": "front", "manifest.json": "{}\n"}
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
            output.publish(staging)

    with pytest.raises(BuildError) as caught:
        publish_a_link()

    assert str(caught.value) == "passwd in the built site is a symbolic link; the site was not published"
    assert not site.exists()


def test_without_an_exchange_two_renames_do_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(output, "_swap", lambda _first, _second: False)
    site = tmp_path / "_site"
    publish(site, {"/": "one"})

    publish(site, {"/": "two"})

    assert files_of(site) == {"index.html": "two", "manifest.json": "{}\n"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["._site.lock", "_site"]
