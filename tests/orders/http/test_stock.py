"""Stock over HTTP: counting, and who may."""

from marketkit.clock import new_id
from orders.invariants import violations

from tests.orders.market import Market
from tests.orders.ordering import order, owner_of
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token


async def test_a_count_below_what_is_promised_is_refused(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, on_hand=5)
    await order(client, (shop, bread, 3))
    owner, path = owner_of(client, shop), f"/api/v1/stock/{bread}"

    refused = await owner.put(path, json={"on_hand": 2})
    counted = await owner.put(path, json={"on_hand": 4})

    assert (refused.status, refused.json()["code"]) == (409, "below_reserved")
    assert refused.json()["reserved"] == 3
    assert counted.json() == {
        "variant_id": str(bread),
        "product_id": str(await market.product_of(bread)),
        "on_hand": 4,
        "reserved": 3,
        "available": 1,
        "on_order": False,
        "not_counted": False,
    }
    assert await violations(market.database.pool) == []


async def test_counting_the_same_twice_is_told_once(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, on_hand=5)
    told = len(await market.events("orders.stock.changed.v1"))

    for _ in range(2):
        await owner_of(client, shop).put(f"/api/v1/stock/{bread}", json={"on_hand": 8})

    assert len(await market.events("orders.stock.changed.v1")) == told + 1


async def test_on_order_never_runs_out_and_can_be_counted_again(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, on_hand=2)
    owner, path = owner_of(client, shop), f"/api/v1/stock/{bread}"

    made = (await owner.put(path, json={"on_order": True})).json()
    await order(client, (shop, bread, 50))
    counted = (await owner.put(path, json={"on_hand": 7})).json()

    assert (made["available"], made["on_order"]) == (None, True)
    assert (counted["available"], counted["reserved"]) == (7, 0)
    assert await violations(market.database.pool) == []


async def test_only_the_shops_people_see_and_count(client: AsgiClient, market: Market) -> None:
    shop, other = await market.shop("baeckerei"), await market.shop("molkerei")
    bread = await market.offer(shop)
    count, listing = f"/api/v1/stock/{bread}", f"/api/v1/shops/{shop.slug}/stock"

    for stranger in (owner_of(client, other), client.as_(a_token("operator"))):
        assert (await stranger.put(count, json={"on_hand": 1})).status == 404
        assert (await stranger.get(listing)).status == 404
        assert (await stranger.get(f"/api/v1/shops/{shop.slug}/orders")).status == 404
    assert (await client.put(count, json={"on_hand": 1})).status == 401
    owner = owner_of(client, shop)
    assert (await owner.put(f"/api/v1/stock/{new_id()}", json={"on_hand": 1})).status == 404
    assert await market.stock(bread) == (10, 0)


async def test_the_list_comes_in_pages(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    variants = {str(await market.offer(shop)) for _ in range(3)}
    owner, path = owner_of(client, shop), f"/api/v1/shops/{shop.slug}/stock"

    first = (await owner.get(f"{path}?limit=2")).json()
    second = (await owner.get(f"{path}?limit=2&cursor={first['next']}")).json()

    assert {item["variant_id"] for item in first["items"] + second["items"]} == variants
    assert second["next"] is None


async def test_neither_or_both_is_no_count(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    path = f"/api/v1/stock/{await market.offer(shop)}"

    for body in ({}, {"on_hand": 1, "on_order": True}, {"on_hand": -1}, {"on_order": False}):
        refused = await owner_of(client, shop).put(path, json=body)
        assert refused.status == 422
        assert [error["field"] for error in refused.json()["errors"]] == ["on_hand"]


async def test_the_stock_of_named_variants_comes_in_one_answer(
    client: AsgiClient, market: Market
) -> None:
    shop, neighbour = await market.shop(), await market.shop()
    bread, rolls = await market.offer(shop, on_hand=5), await market.offer(shop, on_hand=9)
    theirs = await market.offer(neighbour, on_hand=7)
    path = f"/api/v1/shops/{shop.slug}/stock"

    named = await owner_of(client, shop).get(f"{path}?variant_ids={bread},{theirs}")
    everything = await owner_of(client, shop).get(path)

    assert [item["variant_id"] for item in named.json()["items"]] == [str(bread)]
    assert {item["variant_id"] for item in everything.json()["items"]} == {str(bread), str(rolls)}
    assert named.json()["items"][0] in everything.json()["items"]
