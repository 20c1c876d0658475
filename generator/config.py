"""This is the door to site.toml: the site's settings, typed, each fault named with its place."""

import re
import tomllib
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from generator.problems import RULES, ConfigError, Severity, guards_the_reader, nearest

FILE_NAME = "site.toml"
_DEFAULT_WIDTHS = (480, 800, 1200, 1920)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLink:
    """A link with its words, for menus and social profiles."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of one site. Only title, url, language and timezone must be given."""

    root: str
    """The folder that holds site.toml, as an absolute path; it is never published."""
    title: str
    url: str
    """Absolute, with a slash at its end: `https://owner.github.io/repo/`."""
    language: str
    timezone: str
    description: str = ""
    repository: str = ""
    """`https://github.com/owner/repo`, or "" when the site shows no edit links."""
    branch: str = "main"
    sections: tuple[str, ...] = ()
    """Titles in the order of the menu; sections that are not named follow by size."""
    lead: str = ""
    """The path of the article that leads the front page; "" for the newest with a picture."""
    menu: tuple[NamedLink, ...] = ()
    social: tuple[NamedLink, ...] = ()
    page_size: int = 40
    """Entries on a full listing page."""
    feed_size: int = 30
    strip_bios: bool = True
    bio_as_published: bool = False
    fonts: str = "theme"
    """`theme` for the fonts that the theme asks for, `system` for those of the reader's machine."""
    overrides: str = ""
    """A folder below the root that lies over the theme, or ""."""
    picture_widths: tuple[int, ...] = _DEFAULT_WIDTHS
    """In pixels; a picture is made in those that it fills."""
    picture_quality: int = 78
    """Of the WebP encoder, 1 to 100."""
    social_cards: bool = False
    """Whether an article without a picture gets one that is made of its headline."""
    rules: Mapping[str, Severity] = field(default_factory=dict)
    scheduler: str = field(default="", repr=False)
    """The address of the Dask scheduler whose workers build, or "" for processes of this machine.

    It changes no byte, so what is kept of earlier builds, under a key made of the settings as text, does not know it.
    """

    @property
    def base(self) -> str:
        """The path below which the site lives, with slashes at both ends: `/repo/`, or `/`."""
        return urlsplit(self.url).path

    @property
    def origin(self) -> str:
        """Scheme and host, without a slash at the end."""
        return self.url.removesuffix(self.base)

    @property
    def host(self) -> str:
        """The host name alone."""
        return urlsplit(self.url).hostname or ""

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The site's time zone."""
        return zoneinfo.ZoneInfo(self.timezone)


_Table = Mapping[str, object]

