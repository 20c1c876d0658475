"""These are the places of an archive where a stranger's text can stand, each as the lines that put it there.

In a template `%E` is the payload between double quotes of YAML, `%P` the payload as it is, `%N` the number of the
payload. A document is made of fixed lines and of slots; a slot that the build refused is written again harmless.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

_FIXTURE = Path(__file__).parents[1] / "fixtures/markdown/xss-corpus.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One position: the lines with a payload in them, and what stands there once these are refused."""

    position: str
    lines: str
    harmless: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file of the archive, in fixed lines (texts) and slots."""

    path: str
    parts: tuple[Slot | str, ...]


def slots(prefix: str, lines: str) -> tuple[Slot, ...]:
    """A slot a line: `position | template | harmless`."""
    cells = [[cell.strip("\n") for cell in f"{line} ".split(" | ")] for line in lines.strip("\n").split("\n")]
    return tuple(
        Slot(position=f"{prefix}{name.strip()}", lines=template.rstrip(), harmless=rest.rstrip())
        for name, template, rest in cells
    )


def _body(prefix: str, texts: Mapping[str, str]) -> tuple[Slot | str, ...]:
    """Blocks of a body, with a paragraph after each by which a test sees that none swallowed the next."""
    parts: list[Slot | str] = []
    for number, (name, template) in enumerate(texts.items()):
        parts += ["", Slot(position=f"{prefix}{name}", lines=template, harmless="Harmless."), "", f"Sentinel {number}."]
    return tuple(parts)


BODY: Mapping[str, str] = {
    "text": "a %P b",
    "code span": "a `%P` b",
    "code block": "    %P",
    "fence": "````\n%P\n````",
    "fence info": "~~~~~ %P\ncode\n~~~~~",
    "emphasis": "*a %P b* **c %P d** ~~%P~~",
    "link text": "[a %P b](https://example.com/)",
    "link": "[a](%P)",
    "link in angles": "[a](<%P>)",
    "link title": '[a](https://example.com/ "%P")',
    "link to a site": "[a](https://%P)",
    "link to mail": "[a](mailto:%P)",
    "link to a path": "[a](/%P)",
    "link to a fragment": "[a](#%P)",
    "link by a scheme in entities": "[a](&#106;avascript:%P)",
    "reference": "[r0]\n\n[r0]: %P",
    "reference in angles": "[r1]\n\n[r1]: <%P>",
    "reference title": '[r2]\n\n[r2]: https://example.com/ "%P"',
    "reference label": "[%P]\n\n[%P]: https://example.com/",
    "autolink": "<%P>",
    "autolink to a site": "<https://%P>",
    "picture": "![a](%P)",
    "picture in angles": "![a](<%P>)",
    "picture of a site": "![a](https://%P)",
    "picture alt": "![%P](https://example.com/a.png)",
    "picture caption": '![a](https://example.com/a.png "%P")',
    "picture credit": '![a](https://example.com/a.png "A ship. Credit: %P")',
    "picture tooltip": 'b ![a](https://example.com/a.png "%P")',
    "picture in a link": "[![a](https://example.com/a.png)](%P)",
    "local picture alt": "![%P](/media/%N.png)",
    "heading": "## %P",
    "heading underlined": "%P\n---",
    "note": "a[^1]\n\n[^1]: %P",
    "note label": "a[^%P]\n\n[^%P]: b",
    "note in the line": "a ^[%P] b",
    "table head": "|%P|\n|---|\n|a|",
    "table cell": "|a|\n|---|\n|%P|",
    "list": "- %P",
    "numbered list": "7. %P",
    "quote": "> %P",
    "hard break": "a\\\n%P",
    "entity": "&#60;%P&#62;",
    "shortcode": '{{< figure src="%P" >}} {% include %P %}',
    "bio at the end": "Jane Doe is %P",
    "block": "%P",
}  # fmt: skip
"""Positions of a body. The last may open a block of its own; the one before it stands alone."""

MATTER = slots(
    "",
    """
