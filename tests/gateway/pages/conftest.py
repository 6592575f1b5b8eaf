"""A market full of goods, and a browser in front of it."""

import pytest
from starlette.types import ASGIApp

from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.house import Browser, pages_app


@pytest.fixture
def market() -> FakeMarket:
    return FakeMarket()


@pytest.fixture
def app(market: FakeMarket) -> ASGIApp:
    return pages_app(market)


@pytest.fixture
def browser(app: ASGIApp) -> Browser:
    return Browser(app)


@pytest.fixture
async def baker(app: ASGIApp) -> Browser:
    return await Browser(app).sign_in("baeckerei@example.org")


@pytest.fixture
async def operator(app: ASGIApp) -> Browser:
    return await Browser(app).sign_in("betrieb@example.org")


@pytest.fixture
async def advisor(app: ASGIApp) -> Browser:
    return await Browser(app).sign_in("beratung@example.org")
