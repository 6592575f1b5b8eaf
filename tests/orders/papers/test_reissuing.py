"""An invoice that names somebody wrong: cancelled and written anew, gapless, once, to the cent."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from marketkit.clock import new_id
from orders.domain.paper import Party
from orders.files.e_invoice import as_xml
from orders.files.paper_pdf import as_pdf
from orders.invariants import violations
from orders.mail import MailQueue
from orders.use_cases.reissue_paper import Asked, reissue_paper

from tests.orders.market import AShop
from tests.orders.ordering import AnOrder, owner_of
from tests.orders.papers.desk import Desk
from tests.orders.papers.test_e_invoice import Checker
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token

SCHOOL: Mapping[str, Any] = {
    "name": "Grundschule am Markt", "contact": "Anna Beispiel", "street": "Markt 5",
    "postal_code": "06712", "place": "Zeitz", "vat_id": "", "email": "rechnung@example.org",
    "reference": "04011000-1234512345-06", "is_business": True,
}  # fmt: skip
WHY = "Rechnung an die Schule"


class Sale:
    """Two loaves that Anna has bought, and the invoice in her name."""

    def __init__(self, desk: Desk, shop: AShop, placed: AnOrder) -> None:
        self.desk, self.shop, self.placed = desk, shop, placed
        self.owner = owner_of(desk.client, shop)

    async def path(self, number: int = 0) -> str:
        paper = (await self.desk.papers())[number]
        return f"/api/v1/shops/{self.shop.slug}/invoices/{paper['id']}/correction"

    async def correct(self, number: int = 0, **changes: Any) -> Any:
        body = {"buyer": {**SCHOOL, **changes}, "reason": WHY}
        return await self.owner.post(await self.path(number), json=body)

    async def refund(self, amount: int) -> None:
        await self.desk.market.database.pool.execute(
            "UPDATE \"order\" SET payment_method = 'online' WHERE id = $1", self.placed.id
        )
        await self.desk.tell(await self.desk.refund(self.placed, amount))


@pytest.fixture
async def sale(desk: Desk) -> Sale:
    shop = await desk.shop()
    bread = await desk.market.offer(shop, price=480)
    placed = await desk.sold(shop, (bread, 2), payment="pickup")
    await desk.tell_handed_over()
    return Sale(desk, shop, placed)


async def _unbroken(desk: Desk) -> None:
    found = await violations(desk.market.database.pool)
    assert [line for line in found if "invoice" in line or "correct" in line] == []


async def test_two_papers_take_its_place(sale: Sale) -> None:
    answer = await sale.correct()

    assert answer.status == 200, answer.text
    first, storno, second = await sale.desk.papers()
    assert [paper["number"] for paper in (storno, second)] == ["B-2026-00002", "B-2026-00003"]
    assert answer.json() == {"cancellation_id": str(storno["id"]), "invoice_id": str(second["id"])}
    assert (storno["kind"], second["kind"]) == ("correction", "invoice")
    assert storno["refers_to"] == second["refers_to"] == first["id"]
    assert storno["previous_hash"] == first["hash"]
    assert second["previous_hash"] == storno["hash"]
    assert storno["gross"] == second["gross"] == first["gross"] == 960
    assert storno["document"]["buyer"] == first["document"]["buyer"]
    assert storno["document"]["reason"] == f"Storniert die Rechnung B-2026-00001: {WHY}"
    assert second["document"]["buyer"]["name"] == "Grundschule am Markt"
    assert second["document"]["x_invoice"]
    assert second["document"]["supplied_on"] == first["document"]["supplied_on"]
    assert "B-2026-00001, die mit B-2026-00002 storniert" in second["document"]["notes"][0]
    await _unbroken(sale.desk)


async def test_both_are_valid_e_invoices_and_papers(sale: Sale) -> None:
    await sale.refund(480)
    assert (await sale.correct()).status == 200

    checker = Checker()
    *_, storno, second = await sale.desk.papers()
    for paper, code in ((storno, b"381"), (second, b"380")):
        xml = as_xml(paper["number"], paper["document"])
        assert checker.broken(xml) == []
        assert b"<ram:TypeCode>" + code + b"</ram:TypeCode>" in xml
        assert b"<ram:IssuerAssignedID>B-2026-00001</ram:IssuerAssignedID>" in xml
        assert await as_pdf(paper["number"], paper["document"], paper["issued_at"])
    data = as_xml(second["number"], second["document"], x_invoice=True)
    assert b"04011000-1234512345-06" in data


async def test_at_the_same_moment_it_happens_once(sale: Sale) -> None:
    answers = await asyncio.gather(*(sale.correct() for _ in range(4)))

    assert [answer.status for answer in answers] == [200] * 4
    assert len({answer.text for answer in answers}) == 1
    assert len(await sale.desk.papers()) == 3


async def test_a_refund_of_the_same_moment_is_never_lost_or_doubled(sale: Sale) -> None:
    await asyncio.gather(sale.refund(480), sale.correct(), sale.refund(200))

    assert await _sum(sale.desk) == 960 - 680
    await _unbroken(sale.desk)


async def _sum(desk: Desk) -> int:
    papers = await desk.papers()
    return sum(each["gross"] if each["kind"] == "invoice" else -each["gross"] for each in papers)


async def test_what_was_given_back_before_and_after_stays_given_back(sale: Sale) -> None:
    await sale.refund(300)
    assert (await sale.correct()).status == 200
    await sale.refund(160)
    assert (await sale.correct(3, name="Schulverein")).status == 200
    await sale.refund(500)

    papers = await sale.desk.papers()
    assert [(paper["kind"], paper["gross"]) for paper in papers] == [
        ("invoice", 960), ("credit_note", 300),
        ("correction", 660), ("invoice", 660), ("credit_note", 160),
        ("correction", 500), ("invoice", 500), ("credit_note", 500),
    ]  # fmt: skip
    assert await _sum(sale.desk) == 0
    net = sum(p["net"] if p["kind"] == "invoice" else -p["net"] for p in papers)
    assert net == 0
    assert papers[-1]["document"]["refers_to"]["number"] == papers[-2]["number"]
    await _unbroken(sale.desk)


async def test_the_buyer_is_mailed_once_and_finds_both(sale: Sale) -> None:
    context = replace(sale.desk.market.context, notifications=MailQueue())
    paper = (await sale.desk.papers())[0]
    asked = Asked(sale.shop.id, paper["id"], Party(**SCHOOL), WHY)

    first, second = await asyncio.gather(*(reissue_paper(context, asked) for _ in range(2)))

    assert first == second
    mails = await sale.desk.market.database.pool.fetch("SELECT kind, to_address FROM mail")
    assert [tuple(mail) for mail in mails] == [("paper_replaced", "anna@example.org")]
    path = f"{sale.placed.path}/invoices?token={sale.placed.token}"
    items = (await sale.desk.client.get(path)).json()["items"]
    assert [(each["kind"], each["cancelled"]) for each in items] == [
        ("invoice", True), ("correction", False), ("invoice", False),
    ]  # fmt: skip


async def test_a_look_writes_nothing_and_names_what_changes(sale: Sale) -> None:
    path = await sale.path()
    now = (await sale.owner.get(path)).json()
    assert now["stands"]
    assert now["buyer"]["name"] == "Anna Beispiel"

    seen = await sale.owner.post(f"{path}/preview", json={"buyer": dict(SCHOOL)})

    assert seen.status == 200, seen.text
    changed = {each["field"]: (each["before"], each["after"]) for each in seen.json()["changes"]}
    assert changed["name"] == ("Anna Beispiel", "Grundschule am Markt")
    assert changed["is_business"] == ("nein", "ja")
    assert seen.json()["total"]["amount"] == 960
    assert len(await sale.desk.papers()) == 1


async def test_what_is_gone_or_the_same_is_refused(sale: Sale) -> None:
    same = (await sale.owner.get(await sale.path())).json()["buyer"]
    body = {"buyer": same, "reason": WHY}
    again = await sale.owner.post(await sale.path(), json=body)
    assert (again.status, again.json()["code"]) == (422, "nothing_changes")

    await sale.correct()
    other = await sale.correct(name="Jemand anders")
    assert (other.status, other.json()["code"]) == (409, "invoice_not_standing")
    of_storno = await sale.correct(1)
    assert of_storno.json()["code"] == "invoice_not_standing"
    assert not (await sale.owner.get(await sale.path())).json()["stands"]
    assert len(await sale.desk.papers()) == 3


async def test_of_what_was_wholly_given_back_nothing_is_left_to_write(sale: Sale) -> None:
    await sale.refund(960)

    assert (await sale.correct()).json()["code"] == "invoice_not_standing"
    assert len(await sale.desk.papers()) == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "buyer.name"),
        ({"vat_id": "DE123"}, "buyer.vat_id"),
        ({"street": ""}, "buyer.street"),
        ({"email": "keine"}, "buyer.email"),
    ],
)
async def test_half_an_address_is_refused_by_name(
    sale: Sale, wrong: dict[str, Any], field: str
) -> None:
    answer = await sale.correct(**wrong)

    assert answer.status == 422
    assert [each["field"] for each in answer.json()["errors"]] == [field]
    assert len(await sale.desk.papers()) == 1


async def test_a_business_wants_a_tax_number_of_the_shop(desk: Desk) -> None:
    shop = await desk.shop(imprint={"legal_name": "Karl Morgenroth"})
    bread = await desk.market.offer(shop, price=480)
    sale = Sale(desk, shop, await desk.sold(shop, (bread, 2)))
    await desk.tell_handed_over()

    answer = await sale.correct()

    assert (answer.status, answer.json()["code"]) == (409, "invoice_lacks")
    assert len(await desk.papers()) == 1


async def test_strangers_and_other_shops_correct_nothing(
    client: AsgiClient, desk: Desk, sale: Sale
) -> None:
    path, body = await sale.path(), {"buyer": dict(SCHOOL), "reason": WHY}
    stranger = client.as_(a_token("shop_staff", account_id=new_id()))
    other = await desk.shop(slug="hofladen")
    wrong_shop = path.replace(sale.shop.slug, other.slug)

    assert (await client.post(path, json=body)).status == 401
    for person, address in ((stranger, path), (owner_of(client, other), wrong_shop)):
        assert (await person.post(address, json=body)).status == 404
        assert (await person.post(f"{address}/preview", json={"buyer": dict(SCHOOL)})).status == 404
        assert (await person.get(address)).status == 404
    missing = path.replace(path.split("/")[-2], str(UUID(int=5)))
    assert (await sale.owner.post(missing, json=body)).status == 404
    assert len(await desk.papers()) == 1


async def test_datev_and_the_table_take_it_back_and_book_it_anew(sale: Sale) -> None:
    await sale.correct()
    base = f"/api/v1/shops/{sale.shop.slug}"

    table = (await sale.owner.get(f"{base}/invoices/table.csv")).body.decode("utf-8-sig")
    batch = await sale.owner.get(
        f"{base}/exports/datev?from=2026-01-01&to=2026-12-31&consultant=29098&client=55003"
    )

    assert [row.split(";")[-1] for row in table.split("\r\n")[1:4]] == ["9,60", "-9,60", "9,60"]
    signs = [row.split(";")[:2] for row in batch.body.decode("cp1252").split("\r\n")[2:5]]
    assert signs == [["9,60", '"S"'], ["9,60", '"H"'], ["9,60", '"S"']]
