"""Charts: bars, spans of years and zones of the sea, each to scale, labeled where the value stands."""

from dataclasses import dataclass, replace

from tools.draw_pictures import canvas as sheet
from tools.draw_pictures.canvas import Canvas
from tools.draw_pictures.palette import (
    COAST,
    HAIRLINE,
    INK,
    LAND,
    OXIDE,
    QUIET,
    SANS,
    SANS_BOLD,
    SANS_QUIET,
    SEA,
    STEEL,
    STEEL_TINT,
)

WIDTH = 1600
LEFT = 60
RIGHT = WIDTH - 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a chart: a name, a span from start to end, and what is said of it."""

    name: str
    start: float = 0
    end: float
    words: str


MISSILES = (
    Row(name="Short range", end=1000, words="up to 1,000 km"),
    Row(name="Medium range", start=1000, end=3000, words="1,000–3,000 km"),
    Row(name="Intermediate range", start=3000, end=5500, words="3,000–5,500 km"),
    Row(name="Intercontinental", start=5500, end=12000, words="more than 5,500 km"),
)
INF_BAND = Row(name="Banned by the INF Treaty on land, 1988–2019", start=500, end=5500, words="500–5,500 km")

SHIPS = (
    Row(name="Visby, corvette", end=640, words="640"),
    Row(name="Oliver Hazard Perry, frigate", end=4100, words="4,100"),
    Row(name="Arleigh Burke, destroyer", end=9300, words="9,300"),
    Row(name="Ticonderoga, cruiser", end=10000, words="10,000"),
    Row(name="Zumwalt, destroyer", end=16000, words="16,000"),
    Row(name="Kirov, cruiser", end=25000, words="25,000"),
)

THIS_YEAR = 2022
TREATIES = (
    Row(name="Washington Naval Treaty", start=1922, end=1936, words="1922–1936"),
    Row(name="Montreux Convention", start=1936, end=THIS_YEAR, words="1936"),
    Row(name="North Atlantic Treaty", start=1949, end=THIS_YEAR, words="1949"),
    Row(name="Outer Space Treaty", start=1967, end=THIS_YEAR, words="1967"),
    Row(name="Incidents at Sea Agreement", start=1972, end=THIS_YEAR, words="1972"),
    Row(name="Law of the Sea Convention", start=1982, end=THIS_YEAR, words="1982"),
    Row(name="INF Treaty", start=1987, end=2019, words="1987–2019"),
    Row(name="Treaty on Open Skies", start=1992, end=THIS_YEAR, words="1992"),
    Row(name="New START", start=2010, end=THIS_YEAR, words="2010"),
)

ZONES = (
    Row(name="Japan’s five straits", end=3, words="3"),
    Row(name="Territorial sea", end=12, words="12"),
    Row(name="Contiguous zone", end=24, words="24"),
    Row(name="Exclusive economic zone", end=200, words="200 nautical miles"),
)


def draw_missile_ranges() -> Canvas:
    """Draw the classes of ballistic missile by range, with the band that a treaty banned."""
    canvas = sheet.new_canvas(WIDTH, 900)
    scale = (RIGHT - LEFT) / 12000
    for index, row in enumerate(MISSILES):
        top = 70 + index * 150
        sheet.label(canvas, (LEFT, top + 30), row.name, SANS_BOLD)
        sheet.label(canvas, (RIGHT, top + 30), row.words, SANS_QUIET, "rs")
        sheet.box(canvas, (LEFT, top + 52, RIGHT, top + 88), HAIRLINE)
        sheet.box(canvas, (LEFT + row.start * scale, top + 52, LEFT + row.end * scale, top + 88), STEEL)
    start, end = LEFT + INF_BAND.start * scale, LEFT + INF_BAND.end * scale
    sheet.stroke(canvas, [(start, 705), (start, 725), (end, 725), (end, 705)], OXIDE, 4)
    red = replace(SANS_BOLD, color=OXIDE)
    sheet.label(canvas, (start, 780), INF_BAND.name, red)
    sheet.label(canvas, (start, 832), INF_BAND.words, replace(SANS, color=OXIDE))
    return canvas


def draw_tonnage() -> Canvas:
    """Draw ships by full-load displacement; the names of types do not follow it."""
    canvas = sheet.new_canvas(WIDTH, 960)
    scale = (RIGHT - LEFT - 180) / 25000
    for index, row in enumerate(SHIPS):
        top = 50 + index * 142
        sheet.label(canvas, (LEFT, top + 34), row.name, SANS_BOLD)
        end = LEFT + row.end * scale
        color = OXIDE if "destroyer" in row.name else STEEL
        sheet.box(canvas, (LEFT, top + 54, end, top + 98), color)
        sheet.label(canvas, (end + 18, top + 77), row.words, SANS, "lm")
    words = "Tons at full load, rounded. Destroyers in red."
    sheet.label(canvas, (LEFT, 934), words, SANS_QUIET)
    return canvas


def draw_treaties() -> Canvas:
    """Draw how long nine agreements have stood, from signature to end."""
    canvas = sheet.new_canvas(WIDTH, 1010)
    first_year, left = 1922, 640
    scale = (RIGHT - left - 100) / (THIS_YEAR - first_year)
    for index, row in enumerate(TREATIES):
        y = 75 + index * 98
        start, end = left + (row.start - first_year) * scale, left + (row.end - first_year) * scale
        ended = row.end < THIS_YEAR
        sheet.label(canvas, (LEFT, y), row.name, SANS_BOLD, "lm")
        sheet.stroke(canvas, [(LEFT, y + 49), (RIGHT, y + 49)], HAIRLINE, 1.5)
        sheet.box(canvas, (start, y - 4, end, y + 22), OXIDE if ended else STEEL)
        sheet.label(canvas, (start, y - 16), row.words, replace(SANS, size=34))
        if not ended:
            tip = [(end, y - 12), (end + 24, y + 9), (end, y + 30)]
            sheet.area(canvas, tip, STEEL)
    words = "From signature. Red: ended. Arrow: in force for its parties in 2022."
    sheet.label(canvas, (LEFT, 982), words, SANS_QUIET)
    return canvas


def draw_zones() -> Canvas:
    """Draw the zones of the sea to one scale, seen as bars that begin at the coast."""
    canvas = sheet.new_canvas(WIDTH, 800)
    left = 200
    scale = (RIGHT - left) / 200
    sheet.box(canvas, (0, 0, left, 800), LAND)
    sheet.box(canvas, (left, 0, WIDTH, 800), SEA)
    sheet.stroke(canvas, [(left, 0), (left, 800)], COAST, 3)
    sheet.label(canvas, (left / 2, 400), "Land", replace(SANS, color=QUIET), "mm")
    for index, row in enumerate(ZONES):
        top = 55 + index * 180
        end = left + row.end * scale
        color = OXIDE if index == 0 else STEEL
        sheet.box(canvas, (left, top + 50, end, top + 110), color)
        sheet.label(canvas, (left + 20, top + 32), row.name, SANS_BOLD)
        if row.end < ZONES[-1].end:
            sheet.label(canvas, (end + 18, top + 80), row.words, replace(SANS, color=INK), "lm")
        else:
            sheet.label(canvas, (end - 24, top + 80), row.words, replace(SANS, color="#ffffff"), "rm")
    sheet.stroke(canvas, [(0, 0), (WIDTH, 0), (WIDTH, 800), (0, 800), (0, 0)], STEEL_TINT, 1)
    return canvas
