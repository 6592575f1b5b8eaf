"""One Chromium for all tests, and a street of pages on the in-memory market for each."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.browser import chromium as real
from tests.browser.street import street
from tests.gateway.pages.fake_market import FakeMarket


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with real.chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
async def quiet_address() -> AsyncIterator[str]:
    """One street for all who only look."""
    async with street(FakeMarket()) as base:
        yield base


@pytest.fixture
def market() -> FakeMarket:
    return FakeMarket()


@pytest.fixture
async def address(market: FakeMarket) -> AsyncIterator[str]:
    async with street(market) as base:
        yield base
