"""How much goes into a cart, however it is put in."""

from tests.orders.market import Market
from tests.orders.ruling import cart_with
from tests.support.asgi import AsgiClient


async def test_the_same_twice_is_no_way_around_the_most_of_one(
    market: Market, client: AsgiClient
) -> None:
    bread = str(await market.offer(await market.shop()))
    cart = await cart_with(client)
    lines = {"lines": [{"variant_id": bread, "quantity": n} for n in (999, 1)]}

    created = await client.post("/api/v1/carts", json=lines)
    changed = await client.put(f"/api/v1/carts/{cart}/lines", json=lines)

    for refused in (created, changed):
        assert (refused.status, refused.json()["code"]) == (422, "too_much_of_one")
        assert refused.json()["errors"][0]["field"] == "lines[1].quantity"


async def test_one_by_one_no_more_kinds_go_in_than_at_once(
    market: Market, client: AsgiClient
) -> None:
    shop = await market.shop()
    kinds = [await market.offer(shop) for _ in range(101)]
    cart = await cart_with(client, *kinds[:100])
    path = f"/api/v1/carts/{cart}/lines"

    refused = await client.put(f"{path}/{kinds[100]}", json={"quantity": 1})
    changed = await client.put(f"{path}/{kinds[99]}", json={"quantity": 2})
    removed = await client.put(f"{path}/{kinds[0]}", json={"quantity": 0})
    added = await client.put(f"{path}/{kinds[100]}", json={"quantity": 1})

    assert (refused.status, refused.json()["code"]) == (409, "cart_full")
    assert [changed.status, removed.status, added.status] == [200, 200, 200]
    assert added.json()["item_count"] == 101
