"""Meilisearch without us in front: the very requests that the service would make, replayed."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from search.domain.query import SearchQuery
from search.index.meili.engine import MeiliEngine

from bench.report import Rate
from bench.wrk import Post, hammer


class _Recording(MeiliEngine):
    """Remembers what it asks, also the second questions that a first one leads to."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.asked: list[Post] = []

    async def _post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        self.asked.append(Post(path, orjson.dumps(body).decode()))
        return await super()._post(path, body)


async def rate(url: str, queries: Sequence[SearchQuery], *, clients: int, seconds: int) -> Rate:
    """Questions per second; one that needs two requests counts once."""
    engine = _Recording(url)
    await engine.open()
    try:
        for query in queries:
            await engine.search(query)
    finally:
        await engine.close()
    found = await hammer(url, engine.asked, connections=clients, seconds=seconds)
    per_question = len(engine.asked) / len(queries)
    return Rate(found.per_second / per_question, found.delays, found.errors)


async def until_indexed(url: str, count: int, *, within: float) -> None:
    engine = MeiliEngine(url)
    await engine.open()
    try:
        async with asyncio.timeout(within):
            # Another program fills it; asking is the only way to know.
            while not await engine.healthy() or await engine.count() < count:  # noqa: ASYNC110
                await asyncio.sleep(0.2)
    finally:
        await engine.close()
