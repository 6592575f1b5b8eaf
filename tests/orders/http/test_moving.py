"""A buyer moves a part, and a shop brings it: each only as far as it may."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.orders.http.test_ways import a_cart, check_out
from tests.orders.market import AShop, Market, checkout_body
from tests.orders.ordering import AnOrder, order, owner_of, verb
from tests.orders.ruling import says
from tests.orders.stations import HOME, SATURDAY, TUESDAY, a_point, a_tour, at_point, by_tour
from tests.support.asgi import Answer, AsgiClient

ELEVEN = "2026-11-21T11:00:00+01:00"


async def move(client: AsgiClient, placed: AnOrder, index: int = 0, **body: Any) -> Answer:
    path = f"/api/v1/shop-orders/{placed.parts[index]}/move"
    return await client.post(path, json=body, query={"token": placed.token})


async def ordered(
    client: AsgiClient, variants: list[UUID], ways: dict[str, Any], key: str = "k"
) -> AnOrder:
    cart = await a_cart(client, *variants)
    placed = await check_out(client, cart, key, ways=ways, address=HOME)
    assert placed.status == 201, placed.text
    return AnOrder(placed.json())


async def test_a_waiting_part_moves_and_its_history_says_so(
    market: Market, client: AsgiClient
) -> None:
    shop = await market.shop()
    placed = await order(client, (shop, await market.offer(shop), 1))

    moved = await move(client, placed, start=ELEVEN)
    again = await move(client, placed, start=ELEVEN)

    part = moved.json()["shop_orders"][0]
    assert (moved.status, again.status) == (200, 200)
    assert part["slot"]["start"] == ELEVEN
    assert [step["status"] for step in part["history"]] == ["placed", "placed"]
    assert "21.11.2026, 11:00" in part["history"][-1]["reason"]
    assert again.json() == moved.json()


async def test_two_parts_are_joined_at_a_point(market: Market, client: AsgiClient) -> None:
    shops = [await market.shop(slug) for slug in ("a-laden", "b-laden")]
    point = await a_point(market, *shops, capacity=2)
    placed = await order(client, *[(shop, await market.offer(shop), 1) for shop in shops])

    path = f"/api/v1/shop-orders/{placed.parts[0]}/times"
    times = (await client.get(path, query={"token": placed.token})).json()
    for index in range(2):
        await move(client, placed, index, **at_point(point))

    assert [way["way"] for way in times["ways"]] == ["shop", "point"]
    parts = (await client.get(placed.path, query={"token": placed.token})).json()["shop_orders"]
    assert {part["slot"]["start"] for part in parts} == {SATURDAY}
    assert {part["fulfilment"]["name"] for part in parts} == {"DZZ am Altmarkt"}
    assert await market.database.pool.fetchval("SELECT taken FROM slot_load") == 2


async def test_when_a_shop_drops_out_the_rest_is_planned_anew(
    market: Market, client: AsgiClient
) -> None:
    shops = [await market.shop(slug) for slug in ("a-laden", "b-laden", "c-laden")]
    await a_point(market, *shops[1:])
    placed = await order(client, *[(shop, await market.offer(shop), 1) for shop in shops])
    await verb(owner_of(client, shops[0]), placed.parts[0], "decline", reason="Ofen kaputt.")

    path, key = f"{placed.path}/plans", {"token": placed.token}
    better = (await client.get(path, query=key)).json()
    plan = better["plans"][0]
    for index, shop in ((1, shops[1]), (2, shops[2])):
        await move(client, placed, index, **_without_nothing(plan["choices"][str(shop.id)]))
    after = (await client.get(path, query=key)).json()

    assert (better["stops"], plan["count"], plan["fee"]["amount"]) == (2, 1, 0)
    assert (after["stops"], after["plans"]) == (1, [])
    assert (await client.get(path)).status == 404


def _without_nothing(choice: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in choice.items() if value}


async def test_a_full_place_takes_nobody_and_moving_away_makes_room(
    market: Market, client: AsgiClient
) -> None:
    shop = await market.shop()
    variant = await market.offer(shop)
    point = await a_point(market, shop, capacity=1)
    there = await ordered(client, [variant], {str(shop.id): at_point(point)})
    late = await order(client, (shop, variant, 1), key="late")

    refused = await move(client, late, **at_point(point))
    await move(client, there, way="shop", start=ELEVEN)
    taken = await move(client, late, **at_point(point))

    assert refused.status == 422
    assert taken.status == 200, taken.text
    assert await market.database.pool.fetchval("SELECT taken FROM slot_load") == 1


async def test_once_the_shop_has_begun_nothing_moves(market: Market, client: AsgiClient) -> None:
    shop = await market.shop()
    placed = await order(client, (shop, await market.offer(shop), 1))
    await verb(owner_of(client, shop), placed.parts[0], "accept")

    refused = await move(client, placed, start=ELEVEN)

    assert (refused.status, refused.json()["code"]) == (409, "move_not_possible")


async def test_only_the_buyer_moves_it(market: Market, client: AsgiClient) -> None:
    shop = await market.shop()
    placed = await order(client, (shop, await market.offer(shop), 1))
    path = f"/api/v1/shop-orders/{placed.parts[0]}"

    for person in (client, owner_of(client, shop)):
        assert (await person.post(f"{path}/move", json={"start": ELEVEN})).status == 404
        assert (await person.get(f"{path}/times")).status == 404


@pytest.mark.parametrize("start", ["2026-11-22T11:00:00+01:00", "2026-11-19T11:00:00+01:00"])
async def test_a_time_nobody_offers_is_refused(
    market: Market, client: AsgiClient, start: str
) -> None:
    shop = await market.shop()
    placed = await order(client, (shop, await market.offer(shop), 1))

    assert (await move(client, placed, start=start)).status == 422


async def test_where_somebody_lives_is_told_on_the_day_only(
    market: Market, client: AsgiClient
) -> None:
    shop, placed = await _by_round(market, client)
    owner = owner_of(client, shop)
    path = f"/api/v1/shops/{shop.slug}/tours"
    day = {"day": TUESDAY[:10]}

    before = (await owner.get(path, query=day)).json()["stops"][0]
    listed = (await owner.get(f"/api/v1/shops/{shop.slug}/orders")).json()["items"][0]
    single = (await owner.get(f"/api/v1/shop-orders/{placed.parts[0]}")).json()
    market.clock.at += timedelta(days=4)
    on_the_day = (await owner.get(path)).json()["stops"][0]
    await _handed_over(client, shop, placed)
    after = (await owner.get(path)).json()["stops"][0]

    assert "address" not in before
    assert before["where"] == {"postal_code": "06729", "place": "Elsteraue"}
    for seen in (listed, single, before["orders"][0]):
        assert "Dorfstraße" not in str(seen)
    assert on_the_day["address"]["street"] == "Dorfstraße 4"
    assert "address" not in after


async def test_brought_without_a_code_and_twice_is_once(market: Market, client: AsgiClient) -> None:
    shop, placed = await _by_round(market, client)

    await _handed_over(client, shop, placed)
    again = await verb(owner_of(client, shop), placed.parts[0], "delivered", age_checked=False)

    assert again == (200, "handed_over")
    assert len(await market.events("orders.shop_order.handed_over.v1")) == 1


async def test_what_is_collected_needs_its_code(market: Market, client: AsgiClient) -> None:
    shop = await market.shop()
    placed = await order(client, (shop, await market.offer(shop), 1))
    owner = owner_of(client, shop)
    for name in ("accept", "ready"):
        await verb(owner, placed.parts[0], name)

    assert (await verb(owner, placed.parts[0], "delivered", age_checked=False))[0] == 409


async def test_doors_come_in_the_order_of_the_round(market: Market, client: AsgiClient) -> None:
    shop = await market.shop()
    variant = await market.offer(shop, on_hand=50)
    tour = await a_tour(market, shop, postal_codes=["06729", "06712"])
    homes = [("06712", "Markt 2"), ("06729", "Hauptstr. 10"), ("06729", "Hauptstr. 9")]
    for number, (code, street) in enumerate(homes):
        body = checkout_body([], slots={}, ways={str(shop.id): by_tour(tour)}) | {
            "address": {"street": street, "postal_code": code, "place": "X"}
        }
        cart = await a_cart(client, variant)
        await client.post(f"/api/v1/carts/{cart}/checkout", json=body,
                          headers={"Idempotency-Key": f"k{number}"})  # fmt: skip
    market.clock.at += timedelta(days=4)

    stops = (await owner_of(client, shop).get(f"/api/v1/shops/{shop.slug}/tours")).json()["stops"]

    assert [stop["address"]["street"] for stop in stops] == [
        "Hauptstr. 9", "Hauptstr. 10", "Markt 2",
    ]  # fmt: skip


async def _by_round(market: Market, client: AsgiClient) -> tuple[AShop, AnOrder]:
    shop = await market.shop()
    tour = await a_tour(market, shop)
    variant = await market.offer(shop)
    return shop, await ordered(client, [variant], {str(shop.id): by_tour(tour)})


async def _handed_over(client: AsgiClient, shop: AShop, placed: AnOrder) -> None:
    owner = owner_of(client, shop)
    for name in ("accept", "ready"):
        await verb(owner, placed.parts[0], name)
    done = await verb(owner, placed.parts[0], "delivered", age_checked=False)
    assert done == (200, "handed_over")


async def test_two_who_swap_their_times_do_not_wait_for_each_other(
    market: Market, client: AsgiClient
) -> None:
    shop = await market.shop()
    bread = await market.offer(shop)
    await says(client, shop, per_window=9)
    times = ["2026-11-21T10:00:00+01:00", ELEVEN]
    placed = [
        await order(client, (shop, bread, 1), key=start, slots={str(shop.id): start})
        for start in times
    ]

    for turn in range(6):
        answers = await asyncio.gather(
            *(
                move(client, each, start=times[(index + turn + 1) % 2])
                for index, each in enumerate(placed)
            )
        )
        assert [answer.status for answer in answers] == [200, 200]

    taken = await market.database.pool.fetch("SELECT taken FROM slot_load ORDER BY start")
    assert [row["taken"] for row in taken] == [1, 1]
