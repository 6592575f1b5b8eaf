"""Shops that do not answer are reminded twice; then their part is given up for the buyer."""

from functools import partial
from uuid import UUID

from marketkit.background import one_by_one

from orders.domain.shop_order import ShopOrderStatus
from orders.domain.silence import ALARMED, DECLINED, REASON, REMINDED, watch
from orders.store import answer_watch, mails, orders
from orders.use_cases.context import Context
from orders.use_cases.work_on_shop_order import declining, do_in

BATCH = 50
_WHAT = "silent shop"
NEW_AT_ONCE = 1000
"""Each look for new ones goes over all that wait for an answer: few looks, and large ones."""
REMINDERS = {REMINDED: "shop_reminded", ALARMED: "shop_reminded_again"}
GIVEN_UP = "shop_given_up"


async def watch_silence(context: Context) -> bool:
    """One round; True when there may be more. Any number of workers may look."""
    new = await _begin(context)
    now = context.clock.now()
    setbacks = context.setbacks
    due = await answer_watch.due(context.database.pool, now, BATCH, setbacks.waiting(_WHAT))
    done = await one_by_one(_WHAT, due, partial(_step, context), setbacks)
    return new == NEW_AT_ONCE or done == BATCH


async def _begin(context: Context) -> int:
    found = await answer_watch.unwatched(context.database.pool, NEW_AT_ONCE)
    if found:
        limit = context.silence_limit_minutes
        async with context.database.transaction() as tx:
            await answer_watch.add(tx, [(key, watch(waiting, limit)) for key, waiting in found])
    return len(found)


async def _step(context: Context, due: tuple[UUID, UUID]) -> None:
    """The next step, unless the shop has answered, or somebody else has done it, meanwhile."""
    shop_order_id, order_id = due
    now = context.clock.now()
    async with context.database.transaction() as tx:
        order = await orders.lock(tx, order_id)
        at = await answer_watch.lock(tx, shop_order_id)
        assert order is not None
        if at is None:
            return
        part = next(one for one in order.shop_orders if one.id == shop_order_id)
        if part.status is not ShopOrderStatus.PLACED:
            await answer_watch.save(tx, shop_order_id, at.stage, None)
            return
        if at.next_at is None or at.next_at > now:
            return
        # After an outage only the last step that is due is taken: nobody is reminded of what
        # is given up in the same minute.
        stage = at.stage + 1
        while (following := at.watch.next_after(stage)) is not None and following <= now:
            stage += 1
        await answer_watch.save(tx, shop_order_id, stage, at.watch.next_after(stage))
        if stage == DECLINED:
            await do_in(context, tx, order, part, declining(now, REASON), None)
            await mails.queue_for_shop(tx, shop_order_id, GIVEN_UP)
        else:
            await mails.queue_for_shop(tx, shop_order_id, REMINDERS[stage])
