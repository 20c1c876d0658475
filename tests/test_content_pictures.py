"""These are the pictures of front matter: where they lie, and what is asked for them."""

import pytest

from generator.model import (
    Article,
    Picture,
)
from generator.problems import Location
from tests.content_makers import PATH, article_with, lines_of, parse_with


def test_case_17_caption_and_credit_are_told_apart():
    article = article_with(
        "image:",
        "  src: /media/t-72.png",
        "  alt: A tank",
        '  caption: "Russia\'s T-72 tank drilling. Image Credit: Creative Commons."',
    )

    assert article.picture == Picture(
        src="content/media/t-72.png",
        location=Location(path=PATH, line=6, column=8),
        alt="A tank",
        caption="Russia's T-72 tank drilling.",
        credit="Creative Commons",
    )


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("A tank. Photo by Jane Doe.", ("A tank.", "Photo by Jane Doe")),
        ("A tank (AP Photo/Jane Doe)", ("A tank", "AP Photo/Jane Doe")),
        ("A tank. Courtesy of the U.S. Navy", ("A tank.", "Courtesy of the U.S. Navy")),
        ("A tank. (U.S. Navy photo by Jane Doe/Released)", ("A tank.", "U.S. Navy photo by Jane Doe/Released")),
        ("A tank (Photo: Jane Doe)", ("A tank", "Photo: Jane Doe")),
        ("The delay came courtesy of Congress.", ("The delay came courtesy of Congress.", "")),
        ("The photo by the door.", ("The photo by the door.", "")),
        ("Image: Reuters", ("", "Image: Reuters")),
    ],
)
def test_case_17_a_credit_is_known_by_its_label(caption, expected):
    article = (
        article_with("image:", "  src: x.png", '  alt: ""', f"  caption: {caption!r}", "  credit:")
        if expected[1]
        else None
    )
    reading = parse_with("image:", "  src: x.png", '  alt: ""', f"  caption: {caption!r}")
    record = article or reading.record

    assert isinstance(record, Article)
    assert record.picture is not None
    assert (record.picture.caption, record.picture.credit) == expected


@pytest.mark.parametrize("lines", [("image:",), ("image:", "  src:", "  alt:")])
def test_case_17_a_blank_image_is_no_image(lines):
    assert article_with(*lines).picture is None


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("x.png", "content/articles/2022/x.png"),
        ("./x.png", "content/articles/2022/x.png"),
        ("../x.png", "content/articles/x.png"),
        ("media/x.png", "content/media/x.png"),
        ("/media/a%20b.JPG", "content/media/a b.JPG"),
        ("https://example.org/x", "https://example.org/x"),
        ("http://example.org/x.png", "https://example.org/x.png"),
    ],
)
def test_a_picture_is_found_beside_its_article_or_below_content(written, source):
    picture = article_with("image:", f"  src: {written}", "  alt: A", "  credit: C").picture

    assert picture is not None
    assert picture.src == source


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("../../../etc/x.png", "'../../../etc/x.png' leads out of the folder content/ [unsafe-path]"),
        ("javascript:x.png", "'javascript:x.png' begins with 'javascript:', which is not allowed [unsafe-url]"),
        ("x.svg", "'x.svg' is no picture by its ending [bad-field]"),
    ],
)
def test_a_picture_from_elsewhere_is_refused(written, expected):
    reading = parse_with(f"image: {written}")

    hint = "Write the path of a picture below content/, such as media/x.png, or an address that begins with https://."
    assert lines_of(reading) == [f"5:8: {expected} {hint}"]


def test_an_image_without_a_source_a_description_and_a_credit_is_told():
    no_source = parse_with("image: {alt: A tank}")
    bare = parse_with("image: x.png")

    assert lines_of(no_source) == [
        "5:8: 'image' has no 'src', so no picture is shown [missing-image] Write: src: media/x.png"
    ]
    assert lines_of(bare) == [
        (
            "5:8: the picture 'content/articles/2022/x.png' has no description [missing-alt] "
            "Write what it shows, for those who cannot see it: image: {src: x.png, alt: A destroyer at anchor}"
        ),
        (
            "5:8: the picture 'content/articles/2022/x.png' has no credit [missing-credit] "
            "Write who made it: image: {src: x.png, credit: Jane Doe}"
        ),
    ]
