"""Carts over HTTP: filling, obstacles, whose they are."""

from uuid import UUID

import pytest
from marketkit.clock import new_id

from tests.orders.market import Market
from tests.orders.ordering import order
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token


def line(variant: UUID, quantity: int = 1) -> dict[str, object]:
    return {"variant_id": str(variant), "quantity": quantity}


async def new_cart(client: AsgiClient, *lines: dict[str, object]) -> dict[str, object]:
    answer = await client.post("/api/v1/carts", json={"lines": list(lines)})
    assert answer.status == 201, answer.text
    found: dict[str, object] = answer.json()
    return found


async def test_lines_are_put_changed_and_removed(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread, rolls = await market.offer(shop), await market.offer(shop, price=35)
    empty = (await client.post("/api/v1/carts")).json()
    path = f"/api/v1/carts/{empty['id']}"

    both = await client.put(f"{path}/lines", json={"lines": [line(bread, 2), line(rolls, 10)]})
    more = await client.put(f"{path}/lines/{bread}", json={"quantity": 3})
    less = await client.put(f"{path}/lines/{rolls}", json={"quantity": 0})

    assert (empty["shops"], empty["can_checkout"]) == ([], False)
    assert both.json()["total"]["amount"] == 2 * 480 + 350
    assert more.json()["item_count"] == 13
    assert [one["variant_id"] for one in less.json()["shops"][0]["lines"]] == [str(bread)]
    assert (await client.get(path)).json() == less.json()


async def test_the_same_variant_twice_counts_together(client: AsgiClient, market: Market) -> None:
    bread = await market.offer(await market.shop())

    cart = await new_cart(client, line(bread, 1), line(bread, 2))

    assert cart["item_count"] == 3


async def test_an_unknown_variant_is_named_and_nothing_is_saved(
    client: AsgiClient, market: Market
) -> None:
    bread = await market.offer(await market.shop())
    cart = await new_cart(client, line(bread))
    wrong = {"lines": [line(bread, 5), line(new_id())]}

    created = await client.post("/api/v1/carts", json=wrong)
    put = await client.put(f"/api/v1/carts/{cart['id']}/lines", json=wrong)

    for answer in (created, put):
        assert (answer.status, answer.json()["code"]) == (422, "unknown_offer")
        assert [e["field"] for e in answer.json()["errors"]] == ["lines[1].variant_id"]
    assert (await client.get(f"/api/v1/carts/{cart['id']}")).json() == cart


async def test_a_changed_price_must_be_confirmed(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, price=480)
    cart = await new_cart(client, line(bread))
    path = f"/api/v1/carts/{cart['id']}"
    await market.change_product(shop, await market.product_of(bread), bread, price=520)

    changed = (await client.get(path)).json()
    confirmed = (await client.post(f"{path}/confirm-prices")).json()

    shown = changed["shops"][0]["lines"][0]
    assert (shown["price"]["amount"], shown["price_before"]["amount"]) == (520, 480)
    assert (shown["problem"]["code"], changed["can_checkout"]) == ("price_changed", False)
    assert (confirmed["can_checkout"], confirmed["problems"]) == (True, [])


async def test_what_stands_in_the_way_is_said(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, on_hand=1)
    cart = await new_cart(client, line(bread, 2))
    await market.change_shop(shop, status="paused")

    paused = (await client.get(f"/api/v1/carts/{cart['id']}")).json()
    slots = (await client.get(f"/api/v1/carts/{cart['id']}/slots")).json()["shops"][0]
    await market.change_shop(shop, status="live")
    short = (await client.get(f"/api/v1/carts/{cart['id']}")).json()

    assert [problem["code"] for problem in paused["problems"]] == ["shop_paused"]
    assert (slots["slots"], bool(slots["reason"])) == ([], True)
    assert [(p["code"], p["available"]) for p in short["problems"]] == [("sold_out", 1)]


async def test_an_accounts_cart_is_its_own(client: AsgiClient, market: Market) -> None:
    bread = await market.offer(await market.shop())
    anna, berta = client.as_(a_token()), client.as_(a_token())
    path = f"/api/v1/carts/{(await new_cart(anna, line(bread)))['id']}"

    assert (await anna.get(path)).status == 200
    for stranger in (client, berta):
        answers = [
            await stranger.get(path),
            await stranger.get(f"{path}/slots"),
            await stranger.put(f"{path}/lines", json={"lines": []}),
            await stranger.put(f"{path}/lines/{bread}", json={"quantity": 2}),
            await stranger.post(f"{path}/confirm-prices"),
        ]
        assert {answer.status for answer in answers} == {404}
    assert (await berta.post(f"{path}/claim")).status == 404


async def test_a_guests_cart_is_claimed_with_what_was_left_before(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    bread, rolls = await market.offer(shop), await market.offer(shop)
    anna = client.as_(a_token())
    old = await new_cart(anna, line(bread, 1), line(rolls, 4))
    path = f"/api/v1/carts/{(await new_cart(client, line(bread, 3)))['id']}"

    claimed = (await anna.post(f"{path}/claim")).json()
    again = (await anna.post(f"{path}/claim")).json()

    quantities = {one["variant_id"]: one["quantity"] for one in claimed["shops"][0]["lines"]}
    assert quantities == {str(bread): 3, str(rolls): 4}
    assert again == claimed
    assert (await client.get(path)).status == 404
    assert (await anna.get(f"/api/v1/carts/{old['id']}")).status == 404


async def test_an_ordered_cart_never_changes_again(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread = await market.offer(shop)
    placed = await order(client, (shop, bread, 1))
    cart_id = await market.database.pool.fetchval("SELECT id FROM cart")

    answer = await client.put(f"/api/v1/carts/{cart_id}/lines", json={"lines": []})

    assert (answer.status, answer.json()["code"]) == (409, "cart_already_ordered")
    assert answer.json()["order_id"] == str(placed.id)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"lines": [{"variant_id": "x", "quantity": 1}]}, "lines[0].variant_id"),
        ({"lines": [{"variant_id": str(UUID(int=1)), "quantity": 0}]}, "lines[0].quantity"),
        ({"lines": [{"variant_id": str(UUID(int=1)), "quantity": 10**9}]}, "lines[0].quantity"),
        ({"lines": [], "more": 1}, "more"),
    ],
)
async def test_bad_input_is_said_at_its_field(
    client: AsgiClient, body: dict[str, object], field: str
) -> None:
    answer = await client.post("/api/v1/carts", json=body)

    assert answer.status == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
