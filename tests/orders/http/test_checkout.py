"""From an empty cart to a placed order, over HTTP."""

import asyncio
from uuid import UUID

from orders.invariants import violations

from tests.orders.market import AShop, Market, checkout_body
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token


async def a_cart(client: AsgiClient, *wanted: tuple[UUID, int]) -> str:
    lines = [{"variant_id": str(variant), "quantity": quantity} for variant, quantity in wanted]
    answer = await client.post("/api/v1/carts", json={"lines": lines})
    assert answer.status == 201, answer.text
    cart_id: str = answer.json()["id"]
    return cart_id


async def test_a_guest_orders_from_two_shops(client: AsgiClient, market: Market) -> None:
    bakery, dairy = await market.shop("baeckerei"), await market.shop("molkerei")
    bread = await market.offer(bakery, price=480)
    milk = await market.offer(dairy, price=150, deposit=15)
    cart = await a_cart(client, (bread, 2), (milk, 3))

    slots = (await client.get(f"/api/v1/carts/{cart}/slots")).json()
    first = {shop["shop_id"]: shop["slots"][0]["start"] for shop in slots["shops"]}
    body = checkout_body([], slots=first)
    answer = await client.post(
        f"/api/v1/carts/{cart}/checkout", json=body, headers={"Idempotency-Key": "k1"}
    )

    assert answer.status == 201, answer.text
    order = answer.json()
    assert order["number"].startswith("ZZ-2026-")
    assert order["total"] == {"amount": 2 * 480 + 3 * 165, "currency": "EUR"}
    assert [part["shop"]["slug"] for part in order["shop_orders"]] == ["baeckerei", "molkerei"]
    assert order["shop_orders"][1]["deposit_total"]["amount"] == 45
    assert order["status"] == "placed"
    assert await market.stock(bread) == (10, 2)
    again = await client.get(f"/api/v1/orders/{order['id']}?token={order['token']}")
    order.pop("token")
    assert again.json() == order
    assert await violations(market.database.pool) == []


async def test_the_same_key_fifty_times_at_once_makes_one_order(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    bread = await market.offer(shop)
    cart = await a_cart(client, (bread, 2))

    answers = await asyncio.gather(
        *(
            client.post(
                f"/api/v1/carts/{cart}/checkout",
                json=checkout_body([shop]),
                headers={"Idempotency-Key": "same"},
            )
            for _ in range(50)
        )
    )

    assert {answer.status for answer in answers} == {201}
    assert len({answer.body for answer in answers}) == 1
    assert await market.stock(bread) == (10, 2)
    assert len(await market.events("orders.order.placed.v1")) == 1


async def test_the_same_key_with_another_request_is_refused(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    cart = await a_cart(client, (await market.offer(shop), 1))
    path, headers = f"/api/v1/carts/{cart}/checkout", {"Idempotency-Key": "same"}
    await client.post(path, json=checkout_body([shop]), headers=headers)

    other = checkout_body([shop], note="Bitte geschnitten.")
    answer = await client.post(path, json=other, headers=headers)

    assert (answer.status, answer.json()["code"]) == (409, "idempotency_mismatch")


async def test_an_accounts_key_is_not_reused_for_another_cart(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    bread = await market.offer(shop)
    anna = client.as_(a_token())
    headers = {"Idempotency-Key": "same"}
    first, second = await a_cart(anna, (bread, 1)), await a_cart(anna, (bread, 1))
    await anna.post(f"/api/v1/carts/{first}/checkout", json=checkout_body([shop]), headers=headers)

    answer = await anna.post(
        f"/api/v1/carts/{second}/checkout", json=checkout_body([shop]), headers=headers
    )

    assert (answer.status, answer.json()["code"]) == (409, "idempotency_mismatch")
    assert await market.stock(bread) == (10, 1)


async def test_a_cart_is_ordered_once_whatever_the_key(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread = await market.offer(shop)
    cart = await a_cart(client, (bread, 1))

    answers = await asyncio.gather(
        *(
            client.post(
                f"/api/v1/carts/{cart}/checkout",
                json=checkout_body([shop]),
                headers={"Idempotency-Key": f"key-{number}"},
            )
            for number in range(10)
        )
    )

    codes = sorted((answer.status, answer.json().get("code")) for answer in answers)
    assert codes.count((409, "cart_already_ordered")) == 9
    assert [status for status, _ in codes].count(201) == 1
    assert await market.stock(bread) == (10, 1)


async def test_a_short_line_is_named_with_what_is_left(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread, rolls = await market.offer(shop, on_hand=1), await market.offer(shop, on_hand=0)
    cake = await market.offer(shop, on_order=True)
    cart = await a_cart(client, (bread, 2), (rolls, 1), (cake, 5))

    answer = await client.post(
        f"/api/v1/carts/{cart}/checkout",
        json=checkout_body([shop]),
        headers={"Idempotency-Key": "k"},
    )

    assert (answer.status, answer.json()["code"]) == (409, "not_enough_stock")
    left = {line["variant_id"]: line["available"] for line in answer.json()["lines"]}
    assert left == {str(bread): 1, str(rolls): 0}
    assert await market.stock(bread) == (1, 0)
    assert await market.events("orders.order.placed.v1") == []


async def test_an_order_beyond_all_reason_is_refused(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    gold = await market.offer(shop, on_order=True, price=2_000_000_000)
    cart = await a_cart(client, (gold, 999))

    answer = await client.post(
        f"/api/v1/carts/{cart}/checkout",
        json=checkout_body([shop]),
        headers={"Idempotency-Key": "k"},
    )

    assert (answer.status, answer.json()["code"]) == (409, "order_too_large")


async def refusal(client: AsgiClient, shop: AShop, market: Market, **changes: object) -> object:
    cart = await a_cart(client, (await market.offer(shop), 1))
    answer = await client.post(
        f"/api/v1/carts/{cart}/checkout",
        json=checkout_body([shop], **changes),
        headers={"Idempotency-Key": "k"},
    )
    found = answer.json()
    return answer.status, found["code"], [error["field"] for error in found["errors"]]


async def test_what_is_missing_is_said_at_its_field(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    nobody = {"name": " ", "email": None, "phone": None}
    only_phone = {"name": "Anna", "email": "", "phone": "03441 1234"}
    sunday = {str(shop.id): "2026-11-22T10:00:00+01:00"}

    assert await refusal(client, shop, market, contact=nobody) == (
        422, "contact_incomplete", ["contact.name", "contact.email"])  # fmt: skip
    assert await refusal(client, shop, market, contact=only_phone, payment="online") == (
        422, "contact_incomplete", ["contact.email"])  # fmt: skip
    assert await refusal(client, shop, market, slots={}) == (
        422, "slot_missing", [f"slots.{shop.id}"])  # fmt: skip
    assert await refusal(client, shop, market, slots=sunday) == (
        422, "slot_not_offered", [f"slots.{shop.id}"])  # fmt: skip
    assert await refusal(client, shop, market, note="a\u0000b") == (422, "invalid", ["note"])
