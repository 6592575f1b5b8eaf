"""Bars, measured out on the server; a table beside each chart says the same in numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 340
_ROW, _LABEL, _BAR, _GAP, _ROOM_FOR_NUMBERS = 14, 16, 12, 4, 46
_BETWEEN: Final = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar and the number written at its end; `series` picks its colour."""

    series: int
    value: int
    y: int
    width: int

    @property
    def height(self) -> int:
        return _BAR

    @property
    def text_x(self) -> int:
        return self.width + _GAP + 2

    @property
    def text_y(self) -> int:
        return self.y + _BAR - 2


@dataclass(frozen=True, slots=True)
class Group:
    """A label with one bar per series; a series without a number has none."""

    label: str
    label_y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    groups: tuple[Group, ...]
    height: int
    width: int = WIDTH


def bars(lines: Sequence[tuple[str, Sequence[int | None]]]) -> Chart:
    """A group per line, all to one scale; None means that nobody counted."""
    most = max((value for _, values in lines for value in values if value is not None), default=0)
    groups = []
    top = 0
    for label, values in lines:
        y = top + _LABEL + _GAP
        drawn = []
        for series, value in enumerate(values):
            if value is not None:
                drawn.append(Bar(series, value, y, _length(value, most)))
                y += _BAR + _GAP
        groups.append(Group(label, top + _ROW, tuple(drawn)))
        top = max(y, top + _LABEL + _GAP) + _BETWEEN
    return Chart(tuple(groups), max(top - _BETWEEN, 0))


def share(value: int, most: int) -> int:
    """A bar's length in a table's cell, of 100."""
    return 0 if most <= 0 else max(1, round(value * 100 / most)) if value else 0


def _length(value: int, most: int) -> int:
    """Whatever is there can be seen; nothing has no bar."""
    if value <= 0:
        return 0
    return max(2, round(value * (WIDTH - _ROOM_FOR_NUMBERS) / most))
