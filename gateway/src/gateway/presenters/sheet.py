"""The paper of a map: which part of the land it shows, and where a point of it comes to lie."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

Place = tuple[float, float]
"""Latitude and longitude."""
Point = tuple[float, float]
"""On the paper, from its upper left corner."""
WIDTH, HEIGHT = 480, 420
KM_PER_DEGREE = 111.32
RING_STEPS = (0.25, 0.5, 1, 2, 5, 10, 20, 40)
_MARGIN = 34


@dataclass(frozen=True, slots=True)
class Sheet:
    centre: Place
    half_km: float
    """From the middle to the left edge."""

    @property
    def scale(self) -> float:
        """Drawing units of a kilometre."""
        return WIDTH / 2 / self.half_km

    def at(self, place: Place) -> Point:
        """On a sheet this small the earth is flat."""
        east, north = kilometres(self.centre, place)
        return (
            round(WIDTH / 2 + east * self.scale, 1),
            round(HEIGHT / 2 - north * self.scale, 1),
        )

    def shows(self, point: Point, margin: float = 0) -> bool:
        x, y = point
        return -margin <= x <= WIDTH + margin and -margin <= y <= HEIGHT + margin

    def rings(self) -> list[tuple[float, float]]:
        """Two distances to draw circles for, in kilometres and in drawing units."""
        fitting = [km for km in RING_STEPS if km * self.scale <= WIDTH / 2]
        return [(km, round(km * self.scale, 1)) for km in fitting[-2:]]


def kilometres(start: Place, end: Place) -> Point:
    """How far east and how far north."""
    east = (end[1] - start[1]) * KM_PER_DEGREE * cos(radians(start[0]))
    return east, (end[0] - start[0]) * KM_PER_DEGREE


def distance(start: Place, end: Place) -> float:
    return hypot(*kilometres(start, end))


def around(places: Sequence[Place], otherwise: Place, least_km: float = 1.5) -> Sheet:
    """The smallest sheet that shows them all, with room for their marks at the edge."""
    if not places:
        return Sheet(otherwise, 12)
    south, north = min(p[0] for p in places), max(p[0] for p in places)
    west, east = min(p[1] for p in places), max(p[1] for p in places)
    middle = ((south + north) / 2, (west + east) / 2)
    across, up = kilometres(middle, (north, east))
    needed = max(
        across * WIDTH / (WIDTH - 2 * _MARGIN),
        up * WIDTH / (HEIGHT - 2 * _MARGIN),
        least_km,
    )
    return Sheet(middle, round(needed, 3))


def curve(points: Iterable[Point]) -> str:
    """A soft line through the points, as the path of a drawing (Catmull-Rom as Bézier)."""
    through = list(points)
    if len(through) < 2:  # noqa: PLR2004 - a line has two ends
        return ""
    padded = [through[0], *through, through[-1]]
    parts = ["M{:.0f} {:.0f}".format(*through[0])]
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        parts.append(
            f"C{start[0] + (end[0] - before[0]) / 6:.0f} {start[1] + (end[1] - before[1]) / 6:.0f}"
            f" {end[0] - (after[0] - start[0]) / 6:.0f} {end[1] - (after[1] - start[1]) / 6:.0f}"
            f" {end[0]:.0f} {end[1]:.0f}"
        )
    return "".join(parts)
