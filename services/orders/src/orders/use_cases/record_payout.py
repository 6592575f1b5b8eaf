"""The provider has paid money out to a bank, or the bank would not have it."""

import structlog
from marketkit.db import Database

from orders.domain import ledger
from orders.store import payouts
from orders.store.ledger import post
from orders.store.payouts import Landed

log = structlog.get_logger(__name__)
FAILED = frozenset({"failed", "canceled"})


async def record_payout(db: Database, landed: Landed) -> None:
    """What a shop's account pays out is the shop's money and not in our books; ours is."""
    async with db.transaction() as tx:
        await payouts.take_over(tx, landed)
        if landed.shop_id is None:
            await post(tx, ledger.platform_payout(landed.amount, landed.provider_id))
            if landed.status in FAILED:
                await post(tx, ledger.platform_payout(-landed.amount, landed.provider_id))
    if landed.status in FAILED:
        log.error("payout_failed", payout=landed.provider_id, shop=str(landed.shop_id))
