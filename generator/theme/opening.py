"""This is a theme as it was opened: templates that make pages, and the files that pages link to.

A page is made here from three values, `site`, its view and the `words` of the interface, and from nothing else. What
a template asks for and does not get is a fault that names the template and the line.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, MutableMapping
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta
from jinja2.runtime import Macro
from markupsafe import escape
from msgspec import Struct

from generator.model import Digest
from generator.problems import BuildError
from generator.theme.assets import Asset, link_scripts, make_asset
from generator.theme.overrides import NO_OVERRIDES, ORIGINAL, Overrides, lay_icons, lay_templates, read_overrides
from generator.theme.reading import texts
from generator.theme.strings import WORDS, Constants
from generator.views.records import Headed, SiteView
from generator.words import Words, direction, make_words, number

LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities")
"""The layers of main.css, the weakest first; each file of styles/ is one `@layer` of these."""

STYLESHEET = "main.css"
_FONT_STYLE = "fonts.css"


class Theming(Struct, frozen=True, kw_only=True):
    """Which theme a site wears: its folder, the site's language, and what the site lays over it."""

    folder: str
    language: str
    root: str = ""
    """The folder of the archive."""
    overrides: str = ""
    """A folder below it, or ""."""


_Texts = Mapping[str, str]
_Remake = Callable[[_Texts, Mapping[str, Asset], Words, _Texts], "Theme"]


