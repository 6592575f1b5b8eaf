"""What authorities and advisers are handed: exact columns, sums as on the invoices, right days."""

import csv
import hashlib
import io
import zipfile
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

import orjson
import pytest
from marketkit.clock import new_id
from orders.domain.paper_chain import Place, seal
from orders.files.exports.datev import COLUMNS

from tests.orders.market import AShop
from tests.orders.ordering import AnOrder, owner_of
from tests.orders.papers.desk import Desk
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token

YEAR = "from=2026-01-01&to=2026-12-31"


@pytest.fixture
async def sale(desk: Desk) -> tuple[AShop, AnOrder]:
    """Two loaves, half of the money sent back."""
    shop = await desk.shop()
    bread = await desk.market.offer(shop, price=480)
    placed = await desk.sold(shop, (bread, 2))
    await desk.tell_handed_over()
    await desk.tell(await desk.refund(placed, 480))
    await desk.market.database.pool.execute(
        "UPDATE history SET at = '2026-11-21 09:00+00' WHERE status = 'handed_over'"
    )
    return shop, placed


def of_operator(client: AsgiClient) -> AsgiClient:
    return client.as_(a_token("operator", account_id=new_id()))


async def _table(client: AsgiClient, path: str) -> list[dict[str, str]]:
    answer = await client.get(path)
    assert answer.status == 200, answer.text
    text = answer.body.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


async def test_22f_has_one_line_for_each_supply(
    client: AsgiClient, sale: tuple[AShop, AnOrder]
) -> None:
    shop, placed = sale

    answer = await owner_of(client, shop).get(f"/api/v1/shops/{shop.slug}/exports/supplies?{YEAR}")

    ordered = "20.11.2026 09:00:00"
    number = placed.body["shop_orders"][0]["number"]
    head, line, end = answer.body.decode("utf-8-sig").split("\r\n")
    assert head == (
        "Verkäufer;Laden;Straße;PLZ;Ort;E-Mail;USt-IdNr.;Steuernummer;Bestellt am;Geliefert am;"
        "Beginn der Lieferung;Bestimmungsort;Weg;Entgelt brutto;Beschreibung;Bestellnummer;"
        "Nummer beim Laden"
    )
    here = "Wendische Straße 1, 06712 Zeitz"
    assert line == (
        "Karl Morgenroth;Baeckerei;Wendische Straße 1;06712;Zeitz;laden@example.org;DE999236162;;"
        f"{ordered};21.11.2026 10:00:00;{here};{here};Abholung im Laden;4,80;2 × Roggenbrot;"  # noqa: RUF001
        f"{placed.body['number']};{number}"
    )
    assert end == ""
    assert answer.headers["content-type"].startswith("text/csv")
    assert (
        f"supplies-{shop.slug}-2026-01-01-2026-12-31.csv" in answer.headers["content-disposition"]
    )


@pytest.mark.parametrize(
    ("at", "year"),
    [
        (datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC), 2026),
        (datetime(2026, 12, 31, 23, 0, 0, tzinfo=UTC), 2027),
    ],
)
async def test_the_year_turns_at_midnight_in_berlin(
    client: AsgiClient, desk: Desk, sale: tuple[AShop, AnOrder], at: datetime, year: int
) -> None:
    await desk.market.database.pool.execute(
        "UPDATE history SET at = $1 WHERE status = 'handed_over'", at
    )
    for asked in (2026, 2027):
        path = f"/api/v1/operations/exports/supplies?from={asked}-01-01&to={asked}-12-31"
        assert len(await _table(of_operator(client), path)) == (asked == year)
        path = path.replace("supplies", "sellers")
        (line,) = await _table(of_operator(client), path) or [{}]
        quarter = {2026: "Verkäufe Q4", 2027: "Verkäufe Q1"}[year]
        assert line.get(quarter, "") == ("1" if asked == year else "")


