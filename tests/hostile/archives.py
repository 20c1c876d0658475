"""This is a hostile archive: payloads in every position, written, checked until nothing is refused, and built."""

import datetime as dt
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.content import parse
from generator.content.characters import visible
from generator.content.sources import kind_of
from generator.markdown import parse as parse_body
from generator.problems import RULES, Severity, guards_the_reader
from tests.hostile.judging import Site, judge_site
from tests.hostile.positions import DOCUMENTS, POSITIONS, Document, quoted, written

REPOSITORY = Path(__file__).parents[2]
NOW = "2023-01-01T12:00:00Z"
URL = "https://news.example/"
_ROUNDS = 16
"""How often what was refused is written again; a file may hide its later faults behind its first."""
_RULES = "\n".join(f'{rule} = "off"' for rule in sorted(RULES) if not guards_the_reader(rule))
SETTINGS = f"""[site]
title = "News <b>& 'more'"
url = "{URL}"
language = "en-US"
timezone = "America/New_York"
description = "</title><script>alert(1)</script>"

[repository]
url = "https://github.com/example/news"

[[social]]
title = "<img src=x onerror=alert(1)>"
url = "https://social.example/@news"

[rules]
{_RULES}
"""
"""The laxest settings there can be: every rule that can be switched off is off."""
_NAMED = "---\ntitle: Named %N\ndate: 2022-03-15\nauthor: Jane Doe\n---\n\n![Words](/media/%N.png)\n"
PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)
"""A picture of one pixel."""


@dataclass(slots=True, kw_only=True)
class Attack:
    """One hostile archive: which payloads it holds, what the build refused, and what came of the rest."""

    root: Path
    payloads: Mapping[int, str]
    refused: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """File → position → the rule that refused it there."""
    dropped: dict[str, str] = field(default_factory=dict)
    """Files that were refused as a whole → the rule."""
    places: dict[str, dict[int, str]] = field(default_factory=dict)
    hits: list[tuple[str, str]] = field(default_factory=list)

    @property
    def tried(self) -> int:
        """Payloads times positions."""
        return len(self.payloads) * len(POSITIONS) + len(self.names)

    @property
    def names(self) -> list[str]:
        """Files that bear a payload as their name."""
        return [name for name in self.places if not self.places[name]]

    @property
    def count_refused(self) -> int:
        """How many of those the build refused."""
        names = sum(1 for name in self.names if name in self.dropped)
        return names + sum(len(found) for found in self.refused.values())

    @property
    def site(self) -> Path:
        """The published site."""
        return self.root / "_site"


def attack(root: Path, payloads: Mapping[int, str], *, jobs: int = 1) -> Attack:
    """Write the archive, take out what is refused, build the rest through the command, and judge every file."""
    made = Attack(root=root, payloads=payloads)
    (root / "content/articles/2022").mkdir(parents=True)
    (root / "site.toml").write_text(SETTINGS, encoding="utf-8")
    _write_texts(made, {_path(document.path, number) for number in payloads for document in DOCUMENTS})
    _write_names(made)
    _write_words(made)
    for _ in range(_ROUNDS):
        if not _take_out(made, list(_errors(root))):
            break
    run = command(root, "build", "--now", NOW, "--jobs", str(jobs))
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
    made.hits = sorted(set(judge_site(made.site, Site(url=URL))))
    return made


