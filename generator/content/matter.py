"""This is where a file's front matter ends and its body begins.

python-frontmatter splits at any two lines of hyphens and says nothing when there are none: an unclosed front matter
would be printed, and a body that opens with a rule would lose what stands between its rules. So the split is ours.
"""

import re

from msgspec import Struct

from generator.content.characters import shown
from generator.problems import Location, Problem

MATTER_LIMIT = 16 * 1024
"""The longest front matter, in bytes of UTF-8."""
BODY_LIMIT = 512 * 1024
"""The longest body, in bytes of UTF-8."""

FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
"""A line that opens or ends a front matter."""
_FIELD = re.compile(r"[A-Za-z_][\w -]*:(?:[ \t]|$)")
_FIRST_FIELD = re.compile(
    r"^(?:title|slug|date|authors?|tags?|layout|summary|description)[ \t]*:(?:[ \t]|$)", re.MULTILINE
)
# Possessive throughout, so that half a MiB of spaces is looked at once.
_SECOND = re.compile(
    r"\n*+(?:---[ \t]*+\n)?+((?:[A-Za-z_][\w -]*+:.*+\n|[ \t].*+\n|- .*+\n|#.*+\n|\n)++)---[ \t]*+(?:\n|\Z)"
)
_CONFLICT = re.compile(r"^<{7}(?: .*)?$", re.MULTILINE)
_CONFLICT_END = re.compile(r"^>{7} \S+", re.MULTILINE)
_CONFLICT_MIDDLE = re.compile(r"^={7}$", re.MULTILINE)
_MOST_CONFLICTS = 100
_EXAMPLE = (
    "Begin the file with a line '---', then 'title: …', 'date: …' and 'author: …', then a line '---', then the text."
)


class Parts(Struct, frozen=True, kw_only=True):
    """A file in its two parts; `matter_line` and `body_line` are their first lines in the file, from 1."""

    matter: str
    body: str
    matter_line: int
    body_line: int


def unify_line_ends(text: str) -> str:
    """The text without byte order marks at its beginning, each line ended by a line feed alone."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.lstrip("\ufeff")


def split(text: str, path: str) -> Parts | Problem:
    """The parts of a text with uniform line ends; a Problem when it has no front matter that opens and closes."""
    start = opening(text)
    opened = FENCE.match(text, start)
    if opened is None:
        return _no_opening(text, start, path)
    matter_start = opened.end() + 1
    closing = FENCE.search(text, matter_start)
    if closing is None:
        return _unclosed(text, text.count("\n", 0, start) + 1, path)
    line = text.count("\n", 0, start) + 2
    matter = text[matter_start : closing.start()]
    return Parts(
        matter=matter, body=text[closing.end() + 1 :], matter_line=line, body_line=line + matter.count("\n") + 1
    )


def opening(text: str) -> int:
    """The index of the first line that is not blank."""
    stripped = len(text) - len(text.lstrip())
    return text.rfind("\n", 0, stripped) + 1


def second_matter(parts: Parts, path: str) -> Problem | None:
    """An error when the body begins with a further block of front matter, which would be printed as text."""
    match = _SECOND.match(parts.body)
    if match is None or not _FIRST_FIELD.search(match.group(1)):
        return None
    line = parts.body_line + parts.body.count(
        "\n", 0, match.start(1) + len(match.group(1)) - len(match.group(1).lstrip())
    )
    return Problem(
        location=Location(path=path, line=line),
        rule="bad-yaml",
        message="a second front matter stands here, after the first was closed",
        hint="Move its fields up between the first two lines '---', and delete the other lines '---'.",
    )


def oversize(parts: Parts, path: str) -> Problem | None:
    """An error when a part is larger than its limit."""
    sizes = (
        ("the front matter", parts.matter, MATTER_LIMIT, parts.matter_line, "Move long texts into the body."),
        ("the text", parts.body, BODY_LIMIT, parts.body_line, "Split the article in two."),
    )
    for name, part, limit, line, hint in sizes:
        if len(part) * 4 > limit and (size := len(part.encode("utf-8", "surrogatepass"))) > limit:
            message = f"{name} has {size:,} bytes, and {limit:,} are allowed"
            return Problem(location=Location(path=path, line=line), rule="too-large", message=message, hint=hint)
    return None


def conflicts(text: str, path: str) -> tuple[Problem, ...]:
    """An error for each unresolved merge; seven `>` alone are a quotation and no merge."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return ()
    starts = [match.start() for match in _CONFLICT.finditer(text)]
    if not starts and _CONFLICT_MIDDLE.search(text):
        starts = [match.start() for match in _CONFLICT_END.finditer(text)]
    return tuple(_conflict(text.count("\n", 0, start) + 1, path) for start in starts[:_MOST_CONFLICTS])


def _conflict(line: int, path: str) -> Problem:
    return Problem(
        location=Location(path=path, line=line),
        rule="merge-marker",
        message="two versions of the text meet here, and nobody has chosen between them",
        hint="Keep one of the two versions, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.",
    )


def _no_opening(text: str, start: int, path: str) -> Problem:
    line = text.count("\n", 0, start) + 1
    first = text[start:].split("\n", 1)[0].strip()
    if not first:
        return _missing(path, 1, "the file is empty", _EXAMPLE)
    if first.startswith("+++"):
        hint = "Write it as YAML between two lines '---': a colon for '=', as in title: Four Warships."
        message = "this front matter is TOML ('+++'), which is not read here"
        return Problem(location=Location(path=path, line=line), rule="foreign-front-matter", message=message, hint=hint)
    if first.startswith("{") and '"' in text[start : start + 80]:
        hint = "Write it as YAML between two lines '---': a field a line, as in title: Four Warships."
        message = "this front matter is JSON ('{'), which is not read here"
        return Problem(location=Location(path=path, line=line), rule="foreign-front-matter", message=message, hint=hint)
    if _FIELD.match(first) and FENCE.search(text, start):
        hint = (
            "Front matter begins with a line '---': write that line first, and keep one such line after the last field."
        )
        message = f"{shown(first)} stands before the line '---' that opens the front matter"
        return Problem(location=Location(path=path, line=line), rule="bad-yaml", message=message, hint=hint)
    if re.fullmatch(r"[-–—]{2,}", first):
        hint = "Write exactly three hyphens: ---"
        message = f"front matter opens with three hyphens, and this line is {shown(first)}"
        return Problem(
            location=Location(path=path, line=line), rule="unclosed-front-matter", message=message, hint=hint
        )
    return _missing(path, line, "the file has no front matter", _EXAMPLE)


def _missing(path: str, line: int, message: str, hint: str) -> Problem:
    return Problem(location=Location(path=path, line=line), rule="missing-field", message=message, hint=hint)


def _unclosed(text: str, line: int, path: str) -> Problem:
    near = re.search(r"^(?:-{4,}|- - -|–{1,3}|—{1,3}|--|\.\.\.|___|\*\*\*)[ \t]*$", text, re.MULTILINE)
    hint = "Write a line '---' after the last field, above the text."
    if near:
        number = text.count("\n", 0, near.start()) + 1
        hint = f"Line {number} is {shown(near.group().strip())}; write --- there, if it is to end the front matter."
    return Problem(
        location=Location(path=path, line=line),
        rule="unclosed-front-matter",
        message="the front matter that opens here never ends",
        hint=hint,
    )
