"""A resident reports a product, the operator decides, and the shop reads why."""

import re
from uuid import uuid4

import pytest
from playwright.async_api import Browser

from tests.journeys.clicks import person
from tests.journeys.stages import Stage
from tests.journeys.things import open_shop, put_on_shelf

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("stage", ["demo"], indirect=True),
    pytest.mark.timeout(240),
]
FACTS = "Die Zutaten nennen Butter, im Laden liegt Margarine aus."


async def test_a_report_ends_in_a_decision_with_its_reasons(
    chromium: Browser, stage: Stage
) -> None:
    advisor, baker = await stage.advisor(), await stage.resident("Katrin")
    shop = await open_shop(advisor, baker, f"Bäckerei {uuid4().hex[:6]}")
    title = f"Butterkuchen {uuid4().hex[:6]}"
    cake = await put_on_shelf(baker, shop, title, 480)
    case = re.compile(r"/betrieb/meldungen/[0-9a-f-]{36}$")

    async with person(chromium, stage) as guest:
        await guest.go(f"/produkt/{cake['id']}/{cake['slug']}")
        await guest.follow_named("Produkt melden", "**/melden?**")
        await guest.main.get_by_label("Grund").select_option("false_claims")
        await guest.fill(explanation="Auf dem Zettel im Laden stehen andere Zutaten als hier.")
        await guest.fill(name="Ruth Albrecht", email="ruth@example.org")
        await guest.main.get_by_label("Ich bin überzeugt").check()
        await guest.press("Meldung absenden", "**/melden/stand/*")
        status = guest.page.url.removeprefix(guest.base)

        async with person(chromium, stage) as bodo:
            await bodo.sign_in(*stage.operator_login)
            await bodo.go("/betrieb/meldungen")
            await bodo.follow_named(title, case)
            await bodo.press("Übernehmen", case)
            await bodo.main.get_by_label("Produkt aus dem Verkauf nehmen").check()
            await bodo.fill(facts=FACTS)
            await bodo.press("Entscheiden und begründen", case)
            assert "Alle Beteiligten sind angeschrieben." in await bodo.text(
                bodo.page.locator("body")
            )

        await guest.go(status)
        await guest.look()
        assert "Über Ihre Meldung ist entschieden." in await guest.text()
    async with person(chromium, stage) as katrin:
        await katrin.sign_in(baker.account["email"])
        await katrin.go(f"/theke/{shop['slug']}/mehr")
        await katrin.follow_named("Entscheidungen", "**/entscheidungen")
        said = await katrin.text(katrin.main.get_by_role("article"))
        assert title in said
        assert FACTS in said
        assert "Ruth" not in said
        await katrin.go(f"/theke/{shop['slug']}/produkte/{cake['id']}")
        assert "zurückgezogen" in await katrin.text()
