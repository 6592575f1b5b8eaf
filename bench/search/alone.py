"""The embedded engine in a process of its own, without HTTP: python -m bench.search.alone URL …

Prints one line of JSON: how long filling took, what it needs, and how quickly it answers.
"""

import asyncio
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
import psutil
from marketkit.db import Database
from onebox.memory import use_sparingly
from pydantic import SecretStr
from search.domain.query import SearchQuery
from search.index.embedded.engine import EmbeddedEngine
from search.settings import SearchSettings
from search.store.snapshots import SnapshotReader
from search.use_cases.indexers import InProcessIndexer
from search.wiring import learned_language

from bench.search.invented import REGION
from bench.search.questions import mixes
from bench.search.understood import queries


async def main(
    url: str, count: int, folder: Path | None, clients: int, seconds: float
) -> dict[str, Any]:
    database = await Database.open(url, pool_size=2)
    engine = EmbeddedEngine(folder)
    try:
        settings = SearchSettings(database_url=SecretStr(url), region_dir=REGION)
        reader = SnapshotReader(database.pool)
        language = await learned_language(settings, reader)
        await engine.open()
        started = time.perf_counter()
        indexer = InProcessIndexer(engine, reader, language)
        while await indexer.step():
            pass
        filled = time.perf_counter() - started
        told: dict[str, Any] = {
            "documents": await engine.count(),
            "seconds": filled,
            "memory": psutil.Process().memory_full_info().pss,
            "disk": size_of(folder) if folder else 0,
        }
        asked = mixes(count)
        told["alone"] = {
            name: await _asked(engine, queries(questions, language), clients, seconds)
            for name, questions in asked.items()
        }
        return told
    finally:
        await engine.close()
        await database.close()


async def _asked(
    engine: EmbeddedEngine, asked: Sequence[SearchQuery], clients: int, seconds: float
) -> dict[str, float | list[float]]:
    """One after another for the delays, then so many at once for the rate."""
    took = []
    end = time.perf_counter() + seconds
    for query in asked:
        started = time.perf_counter()
        await engine.search(query)
        took.append(time.perf_counter() - started)
        if time.perf_counter() > end:
            break
    return {"took": took, "per_second": await _at_once(engine, asked, clients, seconds)}


async def _at_once(
    engine: EmbeddedEngine, asked: Sequence[SearchQuery], clients: int, seconds: float
) -> float:
    done, started = 0, time.perf_counter()

    async def work(first: int) -> None:
        nonlocal done
        number = first * len(asked) // clients
        while time.perf_counter() < started + seconds:
            await engine.search(asked[number % len(asked)])
            number, done = number + 1, done + 1

    await asyncio.gather(*(work(first) for first in range(clients)))
    return done / (time.perf_counter() - started)


def size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


if __name__ == "__main__":
    use_sparingly()
    address, products, where, at_once, long = sys.argv[1:]
    result = asyncio.run(
        main(address, int(products), Path(where) if where else None, int(at_once), float(long))
    )
    sys.stdout.write(orjson.dumps(result).decode() + "\n")
