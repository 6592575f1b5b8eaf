"""Taking something off what a shop order costs, with everything that follows from it."""

from collections import Counter
from collections.abc import Sequence

from marketkit.contracts import ShopOrderReduced
from marketkit.db import Transaction

from orders.domain.errors import WrongStateError
from orders.domain.order import Order, PaymentMethod
from orders.domain.reducing import check, rest
from orders.domain.reduction import Reduction, due
from orders.domain.shop_order import ShopOrder, ShopOrderStatus
from orders.domain.substitute import SubstituteState
from orders.store import partial_holds, reductions, substitutes
from orders.store.partial_holds import Cause
from orders.use_cases.context import Context
from orders.use_cases.ports import Notice

_OVER = frozenset({ShopOrderStatus.DECLINED, ShopOrderStatus.CANCELLED})


async def reduce(
    context: Context,
    tx: Transaction,
    order: Order,
    part: ShopOrder,
    wanted: Sequence[Reduction],
) -> list[Reduction]:
    """Those that were new. `order` is locked by the caller, and `part` is one of its parts.

    Missing pieces go back on sale, money that was paid flows back to the cent, the buyer is told.
    Raises WrongStateError, AlreadyReducedError, ReductionTooLargeError.
    """
    before = await reductions.of(tx, part.id)
    known = {each.key for each in before}
    new = [each for each in wanted if each.key not in known]
    if not new:
        return []
    if part.status in _OVER:
        raise WrongStateError(state=part.status)
    check(part.total, await reductions.lines(tx, part.id), before, new)
    for each in new:
        await reductions.add(tx, each)
    await _void_substitutes(context, tx, part, [*before, *new])
    await _give_back(tx, part, new)
    await _pay_back(context, tx, order, part, new)
    _tell(context, tx, part, new, due(part.total, [*before, *new]))
    await context.notifications.notify(
        tx, Notice.SHOP_ORDER_REDUCED, order.id, part.id, about=new[0].id
    )
    return new


async def _void_substitutes(
    context: Context, tx: Transaction, part: ShopOrder, reduced: Sequence[Reduction]
) -> None:
    """What is missing or withdrawn needs nothing instead: nobody is asked for it any longer."""
    lines = await reductions.lines(tx, part.id)
    asked = [each for each in await substitutes.of(tx, part.id) if each.is_open]
    idle = [each for each in asked if each.pieces > rest(lines[each.position], reduced).quantity]
    now = context.clock.now()
    for each in idle:
        await substitutes.decide(tx, each.id, SubstituteState.VOID, now)
        if each.held:
            cause = Cause("substitute", None, now)
            await partial_holds.give_back(tx, part.id, {each.variant_id: each.held}, cause)


async def _give_back(tx: Transaction, part: ShopOrder, new: Sequence[Reduction]) -> None:
    """What is not delivered is on sale again; or it is gone, as the shop says."""
    for gone in (False, True):
        found = [each for each in new if each.is_gone is gone and each.position and each.quantity]
        pieces: Counter[int] = Counter()
        for each in found:
            pieces[each.position or 0] += each.quantity
        if found:
            cause = Cause(found[0].kind, found[0].account_id, found[0].at)
            await partial_holds.give_back_lines(tx, part.id, pieces, cause, gone=gone)


async def _pay_back(
    context: Context, tx: Transaction, order: Order, part: ShopOrder, new: Sequence[Reduction]
) -> None:
    """An order that is paid online opens when the money has come; before there is none."""
    if order.method is not PaymentMethod.ONLINE or part.opened_at is None:
        return
    for each in new:
        if each.amount:
            key = f"reduction-{each.id}"
            await context.refunds.request(tx, part, each.amount, each.reason, key=key)


def _tell(
    context: Context, tx: Transaction, part: ShopOrder, new: Sequence[Reduction], left: int
) -> None:
    tx.record(
        ShopOrderReduced(
            version=part.version,
            shop_order_id=part.id,
            order_id=part.order_id,
            shop_id=part.shop_id,
            occurred_at=context.clock.now(),
            reduction_ids=tuple(each.id for each in new),
            amount=sum(each.amount for each in new),
            due=left,
        )
    )
