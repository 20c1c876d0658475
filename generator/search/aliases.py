"""This is the table of other spellings: an article that holds one of the words is found by the others too.

`content/search-aliases.toml` holds the table. Pagefind knows no synonyms and joins all words of a query with "and", so
the other words go into the index, as words of low weight that no result shows.
"""

import itertools
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct, field

from generator.problems import Location, Problem
from generator.search.document import plain_text

PATH = "content/search-aliases.toml"
"""Where the table lies below the root of an archive."""

LONGEST = 256 * 1024
"""Characters of the longest table."""
MOST_WORDS = 50
"""Words of one entry, each of which brings all the others."""
_EXAMPLE = 'Begin each entry with [[alias]] and give it words = ["Kyiv", "Kiev"].'
_WORD = re.compile(r"[^\W_]+(?:[/.'][^\W_]+)*")
_VARIANT = re.compile(r"^([^\W\d_]+\d+)[^\W\d_]")
"""A designation with letters after its number, T-72B3: what is true of the T-72 is true of it."""

_MARKS = str.maketrans({"‐": "-", "‑": "-", "–": "-", "’": "'", "\xa0": " "})
_KNOWN = frozenset({"words", "also"})


class Aliases(Struct, frozen=True, kw_only=True):
    """What each word adds. Keys are words as `_key` writes them, and of several words with a space between."""

    added: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The first word of each key of several words → those keys."""

    def words_for(self, html: str) -> tuple[str, ...]:
        """The words to add to a document, sorted: those that its words call for and that it does not hold itself."""
        text = plain_text(html)
        held = _different_words(text)
        marked = [*itertools.filterfalse(str.isalpha, held)]  # a tenth of them, and only these can be designations
        held.update(match[1] for word in marked if (match := _VARIANT.match(word)))
        found = held & self.added.keys()
        phrases = [key for start in held & self.phrases.keys() for key in self.phrases[start]]
        if phrases := [key for key in phrases if held.issuperset(key.split())]:
            line = f" {' '.join(_words(text))} "
            found |= {key for key in phrases if f" {key} " in line}
        calls = {_key(other): other for key in sorted(found) for other in self.added[key]}
        parts = {part: part for part in _parts_of_systems(marked)}
        return tuple(sorted(other for key, other in (parts | calls).items() if key not in held))


NO_ALIASES = Aliases()


def parse_aliases(text: str, path: str = PATH) -> tuple[Aliases, list[Problem]]:
    """The table, and what is wrong with it; an entry with a problem is left out."""
    if len(text) > LONGEST:
        message = f"the table has {len(text):,} characters, and {LONGEST:,} are allowed"
        return NO_ALIASES, [_problem(path, 1, message, "Take out what nobody looks for.")]
    try:
        table: Mapping[str, object] = tomllib.loads(text)
    except RecursionError:  # tomllib follows lists in lists as deep as they go
        return NO_ALIASES, [_problem(path, 1, "lists lie too deep in one another here", _EXAMPLE)]
    except tomllib.TOMLDecodeError as error:
        return NO_ALIASES, [_toml_problem(str(error), path)]
    entries = table.get("alias", [])
    if not isinstance(entries, list) or set(table) - {"alias"}:
        return NO_ALIASES, [_problem(path, 1, "the table is to hold nothing but [[alias]] entries", _EXAMPLE)]
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip().startswith("[[alias]]")]
    problems, sound = [], []
    for entry, line in zip(entries, [*lines, *[1] * len(entries)], strict=False):
        fault = _fault(entry)
        if fault:
            problems.append(_problem(path, line, fault, 'Write words = ["Su-27", "Flanker"].'))
        else:
            sound.append((entry["words"], entry.get("also", [])))
    return _gather(sound), problems


def read_aliases(root: Path) -> tuple[Aliases, list[Problem]]:
    """The table of an archive, empty when it has none, and what is wrong with it."""
    try:
        return parse_aliases((root / PATH).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return NO_ALIASES, []
    except UnicodeDecodeError:
        return NO_ALIASES, [_problem(PATH, 1, "this is no UTF-8 text", "Save the file as UTF-8.")]
    except OSError as error:
        return NO_ALIASES, [_problem(PATH, 1, f"this file cannot be read: {error.strerror}", "Let everybody read it.")]


def check_aliases(text: str, path: str = PATH) -> list[Problem]:
    """What is wrong with the table of other spellings, each with its place."""
    return parse_aliases(text, path)[1]


def _gather(entries: Iterable[tuple[list[str], list[str]]]) -> Aliases:
    added: dict[str, list[str]] = {}
    for words, also in entries:
        for word in words:
            others = [other for other in (*words, *also) if other != word]
            added.setdefault(_key(word), []).extend(others)
    phrases: dict[str, list[str]] = {}
    for key in sorted(key for key in added if " " in key):
        phrases.setdefault(key.partition(" ")[0], []).append(key)
    return Aliases(
        added={key: tuple(dict.fromkeys(others)) for key, others in added.items()},
        phrases={first: tuple(keys) for first, keys in phrases.items()},
    )


def _fault(entry: object) -> str:
    """What is wrong with an entry, or ""."""
    if not isinstance(entry, dict):
        return "an entry is a table that begins with [[alias]]"
    if unknown := sorted(set(entry) - _KNOWN):
        return f"an entry has no field {unknown[0]!r}"
    lists = [entry.get("words"), entry.get("also", [])]
    if not all(isinstance(words, list) and all(isinstance(word, str) for word in words) for words in lists):
        return "words and also are lists of texts"
    return _words_fault(lists[0], [word for words in lists for word in words])


def _words_fault(words: list[str], written: list[str]) -> str:
    """What is wrong with the words of an entry, or ""."""
    if not words or len(written) < 2:  # noqa: PLR2004 -- a word, and another that it adds
        return "an entry needs a word, and another that finds it"
    if len(written) > MOST_WORDS:
        return f"an entry has {len(written):,} words, and {MOST_WORDS} are the most"
    if not all(_key(word) for word in written):
        return "a word needs a letter or a digit"
    return ""


def _toml_problem(message: str, path: str) -> Problem:
    said, _, place = message.partition(" (at ")
    line = re.match(r"line (\d+), column (\d+)", place)
    where = Location(path=path, line=int(line[1]), column=int(line[2])) if line else Location(path=path)
    return Problem(location=where, rule="bad-field", message=f"this is no TOML: {said}", hint="See docs/search.md.")


def _problem(path: str, line: int, message: str, hint: str) -> Problem:
    return Problem(location=Location(path=path, line=line), rule="bad-field", message=message, hint=hint)


def _key(word: str) -> str:
    return " ".join(_words(word))


def _words(text: str) -> list[str]:
    """The words of a text, case-folded, without hyphens or a genitive s: "Su-27's" and "SU27" are one."""
    return _find_words(_fold(text))


def _different_words(text: str) -> set[str]:
    """The same words, once each and in no order: most stand between spaces as they are, and need no looking into."""
    pieces = _fold(text).split()
    held = set(filter(str.isalnum, pieces))
    held.update(_find_words(" ".join(itertools.filterfalse(str.isalnum, pieces))))
    return held


def _fold(text: str) -> str:
    plain = text if text.isascii() else text.translate(_MARKS)
    return plain.casefold().replace("--", " ").replace("-", "")


def _find_words(folded: str) -> list[str]:
    found: list[str] = _WORD.findall(folded)
    return [word.removesuffix("'s") for word in found] if "'" in folded else found


def _parts_of_systems(words: Iterable[str]) -> set[str]:
    """AN/TPY-2 is one word to Pagefind, and readers leave the AN/ out (MIL-STD-196)."""
    return {word.removeprefix("an/") for word in words if word.startswith("an/") and word != "an/"}
