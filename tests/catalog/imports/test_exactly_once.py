"""Killed in the middle, asked twice, changed meanwhile: all of it or nothing, and once."""

import asyncio
import hashlib
from typing import Any

import pytest
from catalog.store import imports
from catalog.use_cases.imports.apply_import import apply_import
from catalog.use_cases.imports.work import work_on_imports
from marketkit.contracts import ProductChanged, StockCounted

from tests.catalog.builders import a_product, a_variant
from tests.catalog.conftest import ok
from tests.catalog.imports.conftest import Shelf, a_row, csv_of, xlsx_of


async def _released(shelf: Shelf) -> None:
    """As if the dead worker's lease had run out."""
    await shelf.desk.market.db.pool.execute(
        "UPDATE import_job SET lease_until = now() - interval '1 second'"
    )


async def test_a_worker_that_dies_while_applying_leaves_nothing_and_another_does_it_once(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = await shelf.preview(xlsx_of([a_row(n) for n in range(250)]))
    ok(await shelf.desk.advisor.post(f"{shelf.path}/{job['id']}/apply"))
    half = asyncio.Event()
    progress = imports.progress

    async def dies_here(*arguments: Any) -> None:
        await progress(*arguments)
        half.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(imports, "progress", dies_here)
    dying = asyncio.create_task(work_on_imports(shelf.importing))
    await half.wait()
    dying.cancel()
    with pytest.raises(asyncio.CancelledError):
        await dying
    monkeypatch.undo()

    assert await shelf.products() == []
    await shelf.work()
    assert (await shelf.job(job["id"]))["state"] == "applying"
    await _released(shelf)
    await asyncio.gather(*(work_on_imports(shelf.importing) for _ in range(3)))

    assert (await shelf.job(job["id"]))["state"] == "done"
    count = await shelf.desk.market.db.pool.fetchval("SELECT count(*) FROM product")
    told = await shelf.desk.market.events(StockCounted)
    assert count == 250
    assert len({event.variant_id for event in told}) == len(told) == 250


async def test_who_lost_the_lease_changes_nothing(shelf: Shelf) -> None:
    job = await shelf.preview(csv_of([a_row(1)]))
    ok(await shelf.desk.advisor.post(f"{shelf.path}/{job['id']}/apply"))
    first = await imports.claim(shelf.importing.around.db)
    await _released(shelf)
    second = await imports.claim(shelf.importing.around.db)
    assert first
    assert second

    with pytest.raises(imports.LeaseLostError):
        await apply_import(first, shelf.importing)
    assert await shelf.products() == []
    await apply_import(second, shelf.importing)
    assert len(await shelf.products()) == 1


async def test_the_same_file_twice_at_once_makes_its_goods_once(shelf: Shelf) -> None:
    table = csv_of([a_row(n) for n in range(20)])
    jobs = [await shelf.upload(table), await shelf.upload(table)]
    await shelf.work()
    for job in jobs:
        ok(await shelf.desk.advisor.post(f"{shelf.path}/{job['id']}/apply"))
    await asyncio.gather(*(work_on_imports(shelf.importing) for _ in range(4)))
    await shelf.work()

    states = [(await shelf.job(job["id"]))["state"] for job in jobs]
    products = await shelf.products()
    assert sorted(states) == ["done", "preview"]
    assert len(products) == 20
    assert {product["version"] for product in products} == {1}
    second = await shelf.job(jobs[states.index("preview")]["id"])
    assert second["counts"]["unchanged"] == 20
    assert "neu gerechnet" in second["problem"]


async def test_asked_to_go_ahead_twice_it_happens_once(shelf: Shelf) -> None:
    job = await shelf.preview(csv_of([a_row(1)]))
    path = f"{shelf.path}/{job['id']}/apply"

    answers = await asyncio.gather(*(shelf.desk.advisor.post(path) for _ in range(5)))
    await shelf.work()

    assert {answer.status for answer in answers} == {200}
    assert len(await shelf.products()) == 1


async def test_by_hand_or_by_table_the_same_product_comes_out(shelf: Shelf) -> None:
    variant = a_variant(label="", sku="BR-1", vat_class="de_reduced", on_hand=12)
    typed = a_product(
        title="Brot 1", description="Drei Tage Sauerteig.", variants=[variant],
        allergens=[{"key": "gluten", "state": "contains", "sub": ["Weizen", "Roggen"]}],
        details={"legal_name": "Brot 1"},
    )  # fmt: skip
    await shelf.imported(csv_of([a_row(2, Artikelnummer="BR-2", Bezeichnung="Brot 2")]))
    ok(await shelf.desk.advisor.post(f"/api/v1/shops/{shelf.desk.slug}/products", json=typed), 201)

    by_hand, by_table = await shelf.products()
    pool = shelf.desk.market.db.pool
    rows = await pool.fetch("SELECT to_jsonb(product) AS row FROM product ORDER BY title")
    variants = await pool.fetch("SELECT to_jsonb(variant) AS row FROM variant ORDER BY sku")
    periods = await pool.fetch("SELECT price, offered, valid_from FROM price_period ORDER BY price")
    told = await shelf.desk.market.events(StockCounted)

    def alike(value: Any) -> Any:
        text = str(value)
        for word in ("Brot 1", "Brot 2", "BR-1", "BR-2", "brot-1", "brot-2"):
            text = text.replace(word, "…")
        for thing in (by_hand, by_table):
            for known in (thing["id"], thing["variants"][0]["id"]):
                text = text.replace(known, "id")
        return text

    assert alike(by_hand) == alike(by_table)
    assert alike(rows[0]["row"]) == alike(rows[1]["row"])
    assert alike(variants[0]["row"]) == alike(variants[1]["row"])
    assert len(periods) == 2
    assert periods[0] == periods[1]
    assert alike(told[0].model_dump()) == alike(told[1].model_dump())


async def test_put_on_sale_with_the_import_it_is_told_once_as_published(shelf: Shelf) -> None:
    await shelf.imported(csv_of([a_row(1)]), publish=True)

    told = await shelf.desk.market.events(ProductChanged)
    product = (await shelf.products())[0]

    assert (product["status"], product["version"]) == ("published", 1)
    assert [event.version for event in told] == [1]


async def test_a_whole_import_is_taken_back(shelf: Shelf) -> None:
    await shelf.imported(csv_of([a_row(1), a_row(2)]))
    before = {p["title"]: p for p in await shelf.products()}
    job = await shelf.imported(
        csv_of([a_row(1, Preis="9,90"), a_row(3), a_row(4, Bezeichnung="Brot 2")])
    )
    assert len(await shelf.products()) == 3

    ok(await shelf.desk.advisor.post(f"{shelf.path}/{job['id']}/undo"))
    await shelf.work()

    assert (await shelf.job(job["id"]))["state"] == "undone"
    left = [p for p in await shelf.products() if p["status"] != "withdrawn"]
    after = {p["title"]: p for p in left}
    assert after.keys() == before.keys()
    for title, product in after.items():
        changed = {"version", "updated_at"}
        assert {k: v for k, v in product.items() if k not in changed} == {
            k: v for k, v in before[title].items() if k not in changed
        }
    assert after["Brot 1"]["version"] == 3
    again = await shelf.preview(csv_of([a_row(3)]))
    assert again["counts"]["new"] == 1


async def test_nothing_is_taken_back_once_somebody_has_changed_a_product(shelf: Shelf) -> None:
    job = await shelf.imported(csv_of([a_row(1), a_row(2)]))
    first = (await shelf.products())[0]
    ok(
        await shelf.desk.advisor.patch(
            f"/api/v1/products/{first['id']}", json={"description": "Von Hand geschrieben."}
        )
    )

    ok(await shelf.desk.advisor.post(f"{shelf.path}/{job['id']}/undo"))
    await shelf.work()

    said = await shelf.job(job["id"])
    assert said["state"] == "done"
    assert "wurde seit dem Import geändert" in said["problem"]
    assert len(await shelf.products()) == 2


async def test_the_content_is_remembered_by_its_hash(shelf: Shelf) -> None:
    table = csv_of([a_row(1)])
    await shelf.upload(table)

    kept = await shelf.desk.market.db.pool.fetchval("SELECT content_hash FROM import_job")
    assert kept == hashlib.sha256(table).digest()
