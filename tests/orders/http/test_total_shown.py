"""Nobody is bound to a sum that did not stand above the button (§ 312j BGB)."""

from typing import Any
from uuid import UUID

from marketkit.clock import new_id

from tests.orders.http.test_checkout import a_cart
from tests.orders.market import AShop, Market, checkout_body
from tests.orders.stations import HOME, TUESDAY, a_tour, by_tour
from tests.support.asgi import Answer, AsgiClient


async def check_out(client: AsgiClient, cart: str, shop: AShop, total: int, **more: Any) -> Answer:
    return await client.post(
        f"/api/v1/carts/{cart}/checkout",
        json=checkout_body([shop], total_shown=total, **more),
        headers={"Idempotency-Key": str(new_id())},
    )


async def a_bottle(market: Market, client: AsgiClient) -> tuple[AShop, UUID, str]:
    shop = await market.shop()
    bottle = await market.offer(shop, price=150, deposit=8)
    return shop, bottle, await a_cart(client, (bottle, 2))


async def test_a_deposit_that_rose_meanwhile_is_seen_before_it_is_agreed(
    market: Market, client: AsgiClient
) -> None:
    shop, bottle, cart = await a_bottle(market, client)
    product = await market.product_of(bottle)
    await market.change_product(shop, product, bottle, price=150, deposit=25)

    refused = await check_out(client, cart, shop, 316)
    agreed = await check_out(client, cart, shop, 350)

    problem = refused.json()
    assert (refused.status, problem["code"]) == (409, "total_changed")
    assert problem["before"]["amount"] == 316
    assert problem["after"]["amount"] == 350
    assert "3,50" in problem["detail"]
    assert agreed.status == 201, agreed.text


async def test_a_fee_that_was_not_shown_is_not_agreed(market: Market, client: AsgiClient) -> None:
    shop, _, cart = await a_bottle(market, client)
    tour = await a_tour(market, shop)
    ways = {"ways": {str(shop.id): by_tour(tour, TUESDAY)}, "slots": {}, "address": HOME}

    refused = await check_out(client, cart, shop, 316, **ways)
    agreed = await check_out(client, cart, shop, 316 + 450, **ways)

    assert (refused.status, refused.json()["code"]) == (409, "total_changed")
    assert await market.database.pool.fetchval('SELECT count(*) FROM "order"') == 1
    assert agreed.json()["total"]["amount"] == 766


async def test_who_does_not_say_what_was_shown_orders_as_ever(
    market: Market, client: AsgiClient
) -> None:
    shop, _, cart = await a_bottle(market, client)

    placed = await client.post(
        f"/api/v1/carts/{cart}/checkout",
        json=checkout_body([shop]),
        headers={"Idempotency-Key": "k"},
    )

    assert placed.status == 201
