"""Orders tells how much of a variant can be bought; the product's answer shows it."""

from collections.abc import Sequence

from marketkit.contracts import StockChanged, newest_levels
from marketkit.db import Transaction

from catalog.store import stock


async def note_stock(tx: Transaction, told: Sequence[StockChanged]) -> None:
    """Levels older than what is known, or of products that are not ours, change nothing."""
    await stock.note(tx, newest_levels(told))