def command(root: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """What `python -m generator` says; a signal is a negative status."""
    whole = [sys.executable, "-m", "generator", "--root", str(root), *arguments]
    return subprocess.run(whole, cwd=REPOSITORY, capture_output=True, text=True, errors="replace", check=False)


def _path(template: str, number: int) -> str:
    return template.replace("%N", str(number))


def _write_texts(made: Attack, paths: Iterable[str]) -> None:
    """Write these files anew, each without what was refused in it."""
    wanted = set(paths)
    for number, payload in made.payloads.items():
        for document in DOCUMENTS:
            name = _path(document.path, number)
            if name in wanted:
                text, made.places[name] = _without_what_is_refused(document, number, payload, made.refused[name])
                path = made.root / "content" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")


def _without_what_is_refused(
    document: Document, number: int, payload: str, refused: dict[str, str]
) -> tuple[str, dict[int, str]]:
    """A file without the positions that its readers refuse. The commands judge it after that."""
    while True:
        text, places = written(document, number, payload, refused)
        found = {_position(places, line): rule for line, rule in _refusals(text, f"content/{document.path}")}
        if not found.keys() - refused.keys() - {""}:
            return text, places
        refused |= {position: rule for position, rule in found.items() if position}


def _refusals(text: str, path: str) -> Iterator[tuple[int, str]]:
    """(line, rule) of each error in one file that no settings can lower."""
    reading = parse(text, path=path, kind=kind_of(path), zone=dt.UTC)
    _, _, problems = parse_body(reading.body, path=path, first_line=reading.first_line)
    for problem in (*reading.problems, *problems):
        if guards_the_reader(problem.rule) and RULES[problem.rule] is Severity.ERROR and not problem.mild:
            yield problem.location.line, problem.rule


def _write_names(made: Attack) -> None:
    """Payloads as the names of articles and pictures, as they are and without what Windows allows in no name."""
    (made.root / "content/media").mkdir(parents=True)
    for number, payload in made.payloads.items():
        (made.root / f"content/media/{number}.png").write_bytes(PIXEL)
        name = payload.replace("/", "\u2215").encode("utf-8", "replace").decode().replace("\0", "")[:40]
        mild = "".join(character for character in name if character not in '<>:"|?*\\\r\n\t')
        for stem in dict.fromkeys((f"{name}-{number}", f"{mild} {number}")):
            for path, data in (
                (f"articles/2022/{stem}.md", _NAMED.replace("%N", str(number)).encode()),
                (f"media/{stem}.png", PIXEL),
            ):
                (made.root / "content" / path).write_bytes(data)
                made.places[path] = {}


def _write_words(made: Attack) -> None:
    """Payloads as other spellings for the search."""
    lines = [f'[[alias]]\nwords = ["Named", "{quoted(payload)}"]' for payload in made.payloads.values()]
    sound = [
        line for line, payload in zip(lines, made.payloads.values(), strict=True) if any(map(str.isalnum, payload))
    ]
    (made.root / "content/search-aliases.toml").write_text("\n".join(sound).replace("\\x", "\\u00"), encoding="utf-8")


def _errors(root: Path) -> Iterator[tuple[str, int, str]]:
    """(path below content/, line, rule) of each error that `check` tells."""
    run = command(root, "check", "--format", "json")
    assert run.returncode in (0, 1), run.stderr[-2000:]
    assert "Traceback" not in run.stderr, run.stderr[-2000:]
    for line in run.stdout.splitlines():
        row = json.loads(line)
        if row["severity"] == "error":
            yield row["path"].removeprefix("content/"), row["line"], row["rule"]


def _take_out(made: Attack, errors: Sequence[tuple[str, int, str]]) -> bool:
    """Refuse what the errors name; whether anything was refused."""
    changed: set[str] = set()
    shown = {_shown(path): path for path in made.places}
    for told, line, rule in errors:
        path = shown.get(told, told)
        position = _position(made.places.get(path, {}), line)
        if position and position not in made.refused[path]:
            made.refused[path][position] = rule
            changed.add(path)
        elif path not in made.dropped:
            made.dropped[path] = rule
            made.refused[path].update(dict.fromkeys(made.places.get(path, {}).values(), rule))
            (made.root / "content" / path).unlink()
    _write_texts(made, changed - made.dropped.keys())
    return bool(errors)


def _position(places: Mapping[int, str], line: int) -> str:
    """The position in a line; else in the next one, where a list begins; else the nearest above: YAML may be late."""
    before = [number for number in places if number < line]
    return places.get(line) or places.get(line + 1, "") or (places[max(before)] if before else "")


def _shown(path: str) -> str:
    return visible(path)


def sample(payloads: Sequence[str], every: int) -> dict[int, str]:
    """Every so manieth payload by its number."""
    return {number: payload for number, payload in enumerate(payloads) if number % every == 0}
