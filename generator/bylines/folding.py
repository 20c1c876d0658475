"""This is how two spellings of one text become the same: entities, marks, quotes, hyphens, spaces and case."""

import html
import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "ng"}
)
"""Letters that Unicode does not take apart into a base letter and a mark."""
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_MARKS = str.maketrans(
    dict.fromkeys("'’‘`´ʼʻ＇.", "")
    | dict.fromkeys("‐‑‒–—―−﹣－", "-")
    | dict.fromkeys('"“”„«»(),;:[]{}/|!?*<>\\@', " ")
)
"""Quotes and dots that vanish, dashes that become one hyphen, and what only parts words.

`@` is among these because the labels of records begin with it, and no byline's own key may look like one."""


def clean(text: str) -> str:
    """The text as a reader sees it: entities decoded (twice at most), NFC, one plain space between words."""
    for _ in range(2):
        if "&" in text:
            text = html.unescape(text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    return " ".join(text.split())


def fold(text: str) -> str:
    """The text for comparing: clean, NFKD without marks, quotes, dots and brackets gone, hyphens one, case folded."""
    if text.isascii() and text.isalnum():
        return text.lower()
    text = clean(text)
    if text.isascii():
        text = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
        text = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(text.translate(_MARKS).split())
