"""Diagrams: the letters of a designation, orbits to scale, a tank's loader from above."""

import math
from dataclasses import dataclass, replace

from tools.draw_pictures import canvas as sheet
from tools.draw_pictures.canvas import Canvas, Point
from tools.draw_pictures.palette import (
    COAST,
    DISPLAY,
    HAIRLINE,
    INK,
    LAND,
    OXIDE,
    SANS,
    SANS_BOLD,
    SANS_QUIET,
    SEA,
    STEEL,
    STEEL_TINT,
)

WIDTH = 1600


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One part of a designation and what it says."""

    text: str
    meaning: str


AIRCRAFT = (
    Sign(text="N", meaning="Status: kept for special tests"),
    Sign(text="K", meaning="Modified mission: tanker"),
    Sign(text="C", meaning="Basic mission: transport"),
    Sign(text="-135", meaning="Design number"),
    Sign(text="A", meaning="Series: the first model"),
)
ELECTRONICS = (
    Sign(text="AN/", meaning="Named under the joint system"),
    Sign(text="S", meaning="Where: on a surface ship"),
    Sign(text="P", meaning="What: a radar"),
    Sign(text="Y", meaning="Purpose: surveillance and control"),
    Sign(text="-1", meaning="Model number"),
    Sign(text="D", meaning="Variant D"),
)

EARTH_KM = 6371
KM_PER_PIXEL = 92.0
ORBITS = (
    ("Low Earth orbit, to 2,000 km", 2000, 24.0),
    ("Navigation, about 20,200 km", 20200, -22.0),
    ("Geostationary, 35,786 km", 35786, 36.0),
)
MOLNIYA_LOW_KM = 1000
MOLNIYA_HIGH_KM = 39400

ROUNDS = 22


def draw_aircraft_designation() -> Canvas:
    """Draw NKC-135A with a line from each part to its meaning."""
    return _draw_designation(AIRCRAFT, left=90)


def draw_electronics_designation() -> Canvas:
    """Draw AN/SPY-1D with a line from each part to its meaning."""
    return _draw_designation(ELECTRONICS, left=90)


def draw_orbits() -> Canvas:
    """Draw the heights of orbits to scale, their planes turned into the picture."""
    canvas = sheet.new_canvas(WIDTH, 1000)
    center = (500.0, 500.0)
    words_x = 1060
    for name, height, angle in ORBITS:
        radius = (EARTH_KM + height) / KM_PER_PIXEL
        sheet.ring(canvas, center, radius, STEEL, 3)
        at = _around(center, radius, angle)
        y = at[1]
        sheet.stroke(canvas, [at, (words_x - 14, y)], INK, 2)
        sheet.disc(canvas, at, 8, STEEL)
        sheet.label(canvas, (words_x, y), name, replace(SANS, size=34), "lm")
    path = _ellipse(center, 63.0)
    sheet.stroke(canvas, path, OXIDE, 4)
    top = path[0]
    sheet.disc(canvas, top, 9, OXIDE)
    sheet.stroke(canvas, [top, (words_x - 14, top[1])], OXIDE, 2)
    red = replace(SANS_BOLD, size=34, color=OXIDE)
    sheet.label(canvas, (words_x, top[1]), "Molniya orbit, high point", red, "lm")
    sheet.label(canvas, (words_x, top[1] + 46), "about 39,400 km", replace(red, axes=SANS.axes), "lm")
    sheet.disc(canvas, center, EARTH_KM / KM_PER_PIXEL, STEEL_TINT)
    sheet.label(canvas, center, "Earth", replace(SANS, size=34), "mm")
    sheet.label(canvas, (words_x, 960), "Heights to scale", SANS_QUIET)
    return canvas


def draw_autoloader() -> Canvas:
    """Draw a T-72 from above: the ring of rounds under the turret, and where three people sit."""
    canvas = sheet.new_canvas(WIDTH, 900)
    middle = (680.0, 450.0)
    sheet.box(canvas, (220, 180, 1130, 260), STEEL_TINT)
    sheet.box(canvas, (220, 640, 1130, 720), STEEL_TINT)
    bow = [(1080.0, 250.0), (1150.0, 320.0), (1150.0, 580.0), (1080.0, 650.0)]
    hull = [(240.0, 250.0), *bow, (240.0, 650.0)]
    sheet.area(canvas, hull, LAND)
    sheet.stroke(canvas, [*hull, hull[0]], COAST, 3)
    sheet.box(canvas, (260, 290, 430, 610), HAIRLINE)
    sheet.label(canvas, (345, 450), "Engine", SANS, "mm")
    sheet.disc(canvas, middle, 190, SEA)
    _draw_rounds(canvas, middle)
    sheet.box(canvas, (middle[0] + 60, 436, 1500, 464), STEEL)
    sheet.disc(canvas, middle, 84, LAND)
    sheet.ring(canvas, middle, 84, COAST, 2)
    sheet.ring(canvas, middle, 190, INK, 3)
    _draw_seat(canvas, (720, 330), (760, 90), "Gunner, left of the gun")
    _draw_seat(canvas, (720, 570), (760, 826), "Commander, right of the gun")
    _draw_seat(canvas, (1075, 450), (1240, 590), "Driver")
    sheet.stroke(canvas, [(560, 330), (394, 96)], OXIDE, 3)
    sheet.label(canvas, (60, 90), f"{ROUNDS} rounds in a ring", replace(SANS_BOLD, color=OXIDE), "lm")
    sheet.label(canvas, (1500, 405), "125 mm gun", SANS_BOLD, "rm")
    sheet.label(canvas, (60, 826), "Seen from above, not to scale", SANS_QUIET, "lm")
    return canvas


def _draw_designation(signs: tuple[Sign, ...], left: float) -> Canvas:
    canvas = sheet.new_canvas(WIDTH, 900)
    step = 96
    bottom = 330 + step * len(signs)
    x = left
    for index, sign in enumerate(signs):
        color = OXIDE if index % 2 == 0 else STEEL
        width = sheet.label_width(sign.text, DISPLAY)
        sheet.label(canvas, (x, 230), sign.text, replace(DISPLAY, color=color))
        middle = x + width / 2
        y = bottom - step * index - 60
        sheet.stroke(canvas, [(x + 4, 258), (x + width - 4, 258)], color, 4)
        sheet.stroke(canvas, [(middle, 258), (middle, y), (middle + 24, y)], color, 3)
        words = replace(SANS_BOLD, size=40, color=color)
        sheet.label(canvas, (middle + 38, y), sign.meaning, words, "lm")
        x += width + 26
    return canvas


def _draw_rounds(canvas: Canvas, middle: Point) -> None:
    for index in range(ROUNDS):
        angle = index * 360 / ROUNDS
        near, far = _around(middle, 98, angle), _around(middle, 180, angle)
        sheet.stroke(canvas, [near, far], OXIDE, 13)


def _draw_seat(canvas: Canvas, seat: Point, words_at: Point, words: str) -> None:
    sheet.stroke(canvas, [seat, (words_at[0] - 14, words_at[1])], INK, 3)
    sheet.disc(canvas, seat, 24, INK)
    sheet.label(canvas, words_at, words, SANS_BOLD, "lm")


def _around(center: Point, radius: float, degrees: float) -> Point:
    angle = math.radians(degrees)
    return (center[0] + radius * math.cos(angle), center[1] + radius * math.sin(angle))


def _ellipse(focus: Point, degrees: float) -> list[Point]:
    """Return an orbit with the Earth in one focus and its high point toward the upper right."""
    low, high = (EARTH_KM + MOLNIYA_LOW_KM), (EARTH_KM + MOLNIYA_HIGH_KM)
    half, eccentricity = (low + high) / 2, (high - low) / (high + low)
    points = []
    for step in range(361):
        angle = math.radians(step)
        radius = half * (1 - eccentricity**2) / (1 - eccentricity * math.cos(angle)) / KM_PER_PIXEL
        points.append(_around(focus, radius, step - degrees))
    return points
