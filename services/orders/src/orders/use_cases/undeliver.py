"""Withdrawn before it was handed over: not prepared any more, and not to be paid for."""

from collections.abc import Collection, Mapping

from marketkit.clock import new_id
from marketkit.contracts import ShopOrderCancelled
from marketkit.db import Transaction

from orders.domain.order import Order
from orders.domain.reducing import is_replaced, rest
from orders.domain.reduction import Reduction, ReductionKind
from orders.domain.shop_order import ShopOrder
from orders.domain.stock import HoldState
from orders.domain.substitute import SubstituteState
from orders.domain.withdrawal_due import Worth
from orders.store import holds, partial_holds, reductions, substitutes
from orders.store.partial_holds import Cause
from orders.use_cases.changing import carry_out
from orders.use_cases.context import Context
from orders.use_cases.reduce import reduce

REASON = "Von der Kundschaft widerrufen."


async def undeliver(
    context: Context, tx: Transaction, order: Order, part: ShopOrder, lines: Mapping[int, Worth]
) -> None:
    """These lines of a part of the locked order; all that is left of it ends the part."""
    agreed = await reductions.lines(tx, part.id)
    before = await reductions.of(tx, part.id)
    left = {
        key
        for key, line in agreed.items()
        if rest(line, before).quantity > 0 or is_replaced(line, before)
    }
    if left <= lines.keys():
        await _end(context, tx, order, part)
        return
    now = context.clock.now()
    wanted = [
        Reduction(
            id=new_id(),
            shop_order_id=part.id,
            kind=ReductionKind.WITHDRAWN,
            key=f"withdrawn-{part.id}-{position}",
            at=now,
            position=position,
            quantity=rest(agreed[position], before).quantity,
            goods=worth.goods,
            deposit=worth.deposit,
            fee=worth.fee,
            reason=REASON,
        )
        for position, worth in sorted(lines.items())
        if position in left
    ]
    await reduce(context, tx, order, part, wanted)
    await _put_back_instead(context, tx, part, lines)


async def _put_back_instead(
    context: Context, tx: Transaction, part: ShopOrder, lines: Collection[int]
) -> None:
    """What was to come for them is on sale again."""
    now, taken = context.clock.now(), SubstituteState.AGREED
    for each in await substitutes.of(tx, part.id):
        if each.state is taken and each.position in lines:
            await substitutes.decide(tx, each.id, SubstituteState.VOID, now)
            cause = Cause("substitute", None, now)
            await partial_holds.give_back(tx, part.id, {each.variant_id: each.held}, cause)


async def _end(context: Context, tx: Transaction, order: Order, part: ShopOrder) -> None:
    now = context.clock.now()
    ended = part.take_back(reason=REASON, at=now)
    done = await carry_out(context, tx, order, part, ended, None)
    await substitutes.void(tx, [part.id], now)
    await holds.give_back(tx, order.id, [part.id], HoldState.RELEASED)
    tx.record(
        ShopOrderCancelled(
            version=done.after.version,
            shop_order_id=part.id,
            order_id=order.id,
            shop_id=part.shop_id,
            occurred_at=now,
            reason=REASON,
        )
    )
