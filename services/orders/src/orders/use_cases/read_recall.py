"""Who bought recalled goods: operators see all of it, a shop its own part."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from marketkit.auth import Principal
from marketkit.errors import NotFoundError

from orders.store import recalls
from orders.store.recalls import Goods
from orders.use_cases.context import Context


class RecallNotFoundError(NotFoundError):
    code = "recall_not_found"
    message = "Diesen Rückruf gibt es nicht."


async def affected(
    context: Context, goods: Goods, principal: Principal, after: UUID | None, limit: int
) -> tuple[dict[str, int], list[Any]]:
    """Counts, and one page of the orders a recall of these goods would concern."""
    pool = context.database.pool
    sellers = await recalls.sellers_of(pool, goods.product_ids)
    seen = await _seen(context, principal, sellers)
    counts = await recalls.preview(pool, goods, seen)
    return counts, await recalls.previewed(pool, goods, seen, after, limit)


async def orders_of_recall(
    context: Context,
    recall_id: UUID,
    principal: Principal,
    state: str | None,
    after: UUID | None,
    limit: int,
) -> tuple[dict[str, int], list[Any]]:
    """Counts by state, and one page of the orders; with whom to call."""
    pool = context.database.pool
    seen = await _seen(context, principal, await recalls.sellers(pool, recall_id))
    counts = await recalls.counts(pool, recall_id, seen)
    return counts, await recalls.listed(pool, recall_id, seen, state, after, limit)


async def mark_called(
    context: Context, recall_id: UUID, shop_order_id: UUID, principal: Principal, *, called: bool
) -> None:
    """Somebody has told the buyer by telephone, or has ticked that by mistake."""
    assert principal.id
    sellers = await recalls.sellers(context.database.pool, recall_id)
    seen = await _seen(context, principal, sellers)
    async with context.database.transaction() as tx:
        done = await recalls.mark_called(
            tx,
            recall_id,
            shop_order_id,
            seen,
            called=called,
            at=context.clock.now(),
            account_id=principal.id,
            name=principal.name,
        )
    if not done:
        raise RecallNotFoundError


async def _seen(
    context: Context, principal: Principal, sellers: Sequence[UUID]
) -> list[UUID] | None:
    """None: all shops. To strangers there is no such recall."""
    assert principal.id
    if not sellers:
        raise RecallNotFoundError
    if principal.has("operator"):
        return None
    mine = await recalls.shops_of(context.database.pool, principal.id, sellers, context.clock.now())
    if not mine:
        raise RecallNotFoundError
    return mine
