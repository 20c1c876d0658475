"""These are the holes that the hostile archive and the fuzzing showed, each with the smallest text that opened it."""

import json

import pytest

from generator import bios
from generator.cli import main
from generator.content import SourceKind, parse
from generator.markdown import Destination, fill
from generator.markdown import parse as parse_body
from generator.model import AuthorRecord
from generator.search.aliases import LONGEST, check_aliases
from tests.content_makers import ZONE, lines_of, parse_article, parse_with
from tests.hostile.archives import PIXEL
from tests.makers import article_text, write_archive

OURS = "a page of the site"
NOW = "2023-01-01T12:00:00Z"
PATH = "content/authors/jane-doe.md"


def check(root, capsys):
    """The problems of an archive as `path:line: rule: message`."""
    status = main(["--root", str(root), "check", "--format", "json"])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return status, [f"{row['path']}:{row['line']}: {row['rule']}: {row['message']}" for row in rows]


def build(root, *options):
    return main(["--root", str(root), "--quiet", "build", "--no-search", "--now", NOW, *options])


# ---- An author's own addresses were printed as they were written -----------------------------------------------------


@pytest.mark.parametrize(
    "address", ["javascript://%0aalert(1)", "javascript:alert(1)", "data:text/html,x", "vbscript:x://"]
)
def test_what_an_author_is_the_same_as_is_judged_like_every_address(address):
    text = f"---\nname: Jane Doe\nsame_as: ['{address}', jdoe, '@jdoe', 'https://example.org/j']\n---\n"

    reading = parse(text, path=PATH, kind=SourceKind.AUTHOR, zone=ZONE)

    assert isinstance(reading.record, AuthorRecord)
    assert reading.record.same_as == ("jdoe", "@jdoe", "https://example.org/j")
    assert [problem.rule for problem in reading.problems] == ["unsafe-url"]


def test_an_account_without_an_address_is_no_link_on_its_authors_page(tmp_path):
    files = {
        "articles/2022/x.md": article_text(),
        "authors/jane-doe.md": "---\nname: Jane Doe\nsame_as: ['@jdoe', www.example.org, 'https://example.org/j']\n---\n",
    }
    write_archive(tmp_path, files)

    assert build(tmp_path) == 0

    page = (tmp_path / "_site/authors/jane-doe/index.html").read_text()
    assert 'rel="me" href="https://example.org/j"' in page
    assert page.count('rel="me"') == 1


def test_the_source_of_a_picture_may_not_hide_its_host():
    reading = parse_with(
        "image:", "  src: https://example.org/a.png", "  alt: a", "  credit: b", "  source: https://a@b.example/"
    )

    assert lines_of(reading) == [
        (
            "9:11: 'https://a@b.example/' hides its host behind an '@' [unsafe-url] "
            "Write an address that begins with https://, or leave it out."
        )
    ]


# ---- A link from the root could lead to another host -----------------------------------------------------------------


@pytest.mark.parametrize(
    "destination", ["/%2fhost.example/", "/%5chost.example/", "/%09/host.example/", "%2f%2fhost.example/", "/x%0d/"]
)
def test_a_path_that_hides_a_host_behind_percent_signs_is_no_link(destination):
    body, _, problems = parse_body(f"[a]({destination})", path="x.md", first_line=1)

    assert fill(body, [Destination(href="/x/")]) == f"<p>[a]({destination})</p>\n"
    assert [problem.rule for problem in problems] == ["unsafe-url"]


@pytest.mark.parametrize("destination", ['https://a"b/', "https://a b/", "https://a|b", "https://`/x"])
def test_a_host_that_no_browser_reads_is_shown_as_text(destination):
    _, _, problems = parse_body(f"[a](<{destination}>)", path="x.md", first_line=1)

    assert [problem.rule for problem in problems] == ["bad-link"]


@pytest.mark.parametrize("destination", ["http://a.example/b.png", "HTTPS://a.example/b.png", "//a.example/b.png"])
def test_a_picture_of_another_site_is_asked_for_by_https(destination):
    body, _, _ = parse_body(f"A ![b]({destination})", path="x.md", first_line=1)

    assert '<img src="https://a.example/b.png"' in fill(body, [])


def test_a_link_from_the_root_is_printed_with_percent_signs_where_a_path_needs_them(tmp_path):
    write_archive(tmp_path, {"articles/2022/x.md": article_text(body="[a](/a%22b%3Cc/) [b](/caf%C3%A9/)\n")})

    assert build(tmp_path) == 0

    page = (tmp_path / "_site/2022/03/x/index.html").read_text()
    assert '<a href="/a%22b%3Cc/">a</a> <a href="/caf%C3%A9/">b</a>' in page


# ---- An old address could take a page of the site away, or end the build ---------------------------------------------


@pytest.mark.parametrize(
    ("alias", "problem"),
    [
        ("/index.html", "unsafe-path: the old address '/index.html' is the front page"),
        ("/.git/x/", "unsafe-path: the old address '/.git/x/' has a part that is hidden by its first dot"),
        ("/%E2%80%AE/", "unsafe-path: the old address '/%E2%80%AE/' holds a character that no path may hold"),
        ("/" + 300 * "a", f"unsafe-path: the old address '/{58 * 'a'}…' has 300 bytes, and 240 are allowed"),
    ],
)
def test_an_old_address_at_which_no_page_can_stand_is_refused(tmp_path, capsys, alias, problem):
    write_archive(tmp_path, {"articles/2022/x.md": article_text(extra=f"aliases: ['{alias}']\n")})

    assert check(tmp_path, capsys) == (1, [f"content/articles/2022/x.md:5: {problem}"])


