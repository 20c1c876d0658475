"""What several test files share: the starter archive built once, served, and opened in a browser."""

import os
import shutil
import threading
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Request, sync_playwright

from generator.cli import main
from generator.config import read_config
from generator.server import make_server
from tests.makers import REPOSITORY

# No test asserts by the clock, and this one would: a machine may be busy.
settings.register_profile("archive", deadline=None)
settings.load_profile("archive")

STARTER_NOW = "2023-01-01T12:00:00Z"


@pytest.fixture(scope="session")
def starter(tmp_path_factory) -> Path:
    """The starter archive, built with search, as a folder that is not touched again."""
    site = tmp_path_factory.mktemp("starter") / "_site"
    options = ["--output", str(site), "--now", STARTER_NOW]
    status = main(["--root", str(REPOSITORY), "--quiet", "build", *options])
    assert status == 0
    return site


@pytest.fixture(scope="session")
def address(starter):
    """The address of the served starter archive; its settings place it below a project path."""
    base = read_config(REPOSITORY).base
    server = make_server(starter, base, 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{base}"
    server.shutdown()
    server.server_close()
    thread.join()


def find_chromium() -> str:
    """A Chromium of the machine; without one the browser tests say that they did not run, and fail where CI is set."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        missing = "THE BROWSER TESTS DID NOT RUN: there is no chromium; .ci/run installs it"
        # A new machine has no browser and must still pass; where CI is set, .ci/run has installed one.
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    return found


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the session."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture
def page(browser):
    """A fresh page; what its console says is gathered in `page.heard`."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    opened = context.new_page()
    opened.heard = []
    opened.on("console", lambda message: opened.heard.append(message.text))
    opened.on("pageerror", lambda error: opened.heard.append(str(error)))
    opened.on("requestfailed", lambda request: _hear_failure(opened.heard, request))
    yield opened
    context.close()


def _hear_failure(heard: list[str], request: Request) -> None:
    """What a reader leaves behind by going on is aborted, and no failure."""
    if request.failure != "net::ERR_ABORTED":
        heard.append(f"failed: {request.url}")
