"""The people of a pickup point hand out what is paid, of shops that let them."""

from datetime import datetime
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.errors import NotPaidYetError, ShopOrderNotFoundError
from orders.domain.order import Order
from orders.domain.shop_order import ShopOrder
from orders.store import access, hosted, orders
from orders.use_cases.context import Context
from orders.use_cases.hand_over import hand_over


async def load_for_host(
    tx: Transaction, shop_order_id: UUID, account_id: UUID, at: datetime
) -> tuple[Order, ShopOrder]:
    """The order under lock, for who runs the point it comes to, if its shop allows that.

    To everybody else it does not exist.
    """
    order_id = await orders.order_of(tx, shop_order_id)
    order = await orders.lock(tx, order_id) if order_id else None
    known = await hosted.host_of(tx, shop_order_id)
    if order is None or known is None:
        raise ShopOrderNotFoundError
    part = next(part for part in order.shop_orders if part.id == shop_order_id)
    right = await access.right_at(tx, known[1], account_id, at)
    if part.opened_at is None or right is None or not right.allows("orders"):
        raise ShopOrderNotFoundError
    return order, part


async def hand_out(
    context: Context,
    shop_order_id: UUID,
    account_id: UUID,
    pickup_code: str,
    *,
    age_checked: bool = False,
) -> None:
    """As the shop itself would by code; money is never taken for others: NotPaidYetError."""

    async def load(
        tx: Transaction, part_id: UUID, who: UUID, at: datetime
    ) -> tuple[Order, ShopOrder]:
        found = await load_for_host(tx, part_id, who, at)
        if not await hosted.is_paid(tx, part_id):
            raise NotPaidYetError
        return found

    await hand_over(
        context, shop_order_id, account_id, pickup_code, age_checked=age_checked, load=load
    )
