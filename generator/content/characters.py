"""This is which characters a text may hold, and how a text is shown in a message."""

import re
import unicodedata
from collections.abc import Iterator

from generator.problems import Location, Problem

# What XML 1.0 (section 2.2) and HTML forbid or discourage: C0 but tab and line feed, DEL, C1, surrogates, U+FFFE.
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
# What reorders the text around it (Unicode UAX #9), the source of "Trojan Source" look-alikes.
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u180e\u200b\u2060-\u2064\ufeff"
_JOINERS = "\u200c\u200d"
_VIRAMA = 9
"""The combining class of the sign that takes a vowel away."""
_ENDING = frozenset("\u0622\u0623\u0624\u0625\u0627\u0629\u062f\u0630\u0631\u0632\u0648\u0649\u0671\u0688\u0691\u0698")
"""Letters of Arabic script that never join the next one, so that nobody sees a non-joiner between them."""
_BREAKS = "\u00ad\u2028\u2029"

_SUSPECT = re.compile(f"[{_CONTROL}{_BIDI}{_INVISIBLE}{_JOINERS}{_BREAKS}]")
FORBIDDEN = re.compile(f"[{_CONTROL}]")
"""A control character or a lone surrogate, which no text may hold."""
_HIDDEN = re.compile(f"[{_BIDI}{_INVISIBLE}{_JOINERS}{_BREAKS}]")
_UNSAFE = re.compile(f"[{_BIDI}{_INVISIBLE}{_JOINERS}\u2028\u2029]")
_ODD_BREAK = re.compile("[\u2028\u2029]")
_TAGS = re.compile("[\U000e0000-\U000e007f]")
_PLAIN = bytes([9, 10, *range(0x20, 0x7F)])

_LONGEST = 60


def shown(text: str, limit: int = _LONGEST) -> str:
    """A writer's text in quotes, for a message: on one line, cut at `limit`, what is unseen escaped: `U+202E`."""
    line = visible(text.replace("\n", " "))
    return f"'{line}'" if len(line) <= limit else f"'{line[: limit - 1]}…'"


def visible(text: str) -> str:
    """The text with each character that is invisible or forbidden written as an escape of its code point."""
    if text.isprintable():
        return text
    return _TAGS.sub(_escape, _SUSPECT.sub(_escape, text)).replace("\n", "\\u{000A}").replace("\t", "\\u{0009}")


def code(character: str) -> str:
    """A character as a message names it: a backslash, `u`, and its code point in braces."""
    return f"\\u{{{ord(character):04X}}}"


def named(character: str) -> str:
    """The code of a character and, in parentheses, what Unicode calls it."""
    name = unicodedata.name(character, "").lower()
    return f"{code(character)} ({name})" if name else code(character)


def is_suspect(text: str) -> bool:
    """Whether a text holds anything that this module may object to; quick, for it is asked of every file."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return bool(rest) and _SUSPECT.search(rest.decode("utf-8", "surrogatepass")) is not None


def first_forbidden(text: str) -> str:
    """The first control character or lone surrogate of a value, or "" (YAML escapes can make one of plain letters)."""
    if text.isprintable():
        return ""
    match = FORBIDDEN.search(text)
    return match.group() if match else ""


def first_unsafe(text: str) -> str:
    """The first character that hides or reorders what a name, a title or a URL says, or ""."""
    if text.isprintable():
        return ""
    match = _UNSAFE.search(text) or _TAGS.search(text)
    return match.group() if match else ""


def without_needed_joiners(text: str) -> str:
    """The text less the joiners that change how its script is read (RFC 5892, appendix A.1 and A.2), and so are seen.

    They stand after a virama, as in Hindi, and, parting them, between letters of Arabic script, as in Persian.
    """
    if text.isprintable():
        return text
    return "".join(character for index, character in enumerate(text) if not _is_needed(text, index))


def _is_needed(text: str, index: int) -> bool:
    before, after = text[max(index - 1, 0) : index], text[index + 1 : index + 2]
    if text[index] not in _JOINERS or not before or not after:
        return False
    if unicodedata.combining(before) == _VIRAMA:
        return True
    return text[index] == "\u200c" and before not in _ENDING and _is_arabic(before) and _is_arabic(after)


def _is_arabic(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("ARABIC LETTER")


def broken_problems(matter: str, path: str, first_line: int) -> Iterator[Problem]:
    """An error for the first character of each line of front matter that ends a line for YAML, and for nobody else."""
    for match, location in _first_of_each_line(_ODD_BREAK, matter, path, first_line):
        yield Problem(
            location=location,
            rule="unsafe-character",
            message=f"the character {named(match)} ends a line here for programs, and cannot be seen",
            hint="Delete it, and write a space in its place; it usually comes from a word processor.",
        )


def forbidden_problems(text: str, path: str) -> Iterator[Problem]:
    """An error for the first control character or lone surrogate of each line of a file, at its place."""
    for match, location in _first_of_each_line(FORBIDDEN, text, path, 1):
        yield Problem(
            location=location,
            rule="control-character",
            message=f"the control character {code(match)} cannot be published",
            hint="Delete it; it cannot be seen in most editors, and usually comes from a word processor or a PDF.",
        )


def hidden_problems(text: str, path: str, first_line: int) -> Iterator[Problem]:
    """A warning for the first character of each line of a body that readers cannot see.

    Zero-width joiners between two characters beyond ASCII are left alone: Persian, Indic scripts and emoji need them.
    """
    for match, location in _first_of_each_line(_HIDDEN, text, path, first_line):
        yield Problem(
            location=location,
            rule="hidden-character",
            message=f"the character {named(match)} is here and cannot be seen",
            hint="Delete it, unless the script of the text needs it.",
        )


def _first_of_each_line(pattern: re.Pattern[str], text: str, path: str, line: int) -> Iterator[tuple[str, Location]]:
    """The first match of each line with its place, in one pass however many there are."""
    line_start, told, last = 0, -1, 0
    for match in pattern.finditer(text):
        start = match.start()
        if breaks := text.count("\n", last, start):
            line, line_start = line + breaks, text.rfind("\n", last, start) + 1
        last = start
        if line_start != told and not _is_joined(text, start):
            told = line_start
            yield match.group(), Location(path=path, line=line, column=start - line_start + 1)


def _is_joined(text: str, index: int) -> bool:
    around = text[max(index - 1, 0) : index] + text[index + 1 : index + 2]
    return text[index] in _JOINERS and len(around) == len("ab") and not any(map(str.isascii, around))


def _escape(match: re.Match[str]) -> str:
    return code(match.group())
