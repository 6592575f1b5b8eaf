"""The shop can deliver only a part of its order: what is missing is taken off, the rest stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction
from marketkit.errors import FieldError

from orders.domain.errors import LineNotFoundError, ReductionTooLargeError, WrongStateError
from orders.domain.order import Order
from orders.domain.reducing import OrderedLine, missing_pieces, rest
from orders.domain.reduction import Reduction, ReductionKind
from orders.domain.shop_order import ShopOrder, ShopOrderStatus
from orders.domain.substitute import SubstituteState
from orders.store import partial_holds, reductions, substitutes
from orders.store.partial_holds import Cause
from orders.use_cases.changing import load_for_staff
from orders.use_cases.context import Context
from orders.use_cases.reduce import reduce
from orders.use_cases.work_on_shop_order import accepting, do_in, ending

_BEFORE_READY = frozenset({ShopOrderStatus.PLACED, ShopOrderStatus.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Missing:
    """By position how many pieces are missing in all, so that saying it twice is saying it once."""

    pieces: Mapping[int, int]
    reason: str
    gone: bool = False
    """They are not on the shelf either; otherwise they go back on sale."""
    account_id: UUID | None = None


async def reduce_lines(
    context: Context, shop_order_id: UUID, account_id: UUID, missing: Missing
) -> None:
    """A new order is accepted with what is left; when nothing is left it is declined.

    Raises LineNotFoundError, ReductionTooLargeError, WrongStateError.
    """
    now = context.clock.now()
    async with context.database.transaction() as tx:
        order, part = await load_for_staff(tx, shop_order_id, account_id, now)
        missing = replace(missing, account_id=account_id)
        took_off = await take_off_missing(context, tx, order, part, missing)
        if took_off and part.status is ShopOrderStatus.PLACED:
            await do_in(context, tx, order, part, accepting(now), account_id)


async def take_off_missing(
    context: Context, tx: Transaction, order: Order, part: ShopOrder, missing: Missing
) -> bool:
    """True when something was taken off and something is left; the order is locked."""
    now = context.clock.now()
    lines = await reductions.lines(tx, part.id)
    before = await reductions.of(tx, part.id)
    _check(lines, missing.pieces)
    wanted = _reductions(part.id, lines, before, missing, now)
    if not wanted:
        return False
    if part.status not in _BEFORE_READY:
        raise WrongStateError(state=part.status)
    if await _is_left(tx, part.id, lines, [*before, *wanted]):
        await reduce(context, tx, order, part, wanted)
        return True
    if missing.gone:
        pieces = {each.position: each.quantity for each in wanted if each.position}
        cause = Cause(ReductionKind.MISSING, missing.account_id, now)
        await partial_holds.give_back_lines(tx, part.id, pieces, cause, gone=True)
    deed = ending(part, now, missing.reason)
    await do_in(context, tx, order, part, deed, missing.account_id)
    return False


def _reductions(
    shop_order_id: UUID,
    lines: Mapping[int, OrderedLine],
    before: Sequence[Reduction],
    missing: Missing,
    now: datetime,
) -> list[Reduction]:
    found = []
    for position, pieces in sorted(missing.pieces.items()):
        less = missing_pieces(lines[position], before, pieces)
        if less is None:
            continue
        quantity, goods, deposit = less
        found.append(
            Reduction(
                id=new_id(),
                shop_order_id=shop_order_id,
                kind=ReductionKind.MISSING,
                key=f"missing-{shop_order_id}-{position}-{pieces}",
                at=now,
                position=position,
                quantity=quantity,
                goods=goods,
                deposit=deposit,
                reason=missing.reason,
                details={"gone": True} if missing.gone else None,
                account_id=missing.account_id,
            )
        )
    return found


async def _is_left(
    tx: Transaction,
    shop_order_id: UUID,
    lines: Mapping[int, OrderedLine],
    reduced: Sequence[Reduction],
) -> bool:
    """Whether anything is delivered at all, be it something else instead."""
    if any(rest(line, reduced).quantity > 0 for line in lines.values()):
        return True
    taken = SubstituteState.AGREED
    return any(each.state is taken for each in await substitutes.of(tx, shop_order_id))


def _check(lines: Mapping[int, OrderedLine], pieces: Mapping[int, int]) -> None:
    unknown = [position for position in pieces if position not in lines]
    if unknown:
        field = FieldError("lines", LineNotFoundError.message)
        raise LineNotFoundError(errors=[field], positions=unknown)
    for position, wanted in pieces.items():
        if wanted > lines[position].quantity:
            raise ReductionTooLargeError(position=position)
