"""The shop's verbs but hand-over: each may be repeated, and then changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
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

from orders.domain.errors import SubstituteOpenError
from orders.domain.order import Order
from orders.domain.shop_order import UNDONE, ShopOrder, ShopOrderStatus
from orders.domain.stock import HoldState
from orders.store import arrivals, holds, substitutes
from orders.use_cases.changing import carry_out, load_for_staff
from orders.use_cases.context import Context
from orders.use_cases.notices import notice_id
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


def accepting(now: datetime) -> Deed:
    return Deed(lambda part: part.accept(at=now), ShopOrderAccepted, Notice.SHOP_ORDER_ACCEPTED)


def declining(now: datetime, reason: str) -> Deed:
    return Deed(
        lambda part: part.decline(reason=reason, at=now),
        ShopOrderDeclined,
        Notice.SHOP_ORDER_DECLINED,
        gives_back=True,
        reason=reason,
    )


def cancelling(now: datetime, reason: str) -> Deed:
    return Deed(
        lambda part: part.cancel(reason=reason, at=now),
        ShopOrderCancelled,
        Notice.SHOP_ORDER_CANCELLED,
        gives_back=True,
        reason=reason,
    )


def ending(part: ShopOrder, now: datetime, reason: str) -> Deed:
    """Decline what nobody has accepted, cancel what somebody has."""
    is_new = part.status is ShopOrderStatus.PLACED
    return declining(now, reason) if is_new else cancelling(now, reason)


async def accept(context: Context, shop_order_id: UUID, account_id: UUID) -> None:
    """The shop will prepare it."""
    await _do(context, shop_order_id, account_id, accepting(context.clock.now()))


async def decline(context: Context, shop_order_id: UUID, account_id: UUID, reason: str) -> None:
    """The shop cannot: goods and money flow back, the other shops' parts stand."""
    await _do(context, shop_order_id, account_id, declining(context.clock.now(), reason))


async def make_ready(context: Context, shop_order_id: UUID, account_id: UUID) -> None:
    """It waits to be collected. Raises SubstituteOpenError while the buyer is still asked."""
    now = context.clock.now()
    deed = Deed(lambda part: part.ready(at=now), ShopOrderReady, Notice.SHOP_ORDER_READY)
    async with context.database.transaction() as tx:
        order, part = await load_for_staff(tx, shop_order_id, account_id, now)
        await fix_weights(context, tx, order, part, account_id)
        await do_in(context, tx, order, part, deed, account_id)


async def cancel(context: Context, shop_order_id: UUID, account_id: UUID, reason: str) -> None:
    """The shop gives up what it had accepted."""
    await _do(context, shop_order_id, account_id, cancelling(context.clock.now(), reason))


async def _do(context: Context, shop_order_id: UUID, account_id: UUID, deed: Deed) -> None:
    async with context.database.transaction() as tx:
        now = context.clock.now()
        order, part = await load_for_staff(tx, shop_order_id, account_id, now)
        await do_in(context, tx, order, part, deed, account_id)


async def do_in(
    context: Context,
    tx: Transaction,
    order: Order,
    before: ShopOrder,
    deed: Deed,
    account_id: UUID | None,
) -> ShopOrder:
    """On a part of the locked order, with all that follows; without an account by the market."""
    done = await carry_out(context, tx, order, before, deed.verb(before), account_id)
    part = done.after
    if not done.happened:
        return part
    if deed.gives_back:
        await substitutes.void(tx, [part.id], context.clock.now())
        await arrivals.keep_letter_back(tx, part.id, Notice.SHOP_ORDER_ARRIVED)
        await holds.give_back(tx, part.order_id, [part.id], HoldState.RELEASED)
    elif part.status is ShopOrderStatus.READY:
        await _check_answered(tx, part)
    # Accepted, taken back, accepted again: that is told twice.
    about = notice_id(part.id, part.version) if part.status in UNDONE else None
    await context.notifications.notify(tx, deed.notice, part.order_id, part.id, about=about)
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
    return part


async def _check_answered(tx: Transaction, part: ShopOrder) -> None:
    if any(each.is_open for each in await substitutes.of(tx, part.id)):
        raise SubstituteOpenError
