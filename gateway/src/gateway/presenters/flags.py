"""Marks of pickup points where one looks nearest: beside those of the shops they would meet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from gateway.presenters.sheet import Place, Point, Sheet

SIDE = 36.0
"""As wide as a shop's mark: a finger has to hit it on a narrow phone."""
_STEPS = ((0, 0), (1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))


@dataclass(frozen=True, slots=True)
class Flag:
    x: float
    y: float
    number: int
    """Which entry of the list it stands for, from one."""

    @property
    def letter(self) -> str:
        return letter(self.number)


def letter(number: int) -> str:
    """A to Z, then AA, AB …"""
    before, last = divmod(number - 1, len(ascii_uppercase))
    return (letter(before) if before else "") + ascii_uppercase[last]


def flags(places: Sequence[Place | None], sheet: Sheet, taken: Sequence[Point]) -> list[Flag]:
    """In the order of the list; what finds no room near its place stands in the list alone."""
    found: list[Flag] = []
    for number, place in enumerate(places, 1):
        if place is None or not sheet.shows(point := sheet.at(place)):
            continue
        marks = [*taken, *((flag.x, flag.y) for flag in found)]
        spot = next((spot for spot in _beside(point) if _is_free(spot, sheet, marks)), None)
        if spot is not None:
            found.append(Flag(*spot, number))
    return found


def _beside(point: Point) -> Iterator[Point]:
    x, y = point
    for right, down in _STEPS:
        yield round(x + right * (SIDE + 2), 1), round(y + down * (SIDE + 2), 1)


def _is_free(spot: Point, sheet: Sheet, marks: Sequence[Point]) -> bool:
    beside = all(max(abs(spot[0] - x), abs(spot[1] - y)) >= SIDE for x, y in marks)
    return beside and sheet.shows(spot, -SIDE / 2)
