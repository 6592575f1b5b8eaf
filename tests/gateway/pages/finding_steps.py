"""What tests of finding look at: the page, its links, and what was asked of the search."""

from typing import Any

from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.house import Browser, Outline


def asked_of(market: FakeMarket) -> list[Any]:
    return [call.query for call in market.calls if call.path == "/search"]


def hrefs(page: Outline, kind: str = "chip") -> set[str]:
    links = [found for found in page.all("a") if kind in found.get("class", "").split()]
    return {found["href"] for found in links}


async def look(browser: Browser, path: str) -> Outline:
    answer = await browser.get(path)
    assert answer.status == 200
    return Outline(answer.text)
