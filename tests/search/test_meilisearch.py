"""Meilisearch as a server that fails: outages, crashes, takeovers, all against a real one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from marketkit.db import Database
from marketkit.messaging import MemoryBus
from search.domain.engine import BatchRejectedError, EngineUnavailableError
from search.domain.query import SearchQuery
from search.index.meili.admin import MeiliAdmin
from search.index.meili.engine import MeiliEngine
from search.invariants import check_index
from search.settings import SearchSettings
from search.worker import Worker, create_worker

from tests.search.http_market import HttpMarket, http_market, settings_for
from tests.search.meili_server import MeiliServer
from tests.search.shelf import LANGUAGE, a_document
from tests.search.telling import product_changed, shop_changed, tell, withdrawn
from tests.search.waiting import until
from tests.support.databases import Templates

pytestmark = pytest.mark.meilisearch

NAMES = [f"Brot {number}" for number in range(12)]


@pytest.fixture
async def database(databases: Templates) -> AsyncIterator[Database]:
    async with databases.database("search:migrations", pool_size=20) as opened:
        await tell(opened, shop_changed(), *(product_changed(name) for name in NAMES))
        yield opened


@asynccontextmanager
async def a_worker(database: Database, settings: SearchSettings) -> AsyncIterator[Worker]:
    worker = create_worker(settings, bus=MemoryBus(), database=database)
    await worker.start()
    try:
        yield worker
    finally:
        await worker.stop()


@asynccontextmanager
async def an_engine(server: MeiliServer) -> AsyncIterator[MeiliEngine]:
    engine = MeiliEngine(server.url)
    await engine.open()
    try:
        yield engine
    finally:
        await engine.close()


async def answered_by(market: HttpMarket) -> tuple[str, bool, int]:
    body = (await market.search(q="brot")).json()
    return body["engine"], body["degraded"], body["total"]


async def test_an_outage_is_bridged_and_ends_by_itself(
    database: Database, own_meili: MeiliServer
) -> None:
    settings = settings_for(own_meili.url)
    async with (
        a_worker(database, settings),
        http_market(database, settings) as market,
        an_engine(own_meili) as engine,
    ):
        await until(lambda: _whole(database, engine))
        await until(lambda: _is(market, ("meilisearch", False, 12)))

        own_meili.kill()
        # Asked anew, past the answers that are kept while nothing changes.
        during = (await market.search(q="brot", page=1, per_page=5)).json()
        assert (during["engine"], during["degraded"], during["total"]) == ("embedded", True, 12)

        await tell(database, product_changed("Brot 99"), withdrawn("Brot 1", 2))
        await until(lambda: _finds(market, "Brot 99"))
        await until(lambda: _is(market, ("embedded", True, 12)))

        own_meili.start()
        await until(lambda: _is(market, ("meilisearch", False, 12)), seconds=30)
        await until(lambda: _whole(database, engine), seconds=30)
        assert await _finds(market, "Brot 99")


async def test_a_change_is_searchable_soon_after_its_commit(
    database: Database, own_meili: MeiliServer
) -> None:
    settings = settings_for(own_meili.url)
    async with a_worker(database, settings), http_market(database, settings) as market:
        await until(lambda: _is(market, ("meilisearch", False, 12)))

        await tell(database, product_changed("Brot 3", 2, cents=777))

        await until(lambda: _has_price(market, 777), seconds=5)


async def test_a_server_that_lost_its_data_is_filled_again(
    database: Database, own_meili: MeiliServer
) -> None:
    async with a_worker(database, settings_for(own_meili.url)), an_engine(own_meili) as engine:
        await until(lambda: _whole(database, engine))

        own_meili.kill()
        own_meili.forget()
        await tell(database, product_changed("Brot 50"))
        await asyncio.sleep(0.3)
        own_meili.start()

        await until(lambda: _whole(database, engine), seconds=30)


async def test_one_leads_and_the_next_takes_over(
    database: Database, own_meili: MeiliServer
) -> None:
    settings = settings_for(own_meili.url)
    async with an_engine(own_meili) as engine:
        async with a_worker(database, settings):
            await until(lambda: _whole(database, engine))
            async with a_worker(database, settings):
                await tell(database, product_changed("Brot 20"))
                await until(lambda: _whole(database, engine))
                leaders = await database.pool.fetchval(
                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                )
        assert leaders == 1

        async with a_worker(database, settings):
            await tell(database, product_changed("Brot 21"))
            await until(lambda: _whole(database, engine))


async def test_killed_while_filling_it_starts_over(
    database: Database, own_meili: MeiliServer
) -> None:
    await tell(database, *(product_changed(f"Kuchen {number}") for number in range(60)))
    async with an_engine(own_meili) as engine:
        settings = settings_for(own_meili.url)
        worker = create_worker(settings, bus=MemoryBus(), database=database)
        await worker.start()
        own_meili.kill()
        await worker.stop()
        own_meili.start()

        async with a_worker(database, settings):
            await until(lambda: _whole(database, engine), seconds=30)


async def test_a_worker_can_be_stopped_at_any_moment(
    database: Database, own_meili: MeiliServer
) -> None:
    settings = settings_for(own_meili.url)
    for round_number in range(12):
        worker = create_worker(settings, bus=MemoryBus(), database=database)
        await worker.start()
        await asyncio.sleep(round_number * 0.02)
        async with asyncio.timeout(10):
            await worker.stop()


async def test_a_refused_document_is_told_from_an_outage(own_meili: MeiliServer) -> None:
    async with an_engine(own_meili) as engine:
        rebuild = await engine.begin_rebuild(LANGUAGE)
        await rebuild.apply([a_document("Sommerhonig")], [])
        await rebuild.swap()

        with pytest.raises(BatchRejectedError):
            await MeiliAdmin(own_meili.url, None).write("products", b'[{"id": "no! such id"}]', [])
        own_meili.kill()
        with pytest.raises(EngineUnavailableError):
            await engine.apply([a_document("Sommerhonig")], [])
        with pytest.raises(EngineUnavailableError):
            await engine.search(SearchQuery())
        assert not await engine.healthy()


async def _whole(database: Database, engine: MeiliEngine) -> bool:
    try:
        return await engine.healthy() and await check_index(database, engine) == []
    except EngineUnavailableError:
        return False


async def _is(market: HttpMarket, state: tuple[str, bool, int]) -> bool:
    return await answered_by(market) == state


async def _finds(market: HttpMarket, name: str) -> bool:
    return name in await market.names(q=name)


async def _has_price(market: HttpMarket, cents: int) -> bool:
    hits = (await market.search(q="brot")).json()["hits"]
    return any(hit["price"]["amount"] == cents for hit in hits)
