"""Searches counted without persons: noted, written down, told, forgotten."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest
from marketkit.contracts import DemandObserved, parse_event
from marketkit.db import Database
from marketkit.messaging import MemoryBus, Message, Subscription
from search.domain.demand import Searched, Sought
from search.use_cases.demand_log import DemandLog
from search.use_cases.tell_demand import forget_demand, tell_demand
from search.worker import create_worker

from tests.conftest import FixedClock
from tests.search.http_market import HttpMarket, http_market, settings_for
from tests.search.telling import product_changed, shop_changed, tell
from tests.support.databases import Templates

CAKE = Sought("zwiebelkuchen", "Zeitz")
ANNA, BEN, CLARA = (letter * 32 for letter in "abc")


@pytest.fixture
async def database(databases: Templates) -> AsyncIterator[Database]:
    async with databases.database("search:migrations") as opened:
        yield opened


@pytest.fixture
async def market(databases: Templates) -> AsyncIterator[HttpMarket]:
    async with databases.database("search:migrations") as opened:
        await tell(opened, shop_changed(), product_changed("Roggenbrot"))
        async with http_market(opened) as running:
            yield running


def noted(database: Database, clock: FixedClock, *marks: str, what: Sought = CAKE) -> DemandLog:
    log = DemandLog(database, clock)
    for mark in marks:
        log.note(Searched(what, found_nothing=True), mark)
    return log


async def counted(database: Database) -> list[tuple[Any, ...]]:
    rows = await database.pool.fetch(
        "SELECT week, municipality, term, searches, zero_hits, searchers "
        "FROM searched_term ORDER BY 1, 2, 3"
    )
    return [tuple(row) for row in rows]


async def told(database: Database) -> list[DemandObserved]:
    rows = await database.pool.fetch("SELECT type, payload FROM outbox ORDER BY seq")
    events = [parse_event(row["type"], row["payload"]) for row in rows]
    return [event for event in events if isinstance(event, DemandObserved)]


async def test_people_count_once_and_searches_each_time(
    database: Database, clock: FixedClock
) -> None:
    log = noted(database, clock, ANNA, ANNA, BEN)
    log.note(Searched(CAKE, found_nothing=False), ANNA)
    await log.flush()
    log.note(Searched(CAKE, found_nothing=True), ANNA)
    await log.flush()

    assert await counted(database) == [("2026-W47", "Zeitz", "zwiebelkuchen", 5, 4, 2)]


async def test_two_processes_may_write_at_the_same_time(
    database: Database, clock: FixedClock
) -> None:
    """The same searchers seen by both count once, whoever commits first."""
    words = [Sought(f"wort {number}", "Zeitz") for number in range(40)]
    logs = [DemandLog(database, clock) for _ in range(2)]
    for log, order in zip(logs, (words, words[::-1]), strict=True):
        for what in order:
            for mark in (ANNA, BEN, CLARA):
                log.note(Searched(what, found_nothing=True), mark)

    await asyncio.gather(*(log.flush() for log in logs))

    assert {row[3:] for row in await counted(database)} == {(6, 6, 3)}
    assert await database.pool.fetchval("SELECT count(*) FROM search_mark") == 120


async def test_what_cannot_be_written_is_kept_for_the_next_time(
    database: Database, clock: FixedClock
) -> None:
    log = noted(database, clock, ANNA)
    await database.pool.execute("ALTER TABLE searched_term RENAME TO away")
    with pytest.raises(asyncpg.UndefinedTableError):
        await log.flush()
    log.note(Searched(CAKE, found_nothing=False), BEN)
    await database.pool.execute("ALTER TABLE away RENAME TO searched_term")

    await log.flush()
    await log.flush()

    assert await counted(database) == [("2026-W47", "Zeitz", "zwiebelkuchen", 2, 1, 2)]


async def test_a_flood_fills_no_memory(database: Database, clock: FixedClock) -> None:
    log = DemandLog(database, clock, most=10)
    for number in range(100):
        log.note(Searched(Sought(f"wort {number}"), found_nothing=True), ANNA)
    await log.flush()
    log.note(Searched(CAKE, found_nothing=True), ANNA)
    await log.flush()

    assert len(await counted(database)) == 6  # five with a mark each, and room again afterwards


async def test_without_a_readable_mark_nothing_is_noted(
    database: Database, clock: FixedClock
) -> None:
    log = DemandLog(database, clock)
    for mark in (None, "", "anna@example.org", "A" * 32, "a" * 31):
        log.note(Searched(CAKE, found_nothing=True), mark)

    assert await log.flush() is False
    assert await counted(database) == []


async def test_a_new_week_counts_anew(database: Database, clock: FixedClock) -> None:
    log = noted(database, clock, ANNA)
    clock.at = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)  # Monday in Zeitz
    log.note(Searched(CAKE, found_nothing=True), BEN)
    await log.flush()

    assert [row[0] for row in await counted(database)] == ["2026-W47", "2026-W48"]


async def test_two_searchers_are_told_to_nobody(database: Database, clock: FixedClock) -> None:
    await noted(database, clock, ANNA, BEN, ANNA, BEN, ANNA).flush()

    await tell_demand(database, clock)

    assert await told(database) == []


async def test_three_are_told_once_and_again_when_there_is_news(
    database: Database, clock: FixedClock
) -> None:
    await noted(database, clock, ANNA, BEN, CLARA).flush()
    for _ in range(2):
        await tell_demand(database, clock)
    await noted(database, clock, ANNA).flush()
    await tell_demand(database, clock)  # too early
    clock.at += timedelta(minutes=3)
    await tell_demand(database, clock)

    events = await told(database)
    assert [(event.version, event.searches, event.searchers) for event in events] == [
        (1, 3, 3),
        (2, 4, 3),
    ]
    assert len({event.demand_id for event in events}) == 1
    assert (events[0].week, events[0].municipality, events[0].term, events[0].zero_hits) == (
        "2026-W47", "Zeitz", "zwiebelkuchen", 3,
    )  # fmt: skip


async def test_two_workers_tell_each_version_once(database: Database, clock: FixedClock) -> None:
    for number in range(30):
        what = Sought(f"wort {number}")
        await noted(database, clock, ANNA, BEN, CLARA, what=what).flush()

    await asyncio.gather(*(tell_demand(database, clock) for _ in range(4)))

    assert len(await told(database)) == len({e.demand_id for e in await told(database)}) == 30


async def test_no_mark_leaves_search(database: Database, clock: FixedClock) -> None:
    await noted(database, clock, ANNA, BEN, CLARA).flush()
    await tell_demand(database, clock)

    payloads = await database.pool.fetch("SELECT payload FROM outbox")
    assert payloads
    assert not any(mark.encode() in row["payload"] for row in payloads for mark in (ANNA, BEN))


async def test_marks_go_when_the_week_after_is_over(database: Database, clock: FixedClock) -> None:
    await noted(database, clock, ANNA).flush()
    left = []
    for _ in range(3):
        await forget_demand(database, clock)
        await forget_demand(database, clock)
        left.append(await database.pool.fetchval("SELECT count(*) FROM search_mark"))
        clock.at += timedelta(weeks=1)

    assert left == [1, 1, 0]
    assert await counted(database) == []


async def test_a_search_is_noted_from_the_cache_too(market: HttpMarket) -> None:
    anna = market.client.with_headers(x_searcher=ANNA)
    for query in (
        {"q": "Zwiebelkuchen", "place": "Zeitz"},
        {"q": "Zwiebelkuchen", "place": "Zeitz"},
        {"q": "roggenbrot"},
        {"q": "roggenbrot", "page": 2},
        {"q": ""},
    ):
        assert (await anna.get("/api/v1/search", query=query)).status == 200
    await anna.get("/api/v1/suggest", query={"q": "zwiebel"})
    await market.search(q="Zwiebelkuchen")  # nobody's
    app: Any = market.client.app
    log: DemandLog = app.state.demand

    await log.flush()

    assert [row[1:] for row in await counted(market.database)] == [
        ("Zeitz", "zwiebelkuchen", 2, 2, 1),
        ("region", "roggenbrot", 1, 0, 1),
    ]


async def test_what_nobody_sees_makes_no_other_word(market: HttpMarket) -> None:
    for typed in ("ro\x00ggen\x00brot", "zwiebel\u00adkuchen", "\x00", "\ufdd0zwiebelku\u200bchen"):
        answer = await market.client.get(
            "/api/v1/search", query={"q": typed}, headers={"x-searcher": ANNA}
        )
        assert answer.status == 200, answer.text

    app: Any = market.client.app
    await app.state.demand.flush_all()

    terms = [row[2] for row in await counted(market.database)]
    assert terms == ["ro ggen brot", "zwiebelkuchen"]


async def test_what_is_in_memory_at_the_end_is_written(databases: Templates) -> None:
    async with databases.database("search:migrations") as database:
        async with http_market(database) as market:
            await market.client.with_headers(x_searcher=ANNA).get("/api/v1/search?q=kuchen")
        assert [row[2] for row in await counted(database)] == ["kuchen"]


async def test_the_worker_tells_by_itself(database: Database, clock: FixedClock) -> None:
    await noted(database, clock, ANNA, BEN, CLARA).flush()
    bus, heard = MemoryBus(), asyncio.Queue[str]()

    async def hear(message: Message) -> None:
        heard.put_nowait(message.event().model_dump()["term"])

    await bus.subscribe(Subscription("test", (DemandObserved,)), hear)
    worker = create_worker(settings_for(), bus=bus, database=database, clock=clock)
    await worker.start()
    try:
        async with asyncio.timeout(10):
            assert await heard.get() == "zwiebelkuchen"
    finally:
        await worker.stop()
