"""The map, shops and products in a real browser: by keyboard, without scripts, in every width."""

import pytest
from playwright.async_api import Browser

from tests.browser.visitor import visiting
from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.goods import BREAD

pytestmark = pytest.mark.browser
BREAD_PAGE = f"/produkt/{BREAD['id']}/{BREAD['slug']}"
_FOCUS = """() => {
  const e = document.activeElement;
  const mark = e.querySelector('circle, rect');
  const ring = mark ? getComputedStyle(mark).strokeWidth : '';
  return {label: e.getAttribute('aria-label') || '', ring};
}"""
_TARGETS = """() => [...document.querySelectorAll('.mark :is(circle, rect)')].map((c) => {
  const box = c.getBoundingClientRect(); return Math.min(box.width, box.height);
})"""


def crowded(market: FakeMarket) -> None:
    """Twelve shops around the market place, and two far away."""
    bakery = market.shops["baeckerei-morgenroth"]
    for number in range(12):
        at = {"lat": 51.046 + number * 0.0007, "lon": 12.131 + number * 0.0009}
        slug = f"laden-{number}"
        market.shops[slug] = bakery | at | {"slug": slug, "name": f"Kunsthandwerkerhof {number}"}
    for slug, lat, lon in (("naumburg", 51.1499, 11.8098), ("kayna", 50.9941, 12.2371)):
        far = {"lat": lat, "lon": lon, "slug": slug, "name": slug.title(), "place": slug.title()}
        market.shops[slug] = bakery | far


@pytest.mark.parametrize(("width", "dark"), [(360, False), (768, True), (1280, False)])
@pytest.mark.parametrize("path", ["/karte", "/karte?bild=nah&radius_km=10&place=Zeitz", "/laden"])
async def test_a_crowded_market_is_usable(
    chromium: Browser, address: str, market: FakeMarket, path: str, width: int, *, dark: bool
) -> None:
    crowded(market)
    async with visiting(chromium, address, width=width, dark=dark) as visitor:
        await visitor.go(path)

        await visitor.check()
        assert all(size >= 24 for size in await visitor.page.evaluate(_TARGETS))


@pytest.mark.parametrize("path", ["/karte", "/laden/baeckerei-morgenroth", BREAD_PAGE])
async def test_the_narrowest_phone_needs_no_sideways_scrolling(
    chromium: Browser, address: str, path: str
) -> None:
    async with visiting(chromium, address, width=320) as visitor:
        await visitor.go(path)

        await visitor.check()


async def test_the_keyboard_goes_from_mark_to_mark_and_into_the_list(
    chromium: Browser, address: str, market: FakeMarket
) -> None:
    crowded(market)
    async with visiting(chromium, address) as visitor:
        page, keys = visitor.page, visitor.page.keyboard
        await visitor.go("/karte?bild=nah")
        marks = await page.locator(".mark").all()
        await page.locator(".map-sheet nav a").last.focus()

        for mark in marks:
            await keys.press("Tab")
            focused = await page.evaluate(_FOCUS)
            assert focused["label"] == await mark.get_attribute("aria-label")
            assert focused["ring"] == "6px"
        await keys.press("Enter")
        assert "#abholort-" in page.url
        await marks[0].focus()
        await keys.press("Enter")

        assert "#laden-" in page.url


async def test_a_cluster_opens_without_scripts(
    chromium: Browser, address: str, market: FakeMarket
) -> None:
    crowded(market)
    async with visiting(chromium, address, width=360, scripts=False) as visitor:
        page = visitor.page
        await visitor.go("/karte")
        before = await page.locator(".mark").count()
        for _ in range(3):
            if await page.locator(".mark.several").count() == 0:
                break
            await page.locator(".mark.several").first.click()
            await page.wait_for_load_state()

        assert await page.locator(".mark").count() > before
        await page.locator(".mark:not(.several)").first.click()
        assert "#laden-" in page.url


async def test_a_mark_and_its_entry_light_up_together(chromium: Browser, address: str) -> None:
    async with visiting(chromium, address) as visitor:
        await visitor.go("/karte")
        await visitor.page.locator(".map-list li").nth(1).hover()

        assert await visitor.page.locator(".mark.lit").get_attribute("data-numbers") == "2"
        await visitor.page.locator("#abholort-dzz").hover()
        assert await visitor.page.locator(".mark.lit").get_attribute("data-numbers") == "1 A"
        assert visitor.broken == []


async def test_ones_position_is_asked_for_on_request_only(
    chromium: Browser, address: str, market: FakeMarket
) -> None:
    async with visiting(chromium, address, width=360) as visitor:
        page = visitor.page
        await page.context.grant_permissions(["geolocation"], origin=address)
        await page.context.set_geolocation({"latitude": 51.0512345, "longitude": 12.1398765})
        await visitor.go("/karte?category=brot")
        await page.locator(".fold summary").click()
        await visitor.check()
        await page.get_by_role("button", name="Von meinem Standort").click()
        await page.wait_for_url("**near=51.05**")

        asked = [call.query for call in market.calls if call.path == "/search/shops"]
        assert asked[0].get("near") is None
        assert (asked[-1]["near"], asked[-1]["category"]) == ("51.050,12.140", "brot")


async def test_data_blocks_meet_no_policy(chromium: Browser, address: str) -> None:
    async with visiting(chromium, address) as visitor:
        for path in ("/", BREAD_PAGE, "/laden/baeckerei-morgenroth", "/kategorie/brot"):
            await visitor.go(path)
            assert await visitor.page.locator("script[type='application/ld+json']").count() >= 1

        assert visitor.broken == []


async def test_the_browser_keeps_a_page_that_has_not_changed(
    chromium: Browser, address: str
) -> None:
    async with visiting(chromium, address) as visitor:
        page = visitor.page
        await visitor.go(BREAD_PAGE)
        await page.get_by_role("button", name="In den Korb").click()
        await page.wait_for_url("**/korb")
        await visitor.go(BREAD_PAGE)
        mark = await page.locator("input[name=nonce]").get_attribute("value")
        await page.reload()
        await visitor.check()

        assert await page.locator("input[name=nonce]").get_attribute("value") == mark
        await page.get_by_role("button", name="In den Korb").click()
        await page.wait_for_url("**/korb")
        assert await page.locator("input[name^=menge-]").input_value() == "2"
