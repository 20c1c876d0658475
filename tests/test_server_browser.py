"""What a writer sees: the preview in Chromium, over a small archive and a process of its own."""

import pytest
from playwright.sync_api import expect

from tests.preview import Preview, make_text
from tests.waiting import wait_until

pytestmark = pytest.mark.browser

ARTICLE = "2022/03/four-warships/"
SOURCE = "content/articles/four-warships.md"
LONG = "\n\n".join(f"Paragraph {number} of many." for number in range(200))
FIRST = "[...document.querySelectorAll('.prose p')].findIndex((text) => text.getBoundingClientRect().bottom > 0)"
"""The paragraph at the top of the window; its height in the page may change by a line when the fonts arrive."""
BAD = make_text(more="updated: Febuary 30\n")


@pytest.fixture
def preview(tmp_path):
    articles = {"four-warships": make_text(), "a-draft": make_text("A draft", more="status: draft\n")}
    running = Preview(tmp_path, "--drafts", articles=articles)
    running.built()
    yield running
    running.end()


@pytest.fixture
def shown(preview, page):
    """The article in a browser that hears of changes; what the console says is an error in the end."""
    open_page(page, preview, ARTICLE)
    yield page
    assert page.heard == []


def open_page(page, preview, path):
    with page.expect_response(lambda response: "_events" in response.url):
        page.goto(preview.address + path)


def mark(page):
    """A mark that a page loses when it is loaded again."""
    page.evaluate("window.stays = true")


def stayed(page):
    return page.evaluate("window.stays === true")


def test_a_saved_article_is_shown_without_a_hand_and_where_one_was_reading(preview, shown):
    preview.write(SOURCE, make_text(body=LONG))
    expect(shown.get_by_text("Paragraph 199 of many.")).to_be_attached()
    shown.wait_for_load_state("load")  # when the browser goes where the reader was before, which is the top
    shown.evaluate("scrollTo(0, 3000)")
    wait_until(shown, "scrollY === 3000")
    first = shown.evaluate(FIRST)

    preview.write(SOURCE, make_text(body=f"{LONG}\n\nTokyo protested."))

    expect(shown.get_by_text("Tokyo protested.")).to_be_attached()
    assert first > 9
    wait_until(shown, f"Math.abs({FIRST} - {first}) <= 1")


def test_a_page_that_did_not_change_stays_as_it_is(preview, shown):
    open_page(shown, preview, "search/")
    mark(shown)

    preview.write(SOURCE, make_text(body="Tokyo protested.", more="colour: red\n"))
    preview.write(SOURCE, BAD)
    expect(shown.locator(".preview-panel")).to_be_visible()
    preview.write(SOURCE, make_text(body="Tokyo protested."))

    expect(shown.locator(".preview-panel")).to_have_count(0)
    assert stayed(shown)


def test_a_change_of_a_style_is_shown_at_once(preview, shown):
    settings = (preview.root / "site.toml").read_text(encoding="utf-8")
    rule = "@layer utilities {{ body {{ outline: 3px solid rgb({}); }} }}"
    (preview.root / "own/styles").mkdir(parents=True)
    preview.write("own/styles/own.css", rule.format("1, 2, 3"))
    preview.write("site.toml", f'{settings}overrides = "own"\n')
    expect(shown.locator("body")).to_have_css("outline-color", "rgb(1, 2, 3)")

    preview.write("own/styles/own.css", rule.format("4, 5, 6"))

    expect(shown.locator("body")).to_have_css("outline-color", "rgb(4, 5, 6)")


def test_an_error_is_shown_with_its_place_and_its_line_and_goes_when_it_is_mended(preview, shown):
    mark(shown)
    preview.write(SOURCE, BAD)
    panel = shown.get_by_role("dialog")
    expect(panel).to_be_visible()
    text = panel.inner_text()
    alert = shown.get_by_role("alert").inner_text()

    preview.write(SOURCE, make_text())
    expect(panel).to_have_count(0)

    assert alert == "1 error in the sources: this is the last good site."
    assert f"{SOURCE}:5:10" in text
    assert "updated: Febuary 30\n         ^" in text
    assert stayed(shown)


