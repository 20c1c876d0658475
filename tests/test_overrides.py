"""These tests hold the folder that a site lays over its theme to what the documents promise, and to its faults."""

import re

import lxml.html
import pytest

from generator.build import Options, build
from generator.problems import BuildError
from generator.theme import Theming, open_theme
from tests.makers import REPOSITORY, SITE, article_text, make_today, write_archive

BLOCK = re.compile(r"^```[a-z]+\n(?:# |\{# |/\* )(?P<path>\S+)[^\n]*\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
ARTICLES = {
    "articles/a.md": article_text(extra="tags: [Sea]\n"),
    "articles/b.md": article_text("Five warships", extra="tags: [Sea]\n"),
}


def examples() -> dict[str, str]:
    """The files that docs/theming.md shows, by path."""
    text = (REPOSITORY / "docs" / "theming.md").read_text(encoding="utf-8")
    return {match["path"]: match["text"] for match in BLOCK.finditer(text)}


def write(root, files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def open_with(root, files):
    (root / "look").mkdir()
    write(root / "look", files)
    theme = str(REPOSITORY / "theme")
    return open_theme(Theming(folder=theme, language="en", root=str(root), overrides="look"))


def build_at(root, table='[theme]\noverrides = "look"\n'):
    config = write_archive(root, ARTICLES, SITE.replace("[theme]\n", table))
    theme = str(REPOSITORY / "theme")
    options = Options(now=make_today().now, output=root / "_site", cache=root / ".cache", use_search=False, theme=theme)
    return build(config, options)


def test_the_example_of_the_documents_does_what_they_say(tmp_path):
    files = examples()
    write(tmp_path, files)

    build_at(tmp_path, files["site.toml"])

    tree = lxml.html.parse(str(tmp_path / "_site/2022/03/a/index.html")).getroot()
    style = tree.xpath("string(//link[@rel='stylesheet']/@href)")
    assert set(files) == {
        "site.toml",
        "look/templates/article.html",
        "look/strings/en.toml",
        "look/styles/tokens.css",
    }
    assert tree.xpath("string(//main/p[last()])") == "Seen something that is wrong? We print corrections."
    assert tree.xpath("string(//h2[@class='band__title'])") == "Read on"
    text = (tmp_path / "_site" / style.removeprefix("/")).read_text(encoding="utf-8")
    assert [part.partition(";")[0] for part in text.split("--signal:")[1:]][-2:] == ["#6b2fa0", "#d3b4f0"]


def test_a_changed_file_of_the_site_makes_its_pages_again(tmp_path):
    write(tmp_path, {"look/templates/page.html": "", "look/templates/article.html": "<p>one</p>"})
    build_at(tmp_path)
    write(tmp_path, {"look/templates/article.html": "<p>two</p>"})

    report = build_at(tmp_path)

    again = sorted(url for url, reason in report.reasons.items() if "template" in reason)
    assert again == ["/2022/03/a/", "/2022/03/b/"]
    assert (tmp_path / "_site/2022/03/a/index.html").read_text(encoding="utf-8") == "<p>two</p>"


def test_a_component_is_replaced_wherever_it_is_used_and_may_use_the_one_it_replaces(tmp_path):
    theme = open_with(
        tmp_path,
        {
            "templates/components/feed-link.html": '{% from "base:components/feed-link.html" import feed_link as own %}'
            "{% macro feed_link(href) %}{{ own(href) }}<i>mine</i>{% endmacro %}",
        },
    )

    original = open_theme(Theming(folder=str(REPOSITORY / "theme"), language="en"))

    assert theme.digest("listing.html") != original.digest("listing.html")
    assert theme.digest("article.html") == original.digest("article.html")


def test_a_new_template_that_another_asks_for_is_right(tmp_path):
    theme = open_with(
        tmp_path,
        {"templates/page.html": '{% include "own/part.html" %}', "templates/own/part.html": "part"},
    )

    assert theme.digest("page.html") != ""


def test_strings_of_a_new_language_are_complete(tmp_path):
    write(tmp_path / "look", {"strings/fi.toml": '[chrome]\nskip = "Tekstiin"\n'})
    theming = Theming(folder=str(REPOSITORY / "theme"), language="fi", root=str(tmp_path), overrides="look")

    with pytest.raises(BuildError) as caught:
        open_theme(theming)

    assert str(caught.value).splitlines()[0] == "look/strings/fi.toml: article.accessed is missing"


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        (
            "templates/artcle.html",
            "",
            "look/templates/artcle.html replaces no template and is asked for by none; did you mean article.html?",
        ),
        (
            "templates/article.html",
            '{% extends "article.html" %}',
            "look/templates/article.html asks for itself; the theme's own is base:article.html",
        ),
        (
            "templates/article.html",
            "\n{% if %}",
            "look/templates/article.html:2: Expected an expression, got 'end of statement block'",
        ),
        (
            "template/article.html",
            "",
            "look/template has no place there; did you mean templates?",
        ),
        (
            "templates/article.htm",
            "",
            "look/templates/article.htm has no place there; look/templates/ holds files *.html",
        ),
        ("styles/deep/x.css", "", "look/styles/deep/x.css has no place there; look/styles/ holds files *.css"),
        ("icons/favicon.svg", "", "look/icons/favicon.svg replaces no icon of the theme; did you mean icon.svg?"),
        (
            "strings/en.toml",
            '[article]\nrelatd = "x"',
            "look/strings/en.toml: article.relatd is no string of the interface; did you mean article.related?",
        ),
        (
            "strings/en.toml",
            '[article]\nupdated = "x"',
            "look/strings/en.toml: article.updated is to hold {date}, and holds nothing in braces",
        ),
        (
            "styles/x.css",
            "a { color: red }",
            "look/styles/x.css is to begin with @layer and one of: reset, tokens, base, layout, components, utilities",
        ),
    ],
)
def test_a_file_that_would_change_nothing_is_a_fault(tmp_path, name, text, fault):
    with pytest.raises(BuildError) as caught:
        open_with(tmp_path, {name: text})

    assert str(caught.value) == fault


