"""Withdrawals joined: the share of the delivery, the shelf, the reminders, the operator's help."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from orders.domain.reducing import OrderedLine
from orders.domain.withdrawal_due import worths
from orders.use_cases.remind_withdrawals import remind_withdrawals

from tests.orders.market import AShop, Market
from tests.orders.ordering import AnOrder, order, owner_of, verb
from tests.orders.refusing import PERISHABLE, was_exempt
from tests.orders.withdrawing import PATH, declare
from tests.orders.working.paying import mails, paid_order, refunds
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token


def lines(*prices: int) -> dict[int, OrderedLine]:
    return {at: OrderedLine(at, 1, price, 0) for at, price in enumerate(prices, 1)}


@pytest.mark.parametrize("prices", [(100, 100, 100), (1, 333, 250), (0, 0), (999,)])
def test_the_shares_of_the_fee_are_the_fee(prices: tuple[int, ...]) -> None:
    found = worths(lines(*prices), 490, ())

    assert sum(each.fee for each in found.values()) == 490
    assert sum(each.total for each in found.values()) == sum(prices) + 490


async def begin(
    client: AsgiClient, market: Market, *, fee: int = 0, payment: str = "online"
) -> tuple[AShop, AnOrder, UUID, UUID]:
    """Two loaves at 4.80 and a cake at 3.00."""
    shop = await market.shop(email="laden@example.org")
    bread, cake = await market.offer(shop, price=480), await market.offer(shop, price=300)
    wanted = ((shop, bread, 2), (shop, cake, 1))
    if payment == "online":
        placed = await paid_order(client, market, *wanted, fee=fee)
    else:
        placed = await order(client, *wanted)
    return shop, placed, bread, cake


async def withdraw(client: AsgiClient, placed: AnOrder, *positions: int, key: str = "w") -> str:
    """The path of the withdrawal's part."""
    part: dict[str, Any] = {"shop_order_id": placed.parts[0]}
    if positions:
        part["positions"] = positions
    made = await declare(
        client,
        key=key,
        path=f"{PATH}?token={placed.token}",
        order_id=str(placed.id),
        parts=[part],
    )
    assert made.status == 201, made.text
    return f"{PATH}/{made.json()['id']}/parts/{placed.parts[0]}"


async def hand_over(client: AsgiClient, shop: AShop, placed: AnOrder) -> None:
    for name, body in (
        ("accept", {}), ("ready", {}), ("hand-over", {"pickup_code": placed.code()}),
    ):  # fmt: skip
        assert (await verb(owner_of(client, shop), placed.parts[0], name, **body))[0] == 200


async def test_a_line_takes_its_share_of_the_delivery_along_and_the_last_the_rest(
    client: AsgiClient, market: Market
) -> None:
    shop, placed, _, _ = await begin(client, market, fee=490)
    await hand_over(client, shop, placed)
    owner = owner_of(client, shop)

    first = await withdraw(client, placed, 2, key="one")
    (item,) = (await owner.get("/api/v1/shops/baeckerei/withdrawals")).json()["items"]
    assert (item["due"]["amount"], item["due_fee"]["amount"]) == (300 + 117, 117)
    await owner.post(f"{first}/accept", json={})
    second = await withdraw(client, placed, key="two")
    await owner.post(f"{second}/accept", json={})

    assert [amount for _, amount in await refunds(market)] == [417, 960 + 373]
    assert sum(amount for _, amount in await refunds(market)) == placed.body["total"]["amount"]


async def test_what_was_taken_off_before_is_not_paid_back_again(
    client: AsgiClient, market: Market
) -> None:
    shop, placed, _, _ = await begin(client, market)
    owner = owner_of(client, shop)
    await owner.post(
        f"/api/v1/shop-orders/{placed.parts[0]}/reduce",
        json={"lines": [{"position": 1, "quantity": 1}], "reason": "Verbrannt"},
    )
    await verb(owner, placed.parts[0], "ready")
    await verb(owner, placed.parts[0], "hand-over", pickup_code=placed.code())

    path = await withdraw(client, placed)
    await owner.post(f"{path}/accept", json={})

    assert [amount for _, amount in await refunds(market)] == [480, 780]


async def test_the_whole_part_not_handed_over_is_cancelled(
    client: AsgiClient, market: Market
) -> None:
    shop, placed, bread, _ = await begin(client, market, fee=490)
    owner = owner_of(client, shop)
    await verb(owner, placed.parts[0], "accept")
    path = await withdraw(client, placed)

    answers = await asyncio.gather(*(owner.post(f"{path}/accept", json={}) for _ in range(5)))

    shown = (await client.get(f"{placed.path}?token={placed.token}")).json()
    assert {answer.status for answer in answers} == {204}
    assert shown["shop_orders"][0]["status"] == "cancelled"
    assert await refunds(market) == [(placed.parts[0], placed.body["total"]["amount"])]
    assert await market.stock(bread) == (10, 0)


@pytest.mark.parametrize("payment", ["online", "pickup"])
async def test_a_line_not_handed_over_is_left_out(
    client: AsgiClient, market: Market, payment: str
) -> None:
    shop, placed, bread, _ = await begin(client, market, payment=payment)
    owner = owner_of(client, shop)

    path = await withdraw(client, placed, 1)
    for _ in range(2):
        assert (await owner.post(f"{path}/accept", json={})).status == 204

    shown = (await client.get(f"{placed.path}?token={placed.token}")).json()["shop_orders"][0]
    assert (shown["status"], shown["due"]["amount"]) == ("placed", 300)
    assert [each["kind"] for each in shown["reductions"]] == ["withdrawn"]
    assert await refunds(market) == ([(placed.parts[0], 960)] if payment == "online" else [])
    assert await market.stock(bread) == (10, 0)


