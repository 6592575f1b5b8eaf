"""Ten kinds of faults in one spreadsheet, each with its sentence; and nothing half saved."""

from tests.catalog.conftest import ok
from tests.catalog.imports.conftest import Shelf, a_row, xlsx_of

FAULTS = {
    2: ({"Preis": "vier achtzig"}, "Spalte „Preis“: „vier achtzig“ ist kein Preis."),
    3: ({"Kategorie": "Backwarn"}, "Meintest du „Backwaren“?"),
    4: ({"Inhalt": "viel"}, "ist keine eindeutige Menge. Schreib zum Beispiel 750 g"),
    5: ({"Inhalt": "3 Eimer"}, "ist keine Einheit, die wir kennen."),
    6: ({"Bestand": "2,5"}, "ist kein Bestand."),
    7: ({"Allergene": "A, G"}, "Buchstaben"),
    8: ({"Allergene": "Glutenn"}, "Meintest du „"),
    9: ({"Artikelnummer": "BR-100"}, ""),
    10: ({"Artikelnummer": "BR-100"}, "„BR-100“ steht schon in Zeile 9."),
    11: ({"Preis": "-3"}, "ist negativ."),
    12: ({"Preis": ""}, "Diese Angabe fehlt."),
    13: ({"Bezeichnung": "x" * 130}, "Höchstens 120 Zeichen, bitte."),
    14: ({"Inhalt": "1.500 g"}, "ist keine eindeutige Menge."),
}


async def test_each_fault_has_its_row_its_column_and_its_sentence(shelf: Shelf) -> None:
    rows = [a_row(number, **changes) for number, (changes, _) in FAULTS.items()]
    job = await shelf.preview(xlsx_of([*rows, a_row(99)]))

    said = {row["number"]: row for row in await shelf.rows(job["id"])}

    assert job["counts"]["faulty"] == len(FAULTS) - 1
    for number, (_, sentence) in FAULTS.items():
        messages = " ".join(fault["message"] for fault in said[number]["faults"])
        assert sentence in messages, (number, messages)
        assert bool(messages) is bool(sentence)
    assert said[15]["state"] == "new"


async def test_nothing_is_taken_over_while_a_row_is_faulty(shelf: Shelf) -> None:
    job = await shelf.preview(xlsx_of([a_row(1), a_row(2, Preis="?")]))
    path = f"{shelf.path}/{job['id']}/apply"

    refused = await shelf.desk.advisor.post(path)

    assert (refused.status, refused.json()["code"]) == (409, "import_faulty")
    assert await shelf.products() == []
    await shelf.change(job["id"], leave_out=True)
    ok(await shelf.desk.advisor.post(path))
    await shelf.work()
    assert [p["title"] for p in await shelf.products()] == ["Brot 1"]


async def test_a_faulty_variant_holds_back_its_whole_product(shelf: Shelf) -> None:
    rows = [a_row(1), a_row(2, Bezeichnung="Brot 1", Preis="?"), a_row(3)]
    job = await shelf.preview(xlsx_of(rows))

    said = {row["number"]: row for row in await shelf.rows(job["id"])}

    assert [said[n]["state"] for n in (2, 3, 4)] == ["faulty", "faulty", "new"]
    assert "Zeile 3" in said[2]["notes"][0]


async def test_a_corrected_file_takes_the_place_of_the_preview(shelf: Shelf) -> None:
    first = await shelf.preview(xlsx_of([a_row(1, Preis="?")]))
    second = await shelf.preview(xlsx_of([a_row(1)]))

    gone = await shelf.desk.advisor.get(f"{shelf.path}/{first['id']}")

    assert gone.status == 404
    assert second["counts"]["new"] == 1


async def test_a_column_can_be_given_another_meaning(shelf: Shelf) -> None:
    head = ("Nr", "Was", "Kat", "Kostet")
    table = xlsx_of([["A-1", "Brot", "Brot", "3,20"]], head)
    job = await shelf.preview(table)
    assert {c["header"]: c["means"] for c in job["columns"]}["Kostet"] == ""

    meant = {"1": "title", "2": "category", "3": "price"}
    better = await shelf.change(job["id"], columns=meant)

    assert better["counts"]["new"] == 1, await shelf.rows(job["id"])
    twice = await shelf.desk.advisor.patch(
        f"{shelf.path}/{job['id']}", json={"columns": {"1": "price"}}
    )
    assert twice.status == 200 or "dasselbe" in twice.text


async def test_what_a_row_would_change_is_said_before_and_after(shelf: Shelf) -> None:
    await shelf.imported(xlsx_of([a_row(1), a_row(2)]))

    job = await shelf.preview(xlsx_of([a_row(1, Preis="5,20"), a_row(2)]))

    assert (job["counts"]["changed"], job["counts"]["unchanged"]) == (1, 1)
    row = (await shelf.rows(job["id"], state="changed"))[0]
    assert row["changes"] == [{"field": "variant.BR-1.price", "before": 480, "after": 520}]
