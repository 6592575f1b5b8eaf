"""The pages of an import and the list of goods, usable by everybody at every width."""

import pytest
from playwright.async_api import Browser

from tests.browser.visitor import visiting
from tests.gateway.pages.fake_imports import JOB
from tests.gateway.pages.fake_market import FakeMarket

BAKER = {"sid": "baeckerei@example.org"}
COUNTER = "/theke/baeckerei-morgenroth"
PAGES = {
    "datei": f"{COUNTER}/import",
    "spalten": f"{COUNTER}/import/{JOB}/spalten",
    "vorschau": f"{COUNTER}/import/{JOB}",
    "produkte": f"{COUNTER}/produkte",
}


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("name", PAGES)
async def test_a_page_fits_and_can_be_used(
    chromium: Browser, address: str, width: int, name: str
) -> None:
    async with visiting(chromium, address, width=width, cookies=BAKER) as visitor:
        await visitor.go(PAGES[name])
        await visitor.check()


@pytest.mark.browser
@pytest.mark.parametrize("state", ["applying", "done", "failed"])
async def test_the_page_shows_how_far_it_is(
    chromium: Browser, address: str, market: FakeMarket, state: str
) -> None:
    market.import_state = {"state": state, "done": 40, "total": 100}  # type: ignore[attr-defined]
    async with visiting(chromium, address, width=360, cookies=BAKER) as visitor:
        await visitor.go(PAGES["vorschau"])
        await visitor.check()


@pytest.mark.browser
async def test_without_scripts_progress_asks_by_itself_and_with_them_it_goes_on(
    chromium: Browser, address: str, market: FakeMarket
) -> None:
    market.import_state = {"state": "applying", "done": 1, "total": 100}  # type: ignore[attr-defined]
    async with visiting(chromium, address, width=360, cookies=BAKER) as visitor:
        await visitor.go(PAGES["vorschau"])
        market.import_state = {"state": "done"}  # type: ignore[attr-defined]

        await visitor.page.get_by_text("Zu den Produkten").wait_for(timeout=8000)
        assert visitor.broken == []
