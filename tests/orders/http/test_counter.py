"""The shop's side: working an order off, and what it may not see."""

import asyncio

import pytest
from orders.invariants import violations

from tests.orders.market import Market
from tests.orders.ordering import order, owner_of, verb
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token


async def test_from_accept_to_hand_over(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread = await market.offer(shop)
    placed = await order(client, (shop, bread, 3))
    part, owner = placed.parts[0], owner_of(client, shop)

    for name, state in (("accept", "accepted"), ("ready", "ready")):
        assert await verb(owner, part, name) == (200, state)
        assert await verb(owner, part, name) == (200, state)
    assert await verb(owner, part, "accept") == (409, "wrong_state")
    for _ in range(2):
        done = await verb(owner, part, "hand-over", pickup_code=placed.code())
        assert done == (200, "handed_over")

    assert await market.stock(bread) == (7, 0)
    seen = (await client.get(f"{placed.path}?token={placed.token}")).json()
    assert seen["status"] == "completed"
    assert [step["status"] for step in seen["shop_orders"][0]["history"]] == [
        "placed", "accepted", "ready", "handed_over"]  # fmt: skip
    for event in ("accepted", "ready", "handed_over"):
        assert len(await market.events(f"orders.shop_order.{event}.v1")) == 1
    assert await violations(market.database.pool) == []


async def test_a_declined_part_goes_back_on_sale_and_the_other_stands(
    client: AsgiClient, market: Market
) -> None:
    bakery, dairy = await market.shop("baeckerei"), await market.shop("molkerei")
    bread, milk = await market.offer(bakery), await market.offer(dairy)
    placed = await order(client, (bakery, bread, 2), (dairy, milk, 1))

    for _ in range(2):
        done = await verb(owner_of(client, bakery), placed.parts[0], "decline", reason="Ofen aus")
        assert done == (200, "declined")

    assert await market.stock(bread) == (10, 0)
    assert await market.stock(milk) == (10, 1)
    seen = (await client.get(f"{placed.path}?token={placed.token}")).json()
    assert [part["status"] for part in seen["shop_orders"]] == ["declined", "placed"]
    assert seen["shop_orders"][0]["reason"] == "Ofen aus"
    assert seen["status"] == "placed"
    assert await violations(market.database.pool) == []


async def test_the_same_verb_twenty_times_at_once_happens_once(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    bread = await market.offer(shop)
    placed = await order(client, (shop, bread, 1))
    owner = owner_of(client, shop)

    answers = await asyncio.gather(
        *(verb(owner, placed.parts[0], "decline", reason="Ofen aus") for _ in range(20))
    )

    assert set(answers) == {(200, "declined")}
    assert await market.stock(bread) == (10, 0)
    assert len(await market.events("orders.shop_order.declined.v1")) == 1


async def test_guessing_pickup_codes_is_stopped(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    placed = await order(client, (shop, await market.offer(shop), 1))
    part, owner = placed.parts[0], owner_of(client, shop)
    wrong = "000000" if placed.code() != "000000" else "000001"
    await verb(owner, part, "accept")
    await verb(owner, part, "ready")

    guesses = [await verb(owner, part, "hand-over", pickup_code=wrong) for _ in range(5)]
    right_too_late = await verb(owner, part, "hand-over", pickup_code=placed.code())

    assert set(guesses) == {(409, "wrong_pickup_code")}
    assert right_too_late == (429, "too_many_wrong_codes")


async def test_nothing_is_handed_over_before_it_is_ready(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    placed = await order(client, (shop, await market.offer(shop), 1))

    done = await verb(
        owner_of(client, shop), placed.parts[0], "hand-over", pickup_code=placed.code()
    )

    assert done == (409, "wrong_state")


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("accept", {}),
        ("decline", {"reason": "Ofen aus"}),
        ("ready", {}),
        ("hand-over", {"pickup_code": "123456"}),
        ("cancel", {"reason": "Ofen aus"}),
    ],
)
async def test_who_does_not_work_there_does_not_find_it(
    client: AsgiClient, market: Market, name: str, body: dict[str, str]
) -> None:
    shop, other = await market.shop("baeckerei"), await market.shop("molkerei")
    placed = await order(client, (shop, await market.offer(shop), 1))
    part = placed.parts[0]

    strangers = [owner_of(client, other), client.as_(a_token()), client.as_(a_token("operator"))]
    for stranger in strangers:
        assert await verb(stranger, part, name, **body) == (404, "shop_order_not_found")
        assert (await stranger.get(f"/api/v1/shop-orders/{part}")).status == 404
    assert (await verb(client, part, name, **body))[0] == 401


async def test_the_list_is_by_pickup_time_in_pages(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, on_hand=50)
    hours = [11, 9, 10, 9, 12]
    for hour in hours:
        slot = {str(shop.id): f"2026-11-21T{hour:02}:00:00+01:00"}
        await order(client, (shop, bread, 1), slots=slot)
    owner = owner_of(client, shop)

    found, cursor = [], ""
    while cursor is not None:
        query = {"limit": 2, "day": "2026-11-21", "status": "placed"}
        answer = await owner.get(
            f"/api/v1/shops/{shop.slug}/orders",
            query=query | ({"cursor": cursor} if cursor else {}),
        )
        found += answer.json()["items"]
        cursor = answer.json()["next"]

    assert [part["slot"]["start"][11:13] for part in found] == ["09", "09", "10", "11", "12"]
    assert len({part["id"] for part in found}) == 5
    assert found[0]["contact"] == {"name": "Anna Beispiel", "phone": None}
    assert found[0]["allowed"] == ["accept", "decline"]
    assert "pickup_code" not in found[0]
    archive = (await owner.get(f"/api/v1/shops/{shop.slug}/orders?limit=3")).json()
    assert [part["slot"]["start"][11:13] for part in archive["items"]] == ["12", "11", "10"]
    older = await owner.get(f"/api/v1/shops/{shop.slug}/orders?cursor={archive['next']}")
    assert [part["slot"]["start"][11:13] for part in older.json()["items"]] == ["09", "09"]
    empty = await owner.get(f"/api/v1/shops/{shop.slug}/orders?day=2026-11-22")
    assert empty.json() == {"items": [], "next": None}
    broken = await owner.get(f"/api/v1/shops/{shop.slug}/orders?cursor=abc")
    assert (broken.status, broken.json()["code"]) == (422, "invalid_cursor")


async def test_an_unpaid_order_is_not_the_shops_business(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    placed = await order(client, (shop, await market.offer(shop), 1), payment="online")
    owner = owner_of(client, shop)

    assert placed.body["status"] == "awaiting_payment"
    assert placed.body["shop_orders"][0]["pickup_code"] is None
    assert (await owner.get(f"/api/v1/shop-orders/{placed.parts[0]}")).status == 404
    assert (await owner.get(f"/api/v1/shops/{shop.slug}/orders")).json()["items"] == []
    assert await verb(owner, placed.parts[0], "accept") == (404, "shop_order_not_found")
