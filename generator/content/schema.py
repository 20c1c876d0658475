"""This is the front matter as a JSON Schema (draft 2020-12), for editors that complete and check while one types.

It is made of the tables that the reader uses, so a field, a word of a closed set and a description cannot differ. What
the schema accepts is a little less than what the reader forgives: words of closed sets in lower case, dates by their
shape. What only the whole archive knows, such as whether a picture is there, is left to `check`.
"""

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum

from generator.content.names import (
    ARTICLE_FIELDS,
    AUTHOR_FIELDS,
    BYLINE_FIELDS,
    CORRECTION_FIELDS,
    PAGE_FIELDS,
    PICTURE_PARTS,
    SOURCE_FIELDS,
    TOPIC_FIELDS,
)
from generator.content.sources import SourceKind
from generator.model import AuthorKind, CorrectionKind, Kind, Status

_Json = str | bool | int | list["_Json"] | dict[str, "_Json"]
_Schema = dict[str, _Json]

_DATE_SHAPE = (
    r"^\s*(\d{4}-\d{1,2}-\d{1,2}([T ].*)?|\d{1,2}(st|nd|rd|th)? [A-Za-z]{3,9}\.?,? \d{4}([T ].*)?"
    r"|[A-Za-z]{3,9}\.? \d{1,2}(st|nd|rd|th)?,? \d{4}([T ].*)?)\s*$"
)
_TEXT: _Schema = {"type": ["string", "number", "boolean", "null"]}
"""A scalar as it was written; editors read `007` and `NO` as other types than text, and a blank as null."""
_DATE: _Schema = {"type": ["string", "null"], "pattern": _DATE_SHAPE}
_ADDRESS: _Schema = {
    "type": ["string", "null"],
    "pattern": r"^\s*([Hh][Tt][Tt][Pp][Ss]?://[^\s/]|[Mm][Aa][Ii][Ll][Tt][Oo]:)",
}


def _list(item: _Schema) -> _Schema:
    return {"type": "array", "items": item}


def _either(*forms: _Schema) -> _Schema:
    listed: list[_Json] = list(forms)
    return {"anyOf": listed}


def _word(choices: type[StrEnum]) -> _Schema:
    words: list[_Json] = [choice.value for choice in choices]
    return _either({"enum": words}, {"type": "null"})


def _parts(known: Iterable[str], forms: Mapping[str, _Schema], required: Iterable[str] = ()) -> _Schema:
    """A mapping with these parts and no others; a part without a form of its own is a text."""
    properties: dict[str, _Json] = {name: forms.get(name, _TEXT) for name in sorted(known)}
    needed: list[_Json] = list(required)
    schema: _Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return schema | ({"required": needed} if needed else {})


_TEXTS = _either(_TEXT, _list(_TEXT))
_NAMES: _Schema = _either(_TEXT, _parts(BYLINE_FIELDS, {}))
_PICTURE = _either(
    _TEXT, _parts(PICTURE_PARTS, {name: {"description": words, **_TEXT} for name, words in PICTURE_PARTS.items()})
)
_CORRECTION = _parts(CORRECTION_FIELDS, {"date": _DATE, "kind": _word(CorrectionKind)}, ("date", "text"))
_SOURCE = _parts(SOURCE_FIELDS, {"url": _ADDRESS, "archived": _ADDRESS, "accessed": _DATE}, ("url",))
_BIOS = _either(_TEXT, {"type": "object", "additionalProperties": _TEXT})
_LINKS = _either(_ADDRESS, {"type": "object", "additionalProperties": _TEXT})
_TOPIC: Mapping[str, _Schema] = {
    "aliases": _TEXTS,
    "start_here": _TEXTS,
    "timeline": {"type": ["boolean", "null"]},
}

_FORMS: Mapping[SourceKind, tuple[Mapping[str, str], Mapping[str, _Schema], tuple[str, ...]]] = {
    SourceKind.ARTICLE: (
        ARTICLE_FIELDS,
        {
            "date": _DATE,
            "author": _either(_NAMES, _list(_NAMES)),
            "authors": _either(_NAMES, _list(_NAMES)),
            "tags": _TEXTS,
            "kind": _word(Kind),
            "image": _PICTURE,
            "updated": _DATE,
            "corrections": _either(_list(_CORRECTION), _CORRECTION, {"type": "null"}),
            "sources": _either(_list(_either(_ADDRESS, _SOURCE)), _ADDRESS, _SOURCE),
            "bio": _BIOS,
            "aliases": _TEXTS,
            "status": _word(Status),
            "expires": _DATE,
        },
        ("title",),
    ),
    SourceKind.AUTHOR: (
        AUTHOR_FIELDS,
        {
            "aliases": _TEXTS,
            "kind": _word(AuthorKind),
            "links": _either(_LINKS, _list(_LINKS)),
            "same_as": _TEXTS,
            "not_same_as": _TEXTS,
            "image": _PICTURE,
        },
        ("name",),
    ),
    SourceKind.TAG: (TOPIC_FIELDS, _TOPIC, ()),
    SourceKind.SECTION: (TOPIC_FIELDS, _TOPIC, ()),
    SourceKind.PAGE: (PAGE_FIELDS, {}, ()),
}
"""The fields of each kind of file, the forms of those that are more than a text, and those that must be there."""

KINDS = tuple(_FORMS)
"""The kinds of files that have front matter."""


def schema(kind: SourceKind) -> str:
    """The schema of the front matter of one kind of file, as JSON; equal fields give equal bytes."""
    fields, forms, required = _FORMS[kind]
    properties: dict[str, _Json] = {
        name: {"description": description, **forms.get(name, _TEXT)} for name, description in fields.items()
    }
    needed: list[_Json] = list(required)
    whole: _Schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Front matter of one file: {kind.value}",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return json.dumps(whole | ({"required": needed} if needed else {}), ensure_ascii=False, indent=2) + "\n"