_KNOWN: Mapping[str, frozenset[str]] = {
    "site": frozenset({"title", "url", "language", "timezone", "description"}),
    "repository": frozenset({"url", "branch"}),
    "front": frozenset({"lead"}),
    "menu": frozenset({"sections", "links"}),
    "listings": frozenset({"page_size"}),
    "feeds": frozenset({"size"}),
    "authors": frozenset({"strip_bios", "bio_as_published"}),
    "theme": frozenset({"fonts", "overrides"}),
    "images": frozenset({"widths", "quality", "cards"}),
    "build": frozenset({"executor", "scheduler"}),
    "rules": frozenset(RULES),
}
_MOST = 1_000
"""The largest page or feed, in articles."""
_FOLDER = re.compile(r"(?!content(?:/|\Z))(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*\Z")
"""A path below the root without a part that begins with a dot, and nothing below content/, which is for writers."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_WIDTHS = (320, 3_840)
"""The narrowest and the widest rendition of a picture, in pixels."""
_SCHEDULER = re.compile(r"(?:tcp|tls)://(?:[^\s/:\[\]]+|\[[0-9A-Fa-f:]+\]):[0-9]{1,5}\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")


def read_config(root: Path) -> Config:
    """The settings in `root`/site.toml; ConfigError names what cannot be read."""
    path = root / FILE_NAME
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        message = f"there is no {FILE_NAME} in {root}; give the archive's folder with --root"
        raise ConfigError(message) from None
    except (OSError, UnicodeDecodeError) as error:
        message = f"{FILE_NAME} cannot be read: {error}"
        raise ConfigError(message) from error
    return parse_config(text, root=str(root.resolve()))


def parse_config(text: str, *, root: str) -> Config:
    """The settings in a text; ConfigError names the table, the key and what to write instead."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = f"{FILE_NAME} is no TOML: {error}"
        raise ConfigError(message) from error
    tables = {name: _table(document, name) for name in _KNOWN}
    _refuse_unknown(document, tables)
    site, repository, menu = tables["site"], tables["repository"], tables["menu"]
    return Config(
        root=root,
        title=_text(site, "site", "title", required=True),
        url=_site_url(_text(site, "site", "url", required=True)),
        language=_language(_text(site, "site", "language", required=True)),
        timezone=_timezone(_text(site, "site", "timezone", required=True)),
        description=_text(site, "site", "description"),
        repository=_text(repository, "repository", "url").removesuffix("/"),
        branch=_text(repository, "repository", "branch") or "main",
        sections=_texts(menu, "menu", "sections"),
        lead=_text(tables["front"], "front", "lead"),
        menu=_links(menu.get("links", []), "menu.links"),
        social=_links(document.get("social", []), "social"),
        page_size=_count(tables["listings"], "listings", "page_size", 40),
        feed_size=_count(tables["feeds"], "feeds", "size", 30),
        strip_bios=_switch(tables["authors"], "authors", "strip_bios", default=True),
        bio_as_published=_switch(tables["authors"], "authors", "bio_as_published", default=False),
        fonts=_choice(tables["theme"], "theme", "fonts", ("theme", "system")),
        overrides=_folder(tables["theme"], "theme", "overrides"),
        picture_widths=_widths(tables["images"]),
        picture_quality=_count(tables["images"], "images", "quality", 78, most=100),
        social_cards=_switch(tables["images"], "images", "cards", default=False),
        rules=_rules(tables["rules"]),
        scheduler=_scheduler(tables["build"]),
    )


def _fault(table: str, key: str, what: str) -> ConfigError:
    return ConfigError(f"{FILE_NAME}: [{table}] {key} {what}")


def _table(document: _Table, name: str) -> _Table:
    value = document.get(name, {})
    if not isinstance(value, dict):
        message = f"{FILE_NAME}: {name} is to be a table: [{name}]"
        raise ConfigError(message)
    return value


def _refuse_unknown(document: _Table, tables: Mapping[str, _Table]) -> None:
    for name in sorted(set(document) - set(_KNOWN) - {"social"}):
        meant = nearest(name, [*_KNOWN, "social"])
        message = f"{FILE_NAME}: there is no table [{name}]" + (f"; did you mean [{meant}]?" if meant else "")
        raise ConfigError(message)
    for name, table in tables.items():
        for key in sorted(set(table) - _KNOWN[name]):
            meant = nearest(key, _KNOWN[name])
            raise _fault(name, key, "is no setting" + (f"; did you mean {meant}?" if meant else ""))


def _text(table: _Table, name: str, key: str, *, required: bool = False) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise _fault(name, key, "is to be a text in quotes")
    if required and not value.strip():
        raise _fault(name, key, "is missing")
    if _CONTROL.search(value):
        raise _fault(name, key, "holds a control character, which no page can show; type it again")
    return value.strip()


def _folder(table: _Table, name: str, key: str) -> str:
    value = _text(table, name, key).removesuffix("/")
    if value and not _FOLDER.match(value):
        raise _fault(name, key, f"is to be a folder of the archive such as look, and {value!r} is none")
    return value


