"""What every change of a shop order shares: lock, check who asks, save, draw the consequences."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marketkit.contracts import OrderCancelled
from marketkit.db import Transaction

from orders.domain.errors import ShopOrderNotFoundError
from orders.domain.order import Order, OrderStatus, PaymentMethod
from orders.domain.shop_order import ShopOrder, ShopOrderStatus
from orders.store import access, orders
from orders.use_cases.context import Context

_GIVES_MONEY_BACK = frozenset({ShopOrderStatus.DECLINED, ShopOrderStatus.CANCELLED})


Load = Callable[[Transaction, UUID, UUID, datetime], Awaitable[tuple[Order, ShopOrder]]]
"""Locks an order for who may work on one part of it, or refuses."""


@dataclass(frozen=True, slots=True)
class Change:
    """A shop order before and after a verb; `happened` is False for a repeated one."""

    before: ShopOrder
    after: ShopOrder

    @property
    def happened(self) -> bool:
        return self.after.version != self.before.version


async def load_for_staff(
    tx: Transaction, shop_order_id: UUID, account_id: UUID, at: datetime
) -> tuple[Order, ShopOrder]:
    """The order under lock; to anybody who does not work at the shop it does not exist."""
    order_id = await orders.order_of(tx, shop_order_id)
    order = await orders.lock(tx, order_id) if order_id else None
    if order is None:
        raise ShopOrderNotFoundError
    part = next(part for part in order.shop_orders if part.id == shop_order_id)
    # A shop learns of an order when it is paid, not before.
    if part.opened_at is None:
        raise ShopOrderNotFoundError
    right = await access.right_at(tx, part.shop_id, account_id, at)
    if right is None or not right.allows("orders"):
        raise ShopOrderNotFoundError
    return order, part


async def change(
    context: Context,
    tx: Transaction,
    shop_order_id: UUID,
    account_id: UUID,
    verb: Callable[[ShopOrder], ShopOrder],
    load: Load = load_for_staff,
) -> Change:
    """Apply the verb and what follows from it for the whole order and for the money."""
    now = context.clock.now()
    order, before = await load(tx, shop_order_id, account_id, now)
    return await carry_out(context, tx, order, before, verb(before), account_id)


async def carry_out(
    context: Context,
    tx: Transaction,
    order: Order,
    before: ShopOrder,
    after: ShopOrder,
    account_id: UUID | None,
) -> Change:
    """Save what a part of the locked order has become; without an account it was the market."""
    result = Change(before, after)
    if result.happened:
        whole = order.with_part(after)
        await orders.save(tx, order, whole, account_id)
        await request_refunds(context, tx, order, whole, after.reason or "")
        if whole.status is OrderStatus.CANCELLED:
            _tell_cancelled(context, tx, whole)
    return result


async def request_refunds(
    context: Context, tx: Transaction, before: Order, after: Order, reason: str
) -> None:
    """Money that was paid for a part that will not happen flows back: that share alone."""
    if after.method is not PaymentMethod.ONLINE:
        return
    for old, new in zip(before.shop_orders, after.shop_orders, strict=True):
        ended = new.status is not old.status and new.status in _GIVES_MONEY_BACK
        if ended and old.opened_at:  # an order opens when it is paid
            await context.refunds.request(tx, new, new.total, reason)


def _tell_cancelled(context: Context, tx: Transaction, order: Order) -> None:
    tx.record(
        OrderCancelled(
            version=order.version,
            order_id=order.id,
            number=order.number,
            occurred_at=context.clock.now(),
            reason="Kein Laden konnte liefern.",
        )
    )
