"""The embedded engine without HTTP around it: what answers through the gateway are held against."""

import time
from collections.abc import Sequence
from pathlib import Path

from marketkit.db import Database
from pydantic import SecretStr
from search.index.embedded.engine import EmbeddedEngine
from search.index.single import SingleEngine
from search.queries.ask import Asked, question_for
from search.queries.search_products import search_products
from search.settings import SearchSettings
from search.store.snapshots import SnapshotReader
from search.use_cases.indexers import InProcessIndexer
from search.wiring import learned_language

from bench.report import Delays, Rate

SECONDS = 5


async def rate(database_url: str, region_dir: Path, words: Sequence[str]) -> Rate:
    """Fill an index of our own from the market's snapshots, then ask it, one at a time."""
    database = await Database.open(database_url, pool_size=2)
    engine = EmbeddedEngine(None)
    try:
        settings = SearchSettings(database_url=SecretStr(database_url), region_dir=region_dir)
        reader = SnapshotReader(database.pool)
        language = await learned_language(settings, reader)
        await engine.open()
        answers = SingleEngine(engine)
        indexer = InProcessIndexer(engine, reader, language)
        while await indexer.step():
            pass
        took = []
        end = time.perf_counter() + SECONDS
        while time.perf_counter() < end:
            for word in words:
                started = time.perf_counter()
                await search_products(question_for(Asked(q=word), language), answers)
                took.append(time.perf_counter() - started)
        return Rate(len(took) / sum(took), Delays.of(took))
    finally:
        await engine.close()
        await database.close()
