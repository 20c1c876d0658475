"""This is how a picture's caption and its credit are told apart where writers put both into one line."""

import re

_NOUN = r"(?:image|photo|photograph|picture|graphic|map|chart|illustration|video|infographic|screenshot|render(?:ing)?)"
_LABEL = re.compile(rf"(?:{_NOUN}\s+)?(?:credits?|source)\s*:\s*", re.IGNORECASE)
_CREDIT = re.compile(
    r"(?:^|(?<=[.!?:;,)\]”’\"'])\s+|\s*[—–|]\s*|\s*[(\[])"
    r"(?P<credit>"
    rf"(?i:(?:{_NOUN}\s+)?credits?\s*:)"
    rf"|(?i:{_NOUN})\s*:"
    rf"|(?:(?:[A-Z]\.)+\s|[A-Z]\w+\s){{0,4}}(?i:{_NOUN}s?)\s+(?:by|(?i:courtesy)(?:\s+of)?)\s+(?:the\s+)?[A-Z]"
    r"|(?i:courtesy)(?:\s+of)?[\s:]+(?:the\s+)?[A-Z]"
    r"|(?:AP|AFP|EPA|Reuters|Getty|Xinhua|TASS|Kyodo|Yonhap)(?:\s+(?:Photo|Images|via|Pool)\b|\s*/)"
    r")",
)
_ABBREVIATION = re.compile(r"(?:(?:[A-Z]\.)+|(?:Inc|Corp|Co|Ltd|Jr|Sr|Dept|Bros)\.)\Z")
_PAIRS = {"(": ")", "[": "]"}
_LONGEST = 2000
"""Characters of a caption in which a credit is looked for; a longer text is no caption."""


def split_credit(text: str) -> tuple[str, str]:
    """(caption, credit): "Tank. Image Credit: X." → ("Tank.", "X"); "Tank. Photo by X" → ("Tank.", "Photo by X").

    A label that only says "credit" is dropped, one that says more stays. Without a credit the second text is "".
    """
    text = " ".join(text.split())
    match = _CREDIT.search(text[:_LONGEST])
    if match is None:
        return text, ""
    caption, credit = text[: match.start()].rstrip(" —–|"), text[match.start("credit") :]
    opening = text[match.start("credit") - 1 : match.start("credit")]
    if opening in _PAIRS:
        credit, _, rest = credit.partition(_PAIRS[opening])
        if rest.strip(" ."):
            return text, ""
    label = _LABEL.match(credit)
    credit = credit[label.end() :] if label else credit
    return caption.removesuffix(","), _without_full_stop(credit)


def _without_full_stop(credit: str) -> str:
    """A sentence's full stop goes, an abbreviation's ("Inc.", "U.S.") stays."""
    word = credit.rpartition(" ")[2]
    return credit if _ABBREVIATION.match(word) else credit.removesuffix(".")
