"""This is a front matter being read field by field: known names, typed values, and the problems met on the way."""

import datetime as dt
import html
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from generator import hosts
from generator.content.addresses import url_fault
from generator.content.characters import (
    code,
    first_forbidden,
    first_unsafe,
    is_suspect,
    named,
    shown,
    without_needed_joiners,
)
from generator.content.dates import DateFault, parse_date
from generator.content.matter import Parts
from generator.content.names import FOREIGN
from generator.content.nodes import Fields, Items, Node, Text
from generator.model import Moment
from generator.problems import Location, Problem, nearest

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8}\d?);")
"""A character as HTML can write it."""
_HTML = re.compile(rf"</?[A-Za-z][A-Za-z0-9-]*(?=[\s/>])[^<>]{{0,200}}>|<!--|{ENTITY.pattern}")
_SEE = "See that it is the one you mean; if it is not, write the right one."
_Choice = TypeVar("_Choice", bound=StrEnum)


class Form(Struct, frozen=True, kw_only=True):
    """The fields of one file. `problems` is the one thing that grows while the fields are read."""

    path: str
    zone: dt.tzinfo
    fields: Mapping[str, Node]
    marks: tuple[tuple[str, int, int], ...]
    source: Parts | None = None
    """The front matter as it was written, where a problem may want to name a place within a value."""
    problems: list[Problem] = field(default_factory=list)

    def report(self, rule: str, message: str, hint: str, at: Node | Location, *, mild: bool = False) -> None:
        """Note a problem at a value; a mild one is a warning where its rule is an error."""
        place = at if isinstance(at, Location) else self.place(at)
        self.problems.append(Problem(location=place, rule=rule, message=message, hint=hint, mild=mild))

    def place(self, node: Node) -> Location:
        """Where a value begins."""
        return Location(path=self.path, line=node.line, column=node.column)

    def place_within(self, node: Text, part: str) -> Location:
        """Where a part of a value stands; where the value begins when it is not written there letter by letter."""
        if self.source is None:
            return self.place(node)
        lines = self.source.matter.split("\n")[node.line - self.source.matter_line :]
        for number, line in enumerate(lines):
            if number and line[:1].strip():
                break
            index = line.find(part, 0 if number else node.column - 1)
            if index >= 0:
                return Location(path=self.path, line=node.line + number, column=index + 1)
        return self.place(node)

    def mark(self, name: str) -> Location:
        """Where the name of a field stands, or the file's first line."""
        for known, line, column in self.marks:
            if known == name:
                return Location(path=self.path, line=line, column=column)
        return Location(path=self.path)


def open_form(root: Fields, path: str, zone: dt.tzinfo, known: frozenset[str], source: Parts) -> Form:
    """The form of a front matter; repeated and unknown names are reported, the first of equal names counts."""
    marks = tuple((key.text, key.line, key.column) for key, _ in root.pairs)
    form = Form(path=path, zone=zone, fields={}, marks=marks, source=source)
    fields = unique(form, root, "")
    for key in root.pairs:
        if key[0].text not in known:
            _report_unknown(form, key[0], key[1], known)
    return replace(form, fields=fields)


def unique(form: Form, mapping: Fields, owner: str) -> dict[str, Node]:
    """The values of a mapping by name; a name that is repeated is a warning when its values agree, else an error."""
    found: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for key, value in mapping.pairs:
        name = key.text
        if name not in found:
            found[name], lines[name] = value, key.line
            continue
        whose = shown(f"{owner}.{name}" if owner else name)
        if plain_value(found[name]) == plain_value(value):
            message = f"{whose} is written twice with the same value, first in line {lines[name]}"
            form.report("duplicate-field", message, "Delete one of the two.", key, mild=True)
        else:
            message = f"{whose} is written twice with different values, first in line {lines[name]}"
            form.report("duplicate-field", message, "Keep the one that is right, and delete the other.", key)
    return found


