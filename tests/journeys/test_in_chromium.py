"""The first market by clicking: a real browser on the running market, nothing pretended."""

import re
from uuid import uuid4

import pytest
from playwright.async_api import Browser

from tests.journeys.actors import JSON, PASSWORD, Actor, RefusedError, a_shop
from tests.journeys.clicks import Person, person
from tests.journeys.stages import Stage
from tests.journeys.things import eventually, on_the_market, open_shop, put_on_shelf

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("stage", ["demo"], indirect=True),
]


async def two_shops(stage: Stage) -> tuple[tuple[Actor, JSON, JSON], tuple[Actor, JSON, JSON]]:
    """A bakery and a farm, each with its owner, and one thing on the shelf."""
    advisor, word = await stage.advisor(), uuid4().hex[:6]
    baker, farmer = await stage.resident("Katrin"), await stage.resident("Ulrich")
    bakery = await open_shop(advisor, baker, f"Bäckerei {word}")
    farm = await open_shop(advisor, farmer, f"Hof {word}", kind="farm")
    bread = await put_on_shelf(baker, bakery, f"Wurzelbrot {word}", 480)
    loaf = await put_on_shelf(farmer, farm, f"Hofkruste {word}", 620)
    return (baker, bakery, bread), (farmer, farm, loaf)


async def test_a_guest_orders_from_two_shops_and_the_baker_hands_over(
    chromium: Browser, stage: Stage
) -> None:
    (baker, bakery, bread), (_, farm, loaf) = await two_shops(stage)
    async with person(chromium, stage) as guest, person(chromium, stage) as katrin:
        await guest.go("/")
        await guest.put_in_cart(bread, 2)
        await guest.put_in_cart(loaf)
        await guest.follow_named("Zur Kasse", "**/kasse")
        await guest.fill(contact__name="Ruth Albrecht", contact__phone="03441 123456")
        await guest.choose_times()
        await guest.press("zahlungspflichtig bestellen", "**/bestellung/**token=**")
        codes = [await guest.part(shop).locator(".code").inner_text() for shop in (bakery, farm)]
        assert all(codes)
        assert "15,80" in await guest.text()

        await katrin.sign_in(baker.account["email"])
        await serve(katrin, bakery, codes[0])

        await guest.page.reload()
        await guest.look()
        assert "Abgeholt" in await step_of(guest, bakery)
        assert await guest.part(bakery).locator(".code").count() == 0
        assert "Bestellt" in await step_of(guest, farm)
        assert await guest.part(farm).locator(".code").inner_text() == codes[1]


async def step_of(buyer: Person, shop: JSON) -> str:
    """Which step a shop's part of the order stands on; the last one is done, not current."""
    steps = buyer.part(shop).locator("ol.steps li")
    current = buyer.part(shop).locator("ol.steps li[aria-current]")
    return await buyer.text(current if await current.count() else steps.last)


async def serve(keeper: Person, shop: JSON, code: str) -> None:
    """From the new order to the bag over the counter."""
    counter = f"**/theke/{shop['slug']}"
    await keeper.go(f"/theke/{shop['slug']}")
    card = keeper.main.locator("article.order")
    assert "Ruth Albrecht" in await keeper.text(card)
    await keeper.press("Annehmen", counter, within=card)
    # What is due on another day is not on today's page until it is packed.
    tabs = keeper.page.get_by_role("navigation", name="Laden")
    await keeper.follow(tabs.get_by_role("link", name="Bestellungen"), f"{counter}/bestellungen")
    await keeper.press("Gepackt", counter, within=card)
    await card.get_by_label("Abholcode").fill("FALSCH")
    await keeper.press("Übergeben", f"{counter}#**", within=card)
    assert "Der Code passt nicht." in await keeper.text(keeper.page.locator("body"))
    await card.get_by_label("Abholcode").fill(code.lower())
    await keeper.press("Übergeben", counter, within=card)
    await card.wait_for(state="detached")


