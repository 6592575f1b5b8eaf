"""A simple map without tiles: the centre, two rings and the river, drawn to scale."""

from dataclasses import dataclass
from math import cos, hypot, radians

_WIDTH, _HEIGHT = 264, 200
_CENTRE = (132.0, 100.0)
_KM_PER_DEGREE = 111.32


@dataclass(frozen=True, slots=True)
class Pin:
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Map:
    pin: Pin
    rings: tuple[tuple[int, float], ...]
    """Kilometres, and the radius in drawing units."""
    kilometres: float


def place_on_map(lat: float, lon: float, centre: tuple[float, float]) -> Map:
    """The shop's pin around the region's centre; the scale grows until the pin is on the sheet."""
    east = (lon - centre[1]) * _KM_PER_DEGREE * cos(radians(centre[0]))
    north = (lat - centre[0]) * _KM_PER_DEGREE
    away = hypot(east, north)
    outer = next((ring for ring in (4, 10, 20, 40) if away <= ring * 1.05), 80)
    scale = 84 / outer
    x = min(max(_CENTRE[0] + east * scale, 14), _WIDTH - 14)
    y = min(max(_CENTRE[1] - north * scale, 14), _HEIGHT - 14)
    rings = ((outer // 2, outer // 2 * scale), (outer, outer * scale))
    return Map(Pin(round(x, 1), round(y, 1)), rings, away)
