"""These tests hold the house together: documents, lock files and Makefile say what the code does."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.config import _KNOWN
from generator.content.names import ARTICLE_FIELDS, AUTHOR_FIELDS, PAGE_FIELDS, TOPIC_FIELDS
from generator.problems import RULES, Severity, guards_the_reader

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tools").rglob("*.md")])
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-dask.lock")
SOURCES = ("requirements.in", "requirements-test.in", "requirements-dask.in")
COMMANDS = ("help", "site", "test", "check", "serve", "bench", "lock", "clean", "distclean")

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
CODE = re.compile(r"^```.*?^```|^(?: {4,}|\t).*?$|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def sections(text: str) -> Mapping[str, str]:
    """The second-level headings of a document with what stands below each."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def anchors(document: Path) -> set[str]:
    """The anchors that GitHub gives to a document's headings."""
    headings = HEADING.findall(document.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def locked(name: str) -> Mapping[str, tuple[str, list[str]]]:
    """package → (what pins it, its hashes) in a lock file."""
    entries = re.split(
        r"\n(?=[a-z0-9])", "\n".join(line for line in read(name).splitlines() if line.strip()[:1] != "#")
    )
    pins = [entry.replace("\\\n", "").split() for entry in entries]
    return {pin[0].partition("==")[0]: (pin[0], [word for word in pin if word.startswith("--hash=")]) for pin in pins}


def asked(name: str) -> list[str]:
    """The packages that a .in file names, as PyPI normalizes them."""
    lines = [line.strip() for line in read(name).splitlines()]
    return [line.lower() for line in lines if line and not line.startswith(("#", "-"))]


def test_every_rule_has_its_heading_in_the_order_of_the_alphabet():
    assert list(sections(read("docs/problems.md"))) == sorted(RULES)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_rule_is_documented_with_its_severity(rule):
    word = "Error" if RULES[rule] is Severity.ERROR else "Warning"
    suffix = " that cannot be lowered" if guards_the_reader(rule) else ""

    opening = sections(read("docs/problems.md"))[rule].strip().partition(" **")[0]

    assert opening.startswith(f"**{word}{suffix}.**")


def test_the_reference_lists_every_table_and_key_of_the_settings_and_no_others():
    table = sections(read("docs/reference.md"))["site.toml"]
    found: dict[str, set[str]] = {}
    name = ""
    for first, second in re.findall(r"^\| ?(\S*) \| (.+?) \|", table, flags=re.MULTILINE):
        name = first.strip("`[]") or name
        found.setdefault(name, set()).update(re.findall(r"`([a-z_]+)`", second))

    expected = {table_name: set(keys) for table_name, keys in _KNOWN.items() if table_name != "rules"}

    assert {key: value for key, value in found.items() if value} == {**expected, "social": {"title", "url"}}


@pytest.mark.parametrize(
    ("opening", "known"),
    [
        ("An article,", ARTICLE_FIELDS),
        ("An author record,", AUTHOR_FIELDS),
        ("A tag,", TOPIC_FIELDS),
        ("A page about the site,", PAGE_FIELDS),
    ],
    ids=["article", "author", "topic", "page"],
)
def test_the_reference_lists_every_field_of_the_front_matter_and_no_others(opening, known):
    table = sections(read("docs/reference.md"))["Front matter"].partition(f"\n{opening}")[2].partition("\n\n")[2]
    first_cells = re.findall(r"^\| (`.+?`) \|", table.partition("\n\n")[0], flags=re.MULTILINE)

    assert sorted(" or ".join(first_cells).replace("`", "").split(" or ")) == sorted(known)


def test_the_guide_for_writers_shows_every_field_of_an_article():
    shown = re.findall(r"\*\*([a-z]+)\*\*", sections(read("docs/writing.md"))["The fields"])

    assert sorted({*shown, "title"}) == sorted(ARTICLE_FIELDS)


def test_the_architecture_names_every_room_from_the_top_layer_down():
    rooms = re.findall(r"^\| [a-z ]*\| `([a-z]+)` \|", read("docs/architecture.md"), flags=re.MULTILINE)
    layers = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"][0]["layers"]

    assert rooms == [room for layer in layers for room in layer.split(" | ")]


@pytest.mark.parametrize("command", ["make site", "make test"])
def test_the_readme_shows_the_two_commands_on_its_first_screen(command):
    first_screen = read("README.md").splitlines()[:16]

    assert [line for line in first_screen if line.strip().startswith(command)] != []


def test_the_readme_shows_a_picture_of_the_site_that_is_there():
    pictures = re.findall(r"!\[(.+)\]\((\S+)\)", read("README.md"))

    assert [(bool(alt), (ROOT / path).is_file()) for alt, path in pictures] == [(True, True)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_in_a_document_leads_to_a_file_and_a_heading(document):
    text = CODE.sub("", document.read_text(encoding="utf-8"))
    relative = [link for link in LINK.findall(text) if not link.startswith(("https://", "http://", "mailto:"))]

    dead = []
    for link in relative:
        path, _, anchor = link.partition("#")
        target = document.parent / path if path else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(link)

    assert dead == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_pins_and_hashes_every_package_and_names_no_address(name):
    entries = locked(name)

    unpinned = [pin for pin, _ in entries.values() if not re.match(r"[a-z0-9-]+==[0-9][0-9a-z.]*\Z", pin)]
    unhashed = [package for package, (_, hashes) in entries.items() if not hashes]

    assert (unpinned, unhashed, "://" in read(name), len(entries) > 10) == ([], [], False, True)


def test_the_locks_hold_what_is_asked_for_and_agree_on_what_they_share():
    site, tests, dask = map(locked, LOCKS)

    held = zip((site, tests, dask), map(asked, SOURCES), strict=True)
    missing = [name for lock, names in held for name in names if name not in lock]
    different = {name for name in site if tests[name] != site[name]}
    different |= {name for name in site.keys() & dask.keys() if dask[name] != site[name]}

    assert (missing, different) == ([], set())


def test_every_package_that_is_asked_for_is_explained_and_no_other():
    explained = sections(read("docs/dependencies.md"))
    named = [
        [name.lower() for name in re.findall(r"^\| ([A-Za-z0-9-]+) \|", explained[heading], flags=re.MULTILINE)[1:]]
        for heading in ("For the site", "For the tests", "For a cluster")
    ]

    assert [sorted(names) for names in named] == [sorted(asked(source)) for source in SOURCES]


def test_no_file_of_the_generator_passes_400_lines():
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / "generator").rglob("*.py")
    }

    assert {path: length for path, length in lengths.items() if length > 400} == {}


