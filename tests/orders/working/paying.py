"""Paid orders, and what of them flows back."""

from typing import Any
from uuid import UUID

from orders.store import ledger

from tests.orders.market import AShop, Market
from tests.orders.ordering import AnOrder, order, pay
from tests.support.asgi import AsgiClient


async def paid_order(
    client: AsgiClient,
    market: Market,
    *wanted: tuple[AShop, UUID, int],
    fee: int = 0,
    **changes: Any,
) -> AnOrder:
    """Ordered and paid online; with a fee as if its first part were brought for so much."""
    placed = await order(client, *wanted, payment="online", **changes)
    if fee:
        await _with_fee(market, placed, fee)
    assert await pay(market.context, placed.id)
    async with market.database.transaction() as tx:
        await tx.execute(
            "UPDATE payment SET status = 'paid', provider_id = $2 WHERE order_id = $1",
            placed.id,
            f"pi_{placed.id}",
        )
        await ledger.post_payment(
            tx, placed.id, placed.body["total"]["amount"] + fee, f"pi_{placed.id}"
        )
    return AnOrder(
        (await client.get(f"{placed.path}?token={placed.token}")).json() | {"token": placed.token}
    )


async def refunds(market: Market) -> list[tuple[str, int]]:
    """Shop order and amount, in the order in which they were asked for."""
    rows = await market.database.pool.fetch("SELECT shop_order_id, amount FROM refund ORDER BY id")
    return [(str(row["shop_order_id"]), row["amount"]) for row in rows]


async def mails(market: Market, kind: str) -> int:
    found: int = await market.database.pool.fetchval(
        "SELECT count(*) FROM mail WHERE kind = $1", kind
    )
    return found


async def _with_fee(market: Market, placed: AnOrder, fee: int) -> None:
    pool, part = market.database.pool, UUID(placed.parts[0])
    await pool.execute(
        "UPDATE shop_order SET fee = $2, total = total + $2 WHERE id = $1", part, fee
    )
    await pool.execute('UPDATE "order" SET total = total + $2 WHERE id = $1', placed.id, fee)
    await pool.execute(
        "UPDATE payment SET amount = amount + $2 WHERE order_id = $1", placed.id, fee
    )
