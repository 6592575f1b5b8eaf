"""Upkeep of a shared index: built anew on wish, swapped back, swept, its refusals listed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from marketkit.clock import SystemClock
from marketkit.db import Database
from search import rebuild as command
from search.index.meili.engine import MeiliEngine
from search.store.progress import Progress
from search.use_cases.tidy import KEPT, TASKS_KEPT

from tests.conftest import FixedClock
from tests.search.http_market import http_market
from tests.search.leading import led
from tests.search.meili_server import MeiliServer
from tests.search.shelf import an_id
from tests.search.telling import product_changed, shop_changed, tell, withdrawn
from tests.search.waiting import until
from tests.support.databases import Templates
from tests.support.tokens import a_token

pytestmark = pytest.mark.meilisearch

NAMES = [f"Brot {number}" for number in range(6)]
_LEADING = (
    "FROM pg_locks WHERE locktype = 'advisory' AND granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
_LATITUDE = "UPDATE shop_snapshot SET doc = jsonb_set(doc, '{lat}', $1)"


@pytest.fixture
async def database(databases: Templates) -> AsyncIterator[Database]:
    async with databases.database("search:migrations") as opened:
        await tell(opened, shop_changed(), *(product_changed(name) for name in NAMES))
        yield opened


async def test_a_release_that_is_taken_back_finds_its_index_again(
    database: Database, own_meili: MeiliServer
) -> None:
    async with led(database, own_meili.url, "old") as old:
        await old.settle()
    async with led(database, own_meili.url, "new") as new:
        await new.settle()
        await tell(database, product_changed("Brot 1", 2), withdrawn("Brot 2", 2))
        await new.settle()
        assert await new.whole()
        former = await new.upkeep.former()
    assert former is not None
    assert former.fingerprint == "old"

    async with led(database, own_meili.url, "old") as again:
        tasks = await asyncio.to_thread(again.client.get_tasks, {"types": "indexCreation"})
        await again.settle()
        later = await asyncio.to_thread(again.client.get_tasks, {"types": "indexCreation"})
        assert await again.whole()
        assert later.total == tasks.total, "it was swapped back, not built anew"
        kept = await again.upkeep.former()
    assert kept is not None
    assert kept.fingerprint == "new"


async def test_the_operator_has_it_built_anew_and_swapped_back(
    database: Database, own_meili: MeiliServer
) -> None:
    async with led(database, own_meili.url) as market:
        await market.settle()
        for wish in ("rebuild", "back", "back"):
            before = await market.upkeep.former()
            await market.upkeep.ask(wish)
            await tell(database, product_changed(f"Während {wish} {before}"))
            await market.settle()
            assert await market.whole()
            assert await market.upkeep.wish() is None
            assert await market.upkeep.former() != before
        assert len(await market.names()) == 2


async def test_the_command_asks_and_waits(database: Database, own_meili: MeiliServer) -> None:
    url = await _address(database)
    assert await command.run(url, back=True, wait=1) == 1
    assert await command.run(url, back=False, wait=0.05) == 2

    async with led(database, own_meili.url) as market:
        await market.settle()
        asked = asyncio.create_task(command.run(url, back=False, wait=20))
        while not asked.done():
            await market.settle()
            await asyncio.sleep(0.02)
        assert await asked == 0
        assert await market.upkeep.former() is not None


async def test_a_crash_while_swapping_back_ends_in_a_rebuild(
    database: Database, own_meili: MeiliServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def power_cut(_self: MeiliEngine, _name: str) -> None:
        raise KeyboardInterrupt

    async with led(database, own_meili.url) as market:
        await market.settle()
        await market.leader.rebuild()
        await tell(database, product_changed("Brot 1", 2))
        await market.settle()
        await market.upkeep.ask("back")
        with monkeypatch.context() as patched:
            patched.setattr(MeiliEngine, "swap_back", power_cut)
            with pytest.raises(KeyboardInterrupt):
                await market.settle()

    async with led(database, own_meili.url) as next_one:
        await next_one.settle()
        assert await next_one.whole()


async def test_what_is_left_over_is_swept_and_what_belongs_to_others_stays(
    database: Database, own_meili: MeiliServer
) -> None:
    clock = FixedClock(SystemClock().now())
    async with led(database, own_meili.url, clock=clock) as market:
        for name in (f"products_{0:032x}", "products_of_others"):
            task = await asyncio.to_thread(market.client.create_index, name)
            await asyncio.to_thread(market.client.wait_for_task, task.task_uid)
        await market.settle()
        await market.leader.rebuild()
        kept = await market.upkeep.former()
        assert kept is not None
        assert await market.names() == sorted(["products", "products_of_others", kept.name])

        clock.at += KEPT + timedelta(minutes=1)
        await market.settle()
        assert await market.upkeep.former() is None
        assert await market.names() == ["products", "products_of_others"]


async def test_finished_tasks_are_forgotten_after_a_week(
    database: Database, own_meili: MeiliServer
) -> None:
    clock = FixedClock(SystemClock().now())
    async with led(database, own_meili.url, clock=clock) as market:
        await market.settle()
        before = await asyncio.to_thread(market.client.get_tasks)
        assert before.total > 3

        clock.at += TASKS_KEPT + timedelta(minutes=1)
        await market.settle()
        left = await asyncio.to_thread(market.client.get_tasks)
        assert {task.type for task in left.results} <= {"taskDeletion", "indexDeletion"}


async def test_a_task_that_fails_parks_one_document_which_is_listed_and_tried_again(
    database: Database, own_meili: MeiliServer
) -> None:
    async with led(database, own_meili.url) as market:
        await market.settle()
        farm = shop_changed(shop_id=an_id("farm"), slug="farm", name="Farm")
        await database.pool.execute(_LATITUDE, "oben")
        changed = [product_changed(name, 2) for name in NAMES[:5]]
        await tell(database, farm, product_changed("Ei", shop_id=an_id("farm")), *changed)
        await market.settle()

        progress = Progress(database.pool, "meilisearch")
        assert await progress.parked() == {an_id(name) for name in NAMES[:5]}
        assert await market.whole()
        assert (await market.engine.versions())[an_id("Ei")] == 1

        async with http_market(database) as app:
            assert (await app.client.get("/api/v1/search/parked")).status == 401
            resident = app.client.as_(a_token("resident"))
            assert (await resident.get("/api/v1/search/parked")).status == 403
            operator = app.client.as_(a_token("operator"))
            first = (await operator.get("/api/v1/search/parked", query={"limit": 4})).json()
            more = {"limit": 4, "cursor": first["next"]}
            rest = (await operator.get("/api/v1/search/parked", query=more)).json()
            listed = [*first["items"], *rest["items"]]
            assert sorted(item["title"] for item in listed) == NAMES[:5]
            assert rest["next"] is None
            assert "geo" in listed[0]["reason"]
            for cursor in ("x", f"\x00.{an_id('Ei')}"):
                wrong = await operator.get("/api/v1/search/parked", query={"cursor": cursor})
                assert wrong.status == 422

        # As a later release might: what was wrong is mended without any event.
        await database.pool.execute(_LATITUDE, 51.0)
        await market.leader.rebuild()
        assert await progress.parked() == frozenset()
        assert len(await market.engine.versions()) == len(NAMES) + 1
        assert await market.whole()


async def test_a_leader_that_was_overtaken_leaves_nothing_old_behind(
    database: Database, own_meili: MeiliServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with (
        led(database, own_meili.url) as first,
        led(database, own_meili.url) as second,
    ):
        await first.settle()
        await tell(database, product_changed("Brot 1", 2))
        apply = MeiliEngine.apply

        async def cut_off(engine: MeiliEngine, *batch: Any) -> None:
            """The database lets go of the first; the second writes a newer state meanwhile."""
            if engine is first.engine:
                monkeypatch.setattr(MeiliEngine, "apply", apply)
                await database.pool.execute(f"SELECT pg_terminate_backend(pid) {_LEADING}")
                # It lets go in its own time; who asks too early asks again after two seconds.
                await until(lambda: _nobody_leads(database))
                await tell(database, product_changed("Brot 1", 3))
                await second.settle()
            await apply(engine, *batch)

        monkeypatch.setattr(MeiliEngine, "apply", cut_off)
        await first.leader.step()
        assert (await first.engine.versions())[an_id("Brot 1")] == 2, "the older one came later"

        await second.settle()
        assert await second.whole()


async def _nobody_leads(database: Database) -> bool:
    return not await database.pool.fetchval(f"SELECT count(*) {_LEADING}")


async def _address(database: Database) -> str:
    name = await database.pool.fetchval("SELECT current_database()")
    port = await database.pool.fetchval("SELECT inet_server_port()")
    return f"postgresql://postgres@127.0.0.1:{port}/{name}"