def test_a_fault_on_a_page_names_the_file_of_the_site(tmp_path):
    write(tmp_path, {"look/templates/article.html": "\n{{ page.titel }}"})

    with pytest.raises(BuildError) as caught:
        build_at(tmp_path)

    assert str(caught.value) == (
        "look/templates/article.html:2: 'generator.views.pages.ArticleView object' has no attribute 'titel'"
    )


def test_a_circle_of_templates_is_a_fault(tmp_path):
    write(
        tmp_path,
        {
            "look/templates/page.html": '{% extends "article.html" %}',
            "look/templates/article.html": '{% extends "page.html" %}',
        },
    )

    with pytest.raises(BuildError, match=r"\Alook/templates/\w+\.html:1: maximum recursion depth exceeded"):
        build_at(tmp_path)


def test_a_folder_that_is_not_there_is_a_fault(tmp_path):
    with pytest.raises(BuildError) as caught:
        build_at(tmp_path)

    assert str(caught.value) == "site.toml: [theme] overrides names look, and there is no such folder"


def test_a_folder_that_leads_out_of_the_archive_is_a_fault(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "look").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(BuildError) as caught:
        build_at(tmp_path / "archive")

    assert str(caught.value) == "site.toml: [theme] overrides names look, which leads out of the archive"


def test_a_link_in_the_folder_is_a_fault(tmp_path):
    (tmp_path / "look" / "styles").mkdir(parents=True)
    (tmp_path / "look" / "styles" / "x.css").symlink_to(tmp_path / "secret")

    with pytest.raises(BuildError) as caught:
        build_at(tmp_path)

    assert str(caught.value) == "look/styles/x.css is a link; put the file itself there"


def test_a_file_of_the_desktop_is_passed_over(tmp_path):
    theme = open_with(tmp_path, {".DS_Store": "", "styles/.DS_Store": ""})

    assert theme.assets == open_theme(Theming(folder=str(REPOSITORY / "theme"), language="en")).assets
