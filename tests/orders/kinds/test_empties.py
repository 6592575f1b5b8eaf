"""Empties brought along when an order is collected."""

import asyncio
from typing import Any

from tests.orders.kinds.goods import empties
from tests.orders.market import Market
from tests.orders.ordering import AnOrder, order, owner_of, verb
from tests.orders.working.paying import paid_order, refunds
from tests.support.asgi import AsgiClient


async def ready(
    client: AsgiClient, market: Market, *, online: bool = False, price: int = 480
) -> tuple[AnOrder, AsgiClient]:
    shop = await market.shop()
    wanted = (shop, await market.offer(shop, price=price), 1)
    placed = await (paid_order(client, market, wanted) if online else order(client, wanted))
    owner = owner_of(client, shop)
    for name in ("accept", "ready"):
        await verb(owner, placed.parts[0], name)
    return placed, owner


def sums(answer: dict[str, Any]) -> tuple[int, int]:
    """Still to be paid, and paid out in cash."""
    return answer["due"]["amount"], answer["paid_out"]["amount"]


async def test_they_are_taken_off_what_is_paid_at_pickup(
    client: AsgiClient, market: Market
) -> None:
    placed, owner = await ready(client, market)

    status, answer = await empties(owner, placed.parts[0], mw_beer_008=20, crate_150=1)

    assert (status, sums(answer)) == (200, (480 - 310, 0))
    assert {row["deposit_kind"]: row["quantity"] for row in answer["empties"]} == {
        "mw_beer_008": 20, "crate_150": 1,
    }  # fmt: skip


async def test_beyond_the_order_the_till_pays_and_it_is_noted(
    client: AsgiClient, market: Market
) -> None:
    placed, owner = await ready(client, market)

    _, answer = await empties(owner, placed.parts[0], crate_150=4)

    assert sums(answer) == (0, 120)


async def test_counted_ten_times_at_once_they_count_once(
    client: AsgiClient, market: Market
) -> None:
    placed, owner = await ready(client, market, online=True)

    done = await asyncio.gather(*(empties(owner, placed.parts[0], crate_150=1) for _ in range(10)))

    assert {status for status, _ in done} == {200}
    assert await refunds(market) == [(placed.parts[0], 150)]


async def test_more_may_follow_but_not_less(client: AsgiClient, market: Market) -> None:
    placed, owner = await ready(client, market)
    await empties(owner, placed.parts[0], crate_150=1)

    more = await empties(owner, placed.parts[0], crate_150=2)
    less = await empties(owner, placed.parts[0], crate_150=1)

    assert sums(more[1]) == (180, 0)
    assert (less[0], less[1]["code"]) == (409, "empties_fewer")


async def test_only_kinds_of_the_region_are_taken(client: AsgiClient, market: Market) -> None:
    placed, owner = await ready(client, market)

    status, refused = await empties(owner, placed.parts[0], custom=1)

    assert (status, refused["code"]) == (422, "unknown_deposit")
    assert refused["errors"][0]["field"] == "lines[0].deposit_kind"


async def test_only_at_the_hand_over(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    placed = await order(client, (shop, await market.offer(shop), 1))

    status, refused = await empties(owner_of(client, shop), placed.parts[0], crate_150=1)

    assert (status, refused["code"]) == (409, "wrong_state")


async def test_somebody_elses_counter_does_not_exist(client: AsgiClient, market: Market) -> None:
    placed, _ = await ready(client, market)
    other = owner_of(client, await market.shop("metzgerei"))

    assert (await empties(other, placed.parts[0], crate_150=1))[0] == 404
