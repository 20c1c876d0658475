"""This is a bio as text: without markup, in one normal form for comparing, and as a bag of words for likeness."""

import re
from collections.abc import Collection
from html.parser import HTMLParser
from urllib.parse import urlsplit

from generator.bylines import clean, fold
from generator.bylines.words import word_set

_LINK = re.compile(r"!?\[([^\][]*)\](?:\([^()\s]*(?:\s+[\"“][^\"”]*[\"”])?\)|\[[^\][]*\])")
_DEFINITION = re.compile(r"^\s*\[[^\]]+\]:\s+\S+.*$", re.MULTILINE)
_CALL = re.compile(r"\]\(\s*\{\{.*?\}\}[^()]*\)+|\{\{.*?\}\}")
"""A call that another generator's templates left in a text, with the link that it was the address of."""
_LOOSE = re.compile(r"(?<![\w@*])_(?=[^\W_])|(?<=[.!?)\]\w])_(?!\w)|(?<!\S)_(?!\S)|\*\*+")
"""Marks that were to open or close emphasis, and do not."""
_EMPHASIS = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*_])")
_WORD = re.compile(r"\w+")
_URL = re.compile(r"(?:https?://|www\.)[^\s)\]>\"']+")
_HANDLE = re.compile(r"(?<![\w@.])@([A-Za-z0-9_]{2,30})\b")
_PROFILE_HOSTS = {
    "twitter.com": 1, "x.com": 1, "github.com": 1, "facebook.com": 1, "instagram.com": 1, "threads.net": 1,
    "muckrack.com": 1, "medium.com": 1, "mastodon.social": 1, "about.me": 1, "orcid.org": 1,
    "linkedin.com": 2, "bsky.app": 2,
}  # fmt: skip
"""Hosts whose paths of so many parts are one person's (or one staff's) profile."""
_STOP_WORDS = word_set(
    """
    a an and are as at be been being but by for from had has have he her hers him his i in is it its me my of on
    or our she that the their them they this to was we were which who will with you your also where when while
    than then there these those such into over about after before both all any can do does did not no so more most
    other new
    """
)


class _Words(HTMLParser):
    """The text of markup, tags become spaces and entities characters."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 -- the base's signature
        if tag in {"br", "p", "div", "li", "img"}:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "div", "li"}:
            self.parts.append(" ")

    def parse_html_declaration(self, i: int) -> int:
        """What begins with `<!` and is no comment ends at the next `>`, as in browsers (WHATWG HTML, 13.2.5.42).

        The library's own answer to `<![` differs by its version, and is an AssertionError in Python 3.11.
        """
        return self.parse_comment(i) if self.rawdata.startswith("<!--", i) else self.parse_bogus_comment(i)


def plain_text(text: str) -> str:
    """A bio as a reader sees it: tags, links and emphasis gone, entities decoded, one space between words."""
    if "{{" in text:
        text = _CALL.sub(lambda match: "](#)" if match[0][0] == "]" else "", text)
    if "[" in text:
        text = _DEFINITION.sub("", text)
        text = _LINK.sub(r"\1", text)
    if "<" in text:
        words = _Words()
        words.feed(text)
        words.close()
        text = "".join(words.parts)
    if "*" in text or "_" in text:
        text = _LOOSE.sub("", _EMPHASIS.sub(r"\2", text))
    return clean(text)


def normal_form(text: str) -> str:
    """What two printings of one wording share: its words, folded; punctuation, markup, case and marks do not count."""
    return " ".join(_WORD.findall(fold(plain_text(text)).replace("-", " ")))


def content_words(text: str, masked: Collection[str] = ()) -> frozenset[str]:
    """The words of a bio that say something, without the names given in `masked` (folded words)."""
    words = set(normal_form(text).split())
    return frozenset(word for word in words - _STOP_WORDS if word not in masked and len(word) > 1)


def profile_accounts(text: str) -> frozenset[str]:
    """The profile addresses and handles that a text holds, each in one form: "twitter.com/name", "@name"."""
    if "@" not in text and "/" not in text:
        return frozenset()
    accounts = {f"@{handle.lower()}" for handle in _HANDLE.findall(text)}
    for url in _URL.findall(text):
        accounts |= _account(url.rstrip(".,;:"))
    return frozenset(accounts)


def _account(url: str) -> set[str]:
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
    except ValueError:
        return set()
    host = (parts.hostname or "").removeprefix("www.").removeprefix("mobile.")
    path = [part.lower() for part in parts.path.split("/") if part]
    if not path or len(path) != _PROFILE_HOSTS.get(host, 0):
        return set()
    if host in {"twitter.com", "x.com"}:
        return {f"@{path[0].removeprefix('@')}"}
    return {f"{host}/{'/'.join(path)}"}
