"""Who may read an order: its owner, or the guest who holds its key."""

import hmac
from uuid import UUID

from orders import queries
from orders.domain.codes import token_hash
from orders.domain.errors import OrderNotFoundError
from orders.domain.order_view import OrderView
from orders.use_cases.context import Context

_KEY = 'SELECT account_id, guest_token_hash FROM "order" WHERE id = $1'


async def check_buyer(
    context: Context, order_id: UUID, account_id: UUID | None, token: str | None
) -> None:
    """Raises OrderNotFoundError for everybody else; they learn nothing, not even that it exists."""
    row = await context.database.pool.fetchrow(_KEY, order_id)
    if row is None:
        raise OrderNotFoundError
    owner, key = row["account_id"], row["guest_token_hash"]
    if owner is not None and owner == account_id:
        return
    if owner is None and key and token and hmac.compare_digest(key, token_hash(token)):
        return
    raise OrderNotFoundError


async def read_order(
    context: Context, order_id: UUID, account_id: UUID | None, token: str | None
) -> OrderView:
    await check_buyer(context, order_id, account_id, token)
    view = await queries.order(context.database.pool, order_id)
    if view is None:
        raise OrderNotFoundError
    return view