async def test_dac7_says_quarters_fees_and_what_is_missing(
    client: AsgiClient, desk: Desk, sale: tuple[AShop, AnOrder]
) -> None:
    shop, placed = sale
    await desk.market.database.pool.execute(
        """
        WITH entry AS (
            INSERT INTO ledger_entry (id, kind, order_id, shop_order_id, shop_id, ref, key)
            SELECT gen_random_uuid(), 'commission', order_id, id, shop_id, '', 'c' FROM shop_order
            RETURNING id, shop_id
        )
        INSERT INTO ledger_posting (entry_id, position, account, shop_id, amount)
        SELECT id, n, account, shop_id, amount FROM entry, (VALUES
            (1, 'fee_receivable', 24), (2, 'platform_fee_income', -20), (3, 'vat_on_fee', -4)
        ) AS p (n, account, amount)
        """
    )

    (line,) = await _table(of_operator(client), f"/api/v1/operations/exports/sellers?{YEAR}")

    assert {name: line[name] for name in list(line)[:13]} == {
        "Jahr": "2026", "Verkäufer": "Karl Morgenroth", "Laden": "Baeckerei",
        "Art": "natürliche Person", "Rechtsform": "Einzelunternehmen",
        "Straße": "Wendische Straße 1", "PLZ": "06712", "Ort": "Zeitz", "Land": "DE",
        "E-Mail": "laden@example.org", "Steuernummer": "", "USt-IdNr.": "DE999236162",
        "Registernummer": "",
    }  # fmt: skip
    names = ("Verkäufe", "Umsatz brutto", "davon im Laden bezahlt", "Gebühren", "Vergütung")
    fourth = [line[f"{name} Q4"] for name in names]
    assert fourth == ["1", "4,80", "4,80", "0,24", "4,56"]
    assert line["Vergütung Q1"] == "0,00"
    assert line["Freigestellt"] == "ja"
    assert line["Es fehlt"] == "Steuernummer, Geburtsdatum"
    own = await _table(owner_of(client, shop), f"/api/v1/shops/{shop.slug}/exports/sellers?{YEAR}")
    assert own == [line]
    assert placed


async def test_datev_books_every_invoice_and_its_correction(
    client: AsgiClient, desk: Desk, sale: tuple[AShop, AnOrder]
) -> None:
    shop, placed = sale
    path = f"/api/v1/shops/{shop.slug}/exports/datev?{YEAR}&consultant=29098&client=55003"

    answer = await owner_of(client, shop).get(path)

    head, columns, first, second, end = answer.body.decode("cp1252").split("\r\n")
    assert head == (
        '"EXTF";700;21;"Buchungsstapel";13;20261120090000000;;"RE";"";"";29098;55003;20260101;4;'
        '20260101;20261231;"Regionalmarkt Rechnungen";"";1;0;0;"EUR";;"";;;"03";;;"";""'
    )
    assert columns.split(";") == list(COLUMNS)
    assert len(COLUMNS) == 125
    number = placed.body["shop_orders"][0]["number"][:12]
    start = f'9,60;"S";"EUR";;;;10000;8300;;2011;"B-2026-00001";"{number}";;"Anna Beispiel";'
    assert first == start + ";" * 99 + "0" + ";" * 11
    assert second.startswith('4,80;"H";"EUR";;;;10000;8300;;2011;"B-2026-00002";')
    assert first.split(";")[COLUMNS.index("Festschreibung")] == "0"
    assert end == ""
    papers = sum(
        -each["gross"] if each["kind"] == "credit_note" else each["gross"]
        for each in await desk.papers()
    )
    (line,) = await _table(
        owner_of(client, shop), f"/api/v1/shops/{shop.slug}/exports/supplies?{YEAR}"
    )
    assert line["Entgelt brutto"] == "4,80"
    assert papers == 480


async def test_gobd_is_whole_described_and_the_same_twice(
    client: AsgiClient, sale: tuple[AShop, AnOrder]
) -> None:
    shop, _ = sale
    path = f"/api/v1/shops/{shop.slug}/exports/gobd?{YEAR}"

    answer = await owner_of(client, shop).get(path)
    again = await owner_of(client, shop).get(path)

    assert answer.status == 200, answer.text
    assert answer.body == again.body
    with zipfile.ZipFile(io.BytesIO(answer.body)) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    assert list(files) == [
        "bestellungen.csv", "positionen.csv", "nachlaesse.csv", "erstattungen.csv",
        "rechnungen.csv", "hauptbuch.csv", "belege.jsonl", "index.xml", "verfahren.txt",
        "pruefsummen.txt",
    ]  # fmt: skip
    sums = dict(line.split("  ")[::-1] for line in files["pruefsummen.txt"].decode().splitlines())
    assert sums == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in files.items() if name != "pruefsummen.txt"
    }  # fmt: skip
    described = {
        table.findtext("URL"): [column.findtext("Name") for column in table.iter("VariableColumn")]
        for table in ET.fromstring(files["index.xml"]).iter("Table")
    }
    heads = {
        name: files[name].decode().split("\r\n")[0].split(";") for name in files if ".csv" in name
    }
    assert described == heads
    invoices = list(csv.DictReader(io.StringIO(files["rechnungen.csv"].decode()), delimiter=";"))
    assert [each["Brutto"] for each in invoices] == ["9,60", "-4,80"]
    assert invoices[1]["Hash davor"] == invoices[0]["Hash"]
    _check_hashes(files["belege.jsonl"], [each["Hash"] for each in invoices])
    (line,) = csv.DictReader(io.StringIO(files["positionen.csv"].decode()), delimiter=";")
    assert (line["Menge"], line["Preis"], line["Satz in %"]) == ("2", "4,80", "7")
    (back,) = csv.DictReader(io.StringIO(files["erstattungen.csv"].decode()), delimiter=";")
    assert (back["Betrag"], back["Getragen von"]) == ("4,80", "shop")


