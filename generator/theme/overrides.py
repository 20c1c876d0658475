"""This is what a site lays over its theme: a folder of its own with templates, strings, styles and icons.

Whatever lies there is used, or is a fault: a file that replaced nothing because its name is misspelt would be found by
nobody.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, meta
from msgspec import Struct, field

from generator.problems import BuildError, nearest
from generator.theme.reading import texts

ORIGINAL = "base:"
"""Before the name of a template: the theme's own, whatever a site lays over it."""

_ENDINGS = {"templates": ".html", "strings": ".toml", "styles": ".css", "icons": ".svg"}
"""The folders that may be there, each with the ending of its files; only templates have folders below them."""


class Overrides(Struct, frozen=True, kw_only=True):
    """The texts of a site's own files by their names, and the folder as site.toml names it."""

    folder: str = ""
    templates: Mapping[str, str] = field(default_factory=dict)
    strings: Mapping[str, str] = field(default_factory=dict)
    styles: Mapping[str, str] = field(default_factory=dict)
    icons: Mapping[str, str] = field(default_factory=dict)


NO_OVERRIDES = Overrides()


def read_overrides(root: str, folder: str) -> Overrides:
    """What lies in a folder of the archive; BuildError when it is not there, or a file has no place in it."""
    if not folder:
        return NO_OVERRIDES
    path = Path(root, folder)
    if not path.is_dir():
        raise BuildError(f"site.toml: [theme] overrides names {folder}, and there is no such folder")
    if not path.resolve().is_relative_to(Path(root).resolve()):
        raise BuildError(f"site.toml: [theme] overrides names {folder}, which leads out of the archive")
    for file in sorted(path.rglob("*")):
        _refuse_stray(folder, file.relative_to(path).parts, is_link=file.is_symlink(), is_file=file.is_file())
    found = {name: texts(path / name, f"**/*{ending}") for name, ending in _ENDINGS.items()}
    return Overrides(folder=folder, **found)


def _refuse_stray(folder: str, parts: tuple[str, ...], *, is_link: bool, is_file: bool) -> None:
    """Files whose names begin with a dot are those of a desktop, and are passed over."""
    place, (kind, *below) = "/".join((folder, *parts)), parts
    if parts[-1].startswith("."):
        return
    if is_link:
        raise BuildError(f"{place} is a link; put the file itself there")
    if kind not in _ENDINGS:
        raise BuildError(f"{place} has no place there{_meant(kind, _ENDINGS)}")
    if is_file and (not below or not parts[-1].endswith(_ENDINGS[kind]) or (len(below) > 1 and kind != "templates")):
        raise BuildError(f"{place} has no place there; {folder}/{kind}/ holds files *{_ENDINGS[kind]}")


def lay_templates(theme: Mapping[str, str], own: Overrides) -> dict[str, str]:
    """The templates of both: a site's own replaces the theme's of its name, and may extend it as `base:` and the name.

    One that replaces none must be asked for by another of the site's, and none may ask for itself.
    """
    asked = {name: _mentions(own, name) for name in own.templates}
    wanted = {mention for mentions in asked.values() for mention in mentions}
    for name, mentions in asked.items():
        place = f"{own.folder}/templates/{name}"
        if name in mentions:
            raise BuildError(f"{place} asks for itself; the theme's own is {ORIGINAL}{name}")
        if name not in theme and name not in wanted:
            raise BuildError(f"{place} replaces no template and is asked for by none{_meant(name, theme)}")
    return {**theme, **{f"{ORIGINAL}{name}": text for name, text in theme.items()}, **own.templates}


def _mentions(own: Overrides, name: str) -> frozenset[str]:
    try:
        found = meta.find_referenced_templates(Environment(autoescape=True).parse(own.templates[name]))
    except TemplateSyntaxError as error:
        raise BuildError(f"{own.folder}/templates/{name}:{error.lineno}: {error}") from error
    return frozenset(mention for mention in found if mention is not None)


def lay_icons(theme: Mapping[str, str], own: Overrides) -> dict[str, str]:
    """The icons of both; a site's own replaces the theme's of its name."""
    for name in own.icons:
        if name not in theme:
            raise BuildError(f"{own.folder}/icons/{name} replaces no icon of the theme{_meant(name, theme)}")
    return {**theme, **own.icons}


def _meant(name: str, known: Iterable[str]) -> str:
    meant = nearest(name, known)
    return f"; did you mean {meant}?" if meant else ""
