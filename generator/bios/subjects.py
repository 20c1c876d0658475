"""This is how the head of a sentence is read: whose name stands there, and whether what follows reads as a bio."""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import force_setattr
from rapidfuzz.distance import JaroWinkler

from generator.bios.prose import COPULAS, VERBS
from generator.bylines import Name, fold, is_given, is_organization, parse_name, same_given
from generator.bylines.words import DOUBTFUL_TITLES, PARTICLES, POSTNOMINALS, SUFFIXES, TITLES, word_set

HEAD = 220
"""Characters in which the subject of a sentence stands."""
_BRACKETS = re.compile(r"\([^()]*\)?")
_ADVERBS = word_set(
    """
    currently also formerly now previously proudly recently originally both each presently
    """
)
_PLURALS = word_set("are were work lead serve have manage support run write cover")
_APPOSITIONS = word_set("a an the who former currently senior")
_PRESENT = COPULAS | _PLURALS | {verb for verb in VERBS if verb.endswith("s")}
_FUTURE = word_set("will would shall")
_KINDS = word_set("a an the one part home")
"""What follows "is" where an institution says what it is."""
_AFTER_NAMES = SUFFIXES.keys() | POSTNOMINALS
_DOTTED = TITLES | DOUBTFUL_TITLES | _AFTER_NAMES
"""What ends with a dot and ends no sentence."""
_SIMILAR = 0.92
_LONGEST = 4
"""Words of a name, where words before it are a role: "Digital Specialist Kathryn Karnell"."""


class Signature(Struct, frozen=True, kw_only=True):
    """An author of a byline, as a bio below the article may name him."""

    label: str
    names: tuple[Name, ...]
    houses: tuple[str, ...] = ()
    """The names of an institution, folded, without hyphens and "the": "carpentries team"."""

    parts: tuple[str, ...] = ()
    """Words of which one at least stands in any sentence that names the author."""

    def __post_init__(self) -> None:
        """Work the parts out once: every block of every article asks for them."""
        parts = {part for name in self.names for part in (*name.family.split("-"), *name.given[:1], *name.nicknames)}
        force_setattr(self, "parts", tuple(sorted(parts)))


class Subject(Struct, frozen=True, kw_only=True):
    """The names at the head of a sentence, as written, and whether a bio may begin so."""

    runs: tuple[str, ...]
    is_biographic: bool
    verb: str = ""
    """The folded verb after the names; "" for none, or for an apposition."""
    is_planned: bool = False
    """Whether the head of a sentence that may begin a bio says what will be: news."""

    @property
    def is_singular(self) -> bool:
        """Whether the sentence says something of one person, with a verb of its own."""
        return self.is_biographic and bool(self.verb) and self.verb not in _PLURALS

    @property
    def is_present(self) -> bool:
        """Whether the sentence says who somebody is, rather than what somebody did or will do."""
        if not self.is_biographic or self.is_planned:
            return False
        return not self.verb or self.verb in _PRESENT


def subject_of(sentence: str) -> Subject:
    """The names that a sentence begins with: "A, B, and C are …", "Dr. A, chief of …, has …"."""
    words = _BRACKETS.sub(" ", sentence[:HEAD]).replace(" ,", ",").split()
    runs: list[list[str]] = [[]]
    commas = 0
    for index, word in enumerate(words):
        bare = word.strip(",;:.“”\"'‘’")
        if _ends_sentence(word, bare):
            break
        if fold(bare) == "and" and runs[-1 if runs[-1] else 0]:
            runs.append([])
        elif not _is_name_word(bare, started=bool(runs[-1])):
            return _subject(runs, words[index:], commas)
        else:
            runs[-1].append(word)
            if word.endswith(",") and not _is_suffix(words, index + 1):
                commas += 1
                runs.append([])
    return Subject(runs=(), is_biographic=False)


