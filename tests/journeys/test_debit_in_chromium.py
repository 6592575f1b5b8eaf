"""A direct debit that comes back days later: the buyer reads it, is written to, orders again."""

import re
from uuid import uuid4

import pytest
from playwright.async_api import Browser

from tests.journeys.clicks import Person, person
from tests.journeys.stages import Stage
from tests.journeys.things import eventually, open_shop, put_on_shelf

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("stage", ["demo"], indirect=True),
]
COMES_BACK = "DE62 3704 0044 0532 0130 01"


async def test_a_debit_fails_days_later_and_the_buyer_is_told(
    chromium: Browser, stage: Stage
) -> None:
    advisor, word = await stage.advisor(), uuid4().hex[:6]
    baker, anna = await stage.resident("Katrin"), await stage.resident("Anna")
    bakery = await open_shop(advisor, baker, f"Bäckerei {word}")
    bread = await put_on_shelf(baker, bakery, f"Wurzelbrot {word}", 480)
    async with person(chromium, stage) as buyer:
        await buyer.sign_in(anna.account["email"])
        await buyer.put_in_cart(bread, 2)
        await buyer.follow_named("Zur Kasse", "**/kasse")
        await choose_the_last_time(buyer)
        await buyer.main.get_by_label("Jetzt online").check()
        await buyer.press("zahlungspflichtig bestellen", "**/bestellung/**")
        assert "mindestens sechs Tage" in await buyer.text()
        await buyer.follow_named("Jetzt bezahlen", "**/c/pay/**")
        await buyer.fill(iban=COMES_BACK, holder="Anna Köhler")
        await buyer.press("Lastschrift erlauben und bezahlen", f"{stage.base}/bestellung/**")
        found = re.search(r"/bestellung/([0-9a-f-]{36})", buyer.page.url)
        assert found
        await buyer.look()
        assert "Ihre Lastschrift ist unterwegs" in await buyer.text()
        assert await buyer.main.get_by_role("button", name="Jetzt bezahlen").count() == 0

        await stage.till.days_pass(5.1)
        try:
            await eventually(lambda: failed(buyer))
        finally:
            await stage.till.days_pass(-5.1)
        await buyer.look()
        assert "die Ware ist wieder im Verkauf" in await buyer.text()
        await eventually(lambda: written_to(stage, anna.account["email"]))
        await buyer.press("Dasselbe noch einmal bestellen", "**/korb")
        assert bread["title"] in await buyer.text()


async def choose_the_last_time(buyer: Person) -> None:
    """A week off, so that there is time for a debit."""
    for times in await buyer.times():
        await times.select_option(index=await times.locator("option").count() - 1)


async def failed(buyer: Person) -> bool:
    await buyer.page.reload()
    return "Ihre Bank hat die Lastschrift nicht eingelöst" in await buyer.text()


async def written_to(stage: Stage, email: str) -> bool:
    mails = (await (await stage.operator()).get("/operations/mails"))["items"]
    return any("Lastschrift nicht eingelöst" in m["subject"] and email in str(m) for m in mails)
