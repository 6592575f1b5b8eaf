"""Orders tells how much of a variant can be bought; the product's answer shows it."""

from marketkit.contracts import StockChanged
from marketkit.db import Transaction

from catalog.store import stock


async def note_stock(tx: Transaction, told: StockChanged) -> None:
    """Older than what is known, or of a product that is not ours: nothing happens."""
    await stock.note(
        tx,
        told.product_id,
        told.variant_id,
        version=told.version,
        available=told.available,
        on_order=told.on_order,
    )
