"""This is how one name is taken apart: given names, family name, suffix, nicknames, and titles that are set aside."""

import re

from msgspec import Struct

from generator.bylines.folding import clean, fold
from generator.bylines.words import (
    DOUBTFUL_TITLES,
    PARTICLES,
    POSTNOMINALS,
    SUFFIXES,
    SURE_POSTNOMINALS,
    TITLE_CHAIN,
    TITLES,
)


class Name(Struct, frozen=True, kw_only=True):
    """A name as it is compared (`key`, folded parts) and as it is read (`upright`: "Michiel de Jong").

    `family` is the last word that is neither suffix nor degree; `given` all words before it that are no particles, an
    initial being one letter. A name of one word has no given names; its titles then belong to the key, so that
    President Toure and Minister Toure are not one by their name alone.
    """

    key: str
    upright: str
    family: str
    given: tuple[str, ...] = ()
    suffix: str = ""
    nicknames: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    years: str = ""
    """Years of life where the name gives them, to tell namesakes apart."""


_YEARS = re.compile(r",?\s*\(?\b(1[5-9]\d\d|20\d\d)\s*[-–—]\s*(1[5-9]\d\d|20\d\d|)\)?\s*$")
_ASIDES = re.compile(r"""\(([^()]*)\)|[“”"]([^“”"]+)[“”"]|‘([^‘’]+)’(?!\w)|(?<!\w)'([^']+)'(?!\w)""")
_HANDLE = re.compile(r"(?:^|(?<=\s))@([\w.-]+)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){2,}|[^\W\d_]\.[^\W\d_]")
_SLUG = re.compile(r"[a-z]{2,}(?:-[a-z]+)+\Z")
"""A name written as an id: jack-buckby is Jack Buckby."""
_FEWEST_WORDS = 2
"""Words of a name before which letters are no degree."""
_EDGES = " ,.;:-–—"


def parse_name(text: str) -> Name:
    """The name that a text gives, whatever its order, titles, degrees and asides; any text gives some name."""
    plain = clean(text)
    plain, years = _take_years(plain)
    plain, nicknames, handles = _take_asides(plain)
    words, suffix, titles = _upright(plain or clean(text))
    words, before = _strip_titles(words)
    words, after = _strip_degrees(words)
    titles = (*before, *titles, *after)
    parts = [part for word in words for part in _parts(word)]
    if len(parts) == 1 and _SLUG.match(plain):
        parts = plain.split("-")
    family = parts[-1] if parts else fold(text) or text.casefold()
    given = tuple(_given_parts(parts[:-1]))
    named = f"{' '.join(titles)} " if titles and not given else ""
    return Name(
        key="|".join((named + family, " ".join(given), suffix, years)),
        upright=_readable(words, suffix, text if titles and not given else ""),
        family=family,
        given=given,
        suffix=suffix,
        nicknames=nicknames,
        titles=titles,
        handles=handles,
        years=years,
    )


def is_addition(segment: str) -> bool:
    """Whether a text after a comma adds to the name before it: a suffix, degrees, a title."""
    words = fold(segment).split()
    if not words or segment.lstrip()[:1] in '“”"' or _YEARS.fullmatch(segment.strip()):
        return True
    if all(word in SUFFIXES or word in POSTNOMINALS for word in words):
        return True
    return all(word in TITLES or word in DOUBTFUL_TITLES or word in TITLE_CHAIN for word in words)


def bare_words(text: str) -> list[str]:
    """The words of a name as written, without asides, handles, titles before it and additions after commas."""
    plain, _, _ = _take_asides(_take_years(clean(text))[0])
    segments = [part for part in plain.split(",") if part.strip()]
    kept = [segment for index, segment in enumerate(segments) if not index or not is_addition(segment)]
    return _strip_degrees(_strip_titles(" ".join(kept).split())[0])[0]


def _take_years(text: str) -> tuple[str, str]:
    if text[-1:].isdigit() or text.endswith((")", "-")):
        found = _YEARS.search(text)
        if found:
            return text[: found.start()].strip(_EDGES), f"{found[1]}-{found[2]}"
    return text, ""


