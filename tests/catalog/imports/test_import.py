"""A table from upload to shelf."""

from tests.catalog.conftest import ok
from tests.catalog.imports.conftest import Shelf, a_row, csv_of, multipart, xlsx_of


async def test_a_table_becomes_drafts(shelf: Shelf) -> None:
    job = await shelf.preview(csv_of([a_row(1), a_row(2, Preis="1.234,50 €")]))

    assert job["state"] == "preview", job
    assert job["counts"] == {
        "new": 2, "changed": 0, "unchanged": 0, "faulty": 0, "products": 2, "ready": 2,
    }, await shelf.rows(job["id"])  # fmt: skip
    done = await shelf.apply(job["id"])

    assert done["state"] == "done", done
    first, second = await shelf.products()
    assert (first["title"], first["status"]) == ("Brot 1", "draft")
    assert second["variants"][0]["price"]["amount"] == 123450


async def test_the_same_table_again_changes_nothing(shelf: Shelf) -> None:
    table = xlsx_of([a_row(n) for n in range(5)])
    await shelf.imported(table)
    before = await shelf.products()

    again = await shelf.preview(table)

    assert again["counts"]["unchanged"] == 5, await shelf.rows(again["id"])
    assert not again["can_apply"]
    assert await shelf.products() == before


async def test_a_files_name_may_carry_anything(shelf: Shelf) -> None:
    body, headers = multipart(csv_of([a_row(1)]), "Brot\x00\x01e.csv")

    job = ok(await shelf.desk.advisor.post(shelf.path, body=body, headers=headers), 201)

    assert job["file_name"] == "Brot e.csv"
