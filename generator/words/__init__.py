"""This is the interface in words: every string that pages, feeds and scripts show and no writer has written.

The strings stand in theme/strings/, one file a language. `records` says which there are, `parsing` makes them from the
files' texts, and `numbers` puts counts into them by the rules of the language.
"""

from generator.words.languages import direction, locale_of
from generator.words.numbers import counted, number
from generator.words.parsing import make_words, untranslated
from generator.words.records import Around, Counted, Piece, Sentence, Words

__all__ = [
    "Around",
    "Counted",
    "Piece",
    "Sentence",
    "Words",
    "counted",
    "direction",
    "locale_of",
    "make_words",
    "number",
    "untranslated",
]