def plain_value(node: Node) -> object:
    """A value without its places, to be compared."""
    if isinstance(node, Text):
        return node.text
    if isinstance(node, Items):
        return [plain_value(item) for item in node.items]
    return [(key.text, plain_value(value)) for key, value in node.pairs]


def _report_unknown(form: Form, key: Text, value: Node, known: frozenset[str]) -> None:
    name = key.text
    lowered = name.lower().replace("-", "_").replace(" ", "_")
    is_on = isinstance(value, Text) and value.text.lower() in {"true", "yes", "on", "1"}
    is_off = isinstance(value, Text) and value.text.lower() in {"false", "no", "off", "0"}
    if "status" in known and (
        (lowered in {"draft", "hidden", "private"} and is_on) or (lowered == "published" and is_off)
    ):
        message = f"there is no field {shown(name)}, so this article would be published"
        form.report("bad-field", message, "Write: status: draft", key)
        return
    meant = lowered if lowered in known else FOREIGN.get(lowered, "")
    if meant not in known:
        meant = nearest(lowered, known)
    hint = f"Did you mean '{meant}'?" if meant else f"Delete the line, or write one of: {', '.join(sorted(known))}."
    form.report("unknown-field", f"there is no field {shown(name)}", hint, key)


def clean(form: Form, node: Text, name: str, *, prose: bool = False) -> str:
    """The text of a scalar on one line, without the spaces around it; what must not be in it is reported.

    A name, a title, a slug, a tag or a URL may hold nothing that hides or reorders it; in prose that is a warning.
    """
    text = node.text
    if "<" in text or "&" in text:
        _look_for_html(form, node, name)
    if not text.isprintable():
        _judge_characters(form, node, name, prose=prose)
        if "\n" in text or "\t" in text:
            text = " ".join(part for line in text.split("\n") if (part := line.replace("\t", " ").strip()))
    return text.strip()


def _look_for_html(form: Form, node: Text, name: str) -> None:
    """Front matter is plain text: a tag or an entity is shown as it was written, and nobody means that."""
    if match := _HTML.search(node.text):
        meant = html.unescape(match[0]) if match[0][0] == "&" else ""
        is_known = meant and meant != match[0] and meant.isprintable()
        hint = f"Write {shown(meant)} in its place." if is_known else "Write it without: a field is plain text."
        message = f"{shown(name)} holds the HTML {shown(match[0])}, which is shown as it was written"
        form.report("raw-html", message, hint, form.place_within(node, match[0]))


def _judge_characters(form: Form, node: Text, name: str, *, prose: bool) -> None:
    if found := first_forbidden(node.text):
        if found in {"\n", "\t"}:
            return
        message = f"{shown(name)} holds the control character {code(found)}"
        hint = f"Write it without: {_without(node.text, found)}"
        form.report("control-character", message, hint, form.place_within(node, found))
    elif found := first_unsafe(plain := without_needed_joiners(node.text)):
        rule = "hidden-character" if prose else "unsafe-character"
        message = f"{shown(name)} holds the character {named(found)}, which cannot be seen"
        hint = f"Write it without: {_without(node.text, found)}"
        form.report(rule, message, hint, form.place_within(node, found))
    elif is_suspect(plain):
        form.report(
            "hidden-character", f"{shown(name)} holds a character that cannot be seen: {shown(node.text)}", "", node
        )


def _without(text: str, character: str) -> str:
    return shown(" ".join(text.replace(character, "").split()), 80)[1:-1]


def text(form: Form, name: str, *, prose: bool = False) -> str:
    """A field that holds one text; "" when it is absent or blank."""
    node = form.fields.get(name)
    if node is None:
        return ""
    if not isinstance(node, Text):
        form.report("bad-field", f"{shown(name)} is to be one text", f"Write: {name}: a text", node)
        return ""
    return "" if node.is_empty else clean(form, node, name, prose=prose)


def switch(form: Form, name: str) -> bool:
    """A field that is true or false; false when it is absent or blank."""
    value = text(form, name).lower()
    if value not in ("", "true", "false"):
        form.report("bad-field", f"{shown(name)} is to be true or false", f"Write: {name}: true", form.fields[name])
    return value == "true"


