"""The shop offers something else instead: taken at once, asked for, or not wanted."""

from dataclasses import dataclass
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction
from marketkit.errors import FieldError

from orders.domain.cart import Line
from orders.domain.errors import (
    LineNotFoundError,
    ReductionTooLargeError,
    SubstituteOpenError,
    UnknownOfferError,
    WrongStateError,
)
from orders.domain.reducing import OrderedLine, rest
from orders.domain.shop_order import ShopOrder, ShopOrderStatus
from orders.domain.shown import shown_line
from orders.domain.substitute import (
    Substitute,
    SubstituteState,
    Wish,
    answer_by,
    check_suits,
    first_state,
    replaced,
    saving,
)
from orders.store import partial_holds, reductions, substitutes
from orders.store.partial_holds import Cause
from orders.use_cases.answer_substitute import take_substitute
from orders.use_cases.changing import load_for_staff
from orders.use_cases.context import Context
from orders.use_cases.ports import Notice

_BEFORE_READY = frozenset({ShopOrderStatus.PLACED, ShopOrderStatus.ACCEPTED})
_STANDS = frozenset({SubstituteState.PROPOSED, SubstituteState.AGREED})


@dataclass(frozen=True, slots=True)
class Proposal:
    """So many pieces of a line, replaced by so many of a variant."""

    position: int
    pieces: int
    variant_id: UUID
    quantity: int


async def propose_substitute(
    context: Context, shop_order_id: UUID, account_id: UUID, proposal: Proposal
) -> UUID:
    """The substitute's id; the same proposal again is the same one.

    Raises LineNotFoundError, UnknownOfferError, NotEnoughStockError, WrongStateError, and the
    substitute's own refusals.
    """
    now = context.clock.now()
    async with context.database.transaction() as tx:
        order, part = await load_for_staff(tx, shop_order_id, account_id, now)
        known = await _known(tx, part, proposal)
        if known is not None:
            return known
        if part.status not in _BEFORE_READY:
            raise WrongStateError(state=part.status)
        new = await _substitute(context, tx, part, account_id, proposal)
        await substitutes.add(tx, new)
        if new.is_open:
            await context.notifications.notify(
                tx, Notice.SUBSTITUTE_PROPOSED, order.id, part.id, about=new.id
            )
        else:
            await take_substitute(context, tx, order, part, new)
        return new.id


async def _known(tx: Transaction, part: ShopOrder, proposal: Proposal) -> UUID | None:
    for each in await substitutes.of(tx, part.id):
        if each.position != proposal.position or each.state not in _STANDS:
            continue
        if (each.pieces, each.variant_id, each.quantity) == (
            proposal.pieces, proposal.variant_id, proposal.quantity,
        ):  # fmt: skip
            return each.id
        if each.is_open:
            raise SubstituteOpenError
    return None


async def _substitute(
    context: Context, tx: Transaction, part: ShopOrder, account_id: UUID, proposal: Proposal
) -> Substitute:
    now, asked = context.clock.now(), await substitutes.circumstances(tx, part.id)
    state = first_state(Wish.said(asked["wishes"]))
    until = now
    if state is SubstituteState.PROPOSED:
        until = answer_by(asked["slot_start"], asked["preparation_minutes"], now)
    line, agreed = await _agreed(tx, part, proposal)
    instead = await _offered(tx, proposal)
    check_suits(instead, part.shop_id, line.variant_id, line.age)
    goods_less, deposit_less = saving(agreed, instead)
    cause = Cause("substitute", account_id, now)
    held = await partial_holds.take(
        tx, part.order_id, part.id, proposal.variant_id, proposal.quantity, cause
    )
    return Substitute(
        id=new_id(),
        shop_order_id=part.id,
        position=proposal.position,
        pieces=proposal.pieces,
        variant_id=proposal.variant_id,
        quantity=proposal.quantity,
        shown=shown_line(instead),
        price=instead.offer.price,
        deposit=instead.offer.deposit,
        goods_less=goods_less,
        deposit_less=deposit_less,
        state=state,
        answer_by=until,
        account_id=account_id,
        at=now,
        decided_at=None if state is SubstituteState.PROPOSED else now,
        held=held,
    )


async def _agreed(
    tx: Transaction, part: ShopOrder, proposal: Proposal
) -> tuple[OrderedLine, tuple[int, int]]:
    """The line, and what the buyer agreed to pay for the pieces that are replaced."""
    line = (await reductions.lines(tx, part.id)).get(proposal.position)
    if line is None:
        raise LineNotFoundError(errors=[FieldError("position", LineNotFoundError.message)])
    left = rest(line, await reductions.of(tx, part.id))
    if proposal.pieces > left.quantity:
        raise ReductionTooLargeError(position=line.position)
    return line, replaced(left, line.price, line.deposit, proposal.pieces)


async def _offered(tx: Transaction, proposal: Proposal) -> Line:
    found = await substitutes.offered(tx, proposal.variant_id, proposal.quantity)
    if found is None:
        raise UnknownOfferError(errors=[FieldError("variant_id", UnknownOfferError.message)])
    return found
