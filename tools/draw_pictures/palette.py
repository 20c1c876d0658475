"""The colors and faces of the pictures, the same as the site's."""

from dataclasses import dataclass, replace

PAPER = "#fcfbf7"
INK = "#17191b"
QUIET = "#565a5e"
HAIRLINE = "#d9d5ca"
OXIDE = "#8a1c12"
STEEL = "#2b4a63"
SEA = "#dfe7ec"
NEAR_SEA = "#c3d3dd"
LAND = "#efe9dc"
COAST = "#8d8a80"
STEEL_TINT = "#b9c8d4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One way to set a label: family, size in pixels of the finished picture, weight and color."""

    package: str
    file: str
    size: int
    axes: tuple[int, ...]
    color: str = INK
    spacing: int = 0


SANS = Face(package="fontpkg_public_sans", file="PublicSans[wght].ttf", size=36, axes=(480,))
SANS_BOLD = replace(SANS, axes=(650,))
SANS_QUIET = replace(SANS, color=QUIET)
SERIF = Face(package="fontpkg_newsreader", file="Newsreader[opsz,wght].ttf", size=40, axes=(460, 20))
SERIF_LAND = replace(SERIF, size=42, spacing=9, color=QUIET)
SERIF_SEA = Face(
    package="fontpkg_newsreader",
    file="Newsreader-Italic[opsz,wght].ttf",
    size=42,
    axes=(460, 20),
    color=STEEL,
)
DISPLAY = replace(SERIF, size=172, axes=(540, 72))
