"""Goods by weight in a table: taken in, changed by one column, and brought back unchanged."""

from tests.catalog.imports.conftest import HEAD, Shelf, a_row, csv_of

WEIGHT = ("Nach Gewicht Preis je kg", "Übliches Gewicht", "Höchstgewicht", "Fertigung in Tagen")


def _table(*weights: str, price: str = "", days: str = "") -> bytes:
    return csv_of([[*a_row(1, Preis=price), *weights, days]], (*HEAD, *WEIGHT))


async def test_a_row_says_the_weight_instead_of_the_price(shelf: Shelf) -> None:
    await shelf.imported(_table("24,90", "300", "0,35 kg", days="2 Tage"))

    (product,) = await shelf.products()
    (variant,) = product["variants"]
    assert (variant["price"]["amount"], product["lead_days"]) == (747, 2)
    assert (variant["weighed"]["grams"], variant["weighed"]["max_grams"]) == (300, 350)


async def test_one_column_alone_changes_one_number(shelf: Shelf) -> None:
    await shelf.imported(_table("24,90", "300", "350"))

    await shelf.imported(_table("30,00", "", ""))

    (product,) = await shelf.products()
    assert product["variants"][0]["price"]["amount"] == 900


async def test_the_same_again_changes_nothing(shelf: Shelf) -> None:
    await shelf.imported(_table("24,90", "300", "350"))
    path = f"/api/v1/shops/{shelf.desk.slug}/exports/products.csv"
    exported = await shelf.desk.advisor.get(path)

    for table in (_table("24,90", "300", "350", price="9,99"), exported.body):
        again = await shelf.preview(table)
        assert again["counts"]["unchanged"] == 1, await shelf.rows(again["id"])


async def test_what_is_missing_is_said_at_its_column(shelf: Shelf) -> None:
    job = await shelf.preview(_table("24,90", "300", ""))

    (row,) = await shelf.rows(job["id"])
    assert row["faults"][0]["column"] == "Höchstgewicht", row
    job = await shelf.preview(_table("24,90", "ein Pfund Käse", "350"))
    (row,) = await shelf.rows(job["id"])
    assert row["faults"][0]["column"] == "Übliches Gewicht", row
