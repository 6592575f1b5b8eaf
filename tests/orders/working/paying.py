"""Paid orders, and what of them flows back."""

from typing import Any
from uuid import UUID

from tests.orders.market import AShop, Market
from tests.orders.ordering import AnOrder, order, pay
from tests.support.asgi import AsgiClient


async def paid_order(
    client: AsgiClient, market: Market, *wanted: tuple[AShop, UUID, int], **changes: Any
) -> AnOrder:
    """Ordered and paid online."""
    placed = await order(client, *wanted, payment="online", **changes)
    assert await pay(market.context, placed.id)
    await market.database.pool.execute(
        "UPDATE payment SET status = 'paid', provider_id = 'pi_1' WHERE order_id = $1", placed.id
    )
    return placed


async def refunds(market: Market) -> list[tuple[str, int]]:
    """Shop order and amount, in the order in which they were asked for."""
    rows = await market.database.pool.fetch("SELECT shop_order_id, amount FROM refund ORDER BY id")
    return [(str(row["shop_order_id"]), row["amount"]) for row in rows]


async def mails(market: Market, kind: str) -> int:
    found: int = await market.database.pool.fetchval(
        "SELECT count(*) FROM mail WHERE kind = $1", kind
    )
    return found
