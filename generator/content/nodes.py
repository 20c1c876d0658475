"""This is YAML as a writer's text: every scalar the text that was written, every value with its place.

The values are built from the events of the parser in one pass, and the pass is the guard at the same time: it stops at
the first anchor, alias, tag or merge key and at the fifth level. PyYAML's C loader killed the interpreter
on 80 KB of `[` because composing nodes recurses in C; nothing is composed here. Its event parser keeps its state on
a stack of its own, is asked for one event at a time, and never sees more than 16 KiB (`matter.oversize`).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple, Protocol

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler
from msgspec import Struct

from generator.content.characters import shown
from generator.content.explain import Mending, explain, quoted
from generator.content.matter import Parts
from generator.problems import Location, Problem

DEPTH_LIMIT = 4
"""How deep lists and mappings may stand in one another, the front matter itself counted."""

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_HASH_WORD = re.compile(r"[ \t]+#[^\s#]")


class Text(NamedTuple):
    """A scalar as it was written, with the place where it begins; `plain` when it stands without quotes."""

    text: str
    line: int
    column: int
    plain: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether a field is left blank: nothing, `~` or `null`, without quotes."""
        return not self.text.strip() or (self.plain and self.text in {"~", "null", "Null", "NULL"})


class Items(NamedTuple):
    """A list with its place."""

    items: tuple["Node", ...]
    line: int
    column: int


class Fields(NamedTuple):
    """A mapping with its place, in the order in which it was written and with its repetitions."""

    pairs: tuple[tuple[Text, "Node"], ...]
    line: int
    column: int


Node = Text | Items | Fields


class _Mark(Protocol):
    """A place as YAML counts it, from 0."""

    line: int
    column: int


class MatterError(Exception):
    """Front matter that cannot be read; it carries the one problem that says why, and the lines as they should be."""

    def __init__(self, problem: Problem, mending: Mending | None = None) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.mending = mending


class StrictHandler(YAMLHandler):
    """python-frontmatter's YAML handler without its silent losses: the split is given, `load` keeps the places."""

    def __init__(self, parts: Parts, path: str) -> None:
        super().__init__()
        self._parts = parts
        self._path = path

    def split(self, text: str) -> tuple[str, str]:  # noqa: ARG002 -- the library hands in a stripped text without places
        """The two parts as `matter.split` found them."""
        return self._parts.matter, ""

    def load(self, fm: str, **_: object) -> dict[str, Fields]:
        """The whole front matter under the name ""; MatterError when it cannot be read."""
        return {"": compose(fm, self._path, self._parts.matter_line)}


def read_fields(parts: Parts, path: str) -> Fields:
    """The fields of a front matter by way of python-frontmatter; MatterError says why it has none.

    The library is handed no text, for the handler has it already: it would strip a copy of the whole file first.
    """
    metadata, _ = frontmatter.parse("", handler=StrictHandler(parts, path))
    fields = metadata[""]
    return fields if isinstance(fields, Fields) else Fields((), parts.matter_line, 1)


def compose(matter: str, path: str, first_line: int) -> Fields:
    """The fields of a front matter whose first line is `first_line` of its file; MatterError says why it has none."""
    lines = tuple(matter.split("\n")) if _HASH_WORD.search(matter) else ()
    guard = _Guard(matter=matter, path=path, offset=first_line, lines=lines)
    try:
        root = _document(guard)
    except yaml.MarkedYAMLError as error:
        raise MatterError(*explain(error, matter, path, first_line)) from None
    except yaml.YAMLError as error:
        message = f"this front matter cannot be read: {shown(str(error))}"
        raise MatterError(guard.problem("bad-yaml", message, "", 0, 0)) from None
    if isinstance(root, Fields):
        return root
    if isinstance(root, Text) and not root.text:
        return Fields((), first_line, 1)
    message = f"front matter is lines such as 'title: …', and this one begins with {_first(root)}"
    hint = "Write each field on a line of its own: its name, a colon, a space, its value."
    raise MatterError(guard.problem("bad-yaml", message, hint, root.line - first_line, root.column - 1))


def _first(node: Node) -> str:
    return shown(node.text) if isinstance(node, Text) else "a list"


class _Guard(Struct, frozen=True, kw_only=True):
    """The text under way, and how its faults are told."""

    matter: str
    path: str
    offset: int
    lines: tuple[str, ...] = ()
    """The lines, where one of them may hold a remark that is none."""

    def problem(self, rule: str, message: str, hint: str, line: int, column: int) -> Problem:
        """A problem at a mark of YAML, which counts from 0."""
        location = Location(path=self.path, line=line + self.offset, column=column + 1)
        return Problem(location=location, rule=rule, message=message, hint=hint)

    def refuse(self, rule: str, message: str, hint: str, event: yaml.Event) -> MatterError:
        """The error for a fault where an event begins."""
        line, column = _mark(event.start_mark)
        return MatterError(self.problem(rule, message, hint, line, column))


