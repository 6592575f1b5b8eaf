"""Which events the catalogue listens to, and which use case each one calls."""

from collections.abc import Mapping

from marketkit.contracts import StockChanged
from marketkit.contracts.envelope import Event
from marketkit.db import Transaction
from marketkit.messaging import Handler, Subscription

from catalog.use_cases.note_stock import note_stock

SUBSCRIPTION = Subscription(queue="catalog.stock", events=(StockChanged,))


async def _stock_changed(tx: Transaction, event: StockChanged) -> None:
    await note_stock(tx, event)


HANDLERS: Mapping[type[Event], Handler] = {StockChanged: _stock_changed}
