"""These tests look at what stands beside the text of an article or is wider than it, at the widths of windows."""

import pytest

from generator.model import Rendition, Url
from generator.views.pictures import Room, body_room, sizes
from tests.test_access import ARTICLE, WITH_NOTES

WITH_MAP = "2021/03/five-straits/"
BOX = """(path) => {
  const box = (element) => element.getBoundingClientRect();
  const shown = box(document.querySelector(path)), text = box(document.querySelector(".prose > p"));
  const page = box(document.querySelector(".masthead__top"));
  return {start: Math.round(shown.left - text.left), end: Math.round(shown.right - text.right),
    page: Math.round(shown.left - page.left), isBeside: shown.right < text.left};
}"""


@pytest.mark.parametrize(
    ("width", "height", "room"),
    [(1600, 900, Room.WIDE), (908, 600, Room.WIDE), (907, 600, Room.BODY), (1200, 1200, Room.BODY)],
    ids=["wide", "as wide as the room", "too few pixels", "a square"],
)
def test_a_picture_of_the_text_stands_wider_where_it_has_the_pixels_and_the_shape(width, height, room):
    assert body_room(width, height) is room


def test_a_browser_is_told_how_wide_a_picture_stands_at_each_width():
    made = [Rendition(url=Url(f"/media/a-{width}.webp"), width=width, height=1) for width in (480, 800, 1600)]

    assert sizes(Room.WIDE, made) == "(min-width: 1120px) 908px, (min-width: 616px) 616px, 100vw"
    assert sizes(Room.WIDE, made[:2]) == "(min-width: 1120px) 800px, (min-width: 616px) 616px, 100vw"


@pytest.mark.browser
@pytest.mark.parametrize(("width", "is_wide"), [(390, False), (1100, False), (1280, True), (1600, True)])
def test_a_wide_figure_reaches_from_the_start_of_the_page_to_the_end_of_the_text(page, address, width, is_wide):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + WITH_MAP)

    found = page.evaluate(BOX, ".prose figure:has(.wide)")

    assert (found["end"], found["page" if is_wide else "start"]) == (0, 0)
    assert (found["start"] < 0) == is_wide
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.browser
@pytest.mark.parametrize(("width", "is_beside"), [(390, False), (1120, False), (1280, True), (1920, True)])
def test_a_pull_quote_stands_in_the_text_or_beside_it(page, address, width, is_beside):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + WITH_NOTES)

    found = page.evaluate(BOX, ".pull-quote")

    assert found["isBeside"] == is_beside
    assert found["page"] >= 0
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.browser
def test_the_words_of_a_pull_quote_are_heard_once(page, address):
    page.goto(address + WITH_NOTES)

    said = page.locator("article").aria_snapshot()

    assert said.count("A ballistic missile is thrown.") == 1
    assert page.locator("article").inner_text().count("A ballistic missile is thrown.") == 2


@pytest.mark.browser
def test_an_article_without_any_of_them_is_one_column(page, address):
    page.goto(address + ARTICLE)

    assert page.locator(".pull-quote, .prose .wide").count() == 0
