"""These tests hold the templates to their rules, and the door to theme/ to its faults."""

import hashlib
import re
from types import SimpleNamespace

import lxml.html
import pytest

from generator.problems import BuildError
from generator.theme import Theme, Theming, link_scripts, make_asset, open_theme
from tests import sample_views as views
from tests.makers import ENGLISH
from tests.sample_views.reading import FOLDER, THEME, render

TEMPLATES = sorted(FOLDER.glob("templates/**/*.html"))


def make_theme(**templates):
    return Theme(templates={f"{name}.html": text for name, text in templates.items()}, assets={}, words=ENGLISH)


@pytest.mark.parametrize("template", views.SAMPLES)
def test_hostile_text_stays_text_in_every_field(template):
    page = render(template, views.make_hostile_views()[template], site=views.make_hostile_site())

    tree = lxml.html.document_fromstring(page)

    assert tree.xpath("//b[.='\"x\"']") == []
    assert views.HOSTILE not in page
    assert views.HOSTILE in tree.xpath("string(//title)")


def test_whatever_is_printed_is_escaped_once():
    theme = make_theme(
        page="{% import 'part.html' as part %}{{ page.title }}|{{ part.shown(page.title) }}|{{ page.title|safe }}|"
        "{{ page.title|e }}|{{ 7 }}|{{ none }}|{{ [page.title] }}|{{ page.body or 'a & b' }}",
        part="{% macro shown(text) %}{{ text }}{% endmacro %}",
    )

    page = render("page.html", views.make_page(title="<A&'\">", body=""), theme=theme)

    escaped = "&lt;A&amp;&#39;&#34;&gt;"
    listed = "[&#39;&lt;A&amp;\\&#39;&#34;&gt;&#39;]"
    assert page == f"{escaped}|{escaped}|<A&'\">|{escaped}|7|None|{listed}|a &amp; b"


def test_two_macros_of_one_name_are_told_apart_where_each_is_made_once():
    theme = make_theme(
        page="{% from 'one.html' import part %}{% from 'two.html' import part as other %}"
        "{{ part|once(page) }} {{ other|once(page) }} {{ part|once(page) }}",
        one="{% macro part(view) %}one {{ view.title }}{% endmacro %}",
        two="{% macro part(view) %}two {{ view.title }}{% endmacro %}",
    )

    assert (
        render("page.html", views.make_page(title="A & B"), theme=theme) == "one A &amp; B two A &amp; B one A &amp; B"
    )


def test_safe_is_said_only_of_fields_that_hold_html():
    said = {
        expression
        for path in TEMPLATES
        for expression in re.findall(r"([\w.()\"' ]+?)\s*\|\s*safe", path.read_text(encoding="utf-8"))
    }

    assert {expression.strip() for expression in said} == {"page.body", "page.head.data"}


def test_no_template_switches_escaping_off():
    assert [
        path.name for path in TEMPLATES if re.search(r"autoescape|Markup|forceescape", path.read_text(encoding="utf-8"))
    ] == []


def test_only_the_base_has_an_html_element():
    assert [path.name for path in TEMPLATES if "<html" in path.read_text(encoding="utf-8")] == ["base.html"]


def test_each_component_is_one_macro_of_its_own_name():
    macros = {
        path.stem: re.findall(r"\{% macro (\w+)\(", path.read_text(encoding="utf-8"))
        for path in TEMPLATES
        if path.parent.name == "components"
    }

    assert macros == {name: [name.replace("-", "_")] for name in macros}


def test_a_name_that_a_view_lacks_is_a_fault_with_its_place():
    theme = make_theme(page="<p>\n{{ page.titel }}\n</p>")

    with pytest.raises(BuildError) as caught:
        render("page.html", views.make_page(), theme=theme)

    fault = "'generator.views.pages.StaticView object' has no attribute 'titel'"
    assert str(caught.value) == f"theme/templates/page.html:2: {fault}"


def test_a_fault_in_a_component_names_the_component():
    theme = make_theme(
        page='{% from "part.html" import part %}\n{{ part(page) }}', part="{% macro part(x) %}\n\n{{ y }}{% endmacro %}"
    )

    with pytest.raises(BuildError) as caught:
        render("page.html", views.make_page(), theme=theme)

    assert str(caught.value) == "theme/templates/part.html:3: 'y' is undefined"


def test_a_template_that_cannot_be_read_is_a_fault_with_its_line():
    theme = make_theme(page="<p>\n{% if %}")

    with pytest.raises(BuildError) as caught:
        render("page.html", views.make_page(), theme=theme)

    assert str(caught.value) == "theme/templates/page.html:2: Expected an expression, got 'end of statement block'"


def test_a_string_is_said_as_it_stands_in_its_file_and_escaped():
    theme = make_theme(
        page='{% if words.search.all %}<p title="{{ words.results.quoted }}">{{ words.article.updated.before }}</p>'
        "{% endif %}{{ page.title ~ words.article.last_comma }}{% for piece in words.dead_end.explanation.pieces %}"
        "{{ piece.place }}.{% endfor %}"
    )

    page = render("page.html", views.make_page(title="<A>"), theme=theme)

    assert page == '<p title="“{words}”">Updated </p>&lt;A&gt; and .archive..authors..tags..'


def test_a_string_that_is_misspelt_is_a_fault_with_its_line():
    theme = make_theme(page="<p>\n{{ words.article.relatd }}\n</p>")

    with pytest.raises(BuildError) as caught:
        render("page.html", views.make_page(), theme=theme)

    assert str(caught.value) == "theme/templates/page.html:2: there is no string words.article.relatd"


