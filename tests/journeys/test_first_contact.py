"""An advisor's long way by clicking: from the first contact to the first loaf on sale."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from playwright.async_api import Browser

from tests.journeys.actors import PASSWORD
from tests.journeys.clicks import Person, person
from tests.journeys.stages import Stage
from tests.journeys.things import on_the_market

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("stage", ["demo"], indirect=True),
    pytest.mark.timeout(240),
]
CASE = re.compile(r"/beratung/[0-9a-f-]{36}(#.*)?$")
ONE = re.compile(r"/produkte/[0-9a-f-]{36}$")
ON = "Speichern und weiter"
BLOCKS = ("Angaben zum Laden", "Impressum", "Produkte", "Preise")


async def test_a_bakery_comes_from_the_first_contact_to_the_first_sale(
    chromium: Browser, stage: Stage
) -> None:
    looked_at: set[str] = set()
    word = uuid4().hex[:6]
    name, loaf = f"Bäckerei {word}", f"Roggenlaib {word}"
    async with (
        person(chromium, stage, looked_at) as bea,
        person(chromium, stage, looked_at) as paula,
    ):
        await bea.sign_in(*stage.advisor_login)
        case = await meet(bea, name)
        await visit(bea)
        slug = await make_shop(bea, case)
        await list_loaf(bea, slug, loaf)
        await agree(bea, paula, slug)
        await show_proofs(bea, slug)
        link = await prepare(bea, slug)

        await take_over(paula, link.removeprefix(stage.base), f"paula-{word}@example.org")
        await open_doors(paula, slug)
        await read_log(paula, loaf)

        await bea.go(f"/beratung/{slug}")
        assert "Stufe: Im Verkauf" in await bea.text()
    await on_the_market(stage.guest(), loaf)


async def meet(bea: Person, name: str) -> str:
    """The first contact, with the next step; answers the case's address."""
    await bea.go("/beratung")
    await bea.follow_named("Betrieb aufnehmen", "**/beratung/neu")
    await bea.fill(name=name, place="Zeitz", postal_code="06712")
    await bea.main.locator("#kind").select_option("food")
    await bea.main.locator("#origin").select_option("phone")
    await bea.fill(contact__name="Paula Jung", contact__phone="03441 000000")
    await bea.fill(next_step="Besuch vereinbaren", next_step_on=_in(days=3))
    await bea.press("Betrieb aufnehmen", CASE)
    case = bea.page.url.removeprefix(bea.base).partition("#")[0]
    await bea.go("/beratung")
    card = bea.main.locator("article.case").filter(has=bea.page.locator(f"a[href='{case}']"))
    assert "Besuch vereinbaren" in await bea.text(card)
    await bea.follow(card.get_by_role("link").first, CASE)
    return case


async def visit(bea: Person) -> None:
    await bea.main.get_by_text("Termin planen", exact=True).click()
    await bea.main.get_by_label("Was?").select_option("shop_visit")
    await bea.fill(appt__day=_in(days=1), appt__place="Altmarkt 3")
    await bea.press("Termin speichern", CASE)
    await bea.follow_named("Alle Termine", "**/beratung/kalender")
    assert "Besuch im Betrieb" in await bea.text()
    await bea.page.go_back()
    await bea.press("Auf „Besuch“ setzen", CASE)
    await bea.press("Hat stattgefunden", CASE)
    await bea.fill(note__text="Backt seit 1998, liefert freitags.")
    await bea.press("Notiz speichern", CASE)
    assert "Stufe: Besuch" in await bea.text()


async def make_shop(bea: Person, case: str) -> str:
    """From the case, then described step by step."""
    await bea.fill(shop__street="Altmarkt 3")
    await bea.press("Laden anlegen", CASE)
    assert "Stufe: Angaben sammeln" in await bea.text()
    await bea.follow_named("Angaben bearbeiten", "**/profil")
    slug = bea.page.url.split("/")[-2]
    await bea.follow_named("Adresse und Kontakt", "**/profil/adresse")
    await bea.fill(email="laden@example.org")
    await bea.press(ON, "**/profil/zeiten")
    await bea.main.locator("summary", has_text="Kurzform").click()
    await bea.fill(opening_hours="Mo-Su 07:00-19:00; PH 07:00-19:00")
    await bea.press(ON, "**/profil/abholung")
    await bea.press(ON, "**/profil/lieferung")
    await bea.press(ON, "**/profil/geschichte")
    await bea.fill(story="Hier backt die dritte Generation.")
    await bea.press(ON, "**/profil/impressum")
    await bea.fill(imprint__legal_name="Bäckerei Jung, Paula Jung")
    await bea.press(ON, "**/profil/steuer")
    await bea.go(case)
    return slug


