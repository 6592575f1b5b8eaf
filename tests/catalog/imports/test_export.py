"""What a shop takes along, and brings back unchanged."""

import csv
import io
import zipfile

import openpyxl
import pytest

from tests.catalog.conftest import ok
from tests.catalog.imports.conftest import Shelf, a_row, csv_of


async def _export(shelf: Shelf, name: str) -> bytes:
    path = f"/api/v1/shops/{shelf.desk.slug}/exports/{name}"
    answer = await shelf.desk.advisor.get(path)
    assert answer.status == 200, answer.text
    return answer.body


def _varied() -> list[list[str]]:
    return [
        a_row(1, Bezeichnung="=SUMME(A1)", Preis="1.234,50"),
        a_row(2, Bezeichnung="Saft; trüb", Inhalt="6 x 0,33 l", Allergene="keine"),
        a_row(3, Bezeichnung="Doppelt", Inhalt="1,125 kg".replace("1,125", "1,1250")),
        a_row(4, Bezeichnung="Doppelt", Inhalt="500 g", Bestand="auf Bestellung"),
        a_row(5, Allergene="Weizen, Spuren von Haselnuss, frei von Milch"),
    ]


@pytest.mark.parametrize("name", ["products.csv", "products.xlsx"])
async def test_an_export_taken_in_again_changes_nothing(shelf: Shelf, name: str) -> None:
    rows = [[f'"{cell}"' for cell in row] for row in _varied()]
    await shelf.imported(csv_of(rows), publish=True)
    before = await shelf.products()

    again = await shelf.preview(await _export(shelf, name))

    assert again["counts"]["unchanged"] == 5, await shelf.rows(again["id"])
    assert len(before) == 4
    assert await shelf.products() == before


async def test_a_name_that_looks_like_a_formula_is_written_as_words(shelf: Shelf) -> None:
    await shelf.imported(csv_of([a_row(1, Bezeichnung="=1+1")]))

    lines = (await _export(shelf, "products.csv")).decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(await _export(shelf, "products.xlsx")))

    assert ";'=1+1;" in f";{lines}" or lines.splitlines()[1].startswith("'=1+1")
    assert book.worksheets[0]["A2"].data_type == "s"


async def test_other_shop_systems_get_their_columns(shelf: Shelf) -> None:
    await shelf.imported(csv_of([a_row(1), a_row(2, Bezeichnung="Brot 1"), a_row(3)]))

    woo = list(csv.DictReader(io.StringIO((await _export(shelf, "woocommerce.csv")).decode())))
    shopify = list(csv.DictReader(io.StringIO((await _export(shelf, "shopify.csv")).decode())))

    assert [row["Type"] for row in woo] == ["variable", "variation", "variation", "simple"]
    assert {row["Parent"] for row in woo[1:3]} == {woo[0]["SKU"]}
    assert woo[3]["Regular price"] == "4.80"
    assert len({row["Handle"] for row in shopify}) == 2
    assert [bool(row["Title"]) for row in shopify] == [True, False, True]


async def test_the_archive_holds_all_that_is_the_shops_and_is_the_owners(shelf: Shelf) -> None:
    await shelf.imported(csv_of([a_row(1)]))
    owner, _ = await shelf.desk.hand_over()
    path = f"/api/v1/shops/{shelf.desk.slug}/exports/archive.zip"

    answer = await owner.get(path)
    refused = await shelf.desk.advisor.get(path)

    assert refused.status in {403, 404}
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        names = archive.namelist()
        assert {"laden.json", "produkte.csv", "produkte.xlsx", "preise.csv", "leute.csv"} <= set(
            names
        )
        assert archive.testzip() is None
        assert b"Brot 1" in archive.read("produkte.csv")
        assert b"BR-1" in archive.read("preise.csv")


@pytest.mark.parametrize("name", ["template.csv", "template.xlsx"])
async def test_the_template_can_be_taken_in_as_it_is(shelf: Shelf, name: str) -> None:
    job = await shelf.preview(await _export(shelf, name))

    assert job["counts"]["faulty"] == 0, await shelf.rows(job["id"])
    assert job["counts"]["products"] == 2
    assert all(column["means"] for column in job["columns"])


async def test_strangers_get_nothing(shelf: Shelf) -> None:
    stranger = shelf.desk.market.client("resident")

    for name in ("products.csv", "archive.zip", "template.csv"):
        path = f"/api/v1/shops/{shelf.desk.slug}/exports/{name}"
        assert (await stranger.get(path)).status == 404
        assert (await shelf.desk.market.guest.get(path)).status == 401
    assert ok(await shelf.desk.advisor.get(shelf.path))["items"] == []
