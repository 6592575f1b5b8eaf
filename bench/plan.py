"""How long the collection plan takes: invented carts of three, five and eight shops."""

import random
import time
from datetime import UTC, datetime, timedelta

from orders.domain.plan import CHEAPEST, FEWEST_DAYS, FEWEST_STOPS, Stop, best_plan

from bench.report import Report

_FRIDAY = datetime(2026, 11, 20, tzinfo=UTC)
_DAYS, _POINTS, _ROUNDS, _CARTS = 8, 6, 3, 40
MOST_MS = 50
"""For one plan of eight shops."""


async def measure(_arguments: list[str]) -> int:
    report = Report()
    report.title("The plan with the fewest stops, exact, one at a time")
    draw = random.Random(20261120)
    for shops in (3, 5, 8):
        times = sorted(_milliseconds(draw, shops) for _ in range(_CARTS))
        report.line(f"{shops} shops, median of {_CARTS}", f"{times[_CARTS // 2]:.1f} ms")
        if shops == 8:
            report.at_most(f"{shops} shops, slowest", times[-1], MOST_MS, "ms")
    return 1 if report.missed else 0


def _milliseconds(draw: random.Random, shops: int) -> float:
    """The slowest of the three orders, each at its best of three: others use the machine too."""
    stops = a_week(draw, shops)
    goods = [draw.randint(100, 4000) for _ in range(shops)]
    taken = []
    for order in (FEWEST_STOPS, CHEAPEST, FEWEST_DAYS):
        tries = []
        for _ in range(3):
            begin = time.perf_counter()
            best_plan(stops, goods, order)
            tries.append((time.perf_counter() - begin) * 1000)
        taken.append(min(tries))
    return max(taken)


def a_week(draw: random.Random, shops: int) -> list[Stop]:
    """Shops open on most days, some bring, points and rounds take some of them each."""
    stops = []
    for shop in range(shops):
        for day in range(_DAYS):
            if draw.random() < 0.7:
                stops.append(_stop(f"shop:{shop}", day, [shop], effort=draw.randint(0, 300)))
            if draw.random() < 0.3:
                stops.append(_stop(f"door:{shop}", day, [shop], fee=draw.choice([200, 350])))
    for number in range(_POINTS):
        for day in range(_DAYS):
            served = [shop for shop in range(shops) if draw.random() < 0.6]
            stops.append(_stop(f"point:{number}", day, served, effort=draw.randint(0, 300)))
    for number in range(_ROUNDS):
        served = [shop for shop in range(shops) if draw.random() < 0.7]
        day = draw.randrange(_DAYS)
        stops.append(_stop(f"tour:{number}", day, served, fee=450, free_from=4000))
    return [stop for stop in stops if stop.shops]


def _stop(
    place: str, day: int, shops: list[int], *, fee: int = 0, free_from: int | None = None,
    effort: int = 0,
) -> Stop:  # fmt: skip
    start = _FRIDAY + timedelta(days=day, hours=15)
    end = start + timedelta(hours=3)
    return Stop(place, start, end, frozenset(shops), fee, free_from, effort + 1000 * day)
