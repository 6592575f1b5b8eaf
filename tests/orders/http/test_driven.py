"""One shop drives a round for others: it sees doors, not goods, and brings what is paid."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from marketkit.clock import new_id

from tests.orders.http.test_stations import ROUND
from tests.orders.http.test_ways import with_facts
from tests.orders.market import AShop, Market
from tests.orders.ordering import AnOrder, order, owner_of, pay, verb
from tests.orders.ruling import at
from tests.orders.stations import HOME, by_tour
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token

START = "2026-11-26T16:00:00+01:00"
"""The Thursday on which the round of these tests drives."""
DAY = "2026-11-26"


async def a_driven_round(client: AsgiClient, driver: AShop | None, slug: str = "runde") -> str:
    operator = client.as_(a_token("operator", account_id=new_id()))
    body = ROUND | {"driver": driver.slug if driver else None}
    answer = await operator.put(f"/api/v1/delivery-rounds/{slug}", json=body)
    assert answer.status == 200, answer.text
    assert (answer.json()["driver"] or {}).get("slug") == (driver.slug if driver else None)
    return str(answer.json()["id"])


async def gives(client: AsgiClient, shop: AShop, tour: str, *, with_driver: bool) -> None:
    body = {"tours": [tour], "with_driver": [tour] if with_driver else []}
    path = f"/api/v1/shops/{shop.slug}/bringing"
    answer = await owner_of(client, shop).put(path, json=body)
    assert answer.status == 200, answer.text
    said = {each["id"]: each["with_driver"] for each in answer.json()["tours"]}
    assert said[tour] is with_driver


async def brought_by(
    client: AsgiClient, market: Market, tour: str, *shops: AShop, paid: bool = True,
    address: dict[str, str] | None = None, age: int | None = None,
) -> AnOrder:  # fmt: skip
    """One order for one door, packed by all of its shops."""
    variants = [await market.offer(shop) for shop in shops]
    if age:
        for variant in variants:
            await with_facts(market, variant, age=age, temperature="cool_7")
    ways = {str(shop.id): by_tour(UUID(tour), START) for shop in shops}
    placed = await order(
        client, *((shop, variant, 1) for shop, variant in zip(shops, variants, strict=True)),
        key=str(new_id()), slots={}, ways=ways,
        address=address or HOME, payment="online" if paid else "pickup",
        **({"age_confirmed": age} if age else {}),
    )  # fmt: skip
    if paid:
        assert await pay(market.context, placed.id)
        await market.database.pool.execute(
            "UPDATE payment SET status = 'paid' WHERE order_id = $1", placed.id
        )
    for part in placed.body["shop_orders"]:
        shop = next(each for each in shops if each.slug == part["shop"]["slug"])
        for name in ("accept", "ready"):
            assert (await verb(owner_of(client, shop), part["id"], name))[0] == 200
    return placed


def part_of(placed: AnOrder, shop: AShop) -> str:
    return next(str(part["id"]) for part in placed.body["shop_orders"]
                if part["shop"]["slug"] == shop.slug)  # fmt: skip


async def listed(client: AsgiClient, driver: AShop, day: str = DAY) -> dict[str, Any]:
    path = f"/api/v1/shops/{driver.slug}/driven"
    answer = await owner_of(client, driver).get(path, query={"day": day})
    assert answer.status == 200, answer.text
    (found,) = answer.json()["rounds"]
    return dict(found)


async def brings(client: AsgiClient, who: AShop, part: str, **body: Any) -> tuple[int, str]:
    return await verb(owner_of(client, who), part, "brought", **body or {"age_checked": False})


@pytest.fixture
async def three(market: Market) -> list[AShop]:
    """Who drives, who lets them, who does not."""
    return [await market.shop(slug) for slug in ("fahrer", "hof", "molkerei")]


async def test_the_driver_sees_doors_in_their_order_and_what_to_collect(
    client: AsgiClient, market: Market, three: list[AShop]
) -> None:
    driver, shop, shy = three
    tour = await a_driven_round(client, driver)
    for each, trusts in ((driver, False), (shop, True), (shy, False)):
        await gives(client, each, tour, with_driver=trusts)
    far = {"street": "Dorfstraße 10", "postal_code": "06724", "place": "Kayna"}
    near = {"street": "Dorfstraße 9", "postal_code": "06729", "place": "Elsteraue"}
    await brought_by(client, market, tour, shop, address=far, age=16)
    await brought_by(client, market, tour, driver, shop, shy, address=HOME)
    await brought_by(client, market, tour, shop, address=near)
    await brought_by(client, market, tour, shop, paid=False)
    at(market, f"{DAY} 08:00")

    found = await listed(client, driver)

    streets = [door["address"]["street"] for door in found["doors"]]
    assert streets == ["Dorfstraße 4", "Dorfstraße 9", "Dorfstraße 10"]
    first = found["doors"][0]
    assert {one["shop"]: one["own"] for one in first["parcels"]} == {"Fahrer": True, "Hof": False}
    own, theirs = found["collect"]
    assert (own["name"], own["own"], own["count"], own["ready"]) == ("Fahrer", True, 1, 1)
    assert (theirs["name"], theirs["count"], theirs["age"]) == ("Hof", 3, 16)
    assert theirs["temperatures"] == {"ambient": 2, "cool_7": 1}
    # What is not paid, and what its shop keeps to itself, is only counted.
    assert found["others"] == [{"shop": "Hof", "count": 1}, {"shop": "Molkerei", "count": 1}]


async def test_no_goods_no_prices_no_codes(
    client: AsgiClient, market: Market, three: list[AShop]
) -> None:
    driver, shop, _ = three
    tour = await a_driven_round(client, driver)
    await gives(client, shop, tour, with_driver=True)
    await brought_by(client, market, tour, shop)
    at(market, f"{DAY} 08:00")

    found = await listed(client, driver)

    assert set(found["doors"][0]["parcels"][0]) == {
        "shop_order_id", "number", "shop", "own", "status", "temperature", "age"}  # fmt: skip
    text = str(found)
    assert "Roggenbrot" not in text
    assert "amount" not in text
    assert "code" not in text.replace("postal_code", "")


async def test_who_lives_there_is_told_on_the_day_until_it_is_brought(
    client: AsgiClient, market: Market, three: list[AShop]
) -> None:
    driver, shop, _ = three
    tour = await a_driven_round(client, driver)
    await gives(client, shop, tour, with_driver=True)
    placed = await brought_by(client, market, tour, shop)
    part = part_of(placed, shop)
    assert await brings(client, driver, part) == (409, "tour_not_today")

    (before,) = (await listed(client, driver))["doors"]
    at(market, f"{DAY} 08:00")
    (today,) = (await listed(client, driver))["doors"]
    assert await brings(client, driver, part) == (200, "handed_over")
    after = await listed(client, driver)

    for door in (before, after["doors"][0]):
        assert (door["name"], door["phone"], door["address"]) == (None, None, None)
        assert door["where"] == {"postal_code": "06729", "place": "Elsteraue"}
    assert today["address"]["street"] == "Dorfstraße 4"
    assert today["name"]
    assert after["collect"] == []


async def test_driver_and_shop_at_once_bring_it_once(
    client: AsgiClient, market: Market, three: list[AShop]
) -> None:
    driver, shop, _ = three
    tour = await a_driven_round(client, driver)
    await gives(client, shop, tour, with_driver=True)
    part = part_of(await brought_by(client, market, tour, shop), shop)
    at(market, f"{DAY} 17:00")

    answers = await asyncio.gather(
        *(brings(client, driver, part) for _ in range(8)),
        *(verb(owner_of(client, shop), part, "delivered", age_checked=False) for _ in range(8)),
    )

    assert set(answers) == {(200, "handed_over")}
    assert len(await market.events("orders.shop_order.handed_over.v1")) == 1


async def test_ages_are_looked_at_at_the_door(
    client: AsgiClient, market: Market, three: list[AShop]
) -> None:
    driver, shop, _ = three
    tour = await a_driven_round(client, driver)
    await gives(client, shop, tour, with_driver=True)
    part = part_of(await brought_by(client, market, tour, shop, age=16), shop)
    at(market, f"{DAY} 17:00")

    assert await brings(client, driver, part) == (409, "age_not_checked")
    assert await brings(client, driver, part, age_checked=True) == (200, "handed_over")

    seen = (await owner_of(client, shop).get(f"/api/v1/shop-orders/{part}")).json()
    assert seen["age_checked"]["age"] == 16


async def test_money_is_never_taken_for_others_but_for_ones_own(
    client: AsgiClient, market: Market, three: list[AShop]
) -> None:
    driver, shop, _ = three
    tour = await a_driven_round(client, driver)
    for each in (driver, shop):
        await gives(client, each, tour, with_driver=True)
    placed = await brought_by(client, market, tour, driver, shop, paid=False)
    at(market, f"{DAY} 17:00")

    assert await brings(client, driver, part_of(placed, shop)) == (409, "not_paid_yet")
    assert await brings(client, driver, part_of(placed, driver)) == (200, "handed_over")


async def test_nobody_else_touches_it_and_the_driver_nothing_else(
    client: AsgiClient, market: Market, three: list[AShop]
) -> None:
    driver, shop, shy = three
    tour = await a_driven_round(client, driver)
    other = await a_driven_round(client, shy, "andere")
    await gives(client, shop, tour, with_driver=True)
    await gives(client, shy, tour, with_driver=False)
    trusted = part_of(await brought_by(client, market, tour, shop), shop)
    kept = part_of(await brought_by(client, market, tour, shy), shy)
    at(market, f"{DAY} 17:00")

    for who, part in ((shy, trusted), (shop, trusted), (driver, kept), (shy, kept)):
        assert await brings(client, who, part) == (404, "shop_order_not_found")
    assert (await client.post(f"/api/v1/shop-orders/{trusted}/brought", json={})).status == 401
    assert (await owner_of(client, shop).get("/api/v1/shops/fahrer/driven")).status == 404
    found = (await owner_of(client, shop).get("/api/v1/shops/hof/driven")).json()
    assert found["rounds"] == []
    assert other != tour
    # What it brings stays the other shop's order.
    path = f"/api/v1/shop-orders/{trusted}"
    assert (await owner_of(client, driver).get(path)).status == 404
    assert (await verb(owner_of(client, driver), trusted, "cancel", reason="Nein."))[0] == 404


async def test_another_driver_has_to_be_allowed_anew(
    client: AsgiClient, market: Market, three: list[AShop]
) -> None:
    driver, shop, second = three
    tour = await a_driven_round(client, driver)
    await gives(client, shop, tour, with_driver=True)
    part = part_of(await brought_by(client, market, tour, shop), shop)
    at(market, f"{DAY} 17:00")
    stops = f"/api/v1/shops/{shop.slug}/tours"
    (stop,) = (await owner_of(client, shop).get(stops, query={"day": DAY})).json()["stops"]
    assert stop["driver"] == "Fahrer"

    await a_driven_round(client, second)

    assert (await listed(client, second))["others"] == [{"shop": "Hof", "count": 1}]
    for who in (driver, second):
        assert await brings(client, who, part) == (404, "shop_order_not_found")
    (stop,) = (await owner_of(client, shop).get(stops, query={"day": DAY})).json()["stops"]
    assert stop["driver"] is None


async def test_an_unknown_driver_is_refused(client: AsgiClient) -> None:
    operator = client.as_(a_token("operator", account_id=new_id()))

    refused = await operator.put("/api/v1/delivery-rounds/x", json=ROUND | {"driver": "niemand"})

    assert refused.status == 422
    assert refused.json()["errors"][0]["field"] == "driver"
