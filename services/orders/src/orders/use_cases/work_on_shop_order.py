"""The shop's verbs but hand-over: each may be repeated, and then changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from marketkit.contracts import (
    Event,
    ShopOrderAccepted,
    ShopOrderCancelled,
    ShopOrderDeclined,
    ShopOrderReady,
)
from marketkit.db import Transaction

from orders.domain.shop_order import ShopOrder
from orders.domain.stock import HoldState
from orders.store import holds
from orders.use_cases.changing import change, load_for_staff
from orders.use_cases.context import Context
from orders.use_cases.ports import Notice
from orders.use_cases.weigh import fix_weights


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb and what the world hears of it."""

    verb: Callable[[ShopOrder], ShopOrder]
    event: Callable[..., Event]
    notice: Notice
    gives_back: bool = False
    reason: str | None = None


async def accept(context: Context, shop_order_id: UUID, account_id: UUID) -> None:
    """The shop will prepare it."""
    now = context.clock.now()
    deed = Deed(lambda part: part.accept(at=now), ShopOrderAccepted, Notice.SHOP_ORDER_ACCEPTED)
    await _do(context, shop_order_id, account_id, deed)


async def decline(context: Context, shop_order_id: UUID, account_id: UUID, reason: str) -> None:
    """The shop cannot: goods and money flow back, the other shops' parts stand."""
    now = context.clock.now()
    deed = Deed(
        lambda part: part.decline(reason=reason, at=now),
        ShopOrderDeclined,
        Notice.SHOP_ORDER_DECLINED,
        gives_back=True,
        reason=reason,
    )
    await _do(context, shop_order_id, account_id, deed)


async def make_ready(context: Context, shop_order_id: UUID, account_id: UUID) -> None:
    """It waits to be collected. Raises NotWeighedError while something has to be weighed."""
    now = context.clock.now()
    deed = Deed(lambda part: part.ready(at=now), ShopOrderReady, Notice.SHOP_ORDER_READY)
    async with context.database.transaction() as tx:
        order, part = await load_for_staff(tx, shop_order_id, account_id, now)
        await fix_weights(context, tx, order, part, account_id)
        await _do_in(context, tx, shop_order_id, account_id, deed)


async def cancel(context: Context, shop_order_id: UUID, account_id: UUID, reason: str) -> None:
    """The shop gives up what it had accepted."""
    now = context.clock.now()
    deed = Deed(
        lambda part: part.cancel(reason=reason, at=now),
        ShopOrderCancelled,
        Notice.SHOP_ORDER_CANCELLED,
        gives_back=True,
        reason=reason,
    )
    await _do(context, shop_order_id, account_id, deed)


async def _do(context: Context, shop_order_id: UUID, account_id: UUID, deed: Deed) -> None:
    async with context.database.transaction() as tx:
        await _do_in(context, tx, shop_order_id, account_id, deed)


async def _do_in(
    context: Context, tx: Transaction, shop_order_id: UUID, account_id: UUID, deed: Deed
) -> None:
    done = await change(context, tx, shop_order_id, account_id, deed.verb)
    if not done.happened:
        return
    part = done.after
    if deed.gives_back:
        await holds.give_back(tx, part.order_id, [part.id], HoldState.RELEASED)
    await context.notifications.notify(tx, deed.notice, part.order_id, part.id)
    told: dict[str, Any] = {} if deed.reason is None else {"reason": deed.reason}
    tx.record(
        deed.event(
            version=part.version,
            shop_order_id=part.id,
            order_id=part.order_id,
            shop_id=part.shop_id,
            occurred_at=context.clock.now(),
            **told,
        )
    )
