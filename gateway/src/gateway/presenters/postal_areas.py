"""The region's postal codes around a point: what lies in each, and how far it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Any

_KM_PER_DEGREE = 111.32


@dataclass(frozen=True, slots=True)
class Area:
    """One postal code with its places, the nearest first."""

    code: str
    places: tuple[str, ...]
    nearest: float
    farthest: float


def areas(places: Iterable[Mapping[str, Any]], lat: float, lon: float) -> list[Area]:
    """By distance from the point."""
    found: dict[str, list[tuple[float, str]]] = {}
    for place in places:
        away = _kilometres(lat, lon, float(place["lat"]), float(place["lon"]))
        for code in (place["postal_code"], *place.get("further_codes", ())):
            found.setdefault(str(code), []).append((away, str(place["name"])))
    return sorted(
        (_area(code, sorted(inside)) for code, inside in found.items()),
        key=lambda area: (area.nearest, area.code),
    )


def within(known: Iterable[Area], kilometres: float) -> list[str]:
    """The codes that begin inside the circle."""
    return [area.code for area in known if area.nearest <= kilometres]


def _area(code: str, inside: list[tuple[float, str]]) -> Area:
    names = tuple(dict.fromkeys(name for _, name in inside))
    return Area(code, names, inside[0][0], inside[-1][0])


def _kilometres(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Flat, as a map of one region may be."""
    east = (to_lon - lon) * _KM_PER_DEGREE * cos(radians(lat))
    return hypot(east, (to_lat - lat) * _KM_PER_DEGREE)
