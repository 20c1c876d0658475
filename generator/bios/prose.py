"""This is how a bio reads: what is a verb, what says only a role, what is no bio at all."""

import re
from functools import lru_cache

from generator.bylines import fold, is_given
from generator.bylines.organizations import is_person
from generator.bylines.words import word_set

STUB_WORDS = 8
"""Words below which a text is a role and no bio (cases/authors.md, rule 6)."""
_SURELY_VERBAL = 40
"""Words from which a text holds a verb even if the table does not know it."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

COPULAS = word_set("is was are were has have had served serves")
VERBS = COPULAS | word_set(
    """
    be been being leads led works worked manages managed supports supported covers covered writes wrote reports
    reported edits edited runs ran oversees oversaw directs directed heads headed teaches taught joined joins
    holds held began became becomes focuses focused specializes specialized specialises helps helped builds built
    develops developed designs designed coordinates coordinated studies studied lives lived grew graduated earned
    received spent spends brings brought combines uses used provides provided contributes contributed researches
    researched analyzes creates created currently enjoys loves likes drinks speaks spoke appeared appears
    published publishes explores explored makes made founded cofounded co-founded launched hosts hosted advises
    advised consults consulted retired practices practiced serving working interning writing covering completed
    completes conducts conducted ensures ensured drives drove guides guided plays played performs performed
    produces produced promotes promoted organizes organized operates operated maintains maintained implements
    implemented facilitates facilitated carries carry started starts comes came went goes got gets knows believes
    thinks wants seeks aims strives mentors trains trained flew commanded commands deployed fought volunteers
    volunteered authored authors blogs tweets lectures lectured chairs chaired represents represented collaborates
    collaborated partners assists assisted administers administered tracks monitors examines investigates
    investigated photographs
    """
)
"""Verbs that bios are written with, in the third person."""
_AUXILIARIES = word_set("will would can could may does did do isn't wasn't am i'm i've we're we've he's she's they're")
"""Verbs that make a sentence, and begin news rather than a bio: "Robert Goldel will be working with …"."""
_SAYING = word_set(
    """
    said says told tells added explained noted stated argued asked replied commented remarked warned claimed
    insisted testified quipped recalled announced tweeted concluded
    """
)
_PROSE = word_set("is was are were has have he she they his her their")
"""Words that sentences about a person hold, and lists of offices do not."""
_ARTICLES = word_set("a an the")


@lru_cache(maxsize=64)  # one block is asked about several times in a row
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as written, quotes inside a word kept."""
    return tuple(_WORD.findall(text))


def has_verb(text: str) -> bool:
    """Whether a text is a sentence rather than a label."""
    words = [word.lower().replace("’", "'") for word in words_of(text)]
    return len(words) >= _SURELY_VERBAL or not (VERBS | _AUXILIARIES).isdisjoint(words)


def says_nothing(text: str) -> bool:
    """Whether a text is a stub: under 8 words, or without a verb."""
    return len(words_of(text)) < STUB_WORDS or not has_verb(text)


def is_prose(text: str) -> bool:
    """Whether a text is a bio in sentences, so that its words say who somebody is; a list of offices does not."""
    return not says_nothing(text) and not _PROSE.isdisjoint(word.lower() for word in words_of(text))


_HERE = re.compile(
    r"\b(?:on|to|for|in|about) (?:this|the following) (?:topic|subject|post|article|story|piece|interview|webinar)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[^\W\d_]{3}[.!?]\s")


def is_of_this_article(text: str) -> bool:
    """Whether the first sentence speaks of the article that it stands below, so that it is no bio."""
    found = _HERE.search(text)
    return found is not None and not _SENTENCE_END.search(text, 0, found.start())


_ARTICLE = re.compile(
    r"\bthis (?:post|article|story|piece|interview|was originally)\b|\beditor['’]?s['’]? note\b", re.IGNORECASE
)


def speaks_of_an_article(text: str) -> bool:
    """Whether a bio goes on with a word about the article that it stood below, such as where that first appeared."""
    return bool(_ARTICLE.search(text))


def holds_saying(text: str) -> bool:
    """Whether somebody says something in a text, so that it is news and no bio; "a noted historian" says nothing."""
    words = [word.lower() for word in words_of(text)]
    return any(word in _SAYING and not (index and words[index - 1] in _ARTICLES) for index, word in enumerate(words))


_LONGEST_NAME = 4
"""Words before the copula."""
_APPOSITION = re.compile(r"(?:[Bb]y\s+)?(?P<name>[^,]{3,40}),\s*(?P<role>\S.*)\Z", re.DOTALL)
_COPULA = re.compile(
    r"^(?P<name>.{1,60}?),?\s+(?:is|was)\s+(?:currently\s+)?(?:(?:a|an|the)\s+)?(?P<role>\S.*)$", re.DOTALL
)


def role_of(text: str) -> str:
    """The role that a stub names: "Director of X" of "Ann Lee is the Director of X." and "Ann Lee, director of X"."""
    match = _APPOSITION.match(text)
    if match and is_person(match["name"]) and is_given(fold(match["name"]).split()[0]):
        role = match["role"].removesuffix(".")
        return role[:1].upper() + role[1:]
    match = _COPULA.match(text)
    if match and not (match["name"][:1].isupper() and len(words_of(match["name"])) <= _LONGEST_NAME):
        match = None
    role = (match["role"] if match else text).strip()
    if role.endswith(".") and not fold(role).endswith((" inc", " jr")) and role.count(".") == 1:
        role = role[:-1]
    return role[:1].upper() + role[1:] if match else role
