"""The buyer says the pickup code and takes the goods along."""

from datetime import timedelta
from uuid import UUID

from marketkit.contracts import ShopOrderHandedOver
from marketkit.db import Transaction

from orders.domain.codes import same_pickup_code
from orders.domain.errors import (
    AgeNotCheckedError,
    TooManyWrongCodesError,
    WrongPickupCodeError,
)
from orders.domain.shop_order import ShopOrderStatus
from orders.store import age_checks, arrivals, holds, pickup_codes
from orders.use_cases.changing import Load, change, load_for_staff
from orders.use_cases.context import Context
from orders.use_cases.ports import Notice

MAX_WRONG_CODES = 5
PAUSE = timedelta(minutes=10)


async def hand_over(
    context: Context,
    shop_order_id: UUID,
    account_id: UUID,
    pickup_code: str,
    *,
    age_checked: bool = False,
    load: Load = load_for_staff,
) -> None:
    """Goods leave the shelf and the reservations; a second time changes nothing.

    A wrong code is counted although the hand-over is refused, so guessing does not get far.
    Goods for grown-ups are not handed over before somebody has looked at the identity card.
    """
    async with context.database.transaction() as tx:
        right = await _check_code(context, tx, shop_order_id, account_id, pickup_code, load)
        if right:
            await finish(context, tx, shop_order_id, account_id, age_checked=age_checked, load=load)
    if not right:
        raise WrongPickupCodeError


async def _check_code(
    context: Context,
    tx: Transaction,
    shop_order_id: UUID,
    account_id: UUID,
    said: str,
    load: Load,
) -> bool:
    _, part = await load(tx, shop_order_id, account_id, context.clock.now())
    if part.status is ShopOrderStatus.HANDED_OVER:
        return True
    expected = await pickup_codes.expected(tx, shop_order_id, PAUSE)
    if expected.recently_wrong >= MAX_WRONG_CODES:
        raise TooManyWrongCodesError(retry_after=int(PAUSE.total_seconds()))
    if same_pickup_code(expected.code, said):
        return True
    await pickup_codes.count_wrong(tx, shop_order_id, PAUSE)
    return False


async def finish(
    context: Context,
    tx: Transaction,
    shop_order_id: UUID,
    account_id: UUID,
    *,
    age_checked: bool,
    load: Load = load_for_staff,
) -> None:
    """It is with its buyer now, however that was made sure."""
    now = context.clock.now()
    done = await change(
        context, tx, shop_order_id, account_id, lambda part: part.hand_over(at=now), load
    )
    if not done.happened:
        return
    part = done.after
    if age := await age_checks.asked(tx, part.id):
        if not age_checked:
            raise AgeNotCheckedError(age=age)
        await age_checks.checked(tx, part.id, age, account_id, now)
    await arrivals.keep_letter_back(tx, part.id, Notice.SHOP_ORDER_ARRIVED)
    await holds.commit(tx, part.order_id, part.id)
    tx.record(
        ShopOrderHandedOver(
            version=part.version,
            shop_order_id=part.id,
            order_id=part.order_id,
            shop_id=part.shop_id,
            occurred_at=now,
            product_ids=await pickup_codes.products(tx, part.id),
        )
    )