class Theme:
    """Templates, strings and assets, as they were when the theme was opened."""

    def __init__(
        self,
        *,
        templates: Mapping[str, str],
        assets: Mapping[str, Asset],
        words: Words,
        places: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`places` holds the path of each template that does not lie in theme/templates/ under its name."""
        self.assets = assets
        self.words = words
        self._places = places
        self._templates = templates
        self._environment = _environment(templates, words)
        self._mentions: dict[str, tuple[str, ...]] = {}
        self._digests: dict[str, Digest] = {}

    def __reduce__(self) -> tuple[_Remake, tuple[_Texts, Mapping[str, Asset], Words, _Texts]]:
        """Another process gets the texts, and compiles what it needs of them."""
        return _remake, (self._templates, self.assets, self.words, dict(self._places))

    @cached_property
    def whole(self) -> Digest:
        """Of everything in the theme: while this is the same, no page need be made again for its sake."""
        told = (repr(self.words), sorted(self._templates.items()), sorted(asset.url for asset in self.assets.values()))
        return Digest(hashlib.sha256(repr(told).encode()).hexdigest())

    @property
    def templates(self) -> Mapping[str, str]:
        """The text of each template by its name; where a site lays its own over one, that one is there with `base:`."""
        return self._templates

    def with_template(self, name: str, text: str) -> "Theme":
        """This theme and one more template, for a page that belongs to no site."""
        return Theme(
            templates={**self._templates, name: text},
            assets=self.assets,
            words=self.words,
            places={**self._places, name: name},
        )

    def render(self, template: str, site: SiteView, page: Headed) -> str:
        """The page as HTML; equal views give equal pages. BuildError names the template and the line of a fault."""
        try:
            return self._environment.get_template(template).render(site=site, page=page)
        except TemplateSyntaxError as error:
            raise BuildError(self._fault(error.name or template, error.lineno, error)) from error
        except (TemplateError, TypeError, ValueError, RecursionError) as error:
            raise BuildError(self._fault(*self._place(error, template), error)) from error

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
            raise BuildError(self._fault(name, error.lineno, error)) from error
        return tuple(found for found in meta.find_referenced_templates(tree) if found is not None)

    def _fault(self, template: str, line: int, error: Exception) -> str:
        return f"{self._places.get(template, f'theme/templates/{template}')}:{line}: {error}"

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


def _remake(templates: _Texts, assets: Mapping[str, Asset], words: Words, places: _Texts) -> Theme:
    return Theme(templates=templates, assets=assets, words=words, places=dict(places))


def open_theme(theming: Theming, font_rules: str = "") -> Theme:
    """The theme in a folder with templates/, strings/, styles/, scripts/ and icons/, and what the site lays over it.

    `font_rules` are the @font-face rules for its style sheet, "" where the system's fonts are to do. BuildError when a
    file cannot be read, the strings do not fit, or a file of the site's own would change nothing.
    """
    root, own = Path(theming.folder), read_overrides(theming.root, theming.overrides)
    templates = texts(root / "templates", "**/*.html")
    styles = texts(root / "styles", "*.css") | ({_FONT_STYLE: font_rules} if font_rules else {})
    files = {
        STYLESHEET: assemble_styles(styles, own),
        **lay_icons(texts(root / "icons", "*.svg"), own),
    }
    if not templates:
        raise BuildError(f"there are no templates in {theming.folder}/templates")
    return Theme(
        templates=lay_templates(templates, own),
        assets={name: make_asset(name, text.encode()) for name, text in files.items()}
        | link_scripts(texts(root / "scripts", "*.js")),
        words=make_words(
            _by_language(texts(root / "strings", "*.toml")),
            theming.language,
            own=_by_language(own.strings),
            folder=f"{own.folder}/strings",
        ),
        places={
            **{f"{ORIGINAL}{name}": f"theme/templates/{name}" for name in templates},
            **{name: f"{own.folder}/templates/{name}" for name in own.templates},
        },
    )


def _by_language(files: Mapping[str, str]) -> dict[str, str]:
    return {name.removesuffix(".toml"): text for name, text in files.items()}


def assemble_styles(styles: Mapping[str, str], own: Overrides = NO_OVERRIDES) -> str:
    """main.css: the layers declared first, then each layer's files, a site's own behind those of the theme."""
    ranked = [(*_layer(f"theme/styles/{name}", text), 0) for name, text in styles.items()]
    ranked += [(*_layer(f"{own.folder}/styles/{name}", text), 1) for name, text in own.styles.items()]
    ranked.sort(key=lambda style: (style[0], style[2], style[1]))
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


def _layer(place: str, text: str) -> tuple[int, str]:
    reduced = reduce_style(text)
    match = _LAYER.match(reduced)
    if match is None or match["layer"] not in LAYERS:
        raise BuildError(f"{place} is to begin with @layer and one of: {', '.join(LAYERS)}")
    return LAYERS.index(match["layer"]), reduced


_REMEMBERED = 20_000
"""Pieces of pages that a process remembers: some 20 MB."""


class _Memory:
    """The filter `once`: what a macro makes of a value is made once, for values that stand on many pages.

    `{{ card|once(entry, "h3", "row") }}` is `{{ card(entry, "h3", "row") }}`, a tenth of a millisecond sooner. A value
    is known by its identity, and is held so that no other can take it; so is the macro, for two may have one name.
    """

    def __init__(self) -> None:
        self._made: dict[tuple[Macro, int, tuple[str, ...]], tuple[object, str]] = {}

    def __call__(self, macro: Macro, value: object, *how: str) -> str:
        key = (macro, id(value), how)
        known = self._made.get(key)
        if known is None:
            if len(self._made) >= _REMEMBERED:
                self._made.clear()
            known = self._made[key] = (value, macro(value, *how))
        return known[1]


_Globals = MutableMapping[str, object]


_SPECIAL = re.compile("[&<>'\"]")


def _escape(value: object) -> str:
    """What markupsafe makes of a value that is printed; most texts hold nothing to escape, and are not even copied."""
    return value if type(value) is str and not _SPECIAL.search(value) else escape(value)


class _Environment(Environment):
    """Templates that are there from the beginning and do not change: asking for one again costs a look.

    A page imports some fifteen others, and Jinja asks its cache and compares all global names each time. And a page
    prints hundreds of values, so the templates are given an `escape` of their own.
    """

    def __init__(self, templates: Mapping[str, str]) -> None:
        def load(name: str) -> tuple[str, str, None] | None:
            return (templates[name], name, None) if name in templates else None

        super().__init__(
            loader=FunctionLoader(load),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            extensions=[Constants],
        )
        self._ready: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: _Globals | None = None,  # noqa: A002 -- Jinja's
    ) -> Template:
        """The template of this name, the same each time."""
        if isinstance(name, Template):
            return name
        if name not in self._ready:
            template = self._ready[name] = super().get_template(name, parent, globals)
            template.root_render_func.__globals__["escape"] = _escape
        return self._ready[name]

    def make_globals(self, d: _Globals | None) -> _Globals:
        """The global names of a template, as a plain dictionary."""
        return {**self.globals, **(d or {})}


def _environment(templates: Mapping[str, str], words: Words) -> Environment:
    environment = _Environment(templates)
    environment.globals.clear()  # a template sees `site`, `page` and `words`; and imports are sought among globals
    environment.globals[WORDS] = words
    environment.filters["direction"] = direction
    environment.filters["once"] = _Memory()
    environment.filters["number"] = partial(number, language=words.locale)
    return environment
