"""The coasts and the projection: from degrees to pixels of one map."""

import json
import math
from dataclasses import dataclass
from importlib import resources

from tools.draw_pictures.canvas import Point
from tools.draw_pictures.places import MapView

STEPS_PER_DEGREE = 1000
"""Coordinates in coasts.json are whole thousandths of a degree."""

KM_PER_DEGREE = 111.2
KM_PER_NAUTICAL_MILE = 1.852


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Equal scale in both directions at the middle of the map."""

    view: MapView

    @property
    def pixels_east(self) -> float:
        """How many pixels a degree of longitude takes."""
        return self.view.width / self.view.degrees_wide

    @property
    def pixels_north(self) -> float:
        """How many pixels a degree of latitude takes."""
        return self.pixels_east / math.cos(math.radians(self.view.middle[1]))

    def point(self, place: Point) -> Point:
        """Return where a place lies on the picture."""
        east = (place[0] - self.view.middle[0]) * self.pixels_east
        north = (place[1] - self.view.middle[1]) * self.pixels_north
        return (self.view.width / 2 + east, self.view.height / 2 - north)

    def pixels_of_km(self, km: float) -> float:
        """Return how long a distance comes out."""
        return km / KM_PER_DEGREE * self.pixels_north


def bounds(view: MapView, margin: float = 0.12) -> tuple[float, float, float, float]:
    """Return west, south, east, north of a map, with a margin around it."""
    projection = Projection(view=view)
    half_east = view.degrees_wide * (0.5 + margin)
    half_north = view.height / projection.pixels_north * (0.5 + margin)
    east, north = view.middle
    return (east - half_east, north - half_north, east + half_east, north + half_north)


def read_coasts() -> dict[str, list[list[Point]]]:
    """Return the rings of land of each map by its name, in degrees."""
    text = (resources.files("tools.draw_pictures") / "coasts.json").read_text("utf-8")
    packed: dict[str, list[list[int]]] = json.loads(text)
    return {name: [_unpack(ring) for ring in rings] for name, rings in packed.items()}


def _unpack(numbers: list[int]) -> list[Point]:
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return [(east / STEPS_PER_DEGREE, north / STEPS_PER_DEGREE) for east, north in pairs]
