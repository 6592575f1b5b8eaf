"""Which events orders listens to, and the use case each one leads to."""

from collections.abc import Mapping

from marketkit.contracts import (
    AccountErased,
    Event,
    OrderPlaced,
    ProductChanged,
    ProductWithdrawn,
    RecallPublished,
    ShopChanged,
    StaffChanged,
    StockCounted,
)
from marketkit.db import Database, Transaction
from marketkit.messaging import Consumer, Handler, MessageBus, Subscription

from orders.use_cases import take_over_catalog
from orders.use_cases.follow_recall import follow_recall, look_for_recalls
from orders.use_cases.forget_account import forget_account
from orders.use_cases.ports import Notice, Notifications

CATALOG: Mapping[type[Event], Handler] = {
    ShopChanged: take_over_catalog.take_shop,
    StaffChanged: take_over_catalog.take_staff,
    ProductChanged: take_over_catalog.take_product,
    ProductWithdrawn: take_over_catalog.withdraw_product,
    StockCounted: take_over_catalog.take_count,
}

FROM_CATALOG = Subscription("orders.catalog", tuple(CATALOG))
MAILS = Subscription("orders.mails", (OrderPlaced,))
ACCOUNTS = Subscription("orders.accounts", (AccountErased,))
RECALLS = Subscription("orders.recalls", (RecallPublished,))


def catalog_consumer(database: Database, bus: MessageBus) -> Consumer:
    return Consumer(database, bus, FROM_CATALOG, CATALOG)


def mail_consumer(database: Database, bus: MessageBus, notifications: Notifications) -> Consumer:
    """Our own event: placing an order need not wait until its mails are queued."""

    async def confirm(tx: Transaction, event: OrderPlaced) -> None:
        await notifications.notify(tx, Notice.ORDER_RECEIVED, event.order_id)
        await look_for_recalls(tx, event)

    return Consumer(database, bus, MAILS, {OrderPlaced: confirm})


def account_consumer(database: Database, bus: MessageBus) -> Consumer:
    return Consumer(database, bus, ACCOUNTS, {AccountErased: forget_account})


def recall_consumer(database: Database, bus: MessageBus) -> Consumer:
    """Beside the copies of the catalogue: writing to many buyers must not hold those up."""
    return Consumer(database, bus, RECALLS, {RecallPublished: follow_recall})
