"""`python -m orders.republish`: tells the stock of all goods once more.

For a service whose queue is younger than the market. Versions stay as they are, so whoever knows
them ignores it. May be repeated and interrupted; the running service carries the events away.
"""

import asyncio
import contextlib
import sys
from uuid import UUID

from marketkit.db import Database, outbox

from orders.settings import OrdersSettings
from orders.store import stock
from orders.wiring import opened_database

PAGE = 200
MOST_WAITING = 50
"""Events, each of a page."""
_FIRST = UUID(int=0)


def main() -> None:
    asyncio.run(_with_settings(OrdersSettings()))  # type: ignore[call-arg]  # from the environment


async def _with_settings(settings: OrdersSettings) -> None:
    async with contextlib.AsyncExitStack() as stack:
        told = await republish(await opened_database(stack, settings))
        sys.stdout.write(f"Told again: the stock of {told} variants.\n")


async def republish(database: Database, *, page: int = PAGE) -> int:
    """How many variants were told."""
    told, after = 0, _FIRST
    while True:
        async with database.transaction() as tx:
            found = await stock.page(tx.connection, after, page)
            if not found:
                return told
            tx.record(stock.changed(*found))
        told, after = told + len(found), found[-1].variant_id
        await outbox.until_room(database.pool, most=MOST_WAITING)


if __name__ == "__main__":
    main()
