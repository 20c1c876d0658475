"""This is the door to theme/ and to Jinja: templates, strings, styles, scripts and icons, all read once.

`opening` reads the folder and renders pages; `overrides` is what a site lays over it; `assets` names what pages link
to; `reading` opens the files.
"""

from generator.theme.assets import Asset, link_scripts, make_asset
from generator.theme.opening import (
    LAYERS,
    STYLESHEET,
    Theme,
    Theming,
    assemble_styles,
    open_theme,
    reduce_style,
)

__all__ = [
    "LAYERS",
    "STYLESHEET",
    "Asset",
    "Theme",
    "Theming",
    "assemble_styles",
    "link_scripts",
    "make_asset",
    "open_theme",
    "reduce_style",
]
