"""Split: one cart, one payment, one group, one order per shop, made in one step.

A retry returns the same group. A missing choice for any shop blocks all. Shares are in whole
cents and add up exactly. Ending one shop's order leaves the others.
"""

from typing import Any
from uuid import UUID

from tests.orders.market import AShop, Market, checkout_body
from tests.orders.ordering import owner_of, verb
from tests.orders.stations import HOME, a_tour, by_tour
from tests.support.asgi import Answer, AsgiClient


async def three_shops(market: Market, *prices: int) -> tuple[list[AShop], list[UUID]]:
    shops = [await market.shop(slug) for slug in ("baeckerei", "imkerei", "gaertnerei")]
    variants = [
        await market.offer(shop, price=price) for shop, price in zip(shops, prices, strict=True)
    ]
    return shops, variants


async def a_cart(client: AsgiClient, variants: list[UUID]) -> str:
    lines = [{"variant_id": str(variant), "quantity": 1} for variant in variants]
    cart_id: str = (await client.post("/api/v1/carts", json={"lines": lines})).json()["id"]
    return cart_id


async def check_out(client: AsgiClient, cart_id: str, body: Any, key: str = "once") -> Answer:
    headers = {"Idempotency-Key": key}
    return await client.post(f"/api/v1/carts/{cart_id}/checkout", json=body, headers=headers)


async def test_one_order_per_shop_in_one_step_and_a_retry_returns_the_same(
    market: Market, client: AsgiClient
) -> None:
    shops, variants = await three_shops(market, 480, 650, 320)
    cart_id = await a_cart(client, variants)

    first = await check_out(client, cart_id, checkout_body(shops))
    again = await check_out(client, cart_id, checkout_body(shops))

    order = first.json()
    assert (first.status, again.status) == (201, 201)
    assert again.json() == order
    assert [part["shop"]["slug"] for part in order["shop_orders"]] == [s.slug for s in shops]
    assert order["total"]["amount"] == 480 + 650 + 320
    pool = market.database.pool
    assert await pool.fetchval('SELECT count(*) FROM "order"') == 1
    assert await pool.fetchval("SELECT count(*) FROM shop_order") == 3


async def test_a_missing_choice_for_one_shop_blocks_all_of_them(
    market: Market, client: AsgiClient
) -> None:
    shops, variants = await three_shops(market, 480, 650, 320)
    cart_id = await a_cart(client, variants)

    refused = await check_out(client, cart_id, checkout_body(shops[:2]))

    assert refused.status == 422
    assert [each["field"] for each in refused.json()["errors"]] == [f"slots.{shops[2].id}"]
    assert await market.database.pool.fetchval('SELECT count(*) FROM "order"') == 0
    for variant in variants:
        assert await market.stock(variant) == (10, 0)


async def test_shares_of_one_delivery_add_up_to_the_cent(
    market: Market, client: AsgiClient
) -> None:
    shops, variants = await three_shops(market, 333, 333, 334)
    tour = await a_tour(market, *shops, fee=400)
    cart_id = await a_cart(client, variants)
    ways = {str(shop.id): by_tour(tour) for shop in shops}

    placed = await check_out(client, cart_id, checkout_body([], slots={}, ways=ways, address=HOME))

    order = placed.json()
    assert placed.status == 201, placed.text
    fees = [part["fee"]["amount"] for part in order["shop_orders"]]
    assert sum(fees) == 400
    assert max(fees) - min(fees) <= 1
    for part in order["shop_orders"]:
        assert part["total"]["amount"] == part["subtotal"]["amount"] + part["fee"]["amount"]
        assert part["fulfilment"]["address"]["street"] == "Dorfstraße 4"
    assert order["total"]["amount"] == 1000 + 400


async def test_ending_one_shops_order_leaves_the_others(market: Market, client: AsgiClient) -> None:
    shops, variants = await three_shops(market, 480, 650, 320)
    cart_id = await a_cart(client, variants)
    order = (await check_out(client, cart_id, checkout_body(shops))).json()
    parts = [part["id"] for part in order["shop_orders"]]

    await verb(owner_of(client, shops[0]), parts[0], "decline", reason="Der Ofen ist kalt.")

    path = f"/api/v1/orders/{order['id']}"
    left = (await client.get(path, query={"token": order["token"]})).json()
    states = [part["status"] for part in left["shop_orders"]]
    assert states == ["declined", "placed", "placed"]
    assert [part["total"] for part in left["shop_orders"]] == [
        part["total"] for part in order["shop_orders"]
    ]
    assert left["status"] == "placed"