def test_the_panel_is_closed_by_escape_or_its_button_and_leaves_the_focus_free(preview, shown):
    preview.write(SOURCE, BAD)
    panel = shown.locator(".preview-panel")
    expect(panel).to_be_visible()
    focused = shown.evaluate("document.activeElement.tagName")
    shown.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    open_page(shown, preview, "")
    expect(panel).to_be_hidden()
    reminder = shown.locator(".preview-bar--error").inner_text()

    preview.write(SOURCE, BAD.replace("Febuary 30", "Febuary 31"))
    expect(panel).to_be_visible()
    shown.get_by_role("button", name="Close").press("Enter")

    expect(panel).to_be_hidden()
    assert (focused, reminder) == ("BODY", "1 error")


def test_a_keyboard_comes_through_the_panel_into_the_page(preview, shown):
    preview.write(SOURCE, BAD)
    expect(shown.locator(".preview-panel")).to_be_visible()

    for _ in range(8):
        shown.keyboard.press("Tab")

    assert shown.evaluate("!document.activeElement.closest('.preview')")


def test_the_warnings_of_an_article_stand_in_a_bar_that_opens(preview, shown):
    preview.write(SOURCE, make_text(more="colour: red\n"))
    bar = shown.get_by_text("1 warning on this page")
    bar.click()

    expect(shown.locator(".preview-bar .preview-notice__place")).to_have_text(f"{SOURCE}:5:1")


def test_a_draft_is_marked_in_the_page_and_in_the_title(preview, shown):
    public = shown.title()
    open_page(shown, preview, "2022/03/a-draft/")

    expect(shown.locator(".preview-draft")).to_be_visible()
    assert (public.startswith("Draft"), shown.title().startswith("Draft · A draft")) == (False, True)


def test_the_list_of_problems_follows_what_is_wrong(preview, shown):
    open_page(shown, preview, "_problems/")
    expect(shown.get_by_role("status")).to_contain_text("Nothing is wrong.")

    preview.write(SOURCE, BAD)

    expect(shown.get_by_role("heading", name=SOURCE)).to_be_visible()
    expect(shown).to_have_title("1 error, 0 warnings")


def test_a_preview_that_was_stopped_and_started_again_is_caught_up_with(preview, shown):
    port = preview.address.split(":")[2].partition("/")[0]
    preview.process.terminate()
    preview.process.wait(60)
    preview.process.stdout.close()
    preview.write(SOURCE, make_text(body="Tokyo protested."))

    preview.start("--port", port)

    # The browser says in its console that nobody answered for a while.
    expect(shown.get_by_text("Tokyo protested.")).to_be_visible(timeout=30_000)
    shown.heard.clear()


def test_a_page_that_nobody_saw_catches_up_when_it_is_seen(preview, shown):
    seen = "Object.defineProperty(document, 'hidden', {{ value: {}, configurable: true }});"
    seen += "document.dispatchEvent(new Event('visibilitychange'))"
    shown.evaluate(seen.format("true"))
    preview.write(SOURCE, make_text(body="Tokyo protested."))
    preview.built()
    before = shown.get_by_text("Tokyo protested.").count()

    shown.evaluate(seen.format("false"))

    expect(shown.get_by_text("Tokyo protested.")).to_be_visible()
    assert before == 0


def test_an_archive_that_has_not_been_built_yet_appears_when_its_errors_are_mended(tmp_path, page):
    preview = Preview(tmp_path, articles={"four-warships": BAD})
    preview.hear("The site stays as it was")
    page.goto(preview.address + ARTICLE)
    expect(page.get_by_role("heading", level=1)).to_have_text("The archive has not been built yet")
    expect(page.get_by_role("dialog")).to_contain_text(f"{SOURCE}:5:10")

    preview.write(SOURCE, make_text())

    expect(page.get_by_role("heading", level=1)).to_have_text("Four warships")
    preview.end()
