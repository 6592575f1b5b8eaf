"""A market in production shape per module, with two shops; each test keeps its own promises."""

from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import pytest

from tests.faults.shoppers import Market, open_market
from tests.support import servers
from tests.support.production import production


@pytest.fixture(scope="module")
async def standing_market(
    postgres_server: servers.Postgres, rabbit: servers.RabbitMQ
) -> AsyncIterator[Market]:
    async with production(postgres_server, rabbit) as running, aiohttp.ClientSession() as http:
        yield await open_market(running, http)


@pytest.fixture
def market(standing_market: Market) -> Market:
    """What an earlier test was promised or refused is no business of the next."""
    return replace(standing_market, promised=[], refused=[])
