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


async def test_taking_an_import_back_brings_no_unproven_words_on_sale(
    shelf: Shelf, market: Market
) -> None:
    await certified(shelf)
    await shelf.imported(csv_of([BIO, a_row(2)]), publish=True)
    job = await shelf.imported(csv_of([a_row(1, Bezeichnung="Roggenbrot"), a_row(2, Preis="5,20")]))
    await refuse(market)

    for _ in "12":
        await shelf.desk.advisor.post(f"{shelf.path}/{job['id']}/undo")
        await shelf.work()

    undone = await shelf.job(job["id"])
    states = {product["title"]: product["status"] for product in await shelf.products()}
    assert states == {"Bio-Roggenbrot": "draft", "Brot 2": "published"}
    assert undone["state"] == "undone"
    assert "„Bio-Roggenbrot“" in undone["problem"]
    assert "„Brot 2“" not in undone["problem"]


MUSHROOMS = a_row(1, Bezeichnung="Steinpilzbrot")


async def test_goods_that_are_looked_at_first_enter_the_queue(shelf: Shelf, market: Market) -> None:
    job = await shelf.preview(csv_of([MUSHROOMS, a_row(2)]))
    (row, plain) = await shelf.rows(job["id"])
    await shelf.change(job["id"], publish=True)
    await shelf.apply(job["id"])

    assert [note for note in row["notes"] if "erst angesehen" in note]
    assert (job["counts"]["ready"], plain["notes"]) == (1, [])
    states = {product["title"]: product["status"] for product in await shelf.products()}
    assert states == {"Steinpilzbrot": "in_review", "Brot 2": "published"}
    assert await waiting(market) == ["Steinpilzbrot"]

    ok(await shelf.desk.advisor.post(f"{shelf.path}/{job['id']}/undo"))
    await shelf.work()

    assert await waiting(market) == []


async def test_without_the_wish_to_sell_nothing_waits_for_a_look(
    shelf: Shelf, market: Market
) -> None:
    await shelf.imported(csv_of([MUSHROOMS]))

    assert [product["status"] for product in await shelf.products()] == ["draft"]
    assert await waiting(market) == []


async def waiting(market: Market) -> list[str]:
    queue = ok(await market.client("operator").get("/api/v1/reviews"))["items"]
    return [question["product"]["title"] for question in queue]


async def certified(shelf: Shelf) -> None:
    path = f"/api/v1/shops/{shelf.desk.slug}"
    ok(await shelf.desk.advisor.patch(path, json={"organic_code": "DE-ÖKO-006"}))


async def refuse(market: Market) -> None:
    await market.db.pool.execute("UPDATE proof SET state = 'rejected' WHERE kind = 'organic'")
