"""Which events the catalogue listens to, and which use case each one calls."""

from collections.abc import Mapping

from marketkit.contracts import AccountErased, DemandObserved, ShopOrderHandedOver, StockChanged
from marketkit.contracts.envelope import Event
from marketkit.messaging import Handler, Subscription, Together

from catalog.use_cases.cases.forget_advisor import forget_advisor
from catalog.use_cases.note_numbers import count_sale, note_demand
from catalog.use_cases.note_stock import note_stock

# The product's page may show a sale a fifth of a second later, if there are many.
SUBSCRIPTION = Subscription(queue="catalog.stock", events=(StockChanged,), gather_seconds=0.2)

DEMAND = Subscription(queue="catalog.demand", events=(DemandObserved,))
SALES = Subscription(queue="catalog.sales", events=(ShopOrderHandedOver,))
ACCOUNTS = Subscription(queue="catalog.accounts", events=(AccountErased,))


HANDLERS: Mapping[type[Event], Together] = {StockChanged: Together(note_stock)}
DEMAND_HANDLERS: Mapping[type[Event], Handler] = {DemandObserved: note_demand}
SALES_HANDLERS: Mapping[type[Event], Handler] = {ShopOrderHandedOver: count_sale}
ACCOUNT_HANDLERS: Mapping[type[Event], Handler] = {AccountErased: forget_advisor}

QUEUES = (
    (SUBSCRIPTION, HANDLERS),
    (DEMAND, DEMAND_HANDLERS),
    (SALES, SALES_HANDLERS),
    (ACCOUNTS, ACCOUNT_HANDLERS),
)