title | title: "%E" | title: Harmless %N
standfirst | standfirst: "%E" |
summary | summary: "%E" |
section | section: "%E" |
series | series: "%E" |
dateline | dateline: "%E" |
kind | kind: "%E" |
status | status: "%E" |
updated | updated: "%E" |
lang | lang: "%E" |
slug | slug: "%E" |
unknown field | "%E": a |
unknown value | subject: "%E" |
""",
)
_AUTHORS = slots(
    "",
    """
byline | - "%E" |
byline of two | - "By Ann Poe and %E" |
byline name | - {name: "%E"} |
byline role | - {name: Jane Doe, role: "%E"} | - Jane Doe
byline id | - {id: "%E"} |
byline name with id | - {id: record-%N, name: "%E"} | - {id: record-%N}
""",
)
_TAGS = slots("", '\ntag | - "%E" |\ntag after words | - "Tag %E" |')
_IMAGE = slots(
    "",
    """
image src | src: "%E" | src: https://example.com/a.png
image alt | alt: "%E" |
image caption | caption: "%E" |
image credit | credit: "%E" |
image license | license: "%E" |
image source | source: "%E" |
""",
)
_CORRECTIONS = slots(
    "",
    """
correction | - {date: 2022-03-19, kind: correction, text: "%E"} |
correction date | - {date: "%E", kind: update, text: a} |
correction kind | - {date: 2022-03-19, kind: "%E", text: a} |
withdrawal | - {date: 2022-03-20, kind: withdrawn, text: "%E"} |
""",
)
_SOURCES = slots(
    "",
    """
