"""These are the hostile inputs one by one, through the commands: each is refused by its name, and none kills anything.

All of them lie in one archive, which `check` reads in a process of its own: a signal, a traceback or a problem that
went missing shows. What is harmless lies in another, which `build` publishes.
"""

import io
import json
import os
import resource
import socket
import struct
import zlib
from collections import defaultdict

import pytest
from PIL import Image

from tests.hostile.archives import PIXEL, command
from tests.makers import article_text, write_archive

HEAD = "---\ntitle: T\ndate: 2022-03-18\nauthor: Jane Doe\n"
NOW = "2023-01-01T12:00:00Z"
SECONDS = 20
"""Of a processor, for the whole archive; one hostile file of old took longer alone."""


def front(lines, body="Words.\n"):
    return f"{HEAD}{lines}\n---\n\n{body}"


def bomb(depth):
    """Merge keys that double with each line."""
    lines = ["a0: &a0 {x: 1}", *(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, depth))]
    return "\n".join(lines)


def nested(mark, depth):
    return "".join("  " * level + f"{mark} w{level}\n" for level in range(depth))


REFUSED = {
    "brackets-80-kb": ("too-large", front("x: " + "[" * 80_000)),
    "brackets-16-kb": ("too-deep", front("x: " + "[" * 16_000)),
    "braces": ("too-deep", front("x: " + "{a: " * 3_000)),
    "dashes-120-kb": ("too-large", front("x:\n  " + "- " * 60_000)),
    "dashes-16-kb": ("too-deep", front("x:\n  " + "- " * 7_000)),
    "merge-keys": ("bad-yaml", front(bomb(12))),
    "anchor": ("bad-yaml", front("summary: &a words")),
    "alias": ("bad-yaml", front("summary: *a")),
    "tag": ("bad-yaml", front("summary: !!python/object/apply:os.system [id]")),
    "two-documents": ("bad-yaml", front("a: b\n---\ntitle: U\ndate: 2022-03-19")),
    "unclosed": ("unclosed-front-matter", HEAD + "\nWords that would be printed.\n"),
    "none": ("missing-field", "Words.\n"),
    "scalar": ("bad-yaml", "---\njust words\n---\n\nWords.\n"),
    "list": ("bad-yaml", "---\n- title\n---\n\nWords.\n"),
    "repeated-field": ("duplicate-field", front("title: U")),
    "no-such-day": ("bad-date", article_text(date="2022-02-30")),
    "two-readings": ("bad-date", article_text(date="03/04/2022")),
    "late-date": ("bad-date", article_text(date="9999-12-31 23:59 -1400")),
    "quote-of-nothing": ("bad-yaml", front('summary: "\\')),
    "lists-13": ("too-deep", article_text(body=nested("-", 13))),
    "quotes-13": ("too-deep", article_text(body="> " * 13 + "a\n")),
    "pictures-in-pictures": ("too-deep", article_text(body="![" * 400 + "a" + "](x)" * 400 + "\n")),
    "control": ("control-character", front('summary: "a\\x0Bb"')),
    "nul-in-body": ("control-character", article_text(body="a\0b\n")),
    "noncharacter": ("control-character", front('summary: "a\\uFFFEb"')),
    "surrogate": ("bad-yaml", front('summary: "a\\uD800b"')),
    "direction-in-title": ("unsafe-character", article_text('"a\\u202Eb"')),
    "width-in-author": ("unsafe-character", article_text(author='"Jane\\u200B Doe"')),
    "width-in-slug": ("unsafe-character", front('slug: "a\\u2060b"')),
    "isolate-in-tag": ("unsafe-character", front('tags: ["a\\u2066b"]')),
    "too-large-body": ("too-large", article_text(body="word " * 110_000)),
    **{
        f"address-{number}": ("unsafe-url", article_text(body=f"[a]({address})\n"))
        for number, address in enumerate(
            (
                "javascript:alert(1)", "JaVaScRiPt:alert(1)", "javascript&colon;alert(1)", "&#106;avascript:alert(1)",
                "feed:javascript:x", "svg:x", "xml:x", "blob:https://x.example/a", "data:text/html,x",
                "vbscript:msgbox(1)", "file:///etc/passwd", "view-source:x", "intent://x", "<java\tscript:alert(1)>",
                "< javascript:alert(1)>", "&NewLine;javascript:x", "&Tab;javascript:x", "//a@b.example/",
                "/%2fb.example/", "/%5cb.example/", "/\\b.example/", "https://a.example@b.example/",
            )
        )
    },
}  # fmt: skip
"""File → the rule that refuses it, and its text."""


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    """What one run of `check` says of all that is to be refused: file below content/ → rules."""
    root = tmp_path_factory.mktemp("refused")
    write_archive(root, {f"articles/2022/{name}.md": text for name, (_, text) in REFUSED.items()})
    articles, media = root / "content/articles/2022", root / "content/media"
    media.mkdir()
    (articles / "no-utf-8.md").write_bytes(HEAD.encode() + b"---\n\n\xff\xfe\n")
    (articles / "nul-in-matter.md").write_bytes(HEAD.replace("T", "T\0").encode() + b"---\n\nWords.\n")
    _write_things(root, articles)
    for name, data in PICTURES.items():
        (media / name).write_bytes(data)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    run = command(root, "check", "--format", "json")
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < SECONDS
    assert run.returncode == 1, run.stderr[-2000:]
    assert "Traceback" not in run.stderr
    found = defaultdict(set)
    for line in run.stdout.splitlines():
        row = json.loads(line)
        if row["severity"] == "error":
            found[row["path"].removeprefix("content/")].add(row["rule"])
    return found


