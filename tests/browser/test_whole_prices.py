"""A price stands on one line and in its list, however little room there is."""

import copy

import pytest
from playwright.async_api import Browser, Page

from tests.browser.test_pages import fill_basket, fill_checkout
from tests.browser.visitor import visiting
from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.goods import BREAD, YOGHURT, euros

pytestmark = pytest.mark.browser
WIDTHS = (320, 360, 560, 768, 1024, 1280)
_BROKEN = """() => {
  const broken = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    for (const found of node.data.matchAll(/[\\d.,]+\\s€/g)) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (lines.size > 1) broken.push(`${found[0]} in ${node.parentElement.outerHTML}`);
    }
  }
  return broken;
}"""
_OUTSIDE = """() => [...document.querySelectorAll('.line > b.num')]
  .filter((price) => price.getBoundingClientRect().right
    > price.closest('ul').getBoundingClientRect().right + 1)
  .map((price) => price.innerText)"""


def make_dear(market: FakeMarket) -> None:
    """Furniture costs more than bread, and so do many rolls."""
    for product, cents in ((BREAD, 54_000), (YOGHURT, 123_456)):
        dear = copy.deepcopy(market.products[product["id"]])
        for variant in dear["variants"]:
            variant |= {"price": euros(cents), "deposit": euros(1_500)}
        market.products[product["id"]] = dear


async def broken_on(page: Page) -> dict[int, list[str]]:
    found = {}
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 900})
        found[width] = await page.evaluate(_BROKEN) + await page.evaluate(_OUTSIDE)
    return {width: prices for width, prices in found.items() if prices}


async def test_no_price_breaks_from_the_shelf_to_the_order(
    chromium: Browser, address: str, market: FakeMarket
) -> None:
    make_dear(market)
    async with visiting(chromium, address) as visitor:
        page = visitor.page
        await visitor.go("/suche?q=e")
        seen = {"search": await broken_on(page)}
        await fill_basket(page, address)
        assert await page.get_by_text("540,00").count(), "dear enough to be short of room"
        seen["cart"] = await broken_on(page)
        await visitor.go("/kasse")
        await fill_checkout(page)
        seen["checkout"] = await broken_on(page)
        await page.get_by_role("button", name="zahlungspflichtig bestellen").click()
        await page.wait_for_url("**/bestellung/**")
        seen["order"] = await broken_on(page)

    assert seen == {"search": {}, "cart": {}, "checkout": {}, "order": {}}
