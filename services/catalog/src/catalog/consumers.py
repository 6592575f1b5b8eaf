"""Which events the catalogue listens to, and which use case each one calls."""

from collections.abc import Mapping

from marketkit.contracts import AccountErased, DemandObserved, ShopOrderHandedOver, StockChanged
from marketkit.contracts.envelope import Event
from marketkit.db import Transaction
from marketkit.messaging import Handler, Subscription

from catalog.use_cases.cases.forget_advisor import forget_advisor
from catalog.use_cases.note_numbers import count_sale, note_demand
from catalog.use_cases.note_stock import note_stock

SUBSCRIPTION = Subscription(queue="catalog.stock", events=(StockChanged,))

DEMAND = Subscription(queue="catalog.demand", events=(DemandObserved,))
SALES = Subscription(queue="catalog.sales", events=(ShopOrderHandedOver,))
ACCOUNTS = Subscription(queue="catalog.accounts", events=(AccountErased,))


async def _stock_changed(tx: Transaction, event: StockChanged) -> None:
    await note_stock(tx, event)


HANDLERS: Mapping[type[Event], Handler] = {StockChanged: _stock_changed}
DEMAND_HANDLERS: Mapping[type[Event], Handler] = {DemandObserved: note_demand}
SALES_HANDLERS: Mapping[type[Event], Handler] = {ShopOrderHandedOver: count_sale}
ACCOUNT_HANDLERS: Mapping[type[Event], Handler] = {AccountErased: forget_advisor}

QUEUES = (
    (SUBSCRIPTION, HANDLERS),
    (DEMAND, DEMAND_HANDLERS),
    (SALES, SALES_HANDLERS),
    (ACCOUNTS, ACCOUNT_HANDLERS),
)
