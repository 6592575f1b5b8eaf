import asyncio

from gateway.store.login_buckets import Bucket, give_back, prune, take
from marketkit.db import Database

SMALL = Bucket("account:a", 3)
LARGE = Bucket("address:1", 100)


async def test_a_bucket_gives_what_it_holds_and_then_says_how_long_to_wait(
    database: Database,
) -> None:
    waits = [await take(database.pool, SMALL, LARGE) for _ in range(4)]

    assert waits[:3] == [0, 0, 0]
    assert 190 < waits[3] <= 200


async def test_knocking_on_an_empty_bucket_costs_nothing_more(database: Database) -> None:
    for _ in range(3):
        await take(database.pool, SMALL, LARGE)

    waits = [await take(database.pool, SMALL, LARGE) for _ in range(20)]

    assert max(waits) <= 200
    left = await database.pool.fetchval("SELECT tokens FROM login_buckets WHERE key = 'address:1'")
    assert left > 96.9


async def test_it_refills_with_time_and_never_over_the_brim(database: Database) -> None:
    await take(database.pool, SMALL)
    await database.pool.execute("UPDATE login_buckets SET refilled_at = now() - interval '1 day'")

    waits = [await take(database.pool, SMALL) for _ in range(4)]

    assert [wait > 0 for wait in waits] == [False, False, False, True]


async def test_what_is_given_back_can_be_taken_again(database: Database) -> None:
    for _ in range(10):
        assert await take(database.pool, SMALL, LARGE) == 0
        await give_back(database.pool, SMALL, LARGE)


async def test_many_at_once_get_no_more_than_there_is(database: Database) -> None:
    waits = await asyncio.gather(
        *(take(database.pool, *((SMALL, LARGE) if n % 2 else (LARGE, SMALL))) for n in range(20))
    )

    assert sum(wait == 0 for wait in waits) == 3


async def test_old_buckets_are_forgotten(database: Database) -> None:
    await take(database.pool, SMALL)
    await take(database.pool, LARGE)
    await database.pool.execute(
        "UPDATE login_buckets SET refilled_at = now() - interval '2 hours' WHERE key = $1",
        SMALL.key,
    )

    async with database.transaction() as tx:
        await prune(tx)

    assert await database.pool.fetchval("SELECT count(*) FROM login_buckets") == 1
