"""What the in-memory market answers when a shop prints."""

from collections.abc import Callable
from typing import Any

from tests.gateway.pages.fake_catalog import only_people_of
from tests.gateway.pages.fake_market import Asked, FakeMarket

PAPER = b"%PDF-1.7 poster"


def paper(market: FakeMarket, asked: Asked) -> Any:
    only_people_of(market, asked)
    return PAPER


ROUTES: list[tuple[str, str, Callable[[FakeMarket, Asked], Any]]] = [
    ("GET", "/shops/([^/]+)/(?:poster|shelf-cards).pdf", paper),
]
