"""Snapshots keep the newest state, whatever order events come in, however often."""

import asyncio
import random
from collections.abc import AsyncIterator

import pytest
from marketkit.contracts.envelope import Event
from marketkit.db import Database
from search.store.snapshots import SnapshotReader

from tests.search.shelf import an_id
from tests.search.telling import (
    product_changed,
    shop_changed,
    stock_changed,
    tell,
    withdrawn,
)
from tests.support.databases import Templates


@pytest.fixture
async def database(databases: Templates) -> AsyncIterator[Database]:
    async with databases.database("search:migrations") as opened:
        yield opened


@pytest.fixture
def reader(database: Database) -> SnapshotReader:
    return SnapshotReader(database.pool)


async def test_a_product_is_public_once_its_shop_is_known_and_live(
    database: Database, reader: SnapshotReader
) -> None:
    await tell(database, product_changed("Roggenbrot"))
    [before] = await reader.changed_since(0, 10)

    await tell(database, shop_changed())
    [after] = await reader.changed_since(before.seq, 10)

    assert before.snapshot is not None
    assert not before.snapshot.is_public
    assert after.snapshot is not None
    assert after.snapshot.is_public


async def test_the_same_version_told_again_brings_what_a_release_has_added(
    database: Database, reader: SnapshotReader
) -> None:
    await tell(database, shop_changed(version=3), product_changed("Roggenbrot", 5))
    seq = await reader.latest_seq()

    for _ in range(2):
        await tell(database, product_changed("Roggenbrot", 5, details={"vegan": "yes"}))
    [change] = await reader.changed_since(seq, 10)
    assert change.snapshot
    assert change.snapshot.product.details == {"vegan": "yes"}
    assert await reader.latest_seq() == seq + 1

    for _ in range(2):
        await tell(database, shop_changed(version=3, kind="Bäckerei"))
    [change] = await reader.changed_since(change.seq, 10)
    assert change.snapshot
    assert change.snapshot.shop
    assert change.snapshot.shop.kind == "Bäckerei"


async def test_a_withdrawn_product_stays_withdrawn_when_its_version_is_told_again(
    database: Database, reader: SnapshotReader
) -> None:
    await tell(database, shop_changed(), product_changed("Roggenbrot", 5))
    await tell(database, withdrawn("Roggenbrot", 5), withdrawn("Roggenbrot", 6))
    seq = await reader.latest_seq()

    await tell(database, product_changed("Roggenbrot", 5, cents=1), withdrawn("Roggenbrot", 6))

    assert await reader.changed_since(seq, 10) == []


async def test_older_and_equal_versions_change_nothing(
    database: Database, reader: SnapshotReader
) -> None:
    await tell(database, shop_changed(version=3), product_changed("Roggenbrot", 5, cents=500))
    seq = await reader.latest_seq()

    await tell(
        database,
        product_changed("Roggenbrot", 5, cents=500),
        product_changed("Roggenbrot", 4, cents=1),
        withdrawn("Roggenbrot", 4),
        shop_changed(version=2, status="paused"),
    )

    assert await reader.changed_since(seq, 10) == []


async def test_stock_may_come_before_its_product(
    database: Database, reader: SnapshotReader
) -> None:
    await tell(database, stock_changed("Roggenbrot", 7), product_changed("Roggenbrot"))

    [change] = await reader.changed_since(0, 10)

    assert change.snapshot is not None
    assert [state.available for state in change.snapshot.stock.values()] == [7]


async def test_a_withdrawn_product_stays_withdrawn_when_an_old_state_follows(
    database: Database, reader: SnapshotReader
) -> None:
    await tell(database, withdrawn("Roggenbrot", 3), product_changed("Roggenbrot", 2))

    [change] = await reader.changed_since(0, 10)

    assert change.snapshot is None
    assert change.version == 3


async def test_a_product_may_come_back(database: Database, reader: SnapshotReader) -> None:
    await tell(database, withdrawn("Roggenbrot", 3), product_changed("Roggenbrot", 4))

    [change] = await reader.changed_since(0, 10)

    assert change.snapshot is not None


async def test_a_shop_takes_its_products_along(database: Database, reader: SnapshotReader) -> None:
    names = [f"Brot {number}" for number in range(5)]
    await tell(database, shop_changed(), *(product_changed(name) for name in names))
    seq = await reader.latest_seq()

    await tell(database, shop_changed(version=2, status="paused"))

    changes = await reader.changed_since(seq, 10)
    assert {change.product_id for change in changes} == {an_id(name) for name in names}
    assert not any(change.snapshot and change.snapshot.is_public for change in changes)


@pytest.mark.parametrize("seed", range(5))
async def test_any_order_and_any_repetition_end_the_same(
    database: Database, reader: SnapshotReader, seed: int
) -> None:
    events = _a_busy_day()
    shuffled = events + random.Random(seed).sample(events, len(events) // 2)
    random.Random(seed).shuffle(shuffled)

    # Several consumers at once, as in production.
    await asyncio.gather(*(tell(database, *shuffled[lane::4]) for lane in range(4)))

    by_id = {change.product_id: change for change in await reader.changed_since(0, 1000)}
    assert len(by_id) == 20
    for number in range(20):
        change = by_id[an_id(f"Brot {number}")]
        if number % 4 == 0:
            assert change.snapshot is None
            assert change.version == 6
        else:
            assert change.snapshot is not None
            assert change.snapshot.product.variants[0].price.amount == 105
            assert change.snapshot.shop is not None
            assert change.snapshot.shop.name == "Bäckerei 9"
            assert [state.available for state in change.snapshot.stock.values()] == [3]


async def test_the_order_of_seq_is_the_order_of_commits(
    database: Database, reader: SnapshotReader
) -> None:
    seen: list[int] = []

    async def look_on() -> None:
        cursor = 0
        while len(seen) < 60:
            for change in await reader.changed_since(cursor, 100):
                seen.append(change.seq)
                cursor = change.seq
            await asyncio.sleep(0)

    watcher = asyncio.create_task(look_on())
    lanes = [[product_changed(f"Brot {lane} {n}") for n in range(10)] for lane in range(6)]
    await asyncio.gather(*(tell(database, *lane) for lane in lanes))

    # Nothing committed below a cursor that had already moved on: all sixty were seen.
    async with asyncio.timeout(10):
        await watcher
    assert seen == sorted(set(seen))


def _a_busy_day() -> list[Event]:
    events: list[Event] = [
        shop_changed(version=version, name=f"Bäckerei {version}") for version in range(1, 10)
    ]
    for number in range(20):
        name = f"Brot {number}"
        events += [product_changed(name, version, cents=100 + version) for version in range(1, 6)]
        events += [stock_changed(name, 8 - version, version) for version in range(1, 6)]
        if number % 4 == 0:
            events.append(withdrawn(name, 6))
    return events


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [(25, 24, False), (11, 10, False), (10, 9, True), (3, 0, True), (0, 4, True), (4, None, True)],
)
async def test_a_sale_reaches_the_index_when_searchers_would_see_it(
    database: Database,
    reader: SnapshotReader,
    before: int | None,
    after: int | None,
    seen: bool,
) -> None:
    await tell(database, shop_changed(), product_changed("Roggenbrot"))
    await tell(database, stock_changed("Roggenbrot", before, version=1))
    seq = await reader.latest_seq()

    await tell(database, stock_changed("Roggenbrot", after, version=2))

    assert bool(await reader.changed_since(seq, 10)) is seen
    assert await database.pool.fetchval("SELECT version FROM stock_snapshot") == 2
