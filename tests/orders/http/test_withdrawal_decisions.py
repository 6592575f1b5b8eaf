"""What the shop makes of a withdrawal: accepted or refused, and paid back once."""

import asyncio

import pytest

from tests.orders.market import Market
from tests.orders.ordering import order, owner_of, verb
from tests.orders.refusing import PERISHABLE, was_exempt
from tests.orders.withdrawing import PATH, declare, declared, fetched, paid, refunds
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token


async def test_accepted_twice_at_once_the_money_flows_back_once(
    client: AsgiClient, market: Market
) -> None:
    placed, bakery, path = await declared(client, market, payment="online")
    owner = owner_of(client, bakery)

    answers = await asyncio.gather(*(owner.post(f"{path}/accept", json={}) for _ in range(5)))
    rejected = await owner.post(f"{path}/reject", json=PERISHABLE)

    assert {answer.status for answer in answers} == {204}
    assert rejected.json()["code"] == "withdrawal_decided"
    assert await refunds(market) == [placed.body["shop_orders"][0]["total"]["amount"]]


async def test_declared_twice_and_accepted_at_once_the_money_flows_back_once(
    client: AsgiClient, market: Market
) -> None:
    placed, bakery, path = await declared(client, market, payment="online")
    owner, paths = owner_of(client, bakery), [path]
    for number in range(4):
        said = {"key": f"again{number}", "contract": placed.body["shop_orders"][0]["number"]}
        again = (await declare(client, **said)).json()
        paths.append(f"{PATH}/{again['id']}/parts/{placed.parts[0]}")

    answers = await asyncio.gather(*(owner.post(f"{one}/accept", json={}) for one in paths))

    assert {answer.status for answer in answers} == {204}
    assert await refunds(market) == [placed.body["shop_orders"][0]["total"]["amount"]]


async def test_what_one_declaration_paid_back_another_does_not(
    client: AsgiClient, market: Market
) -> None:
    bakery = await market.shop("baeckerei")
    rolls, cake = await market.offer(bakery), await market.offer(bakery)
    placed = await order(client, (bakery, rolls, 2), (bakery, cake, 1), payment="online")
    await paid(market, placed)
    owner, (part,) = owner_of(client, bakery), placed.parts
    line = placed.body["shop_orders"][0]["lines"][0]
    each = line["price"]["amount"] + (line["deposit"]["amount"] if line.get("deposit") else 0)

    async def accept(key: str, *positions: int) -> None:
        said = {"order_id": str(placed.id), "key": key, "path": f"{PATH}?token={placed.token}"}
        meant = [{"shop_order_id": part, "positions": positions}]
        made = (await declare(client, **said, parts=meant)).json()
        assert (await owner.post(f"{PATH}/{made['id']}/parts/{part}/accept", json={})).status == 204

    await accept("one", 1)
    await accept("same", 1)
    assert await refunds(market) == [2 * each]
    await accept("both", 1, 2)
    assert sum(await refunds(market)) == placed.body["total"]["amount"]


async def test_less_may_be_paid_back_with_a_reason_never_more(
    client: AsgiClient, market: Market
) -> None:
    placed, bakery, path = await declared(client, market, payment="online")
    total = placed.body["shop_orders"][0]["total"]["amount"]
    owner = owner_of(client, bakery)

    early = await owner.post(f"{path}/accept", json={"amount": total - 1, "reason": "Kratzer"})
    await fetched(client, market, placed, bakery)
    too_much = await owner.post(f"{path}/accept", json={"amount": total + 1})
    silent = await owner.post(f"{path}/accept", json={"amount": total - 100})
    less = await owner.post(f"{path}/accept", json={"amount": total - 100, "reason": "Kratzer"})

    assert early.json()["code"] == "deduction_too_early"
    assert too_much.json()["code"] == "withdrawal_sum"
    assert silent.json()["code"] == "deduction_reason"
    assert less.status == 204
    assert await refunds(market) == [total - 100]


@pytest.mark.parametrize("first", ["withdrawal", "cancellation"])
async def test_withdrawn_and_cancelled_the_money_flows_back_once(
    client: AsgiClient, market: Market, first: str
) -> None:
    placed, bakery, path = await declared(client, market, payment="online")
    owner, total = owner_of(client, bakery), placed.body["shop_orders"][0]["total"]["amount"]
    await verb(owner, placed.parts[0], "accept")
    steps = [
        lambda: owner.post(f"{path}/accept", json={}),
        lambda: verb(owner, placed.parts[0], "cancel", reason="Widerrufen"),
    ]

    for step in steps if first == "withdrawal" else reversed(steps):
        await step()

    assert sum(await refunds(market)) == total


async def test_what_was_paid_in_the_shop_is_paid_back_there(
    client: AsgiClient, market: Market
) -> None:
    placed, bakery, path = await declared(client, market)
    owner = owner_of(client, bakery)
    await fetched(client, market, placed, bakery)

    await owner.post(f"{path}/accept", json={})

    assert await refunds(market) == []
    (item,) = (await owner.get("/api/v1/shops/baeckerei/withdrawals?state=decided")).json()["items"]
    assert item["state"] == "accepted"
    assert item["paid_back"] == item["worth"]


async def test_a_shop_sees_its_own_with_both_periods(client: AsgiClient, market: Market) -> None:
    placed, bakery, path = await declared(client, market)
    owner = owner_of(client, bakery)
    for name, body in (
        ("accept", {}), ("ready", {}), ("hand-over", {"pickup_code": placed.code()}),
    ):  # fmt: skip
        assert (await verb(owner, placed.parts[0], name, **body))[0] == 200

    (item,) = (await owner.get("/api/v1/shops/baeckerei/withdrawals?state=open")).json()["items"]
    hof = (await owner.get("/api/v1/shops/hof/withdrawals")).status

    assert item["pay_back_by"].startswith("2026-12-04T09:00:00")
    assert item["declarable_until"].startswith("2026-12-05T00:00:00")
    assert item["name"] == "Anna Albrecht"
    assert hof == 404
    for stranger in (client.as_(a_token()), client.as_(a_token("advisor"))):
        assert (await stranger.post(f"{path}/accept", json={})).status == 404
        assert (await stranger.post(f"{path}/reject", json=PERISHABLE)).status == 404
    assert (await client.post(f"{path}/accept", json={})).status == 401


async def test_a_refusal_is_told_with_its_reason(client: AsgiClient, market: Market) -> None:
    _, bakery, path = await declared(client, market)

    await was_exempt(market)
    answer = await owner_of(client, bakery).post(f"{path}/reject", json=PERISHABLE)

    assert answer.status == 204
    pool = market.database.pool
    told = await pool.fetchrow("SELECT to_address FROM mail WHERE kind = 'withdrawal_rejected'")
    assert told["to_address"] == "anna@example.org"
