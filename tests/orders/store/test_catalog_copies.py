"""Events of the catalogue come twice, late and in any order; the copies end up the same."""

import itertools
from uuid import UUID

import pytest
from marketkit.clock import new_id
from marketkit.contracts import (
    ProductWithdrawn,
    ShopChanged,
    StaffChanged,
    StaffMember,
    StockCounted,
)
from marketkit.messaging import Message
from orders.consumers import catalog_consumer
from orders.invariants import violations
from orders.use_cases import take_over_catalog as take

from tests.orders.market import Market


def count_of(ids: tuple[UUID, UUID, UUID], version: int, on_hand: int) -> StockCounted:
    variant, product, shop = ids
    return StockCounted(
        variant_id=variant, product_id=product, shop_id=shop, version=version, on_hand=on_hand
    )


@pytest.mark.parametrize("order", list(itertools.permutations([2, 3, 4])))
async def test_the_newest_count_wins_whatever_comes_last(
    market: Market, order: tuple[int, ...]
) -> None:
    ids = new_id(), new_id(), new_id()
    for version in order:
        for _ in range(2):
            async with market.database.transaction() as tx:
                await take.take_count(tx, count_of(ids, version, on_hand=version * 10))

    assert await market.stock(ids[0]) == (40, 0)
    assert await violations(market.database.pool) == []


async def test_a_count_never_takes_what_is_promised(market: Market) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, on_hand=10)
    product = await market.product_of(bread)
    await market.database.pool.execute("UPDATE stock SET reserved = 4")
    async with market.database.transaction() as tx:
        await take.take_count(tx, count_of((bread, product, shop.id), 9, on_hand=1))

    assert await market.stock(bread) == (4, 4)


async def test_an_older_change_does_not_bring_a_withdrawn_product_back(market: Market) -> None:
    shop = await market.shop()
    product, variant = new_id(), new_id()
    async with market.database.transaction() as tx:
        await take.withdraw_product(
            tx, ProductWithdrawn(version=5, product_id=product, shop_id=shop.id)
        )

    await market.change_product(shop, product, variant, price=480)  # version 1

    assert await market.database.pool.fetchval("SELECT count(*) FROM offer") == 0


async def test_a_variant_that_is_gone_is_withdrawn(market: Market) -> None:
    shop = await market.shop()
    product, old, new = new_id(), new_id(), new_id()
    await market.change_product(shop, product, old, price=480)
    await market.change_product(shop, product, new, price=500)

    rows = await market.database.pool.fetch("SELECT variant_id, withdrawn FROM offer")

    assert {row["variant_id"]: row["withdrawn"] for row in rows} == {old: True, new: False}


async def test_staff_that_is_missing_may_no_longer(market: Market) -> None:
    shop = await market.shop()
    keeper = StaffMember(account_id=new_id(), role="staff")
    newer = StaffChanged(version=2, shop_id=shop.id, shop_slug=shop.slug, staff=(keeper,))
    older = newer.model_copy(update={"version": 1, "staff": ()})
    for event in (newer, older):
        async with market.database.transaction() as tx:
            await take.take_staff(tx, event)

    rows = await market.database.pool.fetch("SELECT account_id FROM staff_copy")
    assert [row["account_id"] for row in rows] == [keeper.account_id]


async def test_a_message_that_comes_twice_counts_once(market: Market) -> None:
    event = ShopChanged(
        version=1, shop_id=new_id(), slug="laden", name="Laden", status="live",
        postal_code="06712", place="Zeitz", lat=51.0, lon=12.0,
    )  # fmt: skip
    message = Message(
        id=new_id(), type=event.type, source="/catalog", subject=str(event.subject),
        version=1, time=market.clock.now(), body=event.model_dump_json().encode(),
    )  # fmt: skip

    class NoBus:
        async def subscribe(self, *_: object) -> None: ...

    consumer = catalog_consumer(market.database, NoBus())  # type: ignore[arg-type]  # only subscribes
    for _ in range(2):
        await consumer.deliver(message)

    assert await market.database.pool.fetchval("SELECT count(*) FROM inbox") == 1
    assert await market.database.pool.fetchval("SELECT count(*) FROM shop_copy") == 1