@pytest.mark.parametrize(
    ("alias", "shown"),
    [
        ("/search/index.html", "/search/"),
        ("/feed.xml/", "/feed.xml/"),
        ("/manifest.json", "/manifest.json/"),
        ("/sitemap-2022.xml/", "/sitemap-2022.xml/"),
        ("/robots.txt/x/", "/robots.txt/x/"),
        ("/404.html/x.html", "/404.html/x.html"),
        ("/pagefind/shards.json/", "/pagefind/shards.json/"),
        ("/media/map.png/", "/media/map.png/"),
    ],
)
def test_an_old_address_that_a_file_of_the_site_has_is_a_collision(tmp_path, capsys, alias, shown):
    write_archive(tmp_path, {"articles/2022/x.md": article_text(extra=f"aliases: ['{alias}']\n")})
    picture = tmp_path / "content/media/map.png"
    picture.parent.mkdir()
    picture.write_bytes(PIXEL)

    assert check(tmp_path, capsys) == (
        1,
        [
            f"content/articles/2022/x.md:5: slug-collision: the alias {shown} is the address of {OURS} already",
        ],
    )
    assert build(tmp_path) == 1


@pytest.mark.parametrize("aliases", ["/o.html, /o.html/b/", "/o.html/b/, /o.html"])
def test_an_old_address_cannot_be_a_page_and_a_folder_of_pages(tmp_path, capsys, aliases):
    write_archive(tmp_path, {"articles/2022/x.md": article_text(extra=f"aliases: [{aliases}]\n")})

    status, problems = check(tmp_path, capsys)

    assert (status, [problem.split(": ")[1] for problem in problems]) == (1, ["slug-collision"])


def test_an_old_address_of_a_file_is_the_address_of_its_folder(tmp_path):
    write_archive(tmp_path, {"articles/2022/x.md": article_text(extra="aliases: [/old/index.html, /o.html]\n")})

    assert build(tmp_path) == 0

    assert (tmp_path / "_site/old/index.html").is_file()
    assert (tmp_path / "_site/o.html").is_file()


def test_two_pages_about_the_site_cannot_have_one_address(tmp_path, capsys):
    text = "---\ntitle: About\nslug: about\n---\n\nWe.\n"
    write_archive(tmp_path, {"pages/a.md": text, "pages/b.md": text})

    assert check(tmp_path, capsys) == (
        1,
        [
            "content/pages/a.md:1: slug-collision: /about/ is the address of content/pages/b.md too",
            "content/pages/b.md:1: slug-collision: /about/ is the address of content/pages/a.md too",
        ],
    )


@pytest.mark.parametrize(
    ("name", "problems"),
    [
        ("J\u0430ne Doe", ["4:9: 'J\u0430ne' mixes letters of Cyrillic and Latin [similar-author]"]),
        ("Jane D\u03bfe", ["4:9: 'D\u03bfe' mixes letters of Greek and Latin [similar-author]"]),
        ("Ярослав Иванов and Jane Doe", []),
        ("José Núñez-O'Neil, 山田 Taro", []),
    ],
)
def test_a_name_with_a_letter_of_another_alphabet_is_asked_about(name, problems):
    reading = parse_article(f"title: T\ndate: 2022-03-18\nauthor: {name}")

    hint = " Type the name again, in one alphabet."
    assert lines_of(reading) == [problem + hint for problem in problems]


# ---- Texts that ended the build --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [("A <![>b", "A b"), ("A <![CDATA[b]]>c", "A c"), ("A <!x>b <!-- c -->d", "A b d"), ("A <![b", "A <![b")],
)
def test_a_declaration_in_a_bio_is_left_out_as_browsers_do(text, shown):
    assert bios.plain_text(text) == shown


def test_a_byline_that_begins_like_the_label_of_a_record_is_a_name(tmp_path):
    extra = "bio: Jane Doe is a writer.\n"
    write_archive(tmp_path, {"articles/2022/x.md": article_text(author="'@Jane Doe'", extra=extra)})

    assert build(tmp_path) == 0
    assert (tmp_path / "_site/authors/jane-doe/index.html").is_file()


def test_lists_without_end_in_the_table_of_other_spellings_are_one_error():
    problems = check_aliases("a = " + "[" * 100_000)

    assert [problem.message for problem in problems] == ["lists lie too deep in one another here"]


def test_a_table_of_other_spellings_has_limits():
    many = ", ".join(f'"w{number}"' for number in range(51))

    assert [problem.message for problem in check_aliases("#" * (LONGEST + 1))] == [
        "the table has 262,145 characters, and 262,144 are allowed"
    ]
    assert [problem.message for problem in check_aliases(f"[[alias]]\nwords = [{many}]\n")] == [
        "an entry has 51 words, and 50 are the most"
    ]