async def test_a_resident_pays_online_and_gets_back_what_one_shop_declines(
    chromium: Browser, stage: Stage
) -> None:
    (baker, bakery, bread), (farmer, farm, loaf) = await two_shops(stage)
    anna = await stage.resident("Anna")
    async with person(chromium, stage) as buyer:
        await buyer.go("/")
        await buyer.put_in_cart(bread)
        await buyer.sign_in(anna.account["email"])
        await belongs_to(buyer, anna, stage)
        await buyer.put_in_cart(loaf, 2)
        await buyer.follow_named("Zur Kasse", "**/kasse")
        await buyer.choose_times()
        await buyer.main.get_by_label("Jetzt online").check()
        await buyer.press("zahlungspflichtig bestellen", "**/bestellung/**")
        await buyer.follow_named("Jetzt bezahlen", "**/c/pay/**")
        await buyer.press("Bezahlen", f"{stage.base}/bestellung/**")
        order = re.search(r"/bestellung/([0-9a-f-]{36})", buyer.page.url)
        assert order

        async with person(chromium, stage) as keeper:
            await keeper.sign_in(baker.account["email"])
            await keeper.go(f"/theke/{bakery['slug']}")
            await keeper.press("Annehmen", f"**/theke/{bakery['slug']}")
        async with person(chromium, stage) as keeper:
            await keeper.sign_in(farmer.account["email"])
            await decline(keeper, farm, "Der Ofen ist kalt.")
        await refunded(anna, order.group(1))

        await buyer.page.reload()
        await buyer.look()
        assert "Angenommen" in await step_of(buyer, bakery)
        declined = await buyer.text(buyer.part(farm))
        assert "Der Ofen ist kalt." in declined
        assert "12,40" in declined
        assert "gehen an Sie zurück" in declined
        assert "teilweise erstattet" in await buyer.text()
        await buyer.go("/konto")
        assert await buyer.main.locator(f"a[href='/bestellung/{order.group(1)}']").count() == 1


async def belongs_to(buyer: Person, account: Actor, stage: Stage) -> None:
    """The cart came along at signing in: no guest can look into it any more."""
    cookies = {found["name"]: found["value"] for found in await buyer.page.context.cookies()}
    cart = await account.get(f"/carts/{cookies['korb']}")
    assert cart["item_count"] == 1
    with pytest.raises(RefusedError) as refused:
        await stage.guest().get(f"/carts/{cookies['korb']}")
    assert refused.value.status == 404


async def decline(keeper: Person, shop: JSON, reason: str) -> None:
    await keeper.go(f"/theke/{shop['slug']}")
    card = keeper.main.locator("article.order")
    await card.get_by_text("Geht nicht").click()
    await card.get_by_label("Oder in eigenen Worten").fill(reason)
    await keeper.look()
    await keeper.press("Bestellung ablehnen", f"**/theke/{shop['slug']}", within=card)


async def refunded(buyer: Actor, order_id: str) -> None:
    """Refunds are sent off in the background."""

    async def done() -> bool:
        order = await buyer.get(f"/orders/{order_id}")
        return bool(order["payment"]["status"] == "partly_refunded")

    await eventually(done)


