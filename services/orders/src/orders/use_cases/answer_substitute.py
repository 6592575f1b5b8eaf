"""The buyer takes what is offered instead, or does not; who does not answer in time does not."""

from functools import partial
from uuid import UUID

from marketkit.background import one_by_one
from marketkit.db import Transaction

from orders.domain.errors import SubstituteDecidedError, SubstituteNotFoundError
from orders.domain.order import Order
from orders.domain.reduction import Reduction, ReductionKind
from orders.domain.shop_order import ShopOrder
from orders.domain.substitute import Substitute, SubstituteState
from orders.store import orders, partial_holds, reductions, substitutes
from orders.store.partial_holds import Cause
from orders.use_cases.context import Context
from orders.use_cases.ports import Notice
from orders.use_cases.reduce import reduce
from orders.use_cases.reduce_lines import Missing, take_off_missing

BATCH = 50
_WHAT = "unanswered substitute"
_REFUSED = "Der Ersatz war nicht gewünscht."
_UNANSWERED = "Zum Ersatz kam keine Antwort."


async def answer_substitute(
    context: Context, order_id: UUID, substitute_id: UUID, *, agrees: bool
) -> None:
    """By its buyer. The same answer twice is one; after the deadline nothing is changed.

    Raises SubstituteNotFoundError, SubstituteDecidedError.
    """
    wanted = SubstituteState.AGREED if agrees else SubstituteState.REFUSED
    async with context.database.transaction() as tx:
        order, part, found = await _load(tx, order_id, substitute_id)
        if found.state is wanted:
            return
        if not found.is_open or found.answer_by <= context.clock.now():
            raise SubstituteDecidedError(state=found.state)
        await _decide(context, tx, order, part, found, wanted)


async def sweep_unanswered(context: Context) -> int:
    """One round over what nobody has answered in time; answers how many were given up."""
    pool, setbacks = context.database.pool, context.setbacks
    late = await substitutes.late(pool, context.clock.now(), BATCH, setbacks.waiting(_WHAT))
    return await one_by_one(_WHAT, late, partial(_give_up, context), setbacks)


async def _give_up(context: Context, late: tuple[UUID, UUID]) -> None:
    substitute_id, order_id = late
    async with context.database.transaction() as tx:
        order, part, found = await _load(tx, order_id, substitute_id)
        if found.is_open:
            await _decide(context, tx, order, part, found, SubstituteState.UNANSWERED)


async def _load(
    tx: Transaction, order_id: UUID, substitute_id: UUID
) -> tuple[Order, ShopOrder, Substitute]:
    order = await orders.lock(tx, order_id)
    found = await substitutes.find(tx, substitute_id) if order else None
    parts = {part.id: part for part in order.shop_orders} if order else {}
    if order is None or found is None or found.shop_order_id not in parts:
        raise SubstituteNotFoundError
    return order, parts[found.shop_order_id], found


async def _decide(
    context: Context,
    tx: Transaction,
    order: Order,
    part: ShopOrder,
    found: Substitute,
    state: SubstituteState,
) -> None:
    await substitutes.decide(tx, found.id, state, context.clock.now())
    await context.notifications.notify(
        tx, Notice.SUBSTITUTE_ANSWERED, order.id, part.id, about=found.id
    )
    if state is SubstituteState.AGREED:
        await take_substitute(context, tx, order, part, found)
        return
    cause = Cause("substitute", None, context.clock.now())
    if found.held:
        await partial_holds.give_back(tx, part.id, {found.variant_id: found.held}, cause)
    reason = _REFUSED if state is SubstituteState.REFUSED else _UNANSWERED
    pieces = found.pieces + _missing_already(await reductions.of(tx, part.id), found.position)
    missing = Missing({found.position: pieces}, reason)
    await take_off_missing(context, tx, order, part, missing)


def _missing_already(before: list[Reduction], position: int) -> int:
    missing = (each for each in before if each.kind is ReductionKind.MISSING)
    return sum(each.quantity for each in missing if each.position == position)


async def take_substitute(
    context: Context, tx: Transaction, order: Order, part: ShopOrder, taken: Substitute
) -> None:
    """What is replaced goes back on sale, and the buyer pays what is cheaper less."""
    instead = {
        "variant_id": str(taken.variant_id),
        "title": taken.shown["title"],
        "label": taken.shown["label"],
        "quantity": taken.quantity,
        "goods_total": taken.quantity * taken.price,
        "deposit_total": taken.quantity * taken.deposit,
        "vat_class": taken.shown["vat_class"],
    }
    reduction = Reduction(
        id=taken.id,
        shop_order_id=part.id,
        kind=ReductionKind.SUBSTITUTED,
        key=f"substitute-{taken.id}",
        at=context.clock.now(),
        position=taken.position,
        quantity=taken.pieces,
        goods=taken.goods_less,
        deposit=taken.deposit_less,
        details={"instead": instead},
        account_id=taken.account_id,
    )
    await reduce(context, tx, order, part, [reduction])