source | - "%E" |
source url | - {url: "%E", title: a} |
source title | - {url: https://example.com/a, title: "%E"} |
source copy | - {url: https://example.com/a, archived: "%E"} |
source read | - {url: https://example.com/a, accessed: "%E"} |
source to a site | - "https://%E" |
""",
)
_BIOS = slots("", '\nbio by name | Jane Doe: "%E" |\nbio of a name | "%E": A writer. |')
_ALIASES = slots("", '\nalias | - "%E" |\nalias below the root | - "/old/%N/%E" |\nalias of a file | - "/%E.html" |')
_PLAIN = slots(
    "plain ",
    """
title | title: %P | title: Harmless plain %N
summary | summary: %P |
author | author: %P | author: Jane Doe
tags | tags: [%P] |
""",
)


def _listed(name: str, found: Sequence[Slot]) -> tuple[Slot | str, ...]:
    """A list under a field, with nothing in it where everything was refused."""
    indented = (
        Slot(position=slot.position, lines=f"  {slot.lines}", harmless=_indent(slot.harmless)) for slot in found
    )
    return (f"{name}:", *indented)


def _indent(text: str) -> str:
    return f"  {text}" if text else ""


_AUTHOR = slots("author ", '\nrole | role: "%E" |\naffiliation | affiliation: "%E" |\nkind | kind: "%E" |')
_LINKS = slots(
    "author ",
    """
link | - "%E" |
link to a site | - "https://%E" |
link with a title | - {title: "%E", url: https://example.com/} |
""",
)
_SAME_AS = slots(
    "author ",
    """
same as | - "%E" |
same as a scheme | - "javascript://%E" |
same as a name | - "@%E" |
same as www | - "www.%E" |
""",
)
_PORTRAIT = tuple(replace(slot, position=f"portrait {slot.position}") for slot in _IMAGE)
_PAGE = slots("page ", '\nsummary | summary: "%E" |\nlang | lang: "%E" |\nslug | slug: "%E" |')


def _titled(prefix: str, harmless: str, name: str = "title") -> tuple[Slot, ...]:
    """The one field that such a file must have."""
    return (Slot(position=f"{prefix}{name}", lines=f'{name}: "%E"', harmless=f"{name}: {harmless} %N"),)


def _some(*names: str) -> Mapping[str, str]:
    return {name: BODY[name] for name in names}


def _topic(kind: str) -> Document:
    alias = slots(f"{kind} ", '\nalias |   - "%E" |')
    body = _body(f"{kind}: ", _some("text", "link", "picture", "block"))
    return Document(
        path=f"{kind}s/{kind}-%N.md",
        parts=("---", *_titled(f"{kind} ", f"Topic {kind}"), "aliases:", f"  - {kind}-%N", *alias, "---", *body),
    )


_MATTER = Document(
    path="articles/2022/matter-%N.md",
    parts=(
        *("---", "date: 2022-03-18", *MATTER, *_listed("authors", _AUTHORS), "  - {id: record-%N}"),
        *(*_listed("tags", _TAGS), *_listed("image", _IMAGE), *_listed("corrections", _CORRECTIONS)),
        *(*_listed("sources", _SOURCES), *_listed("bio", _BIOS), *_listed("aliases", _ALIASES)),
        *("---", "", "Words."),
    ),
)
_BODIES = Document(
    path="articles/2022/body-%N.md",
    parts=(
        *("---", "title: Bodies %N", "date: 2022-03-17", "tags: [tag-%N]", "section: section-%N", "author: Jane Doe"),
        *(Slot(position="bio", lines='bio: "%E"'), "---", *_body("body: ", BODY)),
    ),
)
_UNQUOTED = Document(path="articles/2022/plain-%N.md", parts=("---", "date: 2022-03-16", *_PLAIN, "---", "", "Words."))
_RECORD = Document(
    path="authors/record-%N.md",
    parts=(
        *("---", *_titled("author ", "Record", "name"), 'aliases: ["Record %N"]', *_AUTHOR, *_listed("links", _LINKS)),
        *(*_listed("same_as", _SAME_AS), *_listed("not_same_as", slots("author ", '\nnot same as | - "%E" |'))),
        *(*_listed("image", _PORTRAIT), "---", "", Slot(position="author bio", lines="%P", harmless="A writer.")),
    ),
)
_STATIC = Document(
    path="pages/page-%N.md",
    parts=(
        *("---", *_titled("page ", "Page"), *_PAGE, "---"),
        *_body("page: ", _some("text", "link", "picture", "heading", "block")),
    ),
)
DOCUMENTS = (_MATTER, _BODIES, _UNQUOTED, _RECORD, _topic("tag"), _topic("section"), _STATIC)
"""The files of one payload; together they hold every position once."""
POSITIONS = tuple(part.position for document in DOCUMENTS for part in document.parts if isinstance(part, Slot))
"""Every position inside a file, each once."""


def written(document: Document, number: int, payload: str, refused: Collection[str]) -> tuple[str, dict[int, str]]:
    """The text of a document, and the position that stands in each line of it (from 1)."""
    lines: list[str] = []
    places: dict[int, str] = {}
    for part in document.parts:
        if isinstance(part, str):
            lines += filled(part, number, "").split("\n")
            continue
        is_refused = part.position in refused
        template = part.harmless if is_refused else part.lines
        if is_refused and not template:
            continue
        start = len(lines) + 1
        lines += filled(template, number, payload).split("\n")
        places |= {} if is_refused else dict.fromkeys(range(start, len(lines) + 1), part.position)
    return "\n".join(lines) + "\n", places


def filled(template: str, number: int, payload: str) -> str:
    """A template with its payload; where YAML stands unquoted, and in headings, a payload is one line."""
    is_inline = not template.startswith(("%P", "````"))
    plain = " ".join(payload.split("\n")) if is_inline else payload
    return template.replace("%N", str(number)).replace("%E", quoted(payload)).replace("%P", plain)


def quoted(payload: str) -> str:
    """A text as it stands between double quotes of YAML 1.1 (section 5.7)."""
    return "".join(_escaped(character) for character in payload)


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02X}" if code <= 0xFF else f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def read_payloads() -> tuple[str, ...]:
    """The 636 payloads, in the order of the file."""
    return tuple(entry["payload"] for entry in json.loads(_FIXTURE.read_text(encoding="utf-8")))
