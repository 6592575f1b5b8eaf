"""A point's own people: they see what comes, and touch only what its shop lets them."""

from typing import Any
from uuid import UUID

from marketkit.clock import new_id

from tests.orders.http.test_stations import POINT
from tests.orders.market import AShop, Market
from tests.orders.ordering import AnOrder, order, owner_of, pay, verb
from tests.orders.stations import at_point
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token

START = "2026-11-27T15:00:00+01:00"
"""The Friday on which the point of these tests is open."""


async def a_hosted_point(client: AsgiClient, host: AShop | None) -> str:
    operator = client.as_(a_token("operator", account_id=new_id()))
    body = POINT | {"host": host.slug if host else None}
    answer = await operator.put("/api/v1/pickup-points/dzz", json=body)
    assert answer.status == 200, answer.text
    return str(answer.json()["id"])


async def brings(client: AsgiClient, shop: AShop, point: str, *, with_host: bool) -> None:
    wanted = {"days": ["fr"], "lead_hours": 0, "with_host": with_host}
    path = f"/api/v1/shops/{shop.slug}/bringing"
    assert (await owner_of(client, shop).put(path, json={"points": {point: wanted}})).status == 200


async def a_parcel(
    client: AsgiClient, market: Market, shop: AShop, point: str, *, paid: bool = True
) -> AnOrder:
    """Ready, and to be collected at the point."""
    placed = await order(
        client, (shop, await market.offer(shop), 2), key=str(new_id()), slots={},
        ways={str(shop.id): at_point(UUID(point), START)},
        payment="online" if paid else "pickup",
    )  # fmt: skip
    if paid:
        assert await pay(market.context, placed.id)
        await market.database.pool.execute(
            "UPDATE payment SET status = 'paid' WHERE order_id = $1", placed.id
        )
        seen = await client.get(f"{placed.path}?token={placed.token}")
        placed = AnOrder(seen.json() | {"token": placed.token})
    for name in ("accept", "ready"):
        assert (await verb(owner_of(client, shop), placed.parts[0], name))[0] == 200
    return placed


async def listed(client: AsgiClient, host: AShop) -> dict[str, Any]:
    path = f"/api/v1/shops/{host.slug}/hosted"
    answer = await owner_of(client, host).get(path, query={"day": "2026-11-27"})
    assert answer.status == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_the_host_sees_names_only_of_shops_that_allow_it(
    client: AsgiClient, market: Market
) -> None:
    host, open_, shy = [await market.shop(slug) for slug in ("dzz", "hof", "molkerei")]
    point = await a_hosted_point(client, host)
    await brings(client, open_, point, with_host=True)
    await brings(client, shy, point, with_host=False)
    mine = await a_parcel(client, market, open_, point)
    await brings(client, host, point, with_host=True)
    await a_parcel(client, market, host, point)
    await a_parcel(client, market, shy, point)

    (found,) = (await listed(client, host))["points"]

    (parcel,) = found["parcels"]
    assert parcel == {
        "shop_order_id": mine.parts[0], "number": mine.body["shop_orders"][0]["number"],
        "shop": "Hof", "selling_round": None, "name": mine.body["contact"]["name"], "start": START,
        "end": "2026-11-27T18:00:00+01:00", "status": "ready", "arrived_at": None,
        "is_paid": True, "age": None,
    }  # fmt: skip
    assert found["others"] == [{"shop": "Molkerei", "count": 1}]


async def test_a_parcel_arrives_once_and_is_handed_out_by_code(
    client: AsgiClient, market: Market
) -> None:
    host, shop = await market.shop("dzz"), await market.shop("hof")
    point = await a_hosted_point(client, host)
    await brings(client, shop, point, with_host=True)
    placed = await a_parcel(client, market, shop, point)
    people, path = owner_of(client, host), f"/api/v1/shop-orders/{placed.parts[0]}"

    for _ in range(2):
        assert (await people.post(f"{path}/arrived")).status == 200
    undone = await verb(owner_of(client, shop), placed.parts[0], "undo", step="ready")
    wrong = await people.post(f"{path}/hand-out", json={"pickup_code": "ZZZZZZ"})
    for _ in range(2):
        done = await people.post(f"{path}/hand-out", json={"pickup_code": placed.code()})
        assert done.json()["status"] == "handed_over"

    assert undone == (409, "undo_not_possible")
    assert wrong.json()["code"] == "wrong_pickup_code"
    assert len(await market.events("orders.shop_order.handed_over.v1")) == 1
    (parcel,) = (await listed(client, host))["points"][0]["parcels"]
    assert (parcel["status"], parcel["arrived_at"] is not None) == ("handed_over", True)


async def test_money_is_never_taken_for_others(client: AsgiClient, market: Market) -> None:
    host, shop = await market.shop("dzz"), await market.shop("hof")
    point = await a_hosted_point(client, host)
    await brings(client, shop, point, with_host=True)
    placed = await a_parcel(client, market, shop, point, paid=False)

    refused = await owner_of(client, host).post(
        f"/api/v1/shop-orders/{placed.parts[0]}/hand-out", json={"pickup_code": placed.code()}
    )

    assert (refused.status, refused.json()["code"]) == (409, "not_paid_yet")


async def test_nobody_else_touches_a_parcel(client: AsgiClient, market: Market) -> None:
    host, shop, third = [await market.shop(slug) for slug in ("dzz", "hof", "fremd")]
    point = await a_hosted_point(client, host)
    await brings(client, shop, point, with_host=False)
    placed = await a_parcel(client, market, shop, point)
    path, code = f"/api/v1/shop-orders/{placed.parts[0]}", {"pickup_code": placed.code()}

    for who in (owner_of(client, host), owner_of(client, third), owner_of(client, shop)):
        assert (await who.post(f"{path}/hand-out", json=code)).status == 404
    for who in (owner_of(client, host), owner_of(client, third)):
        assert (await who.post(f"{path}/arrived")).status == 404
        assert (await who.delete(f"{path}/arrived")).status == 404
    assert (await client.post(f"{path}/arrived")).status == 401
    assert (await owner_of(client, third).get("/api/v1/shops/dzz/hosted")).status == 404
    assert (await listed(client, third))["points"] == []
    # At its own counter the host's rights end: what it hands out stays the other shop's order.
    await brings(client, shop, point, with_host=True)
    assert (await owner_of(client, host).get(path)).status == 404


async def test_another_host_has_to_be_allowed_anew(client: AsgiClient, market: Market) -> None:
    first, second, shop = [await market.shop(slug) for slug in ("dzz", "verein", "hof")]
    point = await a_hosted_point(client, first)
    await brings(client, shop, point, with_host=True)
    await a_parcel(client, market, shop, point)

    await a_hosted_point(client, second)

    assert (await listed(client, first))["points"] == []
    (found,) = (await listed(client, second))["points"]
    assert (found["parcels"], found["others"]) == ([], [{"shop": "Hof", "count": 1}])


async def test_an_unknown_host_is_refused(client: AsgiClient) -> None:
    operator = client.as_(a_token("operator", account_id=new_id()))

    refused = await operator.put("/api/v1/pickup-points/dzz", json=POINT | {"host": "niemand"})

    assert refused.status == 422
    assert refused.json()["errors"][0]["field"] == "host"
