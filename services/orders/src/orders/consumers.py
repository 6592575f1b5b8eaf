"""Which events orders listens to, and the use case each one leads to."""

from collections.abc import Mapping, Sequence
from functools import partial

from marketkit.contracts import (
    AccountErased,
    Event,
    LegalTextPublished,
    OrderPlaced,
    ProductChanged,
    ProductWithdrawn,
    RecallPublished,
    RefundIssued,
    ShopChanged,
    ShopOrderHandedOver,
    ShopOrderReduced,
    StaffChanged,
    StockCounted,
)
from marketkit.db import Database, Transaction
from marketkit.messaging import Consumer, Handler, MessageBus, Subscription, Together

from orders.use_cases import take_over_catalog, want_paper
from orders.use_cases.context import Context
from orders.use_cases.follow_recall import follow_recall, look_for_recalls
from orders.use_cases.forget_account import forget_account
from orders.use_cases.ports import Notifications
from orders.use_cases.work_on_shares import begin_share

CATALOG: Mapping[type[Event], Handler] = {
    ShopChanged: take_over_catalog.take_shop,
    LegalTextPublished: take_over_catalog.take_text,
    StaffChanged: take_over_catalog.take_staff,
    ProductChanged: take_over_catalog.take_product,
    ProductWithdrawn: take_over_catalog.withdraw_product,
    StockCounted: take_over_catalog.take_count,
}

FROM_CATALOG = Subscription("orders.catalog", tuple(CATALOG))
# A letter may begin its way a fifth of a second later, if there are many.
MAILS = Subscription("orders.mails", (OrderPlaced,), gather_seconds=0.2)
ACCOUNTS = Subscription("orders.accounts", (AccountErased,))
PAPERS = Subscription("orders.papers", (ShopOrderHandedOver, ShopOrderReduced, RefundIssued))
RECALLS = Subscription("orders.recalls", (RecallPublished,))
SHARES = Subscription("orders.shares", (ShopOrderHandedOver,))


def catalog_consumer(database: Database, bus: MessageBus) -> Consumer:
    return Consumer(database, bus, FROM_CATALOG, CATALOG)


def mail_consumer(database: Database, bus: MessageBus, notifications: Notifications) -> Consumer:
    """Our own event: placing an order need not wait until its mails are queued."""

    async def confirm(tx: Transaction, placed: Sequence[OrderPlaced]) -> None:
        order_ids = [event.order_id for event in placed]
        await notifications.received(tx, order_ids)
        await look_for_recalls(tx, order_ids)

    return Consumer(database, bus, MAILS, {OrderPlaced: Together(confirm)})


def paper_consumer(context: Context, bus: MessageBus) -> Consumer:
    """Our own events: handing over need not wait until the invoice is written."""
    handlers: Mapping[type[Event], Handler] = {
        ShopOrderHandedOver: partial(want_paper.after_hand_over, context),
        ShopOrderReduced: partial(want_paper.after_reduction, context),
        RefundIssued: partial(want_paper.after_refund, context),
    }
    return Consumer(context.database, bus, PAPERS, handlers)


def account_consumer(database: Database, bus: MessageBus) -> Consumer:
    return Consumer(database, bus, ACCOUNTS, {AccountErased: forget_account})


def recall_consumer(database: Database, bus: MessageBus) -> Consumer:
    """Beside the copies of the catalogue: writing to many buyers must not hold those up."""
    return Consumer(database, bus, RECALLS, {RecallPublished: follow_recall})


def share_consumer(database: Database, bus: MessageBus) -> Consumer:
    """Our own event: with the goods a shop has earned its share of the money."""
    return Consumer(database, bus, SHARES, {ShopOrderHandedOver: begin_share})
