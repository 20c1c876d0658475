"""These are the rules for what may lie in content/."""

import os
import socket

import pytest

from generator.content import SourceKind, discover
from generator.problems import ConfigError


def make(root, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(b"x")


def told(root) -> list[str]:
    return [f"{p.location.path}: {p.message} [{p.rule}] {p.hint}".rstrip() for p in discover(root)[1]]


def test_each_file_is_what_its_place_and_ending_say(tmp_path):
    make(
        tmp_path,
        "content/articles/2022/03/x.md",
        "content/articles/2022/03/x.PNG",
        "content/authors/jane-doe.md",
        "content/tags/f-35.md",
        "content/sections/sea.md",
        "content/pages/about.md",
        "content/media/a/b.webp",
        "content/articles/series.toml",
        "content/articles/.gitkeep",
        "content/README.md",
        "content/articles/x.md~",
        "content/articles/.x.md.swp",
    )

    sources, problems = discover(tmp_path)

    assert problems == ()
    assert [(source.path, source.kind) for source in sources] == [
        ("content/articles/2022/03/x.PNG", SourceKind.MEDIA),
        ("content/articles/2022/03/x.md", SourceKind.ARTICLE),
        ("content/articles/series.toml", SourceKind.DATA),
        ("content/authors/jane-doe.md", SourceKind.AUTHOR),
        ("content/media/a/b.webp", SourceKind.MEDIA),
        ("content/pages/about.md", SourceKind.PAGE),
        ("content/sections/sea.md", SourceKind.SECTION),
        ("content/tags/f-35.md", SourceKind.TAG),
    ]
    status = (tmp_path / "content/articles/2022/03/x.md").stat()
    assert (sources[1].size, sources[1].modified_ns, sources[1].inode) == (1, status.st_mtime_ns, status.st_ino)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(ConfigError) as raised:
        discover(tmp_path)

    assert str(raised.value) == f"there is no folder content in {tmp_path}; give the archive's folder with --root"


def test_a_link_in_the_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "content").symlink_to("elsewhere")

    with pytest.raises(ConfigError) as raised:
        discover(tmp_path)

    assert str(raised.value) == (
        f"content in {tmp_path} is a symbolic link, which is not followed; put the folder itself there"
    )


def test_links_pipes_and_sockets_are_refused(tmp_path):
    make(tmp_path, "content/articles/a.md", "secret.md")
    folder = tmp_path / "content/articles"
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    (folder / "linked").symlink_to(tmp_path)
    os.link(tmp_path / "secret.md", folder / "hard.md")
    os.mkfifo(folder / "pipe.md")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(folder / "socket.md"))

    sources, _ = discover(tmp_path)

    link = "this is a symbolic link, which could publish a file from elsewhere [unsafe-path] Put the file itself here."
    assert [source.path for source in sources] == ["content/articles/a.md"]
    assert told(tmp_path) == [
        (
            "content/articles/hard.md: this file has a second name elsewhere (a hard link) [unsafe-path] "
            "Put a copy of the file here."
        ),
        f"content/articles/link.md: {link}",
        f"content/articles/linked: {link}",
        "content/articles/pipe.md: this is no ordinary file [unsafe-path] Delete it.",
        "content/articles/socket.md: this is no ordinary file [unsafe-path] Delete it.",
    ]


_READ = "Only .md, .toml and pictures (.png, .jpg, .jpeg, .webp, .gif, .avif) are read here."
_FOLDERS = "articles, authors, media, pages, sections, tags."


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/articles/x.svg", f"'x.svg' is of a type that is not read [unsafe-path] {_READ}"),
        ("content/articles/x.MD", "'x.MD' is of a type that is not read [unsafe-path] Rename it to 'x.md'."),
        (
            "content/articles/.x.md",
            "'.x.md' is hidden by its first dot, and is not read [unsafe-path] Delete it, or rename it.",
        ),
        (
            "content/articles/con.md",
            "Windows allows no file named 'con.md' [unsafe-path] Use letters, digits and hyphens.",
        ),
        (
            "content/articles/a:b.md",
            "Windows allows no file named 'a:b.md' [unsafe-path] Use letters, digits and hyphens.",
        ),
        ("content/media/x.md", "articles do not lie among the pictures [unsafe-path] Move it to content/articles/."),
        (
            "content/tags/more/x.md",
            "files of content/tags/ lie in that folder itself [unsafe-path] Move it to content/tags/x.md.",
        ),
        ("content/x.md", f"this file lies in no folder that is read [unsafe-path] Move it to one of: {_FOLDERS}"),
    ],
)
def test_what_does_not_belong_is_told(tmp_path, path, expected):
    make(tmp_path, path)

    assert told(tmp_path) == [f"{path}: {expected}"]


def test_a_name_that_hides_something_is_shown_with_escapes(tmp_path):
    make(tmp_path, "content/articles/a\u202ednp.md")

    assert told(tmp_path) == [
        (
            "content/articles/a\\u{202E}dnp.md: the name 'a\\u{202E}dnp.md' holds a character that cannot be seen "
            "[unsafe-path] Rename it without."
        )
    ]


def test_a_name_that_is_no_utf_8_is_shown_with_escapes(tmp_path):
    make(tmp_path, "content/articles/a.md")
    (tmp_path / os.fsdecode(b"content/articles/\xff.md")).write_bytes(b"x")

    assert [line.encode() for line in told(tmp_path)] == [
        (
            b"content/articles/\\u{DCFF}.md: the name '\\u{DCFF}.md' holds a character that cannot be seen "
            b"[unsafe-path] Rename it without."
        )
    ]


def test_a_path_that_is_too_long_is_told_with_its_length(tmp_path):
    path = f"content/articles/{'x' * 161}.md"
    make(tmp_path, path)

    assert told(tmp_path) == [
        f"{path}: the path has 181 bytes, and 180 are allowed [unsafe-path] Choose a shorter name."
    ]


@pytest.mark.parametrize(("one", "other"), [("A.md", "a.md"), ("caf\u00e9.md", "cafe\u0301.md"), ("\uff41.md", "a.md")])
def test_names_that_some_systems_take_for_one_collide(tmp_path, one, other):
    make(tmp_path, f"content/articles/{one}", f"content/articles/{other}")
    first, second = sorted((one, other))

    assert told(tmp_path) == [
        (
            f"content/articles/{second}: content/articles/{second} and content/articles/{first} are one name on many "
            "systems [slug-collision] Rename one of the two."
        )
    ]


def test_a_folder_that_is_named_like_an_article_is_told(tmp_path):
    (tmp_path / "content/articles/x.md").mkdir(parents=True)

    assert told(tmp_path) == [
        (
            "content/articles/x.md: this is a folder, and its name ends like that of a file [unsafe-path] "
            "Rename the folder."
        )
    ]
