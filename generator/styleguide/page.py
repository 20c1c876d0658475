"""This is the page itself: the theme as its site wears it, each component called as pages call it."""

from pathlib import Path

from generator import markdown, urls
from generator.markdown import Destination
from generator.model import Html, Url
from generator.styleguide.declarations import macro_name, read_declaration
from generator.styleguide.passages import PASSAGES
from generator.styleguide.records import Exhibit, GuideView, Passage
from generator.styleguide.samples import DRAWING, make_samples
from generator.theme import Theme
from generator.views.chrome import Assets
from generator.views.records import Anchor, HeadView, SiteView

STYLE_FILE = Path(__file__).with_name("static") / "styleguide.css"
"""The style of the page around the components."""
_TEMPLATE = "styleguide.html"
_FOLDER, _ENDING = "components/", ".html"


def make_styleguide(theme: Theme, assets: Assets, base: str, problems: Html) -> str:
    """The page as HTML. `assets` are those of the theme, and `base` the base path of the site that has them.

    `problems` is how the preview tells of some: it is no part of a theme, and stands at the end.

    BuildError when a component cannot be rendered with the samples, as a site's own may be.
    """
    site = _site(assets, base)
    view = GuideView(
        head=HeadView(title="Style guide", description="", canonical="", language="en", hidden=True),
        exhibits=_exhibits(theme, site),
        passages=tuple(_passage(name, source) for name, source in PASSAGES.items()),
        problems=problems,
    )
    template = Path(__file__).with_name("templates") / _TEMPLATE
    return theme.with_template(_TEMPLATE, template.read_text(encoding="utf-8")).render(_TEMPLATE, site, view)


def _exhibits(theme: Theme, site: SiteView) -> tuple[Exhibit, ...]:
    samples = make_samples(site)
    return tuple(
        Exhibit(
            name=(name := template.removeprefix(_FOLDER).removesuffix(_ENDING)),
            macro=macro_name(name),
            template=template,
            declaration=read_declaration(text),
            samples=samples.get(name, ()),
        )
        for template, text in sorted(theme.templates.items())
        if template.startswith(_FOLDER)
    )


def _passage(name: str, source: str) -> Passage:
    body, facts, _ = markdown.parse(source, path="", first_line=1)
    drawn = Destination(href=DRAWING, width=1600, height=900, is_wide=True)
    return Passage(name=name, source=source, html=markdown.fill(body, [drawn] * len(facts.links)))


def _site(assets: Assets, base: str) -> SiteView:
    """A frame whose links all lead to the front page, with the assets where they are."""

    def href(url: str) -> str:
        return urls.href(base, Url(url))

    home = href(urls.FRONT)
    return SiteView(
        title="The name of the site",
        description="What it is about, in a line.",
        language="en",
        home=home,
        menu=tuple(Anchor(text=f"{rank} section", href=f"{home}#{rank}") for rank in ("First", "Second", "Third")),
        footer=(Anchor(text="Corrections", href=home), Anchor(text="A page about the site", href=home)),
        social=(Anchor(text="Elsewhere", href=home),),
        search=href(urls.SEARCH),
        base=base,
        stylesheet=href(assets.stylesheet),
        search_script=href(assets.search_script),
        search_modules=(),
        opensearch=href(urls.OPENSEARCH),
        icon=href(assets.icon),
        fonts=tuple(href(font) for font in assets.fonts),
        feed=home,
        tags=home,
        authors=home,
        archive=home,
        corrections=home,
    )
