"""This is how a byline becomes mentions: who is named, in which form, as what, from where.

The order of the steps: lines, dates, tasks ("editing by"), "By"; then the text is cut into names (`pieces`), and each
name is read alone.
"""

import re

from msgspec import Struct
from msgspec.structs import replace

from generator.bylines import pieces
from generator.bylines.folding import clean, fold
from generator.bylines.names import Name, is_addition, parse_name
from generator.bylines.organizations import is_organization, is_person
from generator.bylines.words import MONTHS, NOBODY


class Mention(Struct, frozen=True, kw_only=True):
    """One author named by a byline. `published` is the form to show on the article, titles and degrees included."""

    published: str
    name: Name
    is_organization: bool = False
    role: str = ""
    place: str = ""
    affiliation: str = ""
    written: str = ""
    """The piece of the byline that names the author, as it was written: "Jong, Michiel de"."""


_MONTH = "|".join(f"{month}|{month[:3]}" for month in MONTHS.split())
_DATE = re.compile(
    rf"[\s,|–—-]*(?:\b(?:last )?(?:updated|published|posted|modified)(?: on)?:?\s*)?"
    rf"(?:\b(?:{_MONTH})\b\.? \d{{1,2}},? \d{{4}}|\b\d{{1,2}} (?:{_MONTH})\b\.?,? \d{{4}}|\b\d{{4}}-\d\d-\d\d\b).*$",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"\b(?:with )?"
    r"((?:additional )?(?:reporting|reported|editing|edited|writing|written|photos?|photographs?|photography|"
    r"graphics?|illustrations?|illustrated|video|compiled|translated|translation|interview(?:ed)?|analysis|research|produced|posted|"
    r"story|words|text|article|guest post|post|report|commentary|opinion|column)) by\b\s*:?\s*",
    re.IGNORECASE,
)
_SILENT = frozenset(
    {"written", "writing", "posted", "story", "words", "text", "article", "post", "report", "reported", "guest post"}
)
"""Tasks that every author has, so that they need no label; "reporting" too, where it stands first."""
_BY = re.compile(r"(?:by|authors?|from)(?:\s*:\s*|\s+)(?=\S)", re.IGNORECASE)
_WITH = re.compile(r"\s*\((?:avec|with)\s+([^()]*)\)", re.IGNORECASE)
_AGENCY = re.compile(r"\s*\(([A-Z][A-Z.&]{1,9}|Reuters|Bloomberg)\)")
_EDGES = " ,;:–—-"


def parse_byline(text: str) -> tuple[Mention, ...]:
    """The authors that a byline names, in its order; nobody for a text that is only a date.

    Commas and "and" part people from people, a name from its role and a family name from given names; what cannot be
    parted surely stays one name, as written.
    """
    mentions: list[Mention] = []
    for line in filter(None, (_without_date(clean(line)) for line in text.splitlines())):
        if mentions and is_organization(line) and not any(mention.is_organization for mention in mentions):
            mentions = [replace(mention, affiliation=mention.affiliation or line) for mention in mentions]
        else:
            mentions += _of_line(line)
    return tuple(mentions)


def organization_key(text: str) -> str:
    """The key of an institution's name: "The Carpentries Team" and "carpentries-team" are one."""
    return f"org|{fold(text).replace('-', ' ').removeprefix('the ')}"


def _without_date(line: str) -> str:
    if not any(character.isdigit() for character in line):
        return line
    rest = _DATE.sub("", line).strip(" ,|–—-:")
    return "" if fold(rest) in {"by", "updated", "last updated", "published", "posted"} else rest


def _of_line(line: str) -> list[Mention]:
    line = _WITH.sub(r" and \1", line)
    found: list[Mention] = []
    start, task = 0, ""
    for match in _TASK.finditer(line):
        found += _of_task(line[start : match.start()], task)
        start, task = match.end(), match[1].lower() if found or match[1].lower() != "reporting" else ""
    return found + _of_task(line[start:], task)


def _of_task(text: str, task: str) -> list[Mention]:
    text = text.strip(_EDGES)
    match = _BY.match(text)
    text = text[match.end() :] if match else text
    if not text or fold(text) in {"by", "and"}:
        return []
    role = "" if task in _SILENT else task
    found = [_mention(piece.strip(_EDGES), said, role) for piece, said in pieces.cut(text) if piece.strip(_EDGES)]
    return [mention for mention in found if fold(mention.published) not in NOBODY]


def _mention(piece: str, said: str, task: str) -> Mention:
    piece, agency = _without_agency(piece)
    if is_organization(piece) and not is_person(pieces.apart(piece)[0]):
        name = Name(key=organization_key(piece), upright=piece, family=fold(piece))
        return Mention(published=piece, name=name, is_organization=True, role=task, written=piece)
    who, described, place, house = pieces.apart(piece)
    says_house = (
        said and is_organization(said) and not described and said != "as told to" and not pieces.says_role(said)
    )
    name = parse_name(who)
    return Mention(
        published=name.upright if _is_inverted(who) else who,
        name=name,
        role=described or ("" if says_house else said) or task,
        place=place,
        affiliation=house or (said if says_house else "") or agency,
        written=who,
    )


def _without_agency(piece: str) -> tuple[str, str]:
    match = _AGENCY.search(piece)
    if not match or not match.start():
        return piece, ""
    return f"{piece[: match.start()]}{piece[match.end() :]}".strip(), match[1]


def _is_inverted(who: str) -> bool:
    return any(not is_addition(segment) for segment in who.split(",")[1:])
