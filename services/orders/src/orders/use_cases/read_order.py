"""Who may read an order: its owner, or who holds the key of a guest or of a letter."""

import hmac
from typing import Any
from uuid import UUID

from orders import queries
from orders.domain.codes import guest_token, token_hash
from orders.domain.errors import OrderNotFoundError
from orders.domain.order_view import OrderView
from orders.use_cases.context import Context

_KEY = """
    SELECT account_id, guest_token_hash, contact_name = '' AS is_forgotten
    FROM "order" WHERE id = $1
"""

_OF_CART = "SELECT account_id, order_id FROM cart WHERE id = $1 AND order_id IS NOT NULL"


async def check_buyer(
    context: Context, order_id: UUID, account_id: UUID | None, token: str | None
) -> None:
    """Raises OrderNotFoundError for everybody else; they learn nothing, not even that it exists."""
    row = await context.database.pool.fetchrow(_KEY, order_id)
    if row is None:
        raise OrderNotFoundError
    if row["account_id"] is not None:
        if row["account_id"] == account_id:
            return
        raise OrderNotFoundError
    if token and _opens(context, order_id, row, token):
        return
    raise OrderNotFoundError


def _opens(context: Context, order_id: UUID, row: Any, token: str) -> bool:
    """The guest's key, or that of the letters to somebody whose account was erased meanwhile.

    Such an order has no key of its own. It opens as long as it knows whom it is for: then it goes
    on, and its letters have to lead somewhere.
    """
    key: bytes | None = row["guest_token_hash"]
    if key is None and not row["is_forgotten"]:
        key = token_hash(guest_token(context.guest_token_secret, order_id))
    return key is not None and hmac.compare_digest(key, token_hash(token))


async def read_order(
    context: Context, order_id: UUID, account_id: UUID | None, token: str | None
) -> OrderView:
    await check_buyer(context, order_id, account_id, token)
    view = await queries.order(context.database.pool, order_id)
    if view is None:
        raise OrderNotFoundError
    return view


async def order_of_cart(
    context: Context, cart_id: UUID, account_id: UUID | None
) -> tuple[OrderView, str | None]:
    """The order with its guest's key, as the checkout answered it. The cart is the right to it."""
    row = await context.database.pool.fetchrow(_OF_CART, cart_id)
    if row is None or row["account_id"] not in {None, account_id}:
        raise OrderNotFoundError
    view = await queries.order(context.database.pool, row["order_id"])
    if view is None:
        raise OrderNotFoundError
    token = None if view.account_id else guest_token(context.guest_token_secret, view.id)
    return view, token
