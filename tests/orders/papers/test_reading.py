"""Who reads invoices, finds them again, and hands them to the tax adviser."""

import csv
import io
import zipfile
from typing import Any

import facturx
import pytest
from marketkit.clock import new_id
from marketkit.contracts import StaffChanged, StaffMember
from orders.use_cases import take_over_catalog as take

from tests.orders.market import AShop
from tests.orders.ordering import AnOrder, owner_of
from tests.orders.papers.desk import BUSINESS, Desk
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token


@pytest.fixture
async def sale(desk: Desk) -> tuple[AShop, AnOrder]:
    """An authority has bought bread, and half of the money went back."""
    shop = await desk.shop()
    bread = await desk.market.offer(shop, price=480)
    placed = await desk.sold(shop, (bread, 2))
    await desk.market.database.pool.execute(
        'UPDATE "order" SET buyer = $2 WHERE id = $1', placed.id, BUSINESS
    )
    await desk.tell_handed_over()
    await desk.tell(await desk.refund(placed, 480))
    return shop, placed


async def _items(client: AsgiClient, path: str) -> list[Any]:
    answer = await client.get(path)
    assert answer.status == 200, answer.text
    items: list[Any] = answer.json()["items"]
    return items


async def test_the_buyer_sees_and_saves_them(
    client: AsgiClient, sale: tuple[AShop, AnOrder]
) -> None:
    _, placed = sale
    items = await _items(client, f"{placed.path}/invoices?token={placed.token}")
    assert [(each["number"], each["kind"], each["total"]["amount"]) for each in items] == [
        ("B-2026-00001", "invoice", 960),
        ("B-2026-00002", "credit_note", 480),
    ]
    assert items[0]["formats"] == ["pdf", "xrechnung"]

    one = f"{placed.path}/invoices/{items[0]['id']}?token={placed.token}"
    paper = await client.get(one)
    again = await client.get(one)
    data = await client.get(f"{one}&format=xrechnung")

    assert paper.headers["content-type"] == "application/pdf"
    assert "B-2026-00001.pdf" in paper.headers["content-disposition"]
    assert paper.body == again.body
    assert facturx.get_facturx_xml_from_pdf(paper.body, check_xsd=True, check_schematron=False)[0]
    assert b"xrechnung_3.0" in data.body
    assert b"04011000-1234512345-06" in data.body


async def test_nobody_else_sees_them(client: AsgiClient, sale: tuple[AShop, AnOrder]) -> None:
    shop, placed = sale
    items = await _items(client, f"{placed.path}/invoices?token={placed.token}")
    one = items[0]["id"]
    stranger = client.as_(a_token("shop_staff", account_id=new_id()))

    for path in (
        f"{placed.path}/invoices",
        f"{placed.path}/invoices?token=wrong",
        f"{placed.path}/invoices/{one}?token=wrong",
        f"/api/v1/orders/{new_id()}/invoices/{one}?token={placed.token}",
        f"{placed.path}/invoices/{new_id()}?token={placed.token}",
    ):
        assert (await client.get(path)).status == 404
        assert (await stranger.get(path)).status == 404
    for path in ("", f"/{one}", "/waiting", "/table.csv", "/archive.zip"):
        assert (await stranger.get(f"/api/v1/shops/{shop.slug}/invoices{path}")).status == 404
    assert (await stranger.get(f"/api/v1/shops/{shop.slug}/invoice-settings")).status == 404
    for path in ("/invoices", "/invoices/waiting", f"/invoices/{one}"):
        assert (await stranger.get(f"/api/v1{path}")).status == 403
        assert (await client.get(f"/api/v1{path}")).status == 401


async def test_a_packer_prepares_orders_and_sees_no_money(
    client: AsgiClient, desk: Desk, sale: tuple[AShop, AnOrder]
) -> None:
    shop, packer = sale[0], new_id()
    staff = (StaffMember(account_id=packer, role="packer"),)
    async with desk.market.database.transaction() as tx:
        event = StaffChanged(version=2, shop_id=shop.id, shop_slug=shop.slug, staff=staff)
        await take.take_staff(tx, event)

    hands = client.as_(a_token("shop_staff", account_id=packer))
    assert (await hands.get(f"/api/v1/shops/{shop.slug}/invoices")).status == 404


async def test_the_shop_finds_them_by_day_and_words(
    client: AsgiClient, desk: Desk, sale: tuple[AShop, AnOrder]
) -> None:
    shop, _ = sale
    owner, path = owner_of(client, shop), f"/api/v1/shops/{shop.slug}/invoices"

    assert [each["number"] for each in await _items(owner, path)] == [
        "B-2026-00002",
        "B-2026-00001",
    ]
    assert len(await _items(owner, f"{path}?first=2026-11-20&last=2026-11-20")) == 2
    assert await _items(owner, f"{path}?first=2026-12-01") == []
    assert len(await _items(owner, f"{path}?q=grundschule")) == 2
    assert len(await _items(owner, f"{path}?q=b-2026-00001")) == 1
    assert await _items(owner, f"{path}?q=%25_") == []
    first = (await owner.get(f"{path}?limit=1")).json()
    assert [each["number"] for each in first["items"]] == ["B-2026-00002"]
    rest = await _items(owner, f"{path}?limit=1&cursor={first['next']}")
    assert [each["number"] for each in rest] == ["B-2026-00001"]
    assert (await owner.get(f"{path}?first=0001-01-01&last=9999-12-31")).status == 200
    assert (await owner.get(f"{path}?cursor=nonsense")).status == 422


