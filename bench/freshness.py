"""From the commit of a change to the search that shows it."""

import asyncio
import time

from bench.report import Delays
from tests.journeys.actors import JSON, Actor
from tests.journeys.fresh import Change, Fresh, a_day

TRIES = 30
"""For each kind of change."""
LONGEST_SECONDS = 10


async def commit_to_searchable(owner: Actor, shop: JSON) -> dict[str, Delays]:
    """Change one thing after another, each time asking again and again until it shows."""
    fresh, day = await Fresh.on_shelf(owner, shop), a_day()
    took: dict[str, list[float]] = {}
    for number in range(TRIES):
        for change in (
            fresh.stock(1 + number % 9),
            fresh.price(500 + number),
            fresh.closure(day),
            fresh.opening(day),
            fresh.withdrawal(),
            fresh.publication(),
        ):
            took.setdefault(change.name, []).append(await _until_shown(change))
            await asyncio.sleep(0.05)
    return {name: Delays.of(delays) for name, delays in took.items()}


async def _until_shown(change: Change) -> float:
    """The change is committed when it is answered."""
    await change.do()
    started = time.perf_counter()
    async with asyncio.timeout(LONGEST_SECONDS):
        while not await change.shown():  # noqa: ASYNC110 -- seen from outside
            await asyncio.sleep(0.002)
    return time.perf_counter() - started
