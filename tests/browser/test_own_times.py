"""The checkout's plans: what is ticked is what holds."""

import pytest
from playwright.async_api import Browser

from tests.browser.checkout import pickup_times
from tests.browser.test_pages import fill_basket
from tests.browser.visitor import visiting

pytestmark = pytest.mark.browser


async def test_a_time_of_ones_own_unticks_the_plan_and_a_plan_takes_it_back(
    chromium: Browser, address: str
) -> None:
    async with visiting(chromium, address, width=390) as visitor:
        page = visitor.page
        await fill_basket(page, address)
        await visitor.go("/kasse")
        plan, own = page.locator("[name=plan]").first, page.locator("[data-own]")
        ticked = page.locator("[name=plan]:checked")
        times, *_ = await pickup_times(page)
        before = (await plan.is_checked(), await own.is_visible())

        await times.select_option(index=1)
        chosen = (await plan.is_checked(), await own.is_visible(), await ticked.input_value())
        await visitor.check()
        await times.select_option(index=0)
        taken_back = (await plan.is_checked(), await own.is_visible())
        await times.select_option(index=1)
        await plan.check()
        left = (await times.input_value(), await own.is_visible())

    assert before == (True, False)
    assert chosen[:2] == (False, True)
    assert chosen[2].startswith("eigene|")
    assert taken_back == (True, False)
    assert left == ("", False)
