"""Turns a notice into queued mails, inside the transaction that caused it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from marketkit.db import Transaction

from orders.store import mails
from orders.use_cases.ports import Notice


class ShopMail(StrEnum):
    """What shops are written, beside their own screen."""

    NEW_ORDER = "shop_new_order"
    TAKEN_BACK = "shop_order_taken_back"
    SUBSTITUTE_ANSWERED = "shop_substitute_answered"
    REMINDED = "shop_reminded"
    REMINDED_AGAIN = "shop_reminded_again"
    GIVEN_UP = "shop_given_up"
    UNPAID = "shop_unpaid"
    MOVED = "shop_moved"


TO_SHOPS: Final[Mapping[Notice, ShopMail]] = {
    # A shop that may not see the order yet is left out: it hears when the money has come.
    Notice.ORDER_RECEIVED: ShopMail.NEW_ORDER,
    Notice.ORDER_PAID: ShopMail.NEW_ORDER,
    Notice.PAYMENT_HELD: ShopMail.NEW_ORDER,
    Notice.PAYMENT_PROCESSING: ShopMail.NEW_ORDER,
    Notice.PAYMENT_OWED: ShopMail.UNPAID,
    Notice.ORDER_CANCELLED: ShopMail.TAKEN_BACK,
    Notice.SUBSTITUTE_ANSWERED: ShopMail.SUBSTITUTE_ANSWERED,
    Notice.SHOP_ORDER_MOVED: ShopMail.MOVED,
}


class MailQueue:
    """Fulfils the port Notifications."""

    async def notify(
        self,
        tx: Transaction,
        kind: Notice,
        order_id: UUID,
        shop_order_id: UUID | None = None,
        *,
        about: UUID | None = None,
    ) -> None:
        await mails.queue(tx, [order_id], shop_order_id, kind, TO_SHOPS.get(kind), about)

    async def received(self, tx: Transaction, order_ids: Sequence[UUID]) -> None:
        kind = Notice.ORDER_RECEIVED
        await mails.queue(tx, order_ids, None, kind, TO_SHOPS[kind])

    async def arrived(self, tx: Transaction, arrival_ids: Sequence[UUID], wait: timedelta) -> None:
        if arrival_ids:
            await mails.queue_arrived(tx, arrival_ids, Notice.SHOP_ORDER_ARRIVED, wait)
