"""What a shop's people may read: their own shop's orders and stock."""

from uuid import UUID

from orders import queries
from orders.domain.errors import ShopNotFoundError, ShopOrderNotFoundError
from orders.domain.order_view import ShopOrderView
from orders.store import access
from orders.store.access import Task
from orders.use_cases.context import Context


async def shop_of_staff(context: Context, slug: str, account_id: UUID, task: Task) -> UUID:
    """The shop, if this person may do that there; to all others its counter does not exist."""
    now = context.clock.now()
    found = await access.shop_and_right(context.database.pool, slug, account_id, now)
    if found is None or found[1] is None or not found[1].allows(task):
        raise ShopNotFoundError
    return found[0]


async def read_shop_order(context: Context, shop_order_id: UUID, account_id: UUID) -> ShopOrderView:
    pool = context.database.pool
    found = await queries.shop_orders(pool, [shop_order_id])
    if not found or not found[0].opened:
        raise ShopOrderNotFoundError
    right = await access.right_at(pool, found[0].shop_id, account_id, context.clock.now())
    if right is None or not right.allows("orders"):
        raise ShopOrderNotFoundError
    return found[0]
