"""Search and orders tell what the board and the report count."""

from marketkit.clock import HERE
from marketkit.contracts import DemandObserved, ShopOrderHandedOver
from marketkit.db import Transaction

from catalog.store import demand


async def note_demand(tx: Transaction, told: DemandObserved) -> None:
    """Newest version wins, in whatever order they come."""
    await demand.note(tx, told)


async def count_sale(tx: Transaction, told: ShopOrderHandedOver) -> None:
    """Only that the shop sold something that day: not what, not to whom, no number.

    Each message is handled once, and an order is handed over once.
    """
    await demand.count_sale(tx, told.shop_id, told.occurred_at.astimezone(HERE).date())
