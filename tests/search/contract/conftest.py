"""The small market, indexed."""

import pytest
from search.domain.engine import SearchEngine

from tests.search.shelf import LANGUAGE, the_shelf


async def fill(engine: SearchEngine) -> None:
    rebuild = await engine.begin_rebuild(LANGUAGE)
    await rebuild.apply(the_shelf(), [])
    await rebuild.swap()


@pytest.fixture
async def market(engine: SearchEngine) -> SearchEngine:
    await fill(engine)
    return engine
