"""What a shop order costs less than agreed: money, shelf and letters follow, each once."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from marketkit.clock import new_id
from orders.domain.errors import AlreadyReducedError, ReductionTooLargeError
from orders.domain.reduction import Reduction, ReductionKind
from orders.store import orders
from orders.use_cases.reduce import reduce

from tests.orders.market import Market
from tests.orders.ordering import AnOrder, order, owner_of, verb
from tests.orders.working.paying import mails, paid_order, refunds
from tests.support.asgi import AsgiClient


async def take_off(market: Market, placed: AnOrder, *wanted: Reduction) -> list[Reduction]:
    async with market.database.transaction() as tx:
        whole = await orders.lock(tx, placed.id)
        assert whole
        part = next(one for one in whole.shop_orders if one.id == wanted[0].shop_order_id)
        return await reduce(market.context, tx, whole, part, wanted)


def missing(market: Market, placed: AnOrder, quantity: int, goods: int, **more: Any) -> Reduction:
    return Reduction(
        id=new_id(),
        shop_order_id=UUID(placed.parts[0]),
        kind=ReductionKind.MISSING,
        key=f"missing-{placed.parts[0]}-1-{quantity}",
        at=market.clock.now(),
        position=1,
        quantity=quantity,
        goods=goods,
        reason="Ofen zu klein",
        **more,
    )


async def test_ten_times_at_once_it_is_taken_off_once(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, price=480)
    placed = await paid_order(client, market, (shop, bread, 3))
    wanted = missing(market, placed, 1, 480)

    done = await asyncio.gather(*(take_off(market, placed, wanted) for _ in range(10)))

    assert sum(len(each) for each in done) == 1
    assert await refunds(market) == [(placed.parts[0], 480)]
    assert await market.stock(bread) == (10, 2)
    assert await mails(market, "shop_order_reduced") == 1
    assert len(await market.events("orders.shop_order.reduced.v1")) == 1


async def test_declined_after_that_exactly_the_rest_flows_back(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, price=480)
    placed = await paid_order(client, market, (shop, bread, 3))

    await take_off(market, placed, missing(market, placed, 1, 480))
    await verb(owner_of(client, shop), placed.parts[0], "decline", reason="Ofen aus")

    assert await refunds(market) == [(placed.parts[0], 480), (placed.parts[0], 960)]
    assert await market.stock(bread) == (10, 0)


async def test_what_is_paid_at_pickup_only_costs_less(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    placed = await order(client, (shop, await market.offer(shop, price=480, deposit=15), 2))

    await take_off(market, placed, missing(market, placed, 1, 480, deposit=15))

    (part,) = (await client.get(f"{placed.path}?token={placed.token}")).json()["shop_orders"]
    assert (part["total"]["amount"], part["due"]["amount"]) == (990, 495)
    assert await refunds(market) == []


async def test_all_pieces_missing_and_the_hand_over_sells_nothing(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    bread, cake = await market.offer(shop), await market.offer(shop, price=200)
    placed = await order(client, (shop, bread, 3), (shop, cake, 1))
    owner = owner_of(client, shop)

    await take_off(market, placed, missing(market, placed, 3, 1440))
    for name, body in (
        ("accept", {}), ("ready", {}), ("hand-over", {"pickup_code": placed.code()}),
    ):  # fmt: skip
        assert (await verb(owner, placed.parts[0], name, **body))[0] == 200

    assert (await market.stock(bread), await market.stock(cake)) == ((10, 0), (9, 0))


@pytest.mark.parametrize(("quantity", "goods", "fee"), [(4, 1440, 0), (1, 1441, 0), (1, 0, 1)])
async def test_never_more_than_it_costs(
    client: AsgiClient, market: Market, quantity: int, goods: int, fee: int
) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, price=480)
    placed = await order(client, (shop, bread, 3))
    if fee:
        await take_off(market, placed, missing(market, placed, 3, 1440))

    with pytest.raises(ReductionTooLargeError):
        await take_off(market, placed, missing(market, placed, quantity, goods, fee=fee))

    assert await market.stock(bread) == (10, 0 if fee else 3)


async def test_weighed_twice_is_refused(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    placed = await order(client, (shop, await market.offer(shop), 1))
    for key in ("first", "second"):
        weighed = Reduction(
            id=new_id(), shop_order_id=UUID(placed.parts[0]), kind=ReductionKind.WEIGHED, key=key,
            at=market.clock.now(), position=1, goods=10,
        )  # fmt: skip
        if key == "first":
            await take_off(market, placed, weighed)
        else:
            with pytest.raises(AlreadyReducedError):
                await take_off(market, placed, weighed)