def test_a_wrong_use_of_a_value_is_a_fault_with_its_line():
    theme = make_theme(page="<p>\n\n{{ page.title + 1 }}")

    with pytest.raises(BuildError) as caught:
        render("page.html", views.make_page(), theme=theme)

    assert str(caught.value).startswith("theme/templates/page.html:3: ")


def test_a_missing_template_is_a_fault():
    with pytest.raises(BuildError) as caught:
        render("page.html", views.make_page(), theme=make_theme())

    assert str(caught.value) == "theme/templates/page.html:1: page.html"


def test_the_digest_of_a_template_moves_with_all_that_it_mentions_and_nothing_else():
    parts = {"page": '{% extends "base.html" %}', "base": '{% from "part.html" import x %}', "part": "1", "other": "2"}

    digest = make_theme(**parts).digest("page.html")

    assert make_theme(**parts | {"other": "3"}).digest("page.html") == digest
    assert make_theme(**parts | {"part": "3"}).digest("page.html") != digest


def test_the_digest_of_a_template_that_mentions_a_missing_one_is_a_fault():
    with pytest.raises(BuildError, match=r"theme/templates/base\.html is asked for and does not exist"):
        make_theme(page='{% extends "base.html" %}').digest("page.html")


def test_a_published_name_holds_the_digest_of_its_content():
    asset = make_asset("main.css", b"x")

    assert asset.url == f"/assets/main.{hashlib.sha256(b'x').hexdigest()[:10]}.css"


def test_the_theme_holds_its_stylesheet_and_its_icon():
    assert {"main.css", "icon.svg"} <= set(THEME.assets)
    assert all(asset.name == name for name, asset in THEME.assets.items())


def test_scripts_import_each_other_by_their_published_names_and_follow_what_they_import():
    inner = make_asset("c.js", b"export const c = 1;\n")
    c_name = inner.url.removeprefix("/assets/")
    middle = make_asset("b.js", f'import {{\n  c,\n}} from "./{c_name}";\nexport {{ c }} from "./{c_name}";\n'.encode())
    b_name = middle.url.removeprefix("/assets/")
    outer = make_asset("a.js", f"import './{b_name}';\nconst path = \"./b.js\";\n".encode())

    linked = link_scripts(
        {
            "a.js": "import './b.js';\nconst path = \"./b.js\";\n",
            "b.js": 'import {\n  c,\n} from "./c.js";\nexport { c } from "./c.js";\n',
            "c.js": "export const c = 1;\n",
        }
    )

    assert linked == {"c.js": inner, "b.js": middle, "a.js": outer}
    assert list(linked) == ["c.js", "b.js", "a.js"]


def test_a_change_of_an_imported_script_changes_the_name_of_whoever_imports_it():
    scripts = {"a.js": 'import { b } from "./b.js";\n', "b.js": "export const b = 1;\n"}

    before, after = link_scripts(scripts), link_scripts(scripts | {"b.js": "export const b = 2;\n"})

    assert before["a.js"].url != after["a.js"].url


@pytest.mark.parametrize(
    ("scripts", "message"),
    [
        (
            {"a.js": '// A.\nimport {\n  x\n} from "./x.js";\n'},
            "theme/scripts/a.js:4: ./x.js is imported and does not exist",
        ),
        (
            {"a.js": 'import "./b.js";\n', "b.js": '\nimport "./a.js";\n'},
            "theme/scripts/b.js:2: ./a.js is imported and imports this script in turn",
        ),
        ({"a.js": 'import "./a.js";\n'}, "theme/scripts/a.js:1: ./a.js is imported and imports this script in turn"),
    ],
)
def test_an_import_that_leads_nowhere_is_a_fault_with_its_place(scripts, message):
    with pytest.raises(BuildError) as caught:
        link_scripts(scripts)

    assert str(caught.value) == message


def test_every_module_is_short_and_is_imported_by_the_search_page_or_by_its_modules():
    scripts = {path.name: path.read_text(encoding="utf-8") for path in (FOLDER / "scripts").glob("*.js")}
    imported = {name for text in scripts.values() for name in re.findall(r'from "\./([^"]+)";', text)}

    assert {name: lines for name, text in scripts.items() if (lines := text.count("\n")) > 300} == {}
    assert set(scripts) - imported == {"search.js"}


def test_a_theme_without_templates_is_a_fault(tmp_path):
    with pytest.raises(BuildError, match="there are no templates in"):
        open_theme(Theming(folder=str(tmp_path), language="en"))


def test_a_theme_that_is_no_text_is_a_fault(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_bytes(b"\xff")

    with pytest.raises(BuildError, match="the theme cannot be read"):
        open_theme(Theming(folder=str(tmp_path), language="en"))


def test_a_piece_that_stands_on_many_pages_is_made_once_and_is_the_same_everywhere():
    templates = {
        "piece.html": '{% macro piece(name, how) %}<b class="{{ how }}">{{ name }}</b>{% endmacro %}',
        "plain.html": '{% from "piece.html" import piece %}{{ piece(page.title, "a") }}{{ piece(page.title, "b") }}',
        "kept.html": '{% from "piece.html" import piece %}'
        '{{ piece|once(page.title, "a") }}{{ piece|once(page.title, "b") }}',
    }
    theme = Theme(templates=templates, assets={}, words=ENGLISH)
    views = [SimpleNamespace(title=f"<{text}>") for text in ("one", "two", "one")]

    assert [theme.render("kept.html", None, view) for view in (*views, *views)] == [
        theme.render("plain.html", None, view) for view in (*views, *views)
    ]
