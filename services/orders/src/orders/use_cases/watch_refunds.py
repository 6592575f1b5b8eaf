"""Money that should be back with its buyer by now: a person is told, not only the log."""

from datetime import datetime, timedelta

from marketkit.db import Database

from orders.store import matters, overdue_money

BATCH = 100


async def watch_refunds(db: Database, now: datetime, within: timedelta) -> int:
    """How many are late. Those that have arrived meanwhile are no matter any more."""
    async with db.transaction() as tx:
        late = await overdue_money.late(tx, now - within, BATCH)
        for each in late:
            told = {"amount": each.amount, "error": each.error or ""}
            await matters.bring_up(tx, f"late:{each.key}", "refund_late", each.order_id, told)
        await overdue_money.settle_arrived(tx)
    return len(late)
