"""This is the door to the packages that hold fonts: the faces a theme asks for, cut to their letters, packed, kept."""

from generator.fonts.faces import NO_FONTS, Face, Fonts, Sources, read_fonts, read_sources
from generator.fonts.making import making

__all__ = ["NO_FONTS", "Face", "Fonts", "Sources", "making", "read_fonts", "read_sources"]
