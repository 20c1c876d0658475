"""These tests hold the style guide to the theme: each component declared as it is, shown, and in no published site."""

import datetime as dt
import json

import lxml.html
import pytest
from jinja2 import Environment, nodes

from generator import markdown
from generator.build import Options, wear_theme
from generator.cli import main
from generator.problems import BuildError
from generator.server.scenery import render_specimen
from generator.styleguide import make_styleguide
from generator.styleguide.declarations import SILENT, read_declaration
from generator.styleguide.passages import PASSAGES
from tests.makers import REPOSITORY, SITE, article_text, write_archive
from tests.preview import Preview
from tests.test_access import RUN_AXE, judge

COMPONENTS = {path.stem: path for path in sorted((REPOSITORY / "theme/templates/components").glob("*.html"))}

STAGES = "//div[contains(@class, 'guide__stage')]"


def make_page(root, extra="", **templates):
    """The style guide of a small site that lays these templates over the components of its theme."""
    for name, text in templates.items():
        path = root / "look/templates/components" / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    config = write_archive(root, {}, SITE.replace("[theme]\n", f"[theme]\n{extra}"))
    now = dt.datetime(2023, 1, 1, tzinfo=dt.UTC)
    options = Options(now=now, output=root / "_site", cache=root / ".cache", theme=str(REPOSITORY / "theme"))
    return lxml.html.document_fromstring(make_styleguide(*wear_theme(config, options), config.base, render_specimen()))


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_declares_the_parameters_that_its_macro_has_and_what_they_are_for(name):
    text = COMPONENTS[name].read_text(encoding="utf-8")
    macro = Environment(autoescape=True).parse(text).find(nodes.Macro)
    defaults = [json.dumps(default.as_const()) for default in macro.defaults]
    required = [""] * (len(macro.args) - len(defaults))

    said = read_declaration(text)

    assert [(found.name, found.default) for found in said.parameters] == list(
        zip((argument.name for argument in macro.args), [*required, *defaults], strict=True)
    )
    assert said.purpose.endswith(".")
    assert all(found.kind and found.purpose for found in said.parameters)


def test_a_line_that_declares_nothing_is_no_parameter():
    said = read_declaration(
        "{#\nWhat it is.\n\nname: str – what for\nof no form\n#}\n{% macro x(name) %}{% endmacro %}"
    )

    assert (said.purpose, [found.name for found in said.parameters]) == ("What it is.", ["name"])


def test_a_component_that_says_nothing_is_silent():
    assert read_declaration("{% macro x(name) %}{% endmacro %}") == SILENT


def test_every_component_is_shown_with_every_parameter(tmp_path):
    tree = make_page(tmp_path)

    shown = {stage.get("data-component") for stage in tree.xpath(STAGES) if stage.text_content().strip()}
    parameters = {name: tree.xpath(f"//section[@id='component-{name}']//th/code/text()") for name in COMPONENTS}

    assert {*shown, "image"} == {*COMPONENTS, "text", "problems"}
    assert len(tree.xpath(f"{STAGES}[@data-component='image']//img")) == 1
    assert parameters == {
        name: [found.name for found in read_declaration(path.read_text(encoding="utf-8")).parameters]
        for name, path in COMPONENTS.items()
    }
    assert tree.xpath("//p[starts-with(., 'There is no sample')]") == []


def test_a_component_of_the_sites_own_is_shown_as_it_is_and_a_new_one_is_named(tmp_path):
    tree = make_page(
        tmp_path,
        'overrides = "look"\n',
        tags='{% from "components/own.html" import own %}{% macro tags(anchors) %}{{ own() }}{% endmacro %}',
        own="{% macro own() %}<b>ours</b>{% endmacro %}",
    )

    assert tree.xpath(f"{STAGES}[@data-component='tags']//b/text()") == ["ours"]
    assert tree.xpath("//section[@id='component-own']/p/text()") == [
        SILENT.purpose,
        "There is no sample of it: it is one of the site's own.",
    ]


def test_a_component_of_the_sites_own_that_takes_something_else_is_a_fault_with_its_name(tmp_path):
    with pytest.raises(BuildError) as caught:
        make_page(tmp_path, 'overrides = "look"\n', tags="{% macro tags(a) %}{% endmacro %}")

    place, _, fault = str(caught.value).partition(": ")
    assert (place.partition(":")[0], fault) == (
        "styleguide.html",
        "macro 'tags' takes no keyword argument 'anchors'",
    )


def test_what_writers_say_in_the_guide_is_said_without_a_fault():
    problems = [
        found.rule for source in PASSAGES.values() for found in markdown.parse(source, path="x.md", first_line=1)[2]
    ]

    assert problems == []


def test_nothing_of_the_guide_is_in_a_published_site(tmp_path):
    write_archive(tmp_path, {"articles/a.md": article_text()})

    status = main(["--root", str(tmp_path), "--quiet", "build", "--now", "2023-01-01", "--no-search"])

    files = [path for path in (tmp_path / "_site").rglob("*") if path.is_file()]
    told = [path.name for path in files if b"styleguide" in path.read_bytes() or b"guide__" in path.read_bytes()]
    assert (status, told, [path.name for path in files if "styleguide" in path.as_posix()]) == (0, [], [])
    assert len(files) > 10


@pytest.mark.browser
@pytest.mark.slow
def test_axe_finds_nothing_in_the_guide_of_a_preview_in_either_scheme_at_any_width(page, tmp_path):
    axe = judge("axe-core/axe.min.js").read_text(encoding="utf-8")
    preview = Preview(tmp_path)
    found = {}
    try:
        preview.built()
        with page.expect_response(lambda response: "_events" in response.url):
            page.goto(f"{preview.address}_styleguide/")
        page.evaluate(axe)
        for scheme in ("light", "dark"):
            for width in (390, 1280):
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size({"width": width, "height": 800})
                wide = page.evaluate("document.documentElement.scrollWidth")
                found[scheme, width] = (page.evaluate(RUN_AXE), wide)
    finally:
        preview.end()

    assert found == {(scheme, width): ([], width) for scheme, width in found}
    assert page.heard == []
