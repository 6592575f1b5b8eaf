"""Finding things in a real browser: suggestions, results that follow, everything by keyboard."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal

import pytest
from playwright.async_api import Browser, Page, Route

from tests.browser.visitor import Visitor, visiting
from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.fake_search import a_shop_hit
from tests.gateway.pages.goods import BREAD, SHOPS, a_hit

pytestmark = pytest.mark.browser
Motion = Literal["no-preference", "reduce"]
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


@asynccontextmanager
async def lively(
    chromium: Browser, base: str, *, motion: Motion = "no-preference", width: int = 1280
) -> AsyncIterator[Page]:
    """A browser whose owner has nothing against movement."""
    context = await chromium.new_context(
        viewport={"width": width, "height": 900}, locale="de-DE", reduced_motion=motion
    )
    page = await context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    try:
        yield page
    finally:
        await context.close()
    assert broken == []


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


# ------------------------------------------------------------------ suggestions


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


# ------------------------------------------------------------------ results that follow


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


# ------------------------------------------------------------------ the device's position


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


# ------------------------------------------------------------------ without scripts


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
