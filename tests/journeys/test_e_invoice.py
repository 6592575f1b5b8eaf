"""A school buys rolls: from the checkout to an e-invoice its administration can read in."""

from decimal import Decimal
from uuid import uuid4

import facturx
from drafthorse.models.document import Document

from tests.journeys.actors import JSON, Actor
from tests.journeys.stages import Stage
from tests.journeys.things import (
    choose_slots,
    eventually,
    fill_cart,
    open_shop,
    part_of,
    put_on_shelf,
)

SCHOOL = {
    "company": "Grundschule am Markt",
    "street": "Markt 5",
    "postal_code": "06712",
    "place": "Zeitz",
    "reference": "04011000-1234512345-06",
    "email": "rechnung@example.org",
}


async def test_a_school_gets_an_invoice_its_administration_can_read(stage: Stage) -> None:
    baker, guest = await stage.resident("Baker"), stage.guest()
    bakery = await open_shop(await stage.advisor(), baker, f"Bäckerei {uuid4().hex[:6]}")
    rolls = await put_on_shelf(baker, bakery, f"Brötchen{uuid4().hex[:5]}", 45)
    cart = await fill_cart(guest, (rolls, 10))
    order = await guest.post(
        f"/carts/{cart['id']}/checkout",
        {
            "contact": {"name": "Anna Beispiel", "email": "anna@example.org"},
            "slots": await choose_slots(guest, cart),
            "payment": "pickup",
            "buyer": SCHOOL,
        },
        key=uuid4().hex,
    )
    part = part_of(order, bakery)
    assert part["vat"][0]["permille"] == 70
    await _hand_over(baker, part)

    paper = await _paper(guest, order)
    assert paper["total"]["amount"] == 450
    assert paper["formats"] == ["pdf", "xrechnung"]

    pdf = await _file(stage, guest, order, paper, "pdf")
    name, inside = facturx.get_facturx_xml_from_pdf(pdf, check_xsd=True, check_schematron=False)
    assert name == "factur-x.xml"
    for xml in (inside, await _file(stage, guest, order, paper, "xrechnung")):
        read = Document.parse(xml)
        assert str(read.header.id) == paper["number"]
        assert str(read.trade.agreement.buyer.name) == SCHOOL["company"]
        assert str(read.trade.agreement.buyer_reference) == SCHOOL["reference"]
        sums = read.trade.settlement.monetary_summation
        assert sums.grand_total._amount == Decimal("4.50")
        assert sums.tax_basis_total._amount == Decimal("4.21")

    listed = await baker.get(f"/shops/{bakery['slug']}/invoices", q="grundschule")
    assert [each["number"] for each in listed["items"]] == [paper["number"]]


async def _hand_over(baker: Actor, part: JSON) -> None:
    async def arrived() -> bool:
        return bool(await baker.get(f"/shop-orders/{part['id']}"))

    await eventually(arrived)
    for verb in ("accept", "ready"):
        await baker.post(f"/shop-orders/{part['id']}/{verb}", {})
    code = {"pickup_code": part["pickup_code"]}
    await baker.post(f"/shop-orders/{part['id']}/hand-over", code)


async def _paper(guest: Actor, order: JSON) -> JSON:
    async def issued() -> list[JSON]:
        found = await guest.get(f"/orders/{order['id']}/invoices", token=order["token"])
        items: list[JSON] = found["items"]
        return items

    (paper,) = await eventually(issued)
    found: JSON = paper
    return found


async def _file(stage: Stage, guest: Actor, order: JSON, paper: JSON, kind: str) -> bytes:
    address = f"{guest.base}/api/v1/orders/{order['id']}/invoices/{paper['id']}"
    query = {"token": order["token"], "format": kind}
    async with stage.http.get(address, params=query) as reply:
        assert reply.status == 200, await reply.text()
        return await reply.read()
