"""The shop packs: it says what weighed goods weigh, as often as it must; ready fixes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction

from orders.domain.errors import WrongStateError
from orders.domain.errors_kinds import WeighingOverError
from orders.domain.order import Order
from orders.domain.shop_order import ShopOrder, ShopOrderStatus
from orders.domain.weighing import ToWeigh, Weights, check, reductions_of, to_weigh
from orders.store import reductions, weighings
from orders.store.weighings import Reader
from orders.use_cases.changing import load_for_staff
from orders.use_cases.context import Context
from orders.use_cases.reduce import reduce

_OVER = frozenset({ShopOrderStatus.READY, ShopOrderStatus.HANDED_OVER})


@dataclass(frozen=True, slots=True)
class Packing:
    """What is to be weighed of a shop order, and what the scales have shown so far."""

    lines: dict[int, ToWeigh]
    known: dict[int, tuple[int, ...]]

    @property
    def is_complete(self) -> bool:
        return all(
            len(self.known.get(position, ())) == line.pieces
            for position, line in self.lines.items()
        )


async def packing(on: Reader, shop_order_id: UUID) -> Packing:
    lines = await reductions.lines(on, shop_order_id)
    shown = await weighings.shown(on, shop_order_id)
    taken_off = await reductions.of(on, shop_order_id)
    return Packing(to_weigh(lines, shown, taken_off), await weighings.latest(on, shop_order_id))


async def weigh(
    context: Context, shop_order_id: UUID, account_id: UUID, said: Sequence[Weights]
) -> None:
    """The same weights again change nothing; other ones correct the earlier.

    Raises WrongWeightsError, WrongStateError, and WeighingOverError once it is ready.
    """
    async with context.database.transaction() as tx:
        now = context.clock.now()
        _, part = await load_for_staff(tx, shop_order_id, account_id, now)
        known = await weighings.latest(tx, shop_order_id)
        if all(known.get(each.position) == each.grams for each in said):
            return
        _check_open(part)
        check(said, (await packing(tx, shop_order_id)).lines)
        for each in said:
            if known.get(each.position) != each.grams:
                await weighings.add(tx, shop_order_id, each, account_id, now)


async def fix_weights(
    context: Context, tx: Transaction, order: Order, part: ShopOrder, account_id: UUID
) -> None:
    """Before a part of the locked order is ready: weights become what a line costs less.

    Raises NotWeighedError while a weight is missing.
    """
    if part.status is not ShopOrderStatus.ACCEPTED:
        return
    found = await packing(tx, part.id)
    wanted = reductions_of(
        found.lines,
        found.known,
        shop_order_id=part.id,
        account_id=account_id,
        at=context.clock.now(),
        new_id=new_id,
    )
    if wanted:
        await reduce(context, tx, order, part, wanted)


def _check_open(part: ShopOrder) -> None:
    if part.status in _OVER:
        raise WeighingOverError
    if part.status is not ShopOrderStatus.ACCEPTED:
        raise WrongStateError(state=part.status)
