"""Two things happen to the same line or the same money: neither is lost, nothing is paid twice."""

from datetime import timedelta

from orders.use_cases.answer_substitute import sweep_unanswered

from tests.orders.market import Market
from tests.orders.ordering import order, owner_of, verb
from tests.orders.working.paying import refunds
from tests.orders.working.test_goodwill import pay_back
from tests.orders.working.test_substitutes import begin, propose, say, wish
from tests.orders.working.test_withdrawal_money import hand_over, withdraw
from tests.support.asgi import AsgiClient


async def test_what_is_missing_needs_no_substitute(client: AsgiClient, market: Market) -> None:
    shop, placed, (bread, _, rolls) = await begin(client, market)
    owner, part = owner_of(client, shop), placed.parts[0]
    (asked,) = (await propose(owner, part, rolls)).json()["substitutes"]

    body = {"lines": [{"position": 1, "quantity": 2}], "reason": "Verbrannt"}
    less = await owner.post(f"/api/v1/shop-orders/{part}/reduce", json=body)
    late = await say(client, placed, asked["id"], agree=True)
    market.clock.at += timedelta(days=1)

    assert (less.status, late.status) == (200, 409)
    assert await sweep_unanswered(market.context) == 0
    assert (await market.stock(bread), await market.stock(rolls)) == ((10, 0), (10, 0))
    assert await refunds(market) == [(part, 960)]
    assert await verb(owner, part, "ready") == (200, "ready")


async def test_what_was_withdrawn_needs_no_substitute(client: AsgiClient, market: Market) -> None:
    shop, placed, (bread, _, rolls) = await begin(client, market)
    owner, part = owner_of(client, shop), placed.parts[0]
    (asked,) = (await propose(owner, part, rolls)).json()["substitutes"]

    accepted = await owner.post(f"{await withdraw(client, placed, 1)}/accept", json={})
    late = await say(client, placed, asked["id"], agree=True)
    market.clock.at += timedelta(days=1)

    assert (accepted.status, late.status) == (204, 409)
    assert await sweep_unanswered(market.context) == 0
    assert (await market.stock(bread), await market.stock(rolls)) == ((10, 0), (10, 0))
    assert await refunds(market) == [(part, 960)]


async def test_the_till_gives_back_once_what_was_withdrawn(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    placed = await order(client, (shop, await market.offer(shop, price=480), 2))
    await hand_over(client, shop, placed)
    owner, part = owner_of(client, shop), placed.parts[0]
    assert (await pay_back(owner, part, 480)).status == 200

    path = await withdraw(client, placed)
    await owner.post(f"{path}/accept", json={})
    assert (await pay_back(owner, part, 1, key="p2")).json()["code"] == "paid_back_sum"
    await owner.post(f"{path}/paid-back", json={})

    given = await market.database.pool.fetch("SELECT amount FROM counter_refund ORDER BY at, id")
    assert [row["amount"] for row in given] == [480, 480]
    assert (await pay_back(owner, part, 1, key="q")).json()["code"] == "paid_back_sum"


async def test_an_empty_field_is_no_receipt_number(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    placed = await order(client, (shop, await market.offer(shop, price=480), 2))
    await hand_over(client, shop, placed)
    owner, part = owner_of(client, shop), placed.parts[0]

    for key, said in (("a", ""), ("b", None), ("c", "4711")):
        assert (await pay_back(owner, part, 100, key=key, receipt_no=said)).status == 200
    assert (await pay_back(owner, part, 100, key="d", receipt_no="1" * 61)).status == 422


async def test_who_withdraws_gets_the_price_of_the_substitute_back(
    client: AsgiClient, market: Market
) -> None:
    shop, placed, (bread, _, rolls) = await begin(client, market)
    await wish(market, placed, "similar")
    owner, part = owner_of(client, shop), placed.parts[0]
    await propose(owner, part, rolls)

    path = await withdraw(client, placed, 1)
    for _ in range(2):
        assert (await owner.post(f"{path}/accept", json={})).status == 204

    assert await refunds(market) == [(part, 160), (part, 800)]
    assert (await market.stock(bread), await market.stock(rolls)) == ((10, 0), (10, 0))
    shown = (await client.get(f"{placed.path}?token={placed.token}")).json()["shop_orders"][0]
    assert (shown["due"]["amount"], shown["status"]) == (300, "placed")
    await hand_over(client, shop, placed)
    assert (await market.stock(bread), await market.stock(rolls)) == ((10, 0), (10, 0))


async def test_withdrawn_from_the_rest_too_it_is_called_off(
    client: AsgiClient, market: Market
) -> None:
    shop, placed, (bread, _, rolls) = await begin(client, market)
    await wish(market, placed, "similar")
    owner, part = owner_of(client, shop), placed.parts[0]
    await propose(owner, part, rolls)

    for position, key in ((1, "one"), (2, "two")):
        path = await withdraw(client, placed, position, key=key)
        await owner.post(f"{path}/accept", json={})

    assert await refunds(market) == [(part, 160), (part, 800), (part, 300)]
    shown = (await client.get(f"{placed.path}?token={placed.token}")).json()["shop_orders"][0]
    assert shown["status"] == "cancelled"
    assert (await market.stock(bread), await market.stock(rolls)) == ((10, 0), (10, 0))
