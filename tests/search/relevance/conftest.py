"""The seeded market, once per engine."""

from collections.abc import AsyncIterator

import pytest

from tests.search.conftest import BOTH, opened_engine
from tests.search.relevance.market import Market, seeded_market


@pytest.fixture(params=BOTH, scope="session")
async def market(request: pytest.FixtureRequest) -> AsyncIterator[Market]:
    async with opened_engine(request) as engine:
        yield await seeded_market(engine)
