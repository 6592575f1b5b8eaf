"""The shop takes back that it has accepted, or that it is ready: a slip of the finger."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from marketkit.contracts import ShopOrderReopened
from marketkit.db import Transaction

from orders.domain.errors import UndoNotPossibleError, UndoTooLateError
from orders.domain.shop_order import ShopOrder, ShopOrderStatus
from orders.domain.undoing import UNDO_WITHIN, stood_since
from orders.store import answer_watch, undoing
from orders.use_cases.changing import carry_out, load_for_staff
from orders.use_cases.context import Context
from orders.use_cases.notices import notice_id
from orders.use_cases.ports import Notice

_TOLD: Final[Mapping[ShopOrderStatus, tuple[Notice, Notice]]] = {
    ShopOrderStatus.ACCEPTED: (Notice.SHOP_ORDER_ACCEPTED, Notice.SHOP_ORDER_UNACCEPTED),
    ShopOrderStatus.READY: (Notice.SHOP_ORDER_READY, Notice.SHOP_ORDER_NOT_READY),
}
"""What the buyer was told of a step, and what of its end."""


async def undo_step(
    context: Context, shop_order_id: UUID, account_id: UUID, step: ShopOrderStatus
) -> None:
    """The same again changes nothing. Raises UndoTooLateError, UndoNotPossibleError,
    WrongStateError once it has gone on.

    The buyer hears of it only when they have heard of the step; else that letter is kept back.
    """
    now = context.clock.now()
    async with context.database.transaction() as tx:
        order, before = await load_for_staff(tx, shop_order_id, account_id, now)
        after = before.undo(step, at=now)
        if after is before:
            return
        steps = await undoing.steps(tx, shop_order_id)
        since = stood_since(steps, step)
        if since is None or now > since + UNDO_WITHIN:
            raise UndoTooLateError
        if await undoing.rests_on_it(tx, shop_order_id, since):
            raise UndoNotPossibleError
        await carry_out(context, tx, order, before, after, account_id)
        if after.status is ShopOrderStatus.PLACED:
            await answer_watch.begin_anew(tx, shop_order_id)
        version = max(each.version for each in steps if each.status == step)
        await _tell(context, tx, after, step, version)


async def _tell(
    context: Context, tx: Transaction, part: ShopOrder, step: ShopOrderStatus, version: int
) -> None:
    said, taken_back = _TOLD[step]
    if await undoing.unsend(tx, said, notice_id(part.id, version), part.id):
        about = notice_id(part.id, part.version)
        await context.notifications.notify(tx, taken_back, part.order_id, part.id, about=about)
    tx.record(
        ShopOrderReopened(
            version=part.version,
            shop_order_id=part.id,
            order_id=part.order_id,
            shop_id=part.shop_id,
            occurred_at=context.clock.now(),
            status="placed" if part.status is ShopOrderStatus.PLACED else "accepted",
        )
    )
