"""This is what a language tag (BCP 47) says: which of our files it means, which locale, and which way it is read."""

from collections.abc import Collection
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

ENGLISH = "en"
_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"})
"""The scripts of living languages that run from right to left (Unicode, ScriptMetadata)."""
_SCRIPT_LENGTH = 4


def choose(language: str, known: Collection[str]) -> str:
    """The known tag that says most of `language` (`zh-Hant-TW`, `zh-Hant`, `zh`), or ""."""
    parts = language.split("-")
    tags = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((tag for tag in tags if tag in known), "")


@lru_cache(maxsize=32)
def locale_of(language: str) -> Locale:
    """The locale of a tag; one that CLDR does not know loses its last part until it does, and ends as English."""
    parts = language.split("-")
    while parts:
        try:
            return Locale.parse("_".join(parts))
        except (UnknownLocaleError, ValueError):
            parts.pop()
    return Locale.parse(ENGLISH)


@lru_cache(maxsize=1_024)
def direction(language: str) -> str:
    """How a language is written, for the attribute `dir`: "rtl" or "ltr".

    The script in the tag decides (`az-Arab`), else the one that most of its readers use, by CLDR's likely subtags.
    """
    first, *rest = language.split("-")
    scripts = [part.title() for part in rest if len(part) == _SCRIPT_LENGTH and part.isalpha()]
    likely = str(get_global("likely_subtags").get(first.lower(), "")).split("_")[1:2]
    return "rtl" if _RIGHT_TO_LEFT.intersection((scripts or likely)[:1]) else "ltr"
