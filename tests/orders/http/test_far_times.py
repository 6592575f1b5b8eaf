"""Times at the ends of the calendar are refused by name, and nothing is kept of them."""

import pytest

from tests.orders.kinds.asking import an_offer, ask, resident
from tests.orders.market import Market, checkout_body
from tests.orders.ordering import owner_of
from tests.orders.rounding import a_round, plan, sells_in_rounds
from tests.orders.ruling import cart_with
from tests.support.asgi import Answer, AsgiClient

FAR = ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "1970-01-01T00:00:00Z"]


def fields(answer: Answer) -> list[str]:
    assert answer.status == 422, answer.text
    return [each["field"] for each in answer.json()["errors"]]


@pytest.mark.parametrize("far", FAR)
async def test_a_round_has_times_of_ours_or_every_cart_would_break(
    client: AsgiClient, market: Market, far: str
) -> None:
    shop = await market.shop()
    await sells_in_rounds(client, shop)

    for name in ("opens_at", "closes_at"):
        assert fields(await plan(client, a_round(shop) | {name: far})) == [name]

    assert await market.database.pool.fetchval("SELECT count(*) FROM selling_round") == 0
    bread = await market.offer(shop)
    lines = [{"variant_id": str(bread), "quantity": 1}]
    assert (await client.post("/api/v1/carts", json={"lines": lines})).status == 201


@pytest.mark.parametrize("far", FAR)
async def test_an_offer_is_for_a_day_of_ours(client: AsgiClient, market: Market, far: str) -> None:
    shop = await market.shop()
    quote = await ask(resident(client, shop.id), shop)
    path = f"/api/v1/quotes/{quote['id']}/offer"

    for name in ("start", "end", "valid_until"):
        answer = await owner_of(client, shop).post(path, json=an_offer(market, **{name: far}))
        assert fields(answer) == [name]


@pytest.mark.parametrize("far", FAR)
async def test_nobody_collects_before_or_after_our_time(
    client: AsgiClient, market: Market, far: str
) -> None:
    shop = await market.shop()
    cart = await cart_with(client, await market.offer(shop))

    body = checkout_body([shop], slots={str(shop.id): far})
    headers = {"Idempotency-Key": "k"}
    answer = await client.post(f"/api/v1/carts/{cart}/checkout", json=body, headers=headers)

    assert fields(answer) == [f"slots.{shop.id}"]
    assert await market.database.pool.fetchval('SELECT count(*) FROM "order"') == 0