def make(*arguments: str) -> str:
    """What make prints when it is called from a shell: nothing of a `make test` around this test reaches it."""
    path = {"PATH": os.environ["PATH"]}
    run = subprocess.run(["make", *arguments], cwd=ROOT, env=path, capture_output=True, text=True, check=True)
    return run.stdout


def test_make_alone_lists_every_command_with_a_line():
    listed = re.findall(r"^  make ([a-z]+) +\S.*$", make(), flags=re.MULTILINE)

    assert listed == list(COMMANDS)


def test_the_reference_lists_the_commands_that_make_lists():
    table = sections(read("docs/reference.md"))["Commands"]

    assert re.findall(r"^\| `make ([a-z]+)` \|", table, flags=re.MULTILINE) == [
        name for name in COMMANDS if name != "help"
    ]


@pytest.mark.parametrize(
    ("settings", "arguments"),
    [
        ([], []),
        (["JOBS=3"], ["--jobs", "3"]),
        (["OUTPUT=a b", "NOW=2022-03-18"], ["--output", '"a b"', "--now", '"2022-03-18"']),
    ],
    ids=["none", "jobs", "output and now"],
)
def test_make_hands_its_settings_on_to_the_build(settings, arguments):
    command = make("-n", "site", *settings).replace("\\\n", " ").splitlines()[-1]

    assert command.split() == " ".join([".venv/bin/python -m generator build", *arguments]).split()


def test_the_run_of_continuous_integration_is_make_test_and_can_be_executed():
    script = ROOT / ".ci" / "run"

    last = script.read_text(encoding="utf-8").splitlines()[-1]

    assert (last, script.stat().st_mode & 0o111 != 0) == ("exec make test </dev/null", True)


def test_the_benchmarks_are_listed_by_the_names_of_their_modules_and_folders():
    modules = {path.stem for path in (ROOT / "tests" / "benchmarks").glob("[!_]*.py")}

    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "--list"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert {line.split()[0] for line in run.stdout.splitlines()} == modules | {"speed"}


def test_a_benchmark_that_does_not_exist_is_refused():
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "no-such-thing"], cwd=ROOT, capture_output=True, check=False
    )

    assert run.returncode == 2
