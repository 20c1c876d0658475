"""This is a real archive put into the dialects of the peers, as far as they can read it.

Files that our own check refuses are left out for all. Peers get front matter of the fields that all tools know, and
bodies whose curly braces no tool takes for its own commands; pictures stay out.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from generator import content
from generator.config import read_config
from generator.content import SourceKind
from generator.model import Article, AuthorRecord
from tests.benchmarks.speed.archive import Archive, Item
from tests.benchmarks.speed.measuring import Plan
from tests.benchmarks.speed.tools import REPOSITORY, Tool, equip, write_root

_ROUNDS = 5
"""A file that is left out may break another's link, so the check is asked again."""


def prepare(source: Path, folder: Path, rounds: int, tools: Sequence[Tool]) -> Plan:
    """The archive in the dialect of each tool, and the plan to measure it."""
    name = source.resolve().name
    root = folder / name / "ours"
    if not root.exists():
        shutil.copytree(source, root, ignore=shutil.ignore_patterns("_site", ".cache", "theme"))
        equip(next(tool for tool in tools if tool.dialect == "ours"), root)
        _set_aside(root)
    archive = _read(root)
    for tool in {tool.dialect: tool for tool in tools if tool.dialect != "ours"}.values():
        if not (folder / name / tool.dialect).exists():
            write_root(tool, archive, folder / name / tool.dialect)
    return Plan(archive=name, articles=len(archive.items), folder=folder / name, rounds=rounds, tools=tools)


def _set_aside(root: Path) -> None:
    command = [sys.executable, "-m", "generator", "--root", str(root), "check", "--format", "json"]
    for _ in range(_ROUNDS):
        ended = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
        rows = [json.loads(line) for line in ended.stdout.splitlines()]
        refused = {row["path"] for row in rows if row["severity"] == "error"}
        for path in refused:
            (root / path).unlink(missing_ok=True)
        if not refused:
            return


def _read(root: Path) -> Archive:
    sources, _ = content.discover(root)
    zone = read_config(root).zone
    texts = [source for source in sources if source.kind in {SourceKind.ARTICLE, SourceKind.AUTHOR}]
    readings = [content.read(root, source, zone) for source in texts]
    records = {reading.record.id: reading for reading in readings if isinstance(reading.record, AuthorRecord)}
    names = {author: reading.record.name for author, reading in records.items()}
    items = [_item(reading.record, reading.body, names) for reading in readings if isinstance(reading.record, Article)]
    bios = {names[author]: _plain(reading.body) for author, reading in records.items()}
    bios.update({name: "" for item in items for name in item.authors if name not in bios})
    return Archive(items=tuple(sorted(items, key=lambda item: (item.when, item.slug))), bios=bios)


def _item(article: Article, body: str, names: dict[str, str]) -> Item:
    authors = [names.get(line.id or line.text, line.text or line.id) for line in article.bylines]
    return Item(
        slug=article.slug,
        title=article.title,
        when=article.published.instant,
        authors=tuple(dict.fromkeys(authors)),
        section=article.section or "News",
        tags=article.tags,
        summary=article.summary or article.title,
        body=_plain(body),
    )


def _plain(text: str) -> str:
    return text.replace("{", "(").replace("}", ")")
