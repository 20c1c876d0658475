"""This is the judge of hosts in addresses: which may be taken for another.

Sources: Unicode UTS #39 (security mechanisms: single script, and the scripts that one language mixes) and the way
browsers show international names. What browsers would show as `xn--…` is named here while a person can still ask.
"""

import re
import unicodedata
from urllib.parse import unquote

_HOST = re.compile(r"(?:https?:)?//(?:[^/\\?#@]*@)?([^/\\?#:]*)", re.IGNORECASE)
_USER = re.compile(r"(?:https?:)?[/\\]{2}[^/\\?#]*@", re.IGNORECASE)
_LIKE_LATIN = frozenset("аԁеһіјӏорԛѕԝхуѵҽсʏοαιυνρκ")
"""Small letters of the Cyrillic and Greek alphabets that look like Latin ones."""
_TOGETHER = (
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "CJK", "HANGUL"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
)
"""Scripts that one language writes side by side (UTS #39, section 5.2, "highly restrictive")."""


def hides_its_host(address: str) -> bool:
    """Whether a web address has a name before its host, as in `https://example.org@other.example/`."""
    return "@" in address and _USER.match(address) is not None


def doubt(address: str) -> str:
    """Why the host of a web address may be taken for another, in words that follow it; "" when it may not be."""
    if address.isascii() and "xn--" not in address.lower() and "%" not in address[:80]:
        return ""
    match = _HOST.match(address)
    host = unquote(match.group(1)).rstrip(".") if match else ""
    if host.isascii() and "xn--" not in host.lower():
        return ""
    labels = [_decoded(label) for label in re.split(r"[.。．｡]", host)]
    for label in labels:
        if reason := _label_doubt(label, labels[-1]):
            return f"{reason}; its plain name is {'.'.join(_encoded(part) for part in labels)}"
    return ""


def mixture(word: str) -> str:
    """That a word mixes letters which no language writes side by side, in words that follow it, or ""."""
    if word.isascii():
        return ""
    scripts = sorted({_script(letter) for letter in word if letter.isalpha()})
    if len(scripts) < 2 or any(together >= set(scripts) for together in _TOGETHER):  # noqa: PLR2004 -- two are a mixture
        return ""
    return f"mixes letters of {' and '.join(name.capitalize() for name in scripts)}"


def _label_doubt(label: str, top: str) -> str:
    if label.isascii():
        return ""
    plain = unicodedata.normalize("NFKC", label).lower()
    if plain != unicodedata.normalize("NFC", label).lower():
        return f"is written with look-alike letters and means {plain!r}"
    if mixed := mixture(plain):
        return mixed
    scripts = sorted({_script(letter) for letter in plain if letter.isalpha()})
    if top.isascii() and all(letter in _LIKE_LATIN for letter in plain if letter.isalpha()):
        return f"is {scripts[0].capitalize()}, and every letter of it looks like a Latin one" if scripts else ""
    return ""


def _script(letter: str) -> str:
    """The script of a letter: Unicode begins the name of each letter with it."""
    return unicodedata.name(letter, "UNKNOWN").partition(" ")[0].partition("-")[0]


def _decoded(label: str) -> str:
    if not label.lower().startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


def _encoded(label: str) -> str:
    plain = unicodedata.normalize("NFKC", label).lower()
    return plain if plain.isascii() else f"xn--{plain.encode('punycode').decode('ascii')}"