def _texts(table: _Table, name: str, key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _fault(name, key, "is to be a list of texts")
    return tuple(str(item) for item in value)


def _count(table: _Table, name: str, key: str, default: int, *, most: int = _MOST) -> int:
    value = table.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise _fault(name, key, f"is to be a whole number from 1 to {most}")
    return value


def _widths(table: _Table) -> tuple[int, ...]:
    """Ascending, each once."""
    value = table.get("widths", list(_DEFAULT_WIDTHS))
    given = value if isinstance(value, list) else []
    first, last = _WIDTHS
    widths = {step for step in given if type(step) is int and first <= step <= last}
    if not given or len(widths) != len(given):
        raise _fault("images", "widths", f"is to be a list of different whole numbers from {first} to {last}")
    return tuple(sorted(widths))


def _switch(table: _Table, name: str, key: str, *, default: bool) -> bool:
    value = table.get(key, default)
    if not isinstance(value, bool):
        raise _fault(name, key, "is to be true or false")
    return value


def _choice(table: _Table, name: str, key: str, choices: tuple[str, ...]) -> str:
    """One of a few words; the first when the key is left out."""
    value = table.get(key, choices[0])
    if not isinstance(value, str) or value not in choices:
        raise _fault(name, key, "is to be " + " or ".join(f'"{choice}"' for choice in choices))
    return value


def _scheduler(table: _Table) -> str:
    """The scheduler's address where the executor is Dask's; an address that nobody would ask is a fault."""
    executor = _choice(table, "build", "executor", ("processes", "dask"))
    address = _text(table, "build", "scheduler", required=executor == "dask")
    if address and executor != "dask":
        raise _fault("build", "scheduler", 'is asked by executor = "dask" alone')
    if address and not _SCHEDULER.match(address):
        raise _fault("build", "scheduler", f"is to be an address like tcp://10.0.0.5:8786, and {address!r} is none")
    return address


def _links(value: object, name: str) -> tuple[NamedLink, ...]:
    if not isinstance(value, list):
        message = f"{FILE_NAME}: {name} is to be a list of {{title, url}}"
        raise ConfigError(message)
    return tuple(_link(item, name) for item in value)


def _link(item: object, name: str) -> NamedLink:
    if not isinstance(item, dict) or set(item) != {"title", "url"}:
        message = f"{FILE_NAME}: each of {name} is to hold a title and a url, and no more"
        raise ConfigError(message)
    link = NamedLink(title=_text(item, name, "title", required=True), url=_text(item, name, "url", required=True))
    if not link.url.startswith(("https://", "http://", "mailto:", "/")):
        raise _fault(name, "url", f"is to begin with https:// or /, and {link.url!r} does not")
    return link


def _site_url(value: str) -> str:
    parts = _split(value)
    if parts is None or parts.scheme not in {"https", "http"} or not parts.hostname or parts.query or parts.fragment:
        raise _fault("site", "url", f"is to be an address like https://example.org/, and {value!r} is none")
    if not re.fullmatch(r"[A-Za-z0-9._~/-]*", parts.path) or "//" in parts.path:
        raise _fault("site", "url", f"has a path with characters that a URL cannot hold: {value!r}")
    return value if value.endswith("/") else f"{value}/"


def _split(url: str) -> SplitResult | None:
    """The parts of an address; None where its host or port is none, or it holds a user's name."""
    try:
        parts = urlsplit(url)
        is_plain = parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        return None
    return parts if is_plain else None


def _language(value: str) -> str:
    if not _LANGUAGE.match(value):
        raise _fault("site", "language", f"is to be a language tag such as en or en-US, and {value!r} is none")
    return value


def _timezone(value: str) -> str:
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        raise _fault("site", "timezone", f"is to be a name such as America/New_York, and {value!r} is none") from None
    return value


def _rules(table: _Table) -> Mapping[str, Severity]:
    severities = {}
    for rule, value in table.items():
        if value not in list(Severity):
            raise _fault("rules", rule, 'is to be "error", "warning" or "off"')
        severity = Severity(str(value))
        if guards_the_reader(rule) and severity is not RULES[rule]:
            raise _fault("rules", rule, "guards the readers and cannot be lowered")
        severities[rule] = severity
    return severities
