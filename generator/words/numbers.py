"""This is how numbers are put into words, by CLDR's rules for the language."""

from functools import lru_cache

from babel.numbers import format_decimal

from generator.words.languages import locale_of
from generator.words.records import Counted, Words


@lru_cache(maxsize=65_536)
def number(value: int, language: str) -> str:
    """A whole number as the language groups its digits: "1,234"."""
    return format_decimal(value, locale=locale_of(language))


def counted(words: Words, forms: Counted, value: int) -> str:
    """A number of things in words: "1 article", "1,234 articles"."""
    return _counted(forms, value, words.language, words.locale)


@lru_cache(maxsize=65_536)
def _counted(forms: Counted, value: int, language: str, locale: str) -> str:
    plurals = {
        "zero": forms.zero,
        "one": forms.one,
        "two": forms.two,
        "few": forms.few,
        "many": forms.many,
    }
    form = plurals.get(locale_of(language).plural_form(value), forms.other)
    return form.format(count=number(value, locale))