async def list_loaf(bea: Person, slug: str, title: str) -> None:
    await bea.follow_named("Produkt anlegen", "**/produkte/neu")
    banner = bea.page.get_by_role("region", name="Vollmacht")
    assert "Sie arbeiten im Auftrag von" in await bea.text(banner)
    await bea.fill(title=title, variants__0__price="4,80", variants__0__on_hand="12")
    await bea.main.locator("#category").select_option("brot")
    await bea.fill(variants__0__content_amount="750")
    await bea.main.locator("#description").wait_for()
    await bea.fill(description="Drei Tage Sauerteig, zwei Stunden Ofen.")
    await bea.main.get_by_role("checkbox", name="Roggen").check()
    await bea.main.locator("#allergens_reviewed").check()
    await bea.press("Anlegen und in den Verkauf", ONE)
    assert f"/{slug}/" in bea.page.url
    assert "Dieses Produkt ist im Verkauf." in await bea.text()


async def agree(bea: Person, paula: Person, slug: str) -> None:
    """The code is read out on the telephone; who agrees needs no account."""
    await bea.go(f"/vollmacht/{slug}")
    await bea.main.get_by_label("Öffnen und Pausieren").uncheck()
    await bea.press("Um Zustimmung bitten", "**/vollmacht/*")
    code = await bea.main.locator("section[aria-labelledby=da] b").first.inner_text()

    await paula.go("/mandat")
    await paula.fill(code="K7PQ-0000")
    await paula.press("Ansehen", "**/mandat")
    assert await paula.main.get_by_role("alert").count() == 1
    await paula.fill(code=code.lower())
    await paula.press("Ansehen", "**/mandat/*")
    assert "Öffnen und Pausieren" not in await paula.text()
    await paula.fill(name="Paula Jung")
    await paula.press("Zustimmen", "**/mandat/*")
    assert "Paula Jung hat am" in await paula.text()


async def show_proofs(bea: Person, slug: str) -> None:
    """What is missing is said in a sentence, and given line by line."""
    await bea.go(f"/theke/{slug}/nachweise")
    before = await bea.text(bea.main.locator(".big-line").first)
    assert "USt-IdNr" in before
    number = bea.main.locator("#vat_id")
    await number.get_by_role("textbox", name="USt-IdNr.").fill("DE123456789")
    await bea.follow(number.get_by_role("button", name=re.compile("Nummer speichern")), _proofs)
    assert await bea.main.get_by_role("alert").count() == 1
    await bea.main.locator("#vat_id-number").fill("DE999123455")
    await bea.follow(number.get_by_role("button", name=re.compile("Nummer speichern")), _proofs)
    await bea.declare_everything()
    assert "in Ordnung" in await bea.text(number)


_proofs = re.compile(r"/nachweise")


async def prepare(bea: Person, slug: str) -> str:
    await bea.go(f"/beratung/{slug}")
    await bea.press("Übergabe-Link erstellen", "**/uebergabe")
    return await bea.main.get_by_label("Link zum Weitergeben").input_value()


async def take_over(paula: Person, link: str, email: str) -> None:
    """Part by part: three are right, one is not and then is."""
    await paula.go(link)
    for block in BLOCKS:
        said = re.compile(rf"^Stimmt\s*:\s*{block}")
        await paula.follow(paula.main.get_by_role("button", name=said), "**/uebernahme/**")
    steps = paula.main.get_by_role("list", name="Stand der Übergabe")
    assert "Übernommen" in await paula.text(steps.locator("[aria-current]"))
    await paula.follow_named("Konto anlegen", "**/registrieren?**")
    await paula.fill(name="Paula Jung", email=email, password=PASSWORD)
    await paula.press("Konto anlegen", "**/uebernahme/**")
    await paula.main.get_by_role("radio", name=re.compile("darf tun")).check()
    await paula.main.get_by_text("Was und bis wann").click()
    for action in await paula.main.get_by_role("group", name="Was erlaubt ist").all():
        await action.get_by_role("checkbox").nth(1).check()
    await paula.press("Laden übernehmen", re.compile(r"/theke/[a-z0-9-]+$"))
    assert "Der Laden gehört jetzt dir." in await paula.text(paula.page.locator("body"))


async def open_doors(paula: Person, slug: str) -> None:
    await paula.go(f"/theke/{slug}/nachweise")
    await paula.declare_everything()
    await paula.go(f"/theke/{slug}/profil")
    await paula.press("Laden öffnen", "**/profil")
    assert "Der Laden ist geöffnet." in await paula.text(paula.page.locator("body"))


async def read_log(paula: Person, loaf: str) -> None:
    tabs = paula.page.get_by_role("navigation", name="Laden")
    await paula.follow(tabs.get_by_role("link", name="Mehr"), "**/mehr")
    await paula.follow_named("Verlauf", "**/verlauf")
    entry = paula.main.locator("li.for-you").filter(has_text=loaf)
    assert "für dich getan" in await paula.text(entry.first)
    await paula.main.get_by_label("Wer", exact=True).select_option("own")
    await paula.press("Filtern", "**/verlauf?**")
    assert await paula.main.locator("li.for-you").count() == 0


def _in(*, days: int) -> str:
    return (date.today() + timedelta(days=days)).isoformat()  # noqa: DTZ011 - as the browser
