"""A selling round handed out at one of the market's points: what holds there holds for it too."""

import asyncio
from typing import Any
from uuid import UUID

from tests.orders.http.test_ways import with_facts
from tests.orders.market import AShop, Market
from tests.orders.rounding import P, Q, a_round, planned, sells_in_rounds
from tests.orders.ruling import at, cart_with, check_out, starts, times, why
from tests.orders.stations import a_point
from tests.support.asgi import AsgiClient


async def a_round_at(
    market: Market, client: AsgiClient, *, others: bool = False, **changes: Any
) -> tuple[AShop, UUID]:
    """Handed out at a locker; with `others` at a table in the market hall as well."""
    at(market, "2026-11-20 07:00")
    shop = await market.shop("apfelhof", email="a@example.org")
    await sells_in_rounds(client, shop)
    point = await a_point(market, **changes)
    pickups = [P | {"point_id": str(point)}, *([Q] if others else [])]
    await planned(client, a_round(shop) | {"pickups": pickups})
    at(market, "2026-11-20 09:00")
    return shop, await market.offer(shop)


async def test_what_must_be_cold_goes_to_the_other_place(
    market: Market, client: AsgiClient
) -> None:
    shop, milk = await a_round_at(market, client, others=True, temperatures=[])
    await with_facts(market, milk, temperature="cool_7")
    cart = await cart_with(client, milk)

    warm = await check_out(client, cart, shop, P["start"][:16].replace("T", " "))
    cold = await check_out(client, cart, shop, Q["start"][:16].replace("T", " "), "cold")

    assert starts(await times(client, await cart_with(client, milk))) == [Q["start"][:16]]
    assert (warm.status, cold.status) == (422, 201)


async def test_without_a_fit_place_it_is_said_why(market: Market, client: AsgiClient) -> None:
    shop, beer = await a_round_at(market, client, attended=False)
    await with_facts(market, beer, age=16)
    cart = await cart_with(client, beer)

    refused = await check_out(client, cart, shop, P["start"][:16].replace("T", " "),
                              age_confirmed=16)  # fmt: skip

    found = await times(client, cart)
    assert found["slots"] == []
    assert "Niemand kann den Ausweis prüfen" in found["reason"]
    assert refused.status == 422
    assert "Niemand kann den Ausweis prüfen" in why(refused)


async def test_where_nobody_takes_money_it_is_paid_online(
    market: Market, client: AsgiClient
) -> None:
    shop, apples = await a_round_at(market, client, pay_there=False)
    cart, start = await cart_with(client, apples), P["start"][:16].replace("T", " ")

    refused = await check_out(client, cart, shop, start)
    plans = (await client.get(f"/api/v1/carts/{cart}/plans")).json()["plans"]
    paid = await check_out(client, cart, shop, start, "online", payment="online")

    assert (refused.status, refused.json()["code"]) == (422, "way_not_offered")
    assert "online" in why(refused)
    assert plans == []
    assert paid.status == 201, paid.text


async def test_the_point_holds_no_more_than_it_has_room_for(
    market: Market, client: AsgiClient
) -> None:
    shop, apples = await a_round_at(market, client, capacity=1)
    start = P["start"][:16].replace("T", " ")
    carts = [await cart_with(client, apples) for _ in range(4)]

    answers = await asyncio.gather(
        *(check_out(client, cart, shop, start, f"k{n}") for n, cart in enumerate(carts))
    )

    assert sorted(answer.status for answer in answers) == [201, 409, 409, 409]
    found = await times(client, await cart_with(client, apples))
    assert (found["slots"], starts(found, "full")) == ([], [P["start"][:16]])
    assert "ausgebucht" in found["reason"]
