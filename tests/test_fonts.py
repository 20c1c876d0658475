"""These tests hold the fonts to theme/fonts.toml, to their licenses and to their weight, and the fallbacks to them."""

import os
import re

import pytest
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from generator.fonts import making, read_fonts
from generator.fonts.cutting import Order, code_points, cut_all
from generator.fonts.faces import Face
from generator.model import Url
from generator.problems import BuildError
from tests.makers import REPOSITORY

FONTS = read_fonts(str(REPOSITORY / "theme"))
FONTS_TOML = (REPOSITORY / "theme" / "fonts.toml").read_text(encoding="utf-8")
NO_PACKAGE = """
letters = { plain = "", marked = "" }
[[faces]]
name = "x"
family = "X"
package = "no_such_package"
file = "x.ttf"
axes = {}
weight = "400"
advance = 1
ascent = 1
descent = 1
"""
ENGLISH = {
    " ": 18.3,
    **dict(zip("etaoinshrdlu", (10.3, 7.5, 6.5, 6.2, 5.7, 5.7, 5.3, 5.0, 5.0, 3.3, 3.3, 2.3), strict=True)),
    **dict(zip("cmfwgypbvkjxqz", (2.2, 2.0, 2.0, 1.7, 1.6, 1.4, 1.5, 1.3, 0.8, 0.6, 0.1, 0.1, 0.1, 0.1), strict=True)),
}
"""How often a letter comes in a hundred of English text."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fonts")
    with making(FONTS.faces, folder) as wait:
        wait()
    return folder


def file_of(face: Face, folder):
    return folder / face.url.removeprefix("/assets/")


def stem(face: Face) -> str:
    return face.url.removeprefix("/assets/").partition(".")[0]


def find_face(name: str) -> Face:
    return next(face for face in FONTS.faces if stem(face) == name)


def test_the_fonts_weigh_what_a_page_can_bear(kept):
    sizes = {face.url: file_of(face, kept).stat().st_size for face in FONTS.faces}

    assert sum(sizes.values()) <= 90_000
    assert sum(sizes[url] for url in FONTS.first) <= 45_000


@pytest.mark.parametrize("face", FONTS.faces, ids=stem)
def test_a_face_holds_the_letters_it_declares_and_no_others(face, kept):
    font = TTFont(file_of(face, kept))

    assert set(font.getBestCmap()) == set(code_points(face.letters))
    assert ("GPOS" in font) == face.is_kerned
    assert {axis.axisTag: (axis.minValue, axis.maxValue) for axis in (font["fvar"].axes if "fvar" in font else ())} == {
        axis: span for axis, span in face.axes.items() if span[0] < span[1]
    }


@pytest.mark.parametrize("face", FONTS.faces, ids=stem)
def test_a_face_names_its_makers_and_its_license_lies_beside_it(face, kept):
    font = TTFont(file_of(face, kept))

    assert font["name"].getDebugName(0).startswith("Copyright 20")
    assert "://scripts.sil.org/" in font["name"].getDebugName(14)
    assert sorted(FONTS.licenses) == ["/assets/newsreader-license.txt", "/assets/public-sans-license.txt"]
    assert all(b"SIL OPEN FONT LICENSE Version 1.1" in text for text in FONTS.licenses.values())


def test_the_same_font_is_cut_to_the_same_bytes(kept, tmp_path):
    face = find_face("public-sans-marked")
    target = tmp_path / "again.woff2"

    cut_all(
        [Order(source=face.source, letters=face.letters, axes=dict(face.axes), is_kerned=False, target=str(target))]
    )

    assert target.read_bytes() == file_of(face, kept).read_bytes()


def test_what_is_kept_is_not_made_again_and_what_nobody_asks_for_goes(tmp_path):
    face = find_face("public-sans")
    file_of(face, tmp_path).write_bytes(b"kept")
    (tmp_path / "old.0123456789.woff2").write_bytes(b"")

    with making([face], tmp_path) as wait:
        found = wait()

    assert {url: path.read_bytes() for url, path in found.items()} == {face.url: b"kept"}
    assert [path.name for path in tmp_path.iterdir()] == [file_of(face, tmp_path).name]


def test_a_folder_whose_name_is_no_text_keeps_faces_too(tmp_path):
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()

    with making(FONTS.faces[:1], folder) as faces:
        made = faces()

    assert [path.parent for path in made.values()] == [folder]
    assert [path.read_bytes()[:4] for path in made.values()] == [b"wOF2"]


def test_a_font_that_cannot_be_cut_stops_the_build_with_its_reason(tmp_path):
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    face = Face(
        url=Url("/assets/broken.woff2"),
        source=str(tmp_path / "broken.ttf"),
        letters="U+20",
        axes={},
        is_kerned=False,
        is_first=False,
    )

    with (
        making([face], tmp_path) as wait,
        pytest.raises(BuildError, match=r"the fonts cannot be cut:\n(?s:.*)RuntimeError: Subsetting failed"),
    ):
        wait()


def advance(font: TTFont) -> float:
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    total = sum(widths[glyphs[ord(letter)]][0] * often for letter, often in ENGLISH.items())
    return total / sum(ENGLISH.values()) / font["head"].unitsPerEm


@pytest.mark.parametrize("name", ["newsreader-text", "newsreader-headline", "newsreader-italic", "public-sans"])
def test_the_figures_that_fallbacks_are_fitted_to_are_those_of_the_tables(name, kept):
    asked = FONTS_TOML.partition(f'"{name}"')[2]
    declared = [
        float(re.search(rf"^{key} = (.+)$", asked, re.MULTILINE)[1]) for key in ("advance", "ascent", "descent")
    ]
    font = TTFont(file_of(find_face(name), kept))

    em = font["head"].unitsPerEm
    found = [advance(font), font["hhea"].ascent / em, -font["hhea"].descent / em]

    assert declared == pytest.approx(found, abs=0.004)


def test_a_fallback_is_as_wide_and_as_high_as_the_face_it_stands_in_for():
    rule = next(line for line in FONTS.rules.splitlines() if '"Newsreader on Georgia"' in line)

    # 0.419 of Newsreader to 0.438 of Georgia is 95.7%, and 0.735 and 0.265 divided by that are 76.8% and 27.7%.
    assert rule == (
        '@font-face { font-family: "Newsreader on Georgia"; font-style: normal; font-weight: 400; '
        'src: local("Georgia"); '
        "size-adjust: 95.7%; ascent-override: 76.8%; descent-override: 27.7%; line-gap-override: 0%; }"
    )


def test_a_fallback_for_bold_words_is_as_wide_as_the_bold_words_of_the_face():
    rules = [line for line in FONTS.rules.splitlines() if '"Public Sans on Arial"' in line]

    # 0.470 of Public Sans to 0.475 of bold Arial is 98.9%, and 0.95 and 0.225 divided by that are 96.0% and 22.7%.
    assert rules[1] == (
        '@font-face { font-family: "Public Sans on Arial"; font-style: normal; font-weight: 551 700; '
        'src: local("Arial Bold"), local("Arial-BoldMT"), local("Liberation Sans Bold"); '
        "size-adjust: 98.9%; ascent-override: 96.0%; descent-override: 22.7%; line-gap-override: 0%; }"
    )
    assert "font-weight: 400 550;" in rules[0]


def test_the_width_of_bold_words_is_that_of_the_table(kept):
    font = instantiateVariableFont(TTFont(file_of(find_face("public-sans"), kept)), {"wght": 650})
    declared = re.findall(r"^face_advance = (.+)$", FONTS_TOML, re.MULTILINE)

    assert [float(value) for value in declared] == pytest.approx([advance(font)] * 2, abs=0.001)


def test_a_theme_without_fonts_brings_none(tmp_path):
    assert read_fonts(str(tmp_path)).rules == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("faces = 1", "Expected `array`, got `int` - at `$.faces`"),
        (
            NO_PACKAGE,
            "the package 'no_such_package' of 'x' is not installed",
        ),
    ],
    ids=["form", "package"],
)
def test_a_fault_in_fonts_toml_is_named(tmp_path, text, message):
    (tmp_path / "fonts.toml").write_text(text, encoding="utf-8")

    with pytest.raises(BuildError) as caught:
        read_fonts(str(tmp_path))

    assert message in str(caught.value)