def _write_things(root, articles):
    """What is no plain file of ours, among the articles."""
    secret = root / "secret.md"
    secret.write_text(article_text("Secret"), encoding="utf-8")
    (articles / "link.md").symlink_to(secret)
    (articles / "hard.md").hardlink_to(secret)
    (articles / "folder-link").symlink_to(root)
    os.mkfifo(articles / "pipe.md")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(articles / "s.md"))
    for name in (
        ".hidden.md",
        "con.md",
        "a:b.md",
        "trailing .md",
        "x.html",
        "x.svg",
        "x.md.exe",
        "a\u202eb.md",
        "Twin.md",
    ):
        (articles / name).write_text(article_text(), encoding="utf-8")
    (articles / "twin.md").write_text(article_text(), encoding="utf-8")
    (articles / f"{'long-' * 40}.md").write_text(article_text(), encoding="utf-8")


def png_of(width, height):
    """A PNG that is nothing but the promise of so many pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return PIXEL[:8] + header + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def moving(kind):
    stream = io.BytesIO()
    frames = [Image.new("L", (2, 2), shade) for shade in (0, 255)]
    frames[0].save(stream, kind, save_all=True, append_images=frames[1:], duration=100)
    return stream.getvalue()


PICTURES = {
    "huge.png": png_of(13_000, 13_000),
    "wide.png": png_of(20_000, 1),
    "script.png": b"<script>alert(1)</script>",
    "drawing.png": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "other.jpg": PIXEL,
    "cut.png": PIXEL[:20],
    "empty.png": b"",
    "moving.gif": moving("GIF"),
    "moving.png": moving("PNG"),
    "moving.webp": moving("WEBP"),
    "page.gif": b"GIF89a/*<html>*/=alert(1)",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_article_is_refused_by_the_rule_that_names_it(refused, name):
    assert REFUSED[name][0] in refused[f"articles/2022/{name}.md"]


@pytest.mark.parametrize("name", PICTURES)
def test_a_hostile_picture_is_refused(refused, name):
    assert refused[f"media/{name}"] != set()


@pytest.mark.parametrize(
    "name",
    [
        "link.md", "hard.md", "folder-link", "pipe.md", "s.md", ".hidden.md", "con.md", "a:b.md", "x.html", "x.svg",
        "x.md.exe", "a\\u{202E}b.md", f"{'long-' * 40}.md",
    ],
)  # fmt: skip
def test_what_is_no_plain_file_of_ours_is_refused(refused, name):
    assert refused[f"articles/2022/{name}"] == {"unsafe-path"}


def test_names_that_are_one_elsewhere_and_texts_that_are_none_are_refused(refused):
    assert refused["articles/2022/twin.md"] | refused["articles/2022/Twin.md"] == {"slug-collision"}
    assert "bad-encoding" in refused["articles/2022/no-utf-8.md"]
    assert "control-character" in refused["articles/2022/nul-in-matter.md"]


INERT = {
    "scalars": front(
        "dateline: NO\nsection: 12:30\nseries: 007\ntags: [5.50, 9E10, 0x1F, null-1, yes]\nsummary: 'Su-57 #1'"
    ),
    "mark": "\ufeff" + article_text("Behind a mark"),
    "rules": article_text("Rules", body="---\n\nFirst.\n\n---\n\nLast.\n"),
    "lists-12": article_text("Lists", body=nested("-", 12)),
    "quotes-12": article_text("Quotes", body="> " * 12 + "innermost\n"),
    "stars": article_text("Stars", body="*" * 1_200 + "a\n"),
    "templates": article_text("'{{ 7 * 7 }}'", body="{{ 7 * 7 }} {% include 'x' %} ${7*7} <%= 7 * 7 %>\n"),
    "hosts": article_text("Hosts", body="http://a.example " * 5_000 + "\n"),
}


@pytest.fixture(scope="module")
def inert(tmp_path_factory):
    root = tmp_path_factory.mktemp("inert")
    write_archive(root, {f"articles/2022/{name}.md": text for name, text in INERT.items()})
    run = command(root, "build", "--no-search", "--now", NOW)
    assert run.returncode == 0, run.stdout + run.stderr
    return root / "_site/2022/03"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("scalars", [">NO<", ">12:30<", ">007<", ">5.50<", ">9E10<", ">0x1F<", ">yes<"]),
        ("mark", ["Behind a mark", "<p>Words of the body.</p>"]),
        ("rules", ["<hr>\n<p>First.</p>\n<hr>\n<p>Last.</p>"]),
        ("lists-12", ["w11"]),
        ("quotes-12", ["innermost"]),
        ("stars", ["*a"]),
        ("templates", ["<p>{{ 7 * 7 }} {% include 'x' %} ${7*7} &lt;%= 7 * 7 %&gt;</p>"]),
        ("hosts", ["http://a.example http://a.example"]),
    ],
)
def test_what_is_hostile_to_others_is_printed_as_it_was_written(inert, name, words):
    page = (inert / name / "index.html").read_text(encoding="utf-8")

    assert [word for word in words if word not in page] == []
