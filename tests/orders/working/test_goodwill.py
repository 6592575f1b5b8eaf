"""Goodwill from the market, and money from a shop's own till: each once, each within its limits."""

import asyncio
from typing import Any

import pytest

from tests.orders.market import AShop, Market
from tests.orders.ordering import AnOrder, order, owner_of, pay, verb
from tests.orders.working.paying import mails, paid_order, refunds
from tests.orders.working.test_withdrawal_money import hand_over, withdraw
from tests.support.asgi import Answer, AsgiClient
from tests.support.tokens import a_token


async def begin(client: AsgiClient, market: Market, price: int = 2000) -> tuple[AShop, AnOrder]:
    shop = await market.shop()
    return shop, await paid_order(client, market, (shop, await market.offer(shop, price=price), 1))


async def give(
    client: AsgiClient, part: str, amount: int, *, key: str = "g", reason: str = "Zu spät"
) -> Answer:
    body = {"amount": amount, "reason": reason}
    path = f"/api/v1/shop-orders/{part}/goodwill"
    return await client.post(path, json=body, headers={"Idempotency-Key": key})


async def test_ten_times_at_once_it_is_given_once(client: AsgiClient, market: Market) -> None:
    _, placed = await begin(client, market)
    operator = client.as_(a_token("operator"))

    answers = await asyncio.gather(*(give(operator, placed.parts[0], 300) for _ in range(10)))
    other = await give(operator, placed.parts[0], 400)

    assert {answer.status for answer in answers} == {204}
    assert other.json()["code"] == "idempotency_mismatch"
    row = await market.database.pool.fetchrow("SELECT amount, payer FROM refund")
    assert tuple(row) == (300, "operator")
    assert await mails(market, "goodwill") == 1
    shown = (await client.get(f"{placed.path}?token={placed.token}")).json()["shop_orders"][0]
    assert (shown["goodwill"]["amount"], shown["due"]["amount"]) == (300, 2000)


async def test_never_more_than_was_paid_nor_than_the_limit(
    client: AsgiClient, market: Market
) -> None:
    operator = client.as_(a_token("operator"))
    _, small = await begin(client, market, 1000)

    for amount, key, status in (
        (1001, "a", 422),
        (600, "b", 204),
        (401, "c", 422),
        (400, "d", 204),
    ):
        assert (await give(operator, small.parts[0], amount, key=key)).status == status

    hof = await market.shop("hof")
    large = await paid_order(
        client, market, (hof, await market.offer(hof, price=9000), 1), key="large"
    )
    assert (await give(operator, large.parts[0], 5001, key="e")).json()["code"] == "goodwill_limit"
    assert (await give(operator, large.parts[0], 5000, key="f")).status == 204


async def test_cancelled_after_that_the_buyer_has_all_back_and_no_more(
    client: AsgiClient, market: Market
) -> None:
    shop, placed = await begin(client, market)
    await give(client.as_(a_token("operator")), placed.parts[0], 300)

    await verb(owner_of(client, shop), placed.parts[0], "decline", reason="Ofen aus")

    assert [amount for _, amount in await refunds(market)] == [300, 1700]


async def test_after_goodwill_a_withdrawal_pays_back_the_rest(
    client: AsgiClient, market: Market
) -> None:
    shop, placed = await begin(client, market)
    await hand_over(client, shop, placed)
    await give(client.as_(a_token("operator")), placed.parts[0], 300)

    path = await withdraw(client, placed)
    await owner_of(client, shop).post(f"{path}/accept", json={})

    found = (await owner_of(client, shop).get("/api/v1/shops/baeckerei/withdrawals")).json()
    (item,) = found["items"]
    assert [amount for _, amount in await refunds(market)] == [300, 1700]
    assert item["settled_at"] is not None


async def test_only_the_operator_and_only_what_was_paid_online(
    client: AsgiClient, market: Market
) -> None:
    shop, placed = await begin(client, market)
    offline = await order(client, (shop, await market.offer(shop), 1), key="offline")
    operator = client.as_(a_token("operator"))

    for stranger in (owner_of(client, shop), client.as_(a_token("advisor"))):
        assert (await give(stranger, placed.parts[0], 1)).status == 403
    assert (await give(client, placed.parts[0], 1)).status == 401
    assert (await give(operator, offline.parts[0], 1)).json()["code"] == "not_paid_online"
    assert (await give(operator, str(placed.id), 1)).status == 404


