"""What a shop prepares on one day: by pickup time, the same goods added up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from marketkit.money import Money


@dataclass(frozen=True, slots=True)
class Job:
    title: str
    quantity: int


@dataclass(frozen=True, slots=True)
class SlotPlan:
    start: datetime
    orders: int
    jobs: tuple[Job, ...]
    share: int
    """How busy this time is, in percent of the busiest."""


@dataclass(frozen=True, slots=True)
class DayPlan:
    slots: tuple[SlotPlan, ...]
    orders: int
    expected: Money

    @property
    def first(self) -> datetime | None:
        return self.slots[0].start if self.slots else None


Goods = Sequence[tuple[str, int]]


def plan(orders: Iterable[tuple[datetime, Goods, int]]) -> DayPlan:
    """`(pickup time, [(title, quantity)], total in cents)` of each order still to be prepared."""
    times: dict[datetime, list[Goods]] = {}
    expected = 0
    for start, goods, total in orders:
        times.setdefault(start, []).append(goods)
        expected += total
    busiest = max((len(baskets) for baskets in times.values()), default=1)
    slots = tuple(
        SlotPlan(start, len(baskets), _added_up(baskets), round(100 * len(baskets) / busiest))
        for start, baskets in sorted(times.items())
    )
    return DayPlan(slots, sum(slot.orders for slot in slots), Money(amount=expected))


def _added_up(baskets: Iterable[Goods]) -> tuple[Job, ...]:
    """Most first: that is what the baker starts with."""
    sums: dict[str, int] = {}
    for goods in baskets:
        for title, quantity in goods:
            sums[title] = sums.get(title, 0) + quantity
    ordered = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Job(title, quantity) for title, quantity in ordered)


def greeting(hour: int) -> str:
    """`morning`, `day` or `evening`; a baker's morning begins in the night."""
    if hour < 11:  # noqa: PLR2004 - o'clock
        return "morning"
    return "day" if hour < 18 else "evening"  # noqa: PLR2004 - o'clock
