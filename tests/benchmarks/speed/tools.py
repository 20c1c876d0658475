"""These are the tools that are measured: what each needs, and the commands of a clean build.

Peers are installed from PyPI and npm into .tools/peers/, each into an environment of its own.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.search import find_pagefind
from tests.benchmarks.speed.archive import DIALECTS, Archive

REPOSITORY = Path(__file__).parents[3]
PEERS = REPOSITORY / ".tools" / "peers"
SETUPS = Path(__file__).parents[1] / "peers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One way to make the site; `output` is the folder below its root that the pages are in."""

    name: str
    dialect: str
    output: str
    commands: Callable[[Path], Sequence[Sequence[str]]]
    """Given the root."""


def ours(root: Path, *, search: bool) -> list[str]:
    """The command of our build."""
    command = [sys.executable, "-m", "generator", "--root", str(root), "build", "--now", "2026-01-01"]
    return command if search else [*command, "--no-search"]


def _hugo(root: Path) -> list[str]:
    (binary,) = PEERS.glob("python/lib/python*/site-packages/hugo/binaries/hugo*")
    return [str(binary), "--quiet", "--source", str(root), "--destination", "out"]


def _pelican(root: Path) -> list[str]:
    return [
        str(PEERS / "python" / "bin" / "pelican"),
        "-q",
        "-s",
        str(root / "pelicanconf.py"),
        "-o",
        str(root / "out"),
    ]


def _pagefind(root: Path) -> list[str]:
    return [str(find_pagefind().executable), "--quiet", "--site", str(root / "out")]


TOOLS = (
    Tool(name="ours", dialect="ours", output="_site", commands=lambda root: [ours(root, search=False)]),
    Tool(name="Hugo", dialect="hugo", output="out", commands=lambda root: [_hugo(root)]),
    Tool(name="Pelican", dialect="pelican", output="out", commands=lambda root: [_pelican(root)]),
    Tool(
        name="Eleventy",
        dialect="eleventy",
        output="out",
        commands=lambda _root: [["node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"]],
    ),
    Tool(name="ours, with search", dialect="ours", output="_site", commands=lambda root: [ours(root, search=True)]),
    Tool(
        name="Hugo, then Pagefind",
        dialect="hugo",
        output="out",
        commands=lambda root: [_hugo(root), _pagefind(root)],
    ),
)


def install() -> None:
    """Fill .tools/peers/ with what tests/benchmarks/peers/ names, once."""
    if not (PEERS / "python" / "bin" / "pelican").exists():
        python = str(PEERS / "python" / "bin" / "python")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(PEERS / "python")], check=True)
        options = ["-qq", "--disable-pip-version-check", "--no-input", "--only-binary=:all:"]
        subprocess.run([python, "-m", "pip", "install", *options, "-r", str(SETUPS / "requirements.txt")], check=True)
    if not (PEERS / "eleventy" / "node_modules").exists() and shutil.which("npm"):
        (PEERS / "eleventy").mkdir(parents=True, exist_ok=True)
        shutil.copy(SETUPS / "package.json", PEERS / "eleventy")
        command = ["npm", "install", "--silent", "--no-fund", "--no-audit", "--ignore-scripts"]
        subprocess.run(command, cwd=PEERS / "eleventy", check=True)


def is_there(tool: Tool) -> bool:
    """Whether the tool can run here."""
    if tool.dialect == "eleventy":
        return bool(shutil.which("node")) and (PEERS / "eleventy" / "node_modules").exists()
    return tool.dialect == "ours" or (PEERS / "python" / "bin" / "pelican").exists()


def write_root(tool: Tool, archive: Archive, root: Path) -> None:
    """The archive in the tool's dialect, with the tool's set-up."""
    DIALECTS[tool.dialect](archive, root)
    equip(tool, root)


def equip(tool: Tool, root: Path) -> None:
    """Put the tool's set-up beside its articles; ours is the theme of this repository."""
    if tool.dialect == "ours":
        shutil.copytree(REPOSITORY / "theme", root / "theme")
        return
    shutil.copytree(SETUPS / tool.dialect, root, dirs_exist_ok=True)
    if tool.dialect == "eleventy":
        (root / "package.json").write_text('{"type": "module"}\n', encoding="utf-8")
        (root / "node_modules").symlink_to(PEERS / "eleventy" / "node_modules")


def clean(tool: Tool, root: Path, aside: Path) -> None:
    """Put aside all that an earlier build of the tool left.

    It is removed when all is measured: ext4 looks for inodes that were not freed a moment ago, and a build that comes
    after a removal would pay for that, a third of its time here.
    """
    place = Path(tempfile.mkdtemp(dir=aside))
    for name in (tool.output, ".cache", "resources", "__pycache__"):
        if (root / name).exists():
            (root / name).rename(place / name)
    (root / ".hugo_build.lock").unlink(missing_ok=True)


def count_pages(tool: Tool, root: Path) -> int:
    """How many HTML pages the build made."""
    return sum(1 for _ in (root / tool.output).rglob("*.html"))
