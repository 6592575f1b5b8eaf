"""F21 at the service: the worker or Meilisearch is killed at any moment; the index is whole again.

The moments around a swap are chosen one by one; the others are drawn, always the same.
"""

import asyncio
import gc
import os
import random
import subprocess
import sys
import tracemalloc
from collections.abc import AsyncIterator, Callable
from typing import Any

import meilisearch.index
import pytest
from marketkit.db import Database
from search.domain.engine import EngineUnavailableError
from search.index.meili.admin import MeiliAdmin
from search.index.meili.engine import MeiliEngine, MeiliRebuild
from search.store.progress import Progress
from search.store.upkeep import Upkeep
from search.use_cases import follow, rebuild

from tests.search.leading import Led, led
from tests.search.meili_server import MeiliServer
from tests.search.shelf import REGION
from tests.search.telling import product_changed, shop_changed, stock_changed, tell, withdrawn
from tests.search.waiting import until
from tests.support.databases import Templates

pytestmark = [pytest.mark.meilisearch, pytest.mark.timeout(120)]

NAMES = [f"Brot {number}" for number in range(25)]
ROUNDS = 4
_PATH = os.environ["PATH"]  # noqa: TID251 -- passed on to our own process


class PowerCutError(BaseException):
    """Nothing after it runs, as after SIGKILL."""


