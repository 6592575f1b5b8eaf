"""A market with its HTTP side, fresh for every test."""

from collections.abc import AsyncIterator

import pytest
from marketkit.messaging import MemoryBus
from orders.app import create_app
from orders.settings import OrdersSettings
from pydantic import SecretStr

from tests.orders.market import SECRET, Market, open_market
from tests.support.asgi import AsgiClient, running
from tests.support.databases import Templates
from tests.support.tokens import a_verifier


@pytest.fixture
async def market(databases: Templates) -> AsyncIterator[Market]:
    async with open_market(databases, pool_size=20) as opened:
        yield opened


@pytest.fixture
async def client(market: Market) -> AsyncIterator[AsgiClient]:
    """The service over HTTP, with the market's clock and adapters."""
    settings = OrdersSettings(
        environment="test",
        database_url=SecretStr("postgresql://unused"),
        guest_token_secret=SecretStr(SECRET.decode()),
    )
    app = create_app(settings, bus=MemoryBus(), verifier=a_verifier(), database=market.database)
    async with running(app) as http:
        app.state.context = market.context
        yield http
