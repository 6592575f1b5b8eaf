"""Every page in a real browser: usable by everybody, wide or narrow, light or dark."""

import pytest
from playwright.async_api import Browser, Page, Route

from tests.browser.checkout import pickup_times
from tests.browser.visitor import PHONE, Visitor, visiting
from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.goods import BREAD, YOGHURT
from tests.gateway.pages.test_every_page import PAGES

pytestmark = pytest.mark.browser
BREAD_PAGE, YOGHURT_PAGE = (f"/produkt/{p['id']}/{p['slug']}" for p in (BREAD, YOGHURT))


@pytest.mark.parametrize(("who", "path"), [(who, path) for who, path, _ in PAGES])
async def test_a_page_is_usable(chromium: Browser, quiet_address: str, who: str, path: str) -> None:
    """Narrow and light, then wide and dark."""
    cookies = {"sid": who} if who else {}
    async with visiting(chromium, quiet_address, width=PHONE, cookies=cookies) as visitor:
        await visitor.go(path)
        await visitor.check()

        await visitor.sits_down()
        await visitor.check()


@pytest.mark.parametrize("path", ["/", "/suche?q=e", YOGHURT_PAGE, "/korb", "/anmelden?lang=en"])
async def test_the_narrowest_phone_needs_no_sideways_scrolling(
    chromium: Browser, quiet_address: str, path: str
) -> None:
    async with visiting(chromium, quiet_address, width=320) as visitor:
        await visitor.go(path)

        await visitor.check()


async def fill_basket(page: Page, base: str) -> None:
    for path in (BREAD_PAGE, YOGHURT_PAGE):
        await page.goto(base + path)
        await page.get_by_role("button", name="In den Korb").click()
        await page.wait_for_url("**/korb")


async def fill_checkout(page: Page) -> None:
    await page.get_by_label("Vor- und Nachname").fill("Ruth Albrecht")
    await page.get_by_label("Telefon").fill("03441 123456")
    for times in await pickup_times(page):
        await times.select_option(index=1)


@pytest.mark.parametrize("scripts", [True, False])
async def test_an_order_over_two_shops_with_and_without_scripts(
    chromium: Browser, address: str, market: FakeMarket, *, scripts: bool
) -> None:
    async with visiting(chromium, address, width=390, scripts=scripts) as visitor:
        page = visitor.page
        await fill_basket(page, address)
        await page.get_by_role("link", name="Zur Kasse").click()
        await fill_checkout(page)
        await page.get_by_role("button", name="zahlungspflichtig bestellen").click()
        await page.wait_for_url("**/bestellung/**")

        assert await page.get_by_text("Abholcode").count() == 2
        assert len(market.orders) == 1


async def test_two_quick_taps_make_one_order(
    chromium: Browser, address: str, market: FakeMarket
) -> None:
    async with visiting(chromium, address) as visitor:
        page = visitor.page
        await fill_basket(page, address)
        await page.goto(f"{address}/kasse")
        await fill_checkout(page)
        await page.get_by_role("button", name="zahlungspflichtig bestellen").dblclick()
        await page.wait_for_url("**/bestellung/**")

        assert len(market.orders) == 1


async def test_what_is_wrong_is_said_first_and_can_be_jumped_to(
    chromium: Browser, address: str
) -> None:
    async with visiting(chromium, address, width=390) as visitor:
        page = visitor.page
        await fill_basket(page, address)
        await page.goto(f"{address}/kasse")
        await page.evaluate("document.querySelector('form.buying').noValidate = true")
        await page.get_by_role("button", name="zahlungspflichtig bestellen").click()
        await page.wait_for_selector("[role=alert]")

        assert await page.evaluate("document.activeElement.getAttribute('role')") == "alert"
        await page.get_by_role("link", name="Vor- und Nachname").click()
        assert page.url.endswith("#contact-name")
        await visitor.check()


async def test_everything_goes_by_keyboard(
    chromium: Browser, address: str, market: FakeMarket
) -> None:
    async with visiting(chromium, address) as visitor:
        await buy_by_keyboard(visitor)

        assert len(market.orders) == 1
        assert visitor.broken == []


async def buy_by_keyboard(visitor: Visitor) -> None:
    page, keys = visitor.page, visitor.page.keyboard
    await visitor.go("/")
    await visitor.tab_to("q")
    await keys.type("roggen")
    await keys.press("Enter")
    await page.wait_for_url("**/suche**")
    await visitor.tab_to("Roggenmischbrot")
    await keys.press("Enter")
    await page.wait_for_url("**/produkt/**")
    await visitor.tab_to("In den Korb")
    await keys.press("Enter")
    await page.wait_for_url("**/korb")
    await visitor.tab_to("Zur Kasse")
    await keys.press("Enter")
    await page.wait_for_url("**/kasse")
    await visitor.tab_to("contact-name")
    await keys.type("Ruth Albrecht")
    await visitor.tab_to("contact-phone")
    await keys.type("03441 123456")
    await keys.press("Tab")
    await keys.press("ArrowDown")
    await visitor.tab_to("zahlungspflichtig bestellen")
    await keys.press("Enter")
    await page.wait_for_url("**/bestellung/**")


async def test_suggestions_appear_while_typing_and_escape_closes_them(
    chromium: Browser, address: str
) -> None:
    async with visiting(chromium, address) as visitor:
        page = visitor.page
        await page.route("**/api/v1/suggest**", _suggest)
        await visitor.go("/")
        await page.locator("#q").press_sequentially("bro")
        await page.get_by_role("option", name="Brot Warengruppe").wait_for()

        await page.keyboard.press("ArrowDown")
        await visitor.check()
        await page.keyboard.press("Escape")
        assert await page.get_by_role("option").count() == 0


async def _suggest(route: Route) -> None:
    body = {"categories": [{"key": "brot", "name": "Brot"}], "products": [], "shops": []}
    await route.fulfill(json=body)


async def test_the_bakers_ticks_survive_a_reload(
    chromium: Browser, address: str, market: FakeMarket
) -> None:
    async with visiting(chromium, address) as visitor:
        await fill_basket(visitor.page, address)
        await visitor.go("/kasse")
        await fill_checkout(visitor.page)
        await visitor.page.get_by_role("button", name="zahlungspflichtig bestellen").click()
        await visitor.page.wait_for_url("**/bestellung/**")
    next(iter(market.orders.values()))["shop_orders"][0]["status"] = "accepted"

    async with visiting(chromium, address, cookies={"sid": "baeckerei@example.org"}) as baker:
        await baker.go("/theke/baeckerei-morgenroth")
        await baker.page.locator("input[data-tick]").check()
        await baker.page.reload()

        assert await baker.page.locator("input[data-tick]").is_checked()
        await baker.check()
