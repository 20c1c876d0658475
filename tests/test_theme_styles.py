"""These tests hold the styles to their rules: layers, purposes, contrast."""

import re

import pytest
import tinycss2

from generator.problems import BuildError
from generator.theme import LAYERS, assemble_styles, reduce_style
from tests.sample_views.reading import FOLDER, THEME

TEMPLATES = sorted(FOLDER.glob("templates/**/*.html"))
STYLES = sorted(FOLDER.glob("styles/*.css"))


def declarations(text):
    return [
        token.serialize()
        for token in tinycss2.parse_component_value_list(text, skip_comments=True)
        if token.type != "whitespace"
    ]


def test_a_reduced_style_keeps_strings_addresses_and_the_spaces_that_mean_something():
    style = """
    /* one */ /* two; */
    a  b , c :hover { content: "a  ;  /* b */" ;  background: url( x  y.png ) }
    @media ( min-width:  4rem ) { d > e { margin: calc( 1px  +  2px ) } }
    """

    assert reduce_style(style) == (
        'a b,c :hover{content:"a  ;  /* b */";background:url( x  y.png )}'
        "@media ( min-width:4rem ){d > e{margin:calc( 1px + 2px )}}"
    )


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_reduced_style_says_what_the_written_one_says(path):
    def shape(tokens):
        return [
            (
                token.type,
                shape(getattr(token, "content", None) or getattr(token, "arguments", None) or []) or token.serialize(),
            )
            for token in tokens
            if token.type != "whitespace"
        ]

    written, reduced = (
        tinycss2.parse_component_value_list(text, skip_comments=True)
        for text in (path.read_text(encoding="utf-8"), reduce_style(path.read_text(encoding="utf-8")))
    )

    assert shape(reduced) == shape(written)


def test_the_layers_are_declared_before_all_rules():
    rules = tinycss2.parse_stylesheet(THEME.assets["main.css"].content.decode(), skip_whitespace=True)
    names = [tinycss2.serialize(rule.prelude).strip() for rule in rules]

    assert {(rule.type, rule.at_keyword) for rule in rules} == {("at-rule", "layer")}
    assert names[0] == ",".join(LAYERS)
    assert names[1:] == sorted(names[1:], key=LAYERS.index)


def test_a_style_outside_a_layer_is_a_fault():
    with pytest.raises(BuildError) as caught:
        assemble_styles({"x.css": "a{}"})

    assert str(caught.value) == (
        "theme/styles/x.css is to begin with @layer and one of: reset, tokens, base, layout, components, utilities"
    )


def walk(tokens):
    for token in tokens:
        yield token
        yield from walk(getattr(token, "content", None) or getattr(token, "arguments", None) or [])


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_parse_and_use_no_id_and_no_important(path):
    text = path.read_text(encoding="utf-8")
    tokens = list(walk(tinycss2.parse_component_value_list(text)))

    selectors = [prelude for prelude in re.findall(r"[^{};]*(?=\{)", text) if "#" in prelude]

    assert [token for token in tokens if token.type == "error"] == []
    assert selectors == []
    assert "!important" not in text


def test_components_use_colors_by_their_purpose():
    palette = re.findall(r"(--[a-z]+-\d{2,3}):", (FOLDER / "styles" / "tokens.css").read_text(encoding="utf-8"))
    used = {
        path.name: [name for name in palette if f"var({name})" in path.read_text(encoding="utf-8")]
        for path in STYLES
        if path.name != "tokens.css"
    }

    assert len(palette) == 16
    assert {name: names for name, names in used.items() if names} == {}


def test_every_property_that_is_used_is_set():
    text = "".join(path.read_text(encoding="utf-8") for path in STYLES)

    assert set(re.findall(r"var\((--[\w-]+)", text)) - set(re.findall(r"(--[\w-]+):", text)) == set()


def test_every_styled_class_is_one_that_templates_scripts_or_markdown_print():
    sources = [*TEMPLATES, *sorted(FOLDER.glob("scripts/*.js"))]
    printed = set(re.findall(r"[\w-]+", "".join(path.read_text(encoding="utf-8") for path in sources)))
    looks = {f"{name}{look}" for name in printed if name.endswith("--") for look in printed}
    styled = {
        name
        for path in STYLES
        for name in re.findall(r"\.(-?[a-z][\w-]*)(?=[^{}]*\{)", path.read_text(encoding="utf-8"))
    }

    of_markdown = {name for name in styled if name.startswith(("footnote", "align-", "missing-", "pull-", "wide"))}
    assert styled - printed - looks - of_markdown == set()


def luminance(color):
    channels = [int(color[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("ground", "text", "least"),
    [
        *((ground, "ink-900", 7) for ground in ("paper-50", "paper-100")),
        *(
            (ground, name, 4.5)
            for ground in ("paper-50", "paper-100")
            for name in ("gray-700", "oxide-700", "steel-700")
        ),
        *((ground, "chalk-100", 7) for ground in ("night-900", "night-800")),
        *(
            (ground, name, 4.5)
            for ground in ("night-900", "night-800")
            for name in ("gray-300", "oxide-300", "steel-300")
        ),
        ("paper-50", "paper-600", 3),
        ("night-900", "night-400", 3),
    ],
)
def test_text_stands_out_from_its_ground(ground, text, least):
    palette = dict(
        re.findall(r"--([a-z]+-\d+): (#[0-9a-f]{6});", (FOLDER / "styles" / "tokens.css").read_text(encoding="utf-8"))
    )

    assert contrast(palette[ground], palette[text]) >= least


def test_the_design_page_gives_the_contrasts_of_the_palette():
    palette = dict(
        re.findall(r"--([a-z]+-\d+): (#[0-9a-f]{6});", (FOLDER / "styles" / "tokens.css").read_text(encoding="utf-8"))
    )
    cell = r"`([a-z]+-\d+)` (#[0-9a-f]{6}) \| ([\d.]+) \| ([\d.]+) \|"
    rows = re.findall(cell, (FOLDER.parent / "docs" / "design.md").read_text(encoding="utf-8"))
    grounds = [("paper-50", "paper-100"), ("night-900", "night-800")] * (len(rows) // 2)

    computed = [
        (name, palette[name], *(f"{contrast(palette[ground], palette[name]):.1f}" for ground in pair))
        for (name, *_), pair in zip(rows, grounds, strict=True)
    ]

    assert len(rows) == 12
    assert rows == computed
