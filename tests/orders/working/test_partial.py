"""The shop can deliver only a part: the rest stands, what is missing costs nothing."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from tests.orders.market import AShop, Market
from tests.orders.ordering import AnOrder, order, owner_of, verb
from tests.orders.working.paying import mails, paid_order, refunds
from tests.support.asgi import Answer, AsgiClient
from tests.support.tokens import a_token


async def reduce(client: AsgiClient, part: str, *lines: tuple[int, int], **more: Any) -> Answer:
    body = {
        "lines": [{"position": position, "quantity": quantity} for position, quantity in lines],
        "reason": "Leider ausverkauft",
    } | more
    return await client.post(f"/api/v1/shop-orders/{part}/reduce", json=body)


async def two_lines(
    client: AsgiClient, market: Market, shop: AShop, **changes: Any
) -> tuple[AnOrder, UUID, UUID]:
    bread = await market.offer(shop, price=480)
    juice = await market.offer(shop, price=250, deposit=15)
    place = paid_order if changes.get("payment") == "online" else order
    more = {name: value for name, value in changes.items() if name != "payment"}
    if place is paid_order:
        placed = await paid_order(client, market, (shop, bread, 2), (shop, juice, 3), **more)
    else:
        placed = await order(client, (shop, bread, 2), (shop, juice, 3), **more)
    return placed, bread, juice


async def test_a_new_order_is_accepted_with_the_rest(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    placed, bread, juice = await two_lines(client, market, shop, payment="online")

    answer = await reduce(owner_of(client, shop), placed.parts[0], (2, 1))

    found = answer.json()
    assert (found["status"], found["due"]["amount"]) == ("accepted", 960 + 2 * 265)
    assert found["reductions"][0]["reason"] == "Leider ausverkauft"
    assert await refunds(market) == [(placed.parts[0], 265)]
    assert (await market.stock(bread), await market.stock(juice)) == ((10, 2), (10, 2))
    assert await mails(market, "shop_order_reduced") == 1
    assert len(await market.events("orders.shop_order.accepted.v1")) == 1


async def test_ten_times_at_once_it_is_one(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    placed, _, juice = await two_lines(client, market, shop, payment="online")
    owner = owner_of(client, shop)

    answers = await asyncio.gather(*(reduce(owner, placed.parts[0], (2, 2)) for _ in range(10)))

    assert {answer.status for answer in answers} == {200}
    assert await refunds(market) == [(placed.parts[0], 530)]
    assert await market.stock(juice) == (10, 1)


async def test_more_is_missing_later(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    placed, _, juice = await two_lines(client, market, shop, payment="online")
    owner = owner_of(client, shop)

    for missing in (1, 3, 2):
        assert (await reduce(owner, placed.parts[0], (2, missing))).status == 200

    assert await refunds(market) == [(placed.parts[0], 265), (placed.parts[0], 530)]
    assert await market.stock(juice) == (10, 0)


async def test_what_is_gone_leaves_the_shelf(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    placed, bread, _ = await two_lines(client, market, shop)

    await reduce(owner_of(client, shop), placed.parts[0], (1, 1), gone=True)

    assert await market.stock(bread) == (9, 1)


@pytest.mark.parametrize("first", ["placed", "accepted"])
async def test_when_nothing_is_left_the_part_ends(
    client: AsgiClient, market: Market, first: str
) -> None:
    shop = await market.shop()
    placed, bread, _ = await two_lines(client, market, shop, payment="online")
    owner = owner_of(client, shop)
    if first == "accepted":
        await verb(owner, placed.parts[0], "accept")

    answer = await reduce(owner, placed.parts[0], (1, 2), (2, 3), gone=True)

    assert answer.json()["status"] == ("declined" if first == "placed" else "cancelled")
    assert sum(amount for _, amount in await refunds(market)) == placed.body["total"]["amount"]
    assert await market.stock(bread) == (8, 0)


async def test_not_once_it_is_ready(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    placed, _, _ = await two_lines(client, market, shop)
    owner = owner_of(client, shop)
    for name in ("accept", "ready"):
        await verb(owner, placed.parts[0], name)

    assert (await reduce(owner, placed.parts[0], (1, 1))).json()["code"] == "wrong_state"


@pytest.mark.parametrize(
    ("lines", "code"), [([(3, 1)], "line_not_found"), ([(1, 3)], "reduction_too_large")]
)
async def test_what_cannot_be_missing_is_refused(
    client: AsgiClient, market: Market, lines: list[tuple[int, int]], code: str
) -> None:
    shop = await market.shop()
    placed, bread, _ = await two_lines(client, market, shop)

    answer = await reduce(owner_of(client, shop), placed.parts[0], *lines)

    assert answer.json()["code"] == code
    assert await market.stock(bread) == (10, 2)


async def test_only_the_shop_itself(client: AsgiClient, market: Market) -> None:
    shop, other = await market.shop(), await market.shop("hof")
    placed, _, _ = await two_lines(client, market, shop)

    for stranger in (
        owner_of(client, other),
        client.as_(a_token()),
        client.as_(a_token("operator")),
    ):
        assert (await reduce(stranger, placed.parts[0], (1, 1))).status == 404
    assert (await reduce(client, placed.parts[0], (1, 1))).status == 401


async def test_what_was_called_off_costs_nothing_any_more(
    client: AsgiClient, market: Market
) -> None:
    bakery, dairy = await market.shop("baeckerei"), await market.shop("hof")
    placed = await order(
        client,
        (bakery, await market.offer(bakery, price=480), 1),
        (dairy, await market.offer(dairy, price=120), 1),
    )

    await verb(owner_of(client, bakery), placed.parts[0], "decline", reason="Ofen kaputt.")

    shown = (await client.get(placed.path, query={"token": placed.token})).json()
    assert (shown["total"]["amount"], shown["due"]["amount"]) == (600, 120)
    assert [part["due"]["amount"] for part in shown["shop_orders"]] == [0, 120]
