"""While somebody types: suggestions below the field, and results that follow."""

import re

import pytest
from playwright.async_api import Browser, Route

from tests.browser.lively import lively
from tests.browser.visitor import visiting
from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.goods import BREAD

pytestmark = pytest.mark.browser


async def test_suggestions_show_goods_with_picture_and_price(
    chromium: Browser, address: str
) -> None:
    async with visiting(chromium, address) as visitor:
        await visitor.page.route("**/api/v1/suggest**", _suggest)
        await visitor.go("/")
        await visitor.page.locator("#q").press_sequentially("smel")

        goods = visitor.page.get_by_role("option").filter(has_text="Mohnsemmel")
        await goods.wait_for()
        assert "0,85" in await goods.inner_text()
        assert await goods.locator("img").count() == 1
        await visitor.check()


async def test_the_list_goes_by_keyboard(chromium: Browser, address: str) -> None:
    async with visiting(chromium, address) as visitor:
        page, keys = visitor.page, visitor.page.keyboard
        await page.route("**/api/v1/suggest**", _suggest)
        await visitor.go("/")
        field = page.locator("#q")
        await field.press_sequentially("smel")
        await page.get_by_role("option").first.wait_for()
        assert await field.get_attribute("aria-expanded") == "true"

        await keys.press("ArrowDown")
        chosen = await field.get_attribute("aria-activedescendant")
        assert await page.locator(f"[id='{chosen}']").get_attribute("aria-selected") == "true"
        await keys.press("ArrowUp")
        last = page.get_by_role("option").last
        assert await field.get_attribute("aria-activedescendant") == await last.get_attribute("id")

        await keys.press("Escape")
        assert await field.get_attribute("aria-expanded") == "false"
        assert await field.input_value() == "smel"
        await keys.press("ArrowDown")
        await page.locator("[role=option][aria-selected=true]").wait_for()
        await keys.press("Enter")
        await page.wait_for_url(re.compile(r"/suche\?q=semmel$"))


async def _suggest(route: Route) -> None:
    product = {"product_id": BREAD["id"], "slug": "mohnsemmel", "name": "Mohnsemmel",
               "shop": "Bäckerei Morgenroth", "price": {"amount": 85, "currency": "EUR"},
               "picture": "mohn", "image_url": None}  # fmt: skip
    shop = {"slug": "baeckerei-morgenroth", "name": "Bäckerei Morgenroth", "place": "Zeitz"}
    await route.fulfill(
        json={"corrected": "semmel", "products": [product], "shops": [shop], "terms": ["Semmel"],
              "categories": [{"key": "brot", "name": "Brot"}]}
    )  # fmt: skip


async def test_results_follow_what_is_typed(
    chromium: Browser, address: str, market: FakeMarket
) -> None:
    async with lively(chromium, address) as page:
        await page.goto(f"{address}/suche?available=true")
        await page.locator("#q").focus()
        await page.keyboard.type("ziegen", delay=15)
        await page.wait_for_url(re.compile(r"\?q=ziegen&available=true"))

        assert await page.locator(".hit").count() == 1
        assert await page.locator("h1").inner_text() == "ziegen"
        assert await page.evaluate("document.activeElement.id") == "q"
        assert await page.locator("#ansage").inner_text() == "20 Treffer"
        assert await page.locator("#q").input_value() == "ziegen"
        searches = [call for call in market.calls if call.path == "/search"]
        assert len(searches) < len("ziegen") + 2


async def test_filters_apply_at_once_and_keep_the_focus(chromium: Browser, address: str) -> None:
    async with lively(chromium, address) as page:
        await page.goto(f"{address}/suche?q=e")
        await page.locator("#handmade").focus()
        await page.keyboard.press("Space")
        await page.wait_for_url(re.compile("handmade=true"))

        assert await page.evaluate("document.activeElement.id") == "handmade"
        assert await page.get_by_role("link", name="Nur: von Hand gemacht").count() == 1

        await page.locator("#sort").focus()
        await page.locator("#sort").select_option("price")
        await page.wait_for_url(re.compile("handmade=true&sort=price"))
        assert await page.evaluate("document.activeElement.id") == "sort"


async def test_what_is_unfolded_stays_so_while_nothing_changes(
    chromium: Browser, address: str, market: FakeMarket
) -> None:
    async with lively(chromium, address) as page:
        await page.goto(f"{address}/suche")
        await page.locator("#q").press_sequentially("ziegen", delay=15)
        await page.wait_for_url(re.compile("q=ziegen"))
        await page.locator(".why summary").click()
        before = len(market.calls)
        await page.wait_for_load_state("networkidle")

        assert len(market.calls) >= before
        assert await page.locator(".why li").is_visible()


async def test_on_a_phone_the_filters_fold_away_over_the_results(
    chromium: Browser, address: str
) -> None:
    async with lively(chromium, address, width=360) as page:
        await page.goto(f"{address}/suche?q=e")
        await page.locator("#filter > summary").click()
        await page.locator("#handmade").check()
        await page.wait_for_url(re.compile("handmade=true"))
        await page.locator("#zeigen").click()

        assert await page.locator("#filter").get_attribute("open") is None
        assert await page.evaluate("document.activeElement.id") == "treffer"
        assert await page.locator(".hit").first.is_visible()


async def test_after_a_mishap_the_form_is_a_form(chromium: Browser, address: str) -> None:
    async with lively(chromium, address) as page:
        await page.goto(f"{address}/suche?q=e")
        await page.route("**/suche**", lambda route: route.abort(), times=1)
        await page.locator("#handmade").check()
        await page.wait_for_function("!document.documentElement.classList.contains('instant')")

        await page.locator("#zeigen").click()
        await page.wait_for_url(re.compile("handmade=true"))
        assert await page.get_by_role("link", name="Nur: von Hand gemacht").count() == 1


async def test_who_wants_calm_or_saves_data_gets_a_form(chromium: Browser, address: str) -> None:
    async with lively(chromium, address, motion="reduce") as page:
        await page.goto(f"{address}/suche?q=e")
        assert not await page.evaluate("document.documentElement.classList.contains('instant')")
        assert await page.get_by_role("button", name="Los").count() == 1
    async with lively(chromium, address) as page:
        saving = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
        await page.add_init_script(saving)
        await page.goto(f"{address}/suche?q=e")
        assert not await page.evaluate("document.documentElement.classList.contains('instant')")
