"""These tests hold the schema of the front matter to what the reader accepts."""

import json

import jsonschema
import pytest
import yaml

from generator.cli import main
from generator.cli.arguments import SCHEMAS
from generator.content import SourceKind, discover, parse
from generator.content.names import KNOWN
from generator.content.schema import KINDS, schema
from generator.model import AuthorKind, CorrectionKind, Kind, Status
from tests.content_makers import PATH, ZONE
from tests.makers import REPOSITORY


def faults(kind: SourceKind, matter: str) -> list[str]:
    """What an editor would say: YAML 1.2 knows no dates, so they are texts."""
    fields = yaml.load(matter, Loader=_Editor)  # noqa: S506 -- a safe loader without dates
    validator = jsonschema.Draft202012Validator(json.loads(schema(kind)))
    return [error.message for error in validator.iter_errors(fields if fields is not None else {})]


class _Editor(yaml.SafeLoader):
    yaml_implicit_resolvers = {  # noqa: RUF012 -- as the library has it
        first: [(tag, shape) for tag, shape in found if tag != "tag:yaml.org,2002:timestamp"]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_keeps_its_own_standard_and_knows_the_readers_fields(kind):
    made = json.loads(schema(kind))

    jsonschema.Draft202012Validator.check_schema(made)
    assert (set(made["properties"]), made["additionalProperties"]) == (KNOWN[kind], False)
    assert [name for name, form in made["properties"].items() if not form["description"]] == []


def test_every_kind_of_record_has_a_schema_that_the_command_line_can_ask_for():
    assert set(KINDS) == set(KNOWN)
    assert tuple(kind.value for kind in KINDS) == SCHEMAS


def test_the_schema_accepts_every_file_of_the_starter_archive():
    sources, _ = discover(REPOSITORY)
    texts = {
        source: (REPOSITORY / source.path).read_text(encoding="utf-8") for source in sources if source.kind in KINDS
    }

    found = {source.path: faults(source.kind, text.split("---\n")[1]) for source, text in texts.items()}

    assert len(found) > 40
    assert {path: messages for path, messages in found.items() if messages} == {}


ACCEPTED = [
    "title: 2022",
    "title: 007\ndate: 2022-3-8",
    "title: T\ndate: 18 March 2022",
    "title: T\ndate: 'Mar. 8 2022'",
    "title: T\ndate: March 18th, 2022",
    "title: T\ndate: 2022-07-07T00:00:00.000Z",
    "title: T\ndate:\nkind:\ntags:\nimage:\nauthors:",
    "title: T\nauthor: {name: A, role: Photographer}",
    "title: T\nauthors: [A, {id: b}]",
    "title: T\ntags: a, b",
    "title: T\ntags: [F-35, 5.50, NO, null]",
    "title: T\nimage: x.png",
    "title: T\nimage: {src: x.png, alt: '', credit: C}",
    "title: T\ncorrections: [{date: 2022-03-18, kind: update, text: x}]",
    "title: T\nsources: [https://example.org/, {url: https://example.org/, accessed: 2022-03-18}]",
    "title: T\nsources: https://example.org/",
    "title: T\nbio: {A: text}",
    "title: T\naliases: [/old/path/]",
    "title: T\nstatus: withdrawn\nlang: fr\nslug: x\nexpires: 2022-03-18",
]


@pytest.mark.parametrize("matter", ACCEPTED)
def test_what_the_reader_accepts_the_schema_accepts(matter):
    rest = "".join(f"{line}\n" for line in ("date: 2022-03-18", "author: A") if line.split(":")[0] not in matter)
    reading = parse(f"---\n{matter}\n{rest}---\n", path=PATH, kind=SourceKind.ARTICLE, zone=ZONE)

    assert {problem.rule for problem in reading.problems} <= {
        "missing-alt",
        "missing-credit",
        "empty-value",
        "missing-field",
    }
    assert faults(SourceKind.ARTICLE, matter) == []


_UNKNOWN = "Additional properties are not allowed"
_NONE = "is not valid under any of the given schemas"


@pytest.mark.parametrize(
    ("kind", "matter", "messages"),
    [
        ("article", "titel: T", ["'title' is a required property", f"{_UNKNOWN} ('titel' was unexpected)"]),
        ("article", "title: T\nkind: anaylsis", [f"'anaylsis' {_NONE}"]),
        ("article", "title: [A, B]", ["['A', 'B'] is not of type 'string', 'number', 'boolean', 'null'"]),
        ("article", "title: T\nimage: {src: x.png, atl: x}", [f"{{'src': 'x.png', 'atl': 'x'}} {_NONE}"]),
        ("author", "kind: person", ["'name' is a required property"]),
        ("tag", "name: x", [f"{_UNKNOWN} ('name' was unexpected)"]),
        ("page", "date: x", [f"{_UNKNOWN} ('date' was unexpected)"]),
    ],
)
def test_what_the_reader_names_the_schema_names_too(kind, matter, messages):
    assert sorted(faults(SourceKind(kind), matter)) == messages


def test_a_date_of_two_readings_is_refused_while_it_is_typed():
    (message,) = faults(SourceKind.ARTICLE, "title: T\ndate: 03/04/2022")

    assert message.startswith("'03/04/2022' does not match ")


def test_the_words_of_closed_sets_are_those_of_the_model():
    made = json.loads(schema(SourceKind.ARTICLE))["properties"]
    author = json.loads(schema(SourceKind.AUTHOR))["properties"]
    (correction, _, _) = made["corrections"]["anyOf"]

    forms = (made["kind"], made["status"], correction["items"]["properties"]["kind"], author["kind"])
    assert [form["anyOf"][0]["enum"] for form in forms] == [
        [choice.value for choice in choices] for choices in (Kind, Status, CorrectionKind, AuthorKind)
    ]


def test_the_command_prints_the_schema(capsys):
    status = main(["--root", str(REPOSITORY), "schema", "author"])

    assert (status, capsys.readouterr().out) == (0, schema(SourceKind.AUTHOR))