async def test_nothing_was_paid_so_nothing_is_paid_back(client: AsgiClient, market: Market) -> None:
    shop, placed, _, _ = await begin(client, market, payment="pickup")
    owner = owner_of(client, shop)

    await owner.post(f"{await withdraw(client, placed)}/accept", json={})

    (item,) = (await owner.get("/api/v1/shops/baeckerei/withdrawals")).json()["items"]
    assert (item["paid_back"]["amount"], item["settled_at"] is None) == (0, False)
    assert item["status"] == "cancelled"


async def test_paid_in_the_shop_it_is_paid_back_there_and_noted_once(
    client: AsgiClient, market: Market
) -> None:
    shop, placed, _, _ = await begin(client, market, payment="pickup")
    owner = owner_of(client, shop)
    await hand_over(client, shop, placed)
    path = await withdraw(client, placed)

    early = await owner.post(f"{path}/paid-back", json={"receipt_no": "4711"})
    await owner.post(f"{path}/accept", json={})
    answers = await asyncio.gather(
        *(owner.post(f"{path}/paid-back", json={"receipt_no": "4711"}) for _ in range(5))
    )

    (item,) = (await owner.get("/api/v1/shops/baeckerei/withdrawals")).json()["items"]
    assert early.json()["code"] == "withdrawal_not_open"
    assert {answer.status for answer in answers} == {204}
    assert (item["at_counter"]["amount"], item["at_counter"]["receipt_no"]) == (1260, "4711")
    assert item["settled_at"] is not None
    assert await mails(market, "withdrawal_paid_back") == 1
    row = await market.database.pool.fetchrow("SELECT account_id FROM counter_refund")
    assert row["account_id"] == shop.owner


@pytest.mark.parametrize("restock", [True, False])
async def test_goods_come_back_once(client: AsgiClient, market: Market, *, restock: bool) -> None:
    shop, placed, bread, cake = await begin(client, market)
    owner = owner_of(client, shop)
    path = await withdraw(client, placed, 1)
    body = {"positions": [1], "restock": restock}
    early = await owner.post(f"{path}/returned", json=body)
    await hand_over(client, shop, placed)

    answers = await asyncio.gather(*(owner.post(f"{path}/returned", json=body) for _ in range(5)))
    other = await owner.post(f"{path}/returned", json=body | {"positions": [2]})

    assert {answer.status for answer in answers} == {204}
    assert early.json()["code"] == other.json()["code"] == "not_returnable"
    assert await market.stock(bread) == (10 if restock else 8, 0)
    assert await market.stock(cake) == (9, 0)
    (item,) = (await owner.get("/api/v1/shops/baeckerei/withdrawals")).json()["items"]
    assert item["returned"] == [1]


async def test_reminded_on_three_days_then_the_operator_sees_it(
    client: AsgiClient, market: Market
) -> None:
    _, placed, _, _ = await begin(client, market)
    await withdraw(client, placed)
    operator = client.as_(a_token("operator"))
    counted = []

    for _ in range(15):
        market.clock.at += timedelta(days=1)
        await asyncio.gather(*(remind_withdrawals(market.context) for _ in range(3)))
        counted.append(await mails(market, "shop_withdrawal_reminder"))

    assert counted == [0] * 6 + [1] * 4 + [2] * 2 + [3] * 3
    (item,) = (await operator.get("/api/v1/withdrawals/overdue")).json()["items"]
    assert item["order_number"] == placed.body["shop_orders"][0]["number"]
    assert (await client.as_(a_token("advisor")).get("/api/v1/withdrawals/overdue")).status == 403


async def test_what_is_settled_is_not_reminded_of(client: AsgiClient, market: Market) -> None:
    shop, placed, _, _ = await begin(client, market)
    path = await withdraw(client, placed)
    await was_exempt(market)
    answer = await owner_of(client, shop).post(f"{path}/reject", json=PERISHABLE)
    assert answer.status == 204

    market.clock.at += timedelta(days=20)
    await remind_withdrawals(market.context)

    assert await mails(market, "shop_withdrawal_reminder") == 0
    operator = client.as_(a_token("operator"))
    assert (await operator.get("/api/v1/withdrawals/overdue")).json()["items"] == []


async def test_the_operator_joins_what_nobody_could_match(
    client: AsgiClient, market: Market
) -> None:
    shop, placed, _, _ = await begin(client, market)
    made = (await declare(client, contract="Brot vom Markt")).json()
    operator = client.as_(a_token("operator"))
    number = placed.body["shop_orders"][0]["number"]

    async def join(wanted: str) -> int:
        path = f"{PATH}/{made['id']}/match"
        return (await operator.post(path, json={"order_number": wanted})).status

    assert await join("ZZ-2026-999999") == 404
    assert set(await asyncio.gather(*(join(number.lower()) for _ in range(5)))) == {204}

    (item,) = (await owner_of(client, shop).get("/api/v1/shops/baeckerei/withdrawals")).json()[
        "items"
    ]
    assert (item["name"], item["worth"]["amount"]) == ("Anna Albrecht", 1260)
    assert (await operator.get(f"{PATH}/unmatched")).json()["items"] == []
    assert (await mails(market, "withdrawal_matched"), await mails(market, "shop_withdrawal")) == (
        1,
        1,
    )
    other = await order(client, (shop, await market.offer(shop), 1), key="other")
    assert await join(other.body["number"]) == 409
    stranger = await owner_of(client, shop).post(
        f"{PATH}/{made['id']}/match", json={"order_number": number}
    )
    assert stranger.status == 403
