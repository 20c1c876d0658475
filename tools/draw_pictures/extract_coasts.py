"""Makes coasts.json anew from `land-10m.json` of the npm package world-atlas; not needed for drawing."""

import json
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from tools.draw_pictures.canvas import Point
from tools.draw_pictures.coasts import STEPS_PER_DEGREE, bounds
from tools.draw_pictures.places import MAPS, MapView

TOLERANCE_IN_PIXELS = 0.6
SMALLEST_RING = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One side of a clipping box: axis 0 is east, 1 north; sign 1 keeps what lies above the limit."""

    axis: int
    limit: float
    sign: int

    def keeps(self, point: Point) -> bool:
        """Say whether a point lies inside."""
        return (point[self.axis] - self.limit) * self.sign >= 0

    def crossing(self, start: Point, end: Point) -> Point:
        """Return where a line crosses this side."""
        share = (self.limit - start[self.axis]) / (end[self.axis] - start[self.axis])
        return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


class Transform(TypedDict):
    """How the whole numbers of a TopoJSON file become degrees."""

    scale: tuple[float, float]
    translate: tuple[float, float]


class Geometry(TypedDict):
    """A landmass: polygons of rings of arcs, given by their numbers."""

    arcs: list[list[list[int]]]


class Land(TypedDict):
    """All landmasses."""

    geometries: list[Geometry]


class Topology(TypedDict):
    """The parts of a TopoJSON file that are read."""

    transform: Transform
    arcs: list[list[tuple[int, int]]]
    objects: dict[str, Land]


def main(arguments: list[str]) -> None:
    """Read the file of Natural Earth's land and write the parts that the maps need."""
    source, target = (Path(argument) for argument in arguments)
    rings = list(outer_rings(json.loads(source.read_text("utf-8"))))
    packed = {view.name: [_pack(ring) for ring in clipped_rings(rings, view)] for view in MAPS}
    target.write_text(json.dumps(packed, separators=(",", ":")) + "\n", "utf-8")


def outer_rings(topology: Topology) -> Iterator[list[Point]]:
    """Yield the outline of every landmass of a TopoJSON file."""
    arcs = list(_arcs(topology))
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            yield [point for index in polygon[0] for point in _arc(arcs, index)]


def clipped_rings(rings: list[list[Point]], view: MapView) -> Iterator[list[Point]]:
    """Yield what lies within a map, with no more points than its pixels can show."""
    west, south, east, north = bounds(view)
    edges = (
        Edge(axis=0, limit=west, sign=1),
        Edge(axis=0, limit=east, sign=-1),
        Edge(axis=1, limit=south, sign=1),
        Edge(axis=1, limit=north, sign=-1),
    )
    tolerance = TOLERANCE_IN_PIXELS * view.degrees_wide / view.width
    for ring in rings:
        inside = ring
        for edge in edges:
            inside = list(_clip(inside, edge))
        if len(inside) < SMALLEST_RING:
            continue
        simple = _simplify(inside, tolerance)
        if len(simple) >= SMALLEST_RING:
            yield simple


def _arcs(topology: Topology) -> Iterator[list[Point]]:
    transform = topology["transform"]
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        yield points


def _arc(arcs: list[list[Point]], index: int) -> list[Point]:
    return arcs[index] if index >= 0 else arcs[~index][::-1]


def _clip(ring: list[Point], edge: Edge) -> Iterator[Point]:
    for start, end in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        if edge.keeps(start) != edge.keeps(end):
            yield edge.crossing(start, end)
        if edge.keeps(end):
            yield end


def _simplify(line: list[Point], tolerance: float) -> list[Point]:
    """Drop the points that lie nearer than the tolerance to the line without them."""
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        inner = range(first + 1, last)
        farthest = max(inner, key=lambda i: _distance(line[i], line[first], line[last]), default=0)
        if inner and _distance(line[farthest], line[first], line[last]) > tolerance:
            kept.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return [line[index] for index in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    length = math.dist(start, end)
    if length == 0:
        return math.dist(point, start)
    across = (end[0] - start[0]) * (start[1] - point[1]) - (start[0] - point[0]) * (end[1] - start[1])
    return abs(across) / length


def _pack(ring: list[Point]) -> list[int]:
    return [round(part * STEPS_PER_DEGREE) for point in ring for part in point]


if __name__ == "__main__":
    main(sys.argv[1:])
