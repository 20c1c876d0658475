"""This takes the screenshots in docs/pictures/: `python -m tools.take_screenshots` after `make test` has filled .venv.

It builds the starter archive for a fixed day, serves it, and opens it in the machine's own Chromium.
"""

import io
import shutil
import tempfile
import threading
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from generator.cli import main
from generator.config import read_config
from generator.server import make_server

_ROOT = Path(__file__).resolve().parents[1]
_FOLDER = _ROOT / "docs" / "pictures"
_ARTICLE = "2022/03/four-warships-through-the-tsugaru-strait/"
_SHOTS = (
    ("front", "", 1280, 900, "light"),
    ("front-phone-dark", "", 390, 800, "dark"),
    ("article", _ARTICLE, 1280, 900, "light"),
    ("article-phone", _ARTICLE, 390, 800, "light"),
    ("author-dark", "authors/jack-buckby/", 1280, 800, "dark"),
    ("search", "search/?q=Tsugaru", 1280, 800, "light"),
    ("tag", "tags/straits/", 1280, 800, "light"),
    ("corrections", "corrections/", 1280, 800, "light"),
    ("footnote-phone-dark", "2020/01/ballistic-and-cruise-missiles/#footnote-1", 390, 800, "dark"),
)
"""(name, address below the base path, width and height in CSS pixels, color scheme)."""


def take() -> None:
    """Write every screenshot anew, as WebP."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "_site"
        arguments = ["--root", str(_ROOT), "--quiet", "build", "--output", str(site), "--now", "2023-01-01T12:00:00Z"]
        if main(arguments) != 0:
            raise SystemExit("the starter archive has errors; run make check")
        base = read_config(_ROOT).base
        server = make_server(site, base, 0)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for name, address, *window in _SHOTS:
                _take(browser, name, f"http://127.0.0.1:{server.server_port}{base}{address}", tuple(window))
            browser.close()
        server.shutdown()


def _take(browser: Browser, name: str, address: str, window: tuple[int, int, str]) -> None:
    width, height, scheme = window
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    picture = Image.open(io.BytesIO(page.screenshot()))
    _FOLDER.mkdir(parents=True, exist_ok=True)
    picture.convert("RGB").save(_FOLDER / f"{name}.webp", quality=80, method=6)
    print(f"docs/pictures/{name}.webp")
    context.close()


if __name__ == "__main__":
    take()
