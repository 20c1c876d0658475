"""This is how theme/strings/*.toml become `Words`: English is the reference, and every other file says the same things.

A file that lacks a string, has one too many, or has other words in braces, is a BuildError that names file and key:
no reader is to find half a sentence.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from string import Formatter
from types import MappingProxyType
from typing import get_type_hints

import msgspec

from generator.problems import BuildError, Location, Problem, nearest
from generator.words.languages import ENGLISH, choose, locale_of
from generator.words.records import Around, Counted, Sentence, Words

_Value = str | Mapping[str, str]
_Strings = Mapping[str, _Value]
"""Strings by table and key: `search.more`."""
_LINK = re.compile(r"\[(?P<text>[^\]]+)\]\((?P<place>[a-z_]+)\)")
_TABLES: Mapping[str, Mapping[str, object]] = {
    name: get_type_hints(kind) for name, kind in get_type_hints(Words).items() if kind is not str
}
_KINDS: Mapping[str, object] = {
    f"{table}.{key}": kind for table, kinds in _TABLES.items() for key, kind in kinds.items()
}
"""What each string is: `str`, `Around`, `Counted` or `Sentence`."""


def make_words(
    texts: Mapping[str, str], language: str, *, own: Mapping[str, str] = MappingProxyType({}), folder: str = ""
) -> Words:
    """The strings for a site in `language`, from the texts of theme/strings/ by language.

    `uk-UA` takes `uk-UA`, else `uk`, else English. `own` are texts in a folder of the site's that lie over these: such
    a file need not hold every string.
    """
    if ENGLISH not in texts:
        raise BuildError(f"there is no {_file(ENGLISH)}, which says what every other language has to say")
    english = _read(_file(ENGLISH), texts[ENGLISH])
    _refuse(_file(ENGLISH), english, english, ENGLISH)
    known = choose(language, {*texts, *own})
    chosen = known or ENGLISH
    strings: _Strings = {}
    for path, text in ((_file(chosen), texts.get(chosen)), (f"{folder}/{chosen}.toml", own.get(chosen))):
        if text is not None:
            strings = {**strings, **_read(path, text)}
            _refuse(path, strings, english, chosen)
    return _build(strings, chosen, language if known else ENGLISH)


def untranslated(words: Words, language: str) -> tuple[Problem, ...]:
    """A warning where the site's language has no strings of its own, naming the file that would hold them."""
    if choose(language, (words.language,)):
        return ()
    return (
        Problem(
            location=Location(path="site.toml"),
            rule="untranslated",
            message=f"the theme has no strings in {language!r}, so its pages speak English",
            hint=f"Copy theme/strings/en.toml to {_file(language.split('-', maxsplit=1)[0])} and translate it; "
            "docs/theming.md says how.",
        ),
    )


def _file(language: str) -> str:
    return f"theme/strings/{language}.toml"


def _read(path: str, text: str) -> _Strings:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BuildError(f"{path} is no TOML: {error}") from error
    strings: dict[str, _Value] = {}
    for table, entries in document.items():
        if not isinstance(entries, dict):
            raise BuildError(f"{path}: {table} is to stand below a [table]")
        for key, value in entries.items():
            strings[f"{table}.{key}"] = _value(value, f"{path}: {table}.{key}")
    return strings


def _value(value: object, place: str) -> _Value:
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and all(isinstance(form, str) for form in value.values()):
        return {str(name): str(form) for name, form in value.items()}
    raise BuildError(f"{place} is to be a text, or a table of texts for its plurals")


def _refuse(path: str, strings: _Strings, english: _Strings, language: str) -> None:
    faults = [f"{path}: {fault}" for fault in _faults(strings, english, language)]
    if faults:
        raise BuildError("\n".join(faults))


def _faults(strings: _Strings, english: _Strings, language: str) -> Iterator[str]:
    for key in sorted(_KINDS.keys() - strings.keys()):
        yield f"{key} is missing"
    for key in sorted(strings.keys() - _KINDS.keys()):
        meant = nearest(key, _KINDS)
        yield f"{key} is no string of the interface" + (f"; did you mean {meant}?" if meant else "")
    for key in sorted(strings.keys() & _KINDS.keys()):
        fault = _fault(strings[key], english[key], _KINDS[key], language)
        if fault:
            yield f"{key} {fault}"


def _fault(own: _Value, english: _Value, kind: object, language: str) -> str:
    if kind is not Counted:
        return _text_fault(own, str(english), kind) if isinstance(own, str) else "is to be a text"
    if isinstance(own, str) or isinstance(english, str):
        return "is to be a table with a form for each plural"
    wanted = {*locale_of(language).plural_form.tags, "other"}
    if own.keys() != wanted:
        return f"is to have the forms {', '.join(sorted(wanted))}, and has {', '.join(sorted(own))}"
    faults = (_text_fault(form, english["other"], kind) for form in own.values())
    return next((fault for fault in faults if fault), "")


def _text_fault(own: str, english: str, kind: object) -> str:
    """What is wrong with the words in braces or with the links, or "". A plural may do without its number."""
    try:
        found, wanted = _braces(own), _braces(english)
    except ValueError:
        return "has a brace without its partner"
    if found != wanted and not (kind is Counted and not found):
        return f"is to hold {_listed(wanted, '{}')}, and holds {_listed(found, '{}')}"
    if kind is Around and len(found) != 1:
        return "is to hold one word in braces"
    places = sorted(place for _, place in _LINK.findall(english)) if kind is Sentence else []
    if kind is Sentence and sorted(place for _, place in _LINK.findall(own)) != places:
        return f"is to link to {_listed(places, '()')}, each once"
    return ""


def _braces(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _listed(names: list[str], marks: str) -> str:
    return ", ".join(f"{marks[0]}{name}{marks[1]}" for name in names) or "nothing in braces"


def _build(strings: _Strings, language: str, locale: str) -> Words:
    document: dict[str, object] = {"language": language, "locale": locale}
    for table, kinds in _TABLES.items():
        document[table] = {key: _shape(strings[f"{table}.{key}"], kind) for key, kind in kinds.items()}
    return msgspec.convert(document, Words)


def _shape(value: object, kind: object) -> object:
    if kind is Around and isinstance(value, str):
        before, after = re.split(r"\{[a-z_]+\}", value, maxsplit=1)
        return {"before": before, "after": after}
    if kind is Sentence and isinstance(value, str):
        return {"pieces": _pieces(value)}
    return value


def _pieces(text: str) -> list[dict[str, str]]:
    pieces, end = [], 0
    for link in _LINK.finditer(text):
        pieces += [{"text": text[end : link.start()]}, {"text": link["text"], "place": link["place"]}]
        end = link.end()
    return [piece for piece in [*pieces, {"text": text[end:]}] if piece["text"]]
