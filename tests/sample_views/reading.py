"""This is how tests read a page of the theme that is shipped."""

from pathlib import Path

import lxml.html

from generator.theme import Theming, open_theme
from tests.sample_views.pages import SAMPLES
from tests.sample_views.parts import make_site

FOLDER = Path(__file__).parents[2] / "theme"
THEME = open_theme(Theming(folder=str(FOLDER), language="en"))


def render(template, page=None, *, site=None, theme=THEME):
    return theme.render(template, site or make_site(), page or SAMPLES[template]())


def parse(template, page=None, *, site=None):
    return lxml.html.document_fromstring(render(template, page, site=site))


def texts(tree, path):
    return [" ".join(node.text_content().split()) for node in tree.xpath(path)]
