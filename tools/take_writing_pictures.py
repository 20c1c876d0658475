"""This takes the pictures of docs/writing.md: `python -m tools.take_writing_pictures`, in the .venv of `make test`.

Each shows what a command really prints today. A copy of the starter archive gets one article, first with slips and then
without; what `check` prints, the summary of its pull request and its page are opened in the machine's own Chromium.
"""

import contextlib
import datetime as dt
import io
import shutil
import tempfile
from html import escape
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from generator import markdown
from generator.cli import main
from tools.pull_request.__main__ import read_state
from tools.pull_request.summary import Proposal, write_summary

_ROOT = Path(__file__).resolve().parents[1]
_FOLDER = _ROOT / "docs" / "pictures"
_NOW = dt.datetime(2023, 1, 1, 12, tzinfo=dt.UTC)
_PATH = "content/articles/2022/2022-12-30-how-wide-is-a-strait.md"
_ADDRESS = "2022/12/how-wide-is-a-strait/index.html"
_WITH_SLIPS = """\
---
title: "How wide is a strait: three measures"
date: 2022-12-30
author: By Jane Doe
section: Explainers
kind: explaner
tags: [Straits, Law of the sea]
image: /media/tsugaru.png
---
A strait is as wide as its narrowest line, says [our guide](../2022/hormuz-in-figures.md).

<center>Tsugaru: 19.5 km</center>
"""
_MENDED = """\
---
title: "How wide is a strait: three measures"
date: 2022-12-30
author: By Jane Doe
section: Explainers
kind: explainer
tags: [Straits, Law of the sea]
summary: One strait has several widths, and each of them decides something else.
image:
  src: /media/tsugaru.png
  alt: A map of the Tsugaru Strait between Honshu and Hokkaido.
  credit: The Defense Archive
---
A strait is as wide as its narrowest line, says [our guide](../2020/hormuz-in-figures.md).

## Where three miles begin

Tsugaru measures 19.5 km at its narrowest.
"""
_SHEET = """\
body { margin: 0; padding: 24px; background: #fff; color: #1f2328; font: 15px/1.5 sans-serif; width: fit-content }
.terminal { background: #16181d; color: #e6e6e6 }
pre { margin: 0; font: 14px/1.5 monospace; white-space: pre-wrap; width: 860px }
main { width: 920px }
h2 { font-size: 21px; margin: 24px 0 12px }
h2:first-child { margin-top: 0 }
table { border-collapse: collapse; font-size: 14px }
th, td { border: 1px solid #d1d9e0; padding: 5px 10px; text-align: left; overflow-wrap: anywhere }
th { background: #f6f8fa }
td:first-child, td:last-child { white-space: nowrap }
a { color: #0969da }
"""
"""A plain terminal, and GitHub's tables."""


def take() -> None:
    """Write the three pictures anew, as WebP."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        before, after = _copy(root / "before", ""), _copy(root / "after", _WITH_SLIPS)
        terminal = _check(after)
        proposal = Proposal(paths=[_PATH], renamed={})
        summary = write_summary(read_state(before, _NOW), read_state(after, _NOW), proposal, "https://example.org/p")
        (after / _PATH).write_text(_MENDED, encoding="utf-8")
        _build(after, root / "_site")
        command = ".venv/bin/python -m generator check"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            _shoot(browser, "writing-check", f"<pre>$ {command}\n{escape(terminal)}</pre>", "terminal")
            _shoot(browser, "writing-summary", f"<main>{_as_html(summary)}</main>", "")
            _shoot_page(browser, "writing-preview", root / "_site" / _ADDRESS)
            browser.close()


def _copy(root: Path, article: str) -> Path:
    """The starter archive, with one article more unless its text is ""."""
    shutil.copytree(_ROOT / "content", root / "content")
    shutil.copy(_ROOT / "site.toml", root)
    if article:
        (root / _PATH).write_text(article, encoding="utf-8")
    return root


def _check(root: Path) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        main(["--root", str(root), "check", "--now", _NOW.isoformat(), str(root / _PATH)])
    return printed.getvalue()


def _build(root: Path, site: Path) -> None:
    now = _NOW.isoformat()
    if main(["--root", str(root), "--quiet", "build", "--no-search", "--output", str(site), "--now", now]) != 0:
        raise SystemExit("the mended article has errors")


def _as_html(text: str) -> str:
    """A summary as HTML, by the archive's own reader of Markdown."""
    body, _, _ = markdown.parse(text, path="summary.md", first_line=1)
    return "".join(body.chunks)


def _shoot(browser: Browser, name: str, inner: str, kind: str) -> None:
    page = browser.new_page(viewport={"width": 1000, "height": 700}, color_scheme="light")
    page.set_content(f'<!doctype html><style>{_SHEET}</style><body class="{kind}">{inner}</body>')
    _keep(name, page.locator("body").screenshot())
    page.close()


def _shoot_page(browser: Browser, name: str, path: Path) -> None:
    """The page as the preview holds it; its files lie beside it, so the base path is cut from their addresses."""
    page = browser.new_page(viewport={"width": 1000, "height": 700}, color_scheme="light")
    site = path.parents[3]
    page.route("**/*", lambda route: route.fulfill(path=str(_file(site, route.request.url))))
    page.goto(f"http://preview.example/{_ADDRESS}")
    page.wait_for_load_state("networkidle")
    _keep(name, page.screenshot())
    page.close()


def _file(site: Path, url: str) -> Path:
    """The file that answers an address, with the site's base path or without."""
    parts = url.split("/")[3:]
    found = site.joinpath(*parts)
    return found if found.is_file() else site.joinpath(*parts[1:])


def _keep(name: str, picture: bytes) -> None:
    target = _FOLDER / f"{name}.webp"
    Image.open(io.BytesIO(picture)).convert("RGB").save(target, quality=80, method=6)
    print(f"docs/pictures/{name}.webp: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    take()
