"""The pages for finding in a real browser: usable in every state, with and without scripts."""

import re
from typing import Any

import pytest
from playwright.async_api import Browser

from tests.browser.lively import lively
from tests.browser.visitor import Visitor, visiting
from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.fake_search import a_shop_hit
from tests.gateway.pages.goods import BREAD, SHOPS, a_hit

pytestmark = pytest.mark.browser
_MORE = "&collect=2026-11-28&shop=baeckerei-morgenroth&deliver_to=06712"
_UNFOLD = "document.querySelectorAll('details').forEach(one => one.open = true)"
STATES: dict[str, tuple[str, dict[str, Any]]] = {
    "filters": (
        f"/suche?q=brot+zeitz&available=true&diet=vegan&von=2&place=Kayna&radius_km=10{_MORE}",
        {"understood": {"place": {"name": "Zeitz", "words": "zeitz", "radius_km": 10}}},
    ),
    "shops": ("/suche?q=e", {"shops": [a_shop_hit(shop) for shop in SHOPS.values()]}),
    "corrected": ("/suche?q=brto", {"corrected": "brot", "hits": [a_hit(BREAD)], "total": 1}),
    "ambiguous": ("/suche?q=e", {"meanings": [{"name": "Eierkuchen", "q": "eierkuchen"}]}),
    "degraded": ("/suche?q=e", {"degraded": True, "relaxed": True}),
    "empty": ("/suche?q=x&place=Kayna&collect=today", {"hits": [], "total": 0, "facets": {}}),
    "empty_category": ("/kategorie/fisch", {"hits": [], "total": 0, "facets": {}}),
    "last_page": ("/suche?q=e&page=40", {"total": 1000, "total_is_exact": False, "pages": 40}),
    "english": ("/suche?q=e&lang=en", {}),
}


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1280, True)])
@pytest.mark.parametrize("state", STATES)
async def test_every_state_of_a_search_is_usable(
    chromium: Browser, address: str, market: FakeMarket, state: str, width: int, *, dark: bool
) -> None:
    path, market.finding = STATES[state]
    async with visiting(chromium, address, width=width, dark=dark) as visitor:
        await visitor.go(path)
        await visitor.page.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true)"
        )

        await visitor.check()


@pytest.mark.parametrize("path", ["/", "/suche?q=e&diet=vegan"])
async def test_targets_are_large_enough_to_tap(chromium: Browser, address: str, path: str) -> None:
    async with visiting(chromium, address, width=360) as visitor:
        await visitor.go(path)
        await visitor.page.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true)"
        )

        small = await visitor.page.evaluate(_SMALL)
        assert small == []


_SMALL = """() => [...document.querySelectorAll(
  'main button, main .chip, main .pill, main .pick, main summary, main select, main input')]
  .filter(e => e.checkVisibility() && e.type !== 'hidden' && !e.closest('.vh'))
  .map(e => [e.className || e.tagName, e.textContent.trim(), e.getBoundingClientRect()])
  .filter(([, , box]) => box.width && (box.height < 24 || box.width < 24))
  .map(([kind, text, box]) => `${kind} ${text} ${box.width}x${box.height}`)"""


async def test_nothing_moves_while_a_page_is_built(chromium: Browser, address: str) -> None:
    async with lively(chromium, address, width=390) as page:
        for path in ("/", "/suche?q=e", "/kategorie/brot"):
            await page.goto(address + path)
            moved = await page.evaluate(_MOVED)
            assert moved < 0.01, path


_MOVED = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 400);
})"""


async def test_the_position_is_asked_for_only_on_request_and_rounded(
    chromium: Browser, address: str
) -> None:
    context = await chromium.new_context(
        geolocation={"latitude": 50.99412, "longitude": 12.23714}, permissions=["geolocation"]
    )
    try:
        page = await context.new_page()
        await page.goto(f"{address}/suche?q=e")
        await page.locator("#standort").click()
        await page.wait_for_url(re.compile(r"near=50\.99%2C12\.24&radius_km=10"))
        assert await page.get_by_role("link", name="Ort: Ihr Standort, 10 km").count() == 1
        assert await context.cookies() == []
    finally:
        await context.close()


async def test_a_refused_position_is_said(chromium: Browser, address: str) -> None:
    context = await chromium.new_context(permissions=[])
    try:
        page = await context.new_page()
        await page.goto(f"{address}/suche?q=e")
        await page.locator("#standort").click()
        await page.get_by_text("Den Standort haben wir nicht bekommen.").wait_for()
    finally:
        await context.close()


async def test_everything_can_be_chosen_without_scripts(chromium: Browser, address: str) -> None:
    async with visiting(chromium, address, width=360, scripts=False) as visitor:
        await choose_without_scripts(visitor)


async def choose_without_scripts(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.go("/suche?q=e")
    assert not await page.locator("#standort").is_visible()
    await page.locator("#filter > summary").click()
    await page.locator("#collect-tomorrow").check()
    await page.locator("#handmade").check()
    await page.get_by_label("Ort oder Postleitzahl").fill("Kayna")
    await page.locator("#zeigen").click()
    await page.wait_for_url(re.compile(r"/suche\?q=e&place=Kayna&collect=tomorrow&handmade=true$"))

    await page.get_by_role("link", name="Tag: Sonnabend, 21. November").click()
    await page.wait_for_url(re.compile(r"/suche\?q=e&place=Kayna&handmade=true$"))
    await page.locator("#sort").select_option("price")
    await page.get_by_role("button", name="Los").click()
    await page.wait_for_url(re.compile("sort=price"))
    await page.locator("#q").fill("brot")
    await page.get_by_role("button", name="Suchen", exact=True).click()
    await page.wait_for_url(re.compile("q=brot&place=Kayna&handmade=true&sort=price"))
