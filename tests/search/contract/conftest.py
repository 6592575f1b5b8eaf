"""The small market, indexed: one per engine to look at, one per test to change."""

from collections.abc import AsyncIterator

import pytest
from search.domain.engine import SearchEngine

from tests.search.conftest import BOTH, opened_engine
from tests.search.shelf import LANGUAGE, the_shelf


async def fill(engine: SearchEngine) -> SearchEngine:
    rebuild = await engine.begin_rebuild(LANGUAGE)
    await rebuild.apply(the_shelf(), [])
    await rebuild.swap()
    return engine


@pytest.fixture(params=BOTH, scope="session")
async def market(request: pytest.FixtureRequest) -> AsyncIterator[SearchEngine]:
    """To ask only."""
    async with opened_engine(request) as engine:
        yield await fill(engine)


@pytest.fixture(params=BOTH)
async def own_market(request: pytest.FixtureRequest) -> AsyncIterator[SearchEngine]:
    """To change at will."""
    async with opened_engine(request) as engine:
        yield await fill(engine)
