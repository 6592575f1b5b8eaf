"""Marks count searchers for a week, and lead back to nobody."""

from datetime import UTC, datetime

from gateway.identity.searchers import Searchers
from gateway.identity.visitors import STRANGER, Visitor
from marketkit.db import Database

from tests.conftest import FixedClock
from tests.gateway.house import House

AGENT = b"Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0"
HERE = "192.0.2.7"


async def opened(database: Database, clock: FixedClock) -> Searchers:
    searchers = Searchers(database, clock)
    await searchers.renew()
    return searchers


async def test_the_same_person_has_the_same_mark_in_every_process(
    database: Database, clock: FixedClock
) -> None:
    one, other = await opened(database, clock), await opened(database, clock)
    marks = {searchers.mark(STRANGER, HERE, AGENT) for searchers in (one, other)}
    signed_in = {
        s.mark(Visitor(session_key="k"), a, AGENT) for s in (one, other) for a in (HERE, "::1")
    }

    assert len(marks) == len(signed_in) == 1
    assert marks != signed_in
    assert one.mark(STRANGER, "192.0.2.8", AGENT) not in marks
    assert one.mark(STRANGER, HERE, AGENT + b"!") not in marks


async def test_the_addresses_of_one_household_are_one(
    database: Database, clock: FixedClock
) -> None:
    searchers = await opened(database, clock)

    assert searchers.mark(STRANGER, "2001:db8::1", AGENT) == searchers.mark(
        STRANGER, "2001:db8::ffff", AGENT
    )


async def test_a_mark_says_nothing_about_who_it_is(database: Database, clock: FixedClock) -> None:
    mark = (await opened(database, clock)).mark(Visitor(session_key="geheim"), HERE, AGENT)

    assert mark is not None
    assert len(bytes.fromhex(mark)) == 16
    assert "geheim" not in mark


async def test_a_new_week_has_a_new_key_and_the_old_one_is_gone(
    database: Database, clock: FixedClock
) -> None:
    searchers = await opened(database, clock)
    before = searchers.mark(STRANGER, HERE, AGENT)
    clock.at = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
    assert searchers.mark(STRANGER, HERE, AGENT) is None  # until the new key is here

    await searchers.renew()
    await searchers.renew()

    assert searchers.mark(STRANGER, HERE, AGENT) not in {None, before}
    rows = await database.pool.fetch("SELECT week FROM week_keys")
    assert [row["week"] for row in rows] == ["2026-W48"]


async def test_programs_that_say_so_are_no_searchers(database: Database, clock: FixedClock) -> None:
    searchers = await opened(database, clock)

    for agent in (b"", b"Googlebot/2.1", b"my-Crawler"):
        assert searchers.mark(STRANGER, HERE, agent) is None


async def test_only_search_is_told_and_nobody_can_forge_a_mark(house: House) -> None:
    await house.app.state.searchers.renew()
    client = house.client.with_headers(user_agent=AGENT.decode(), x_searcher="f" * 32)

    await client.get("/api/v1/search?q=brot")
    await client.get("/api/v1/suggest?q=brot")
    await client.get("/api/v1/shops")
    await client.get("/suche?q=brot")

    seen = house.services["search"].seen
    marks = [request["headers"].get("x-searcher") for request in seen]
    asked = [f"{request['path']}" for request in seen]
    assert asked == ["/api/v1/search", "/api/v1/suggest", "/api/v1/search"]
    assert marks[1] is None
    assert marks[0] == marks[2] == house.app.state.searchers.mark(STRANGER, "127.0.0.1", AGENT)
    others = [request for request in house.reached if request not in seen]
    assert others
    assert not any("x-searcher" in request["headers"] for request in others)
