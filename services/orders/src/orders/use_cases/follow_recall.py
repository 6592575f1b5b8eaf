"""A recall is published: nobody buys it any more, and who bought it is told, once."""

from collections.abc import Sequence
from uuid import UUID

from marketkit.contracts import RecallPublished
from marketkit.db import Transaction

from orders.store import copies, recalls


async def follow_recall(tx: Transaction, event: RecallPublished) -> None:
    """Told again, or in another order: every buyer is written to once for each version."""
    running = await recalls.take(tx, event)
    if not event.ended:
        await _off_sale(tx, event)
    await recalls.find_orders(tx, event.recall_id)
    if running:
        await recalls.queue_mails(tx, event.recall_id)


async def look_for_recalls(tx: Transaction, order_ids: Sequence[UUID]) -> None:
    """The orders may have been placed while the recall was on its way here."""
    for recall_id in await recalls.find_recalls(tx, order_ids):  # hardly ever one
        await recalls.queue_mails(tx, recall_id)


async def _off_sale(tx: Transaction, event: RecallPublished) -> None:
    """At once, whenever the catalogue's own word about each product arrives."""
    for item in {item.product_id: item for item in event.products}.values():
        newer = await copies.newer_product(
            tx, item.product_id, item.shop_id, item.product_version, withdrawn=True
        )
        if newer:
            await copies.withdraw_offers(tx, item.product_id)
