"""Maps of straits: sea, land, names, a scale; one function for each layer."""

from dataclasses import replace

from tools.draw_pictures import canvas as sheet
from tools.draw_pictures.canvas import Canvas, Point
from tools.draw_pictures.coasts import KM_PER_NAUTICAL_MILE, Projection
from tools.draw_pictures.palette import COAST, INK, LAND, NEAR_SEA, OXIDE, SANS, SANS_BOLD, SEA
from tools.draw_pictures.places import Label, MapView, Note

TOWN_GAP = 18
NOTE_GAP = 14


def draw_map(view: MapView, coasts: list[list[Point]]) -> Canvas:
    """Return one map, drawn from the bottom layer to the top."""
    projection = Projection(view=view)
    canvas = sheet.new_canvas(view.width, view.height, ground=SEA)
    rings = [[projection.point(place) for place in ring] for ring in coasts]
    _draw_near_sea(canvas, projection, rings)
    for ring in rings:
        sheet.area(canvas, ring, LAND)
        sheet.stroke(canvas, [*ring, ring[0]], COAST, 1.6)
    for label in view.labels:
        sheet.label(canvas, projection.point(label.at), label.text, label.face, label.anchor)
    for town in view.towns:
        _draw_town(canvas, projection, town)
    for note in view.notes:
        _draw_note(canvas, projection, note)
    _draw_scale(canvas, projection)
    return canvas


def _draw_near_sea(canvas: Canvas, projection: Projection, rings: list[list[Point]]) -> None:
    miles = projection.view.near_sea_miles
    if not miles:
        return
    reach = projection.pixels_of_km(miles * KM_PER_NAUTICAL_MILE)
    for ring in rings:
        sheet.stroke(canvas, [*ring, ring[0]], NEAR_SEA, reach * 2)
        for corner in ring:
            sheet.disc(canvas, corner, reach, NEAR_SEA)


def _draw_town(canvas: Canvas, projection: Projection, town: Label) -> None:
    x, y = projection.point(town.at)
    sheet.disc(canvas, (x, y), 7, INK)
    shift = TOWN_GAP if town.anchor.startswith("l") else -TOWN_GAP
    sheet.label(canvas, (x + shift, y - town.lift), town.text, town.face, town.anchor)


def _draw_note(canvas: Canvas, projection: Projection, note: Note) -> None:
    place, (x, y) = projection.point(note.at), projection.point(note.words_at)
    half_height = SANS_BOLD.size * 0.62
    below = half_height if place[1] > y else -half_height
    end = (x, y + below) if note.anchor == "mm" else (x - NOTE_GAP * _side(note), y)
    sheet.stroke(canvas, [place, end], OXIDE, 2.4)
    sheet.disc(canvas, place, 8, OXIDE)
    sheet.label(canvas, (x, y), note.text, replace(SANS_BOLD, color=OXIDE), note.anchor)


def _side(note: Note) -> int:
    return 1 if note.anchor.startswith("l") else -1


def _draw_scale(canvas: Canvas, projection: Projection) -> None:
    x, y = projection.view.scale_at
    length = projection.pixels_of_km(projection.view.scale_km)
    sheet.stroke(canvas, [(x, y - 10), (x, y), (x + length, y), (x + length, y - 10)], INK, 3)
    sheet.label(canvas, (x, y - 22), f"{projection.view.scale_km} km", replace(SANS, size=34))
