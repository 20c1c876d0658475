"""This is the style guide: one page of the preview that shows every component of a theme, and no part of any site."""

from generator.styleguide.page import STYLE_FILE, make_styleguide

__all__ = ["STYLE_FILE", "make_styleguide"]