@pytest.fixture
async def database(databases: Templates) -> AsyncIterator[Database]:
    async with databases.database("search:migrations", pool_size=20) as opened:
        await tell(opened, shop_changed(), *(product_changed(name) for name in NAMES))
        yield opened


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that even a small market has several."""
    monkeypatch.setattr(follow, "BATCH", 10)
    monkeypatch.setattr(rebuild, "BATCH", 10)


def _cut(
    monkeypatch: pytest.MonkeyPatch, owner: type, name: str, *, after: bool, turn: int = 1
) -> None:
    """The power goes before or after the `turn`th call; nobody tidies up."""
    original: Callable[..., Any] = getattr(owner, name)
    calls = 0

    async def cut(*arguments: Any, **keywords: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == turn and not after:
            raise PowerCutError
        outcome = await original(*arguments, **keywords)
        if calls == turn:
            raise PowerCutError
        return outcome

    async def nothing(*_: Any) -> None:
        return None

    monkeypatch.setattr(owner, name, cut)
    monkeypatch.setattr(MeiliRebuild, "discard", nothing)


MOMENTS: list[tuple[str, type, str, bool, int]] = [
    ("index made, nothing in it", MeiliEngine, "begin_rebuild", True, 1),
    ("first page in", MeiliRebuild, "apply", True, 1),
    ("before the last page", MeiliRebuild, "apply", False, 3),
    ("all in, not swapped", MeiliRebuild, "swap", False, 1),
    ("swapped, not noted", MeiliAdmin, "swap", True, 1),
    ("swapped to other words, not noted", MeiliAdmin, "swap", True, 1),
    ("noted, the former index not", Progress, "move", True, 1),
    ("all done", Upkeep, "keep", True, 1),
]


async def test_f21_the_leader_dies_at_each_moment_of_a_rebuild(
    database: Database, own_meili: MeiliServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ""
    async with led(database, own_meili.url, words) as first:
        await first.settle()
    for version, (moment, owner, name, after, turn) in enumerate(MOMENTS, start=2):
        await tell(database, product_changed("Brot 1", version), product_changed(moment))
        if "other words" in moment:
            words = "other words"
        async with led(database, own_meili.url, words) as dying:
            changes_words = "other words" in moment
            if not changes_words:
                await dying.settle()
            with monkeypatch.context() as patched:
                _cut(patched, owner, name, after=after, turn=turn)
                with pytest.raises(PowerCutError):
                    await (dying.settle if changes_words else dying.leader.rebuild)()
        await tell(database, withdrawn(moment, 2))

        async with led(database, own_meili.url, words) as heir:
            await heir.settle()
            assert await heir.whole(), moment
            # The live one, the former one, and at most what the next sweep takes.
            assert len(await heir.names()) <= 3, moment


async def test_f21_meilisearch_dies_with_a_swap_in_its_queue(
    database: Database, own_meili: MeiliServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with led(database, own_meili.url) as market:
        await market.settle()
        await tell(database, product_changed("Brot 1", 2))
        with monkeypatch.context() as patched:
            _kill_after(patched, own_meili, meilisearch.Client, "swap_indexes")
            with pytest.raises(EngineUnavailableError):
                await market.leader.rebuild()
        await tell(database, product_changed("Brot 1", 3), withdrawn("Brot 2", 2))
        own_meili.start()

        await _recovered(market)
        assert await market.whole()


async def test_f21_meilisearch_dies_with_a_batch_in_its_queue(
    database: Database, own_meili: MeiliServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with led(database, own_meili.url) as market:
        await market.settle()
        await tell(database, *(product_changed(name, 2) for name in NAMES))
        with monkeypatch.context() as patched:
            _kill_after(patched, own_meili, meilisearch.index.Index, "add_documents_raw")
            with pytest.raises(EngineUnavailableError):
                await market.settle()
        await tell(database, product_changed("Brot 1", 3))
        own_meili.start()

        await _recovered(market)
        assert await market.whole()


async def test_f21_an_index_that_comes_back_bare_is_not_taken_for_ours(
    database: Database, own_meili: MeiliServer
) -> None:
    async with led(database, own_meili.url) as market:
        await market.settle()
        own_meili.kill()
        own_meili.forget()
        own_meili.start()
        # Nobody has noticed: the next batch would make a bare index by itself.
        await tell(database, product_changed("Brot 1", 2))

        await _recovered(market)
        assert await market.whole()


async def test_f21_hours_without_meilisearch_cost_no_memory_and_nothing_is_lost(
    database: Database, own_meili: MeiliServer
) -> None:
    async with led(database, own_meili.url) as market:
        await market.settle()
        own_meili.kill()
        changes = [product_changed(f"Kuchen {n}", 1) for n in range(120)]
        await tell(database, *changes, *(stock_changed(name, 3) for name in NAMES))
        await _fail(market, times=20)
        tracemalloc.start()
        gc.collect()
        before, _ = tracemalloc.get_traced_memory()
        await _fail(market, times=100)
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        own_meili.start()

        await _recovered(market)
        assert await market.whole()
    assert after - before < 300_000, "what waits lies in the database"


async def test_f21_the_worker_is_killed_again_and_again(
    database: Database, own_meili: MeiliServer
) -> None:
    chance = random.Random(21)
    environment = await _environment(database, own_meili)
    version = 1
    for number in range(ROUNDS):
        worker = _start(environment)
        worker_two = _start(environment) if number == ROUNDS - 1 else None
        await until(lambda: _leads(database), seconds=30)
        await Upkeep(database.pool, "meilisearch").ask("rebuild")
        until_killed = asyncio.get_running_loop().time() + chance.uniform(0.0, 0.5)
        while asyncio.get_running_loop().time() < until_killed:
            version += 1
            name = chance.choice(NAMES)
            await tell(database, product_changed(name, version))
        worker.kill()
        worker.wait()
    assert worker_two is not None
    try:
        async with led(database, own_meili.url) as looking:
            await until(lambda: _leads(database), seconds=10)
            await until(looking.whole, seconds=30)
    finally:
        worker_two.kill()
        worker_two.wait()


def _kill_after(
    monkeypatch: pytest.MonkeyPatch, server: MeiliServer, owner: type, name: str
) -> None:
    """Meilisearch has said yes to the task, and is gone."""
    original: Callable[..., Any] = getattr(owner, name)

    def accepted(*arguments: Any, **keywords: Any) -> Any:
        answer = original(*arguments, **keywords)
        server.kill()
        return answer

    monkeypatch.setattr(owner, name, accepted)


async def _recovered(market: Led) -> None:
    """The leader's own way: it fails, looks again, goes on."""
    async with asyncio.timeout(30):
        while True:
            try:
                await market.settle()
            except EngineUnavailableError:
                await asyncio.sleep(0.05)
            else:
                return


async def _fail(market: Led, *, times: int) -> None:
    for _ in range(times):
        with pytest.raises(EngineUnavailableError):
            await market.settle()


async def _leads(database: Database) -> bool:
    return bool(
        await database.pool.fetchval(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND objid = 7240302"
        )
    )


async def _environment(database: Database, server: MeiliServer) -> dict[str, str]:
    name = await database.pool.fetchval("SELECT current_database()")
    port = await database.pool.fetchval("SELECT inet_server_port()")
    return {
        "PATH": _PATH,
        "SEARCH_ENVIRONMENT": "test",
        "SEARCH_DATABASE_URL": f"postgresql://postgres@127.0.0.1:{port}/{name}",
        "SEARCH_BUS_URL": "memory://",
        "SEARCH_JWKS_URL": "http://127.0.0.1:9/jwks.json",
        "SEARCH_REGION_DIR": str(REGION),
        "SEARCH_MEILI_URL": server.url,
    }


def _start(environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "search.worker"], env=environment)
