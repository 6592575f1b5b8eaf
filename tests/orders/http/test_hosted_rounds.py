"""What is sold in a round and handed out at a point is in its host's list like all else there."""

from typing import Any

from tests.orders.http.test_hosted import a_hosted_point, listed
from tests.orders.market import AShop, Market
from tests.orders.ordering import owner_of, verb
from tests.orders.rounding import P, a_round, planned, sells_in_rounds
from tests.orders.ruling import at, cart_with, check_out
from tests.support.asgi import AsgiClient


async def a_round_at_the_host(
    client: AsgiClient, market: Market, *, at_point: bool = True
) -> tuple[AShop, AShop, str, dict[str, Any]]:
    """Host, producer, point, and the producer's part; packed."""
    at(market, "2026-11-20 07:00")
    host, shop = await market.shop("dzz"), await market.shop("apfelhof")
    await sells_in_rounds(client, shop)
    point = await a_hosted_point(client, host)
    place = P | ({"point_id": point} if at_point else {})
    await planned(client, a_round(shop) | {"pickups": [place]})
    at(market, "2026-11-20 09:00")
    cart = await cart_with(client, await market.offer(shop))
    placed = await check_out(client, cart, shop, P["start"][:16].replace("T", " "))
    assert placed.status == 201, placed.text
    part = placed.json()["shop_orders"][0]
    for name in ("accept", "ready"):
        assert (await verb(owner_of(client, shop), part["id"], name))[0] == 200
    return host, shop, point, part


async def trusts(client: AsgiClient, shop: AShop, point: str, *, days: list[str]) -> int:
    body = {"points": {point: {"days": days, "lead_hours": 0, "with_host": True}}}
    answer = await owner_of(client, shop).put(f"/api/v1/shops/{shop.slug}/bringing", json=body)
    return answer.status


async def test_it_is_counted_until_its_shop_lets_the_host_have_it(
    client: AsgiClient, market: Market
) -> None:
    host, shop, point, part = await a_round_at_the_host(client, market)
    (before,) = (await listed(client, host))["points"]
    assert (before["parcels"], before["others"]) == ([], [{"shop": "Apfelhof", "count": 1}])

    # It brings nothing there on its own days: only what the round sells.
    assert await trusts(client, shop, point, days=[]) == 200

    (found,) = (await listed(client, host))["points"]
    (parcel,) = found["parcels"]
    assert (parcel["number"], parcel["selling_round"]) == (part["number"], "Freitagsrunde")
    assert (parcel["start"], found["others"]) == ("2026-11-27T16:00:00+01:00", [])


async def test_the_host_ticks_it(client: AsgiClient, market: Market) -> None:
    host, shop, point, part = await a_round_at_the_host(client, market)
    path = f"/api/v1/shop-orders/{part['id']}/arrived"
    assert (await owner_of(client, host).post(path)).status == 404
    await trusts(client, shop, point, days=[])

    assert (await owner_of(client, host).post(path)).status == 200

    (parcel,) = (await listed(client, host))["points"][0]["parcels"]
    assert parcel["arrived_at"]


async def test_whoever_trusts_the_host_for_rounds_sells_there_on_no_other_day(
    client: AsgiClient, market: Market
) -> None:
    host, shop = await market.shop("dzz"), await market.shop("hof")
    point = await a_hosted_point(client, host)
    assert await trusts(client, shop, point, days=[]) == 200

    cart = await cart_with(client, await market.offer(shop))

    (found,) = (await client.get(f"/api/v1/carts/{cart}/ways")).json()["shops"]
    assert {way["way"] for way in found["ways"]} == {"shop"}


async def test_where_the_round_has_a_place_of_its_own_the_shop_says_it(
    client: AsgiClient, market: Market
) -> None:
    host, shop, _, part = await a_round_at_the_host(client, market, at_point=False)
    path = f"/api/v1/shop-orders/{part['id']}/arrived"

    assert (await listed(client, host))["points"][0]["others"] == []
    assert (await owner_of(client, host).post(path)).status == 404
    assert (await owner_of(client, shop).post(path)).status == 200
    assert part["fulfilment"]["hint"] == "hinterer Eingang"
