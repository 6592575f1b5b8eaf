"""What may not go on sale does not get there by a table either."""

from tests.catalog.conftest import Market, ok
from tests.catalog.imports.conftest import Shelf, a_row, csv_of

BIO = a_row(1, Bezeichnung="Bio-Roggenbrot")


async def test_organic_words_need_a_certificate_that_counts(shelf: Shelf, market: Market) -> None:
    await certified(shelf)
    await refuse(market)

    job = await shelf.preview(csv_of([BIO]))
    (row,) = await shelf.rows(job["id"])
    await shelf.change(job["id"], publish=True)
    await shelf.apply(job["id"])

    assert [note for note in row["notes"] if note.startswith("Bleibt Entwurf")]
    assert [product["status"] for product in await shelf.products()] == ["draft"]


async def certified(shelf: Shelf) -> None:
    path = f"/api/v1/shops/{shelf.desk.slug}"
    ok(await shelf.desk.advisor.patch(path, json={"organic_code": "DE-ÖKO-006"}))


async def refuse(market: Market) -> None:
    await market.db.pool.execute("UPDATE proof SET state = 'rejected' WHERE kind = 'organic'")
