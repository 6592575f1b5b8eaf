"""Shops' shares of orders, worked off where something has changed."""

from datetime import timedelta
from functools import partial
from typing import Final

from marketkit.background import one_by_one
from marketkit.contracts import ShopOrderHandedOver
from marketkit.db import Database, Transaction

from orders.domain.ledger import Part
from orders.store import shares
from orders.use_cases.settle_share import settle_share

AT_ONCE: Final = 50
LEASE: Final = timedelta(minutes=1)


async def begin_share(tx: Transaction, event: ShopOrderHandedOver) -> None:
    """With the goods the shop has earned its share; hearing it twice changes nothing."""
    await shares.begin(tx, Part(event.order_id, event.shop_order_id, event.shop_id))


async def work_on_shares(db: Database) -> bool:
    """One round; True when there may be more. What fails stays due and comes again, later."""
    async with db.transaction() as tx:
        due = await shares.claim(tx, AT_ONCE, LEASE)
    await one_by_one("share", due, partial(settle_share, db))
    return len(due) == AT_ONCE
