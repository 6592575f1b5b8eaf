"""What lies under the marks of a map: ground, rivers, places with their names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gateway.presenters.sheet import HEIGHT, WIDTH, Place, Point, Sheet, curve

_SMALL, _TOWN = 1, 2
_LETTER = {1: 9.0, 2: 10.0, 3: 13.8}
_LINE = 20
"""About how wide a letter of each size is, and how high a line, where the writing is largest."""
_MARK = 18
_VILLAGES_BELOW_KM = 9
_GROUND_KM = 4.3
_BEYOND = 200
"""So far outside the paper a line still bends what is on it."""


@dataclass(frozen=True, slots=True)
class Town:
    name: str
    place: Place
    size: int
    is_ground: bool


@dataclass(frozen=True, slots=True)
class River:
    name: str
    points: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Land:
    towns: tuple[Town, ...] = ()
    """Largest first."""
    rivers: tuple[River, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    y: float
    name: str
    size: int
    anchor: str
    dot: Point


@dataclass(frozen=True, slots=True)
class Drawing:
    ground: tuple[Point, ...]
    ground_radius: float
    rivers: tuple[tuple[str, str], ...]
    """Name and path of each."""
    labels: tuple[Label, ...]


def land(about: Mapping[str, Any], places: Iterable[Mapping[str, Any]]) -> Land:
    """From the region's files; a region without a drawing has just its places."""
    sizes = {str(town["place"]): int(town["size"]) for town in about.get("towns", ())}
    county = about.get("county")
    towns = [
        Town(
            str(place["name"]),
            (float(place["lat"]), float(place["lon"])),
            sizes.get(str(place["key"]), _SMALL),
            place.get("county") == county,
        )
        for place in places
    ]
    rivers = [
        River(str(river["name"]), tuple((float(lat), float(lon)) for lat, lon in river["points"]))
        for river in about.get("rivers", ())
    ]
    return Land(tuple(sorted(towns, key=lambda town: -town.size)), tuple(rivers))


def drawn(land: Land, sheet: Sheet, marks: Sequence[Point] = ()) -> Drawing:
    """Names give way to marks, and small places to large ones."""
    radius = round(_GROUND_KM * sheet.scale, 1)
    ground = [sheet.at(town.place) for town in land.towns if town.is_ground]
    rivers = []
    for river in land.rivers:
        points = [sheet.at(place) for place in river.points]
        if any(sheet.shows(point, _BEYOND) for point in points):
            rivers.append((river.name, curve(points)))
    return Drawing(
        tuple(point for point in ground if sheet.shows(point, radius)),
        radius,
        tuple(rivers),
        tuple(_labels(land, sheet, marks)),
    )


def _labels(land: Land, sheet: Sheet, marks: Sequence[Point]) -> Iterable[Label]:
    least = _SMALL if sheet.half_km < _VILLAGES_BELOW_KM else _TOWN
    taken = [(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for x, y in marks]
    for town in land.towns:
        point = sheet.at(town.place)
        if town.size < least or not sheet.shows(point, -6):
            continue
        for label, box in _tries(point, town):
            if _on_paper(box) and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                yield label
                break


_Box = tuple[float, float, float, float]


def _tries(point: Point, town: Town) -> Iterable[tuple[Label, _Box]]:
    """Right of the dot, left of it, below, above; then so far off that a mark has room there."""
    x, y = point
    wide = len(town.name) * _LETTER[town.size]
    beside = [
        place
        for off in (0, _MARK)
        for place in (
            (x + 7 + off, y - 10, "start"),
            (x - 7 - off - wide, y - 10, "end"),
            (x - wide / 2, y + 5 + off, "middle"),
            (x - wide / 2, y - 8 - off - _LINE, "middle"),
        )
    ]
    for left, top, anchor in beside:
        at = {"start": left, "end": left + wide, "middle": x}[anchor]
        yield (
            Label(round(at, 1), round(top + 14, 1), town.name, town.size, anchor, point),
            (left, top, left + wide, top + _LINE),
        )


def _on_paper(box: _Box) -> bool:
    return box[0] >= 2 and box[1] >= 2 and box[2] <= WIDTH - 2 and box[3] <= HEIGHT - 2  # noqa: PLR2004


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
