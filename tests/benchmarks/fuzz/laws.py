"""These are the laws that every text keeps, whoever made it: nothing raises, nothing is lost, nothing runs."""

import zoneinfo

import lxml.html

from generator.content import SourceKind, parse
from generator.content.mending import mend
from generator.markdown import Destination, fill
from generator.markdown import parse as parse_body
from generator.problems import RULES, Severity

_ZONE = zoneinfo.ZoneInfo("America/New_York")
_PATH = "content/articles/2022/x.md"
_TEXT_ELEMENTS = "div p h2 h3 h4 h5 h6 em strong s code pre a br sup span hr"
_OTHER_ELEMENTS = "ul ol li blockquote table thead tbody tr th td img figure figcaption section"
_LINK_ATTRIBUTES = "id href rel title src alt loading decoding referrerpolicy width height"
_OTHER_ATTRIBUTES = "class role aria-label tabindex scope start"
_ELEMENTS = frozenset(f"{_TEXT_ELEMENTS} {_OTHER_ELEMENTS}".split(" "))
_ATTRIBUTES = frozenset(f"{_LINK_ATTRIBUTES} {_OTHER_ATTRIBUTES}".split(" "))


def assert_front_matter_law(text: str) -> None:
    """A file is read or refused with an error; its body is whole; a repair keeps it and needs no second one."""
    reading = parse(text, path=_PATH, kind=SourceKind.ARTICLE, zone=_ZONE)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff").split("\n")
    if reading.record is None:
        assert any(RULES[problem.rule] is Severity.ERROR for problem in reading.problems), "no record and no error"
    else:
        assert "\n".join(lines[reading.first_line - 1 :]) == reading.body, "the body is not the text"
    for problem in reading.problems:
        assert 1 <= problem.location.line <= len(lines), f"{problem} lies outside the file"
        assert problem.location.column >= 1, f"{problem} lies outside its line"
    once, _ = mend(text, path=_PATH)
    assert mend(once, path=_PATH) == (once, ()), "a repaired text is repaired again"
    if reading.record is not None:
        assert once.endswith(reading.body), "the repair touched the body"


def assert_body_law(text: str) -> None:
    """A body becomes HTML without anything that runs."""
    body, facts, problems = parse_body(text, path=_PATH, first_line=1)
    for problem in problems:
        assert problem.location.line >= 1, f"{problem} lies outside the file"
    page = fill(body, [Destination(href="/x/")] * len(facts.links))
    if not page.strip():
        return
    for element in lxml.html.fragment_fromstring(page, create_parent="div").iter():
        assert element.tag in _ELEMENTS, f"<{element.tag}>"
        for name, value in element.attrib.items():
            assert name in _ATTRIBUTES, f"<{element.tag} {name}>"
            assert name not in {"href", "src"} or _is_harmless(value), f"{name}={value}"


def _is_harmless(address: str) -> bool:
    seen = "".join(character for character in address if character > " ").replace("\\", "/")
    scheme, colon, _ = seen.partition(":")
    if not colon or any(mark in scheme for mark in "/?#"):
        return not seen.startswith("//")
    return scheme.lower() in {"http", "https", "mailto", "tel"}


LAWS = {"content": assert_front_matter_law, "markdown": assert_body_law}
"""The targets of the fuzzing."""
