"""The maps to draw: which part of the Earth each one shows, and what is written on it."""

from dataclasses import dataclass, replace

from tools.draw_pictures.canvas import Point
from tools.draw_pictures.palette import SANS, SERIF_LAND, SERIF_SEA, Face


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words at a place, given as degrees east and north."""

    text: str
    at: Point
    face: Face = SANS
    anchor: str = "mm"
    lift: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Words away from the place they name, joined to it by a thin line."""

    text: str
    at: Point
    words_at: Point
    anchor: str = "lm"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """One map: its middle, its width in degrees of longitude, its size in pixels, and its words."""

    name: str
    middle: Point
    degrees_wide: float
    height: int = 900
    width: int = 1600
    labels: tuple[Label, ...] = ()
    towns: tuple[Label, ...] = ()
    notes: tuple[Note, ...] = ()
    near_sea_miles: float = 0
    scale_km: int = 50
    scale_at: tuple[int, int] = (60, 840)


def land(text: str, at: Point) -> Label:
    """Return the name of a country or an island."""
    return Label(text=text.upper(), at=at, face=SERIF_LAND)


def sea(text: str, at: Point) -> Label:
    """Return the name of a water."""
    return Label(text=text, at=at, face=SERIF_SEA)


def small_land(text: str, at: Point) -> Label:
    """Return the name of a land that leaves little room."""
    return Label(text=text.upper(), at=at, face=replace(SERIF_LAND, size=36, spacing=3))


def town(text: str, at: Point, *, anchor: str = "lm", lift: int = 0) -> Label:
    """Return a town, its name to one side of its dot, so many pixels above it."""
    return Label(text=text, at=at, anchor=anchor, lift=lift)


TSUGARU = MapView(
    name="tsugaru",
    middle=(140.55, 41.4),
    degrees_wide=3.6,
    height=900,
    near_sea_miles=3,
    labels=(
        land("Hokkaido", (140.5, 41.99)),
        land("Honshu", (140.62, 40.74)),
        sea("Tsugaru", (140.60, 41.43)),
        sea("Strait", (140.62, 41.35)),
        sea("Sea of Japan", (139.3, 41.3)),
        sea("Pacific Ocean", (141.95, 41.94)),
    ),
    towns=(
        town("Hakodate", (140.73, 41.77), lift=32),
        town("Aomori", (140.74, 40.83)),
    ),
    notes=(
        Note(text="Cape Tappi", at=(140.346, 41.259), words_at=(139.72, 40.98), anchor="mm"),
        Note(text="Cape Oma", at=(140.912, 41.54), words_at=(141.5, 41.56)),
    ),
    scale_at=(60, 840),
)

FIVE_STRAITS = MapView(
    name="five-straits",
    middle=(136.5, 38.4),
    degrees_wide=36.5,
    height=1000,
    labels=(
        small_land("Japan", (138.6, 36.35)),
        small_land("Korea", (128.08, 36.5)),
        land("Russia", (135.0, 45.8)),
        land("China", (122.7, 43.3)),
        sea("Sea of Japan", (134.4, 39.9)),
        sea("Pacific Ocean", (147.5, 34.5)),
    ),
    notes=(
        Note(text="Soya Strait", at=(141.9, 45.75), words_at=(145.2, 46.7)),
        Note(text="Tsugaru Strait", at=(140.6, 41.35), words_at=(145.2, 40.5)),
        Note(text="Tsushima, west", at=(129.05, 34.75), words_at=(126.1, 34.05), anchor="rm"),
        Note(text="Tsushima, east", at=(129.8, 34.1), words_at=(127.7, 32.45), anchor="rm"),
        Note(text="Osumi Strait", at=(130.75, 30.93), words_at=(133.4, 30.6)),
    ),
    scale_km=500,
    scale_at=(1220, 940),
)

HORMUZ = MapView(
    name="hormuz",
    middle=(55.9, 26.1),
    degrees_wide=5.6,
    labels=(
        land("Iran", (55.5, 27.2)),
        land("U.A.E.", (55.45, 24.95)),
        sea("Persian Gulf", (54.1, 25.55)),
        sea("Gulf of Oman", (57.6, 25.25)),
    ),
    towns=(
        town("Bandar Abbas", (56.28, 27.19), lift=30),
        town("Dubai", (55.29, 25.27), anchor="rm"),
    ),
    notes=(
        Note(text="Strait of Hormuz", at=(56.5, 26.52), words_at=(57.55, 26.42)),
        Note(
            text="Musandam (Oman)",
            at=(56.33, 26.13),
            words_at=(55.55, 26.13),
            anchor="rm",
        ),
    ),
)

MALACCA = MapView(
    name="malacca",
    middle=(100.6, 3.35),
    degrees_wide=12.4,
    labels=(
        land("Malaysia", (102.05, 4.55)),
        land("Sumatra", (100.1, 1.15)),
        small_land("Thailand", (100.95, 6.42)),
        sea("Andaman Sea", (96.4, 6.2)),
        sea("South China Sea", (105.1, 5.0)),
    ),
    towns=(
        town("Medan", (98.67, 3.59), anchor="rm"),
        town("Port Klang", (101.37, 3.0)),
    ),
    notes=(
        Note(text="Strait of Malacca", at=(99.9, 3.9), words_at=(98.95, 5.5), anchor="mm"),
        Note(text="Singapore", at=(103.82, 1.35), words_at=(104.85, 2.0)),
        Note(text="Phillips Channel", at=(103.72, 1.12), words_at=(102.0, 0.2), anchor="mm"),
    ),
    scale_km=200,
)

TURKISH_STRAITS = MapView(
    name="turkish-straits",
    middle=(27.75, 40.55),
    degrees_wide=5.1,
    labels=(
        land("Thrace", (27.2, 41.3)),
        land("Anatolia", (28.9, 39.95)),
        sea("Black Sea", (29.2, 41.45)),
        sea("Sea of Marmara", (28.0, 40.72)),
        sea("Aegean Sea", (25.72, 39.7)),
    ),
    towns=(
        town("Istanbul", (28.95, 41.01), anchor="rm", lift=-44),
        town("Çanakkale", (26.41, 40.14)),
    ),
    notes=(
        Note(text="Bosporus", at=(29.08, 41.13), words_at=(29.4, 41.0)),
        Note(text="Dardanelles", at=(26.62, 40.33), words_at=(25.64, 40.66), anchor="mm"),
    ),
    scale_at=(1240, 840),
)

DANISH_STRAITS = MapView(
    name="danish-straits",
    middle=(11.4, 56.05),
    degrees_wide=10.8,
    height=900,
    labels=(
        land("Jutland", (9.2, 56.3)),
        land("Sweden", (14.2, 56.9)),
        sea("North Sea", (7.0, 56.4)),
        sea("Kattegat", (11.4, 56.95)),
        sea("Baltic Sea", (15.75, 55.55)),
    ),
    towns=(town("Copenhagen", (12.57, 55.68), anchor="rm", lift=-26),),
    notes=(
        Note(text="Little Belt", at=(9.72, 55.5), words_at=(7.1, 55.1), anchor="mm"),
        Note(text="Great Belt", at=(10.87, 55.5), words_at=(11.2, 56.36), anchor="mm"),
        Note(text="The Sound", at=(12.68, 55.95), words_at=(13.2, 56.32)),
    ),
    scale_km=100,
)

MAPS = (TSUGARU, FIVE_STRAITS, HORMUZ, MALACCA, TURKISH_STRAITS, DANISH_STRAITS)
