"""Which events search listens to, and which use case each one calls."""

from collections.abc import Mapping

from marketkit.contracts import ProductChanged, ProductWithdrawn, ShopChanged, StockChanged
from marketkit.contracts.envelope import Event
from marketkit.messaging import Handler, Subscription, Together

from search.use_cases.note_changes import note_product, note_shop, note_stock, note_withdrawal

CATALOG = Subscription(
    queue="search.catalog", events=(ProductChanged, ProductWithdrawn, ShopChanged)
)
STOCK = Subscription(queue="search.stock", events=(StockChanged,))

CATALOG_HANDLERS: Mapping[type[Event], Handler] = {
    ProductChanged: note_product,
    ProductWithdrawn: note_withdrawal,
    ShopChanged: note_shop,
}
STOCK_HANDLERS: Mapping[type[Event], Together] = {StockChanged: Together(note_stock)}