def _take_asides(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The text without nicknames in quotes or brackets and without handles; and both of these, folded."""
    if text.isascii() and not any(mark in text for mark in "(\"'@"):
        return text, (), ()
    asides = [next(group for group in found.groups() if group is not None) for found in _ASIDES.finditer(text)]
    rest = _ASIDES.sub(" ", text)
    handles = [found.casefold() for found in _HANDLE.findall(text)]
    rest = _HANDLE.sub(" ", rest)
    nicknames = []
    for aside in asides:
        words = aside.strip(_EDGES).removeprefix("born ")
        if "@" in words or "_" in words or any(character.isdigit() for character in words):
            handles.append(words.removeprefix("@").casefold())
        elif fold(words):
            nicknames.append(fold(words))
    rest = " ".join(rest.split()).replace(" ,", ",").strip()
    return (rest, tuple(nicknames), tuple(dict.fromkeys(handles))) if rest.strip(_EDGES) else (text, (), ())


def _upright(text: str) -> tuple[list[str], str, tuple[str, ...]]:
    """The words of the name in reading order, its suffix, and the additions that were set aside."""
    segments = [segment.strip() for segment in text.split(",")]
    segments = [segment for segment in segments if segment.strip(_EDGES)]
    suffix, additions, kept = "", [], []
    for index, segment in enumerate(segments):
        if index and is_addition(segment):
            suffixes = [SUFFIXES[word] for word in fold(segment).split() if word in SUFFIXES]
            suffix = suffixes[0] if suffixes else suffix
            additions += [word for word in fold(segment).split() if word not in SUFFIXES]
        else:
            kept.append(segment)
    family, *given = kept or [text]
    given_words = _strip_trailing_suffix(" ".join(given).split())
    family_words = _strip_trailing_suffix(family.split())
    suffix = suffix or given_words[1] or family_words[1]
    given_words_bare, titles = _strip_titles(given_words[0], least=0)
    return [*given_words_bare, *family_words[0]], suffix, (*titles, *additions)


def _strip_trailing_suffix(words: list[str]) -> tuple[list[str], str]:
    if len(words) > 1 and fold(words[-1]) in SUFFIXES:
        return words[:-1], SUFFIXES[fold(words[-1])]
    return words, ""


def _strip_titles(words: list[str], least: int = 1) -> tuple[list[str], tuple[str, ...]]:
    """The words without the titles before them; at least `least` words stay, two where only doubtful titles stand."""
    end, sure = 0, False
    for index, word in enumerate(words):
        plain = fold(word)
        is_sure = plain in TITLES or (plain in DOUBTFUL_TITLES and word.endswith("."))
        if is_sure or plain in DOUBTFUL_TITLES or plain == "class":
            end, sure = index + 1, sure or is_sure
        elif plain not in TITLE_CHAIN:
            break
    needed = least if sure or not least else 2
    while end and len(words) - end < needed:
        end -= 1
    return words[end:], tuple(fold(word) for word in words[:end])


def _strip_degrees(words: list[str]) -> tuple[list[str], tuple[str, ...]]:
    end = len(words)
    while end > _FEWEST_WORDS and fold(words[end - 1]) in SURE_POSTNOMINALS:
        end -= 1
    return words[:end], tuple(fold(word) for word in words[end:])


def _parts(word: str) -> list[str]:
    """A word folded; initials that were written together are taken apart: "F.J." is f and j."""
    if "." in word and _INITIALS.match(word):
        return [fold(letter) for letter in word if letter.isalpha()]
    folded = fold(word).strip("-")
    return [folded] if folded else []


def _given_parts(parts: list[str]) -> list[str]:
    """Given names without particles, hyphens opened: Jean-Louis may be J. L."""
    opened = [piece for part in parts for piece in part.split("-") if piece]
    return [piece for index, piece in enumerate(opened) if not index or piece not in PARTICLES]


_SHOWN_SUFFIX = {"jr": "Jr.", "sr": "Sr.", "ii": "II", "iii": "III", "iv": "IV"}


def _readable(words: list[str], suffix: str, whole: str) -> str:
    if whole:
        return clean(whole)
    name = " ".join(words).strip(" ,;:-–—")
    return f"{name} {_SHOWN_SUFFIX[suffix]}" if suffix else name
