"""Who drives a round brings what is paid, of shops that let them, and nothing but that round's."""

from datetime import datetime
from uuid import UUID

from marketkit.db import Transaction
from marketkit.pickup.windows import day_of

from orders.domain.errors import NotPaidYetError, ShopOrderNotFoundError, TourNotTodayError
from orders.domain.order import Order
from orders.domain.shop_order import ShopOrder, ShopOrderStatus
from orders.store import access, driven, hosted, orders
from orders.use_cases.context import Context
from orders.use_cases.hand_over import finish


async def load_for_driver(
    tx: Transaction, shop_order_id: UUID, account_id: UUID, at: datetime
) -> tuple[Order, ShopOrder]:
    """The order under lock, for who drives the round it is brought in, if its shop allows that.

    To everybody else it does not exist. Not before the day on which the round drives.
    """
    order_id = await orders.order_of(tx, shop_order_id)
    order = await orders.lock(tx, order_id) if order_id else None
    known = await driven.driver_of(tx, shop_order_id)
    if order is None or known is None:
        raise ShopOrderNotFoundError
    part = next(part for part in order.shop_orders if part.id == shop_order_id)
    right = await access.right_at(tx, known["driver_shop_id"], account_id, at)
    if part.opened_at is None or right is None or not right.allows("orders"):
        raise ShopOrderNotFoundError
    if day_of(at) < day_of(known["slot_start"]):
        raise TourNotTodayError
    is_done = part.status is ShopOrderStatus.HANDED_OVER
    if not (is_done or known["own"] or await hosted.is_paid(tx, shop_order_id)):
        raise NotPaidYetError
    return order, part


async def bring(
    context: Context, shop_order_id: UUID, account_id: UUID, *, age_checked: bool = False
) -> None:
    """Brought to the door, as the shop itself would say it; a second time changes nothing."""
    async with context.database.transaction() as tx:
        await finish(
            context, tx, shop_order_id, account_id, age_checked=age_checked, load=load_for_driver
        )
