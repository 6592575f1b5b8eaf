"""A market in production shape per test, with two shops, and a check of I1 to I6 at the end."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.faults.shoppers import Market, open_market
from tests.support import servers
from tests.support.production import production


@pytest.fixture
async def market(
    postgres_server: servers.Postgres, rabbit: servers.RabbitMQ
) -> AsyncIterator[Market]:
    async with production(postgres_server, rabbit) as running, aiohttp.ClientSession() as http:
        yield await open_market(running, http)
