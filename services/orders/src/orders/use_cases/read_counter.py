"""What a shop's people may read: their own shop's orders and stock."""

from uuid import UUID

from orders import queries
from orders.domain.errors import ShopNotFoundError, ShopOrderNotFoundError
from orders.domain.order_view import ShopOrderView
from orders.store import access
from orders.use_cases.context import Context


async def shop_of_staff(context: Context, slug: str, account_id: UUID) -> UUID:
    """The shop, if this person works there; to all others its counter does not exist."""
    found = await access.shop_and_role(context.database.pool, slug, account_id)
    if found is None or found[1] is None:
        raise ShopNotFoundError
    return found[0]


async def read_shop_order(context: Context, shop_order_id: UUID, account_id: UUID) -> ShopOrderView:
    pool = context.database.pool
    found = await queries.shop_orders(pool, [shop_order_id])
    if not found or not found[0].opened:
        raise ShopOrderNotFoundError
    if await access.role_at(pool, found[0].shop_id, account_id) is None:
        raise ShopOrderNotFoundError
    return found[0]
