"""A market with a desk at which papers are written."""

import pytest

from tests.orders.market import Market
from tests.orders.papers.desk import Desk
from tests.support.asgi import AsgiClient


@pytest.fixture
def desk(market: Market, client: AsgiClient) -> Desk:
    return Desk(market, client)
