"""These are the files that pages link to, under names that hold a digest of their content."""

import hashlib
import re
from collections.abc import Mapping

from msgspec import Struct

from generator import urls
from generator.model import Url
from generator.problems import BuildError

_DIGITS = 10
"""How many hexadecimal digits of its content's SHA-256 a published name holds."""


class Asset(Struct, frozen=True, kw_only=True):
    """A file that pages link to; its published name holds a digest of its content, so browsers may keep it for ever."""

    name: str
    url: Url
    content: bytes


def make_asset(name: str, content: bytes) -> Asset:
    """The asset under its published name: `main.css` becomes `/assets/main.3f2a9c01ab.css`."""
    stem, _, ending = name.rpartition(".")
    digest = hashlib.sha256(content).hexdigest()[:_DIGITS]
    return Asset(name=name, url=urls.asset(f"{stem}.{digest}.{ending}"), content=content)


_IMPORT = re.compile(r"""^(?P<before>(?:import|export)\b[^;"']*["'])\./(?P<name>[^"']+)(?=["'];)""", re.MULTILINE)
"""A static import of a neighbor: each begins a line, and ends with a semicolon."""


def link_scripts(scripts: Mapping[str, str]) -> dict[str, Asset]:
    """The scripts under their published names, those that are imported first; their imports name each other by these.

    BuildError with its place for an import of what does not exist, or of what imports the script itself.
    """
    linked: dict[str, Asset] = {}
    for name in sorted(scripts):
        _link(name, scripts, linked, (name,))
    return linked


def _link(name: str, scripts: Mapping[str, str], linked: dict[str, Asset], trail: tuple[str, ...]) -> None:
    if name in linked:
        return
    text = scripts[name]
    for match in _IMPORT.finditer(text):
        wanted = match["name"]
        if fault := _import_fault(wanted, scripts, trail):
            line = text.count("\n", 0, match.start("name")) + 1
            raise BuildError(f"theme/scripts/{name}:{line}: ./{wanted} is imported and {fault}")
        _link(wanted, scripts, linked, (*trail, wanted))

    def published(match: re.Match[str]) -> str:
        return f"{match['before']}./{linked[match['name']].url.rpartition('/')[2]}"

    linked[name] = make_asset(name, _IMPORT.sub(published, text).encode())


def _import_fault(wanted: str, scripts: Mapping[str, str], trail: tuple[str, ...]) -> str:
    if wanted not in scripts:
        return "does not exist"
    return "imports this script in turn" if wanted in trail else ""
