"""`python -m tools.draw_pictures [FOLDER]`: draw every picture into content/media, or another folder."""

import sys
from collections.abc import Callable
from pathlib import Path

from tools.draw_pictures import charts, diagrams
from tools.draw_pictures.canvas import Canvas, png_bytes
from tools.draw_pictures.coasts import read_coasts
from tools.draw_pictures.maps import draw_map
from tools.draw_pictures.places import MAPS

DEFAULT_FOLDER = "content/media"

DRAWINGS: dict[str, Callable[[], Canvas]] = {
    "aircraft-designation": diagrams.draw_aircraft_designation,
    "autoloader": diagrams.draw_autoloader,
    "electronics-designation": diagrams.draw_electronics_designation,
    "missile-ranges": charts.draw_missile_ranges,
    "orbits": diagrams.draw_orbits,
    "ship-tonnage": charts.draw_tonnage,
    "treaties": charts.draw_treaties,
    "zones-of-the-sea": charts.draw_zones,
}


def main(arguments: list[str]) -> None:
    """Write every picture and say how many bytes each one takes."""
    folder = Path(arguments[0] if arguments else DEFAULT_FOLDER)
    for name, canvas in sorted(draw_all().items()):
        picture = png_bytes(canvas)
        (folder / f"{name}.png").write_bytes(picture)
        sys.stdout.write(f"{name}.png {len(picture):,} bytes\n")


def draw_all() -> dict[str, Canvas]:
    """Return every picture by its name."""
    coasts = read_coasts()
    maps = {view.name: draw_map(view, coasts[view.name]) for view in MAPS}
    return maps | {name: draw() for name, draw in DRAWINGS.items()}


if __name__ == "__main__":
    main(sys.argv[1:])