def _document(guard: _Guard) -> Node:
    """The one document of a text; without any, an empty scalar."""
    events = yaml.parse(guard.matter, Loader=_LOADER)
    root: Node | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            message = "a second YAML document begins here"
            raise guard.refuse("bad-yaml", message, "Keep one front matter, without '...' in it.", event)
        if isinstance(event, yaml.NodeEvent):
            root = _node(event, events, guard, 1)
    return root if root is not None else Text("", guard.offset, 1)


def _node(event: yaml.Event, events: Iterator[yaml.Event], guard: _Guard, depth: int) -> Node:
    line, column = _mark(event.start_mark)
    if isinstance(event, yaml.ScalarEvent):
        if event.anchor or event.tag:
            raise _refuse_reference(event, guard)
        plain = event.implicit[0]
        if plain and guard.lines:
            _refuse_lost_hash(event, guard)
        return Text(event.value, line + guard.offset, column + 1, plain)
    if (
        isinstance(event, yaml.AliasEvent)
        or not isinstance(event, yaml.CollectionStartEvent)
        or event.anchor
        or event.tag
    ):
        raise _refuse_reference(event, guard)
    if depth > DEPTH_LIMIT:
        message = f"lists and mappings stand {depth} deep in one another here, and {DEPTH_LIMIT} levels are allowed"
        hint = "Write it flatter. Put quotes around a text that begins with '[', '{' or '-'."
        raise guard.refuse("too-deep", message, hint, event)
    if isinstance(event, yaml.SequenceStartEvent):
        items = tuple(_items(events, guard, depth + 1))
        return Items(items, line + guard.offset, column + 1)
    pairs = tuple(_pairs(events, guard, depth + 1))
    return Fields(pairs, line + guard.offset, column + 1)


def _items(events: Iterator[yaml.Event], guard: _Guard, depth: int) -> Iterator[Node]:
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            return
        yield _node(event, events, guard, depth)


def _pairs(events: Iterator[yaml.Event], guard: _Guard, depth: int) -> Iterator[tuple[Text, Node]]:
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            return
        key = _node(event, events, guard, depth)
        if not isinstance(key, Text):
            message = "the name of a field is a word, and here stands a list or a mapping"
            hint = "Put quotes around a text that begins with '{' or '['."
            raise guard.refuse("bad-yaml", message, hint, event)
        if key.text == "<<" and key.plain:
            message = "'<<' copies fields from elsewhere in YAML, which is not allowed here"
            raise guard.refuse("bad-yaml", message, "Write the fields out.", event)
        yield key, _node(next(events), events, guard, depth)


def _refuse_reference(event: yaml.Event, guard: _Guard) -> MatterError:
    """An anchor, an alias or a tag: nearly always a text that begins with `&`, `*` or `!` and wants quotes."""
    row, column = _mark(event.start_mark)
    rest = guard.matter.split("\n")[row][column:].strip()
    message = (
        f"{shown(rest, 40)} begins with {rest[:1]!r}, which has a meaning of its own in YAML and is not allowed here"
    )
    hint = f'Put quotes around the whole value: "{rest}"' if '"' not in rest else _QUOTE_HINT
    return guard.refuse("bad-yaml", message, hint, event)


_QUOTE_HINT = "Put single quotes around the whole value."


def _refuse_lost_hash(event: yaml.ScalarEvent, guard: _Guard) -> None:
    """`title: Su-57 #1` is `Su-57` to YAML: a word that begins with `#` is no remark, and is not to be lost."""
    row, column = _mark(event.end_mark)
    line = guard.lines[row] if row < len(guard.lines) else ""
    rest = line[len(line[:column].rstrip()) :]
    if event.value and _HASH_WORD.match(rest):
        value, lost = event.value.replace("\n", " "), rest.strip()
        message = f"{shown(lost)} would be lost: in YAML, what follows a space and '#' is a remark"
        hint = f"Put quotes around the whole value: {quoted(f'{value} {lost}')}. A remark needs a space after its '#'."
        raise guard.refuse("bad-yaml", message, hint, event)


def _mark(mark: _Mark | None) -> tuple[int, int]:
    """Line and column from 0; the C parser's marks and the Python ones are no kin."""
    return (mark.line, mark.column) if mark is not None else (0, 0)
