"""`python -m catalog.republish`: tells every shop, its people and all goods on sale once more.

For a service whose queue is younger than the market, and after a release that tells more of the
same. May be repeated and interrupted at any moment. The running catalogue carries the events to
the broker; this command waits for it, so that news of today need not queue behind the past.
"""

import argparse
import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator

from marketkit.db import outbox

from catalog.settings import CatalogSettings
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.republish import PAGE, tell_products, tell_shops, tell_texts
from catalog.wiring import opened_database, surroundings

MOST_WAITING = 500


def main() -> None:
    parser = argparse.ArgumentParser(prog="catalog.republish", description=__doc__)
    parser.add_argument("--page", type=int, default=PAGE, help="how many in one transaction")
    page = parser.parse_args().page
    asyncio.run(_with_settings(CatalogSettings(), page))  # type: ignore[call-arg]  # from the environment


async def _with_settings(settings: CatalogSettings, page: int) -> None:
    async with contextlib.AsyncExitStack() as stack:
        database = await opened_database(stack, settings)
        shops, goods = await republish(surroundings(settings, database), page=page)
        sys.stdout.write(f"Told again: {shops} shops, {goods} products.\n")


async def republish(around: Surroundings, *, page: int = PAGE) -> tuple[int, int]:
    """How many shops and products were told; the texts of contracts before the shops."""
    await _throttled(around, tell_texts(around, page=page))
    return (
        await _throttled(around, tell_shops(around, page=page)),
        await _throttled(around, tell_products(around, page=page)),
    )


async def _throttled(around: Surroundings, telling: AsyncIterator[int]) -> int:
    told = 0
    async for count in telling:
        told += count
        await outbox.until_room(around.db.pool, most=MOST_WAITING)
    return told


if __name__ == "__main__":
    main()
