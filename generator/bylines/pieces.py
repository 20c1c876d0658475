"""This is where a line of names is cut: at "and", at commas, never inside one name or one institution."""

import re

from generator.bylines.folding import fold
from generator.bylines.names import bare_words, is_addition
from generator.bylines.organizations import is_organization, is_person
from generator.bylines.words import NOBODY, PARTICLES, ROLES, word_set

Piece = tuple[str, str]
"""A name as written, and what the byline says of it: a role or a house, else ""."""

_CONNECTOR = re.compile(
    r"\s*,?\s+(?P<word>as told to|and|et|und|with|avec|&)\s+|\s*(?P<mark>;)\s*|\s+(?P<bar>[/|•·])\s+", re.IGNORECASE
)
_PLACE = re.compile(r"(?P<who>.+?)\s+(?:reporting\s+)?(?:in|IN|at the|aboard)\s+(?P<rest>[^\W\d_].*)\Z")
_HOUSE = re.compile(r"(?P<who>.+?)\s+(?:from|of|for)\s+(?P<rest>(?:the\s+)?[^\W_].*)\Z")
_DASH = re.compile(r"\s+[-–—|/]\s+")
_CLOSED = word_set("staff team desk news agency newsroom editors reporters newsdesk")
_OPENING = re.compile(
    r"(?:the\s+)?(?:[\w.]+\s+){0,2}(?:department|office|bureau|ministry|center|centre|institute|university|council|college)\s+(?:of|for)\s",
    re.IGNORECASE,
)
_LONGEST_FAMILY = 3
"""Words before the comma of "Last, First"."""


def cut(text: str) -> list[Piece]:
    """The names in a text, in its order, each with what is said of it; a text that cannot be parted is one name."""
    pieces, links = _at_connectors(text)
    if len(pieces) == 1:
        return _at_commas(text, listed=False)
    if links[-1] == "as told to":
        before = _woven(pieces[:-1], links[:-1])
        return [*cut(before), *((name, "as told to") for name, _ in cut(pieces[-1]))]
    low, high = _peel(pieces, links)
    listed = ";" not in links and not all(_is_one_inversion(piece) for piece in pieces)
    found = [piece for name in pieces[:low] for piece in _at_commas(name, listed=listed)]
    if high - low > 1:
        found.append((_woven(pieces[low:high], links[low : high - 1]), ""))
    elif high > low:
        found += _at_commas(pieces[low], listed=listed)
    return found + [piece for name in pieces[high:] for piece in _at_commas(name, listed=listed)]


def apart(piece: str) -> tuple[str, str, str, str]:
    """(name, role, place, house) of one piece: "Sam Levin in Los Angeles", "Gwyn Topham Transport correspondent"."""
    parts = _DASH.split(piece, maxsplit=1)
    if len(parts) > 1 and is_person(parts[0]):
        return (parts[0], parts[1], "", "") if says_role(parts[1]) else (parts[0], "", "", parts[1])
    for pattern in (_PLACE, _HOUSE):
        match = pattern.match(piece)
        if match and is_person(match["who"]):
            return (match["who"], "", match["rest"], "") if pattern is _PLACE else (match["who"], "", "", match["rest"])
    words = piece.split()
    if len(words) > 2 and words[-1].islower() and fold(words[-1]) in ROLES:  # noqa: PLR2004 -- two words are a name alone
        size = 3 if len(words[1].strip(".")) == 1 else 2
        if is_person(" ".join(words[:size])):
            return " ".join(words[:size]), " ".join(words[size:]), "", ""
    return piece, "", "", ""


def _at_connectors(text: str) -> tuple[list[str], list[str]]:
    pieces, links, start = [], [], 0
    for match in _CONNECTOR.finditer(text):
        pieces.append(text[start : match.start()].strip())
        links.append((match["word"] or match["mark"] or match["bar"]).lower())
        start = match.end()
    return [*pieces, text[start:].strip()], links