@pytest.mark.parametrize("status", ["authorised", "processing", "owed"])
async def test_what_was_not_taken_is_nobodys_to_give_back(
    client: AsgiClient, market: Market, status: str
) -> None:
    _, placed = await seen_by_its_shop(client, market, status)
    operator = client.as_(a_token("operator"))

    answer = await give(operator, placed.parts[0], 1)
    looked = await operator.get("/api/v1/goodwill", query={"number": str(placed.body["number"])})

    assert answer.json()["code"] == "not_paid_online"
    assert [item["most"]["amount"] for item in looked.json()["items"]] == [0]


async def test_one_key_for_two_orders_at_once_is_refused_for_one(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, price=2000)
    both = [await paid_order(client, market, (shop, bread, 1), key=key) for key in "ab"]
    operator = client.as_(a_token("operator"))

    answers = await asyncio.gather(*(give(operator, one.parts[0], 300) for one in both))

    assert sorted(answer.status for answer in answers) == [204, 409]
    assert [amount for _, amount in await refunds(market)] == [300]


async def seen_by_its_shop(
    client: AsgiClient, market: Market, status: str
) -> tuple[AShop, AnOrder]:
    """To be paid online, and so far the money has not come."""
    shop = await market.shop()
    bread = await market.offer(shop, price=2000)
    placed = await order(client, (shop, bread, 1), payment="online")
    assert await pay(market.context, placed.id)
    await market.database.pool.execute(
        "UPDATE payment SET status = $2 WHERE order_id = $1", placed.id, status
    )
    path = f"{placed.path}?token={placed.token}"
    return shop, AnOrder((await client.get(path)).json() | {"token": placed.token})


async def pay_back(
    client: AsgiClient, part: str, amount: int, *, key: str = "p", **more: Any
) -> Answer:
    body = {"amount": amount, "reason": "Ein Brot war hart"} | more
    path = f"/api/v1/shop-orders/{part}/paid-back"
    return await client.post(path, json=body, headers={"Idempotency-Key": key})


async def test_the_till_gives_back_what_the_till_took(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    placed = await order(client, (shop, await market.offer(shop, price=480), 2))
    owner, part = owner_of(client, shop), placed.parts[0]

    early = await pay_back(owner, part, 480)
    for name, body in (
        ("accept", {}), ("ready", {}), ("hand-over", {"pickup_code": placed.code()}),
    ):  # fmt: skip
        await verb(owner, part, name, **body)
    answers = await asyncio.gather(
        *(pay_back(owner, part, 480, receipt_no="0815") for _ in range(5))
    )

    assert early.json()["code"] == "wrong_state"
    assert {answer.status for answer in answers} == {200}
    (noted,) = answers[0].json()["at_counter"]
    assert (noted["amount"]["amount"], noted["receipt_no"]) == (480, "0815")
    assert (await pay_back(owner, part, 481, key="q")).json()["code"] == "paid_back_sum"
    assert (await pay_back(owner, part, 480, key="q")).status == 200
    assert await mails(market, "paid_back_at_counter") == 2


async def test_online_money_does_not_come_from_the_till(client: AsgiClient, market: Market) -> None:
    shop, placed = await begin(client, market)

    answer = await pay_back(owner_of(client, shop), placed.parts[0], 100)

    assert answer.json()["code"] == "paid_online"
    assert (await pay_back(client.as_(a_token()), placed.parts[0], 100)).status == 404


async def test_what_was_owed_at_the_counter_is_given_back_there(
    client: AsgiClient, market: Market
) -> None:
    shop, placed = await seen_by_its_shop(client, market, "owed")
    await hand_over(client, shop, placed)

    assert (await pay_back(owner_of(client, shop), placed.parts[0], 100)).status == 200


async def test_one_key_for_two_receipts_at_once_is_refused_for_one(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, price=480)
    both = [await order(client, (shop, bread, 1), key=key) for key in "ab"]
    for one in both:
        await hand_over(client, shop, one)

    answers = await asyncio.gather(
        *(pay_back(owner_of(client, shop), one.parts[0], 480) for one in both)
    )

    assert sorted(answer.status for answer in answers) == [200, 409]
    assert await mails(market, "paid_back_at_counter") == 1
