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
