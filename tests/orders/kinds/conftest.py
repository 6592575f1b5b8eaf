"""The fixtures of this service's tests, and the invariants after each of them."""

from collections.abc import AsyncIterator

import pytest
from orders.invariants import violations
from orders.mail import MailQueue

from tests.orders.market import Market


@pytest.fixture
def market(market: Market) -> Market:
    """With letters."""
    return market.with_(notifications=MailQueue())


@pytest.fixture(autouse=True)
async def nothing_is_violated(market: Market) -> AsyncIterator[None]:
    yield
    assert await violations(market.database.pool) == []
