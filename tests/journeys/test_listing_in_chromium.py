"""Listing goods on a phone: few taps, and plain words where something is missing."""

import re
from dataclasses import dataclass
from uuid import uuid4

import pytest
from playwright.async_api import Browser, Locator

from tests.journeys.clicks import PHONE, Person, person
from tests.journeys.stages import Stage
from tests.journeys.things import on_the_market, open_shop

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("stage", ["demo"], indirect=True),
]
MOST_TAPS = 12
ONE = re.compile(r"/produkte/[0-9a-f-]{36}$")


@dataclass
class Thumb:
    """Counts what a thumb does: each field entered, each choice, each button is one."""

    person: Person
    taps: int = 0

    async def write(self, field: str, words: str) -> None:
        await self._tap(self._of(field))
        await self.person.page.keyboard.type(words)

    async def choose(self, field: str, option: str) -> None:
        # One tap opens the list, one takes the entry.
        self.taps += 2
        await self._of(field).select_option(option)

    async def tick(self, name: str | re.Pattern[str]) -> None:
        await self._tap(self.person.main.get_by_role("checkbox", name=name))

    async def _tap(self, what: Locator) -> None:
        self.taps += 1
        await what.click()

    def _of(self, field: str) -> Locator:
        return self.person.main.locator(f"[id='{field}']")


async def test_a_loaf_is_on_sale_after_a_dozen_taps(chromium: Browser, stage: Stage) -> None:
    advisor, baker = await stage.advisor(), await stage.resident("Katrin")
    shop = await open_shop(advisor, baker, f"Bäckerei {uuid4().hex[:6]}")
    async with person(chromium, stage) as katrin:
        await katrin.sign_in(baker.account["email"])
        await katrin.go(f"/theke/{shop['slug']}/produkte/neu")
        await katrin.page.set_viewport_size({"width": PHONE, "height": 740})
        thumb = Thumb(katrin)

        await thumb.write("title", "Rahnebrot")
        await thumb.choose("category", "brot")
        await thumb.write("variants-0-price", "4,80")
        await thumb.write("variants-0-content_amount", "750")
        await thumb.write("variants-0-on_hand", "12")
        await thumb.write("description", "Zwei Drittel Roggen, zwei Nächte Ruhe.")
        await thumb.tick("Weizen")
        await thumb.tick("Roggen")
        await thumb.tick(re.compile("alle 14 Allergene"))
        thumb.taps += 1
        await katrin.press("Anlegen und in den Verkauf", ONE)

        assert thumb.taps <= MOST_TAPS
        assert "Dieses Produkt ist im Verkauf." in await katrin.text()
        product = await baker.get(f"/products/{katrin.page.url.rsplit('/', 1)[1]}")
    assert product["details"]["legal_name"] == "Rahnebrot"
    assert product["allergens"][0]["sub"] == ["Weizen", "Roggen"]


async def test_eggs_are_refused_with_the_reason_and_then_sold(
    chromium: Browser, stage: Stage
) -> None:
    advisor, farmer = await stage.advisor(), await stage.resident("Ulrich")
    shop = await open_shop(advisor, farmer, f"Hof {uuid4().hex[:6]}", kind="farm")
    title = f"Freilandeier {uuid4().hex[:6]}"
    async with person(chromium, stage) as ulrich:
        await ulrich.sign_in(farmer.account["email"])
        await ulrich.go(f"/theke/{shop['slug']}/produkte/neu")
        await ulrich.fill(title=title, variants__0__price="3,50", variants__0__on_hand="20")
        await ulrich.main.locator("#category").select_option("eier")
        await ulrich.main.locator("[id='details-size_class']").select_option("mixed")
        await ulrich.fill(variants__0__content_amount="10", description="Vom Hühnermobil.")
        await ulrich.main.locator("[id='variants-0-content_unit']").select_option("stueck")
        await ulrich.main.locator("#allergen-eggs").select_option("contains")
        await ulrich.main.locator("#allergens_reviewed").check()
        await ulrich.press("Anlegen und in den Verkauf", "**/neu")

        assert "1-DE-1512345" in await ulrich.text(ulrich.main.get_by_role("alert"))
        assert await ulrich.main.locator("#details-egg_code[aria-invalid=true]").count() == 1
        await ulrich.fill(details__egg_code="1-DE-1512345", origin="Kretzschau")
        await ulrich.press("Speichern", ONE)
        await ulrich.press("In den Verkauf geben", ONE)
        assert "Dieses Produkt ist im Verkauf." in await ulrich.text()
    await on_the_market(stage.guest(), title)
    async with person(chromium, stage) as buyer:
        await buyer.go("/")
        await buyer.find(title)
        hit = buyer.main.locator("li.hit").first.get_by_role("link").first
        await buyer.follow(hit, "**/produkt/**")
        assert "1-DE-1512345" in await buyer.text()


async def test_two_people_at_one_product_see_both_versions(chromium: Browser, stage: Stage) -> None:
    advisor, baker = await stage.advisor(), await stage.resident("Katrin")
    shop = await open_shop(advisor, baker, f"Bäckerei {uuid4().hex[:6]}")
    loaf = {"title": "Landbrot", "category": "brot", "description": "Wie immer.",
            "variants": [{"price": {"amount": 400, "currency": "EUR"}}]}  # fmt: skip
    product = await baker.post(f"/shops/{shop['slug']}/products", loaf)
    async with person(chromium, stage) as katrin:
        await katrin.sign_in(baker.account["email"])
        await katrin.go(f"/theke/{shop['slug']}/produkte/{product['id']}")
        await katrin.fill(description="Mein neuer Satz.")
        await baker.patch(f"/products/{product['id']}", {"origin": "Kretzschau"})

        await katrin.press("Speichern", ONE)
        assert "Zwei Fassungen" in await katrin.text()
        await katrin.press("So speichern", ONE)
        await katrin.press("Rückgängig", ONE)
        now = await baker.get(f"/products/{product['id']}")

    # Taken back is only what was chosen last; the other's change was there before.
    assert (now["description"], now["origin"]) == ("Wie immer.", "Kretzschau")