def _check_hashes(lines: bytes, expected: list[str]) -> None:
    for line, digest in zip(lines.splitlines(), expected, strict=True):
        said = orjson.loads(line)
        place = Place(said["circle"], said["year"], said["seq"], said["previous_hash"])
        assert seal(place, said["number"], said["document"]) == digest == said["hash"]


async def test_the_operators_books_balance(client: AsgiClient, desk: Desk) -> None:
    shop = await desk.shop()
    bread = await desk.market.offer(shop)
    await desk.sold(shop, (bread, 1))
    answer = await of_operator(client).get(
        "/api/v1/operations/exports/gobd?from=2026-01-01&to=2035-12-31"
    )
    with zipfile.ZipFile(io.BytesIO(answer.body)) as opened:
        rows = csv.DictReader(io.StringIO(opened.read("hauptbuch.csv").decode()), delimiter=";")
        sides = [(row["Soll"], row["Haben"]) for row in rows]
    assert sum(_cents(debit) - _cents(credit) for debit, credit in sides) == 0


def _cents(text: str) -> int:
    return int(text.replace(",", ""))


@pytest.mark.parametrize(
    ("kind", "query", "field"),
    [
        ("supplies", "from=2026-02-01&to=2026-01-31", "to"),
        ("supplies", "from=1999-12-31&to=2026-01-31", "from"),
        ("gobd", "from=2010-01-01&to=2026-12-31", "to"),
        ("sellers", "from=2026-01-01&to=2026-12-30", "from"),
        ("datev", "from=2026-12-01&to=2027-01-31", "to"),
        ("datev", f"{YEAR}&client=0", "client"),
        ("supplies", "from=gestern&to=2026-01-31", "from"),
        ("supplies", "", "from"),
    ],
)
async def test_wrong_days_are_refused(
    client: AsgiClient, kind: str, query: str, field: str
) -> None:
    answer = await of_operator(client).get(f"/api/v1/operations/exports/{kind}?{query}")

    assert answer.status == 422, answer.text
    assert field in {each["field"] for each in answer.json()["errors"]}


async def test_an_empty_period_is_a_table_without_lines(client: AsgiClient) -> None:
    for kind in ("supplies", "sellers", "datev", "gobd"):
        answer = await of_operator(client).get(f"/api/v1/operations/exports/{kind}?{YEAR}")
        assert answer.status == 200, answer.text
        assert answer.body


async def test_nobody_else_gets_them(client: AsgiClient, sale: tuple[AShop, AnOrder]) -> None:
    shop, _ = sale
    stranger: Any = client.as_(a_token("shop_staff", account_id=new_id()))
    for kind in ("supplies", "sellers", "datev", "gobd"):
        own, all_of = (
            f"/api/v1/shops/{shop.slug}/exports/{kind}",
            f"/api/v1/operations/exports/{kind}",
        )
        assert (await stranger.get(f"{own}?{YEAR}")).status == 404
        assert (await client.get(f"{own}?{YEAR}")).status == 401
        assert (await stranger.get(f"{all_of}?{YEAR}")).status == 403
        assert (await owner_of(client, shop).get(f"{all_of}?{YEAR}")).status == 403
        assert (await client.get(f"{all_of}?{YEAR}")).status == 401
    assert (await of_operator(client).get(f"/api/v1/operations/exports/alles?{YEAR}")).status == 422
