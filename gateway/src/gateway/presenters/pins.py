"""Marks on a map: each with its number in the list; where they would overlap, one for several."""

from collections.abc import Sequence
from dataclasses import dataclass

from gateway.presenters.sheet import Place, Point, Sheet

TOUCHING = 36.0
"""Marks nearer than this would lie on each other on a narrow phone."""


@dataclass(frozen=True, slots=True)
class Pin:
    x: float
    y: float
    numbers: tuple[int, ...]
    """Which entries of the list it stands for, from one."""
    place: Place

    @property
    def is_several(self) -> bool:
        return len(self.numbers) > 1


def pins(places: Sequence[Place | None], sheet: Sheet) -> list[Pin]:
    """In the order of the list, so the keyboard goes the way the eye does.

    Who comes first gives the mark its place: the same list always makes the same map.
    """
    gathered: list[list[int]] = []
    leaders: list[Point] = []
    known: dict[int, Place] = {}
    for number, place in enumerate(places, 1):
        if place is None or not sheet.shows(point := sheet.at(place)):
            continue
        known[number] = place
        near = next((i for i, leader in enumerate(leaders) if _touch(leader, point)), None)
        if near is None:
            gathered.append([number])
            leaders.append(point)
        else:
            gathered[near].append(number)
    return [_pin(sheet, numbers, known) for numbers in gathered]


def _touch(one: Point, other: Point) -> bool:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 < TOUCHING**2


def _pin(sheet: Sheet, numbers: Sequence[int], known: dict[int, Place]) -> Pin:
    """Several stand where the first of them is: a middle might lie on another mark."""
    x, y = sheet.at(known[numbers[0]])
    count = len(numbers)
    lat = sum(known[number][0] for number in numbers) / count
    lon = sum(known[number][1] for number in numbers) / count
    return Pin(x, y, tuple(numbers), (round(lat, 5), round(lon, 5)))