async def test_an_advisor_prepares_a_shop_and_its_owner_opens_it(
    chromium: Browser, stage: Stage
) -> None:
    word = uuid4().hex[:6]
    bread = f"Schusterjunge {word}"
    async with person(chromium, stage) as advisor, person(chromium, stage) as owner:
        await advisor.sign_in(*stage.advisor_login)
        slug = await bring_in(advisor, f"Bäckerei {word}", stage)
        await list_bread(advisor, slug, bread)
        await advisor.go(f"/beratung/{slug}")
        await advisor.press("Übergabe-Link erstellen", "**/uebergabe")
        link = await advisor.main.get_by_label("Link zum Weitergeben").input_value()

        await owner.go(link.removeprefix(stage.base))
        await owner.follow_named("Konto anlegen", "**/registrieren?**")
        email = f"paula-{word}@example.org"
        await owner.fill(name="Paula Jung", email=email, password=PASSWORD)
        await owner.press("Konto anlegen", "**/uebernahme/**")
        await owner.main.get_by_label("Nein, ab jetzt").check()
        await owner.press("Laden übernehmen", f"**/theke/{slug}")
        assert "Der Laden gehört jetzt dir." in await owner.text(owner.page.locator("body"))
        tabs = owner.page.get_by_role("navigation", name="Laden")
        await owner.follow(tabs.get_by_role("link", name="Mehr"), "**/mehr")
        await owner.follow_named("Nachweise", "**/nachweise")
        await owner.declare_everything()
        await owner.go(f"/theke/{slug}/profil")
        await owner.press("Laden öffnen", "**/profil")
        assert "Der Laden ist geöffnet." in await owner.text(owner.page.locator("body"))

    await on_the_market(stage.guest(), bread)
    async with person(chromium, stage) as guest:
        await guest.go("/")
        await guest.find(bread)
        hit = guest.main.locator("li.hit").first.get_by_role("link").first
        await guest.follow(hit, "**/produkt/**")
        assert bread in await guest.text()


async def bring_in(advisor: Person, name: str, stage: Stage) -> str:
    """Through the form, first with something missing; returns the shop's slug."""
    await advisor.go("/beratung")
    await advisor.follow_named("Betrieb aufnehmen", "**/beratung/neu")
    await advisor.fill(name=name, postal_code="06712", place="Zeitz")
    await advisor.main.locator("#kind").select_option("food")
    await advisor.main.locator("#origin").select_option("visit")
    await advisor.fill(contact__name="Paula Jung", contact__phone="03441 000000")
    await advisor.press("Aufnehmen und Laden anlegen", "**/beratung/neu")
    assert await advisor.main.get_by_role("alert").count() == 1
    await advisor.fill(street="Altmarkt 3")
    await advisor.press("Aufnehmen und Laden anlegen", re.compile(r"/beratung/[0-9a-f-]{36}$"))
    case_id = advisor.page.url.rsplit("/", 1)[1]
    colleague = await stage.advisor()
    slug = str((await colleague.get(f"/cases/{case_id}"))["shop"]["slug"])
    rest = a_shop(name)
    asked = ("email", "opening_hours", "imprint")
    await colleague.patch(f"/shops/{slug}", {field: rest[field] for field in asked})
    await advisor.go(f"/beratung/{case_id}")
    return slug


async def list_bread(advisor: Person, slug: str, title: str) -> None:
    """Created, refused by the gate for what is missing, completed, published."""
    await advisor.follow_named("Produkt anlegen", "**/produkte/neu")
    await advisor.fill(title=title, variants__0__price="3,20", variants__0__on_hand="12")
    await advisor.main.locator("#category").select_option("brot")
    await advisor.fill(variants__0__content_amount="1")
    await advisor.main.locator("[id='variants-0-content_unit']").select_option("kg")
    await advisor.main.locator("#description").wait_for()
    await advisor.press("Produkt anlegen", re.compile(r"/produkte/[0-9a-f-]{36}$"))
    await advisor.press("In den Verkauf geben", "**/veroeffentlichen")
    assert await advisor.main.get_by_role("alert").count() == 1
    await advisor.fill(description="Drei Tage Sauerteig.")
    await advisor.main.get_by_role("checkbox", name="Roggen").check()
    await advisor.main.locator("#allergens_reviewed").check()
    await advisor.press("Speichern", re.compile(r"/produkte/[0-9a-f-]{36}$"))
    await advisor.press("In den Verkauf geben", re.compile(r"/produkte/[0-9a-f-]{36}$"))
    assert "Dieses Produkt ist im Verkauf." in await advisor.text()
    assert slug in advisor.page.url
