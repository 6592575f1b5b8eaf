"""Ways of a cart, and what a checkout makes of them."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from marketkit.clock import new_id
from orders.invariants import violations

from tests.orders.market import AShop, Market, checkout_body
from tests.orders.ruling import says
from tests.orders.stations import HOME, SATURDAY, TUESDAY, a_point, a_tour, at_point, by_tour
from tests.support.asgi import Answer, AsgiClient
from tests.support.tokens import a_token

DELIVERY = {
    "postal_codes": ("06712", "06729"), "fee": 350, "free_from": 2000, "minimum": 500,
    "days": ("mo", "tu"), "note": "Bitte klingeln.",
}  # fmt: skip


async def a_cart(client: AsgiClient, *variants: UUID, quantity: int = 1) -> str:
    lines = [{"variant_id": str(variant), "quantity": quantity} for variant in variants]
    cart_id: str = (await client.post("/api/v1/carts", json={"lines": lines})).json()["id"]
    return cart_id


async def ways_of(client: AsgiClient, cart_id: str, **query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        await client.get(f"/api/v1/carts/{cart_id}/ways", query=query)
    ).json()["shops"]
    return found


async def check_out(client: AsgiClient, cart_id: str, key: str = "k", **body: Any) -> Answer:
    return await client.post(
        f"/api/v1/carts/{cart_id}/checkout",
        json=checkout_body([], slots={}) | body,
        headers={"Idempotency-Key": key},
    )


async def with_facts(market: Market, variant: UUID, **facts: Any) -> None:
    await market.database.pool.execute(
        "UPDATE offer SET facts = $2 WHERE variant_id = $1", variant, facts
    )


async def test_each_shop_names_its_ways_with_times_and_fees(
    market: Market, client: AsgiClient
) -> None:
    shop = await market.shop(delivery=DELIVERY)
    point, tour = await a_point(market, shop), await a_tour(market, shop)
    cart_id = await a_cart(client, await market.offer(shop, price=600))

    ways = (await ways_of(client, cart_id))[0]["ways"]

    assert [way["way"] for way in ways] == ["shop", "point", "delivery", "delivery"]
    at_point_, by_tour_, at_door = ways[1:]
    assert at_point_["point_id"] == str(point)
    assert [slot["start"] for slot in at_point_["slots"]] == [SATURDAY]
    assert at_point_["where"]["name"] == "DZZ am Altmarkt"
    assert by_tour_["tour_id"] == str(tour)
    assert [slot["start"] for slot in by_tour_["slots"]] == [TUESDAY]
    assert by_tour_["fee"]["amount"] == 450
    assert at_door["fee"]["amount"] == 350
    assert [slot["start"][:10] for slot in at_door["slots"]] == ["2026-11-23", "2026-11-24"]


async def test_a_shop_rings_at_doors_when_it_says_so(market: Market, client: AsgiClient) -> None:
    shop = await market.shop(delivery=DELIVERY)
    cart_id = await a_cart(client, await market.offer(shop, price=600))

    usual = (await ways_of(client, cart_id))[0]["ways"][1]["slots"][0]
    said = await says(client, shop, delivery_window={"begin": "08:30", "end": "11:00"})
    changed = (await ways_of(client, cart_id))[0]["ways"][1]["slots"][0]
    door = {"way": "delivery"}
    late = await check_out(client, cart_id, ways={str(shop.id): door | {"start": usual["start"]}},
                           address=HOME)  # fmt: skip
    placed = await check_out(client, cart_id, "other", address=HOME,
                             ways={str(shop.id): door | {"start": changed["start"]}})  # fmt: skip

    assert (usual["start"][11:16], usual["end"][11:16]) == ("16:00", "19:00")
    assert said["delivery_window"] == {"begin": "08:30", "end": "11:00"}
    assert (changed["start"][11:16], changed["end"][11:16]) == ("08:30", "11:00")
    assert late.status == 422
    assert placed.json()["shop_orders"][0]["slot"]["start"] == changed["start"]


async def test_a_door_out_of_reach_and_a_small_sum_say_why(
    market: Market, client: AsgiClient
) -> None:
    shop = await market.shop(delivery=DELIVERY)
    await a_tour(market, shop)
    cart_id = await a_cart(client, await market.offer(shop, price=400))

    far = (await ways_of(client, cart_id, postal_code="04109"))[0]["ways"]
    small = (await ways_of(client, cart_id, postal_code="06712"))[0]["ways"]

    assert far[1]["reason"] == "Elsteraue-Runde fährt nicht nach 04109."
    assert far[2]["reason"] == "Baeckerei liefert nicht nach 04109."
    assert small[2]["reason"] == "Lieferung erst ab 5,00 € Warenwert."
    assert far[2]["slots"] == small[2]["slots"] == []


async def test_from_a_sum_on_delivery_is_free(market: Market, client: AsgiClient) -> None:
    shop = await market.shop(delivery=DELIVERY)
    cart_id = await a_cart(client, await market.offer(shop, price=1000), quantity=2)

    assert (await ways_of(client, cart_id))[0]["ways"][1]["fee"]["amount"] == 0


@pytest.mark.parametrize(
    ("facts", "point", "reason"),
    [
        ({"temperature": "cool_4"}, {}, "Dafür ist es dort nicht kalt genug: Roggenbrot."),
        ({"temperature": "cool_10"}, {}, None),
        ({"temperature": "frozen"}, {"temperatures": ["ice_2"]},
         "Dafür ist es dort nicht kalt genug: Roggenbrot."),
        ({"age": 16}, {}, None),
        ({"age": 16}, {"attended": False},
         "Ware ab 16 Jahren gibt es dort nicht: Niemand kann den Ausweis prüfen."),
    ],
)  # fmt: skip
async def test_what_may_be_left_at_a_point(
    market: Market, client: AsgiClient, facts: Any, point: Any, reason: str | None
) -> None:
    shop = await market.shop()
    variant = await market.offer(shop)
    await with_facts(market, variant, **facts)
    point_id = await a_point(market, shop, **point)
    cart_id = await a_cart(client, variant)

    way = (await ways_of(client, cart_id))[0]["ways"][1]
    wishes: dict[str, Any] = {"age_confirmed": 16} if "age" in facts else {}
    placed = await check_out(client, cart_id, ways={str(shop.id): at_point(point_id)}, **wishes)

    assert way["reason"] == reason
    assert placed.status == (422 if reason else 201), placed.text
    if reason:
        field = f"ways.{shop.id}"
        assert placed.json()["errors"] == [{"field": field, "message": f"Baeckerei: {reason}"}]


async def test_the_way_is_frozen_into_the_order(market: Market, client: AsgiClient) -> None:
    shop = await market.shop()
    point = await a_point(market, shop)
    cart_id = await a_cart(client, await market.offer(shop))

    order = (await check_out(client, cart_id, ways={str(shop.id): at_point(point)})).json()
    await market.database.pool.execute("UPDATE pickup_point SET name = 'Anders'")

    path = f"/api/v1/orders/{order['id']}"
    part = (await client.get(path, query={"token": order["token"]})).json()["shop_orders"][0]
    assert part["fulfilment"]["way"] == "point"
    assert part["fulfilment"]["name"] == "DZZ am Altmarkt"
    assert part["slot"]["start"] == SATURDAY
    assert part["fee"]["amount"] == 0


async def test_without_an_address_nothing_is_brought(market: Market, client: AsgiClient) -> None:
    shop = await market.shop(delivery=DELIVERY)
    cart_id = await a_cart(client, await market.offer(shop, price=900))
    ways = {str(shop.id): {"way": "delivery", "start": "2026-11-24T16:00:00+01:00"}}

    nowhere = await check_out(client, cart_id, ways=ways)
    elsewhere = await check_out(client, cart_id, ways=ways, address=HOME | {"postal_code": "04109"})
    home = await check_out(client, cart_id, ways=ways, address=HOME)

    assert [each["field"] for each in nowhere.json()["errors"]] == [
        "address.street", "address.postal_code", "address.place",
    ]  # fmt: skip
    assert elsewhere.json()["errors"][0]["field"] == f"ways.{shop.id}"
    assert home.status == 201, home.text
    assert home.json()["total"]["amount"] == 900 + 350


async def test_a_point_where_nobody_takes_money_is_paid_online(
    market: Market, client: AsgiClient
) -> None:
    shop = await market.shop()
    point = await a_point(market, shop, pay_there=False)
    cart_id = await a_cart(client, await market.offer(shop))

    refused = await check_out(client, cart_id, ways={str(shop.id): at_point(point)})

    assert refused.json()["errors"][0]["message"].endswith("Bitte bezahlen Sie online.")


async def test_what_comes_too_late_for_the_round_waits_for_the_next(
    market: Market, client: AsgiClient
) -> None:
    shop = await market.shop()
    tour = await a_tour(market, shop)
    cart_id = await a_cart(client, await market.offer(shop))
    market.clock.at += timedelta(days=3, hours=8)  # Monday, after the last call

    starts = [slot["start"] for slot in (await ways_of(client, cart_id))[0]["ways"][1]["slots"]]
    late = await check_out(client, cart_id, ways={str(shop.id): by_tour(tour)}, address=HOME)

    assert TUESDAY not in starts
    assert late.status == 422


async def test_a_point_never_takes_more_than_it_has_room_for(
    market: Market, client: AsgiClient
) -> None:
    shops = [await market.shop(slug) for slug in ("baeckerei", "imkerei")]
    variants = [await market.offer(shop, on_hand=50) for shop in shops]
    point = await a_point(market, *shops, capacity=5)
    ways = {str(shop.id): at_point(point) for shop in shops}
    carts = [await a_cart(client, *variants) for _ in range(6)]

    answers = await asyncio.gather(
        *(check_out(client, cart, f"k{n}", ways=ways) for n, cart in enumerate(carts))
    )

    # Two shop orders of one cart take two places: two carts fit, three do not.
    assert sorted(answer.status for answer in answers) == [201, 201, 409, 409, 409, 409]
    full = next(answer for answer in answers if answer.status == 409)
    assert full.json()["code"] == "slot_full"
    assert await market.database.pool.fetchval("SELECT taken FROM slot_load") == 4
    assert [await market.stock(variant) for variant in variants] == [(50, 2), (50, 2)]
    assert await violations(market.database.pool) == []


async def test_a_full_window_is_no_longer_offered(market: Market, client: AsgiClient) -> None:
    shop = await market.shop()
    variant = await market.offer(shop)
    point = await a_point(market, shop, capacity=1)
    ways = {str(shop.id): at_point(point)}
    await check_out(client, await a_cart(client, variant), ways=ways)
    cart_id = await a_cart(client, variant)

    way = (await ways_of(client, cart_id))[0]["ways"][1]
    late = await check_out(client, cart_id, "late", ways=ways)

    assert (way["slots"], way["reason"]) == ([], "Dort ist alles voll.")
    assert late.status == 422


async def test_the_plan_with_the_fewest_stops_and_what_else_there_is(
    market: Market, client: AsgiClient
) -> None:
    shops = [await market.shop(slug, delivery=DELIVERY) for slug in ("a-laden", "b-laden")]
    await a_point(market, *shops)
    cart_id = await a_cart(client, *[await market.offer(shop, price=700) for shop in shops])

    found = (await client.get(f"/api/v1/carts/{cart_id}/plans")).json()
    plans = {kind: plan for plan in found["plans"] for kind in plan["kinds"]}

    best = plans["fewest"]
    assert best is plans["cheapest"]
    assert (best["count"], best["days"], best["fee"]["amount"]) == (1, 1, 0)
    assert plans["shops"]["count"] == 2
    assert plans["delivery"]["fee"]["amount"] == 700
    placed = await check_out(client, cart_id, ways=best["choices"])
    assert placed.status == 201, placed.text


async def test_nobody_is_in_two_towns_at_the_same_hour(market: Market, client: AsgiClient) -> None:
    shops = [await market.shop(slug, place=slug) for slug in ("zeitz", "kayna")]
    cart_id = await a_cart(client, *[await market.offer(shop) for shop in shops])

    plan = (await client.get(f"/api/v1/carts/{cart_id}/plans")).json()["plans"][0]

    starts = [stop["start"] for stop in plan["stops"]]
    assert (plan["count"], plan["days"]) == (2, 1)
    assert len(set(starts)) == 2


async def test_what_choices_come_to_is_known_before_anything_is_ordered(
    market: Market, client: AsgiClient
) -> None:
    shops = [await market.shop(slug) for slug in ("a-laden", "b-laden")]
    tour = await a_tour(market, *shops, fee=451)
    cart_id = await a_cart(client, *[await market.offer(shop, price=700) for shop in shops])
    ways = {str(shop.id): by_tour(tour) for shop in shops}

    path = f"/api/v1/carts/{cart_id}/fees"
    both = (await client.post(path, json={"ways": ways, "address": HOME})).json()
    nowhere = await client.post(path, json={"ways": ways})

    assert [shop["fee"]["amount"] for shop in both["shops"]] == [226, 225]
    assert both["fee"]["amount"] == 451
    assert nowhere.status == 422
    assert await market.database.pool.fetchval('SELECT count(*) FROM "order"') == 0


@pytest.mark.parametrize(("days", "debit"), [(3, False), (7, True)])
async def test_a_debit_is_promised_only_when_its_money_can_be_there(
    market: Market, client: AsgiClient, shop: AShop, days: int, *, debit: bool
) -> None:
    cart_id = await a_cart(client, await market.offer(shop))
    times = (await client.get(f"/api/v1/carts/{cart_id}/slots")).json()["shops"][0]["slots"]
    soonest = (market.clock.now() + timedelta(days=days)).isoformat()
    start = next(slot["start"] for slot in times if slot["start"] >= soonest)

    told = await client.post(
        f"/api/v1/carts/{cart_id}/fees", json={"slots": {str(shop.id): start}, "payment": "online"}
    )

    found = told.json()
    assert found["online_ways"] == (["card", "sepa_debit"] if debit else ["card"])
    assert (found["debit_from"] is None) is debit


async def test_a_shop_without_any_way_is_named(market: Market, client: AsgiClient) -> None:
    open_, shut = await market.shop("offen"), await market.shop("zu", opening_hours="")
    cart_id = await a_cart(client, await market.offer(open_), await market.offer(shut))

    found = (await client.get(f"/api/v1/carts/{cart_id}/plans")).json()

    assert found["plans"] == []
    assert [each["name"] for each in found["impossible"]] == ["Zu"]


async def test_strangers_see_no_ways_of_an_accounts_cart(
    market: Market, client: AsgiClient, other_account: AsgiClient, shop: AShop
) -> None:
    variant = await market.offer(shop)
    cart_id = await a_cart(other_account, variant)

    for what in ("ways", "plans"):
        assert (await client.get(f"/api/v1/carts/{cart_id}/{what}")).status == 404


@pytest.fixture
async def shop(market: Market) -> AShop:
    return await market.shop()


@pytest.fixture
def other_account(client: AsgiClient) -> AsgiClient:
    return client.as_(a_token("resident", account_id=new_id()))


async def test_a_plan_takes_no_more_than_there_is_room_for(
    market: Market, client: AsgiClient
) -> None:
    shops = [await market.shop(slug) for slug in ("a-laden", "b-laden", "c-laden")]
    await a_point(market, *shops, capacity=2)
    variants = [await market.offer(shop) for shop in shops]
    plans = {}
    for kind in ("fewest", "cheapest", "days"):
        cart = await a_cart(client, *variants)
        found = (await client.get(f"/api/v1/carts/{cart}/plans")).json()["plans"]
        plans[kind] = next(plan for plan in found if kind in plan["kinds"])
        ways = {
            shop: {name: value for name, value in way.items() if value}
            for shop, way in plans[kind]["choices"].items()
        }

        placed = await check_out(client, cart, f"key-{kind}", ways=ways)

        assert placed.status == 201, placed.text
    assert sorted(len(stop["shops"]) for stop in plans["fewest"]["stops"]) == [1, 2]
    assert await market.database.pool.fetchval("SELECT max(taken) FROM slot_load") == 2


async def test_each_way_to_a_door_says_how_far_it_reaches(
    market: Market, client: AsgiClient
) -> None:
    shop = await market.shop(delivery={"postal_codes": ["06724"], "fee": 300, "days": ["tu"]})
    await a_tour(market, shop)

    found = (await ways_of(client, await a_cart(client, await market.offer(shop))))[0]["ways"]

    reached = [way["postal_codes"] for way in found]
    assert reached == [[], ["06729", "06712"], ["06724"]]
