"""This is how an institution is told from a person by its name alone; an author record's `kind` overrules it."""

import re

from generator.bylines.folding import fold
from generator.bylines.given import is_given
from generator.bylines.words import AGENCIES, PARTICLES, ROLES, STRONG_ORGANIZATIONS, TOPICS, WEAK_ORGANIZATIONS

_ACRONYM = re.compile(r"[A-Z][A-Z&]{1,5}\Z")
_LONG_ACRONYM = re.compile(r"[A-Z][A-Z&]{2,5}\Z")
"""Of three letters and more before other words: JT Smith is a person."""
_MIXED_ACRONYM = re.compile(r"[A-Z]{3,}|[a-z][A-Z]{2,}\Z")
_SITE = re.compile(r"[\w-]+\.(?:gov|com|org|net|mil|edu|io|int|eu)\Z", re.IGNORECASE)
_NUMBERED = re.compile(r"\d+\w*[A-Z]\w*\Z")
_LONGEST_NAME = 6
"""Words."""


def is_organization(text: str) -> bool:
    """Whether a name in a byline is that of an institution: "19FortyFive Staff", "AFP", "Bureau of Industry"."""
    folded = fold(text)
    if folded in AGENCIES or folded.removeprefix("the ") in AGENCIES:
        return True
    words = folded.split()
    if not words:
        return False
    if len(words) == 1:
        return _is_organization_word(text.strip(), folded)
    return _is_organization_phrase(text, words)


def _is_organization_word(text: str, folded: str) -> bool:
    if "@" in text:
        return False
    if _SITE.match(text) or _NUMBERED.match(text):
        return True
    if "-" in folded and not STRONG_ORGANIZATIONS.isdisjoint(folded.split("-")):
        return True
    if _ACRONYM.match(text):
        return not is_given(folded)
    return text != text.upper() and bool(_MIXED_ACRONYM.search(text))


def _is_organization_phrase(text: str, words: list[str]) -> bool:
    if not STRONG_ORGANIZATIONS.isdisjoint(words):
        return True
    if words[0] == "the" or (words[-1] in WEAK_ORGANIZATIONS and not is_given(words[0])):
        return True
    written = text.split()
    if any(_SITE.match(word) for word in written):
        return True
    return text != text.upper() and bool(_LONG_ACRONYM.match(written[0])) and not is_given(words[0])


def is_person(text: str, *, words: int = 2) -> bool:
    """Whether a text looks like one person's name of at least `words` words, and like nothing else."""
    written = text.split()
    if not words <= len(written) <= _LONGEST_NAME or any(character.isdigit() for character in text):
        return False
    folded = fold(text).split()
    if not folded or is_organization(text) or folded[-1] in ROLES:
        return False
    if not TOPICS.isdisjoint(folded) and not is_given(folded[0]):
        return False
    return all(_is_name_word(word) for word in written)


def _is_name_word(word: str) -> bool:
    bare = word.strip("“”\"'‘’().,-–")
    return not bare or not bare[0].islower() or bare in PARTICLES