async def test_the_tax_adviser_gets_a_table_and_the_papers(
    client: AsgiClient, sale: tuple[AShop, AnOrder]
) -> None:
    shop, placed = sale
    owner, path = owner_of(client, shop), f"/api/v1/shops/{shop.slug}/invoices"

    table = (await owner.get(f"{path}/table.csv")).body.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table), delimiter=";"))
    assert rows[1][:2] == ["B-2026-00001", "Rechnung"]
    assert rows[1][-4:] == ["7", "8,97", "0,63", "9,60"]
    assert rows[2][1:2] + rows[2][4:5] == ["Rechnungskorrektur", "B-2026-00001"]
    assert rows[2][-1] == "-4,80"

    archive = await owner.get(f"{path}/archive.zip")
    again = await owner.get(f"{path}/archive.zip")
    assert archive.body == again.body
    with zipfile.ZipFile(io.BytesIO(archive.body)) as opened:
        assert opened.namelist() == ["B-2026-00001.pdf", "B-2026-00002.pdf", "rechnungen.csv"]
        kept = await client.get(
            f"{placed.path}/invoices/{(await _items(owner, path))[1]['id']}?token={placed.token}"
        )
        assert opened.read("B-2026-00001.pdf") == kept.body


async def test_what_is_typed_as_a_formula_stays_words(client: AsgiClient, desk: Desk) -> None:
    shop = await desk.shop()
    bread = await desk.market.offer(shop)
    contact = {"name": '=HYPERLINK("http://x")', "email": "a@example.org", "phone": None}
    await desk.sold(shop, (bread, 1), contact=contact)
    await desk.tell_handed_over()

    table = await owner_of(client, shop).get(f"/api/v1/shops/{shop.slug}/invoices/table.csv")

    assert "'=HYPERLINK" in table.body.decode()


async def test_the_operator_sees_all(client: AsgiClient, sale: tuple[AShop, AnOrder]) -> None:
    operator = client.as_(a_token("operator", account_id=new_id()))
    items = await _items(operator, "/api/v1/invoices?q=B-2026")
    assert len(items) == 2
    assert (await operator.get(f"/api/v1/invoices/{items[0]['id']}")).status == 200
    assert await _items(operator, "/api/v1/invoices/waiting") == []


async def test_who_has_an_account_has_them_together(client: AsgiClient, desk: Desk) -> None:
    me = new_id()
    shop = await desk.shop()
    bread = await desk.market.offer(shop)
    buyer = Desk(desk.market, client.as_(a_token("resident", account_id=me)))
    for key in ("1", "2", "3"):
        await buyer.sold(shop, (bread, 1), key=key)
    await desk.tell_handed_over()

    first = (await buyer.client.get("/api/v1/my/invoices?limit=2")).json()
    second = (await buyer.client.get(f"/api/v1/my/invoices?limit=2&cursor={first['next']}")).json()

    assert len(first["items"]) == 2
    assert len(second["items"]) == 1
    assert second["next"] is None
    other = client.as_(a_token("resident", account_id=new_id()))
    assert await _items(other, "/api/v1/my/invoices") == []


async def test_the_shop_says_what_is_missing_and_gets_its_invoice(
    client: AsgiClient, desk: Desk
) -> None:
    """More than 250 EUR needs a tax number: said on the page, issued on the spot."""
    shop = await desk.shop(imprint={"legal_name": "Karl Morgenroth"})
    table = await desk.market.offer(shop, price=90_000)
    await desk.sold(shop, (table, 1))
    await desk.tell_handed_over()
    owner, path = owner_of(client, shop), f"/api/v1/shops/{shop.slug}"
    (waiting,) = await _items(owner, f"{path}/invoices/waiting")
    assert waiting["missing"] == [{"code": "tax_id", "words": "USt-IdNr. oder Steuernummer"}]

    said = {"prefix": "km", "tax_number": "119/123/45678", "at_pickup": True}
    answer = await owner.put(f"{path}/invoice-settings", json=said)

    assert answer.status == 200, answer.text
    assert answer.json()["prefix"] == "KM"
    assert await _items(owner, f"{path}/invoices/waiting") == []
    assert [each["number"] for each in await _items(owner, f"{path}/invoices")] == ["KM-2026-00001"]
    again = await owner.put(f"{path}/invoice-settings", json=said)
    assert again.json() == answer.json()


@pytest.mark.parametrize(
    "wrong",
    [{"prefix": "zu lang für das"}, {"prefix": "ä"}, {"tax_number": "keine"}, {"at_pickup": None}],
)
async def test_wrong_settings_are_refused(
    client: AsgiClient, desk: Desk, wrong: dict[str, Any]
) -> None:
    shop = await desk.shop()
    path = f"/api/v1/shops/{shop.slug}/invoice-settings"

    answer = await owner_of(client, shop).put(path, json=wrong)

    assert answer.status == 422
    assert answer.json()["errors"]


async def test_a_small_business_is_warned_before_the_limit(client: AsgiClient, desk: Desk) -> None:
    shop = await desk.shop(tax_mode="small_19")
    table = await desk.market.offer(shop, price=1_000_000)
    owner = owner_of(client, shop)
    seen = []
    for key in ("1", "2", "3"):
        await desk.sold(shop, (table, 1), key=key)
        found = (await owner.get(f"/api/v1/shops/{shop.slug}/invoice-settings")).json()
        seen.append((found["turnover"]["amount"], [x["nearness"] for x in found["limits"]]))

    assert seen == [
        (1_000_000, ["far", "far"]),
        (2_000_000, ["near", "far"]),
        (3_000_000, ["reached", "far"]),
    ]
