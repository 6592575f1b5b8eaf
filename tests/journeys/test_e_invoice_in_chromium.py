"""A school buys rolls by clicking, gets its e-invoice, and another one in place of a wrong name."""

import re
from pathlib import Path
from uuid import uuid4

import facturx
import pytest
from drafthorse.models.document import Document
from playwright.async_api import Browser, Locator

from tests.journeys.actors import JSON
from tests.journeys.clicks import Person, person
from tests.journeys.stages import Stage
from tests.journeys.test_in_chromium import serve
from tests.journeys.things import eventually, open_shop, put_on_shelf

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("stage", ["demo"], indirect=True),
]
LEITWEG = "04011000-1234512345-06"


async def test_a_school_buys_and_gets_its_e_invoice(chromium: Browser, stage: Stage) -> None:
    word = uuid4().hex[:6]
    baker = await stage.resident("Katrin")
    bakery = await open_shop(await stage.advisor(), baker, f"Bäckerei {word}")
    rolls = await put_on_shelf(baker, bakery, f"Schulbrötchen {word}", 45)
    async with person(chromium, stage) as school, person(chromium, stage) as katrin:
        code = await order(school, rolls, bakery)
        await katrin.sign_in(baker.account["email"])
        await serve(katrin, bakery, code)
        await eventually(lambda: papers(school, 1))
        await school.look()

        number, inside = await saved_pdf(school, school.main.get_by_role("link", name="Rechnung"))
        data = await saved(school, school.main.get_by_role("link", name="XRechnung").first)
        for xml in (inside, data):
            read = Document.parse(xml)
            assert str(read.header.id) == number
            assert str(read.trade.agreement.buyer.name) == "Grundschule am Mark"
            assert str(read.trade.agreement.buyer_reference) == LEITWEG

        await write_anew(katrin, bakery, number)
        await eventually(lambda: papers(school, 3))
        await school.look()
        assert f"Rechnung {number} (PDF)" in await school.text()
        assert "storniert" in await school.text()
        anew = school.main.get_by_role("link", name=re.compile("^Rechnung ")).last
        _, mended = await saved_pdf(school, anew)
        read = Document.parse(mended)
        assert str(read.trade.agreement.buyer.name) == "Grundschule am Markt"
        before = read.trade.settlement.invoice_referenced_document
        assert str(before.issuer_assigned_id).startswith(f"{number} ")


async def order(school: Person, rolls: JSON, bakery: JSON) -> str:
    """As a guest, for an authority; with a slip of the pen in its name. The code to collect by."""
    await school.go("/")
    await school.put_in_cart(rolls, 10)
    await school.follow_named("Zur Kasse", "**/kasse")
    await school.fill(contact__name="Ruth Albrecht", contact__email="ruth@example.org")
    await school.main.locator("#firma > summary").click()
    await school.look()
    await school.fill(
        buyer__company="Grundschule am Mark", buyer__street="Markt 5", buyer__postal_code="06712",
        buyer__place="Zeitz", buyer__reference=LEITWEG, buyer__email="rechnung@example.org",
    )  # fmt: skip
    await school.choose_times()
    await school.press("zahlungspflichtig bestellen", "**/bestellung/**token=**")
    assert "Grundschule am Mark" in await school.text()
    return await school.part(bakery).locator(".code").inner_text()


async def papers(buyer: Person, count: int) -> bool:
    """Whether so many papers stand beside the order by now."""
    await buyer.page.reload()
    return await buyer.main.locator("a[href*='/rechnung/']:not([href*='als='])").count() == count


async def saved(buyer: Person, link: Locator) -> bytes:
    async with buyer.page.expect_download() as waiting:
        await link.click()
    return Path(await (await waiting.value).path()).read_bytes()


async def saved_pdf(buyer: Person, links: Locator) -> tuple[str, bytes]:
    """The number on the link, and what the PDF carries for programs."""
    link = links.first
    number = re.search(r"[A-Z0-9]+-\d{4}-\d{5}", await buyer.text(link))
    assert number
    pdf = await saved(buyer, link)
    _, inside = facturx.get_facturx_xml_from_pdf(pdf, check_xsd=True, check_schematron=False)
    return number.group(), bytes(inside)


async def write_anew(keeper: Person, bakery: JSON, number: str) -> None:
    """From the list of invoices over the look at what changes to two papers more."""
    listed = f"/theke/{bakery['slug']}/rechnungen"
    await keeper.go(listed)
    mend = keeper.main.get_by_role("link", name=f"Berichtigen {number}")
    await keeper.follow(mend, "**/berichtigen")
    await keeper.fill(name="Grundschule am Markt", reason="Schreibfehler im Namen")
    await keeper.press("Weiter zur Prüfung", "**/berichtigen")
    await keeper.look()
    assert "Grundschule am Mark\n" in await keeper.text()
    await keeper.press("Stornieren und neu ausstellen", f"**{listed}")
    await keeper.look()
    assert "Stornorechnung" in await keeper.text()
    assert await keeper.main.get_by_role("link", name="Berichtigen").count() == 1
