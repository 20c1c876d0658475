"""This is the door to theme/ and to Jinja: templates, strings, styles, scripts and icons, all read once.

A page is made here from three values, `site`, its view and the `words` of the interface, and from nothing else. What
a template asks for and does not get is a fault that names the template and the line.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError, meta

from generator import urls
from generator.model import Digest, Url
from generator.problems import BuildError
from generator.views.pages import PageView
from generator.views.records import SiteView
from generator.words import Words, direction, make_words, number

LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities")
"""The layers of main.css, the weakest first; each file of styles/ is one `@layer` of these."""

STYLESHEET = "main.css"
_FONT_STYLE = "fonts.css"

_DIGITS = 10
"""How many hexadecimal digits of its content's SHA-256 a published name holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file that pages link to; its published name holds a digest of its content, so browsers may keep it for ever."""

    name: str
    url: Url
    content: bytes


class Theme:
    """Templates, strings and assets of one folder, as they were when it was opened."""

    def __init__(self, *, templates: Mapping[str, str], assets: Mapping[str, Asset], words: Words) -> None:
        self.assets = assets
        self.words = words
        self._templates = templates
        self._environment = _environment(templates, words)
        self._mentions: dict[str, tuple[str, ...]] = {}
        self._digests: dict[str, Digest] = {}

    def render(self, template: str, site: SiteView, page: PageView) -> str:
        """The page as HTML; equal views give equal pages. BuildError names the template and the line of a fault."""
        try:
            return self._environment.get_template(template).render(site=site, page=page)
        except TemplateSyntaxError as error:
            raise BuildError(_fault(error.name or template, error.lineno, error)) from error
        except (TemplateError, TypeError, ValueError) as error:
            raise BuildError(_fault(*self._place(error, template), error)) from error

    def digest(self, template: str) -> Digest:
        """Of the words, the template and all that it extends or imports: a page is made again when this changes."""
        if template not in self._digests:
            texts = (f"{name}\0{self._templates[name]}" for name in self._closure(template))
            text = "\0".join([repr(self.words), *texts])
            self._digests[template] = Digest(hashlib.sha256(text.encode()).hexdigest())
        return self._digests[template]

    def _closure(self, template: str) -> list[str]:
        known: set[str] = set()
        waiting = [template]
        while waiting:
            name = waiting.pop()
            if name not in known:
                known.add(name)
                waiting.extend(self._mentioned(name))
        return sorted(known)

    def _mentioned(self, name: str) -> tuple[str, ...]:
        if name not in self._mentions:
            self._mentions[name] = self._read_mentions(name)
        return self._mentions[name]

    def _read_mentions(self, name: str) -> tuple[str, ...]:
        if name not in self._templates:
            raise BuildError(f"theme/templates/{name} is asked for and does not exist")
        try:
            tree = self._environment.parse(self._templates[name], name)
        except TemplateSyntaxError as error:
            raise BuildError(_fault(name, error.lineno, error)) from error
        return tuple(found for found in meta.find_referenced_templates(tree) if found is not None)

    def _place(self, error: Exception, template: str) -> tuple[str, int]:
        """Template and line: the innermost frame of the traceback that lies in a template."""
        place = (template, 1)
        trace = error.__traceback__
        while trace is not None:
            name = trace.tb_frame.f_code.co_filename
            if name in self._templates:
                place = (name, trace.tb_lineno)
            trace = trace.tb_next
        return place


def open_theme(folder: str, language: str, font_rules: str = "") -> Theme:
    """The theme in a folder with templates/, strings/, styles/, scripts/ and icons/, for a site in one language.

    `font_rules` are the @font-face rules for its style sheet, "" where the system's fonts are to do. BuildError when a
    file cannot be read, or the strings do not fit.
    """
    root = Path(folder)
    templates = _texts(root / "templates", "**/*.html")
    styles = _texts(root / "styles", "*.css") | ({_FONT_STYLE: font_rules} if font_rules else {})
    files = {
        STYLESHEET: assemble_styles(styles),
        **_texts(root / "scripts", "*.js"),
        **_texts(root / "icons", "*.svg"),
    }
    if not templates:
        raise BuildError(f"there are no templates in {folder}/templates")
    strings = {name.removesuffix(".toml"): text for name, text in _texts(root / "strings", "*.toml").items()}
    return Theme(
        templates=templates,
        assets={name: make_asset(name, text.encode()) for name, text in files.items()},
        words=make_words(strings, language),
    )


def make_asset(name: str, content: bytes) -> Asset:
    """The asset under its published name: `main.css` becomes `/assets/main.3f2a9c01ab.css`."""
    stem, _, ending = name.rpartition(".")
    digest = hashlib.sha256(content).hexdigest()[:_DIGITS]
    return Asset(name=name, url=urls.asset(f"{stem}.{digest}.{ending}"), content=content)


def assemble_styles(styles: Mapping[str, str]) -> str:
    """main.css: the layers declared first, then every file in the order of the layers and of the names."""
    ranked = sorted((*_layer(name, text), name) for name, text in styles.items())
    return "".join([f"@layer {','.join(LAYERS)};", *(text for _, text, _ in ranked), "\n"])


_SPACE = re.compile(
    r"""(?P<kept>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^)]*\))"""
    r"""|(?>\s|/\*.*?\*/)*+(?P<mark>[{};,])(?>\s|/\*.*?\*/)*+"""
    r"""|(?P<colon>:)\s+"""
    r"""|(?>\s|/\*.*?\*/)++""",
    re.DOTALL,
)


def reduce_style(text: str) -> str:
    """The style sheet without comments and needless white space: none around `{ } ; ,` nor after `:`, else one space.

    Strings and addresses stay as they are. A space before `:` stays too, since it means "descendant" in a selector.
    """
    return _SPACE.sub(_shorter, text).strip()


def _shorter(match: re.Match[str]) -> str:
    return match["kept"] or match["mark"] or match["colon"] or " "


_LAYER = re.compile(r"@layer (?P<layer>[a-z]+)\{")


def _layer(name: str, text: str) -> tuple[int, str]:
    reduced = reduce_style(text)
    match = _LAYER.match(reduced)
    if match is None or match["layer"] not in LAYERS:
        raise BuildError(f"theme/styles/{name} is to begin with @layer and one of: {', '.join(LAYERS)}")
    return LAYERS.index(match["layer"]), reduced


def _environment(templates: Mapping[str, str], words: Words) -> Environment:
    def load(name: str) -> tuple[str, str, None] | None:
        return (templates[name], name, None) if name in templates else None

    environment = Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.clear()  # a template sees `site`, `page` and `words`; and imports are sought among globals
    environment.globals["words"] = words
    environment.filters["direction"] = direction
    environment.filters["number"] = partial(number, language=words.locale)
    return environment


def _texts(folder: Path, pattern: str) -> dict[str, str]:
    try:
        return {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in _files(folder, pattern)
        }
    except (OSError, UnicodeDecodeError) as error:
        raise BuildError(f"the theme cannot be read: {error}") from error


def _files(folder: Path, pattern: str) -> Iterable[Path]:
    return sorted(path for path in folder.glob(pattern) if path.is_file())


def _fault(template: str, line: int, error: Exception) -> str:
    return f"theme/templates/{template}:{line}: {error}"
