"""Pickup points and delivery rounds that several shops share, and what may be left there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from orders.domain.cart import Line

WEEKDAYS: Final = ("mo", "tu", "we", "th", "fr", "sa", "su")
COOLING: Final = ("cool_15", "cool_10", "cool_7", "cool_4", "ice_2")
"""From the warmest to the coldest: what keeps the one keeps all before it."""
FROZEN: Final = "frozen"
AMBIENT: Final = "ambient"
KNOWN_TEMPERATURES: Final = frozenset({AMBIENT, *COOLING, FROZEN})


@dataclass(frozen=True, slots=True)
class Point:
    """A place where the goods of several shops are collected together."""

    id: UUID
    slug: str
    name: str
    street: str = ""
    postal_code: str = ""
    place: str = ""
    lat: float | None = None
    lon: float | None = None
    hours: str = ""
    """When goods are handed out there, as OSM writes opening hours."""
    hint: str = ""
    temperatures: frozenset[str] = frozenset()
    capacity: int | None = None
    """Shop orders in one window; None: nobody counts."""
    attended: bool = True
    """Somebody hands out, and can look at an identity card."""
    pay_there: bool = False
    """The shops' own people take money there: nobody may take it for others."""
    active: bool = True
    host_shop_id: UUID | None = None
    """The shop whose people run the place."""

    @property
    def key(self) -> str:
        return f"point:{self.id}"


@dataclass(frozen=True, slots=True)
class Bringing:
    """That a shop brings goods to a point, on which days, and how long before it must know."""

    point: Point
    days: tuple[str, ...]
    lead_hours: int


@dataclass(frozen=True, slots=True)
class Tour:
    """A delivery round of several shops: one fee for one door, however many shops give to it."""

    id: UUID
    slug: str
    name: str
    postal_codes: tuple[str, ...]
    weekday: str
    starts: str
    ends: str
    cutoff_hours: int
    fee: int
    free_from: int | None = None
    capacity: int | None = None
    temperatures: frozenset[str] = frozenset()
    hint: str = ""
    pay_there: bool = True
    active: bool = True
    driver_shop_id: UUID | None = None
    """The shop that drives it; without one each brings its own."""

    @property
    def key(self) -> str:
        return f"tour:{self.id}"

    def fee_for(self, goods: int) -> int:
        """For goods of so many cents in all at one door."""
        return 0 if self.free_from is not None and goods >= self.free_from else self.fee


@dataclass(frozen=True, slots=True)
class Stations:
    """All a cart needs to know of shared places: who goes where, and what is taken already."""

    bringings: Mapping[UUID, Sequence[Bringing]] = field(default_factory=dict)
    """By shop."""
    tours: Mapping[UUID, Sequence[Tour]] = field(default_factory=dict)
    """By shop."""
    taken: Mapping[tuple[str, datetime], int] = field(default_factory=dict)
    """Shop orders by place and start, in UTC."""

    def room(self, key: str, start_utc: datetime, capacity: int) -> int:
        """For how many more shop orders."""
        return capacity - self.taken.get((key, start_utc), 0)


NO_STATIONS: Final = Stations()


def keeps(temperatures: Iterable[str], wanted: str) -> bool:
    """Whether goods of that class stay as cold as they must. What needs nothing stays anywhere."""
    have = set(temperatures)
    if wanted == AMBIENT:
        return True
    if wanted not in COOLING:
        return wanted in have
    return not have.isdisjoint(COOLING[COOLING.index(wanted) :])


def coldest(temperatures: Iterable[str]) -> str:
    """How cold all of it has to stay together."""
    order = (AMBIENT, *COOLING, FROZEN)
    return max(temperatures, key=lambda each: order.index(each) if each in order else 0)


def too_warm_for(lines: Iterable[Line], temperatures: Iterable[str]) -> list[Line]:
    """What of it cannot be kept there."""
    have = frozenset(temperatures)
    return [
        line for line in lines if not keeps(have, line.offer.facts.get("temperature") or AMBIENT)
    ]


def unfit(lines: Sequence[Line], temperatures: Iterable[str], *, attended: bool) -> str | None:
    """Why these goods must not be left there."""
    warm = too_warm_for(lines, temperatures)
    if warm:
        names = ", ".join(dict.fromkeys(line.offer.title for line in warm))
        return f"Dafür ist es dort nicht kalt genug: {names}."
    age = age_of(lines)
    if age and not attended:
        return f"Ware ab {age} Jahren gibt es dort nicht: Niemand kann den Ausweis prüfen."
    return None


def age_of(lines: Iterable[Line]) -> int:
    """From which age all of it may be bought; 0: by anybody (§ 9 JuSchG)."""
    return max((int(line.offer.facts.get("age") or 0) for line in lines), default=0)
