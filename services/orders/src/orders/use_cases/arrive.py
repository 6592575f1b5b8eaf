"""It is at the pickup point now: said by who runs the place, or by the shop that brought it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.arriving import TOLD_AFTER
from orders.domain.errors import NotAtPointError, ShopOrderNotFoundError, WrongStateError
from orders.domain.shop_order import ShopOrderStatus
from orders.store import arrivals, undoing
from orders.store.arrivals import Asked
from orders.use_cases.context import Context
from orders.use_cases.ports import Notice

_SETTLED = frozenset({ShopOrderStatus.READY, ShopOrderStatus.HANDED_OVER})


async def arrive(context: Context, shop_order_ids: Sequence[UUID], account_id: UUID) -> list[UUID]:
    """All of these, as far as they are packed; which those are.

    Said twice each has arrived once, and its buyer gets one letter, a moment later. Of somebody
    else's parts none of them is touched: ShopOrderNotFoundError.
    """
    now = context.clock.now()
    async with context.database.transaction() as tx:
        found = await _allowed(tx, shop_order_ids, account_id, now)
        ready = [part for part in found if part.status == ShopOrderStatus.READY]
        said = await arrivals.arrived(tx, ready, account_id, now)
        await context.notifications.arrived(tx, said, TOLD_AFTER)
        return [part.id for part in found if part.status in _SETTLED]


async def arrive_one(context: Context, shop_order_id: UUID, account_id: UUID) -> None:
    """Raises WrongStateError before it is packed, and when it was called off."""
    if not await arrive(context, [shop_order_id], account_id):
        raise WrongStateError


async def take_back(context: Context, shop_order_id: UUID, account_id: UUID) -> None:
    """A tick on the wrong parcel. The same again changes nothing.

    Who has not been told yet will not be; who has been is told that it is not there.
    Raises WrongStateError once it has gone on.
    """
    now = context.clock.now()
    async with context.database.transaction() as tx:
        (part,) = await _allowed(tx, [shop_order_id], account_id, now)
        if part.status != ShopOrderStatus.READY:
            raise WrongStateError(state=part.status)
        gone = await arrivals.not_arrived(tx, part.id)
        if gone and await undoing.unsend(tx, Notice.SHOP_ORDER_ARRIVED, gone, part.id):
            notice = Notice.SHOP_ORDER_NOT_ARRIVED
            await context.notifications.notify(tx, notice, part.order_id, part.id, about=gone)


async def _allowed(
    tx: Transaction, shop_order_ids: Sequence[UUID], account_id: UUID, at: datetime
) -> list[Asked]:
    """To everybody whose word does not count there, a part does not exist."""
    wanted = list(dict.fromkeys(shop_order_ids))
    found = await arrivals.lock(tx, wanted, account_id, at)
    theirs = [part for part in found if part.opened and part.right and part.right.allows("orders")]
    if len(theirs) < len(wanted):
        raise ShopOrderNotFoundError
    if any(part.way != "point" for part in theirs):
        raise NotAtPointError
    return theirs
