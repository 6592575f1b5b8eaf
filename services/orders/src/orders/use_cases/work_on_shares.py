"""Shops' shares of orders, worked off where something has changed."""

from datetime import timedelta
from typing import Final

import structlog
from marketkit.contracts import ShopOrderHandedOver
from marketkit.db import Database, Transaction

from orders.domain.ledger import Part
from orders.store import shares
from orders.use_cases.settle_share import settle_share

AT_ONCE: Final = 50
LEASE: Final = timedelta(minutes=1)

log = structlog.get_logger(__name__)


async def begin_share(tx: Transaction, event: ShopOrderHandedOver) -> None:
    """With the goods the shop has earned its share; hearing it twice changes nothing."""
    await shares.begin(tx, Part(event.order_id, event.shop_order_id, event.shop_id))


async def work_on_shares(db: Database) -> bool:
    """One round; True when there may be more. One that fails does not hold up the others."""
    async with db.transaction() as tx:
        due = await shares.claim(tx, AT_ONCE, LEASE)
    for part in due:
        try:
            await settle_share(db, part)
        except Exception:
            # It stays due and comes again, each time later.
            log.exception("share_not_settled", shop_order=str(part.shop_order_id))
    return len(due) == AT_ONCE
