"""Brought to the door: no code is asked for, the shop's people say that it is done."""

from uuid import UUID

from orders.domain.errors import WrongStateError
from orders.store import part_lines
from orders.use_cases.changing import load_for_staff
from orders.use_cases.context import Context
from orders.use_cases.hand_over import finish


async def deliver(
    context: Context, shop_order_id: UUID, account_id: UUID, *, age_checked: bool = False
) -> None:
    """The same as a hand-over by code; a second time changes nothing.

    Only for what was to be brought, or left where nobody hands out.
    """
    async with context.database.transaction() as tx:
        _, part = await load_for_staff(tx, shop_order_id, account_id, context.clock.now())
        what = await part_lines.fulfilment_of(tx, shop_order_id)
        left_alone = what.get("way") == "point" and not what.get("attended", True)
        if what.get("way") != "delivery" and not left_alone:
            raise WrongStateError(state=part.status)
        await finish(context, tx, shop_order_id, account_id, age_checked=age_checked)
