"""These are makers of what templates may see: a whole site in small, with one view for every template."""

from generator.views.records import NameView, PaginationView, PictureView
from tests.sample_views.hostile import make_hostile_site, make_hostile_views
from tests.sample_views.pages import (
    SAMPLES,
    make_article,
    make_author,
    make_bare_article,
    make_chart,
    make_front,
    make_listing,
    make_page,
    make_search,
    make_timeline_entry,
)
from tests.sample_views.parts import (
    BUCKBY,
    CARDS,
    DESK,
    HOSTILE,
    JAPAN,
    RUSSIA,
    STRAITS,
    WITHDRAWAL,
    make_correction,
    make_head,
    make_site,
)

__all__ = [
    "BUCKBY",
    "CARDS",
    "DESK",
    "HOSTILE",
    "JAPAN",
    "RUSSIA",
    "SAMPLES",
    "STRAITS",
    "WITHDRAWAL",
    "NameView",
    "PaginationView",
    "PictureView",
    "make_article",
    "make_author",
    "make_bare_article",
    "make_chart",
    "make_correction",
    "make_front",
    "make_head",
    "make_hostile_site",
    "make_hostile_views",
    "make_listing",
    "make_page",
    "make_search",
    "make_site",
    "make_timeline_entry",
]