def names_author(run: str, author: Signature, *, partly: bool = False) -> bool:
    """Whether a run of words is a name of the author: fully, or (`partly`, below "Written By") by one name alone."""
    words = run.split()
    if any(_is_same(parse_name(run), name) and (partly or name.given) for name in author.names):
        return True
    if partly and len(words) <= 2:  # noqa: PLR2004 -- "Jack", "Mr. Buckby"
        last = fold(words[-1])
        return any(last in {name.family, *name.given[:1], *name.nicknames} for name in author.names)
    tails = (parse_name(" ".join(words[-size:])).key for size in range(2, min(_LONGEST, len(words) - 1) + 1))
    return any(key in {name.key for name in author.names} for key in tails)


def introduces(text: str, author: Signature, *, freely: bool) -> bool:
    """Whether a text says what the institution `author` is: "The Carpentries Team is a …"; `freely`, with any verb."""
    head = fold(_BRACKETS.sub(" ", text[:HEAD])).replace("-", " ").removeprefix("the ")
    for house in author.houses:
        rest = head.removeprefix(house).split() if head.startswith(f"{house} ") else []
        if freely and rest and (rest[0] in VERBS or rest[0] in _PLURALS):
            return True
        if rest[:1] in (["is"], ["are"], ["was"]) and rest[1:2] and rest[1] in _KINDS:
            return True
    return False


def is_somebody(run: str) -> bool:
    """Whether a run of words is surely a person's name: known given name, family name, nothing institutional."""
    name = parse_name(run)
    return bool(name.given) and len(run.split()) <= _LONGEST and is_given(name.given[0]) and not is_organization(run)


def _subject(runs: Sequence[Sequence[str]], rest: Sequence[str], commas: int) -> Subject:
    named = tuple(" ".join(run).strip(" ,;:") for run in runs if run)
    start = next((word for word in map(fold, rest) if word not in _ADVERBS), "")
    if not named or not start:
        return Subject(runs=named, is_biographic=False)
    is_verb = start in VERBS or start in _PLURALS
    is_apposition = commas > 0 and start in _APPOSITIONS
    is_biographic = is_verb or is_apposition or (commas > 0 and len(named) > 1)
    return Subject(
        runs=named,
        is_biographic=is_biographic,
        verb=start if is_verb else "",
        is_planned=is_biographic and not _FUTURE.isdisjoint(rest),
    )


def _is_name_word(bare: str, *, started: bool) -> bool:
    if not bare:
        return started
    return not bare[0].islower() or (started and bare.lower() in PARTICLES and bare.lower() not in {"la", "y", "e"})


def _ends_sentence(word: str, bare: str) -> bool:
    """Whether a dot behind a word closes a sentence, so that no subject runs over it."""
    if not word.endswith("."):
        return False
    plain = fold(bare)
    return not bare or (len(plain) > 1 and "." not in bare and plain not in _DOTTED)


def _is_suffix(words: Sequence[str], index: int) -> bool:
    return index < len(words) and fold(words[index]) in _AFTER_NAMES


def _is_same(printed: Name, author: Name) -> bool:
    """Whether a bio's name may be this author's: more lenient than merging, for both stand in one article."""
    if printed.key == author.key:
        return True
    if not printed.given or not author.given:
        return False
    whole = (*printed.given, printed.family)
    if len(whole) > 1 and author.given[: len(whole)] == whole:
        return True
    return _same_family(printed.family, author.family) and _same_first(printed, author)


def _same_family(one: str, other: str) -> bool:
    if one == other or not set(one.split("-")).isdisjoint(other.split("-")):
        return True
    return min(len(one), len(other)) > _LONGEST and JaroWinkler.similarity(one, other) >= _SIMILAR + 0.02


def _same_first(printed: Name, author: Name) -> bool:
    one, other = printed.given[0], author.given[0]
    if one == other or same_given(one, other) or one in author.nicknames or other in printed.nicknames:
        return True
    if 1 in {len(one), len(other)} and one[0] == other[0]:
        return True
    return other in printed.given or one in author.given or JaroWinkler.similarity(one, other) >= _SIMILAR
