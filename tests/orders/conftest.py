"""A market with its HTTP side, fresh for every test."""

from collections.abc import AsyncIterator, Iterator
from functools import cache

import pytest
from marketkit.messaging import MemoryBus
from orders.app import create_app
from orders.region.categories import load_categories
from orders.settings import OrdersSettings
from pydantic import SecretStr

from tests.orders.market import SECRET, Market, open_market
from tests.support.asgi import AsgiClient, running
from tests.support.databases import Templates
from tests.support.tokens import a_verifier


@pytest.fixture(scope="session", autouse=True)
def _categories_read_once() -> Iterator[None]:
    """They stay as they are while tests run, and are most of what a start costs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("orders.wiring.load_categories", cache(load_categories))
        yield


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
