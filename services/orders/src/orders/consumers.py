"""Which events orders listens to, and the use case each one leads to."""

from collections.abc import Mapping

from marketkit.contracts import (
    Event,
    ProductChanged,
    ProductWithdrawn,
    ShopChanged,
    StaffChanged,
    StockCounted,
)
from marketkit.db import Database
from marketkit.messaging import Consumer, Handler, MessageBus, Subscription

from orders.use_cases import take_over_catalog

CATALOG: Mapping[type[Event], Handler] = {
    ShopChanged: take_over_catalog.take_shop,
    StaffChanged: take_over_catalog.take_staff,
    ProductChanged: take_over_catalog.take_product,
    ProductWithdrawn: take_over_catalog.withdraw_product,
    StockCounted: take_over_catalog.take_count,
}


def catalog_consumer(database: Database, bus: MessageBus) -> Consumer:
    subscription = Subscription("orders.catalog", tuple(CATALOG))
    return Consumer(database, bus, subscription, CATALOG)