def required(form: Form, name: str, example: str) -> str:
    """A field that must hold a text; a missing one is reported where it stands, or at the top of the front matter."""
    value = text(form, name)
    if not value and not isinstance(form.fields.get(name), (Items, Fields)):
        missing(form, name, example)
    return value


def missing(form: Form, name: str, example: str, *, mild: bool = False) -> None:
    """Report a field that must not be left out, or, when mild, one that is left out with a loss."""
    is_there = name in form.fields
    message = f"'{name}' is empty" if is_there else f"'{name}' is missing"
    form.report("missing-field", message, f"Write a line such as: {example}", form.mark(name), mild=mild)


def entries(form: Form, name: str) -> Iterator[Node]:
    """The values of a field that holds one value or a list of them; blanks in a list are left out with a warning."""
    node = form.fields.get(name)
    if node is None or (isinstance(node, Text) and node.is_empty):
        return
    if not isinstance(node, Items):
        yield node
        return
    for item in node.items:
        if isinstance(item, Text) and item.is_empty:
            form.report(
                "empty-value", f"{shown(name)} has an entry that is empty", "Delete it, or write a value.", item
            )
        else:
            yield item


def texts(form: Form, name: str, *, split: str = "") -> Iterator[tuple[str, Text]]:
    """The texts of a field that holds one text or a list of them, each with its place.

    With `split`, a single text is cut there.
    """
    node = form.fields.get(name)
    for item in entries(form, name):
        if not isinstance(item, Text):
            form.report("bad-field", f"{shown(name)} is to be a list of texts", f"Write: {name}: [one, two]", item)
            continue
        value = clean(form, item, name)
        pieces = value.split(split) if split and item is node else (value,)
        for piece in pieces:
            if stripped := piece.strip():
                yield stripped, item


def address(form: Form, node: Text, name: str) -> str:
    """An address of another site; "" when it is none that may be printed, which is then reported."""
    url = clean(form, node, name)
    fault = url_fault(url)
    if not fault:
        if reason := hosts.doubt(url):
            form.report("look-alike-host", f"the host of {shown(url)} {reason}", _SEE, node)
        return url
    hint = "Write an address that begins with https://, or leave it out."
    if url.startswith("www."):
        hint = f"Write: https://{url}"
    form.report("unsafe-url" if ":" in url else "bad-field", f"{shown(url)} {fault}", hint, node)
    return ""


def moment(form: Form, node: Node, name: str) -> Moment | None:
    """The date a value names; anything else is reported."""
    if isinstance(node, Text):
        if node.is_empty:
            return None
        found = parse_date(node.text, form.zone)
    else:
        found = DateFault(f"{shown(name)} is to be one date", f"Write: {name}: 2022-03-18")
    if isinstance(found, DateFault):
        form.report("bad-date", found.message, found.hint, node)
        return None
    return found


def date(form: Form, name: str) -> Moment | None:
    """A field that holds a date; None when it is absent, blank or no date."""
    node = form.fields.get(name)
    return None if node is None else moment(form, node, name)


def choice(form: Form, name: str, default: _Choice) -> _Choice:
    """A field that holds one word of a closed set."""
    node = form.fields.get(name)
    if node is None or (isinstance(node, Text) and node.is_empty):
        return default
    return chosen(form, node, name, default)


def chosen(form: Form, node: Node, name: str, default: _Choice) -> _Choice:
    """The member of the default's set that a value names, in any case; else the default, and a report."""
    options = [option.value for option in type(default)]
    word = node.text.strip().lower() if isinstance(node, Text) else ""
    if word in options:
        return type(default)(word)
    meant = nearest(word, options)
    hint = f"Did you mean '{meant}'? " if meant else ""
    seen = shown(node.text) if isinstance(node, Text) else "a list or a mapping"
    form.report("bad-field", f"{seen} is no {name}", f"{hint}One of: {', '.join(options)}.", node)
    return default