def _woven(pieces: list[str], links: list[str]) -> str:
    text = pieces[0]
    for link, piece in zip(links, pieces[1:], strict=True):
        text += f" {link} {piece}"
    return text.rstrip(", ")


def _peel(pieces: list[str], links: list[str]) -> tuple[int, int]:
    """The range of pieces that do not stand alone and so stay together, after peeling both ends."""
    low, high = 0, len(pieces)
    while low < high and _stands(pieces[low], links[min(low, len(links) - 1)], first=True):
        low += 1
    while high > low and _stands(pieces[high - 1], links[max(high - 2, 0)], first=False):
        high -= 1
    return low, high


def _stands(piece: str, link: str, *, first: bool) -> bool:
    """Whether a piece beside a connector is a name of its own; one word beside "&" never is: Johnson & Johnson."""
    if link in {";", "/", "|", "•", "·"} or fold(piece) in NOBODY or piece.startswith("@"):
        return True
    segments = [segment for segment in piece.split(",") if not is_addition(segment)] or [piece]
    ends = (segments[0], segments[-1])
    least = 2 if link == "&" else 1
    if any(is_person(" ".join(bare_words(apart(end)[0])), words=least) for end in ends):
        return True
    return _is_closed(ends[-1]) or (not first and bool(_OPENING.match(piece)))


def _is_closed(text: str) -> bool:
    """Whether an institution's name is whole without what follows "and"."""
    words = fold(text).split()
    return is_organization(text) and (len(words) == 1 or words[-1] in _CLOSED)


def _is_one_inversion(piece: str) -> bool:
    """Whether a piece is "Last, First" with one word for a family name."""
    family, *rest = piece.split(",")
    given = [segment for segment in rest if not is_addition(segment)]
    return len(given) == 1 and _inverts(family.strip(), given[0].strip(), listed=False)


def _at_commas(text: str, *, listed: bool) -> list[Piece]:
    """The text cut at its commas; a family name before its given names stays whole, and roles go with their names."""
    found: list[list[str]] = []
    said: list[str] = []
    segments = [segment.strip() for segment in text.split(",") if segment.strip()]
    names = [segment for segment in segments if not is_addition(segment) and not _says(segment)]
    for segment in segments:
        if found and is_addition(segment):
            found[-1].append(segment)
        elif found and _says(segment) and not is_organization(found[-1][0]):
            said[-1] = said[-1] or segment
        elif found and len(found[-1]) == 1 and _inverts(found[-1][0], segment, listed=listed or len(names) > 2):  # noqa: PLR2004 -- a family name and a given name are two
            found[-1].append(segment)
        else:
            found.append([segment])
            said.append("")
    return [(", ".join(parts), what) for parts, what in zip(found, said, strict=True) if fold(parts[0]) not in NOBODY]


def _says(segment: str) -> bool:
    """Whether a text after a comma says something of the name before it: a role or a house."""
    return says_role(segment) or is_organization(segment)


def says_role(segment: str) -> bool:
    """Whether a text is a role, such as "Media editor", rather than a house."""
    words = segment.split()
    return bool(words) and (fold(words[-1]) in ROLES or any(word.islower() and word in ROLES for word in words))


def _inverts(family: str, given: str, *, listed: bool) -> bool:
    """Whether two texts around a comma are "Last, First"; in a list of names only where no other reading is left."""
    last, first = bare_words(family), bare_words(given)
    if not is_person(" ".join(last), words=1) or not is_person(" ".join(first), words=1):
        return False
    if len([word for word in last if word.lower() not in PARTICLES]) == 1:
        return not listed or len(first) > 1
    if listed or len(last) > _LONGEST_FAMILY or any(_is_initial(word) for word in last):
        return False
    return not _is_initial(first[0]) and all(_is_initial(word) for word in first[1:])


def _is_initial(word: str) -> bool:
    return len(word) == 1 or (word.endswith(".") and len(word.replace(".", "")) <= word.count("."))
