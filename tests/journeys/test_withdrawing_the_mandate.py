"""An owner takes the mandate back while the advisor has a form open: nothing more is changed."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from playwright.async_api import Browser

from tests.journeys.actors import a_product, a_shop
from tests.journeys.clicks import person
from tests.journeys.stages import Stage

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("stage", ["demo"], indirect=True),
    pytest.mark.timeout(240),
]
ACTIONS = ["profile", "products", "prices", "stock", "proofs", "visibility"]


async def test_a_mandate_that_ends_meanwhile_ends_the_advisors_saving(
    chromium: Browser, stage: Stage
) -> None:
    advisor, baker = await stage.advisor(), await stage.resident("Katrin")
    shop = await advisor.post("/shops", a_shop(f"Bäckerei {uuid4().hex[:6]}"), key=uuid4().hex)
    link = await advisor.post(f"/shops/{shop['slug']}/handover", {})
    shown = await baker.get(f"/handovers/{link['code']}")
    until = (date.today() + timedelta(days=90)).isoformat()  # noqa: DTZ011 - as people count
    mandate = {"actions": ACTIONS, "until": until, "wording": shown["wording"]["version"]}
    await baker.post(f"/handovers/{link['code']}/accept", {"mandate": mandate})
    loaf = await baker.post(f"/shops/{shop['slug']}/products", a_product("Landbrot", 480))
    await baker.post(f"/products/{loaf['id']}/publish")
    counter, words = f"/theke/{shop['slug']}", "Ein Satz, der Arbeit gemacht hat."

    async with person(chromium, stage) as bea, person(chromium, stage) as katrin:
        await bea.sign_in(*stage.advisor_login)
        await bea.go(f"{counter}/produkte/{loaf['id']}")
        await bea.fill(description=words)
        await katrin.sign_in(baker.account["email"])
        await katrin.go(f"{counter}/mehr")
        await katrin.follow_named("Beratung", "**/beratung")
        await katrin.press("Sofort widerrufen", "**/beratung")
        assert "Widerrufen. Das gilt ab sofort." in await katrin.text(katrin.page.locator("body"))

        await bea.press("Speichern", re.compile(r"/produkte/[0-9a-f-]{36}$"))
        said = await bea.text(bea.page.locator("body"))
        assert "Die Vollmacht dieses Betriebs ist beendet. Es wurde nichts geändert." in said
        assert words in await bea.page.content()
        assert (await baker.get(f"/products/{loaf['id']}"))["version"] == loaf["version"] + 1
        await bea.go(f"{counter}/produkte/{loaf['id']}")
