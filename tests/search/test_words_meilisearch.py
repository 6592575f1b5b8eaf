"""A word rule on a shared Meilisearch: another index by swap, while the old one answers."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from marketkit.db import Database
from marketkit.messaging import MemoryBus
from search.worker import create_worker

from tests.search.http_market import HttpMarket, http_market, settings_for
from tests.search.telling import product_changed, shop_changed, tell
from tests.search.waiting import until
from tests.support.databases import Templates
from tests.support.tokens import a_token

pytestmark = pytest.mark.meilisearch

PATH = "/api/v1/search/synonyms"


@pytest.fixture
async def database(databases: Templates) -> AsyncIterator[Database]:
    async with databases.database("search:migrations", pool_size=20) as opened:
        await tell(opened, shop_changed(), product_changed("Pflaumenkuchen"))
        yield opened


async def test_a_rule_reaches_a_shared_index_and_leaves_it(
    database: Database, meili_url: str
) -> None:
    settings = settings_for(meili_url, index="words")
    worker = create_worker(settings, bus=MemoryBus(), database=database)
    await worker.start()
    try:
        async with http_market(database, settings) as market:
            await until(lambda: _finds(market, "pflaumenkuchen"), seconds=30)
            operator = market.client.as_(a_token("operator"))
            assert not await _finds(market, "blaumännlewähe")

            said = await operator.post(PATH, json={"words": ["blaumännlewähe", "pflaumenkuchen"]})
            asking = asyncio.create_task(_always_finds(market))
            await until(lambda: _finds(market, "blaumännlewähe"), seconds=30)
            await operator.delete(f"{PATH}/{said.json()['id']}")
            await until(lambda: _finds_not(market, "blaumännlewähe"), seconds=30)

            asking.cancel()
            assert (await asyncio.gather(asking, return_exceptions=True))[0] is not None
            assert not _went_wrong(asking)
    finally:
        await worker.stop()


async def _always_finds(market: HttpMarket) -> None:
    """Whoever asks meanwhile is answered by the old index or the new one, never by none."""
    number = 0
    while True:
        number += 1
        assert await market.names(q="pflaumenkuchen", per_page=1 + number % 50)
        await asyncio.sleep(0.02)


def _went_wrong(task: "asyncio.Task[None]") -> bool:
    return not task.cancelled() and task.exception() is not None


async def _finds(market: HttpMarket, q: str) -> bool:
    body = (await market.search(q=q)).json()
    is_shared = body["engine"] == "meilisearch" and not body["degraded"]
    return is_shared and [hit["name"] for hit in body["hits"]] == ["Pflaumenkuchen"]


async def _finds_not(market: HttpMarket, q: str) -> bool:
    body = (await market.search(q=q)).json()
    return bool(body["engine"] == "meilisearch" and body["hits"] == [])
