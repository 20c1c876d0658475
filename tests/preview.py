"""This is a preview that runs in a process of its own, as a writer starts it, over a small archive."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from tests.makers import REPOSITORY

_PATIENCE = 60
"""Seconds after which a preview that says nothing is ended."""
SETTINGS = """\
[site]
title = "The Archive"
url = "https://example.org/repo/"
language = "en-US"
timezone = "America/New_York"
[theme]
fonts = "system"
"""
ARTICLE = """\
---
title: {title}
date: 2022-03-18
author: Jane Doe
{more}---
{body}
"""


def make_text(title="Four warships", body="The frigates sailed east.", more=""):
    return ARTICLE.format(title=title, body=body, more=more)


class Preview:
    """A running `serve`; `heard` holds every line it has said so far."""

    def __init__(self, root: Path, *options: str, articles=None) -> None:
        self.root = root
        self.heard = []
        (root / "content/articles").mkdir(parents=True)
        (root / "site.toml").write_text(SETTINGS, encoding="utf-8")
        for name, text in (articles or {"four-warships": make_text()}).items():
            self.write(f"content/articles/{name}.md", text)
        self.start("--port", "0", *options)

    def start(self, *options: str) -> None:
        """Run the preview, with an address that is told once changes are watched for."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "generator", "--root", str(self.root), "serve", *options],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.address = self.hear("The site is at ").split()[4]

    @property
    def site(self) -> Path:
        return self.root / ".cache/preview/_site"

    def hear(self, begin: str) -> str:
        """The next line that begins so; who waits for one that never comes is told what came."""
        timer = threading.Timer(_PATIENCE, self.process.kill)
        timer.start()
        try:
            for line in self.process.stdout:
                self.heard.append(line.rstrip("\n"))
                if line.startswith(begin):
                    return self.heard[-1]
        finally:
            timer.cancel()
        raise AssertionError("\n".join([f"No line begins with {begin!r}:", *self.heard]))

    def built(self) -> str:
        """What is said when a rebuild has ended well."""
        return self.hear("Built in ")

    def write(self, name: str, text: str) -> None:
        """Write a file as many editors do: another one beside it, which takes its name."""
        path = self.root / name
        fresh = path.with_name(f"{path.name}___jb_tmp___")
        fresh.write_text(text, encoding="utf-8")
        os.replace(fresh, path)  # noqa: PTH105 -- the same as Path.replace, and plainer here

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
