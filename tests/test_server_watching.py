import os
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.server.watching import to_sources, watching


@pytest.fixture
def root(tmp_path):
    (tmp_path / "content/articles/2022").mkdir(parents=True)
    (tmp_path / "site.toml").write_text("[site]", encoding="utf-8")
    (tmp_path / "content/articles/2022/x.md").write_text("old", encoding="utf-8")
    return tmp_path.resolve()


@pytest.fixture
def watch(root):
    with watching(root, (root / "content", root / "theme")) as watched:
        yield watched


def seen(watch, root, *until):
    """What the watch tells of, relative to the root, until it has told of what is named."""
    found = set()
    while not found.issuperset(until):
        changed = told(watch, root, 30)
        assert changed, f"no change was seen; before: {found}"
        found |= changed
    return found


def told(watch, root, seconds):
    return {Path(path).relative_to(root).as_posix() for path in watch.next_changes(seconds)}


def finish(root):
    """Change a file, so that all changes before it have been seen when this one is."""
    (root / "content/last.md").write_text("last", encoding="utf-8")


def save_plainly(path):
    path.write_text("new", encoding="utf-8")


def save_like_vim(path):
    """Try the folder, keep the old file under another name, write the new one, delete the old."""
    swap = path.with_name(f".{path.name}.swp")
    swap.write_text("", encoding="utf-8")
    path.with_name("4913").write_text("", encoding="utf-8")
    path.with_name("4913").unlink()
    backup = path.with_name(f"{path.name}~")
    path.rename(backup)
    path.write_text("new", encoding="utf-8")
    backup.unlink()
    swap.unlink()


def save_like_jetbrains(path):
    fresh, old = path.with_name(f"{path.name}___jb_tmp___"), path.with_name(f"{path.name}___jb_old___")
    fresh.write_text("new", encoding="utf-8")
    path.rename(old)
    fresh.rename(path)
    old.unlink()


def save_like_emacs(path):
    lock = path.with_name(f".#{path.name}")
    lock.symlink_to("jane@desk.4711")
    path.with_name(f"#{path.name}#").write_text("new", encoding="utf-8")
    path.with_name(f"#{path.name}#").unlink()
    shutil.copyfile(path, path.with_name(f"{path.name}~"))
    path.write_text("new", encoding="utf-8")
    lock.unlink()


def save_like_gedit(path):
    fresh = path.with_name(".goutputstream-A1B2C3")
    fresh.write_text("new", encoding="utf-8")
    os.replace(fresh, path)  # noqa: PTH105 -- the same as Path.replace, and plainer here


@pytest.mark.parametrize("save", [save_plainly, save_like_vim, save_like_jetbrains, save_like_emacs, save_like_gedit])
@pytest.mark.parametrize("name", ["content/articles/2022/x.md", "site.toml"])
def test_a_save_tells_of_the_file_and_of_nothing_that_the_editor_left(watch, root, save, name):
    save(root / name)
    first = seen(watch, root, name)
    save(root / name)
    finish(root)

    assert (first, seen(watch, root, name, "content/last.md")) == ({name}, {name, "content/last.md"})


def test_five_hundred_files_at_once_are_one_or_two_changes(watch, root):
    git = ["git", "-c", "user.name=Jane", "-c", "user.email=jane@example.org", "-C", str(root)]
    names = [f"content/articles/2022/{number}.md" for number in range(500)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    for text in ("one", "two"):
        for name in names:
            (root / name).write_text(text, encoding="utf-8")
        subprocess.run([*git, "add", "content"], check=True)
        subprocess.run([*git, "commit", "--quiet", "--message", text], check=True)
    finish(root)
    seen(watch, root, "content/last.md")

    subprocess.run([*git, "checkout", "--quiet", "HEAD~1"], check=True)
    answers, found = 0, set()
    while len(found) < len(names):
        found |= told(watch, root, 30)
        answers += 1

    assert (found, answers <= 2) == (set(names), True)


def test_changes_while_nobody_asks_are_one_answer(watch, root):
    (root / "content/first.md").write_text("one", encoding="utf-8")
    seen(watch, root, "content/first.md")
    for name in ("a", "b", "c"):
        (root / f"content/{name}.md").write_text("text", encoding="utf-8")
    finish(root)

    found = seen(watch, root, "content/last.md")

    assert found == {"content/a.md", "content/b.md", "content/c.md", "content/last.md"}


def wait_until_watched(watch, root, folder):
    for number in range(300):
        (root / folder / f"{number}.md").write_text("text", encoding="utf-8")
        if f"{folder}/{number}.md" in told(watch, root, 0.1):
            return
    raise AssertionError(f"{folder} is not watched")


def test_a_folder_that_comes_later_and_is_exchanged_is_watched(watch, root):
    (root / "theme").mkdir()
    wait_until_watched(watch, root, "theme")
    (root / "content").rename(root / "elsewhere")
    shutil.copytree(root / "elsewhere", root / "content")
    wait_until_watched(watch, root, "content")

    (root / "content/articles/2022/x.md").write_text("new", encoding="utf-8")

    assert "content/articles/2022/x.md" in seen(watch, root, "content/articles/2022/x.md")


def test_who_waits_for_a_change_can_be_woken(watch):
    watch.wake()

    assert watch.next_changes(60) == frozenset()


def test_paths_are_told_relative_to_the_root(root):
    changed = {str(root / "content/articles/2022/x.md"), str(root / "content/gone.md"), "/elsewhere/theme/a.css"}

    assert to_sources(root, changed) == {"content/articles/2022/x.md", "content/gone.md", "/elsewhere/theme/a.css"}


@pytest.mark.parametrize("name", ["content/articles/2022", "content/articles/gone"])
def test_a_folder_that_came_or_went_asks_for_a_look_at_everything(root, name):
    assert to_sources(root, {str(root / name), str(root / "content/x.md")}) is None
