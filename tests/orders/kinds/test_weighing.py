"""Weighed at packing: weights are said, corrected, fixed when ready; money follows once."""

import asyncio
from typing import Any

from marketkit.clock import new_id

from tests.orders.kinds.goods import cheese, weigh
from tests.orders.market import AShop, Market
from tests.orders.ordering import AnOrder, order, owner_of, verb
from tests.orders.working.paying import mails, paid_order, refunds
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token


async def accepted(
    client: AsgiClient, market: Market, pieces: int = 2, **changes: Any
) -> tuple[AShop, AnOrder, AsgiClient]:
    """So much cheese, and the shop has said yes."""
    shop = await market.shop()
    wanted = (shop, await cheese(market, shop), pieces)
    online = changes.get("payment") == "online"
    placed = await (
        paid_order(client, market, wanted) if online else order(client, wanted, **changes)
    )
    owner = owner_of(client, shop)
    assert await verb(owner, placed.parts[0], "accept") == (200, "accepted")
    return shop, placed, owner


async def due(client: AsgiClient, placed: AnOrder) -> int:
    (part,) = (await client.get(f"{placed.path}?token={placed.token}")).json()["shop_orders"]
    cents: int = part["due"]["amount"]
    return cents


async def test_the_agreed_sum_is_the_most_and_the_scales_lower_it(
    client: AsgiClient, market: Market
) -> None:
    _, placed, owner = await accepted(client, market)
    assert await due(client, placed) == 1744

    status, packed = await weigh(owner, placed.parts[0], [312, 298])

    assert (status, packed["weighed"]) == (200, True)
    (line,) = packed["weighing"]
    assert [amount["amount"] for amount in line["amounts"]] == [777, 742]
    assert await due(client, placed) == 1744  # nothing is fixed yet
    assert await verb(owner, placed.parts[0], "ready") == (200, "ready")
    assert await due(client, placed) == 1519
    assert await mails(market, "shop_order_reduced") == 1


async def test_ready_waits_for_every_weight(client: AsgiClient, market: Market) -> None:
    _, placed, owner = await accepted(client, market)

    assert await verb(owner, placed.parts[0], "ready") == (409, "not_weighed")
    assert (await weigh(owner, placed.parts[0], [312]))[1]["code"] == "wrong_weights"
    assert await verb(owner, placed.parts[0], "ready") == (409, "not_weighed")


async def test_a_slip_is_put_right_before_it_is_ready_and_not_after(
    client: AsgiClient, market: Market
) -> None:
    _, placed, owner = await accepted(client, market)
    await weigh(owner, placed.parts[0], [31, 298])
    await weigh(owner, placed.parts[0], [312, 298])
    await verb(owner, placed.parts[0], "ready")

    again, other = [
        await weigh(owner, placed.parts[0], weights) for weights in ([312, 298], [300, 300])
    ]

    assert again[0] == 200
    assert (other[0], other[1]["code"]) == (409, "weighing_over")
    assert await due(client, placed) == 1519
    assert await market.database.pool.fetchval("SELECT count(*) FROM weighing") == 2


async def test_too_heavy_costs_the_agreed_maximum_and_it_is_said(
    client: AsgiClient, market: Market
) -> None:
    _, placed, owner = await accepted(client, market)

    _, packed = await weigh(owner, placed.parts[0], [420, 298])

    (line,) = packed["weighing"]
    assert line["too_heavy"] == [420]
    assert line["total"]["amount"] == 872 + 742
    await verb(owner, placed.parts[0], "ready")
    assert await due(client, placed) == 1614


async def test_what_was_paid_online_flows_back_by_the_difference(
    client: AsgiClient, market: Market
) -> None:
    _, placed, owner = await accepted(client, market, payment="online")

    await weigh(owner, placed.parts[0], [300, 300])
    for _ in range(2):
        await verb(owner, placed.parts[0], "ready")

    assert await refunds(market) == [(placed.parts[0], 1744 - 1494)]


async def test_weighed_ten_times_at_once_it_is_weighed_once(
    client: AsgiClient, market: Market
) -> None:
    _, placed, owner = await accepted(client, market)

    done = await asyncio.gather(
        *(weigh(owner, placed.parts[0], [312, 298]) for _ in range(10)),
    )
    ready = await asyncio.gather(*(verb(owner, placed.parts[0], "ready") for _ in range(5)))

    assert {status for status, _ in done} == {200}
    assert set(ready) == {(200, "ready")}
    assert await market.database.pool.fetchval("SELECT count(*) FROM weighing") == 1
    assert await market.database.pool.fetchval("SELECT count(*) FROM reduction") == 1


async def test_two_scales_at_once_leave_one_of_both_answers(
    client: AsgiClient, market: Market
) -> None:
    _, placed, owner = await accepted(client, market)

    await asyncio.gather(
        *(weigh(owner, placed.parts[0], [300 + n, 300]) for n in range(6)),
    )
    await verb(owner, placed.parts[0], "ready")

    last = await market.database.pool.fetchval(
        "SELECT grams FROM weighing ORDER BY number DESC LIMIT 1"
    )
    details = await market.database.pool.fetchval("SELECT details FROM reduction")
    assert details["grams"] == last


async def test_before_it_is_accepted_nothing_is_weighed(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    placed = await order(client, (shop, await cheese(market, shop), 1))

    status, refused = await weigh(owner_of(client, shop), placed.parts[0], [300])

    assert (status, refused["code"]) == (409, "wrong_state")


async def test_to_others_there_is_nothing_to_weigh(client: AsgiClient, market: Market) -> None:
    _, placed, _ = await accepted(client, market)
    stranger = client.as_(a_token("shop_staff", account_id=new_id()))

    assert (await weigh(stranger, placed.parts[0], [300, 300]))[0] == 404
    assert (await stranger.get(f"/api/v1/shop-orders/{placed.parts[0]}/packing")).status == 404
    assert (await client.get(f"/api/v1/shop-orders/{placed.parts[0]}/packing")).status == 401


async def test_weights_that_are_none_are_refused(client: AsgiClient, market: Market) -> None:
    _, placed, owner = await accepted(client, market)

    for grams in ([0, 300], [-5, 300], [10**9, 300], []):
        assert (await weigh(owner, placed.parts[0], grams))[0] == 422
