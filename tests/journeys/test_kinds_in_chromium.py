"""Goods of special kinds by clicking: cheese by weight beside beer, and work that is asked for."""

from datetime import timedelta
from uuid import uuid4

import pytest
from marketkit.clock import HERE, SystemClock
from playwright.async_api import Browser

from tests.journeys.actors import JSON, Actor, a_product
from tests.journeys.clicks import Person, person
from tests.journeys.stages import Stage
from tests.journeys.things import on_the_market, open_shop, put_on_shelf

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("stage", ["demo"], indirect=True),
]
WEIGHED = {"per_kg": {"amount": 2490}, "grams": 300, "max_grams": 350}


async def dairy(stage: Stage, word: str) -> tuple[Actor, JSON, JSON]:
    owner = await stage.resident("Grete")
    shop = await open_shop(await stage.advisor(), owner, f"Käserei {word}")
    piece = {"label": "ein Stück", "weighed": WEIGHED, "on_hand": 9}
    return owner, shop, await put_on_shelf(owner, shop, f"Hangkäse {word}", 1, variants=[piece])


async def brewery(stage: Stage, word: str) -> tuple[Actor, JSON, JSON]:
    owner = await stage.resident("Bodo")
    shop = await open_shop(await stage.advisor(), owner, f"Brauhaus {word}")
    bottle = {
        "label": "0,5 l", "price": {"amount": 160}, "content_amount": "0.5", "content_unit": "l",
        "vat_class": "de_standard", "deposit_kind": "mw_beer_008", "on_hand": 90,
    }  # fmt: skip
    wanted = a_product(
        f"Pils {word}", 160, category="bier", variants=[bottle],
        ingredients="Wasser, Gerstenmalz, Hopfen, Hefe",
        allergens=[{"key": "gluten", "state": "contains", "sub": ["Gerste"]}],
        details={"legal_name": "Bier", "alcohol": "4,9",
                 "producer": "Brauhaus, Am Teich 3, 06712 Zeitz, bier@example.org"},
    )  # fmt: skip
    beer = await owner.post(f"/shops/{shop['slug']}/products", wanted, key=uuid4().hex)
    await owner.post(f"/products/{beer['id']}/publish", {})
    # What is only for grown-ups somebody of the market looks at first.
    await (await stage.operator()).post(f"/products/{beer['id']}/approve", {})
    await on_the_market(stage.guest(), beer["title"])
    return owner, shop, beer


async def test_cheese_is_weighed_and_beer_needs_sixteen_years(
    chromium: Browser, stage: Stage
) -> None:
    word = uuid4().hex[:6]
    dairywoman, farm, cheese = await dairy(stage, word)
    brewer, brewhouse, beer = await brewery(stage, word)
    async with person(chromium, stage) as guest:
        await guest.go("/")
        await guest.put_in_cart(cheese, 2)
        await guest.put_in_cart(beer, 3)
        assert "etwa 14,94 €, höchstens 17,44 €" in words(await guest.text())
        await guest.follow_named("Zur Kasse", "**/kasse")
        await guest.fill(contact__name="Ruth Albrecht", contact__phone="03441 123456")
        await guest.choose_times()
        await guest.main.locator("#age").check()
        await guest.press("zahlungspflichtig bestellen", "**/bestellung/**token=**")
        codes = [await guest.part(s).locator(".code").inner_text() for s in (farm, brewhouse)]

        async with person(chromium, stage) as keeper:
            await keeper.sign_in(dairywoman.account["email"])
            await weigh(keeper, farm, "312", "298")
        async with person(chromium, stage) as keeper:
            await keeper.sign_in(brewer.account["email"])
            await check_age(keeper, brewhouse, codes[1])

        await guest.page.reload()
        await guest.look()
        assert "15,19" in await guest.text(guest.part(farm))


async def weigh(keeper: Person, shop: JSON, *grams: str) -> None:
    """From the new order to the weights that are fixed."""
    counter = f"**/theke/{shop['slug']}"
    await keeper.go(f"/theke/{shop['slug']}")
    await keeper.press("Annehmen", counter, within=keeper.main.locator("article.order"))
    await keeper.go(f"/theke/{shop['slug']}/bestellungen")
    await keeper.follow_named("Wiegen und packen", "**/packen")
    for piece, weight in enumerate(grams, 1):
        await keeper.fill(**{f"gramm__1__{piece}": weight})
    await keeper.press("Gewichte speichern", "**/packen")
    assert "7,77 € + 7,42 € = 15,19 €" in words(await keeper.text())
    await keeper.press("Gepackt", counter)


async def check_age(keeper: Person, shop: JSON, code: str) -> None:
    """Empties first, then a look at the passport, then the bag."""
    counter = f"**/theke/{shop['slug']}"
    await keeper.go(f"/theke/{shop['slug']}")
    card = keeper.main.locator("article.order")
    await keeper.press("Annehmen", counter, within=card)
    await keeper.go(f"/theke/{shop['slug']}/bestellungen")
    await keeper.press("Gepackt", counter, within=card)
    await keeper.go(f"/theke/{shop['slug']}/bestellungen")
    await keeper.follow_named("Leergut annehmen", "**/packen")
    await keeper.fill(leergut__mw_beer_008="5")
    await keeper.press("Leergut anrechnen", "**/packen")
    assert "4,64 €" in words(await keeper.text())
    await keeper.go(f"/theke/{shop['slug']}/bestellungen")
    await card.get_by_label("Abholcode").fill(code)
    await card.locator("input[name='age_checked']").check()
    await keeper.press("Übergeben", counter, within=card)


async def test_work_is_asked_for_offered_and_ordered(chromium: Browser, stage: Stage) -> None:
    joiner, anna = await stage.resident("Falk"), await stage.resident("Anna")
    shop = await open_shop(await stage.advisor(), joiner, f"Tischlerei {uuid4().hex[:6]}")
    async with person(chromium, stage) as buyer, person(chromium, stage) as keeper:
        await buyer.sign_in(anna.account["email"])
        await buyer.go(f"/laden/{shop['slug']}/anfrage")
        await buyer.fill(text="Ein Schrank für die Nische unter der Treppe, 80 cm breit.")
        await buyer.press("Anfrage senden", "**/angebote/**")
        page = buyer.page.url

        await keeper.sign_in(joiner.account["email"])
        await keeper.go(f"/theke/{shop['slug']}/angebote")
        await keeper.follow(keeper.main.locator("ul.lines a").first, "**/angebote/**")
        day = SystemClock().now().astimezone(HERE).date()
        await keeper.fill(
            titel__0="Einbauschrank, Esche", preis__0="1.480,00", travel="25",
            day=(day + timedelta(days=20)).isoformat(),
            valid_until=(day + timedelta(days=9)).isoformat(),
        )  # fmt: skip
        await keeper.press("Angebot senden", "**/angebote/**")

        await buyer.page.goto(page)
        await buyer.look()
        assert "1.505,00" in await buyer.text()
        await buyer.press("zahlungspflichtig annehmen", "**/bestellung/**")
        assert "1.505,00" in await buyer.text()
        await keeper.go(f"/theke/{shop['slug']}/bestellungen")
        assert "Einbauschrank, Esche" in await keeper.text()


def words(text: str) -> str:
    return " ".join(text.split())
