"""When a paid part will not happen its money flows back: asked for with the change, and once."""

import pytest
from orders.invariants import violations

from tests.orders.market import Market
from tests.orders.ordering import AnOrder, order, owner_of, pay, verb
from tests.support.asgi import AsgiClient


async def refunds(market: Market) -> list[tuple[str, int]]:
    rows = await market.database.pool.fetch(
        "SELECT shop_order_id, amount FROM refund ORDER BY amount"
    )
    return [(str(row["shop_order_id"]), row["amount"]) for row in rows]


async def paid(market: Market, placed: AnOrder) -> AnOrder:
    assert await pay(market.context, placed.id)
    return placed


async def test_a_declined_share_alone_flows_back(client: AsgiClient, market: Market) -> None:
    bakery, dairy = await market.shop("baeckerei"), await market.shop("molkerei")
    bread, milk = await market.offer(bakery, price=480), await market.offer(dairy, price=120)
    placed = await paid(
        market, await order(client, (bakery, bread, 2), (dairy, milk, 1), payment="online")
    )

    for _ in range(2):
        await verb(owner_of(client, bakery), placed.parts[0], "decline", reason="Ofen aus")

    assert await refunds(market) == [(placed.parts[0], 960)]
    assert await violations(market.database.pool) == []


@pytest.mark.parametrize("method", ["pickup", "online"])
async def test_a_buyer_who_takes_it_back_gets_what_they_paid(
    client: AsgiClient, market: Market, method: str
) -> None:
    shop = await market.shop()
    placed = await order(client, (shop, await market.offer(shop), 1), payment=method)
    if method == "online":
        await paid(market, placed)

    for _ in range(2):
        await client.post(f"{placed.path}/cancel?token={placed.token}")

    expected = [(placed.parts[0], 480)] if method == "online" else []
    assert await refunds(market) == expected
    assert await violations(market.database.pool) == []
