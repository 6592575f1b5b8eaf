"""Whoever types "semmeln" in Kayna finds the bakery that has rolls today."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

import pytest
from marketkit.clock import HERE
from playwright.async_api import Browser, expect

from tests.browser.visitor import visiting
from tests.journeys.actors import JSON, Actor
from tests.journeys.clicks import DESK, PHONE, Person, person
from tests.journeys.stages import Stage
from tests.journeys.things import open_shop, put_on_shelf

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("stage", ["demo"], indirect=True),
]
ALWAYS = "Mo-Su 00:00-24:00; PH 00:00-24:00"


@dataclass(frozen=True)
class Day:
    """The day that is asked for: as the address has it, in words, and what a hit then says."""

    value: str
    word: str
    said: str


TODAY = Day("today", "heute", "heute abholbar")
TOMORROW = Day("tomorrow", "morgen", "abholbar")
LAST_HOUR = 22
"""From then on the last pickup of a day may be over before the test is."""


@pytest.fixture
def day() -> Day:
    return TODAY if datetime.now(HERE).hour < LAST_HOUR else TOMORROW


@dataclass(frozen=True)
class Bakery:
    owner: Actor
    shop: JSON
    rolls: JSON


async def bakery_in_kayna(stage: Stage) -> Bakery:
    """Open day and night, so that the test may run at any hour; another one is far away."""
    advisor, word = await stage.advisor(), uuid4().hex[:6]
    here, there = await stage.resident("Katrin"), await stage.resident("Ulf")
    near = await open_shop(
        advisor, here, f"Backstube {word}", place="Kayna", postal_code="06724",
        opening_hours=ALWAYS, preparation_minutes=15,
    )  # fmt: skip
    far = await open_shop(
        advisor, there, f"Ofenhaus {word}", place="Freyburg", postal_code="06632",
        opening_hours=ALWAYS, preparation_minutes=15,
    )  # fmt: skip
    rolls = await put_on_shelf(here, near, f"Doppelsemmel {word}", 95, category="broetchen_semmeln")
    await put_on_shelf(there, far, f"Mohnsemmel {word}", 85, category="broetchen_semmeln")
    return Bakery(here, near, rolls)


def hit_of(product: JSON) -> str:
    return f".hit:has(a[href^='/produkt/{product['id']}/'])"


async def finds_rolls(guest: Person, bakery: Bakery, day: Day) -> None:
    hit = guest.main.locator(hit_of(bakery.rolls))
    await expect(hit).to_contain_text(day.said)
    await expect(hit).to_contain_text(bakery.shop["name"])
    assert "Ofenhaus" not in await guest.text(guest.page.locator("#treffer ol"))


async def test_semmeln_typed_for_kayna_finds_the_bakery_that_has_rolls_today(
    chromium: Browser, stage: Stage, day: Day
) -> None:
    bakery = await bakery_in_kayna(stage)
    async with person(chromium, stage) as guest:
        await guest.go("/")
        await guest.page.locator(".where-pick > summary").click()
        await guest.fill(ort="Kayna")
        await guest.press("Merken", f"{stage.base}/")
        assert "rund um 06724 Kayna" in await guest.text()

        await guest.find("semmeln")
        assert "place=Kayna" in guest.page.url
        await guest.page.locator(f"#collect-{day.value}").check()
        await guest.follow(guest.main.locator("#zeigen"), f"**collect={day.value}**")

        await finds_rolls(guest, bakery, day)


async def test_the_same_in_words(chromium: Browser, stage: Stage, day: Day) -> None:
    bakery = await bakery_in_kayna(stage)
    async with person(chromium, stage) as guest:
        await guest.go("/")
        await guest.find(f"semmeln {day.word} kayna")

        assert "Ort: Kayna" in await guest.text()
        assert "verstanden" in await guest.text()
        await finds_rolls(guest, bakery, day)

        place = guest.main.locator(".chip.read").filter(has_text="Ort:")
        await guest.follow(place, re.compile("semmeln"))
        assert "kayna" not in guest.page.url
        assert await guest.main.locator(".chip.read").filter(has_text="Tag:").count() == 1


async def test_by_keyboard_alone(chromium: Browser, stage: Stage, day: Day) -> None:
    bakery = await bakery_in_kayna(stage)
    async with visiting(chromium, stage.base, width=DESK) as visitor:
        keys = visitor.page.keyboard
        await visitor.go("/")
        await visitor.tab_to("q")
        await keys.type("semmeln kayna")
        await keys.press("Enter")
        await visitor.page.wait_for_url("**/suche?q=semmeln+kayna")
        # Past the field with its list of places on to the days.
        await visitor.tab_to("collect-")
        for _ in range(1 if day is TODAY else 2):
            await keys.press("ArrowDown")
        await keys.press("Enter")
        await visitor.page.wait_for_url(f"**collect={day.value}**")
        await visitor.tab_to(bakery.rolls["title"])
        await keys.press("Enter")
        await visitor.page.wait_for_url(f"**/produkt/{bakery.rolls['id']}/**")
        assert visitor.broken == []


async def test_without_scripts_on_a_phone(chromium: Browser, stage: Stage, day: Day) -> None:
    bakery = await bakery_in_kayna(stage)
    async with visiting(chromium, stage.base, width=PHONE, scripts=False) as visitor:
        page = visitor.page
        await visitor.go("/")
        await page.locator("#q").fill("semmeln")
        await page.get_by_role("button", name="Suchen").click()
        await page.wait_for_url("**/suche?q=semmeln")
        await page.locator("#filter > summary").click()
        await page.locator("#ort").fill("Kayna")
        await page.locator("#km").select_option("10")
        await page.locator(f"#collect-{day.value}").check()
        await page.locator("#zeigen").click()
        await page.wait_for_url(f"**/suche?q=semmeln&place=Kayna&radius_km=10&collect={day.value}")

        await expect(page.locator(hit_of(bakery.rolls))).to_contain_text(day.said)


async def test_results_follow_the_typing(chromium: Browser, stage: Stage, day: Day) -> None:
    bakery = await bakery_in_kayna(stage)
    context = await chromium.new_context(locale="de-DE", reduced_motion="no-preference")
    try:
        page = await context.new_page()
        await page.goto(f"{stage.base}/suche?place=Kayna&radius_km=10")
        await page.locator("#q").press_sequentially(bakery.rolls["title"], delay=20)
        await expect(page.locator(hit_of(bakery.rolls))).to_be_visible()
        await expect(page.locator("h1")).to_have_text(bakery.rolls["title"])
        await page.locator(f"#collect-{day.value}").check()
        await page.wait_for_url(f"**collect={day.value}**")

        await expect(page.locator(hit_of(bakery.rolls))).to_contain_text(day.said)
        assert await page.evaluate("document.activeElement.id") == f"collect-{day.value}"
    finally:
        await context.close()


async def test_words_too_long_for_a_phone_are_broken(chromium: Browser, stage: Stage) -> None:
    owner, word = await stage.resident("Katrin"), uuid4().hex
    shop = await open_shop(await stage.advisor(), owner, f"Hofladen {word}")
    title = f"Zwetschgenmarmelade{word}"
    jam = await put_on_shelf(owner, shop, title, 480)
    async with person(chromium, stage) as guest:
        for page in (
            "/", f"/suche?q={title}", "/laden", "/karte", f"/laden/{shop['slug']}",
            f"/produkt/{jam['id']}/{jam['slug']}",
        ):  # fmt: skip
            await guest.visitor.go(page)
            await guest.look()
