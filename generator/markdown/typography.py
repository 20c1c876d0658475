"""This is the typesetter: straight quotes become curly, two and three hyphens dashes, three dots an ellipsis.

It looks at each mark once and keeps no stack, so its time grows with the text and not with the number of quotes.
"""

import re

_MARK = re.compile(
    r"""\{\{[^{}]*\}\}|\{%[^{}%]*%\}|<!--|-->|</?[A-Za-z][^<>]*>"""  # foreign markup is shown as it was written
    r"""|"|'|--+|\.\.\.+"""  # each choice begins with one character, so that `re` skips all others at once
)
_BEFORE_OPENING = frozenset("([{/—–-“‘=")
_ELISION = re.compile(r"(?:\d\d|tis|twas|twere|em|til|cause|n)(?:s\b|\b)", re.IGNORECASE)
_DOTS = {3: "…", 4: "…."}


def smarten(text: str, *, before: str = "", after: str = "", quoted: bool = False) -> tuple[str, bool]:
    """The text with typographic marks, and whether a double quotation is open at its end.

    `before` and `after` are the characters around the text, "" where a block begins or ends. A double quote after a
    digit is an inch unless a quotation is open; words like '90s and 'em begin with an apostrophe.
    """
    pieces: list[str] = []
    end = 0
    last = before
    for match in _MARK.finditer(text):
        start, stop = match.span()
        if start > end:
            pieces.append(text[end:start])
            last = text[start - 1]
        mark = match.group()
        following = text[stop] if stop < len(text) else after
        if mark == '"':
            mark = _double(last, following, quoted=quoted)
            quoted = mark == "“" or (quoted and mark != "”")
        elif mark == "'":
            mark = _single(last, following, text, stop)
        else:
            mark = _dashes_and_dots(mark, last, following)
        pieces.append(mark)
        last = mark[-1]
        end = stop
    pieces.append(text[end:])
    return "".join(pieces), quoted


def _opens(before: str, after: str) -> bool:
    return (not before or before.isspace() or before in _BEFORE_OPENING) and bool(after) and not after.isspace()


def _double(before: str, after: str, *, quoted: bool) -> str:
    if _opens(before, after) and not (before == "“" and quoted):
        return "“"
    return '"' if before.isdecimal() and not quoted else "”"


def _single(before: str, after: str, text: str, stop: int) -> str:
    if before.isdecimal() and after.isdecimal():
        return "'"
    return "‘" if _opens(before, after) and not _ELISION.match(text, stop) else "’"


def _dashes_and_dots(mark: str, before: str, after: str) -> str:
    if mark.startswith("."):
        return _DOTS.get(len(mark), mark)
    if mark == "---":
        return "—"
    is_loose = not before or before.isspace()
    return "–" if mark == "--" and is_loose == (not after or after.isspace()) else mark
