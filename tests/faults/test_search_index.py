"""F21 in the whole market: Meilisearch and its leader die; afterwards the index is the catalogue.

Also here, because it needs the same market: what is told again reaches a search that knew nothing.
"""

import asyncio
import random
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from uuid import uuid4

import aiohttp
import asyncpg
import pytest
from marketkit.db import Database
from search.domain.engine import EngineUnavailableError
from search.index.meili.engine import MeiliEngine
from search.invariants import check_index

from tests.faults.shoppers import Market, open_market
from tests.journeys.actors import JSON, euros
from tests.journeys.fresh import everything_arrives
from tests.journeys.things import eventually, put_on_shelf
from tests.search.meili_server import MeiliServer, meili_server
from tests.support import servers
from tests.support.production import production

pytestmark = [
    pytest.mark.rabbitmq,
    pytest.mark.meilisearch,
    pytest.mark.slow,
    pytest.mark.timeout(300),
]
_PUBLISHED = """
    SELECT p.id, p.version FROM product p JOIN shop s ON s.id = p.shop_id
    WHERE p.status = 'published' AND s.status = 'live'
"""
KILLS = 4


@pytest.fixture(scope="module")
def meili() -> Iterator[MeiliServer]:
    binary = shutil.which("meilisearch")
    if binary is None:
        pytest.skip("NOT TESTED, Meilisearch is not on PATH")
    with meili_server(binary) as server:
        yield server


@pytest.fixture(scope="module")
async def searching_market(
    postgres_server: servers.Postgres, rabbit: servers.RabbitMQ, meili: MeiliServer
) -> AsyncIterator[Market]:
    async with (
        production(postgres_server, rabbit, SEARCH_MEILI_URL=meili.url) as running,
        aiohttp.ClientSession() as http,
    ):
        yield await open_market(running, http)


@pytest.fixture
def market(searching_market: Market) -> Market:
    return replace(searching_market, promised=[], refused=[])


async def test_changes_reach_answers_and_pages_through_meilisearch(market: Market) -> None:
    await _found_by(market, "meilisearch", market.goods[0])

    await everything_arrives(market.owner, market.shops[1])


async def test_f21_meilisearch_is_away_and_the_market_goes_on(
    market: Market, meili: MeiliServer
) -> None:
    await _found_by(market, "meilisearch", market.goods[0])
    meili.kill()
    during = await market.guest().get("/search", q=market.goods[0]["title"], per_page=7)
    assert (during["engine"], during["degraded"]) == ("embedded", True)
    assert during["total"]
    new = await _listed(market, f"Neu {uuid4().hex[:8]}")
    await _priced(market, market.goods[0], 777)
    await market.owner.post(f"/products/{market.goods[5]['id']}/withdraw")
    await _found_by(market, "embedded", new)

    meili.start()
    await _found_by(market, "meilisearch", new)
    await _whole(market, meili)
    await market.verify()
    await market.owner.post(f"/products/{market.goods[5]['id']}/publish")


async def test_f21_leader_and_meilisearch_are_killed_again_and_again(
    market: Market, meili: MeiliServer
) -> None:
    """A second worker stands by all the time, and takes over within seconds."""
    chance = random.Random(21)
    names = ("search worker", "search standby")
    market.running.commands["search standby"] = market.running.commands["search worker"]
    market.running.launch("search standby")
    for cents in range(300, 300 + KILLS):
        await _priced(market, chance.choice(market.goods), cents)
        if chance.random() < 0.5:
            meili.kill()
            await asyncio.sleep(chance.uniform(0, 0.2))
            meili.start()
        victim = chance.choice(names)
        await asyncio.sleep(chance.uniform(0, 0.2))
        market.running.kill(victim)
        new = await _listed(market, f"Nach {cents} {uuid4().hex[:6]}")
        await _found_by(market, "meilisearch", new)
        market.running.launch(victim)
    await _whole(market, meili)
    await market.verify()
    market.running.kill("search standby")


async def test_what_is_told_again_reaches_a_search_that_knew_nothing(
    market: Market, meili: MeiliServer
) -> None:
    await market.verify()
    search = await market.database("search")
    await search.execute("TRUNCATE product_snapshot, shop_snapshot, stock_snapshot")
    await search.close()

    for module in ("catalog.republish", "orders.republish"):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", module, env=market.running.environment
        )
        assert await process.wait() == 0

    await market.verify()
    await _whole(market, meili)


async def _whole(market: Market, meili: MeiliServer) -> None:
    """I4: Meilisearch holds what search's copy says, and that is what the catalogue sells."""
    database = await Database.open(market.running.databases["search"], pool_size=2)
    engine = MeiliEngine(meili.url)
    await engine.open()
    catalog = await asyncpg.connect(market.running.databases["catalog"])

    async def same() -> bool:
        try:
            sold = {row["id"]: row["version"] for row in await catalog.fetch(_PUBLISHED)}
            indexed = await engine.versions()
            return sold == dict(indexed) and await check_index(database, engine) == []
        except EngineUnavailableError:
            return False

    try:
        await eventually(same, within=40)
    finally:
        await catalog.close()
        await engine.close()
        await database.close()


async def _listed(market: Market, title: str) -> JSON:
    return await put_on_shelf(market.owner, market.shops[0], title, 250, on_hand=5)


async def _priced(market: Market, product: JSON, cents: int) -> None:
    variant = {"id": product["variants"][0]["id"], "price": euros(cents)}
    await market.owner.patch(f"/products/{product['id']}", {"variants": [variant]})


async def _found_by(market: Market, engine: str, product: JSON) -> None:
    async def found() -> bool:
        answer = await market.guest().get("/search", q=product["title"])
        hits = [hit["product_id"] for hit in answer["hits"]]
        return bool(answer["engine"] == engine and product["id"] in hits)

    await eventually(found, within=40)
