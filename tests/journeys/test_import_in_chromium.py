"""A spreadsheet comes in by clicking: ten faults named, mended, taken over, and taken back."""

import re
from io import BytesIO
from typing import Final
from uuid import uuid4

import pytest
from openpyxl import Workbook
from playwright.async_api import Browser, FilePayload

from tests.journeys.actors import Actor
from tests.journeys.clicks import Person, person
from tests.journeys.stages import Stage
from tests.journeys.things import open_shop

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("stage", ["demo"], indirect=True),
    pytest.mark.timeout(240),
]
HEAD: Final = ("Artikelnummer", "Bezeichnung", "Kategorie", "Preis", "Inhalt", "Bestand",
               "Allergene", "MwSt", "Pfand")  # fmt: skip
GOOD: Final = {"Kategorie": "Brot", "Preis": "4,80", "Inhalt": "750 g", "Bestand": 12,
               "Allergene": "Weizen, Roggen", "MwSt": "7"}  # fmt: skip
FAULTS: Final = (
    ({"Preis": "vier achtzig"}, "„vier achtzig“ ist kein Preis."),
    ({"Preis": "-3"}, "ist negativ."),
    ({"Preis": ""}, "Diese Angabe fehlt."),
    ({"Kategorie": "Backwarn"}, "Meintest du „Backwaren“?"),
    ({"Inhalt": "1.500 g"}, "ist keine eindeutige Menge."),
    ({"Inhalt": "3 Eimer"}, "ist keine Einheit, die wir kennen."),
    ({"Bestand": "2,5"}, "ist kein Bestand."),
    ({"Allergene": "A, G"}, "Buchstaben, die überall anderes bedeuten."),
    ({"MwSt": "13"}, "ist kein Steuersatz."),
    ({"Pfand": "viel"}, "ist kein Pfandbetrag."),
    ({"Artikelnummer": "B-1"}, "„B-1“ steht schon in Zeile 2."),
)
ROWS: Final = len(FAULTS) + 1
JOB = re.compile(r"/import/[0-9a-f-]{36}$")


async def test_ten_kinds_of_faults_are_named_mended_and_taken_back(
    chromium: Browser, stage: Stage
) -> None:
    advisor, baker = await stage.advisor(), await stage.resident("Katrin")
    shop = await open_shop(advisor, baker, f"Bäckerei {uuid4().hex[:6]}")
    slug = shop["slug"]
    async with person(chromium, stage) as katrin:
        await katrin.sign_in(baker.account["email"])
        await katrin.go(f"/theke/{slug}/produkte")
        await katrin.follow_named("Importieren und mitnehmen", "**/import")

        await upload(katrin, spreadsheet(faulty=True))
        await each_fault_is_named(katrin)
        await katrin.press("Alles übernehmen", re.compile(r"/import/[0-9a-f-]{36}"))
        assert await katrin.main.get_by_role("alert").count() == 1
        assert await titles(baker, slug) == set()

        await katrin.follow_named("Andere Datei", "**/import")
        await upload(katrin, spreadsheet(faulty=False))
        assert await count(katrin, "neu") == ROWS
        await work(katrin, "Alles übernehmen", "Übernommen")
        assert await titles(baker, slug) == {f"Brot {n}" for n in range(1, ROWS + 1)}

        await katrin.follow_named("Andere Datei", "**/import")
        await upload(katrin, spreadsheet(faulty=False))
        assert await count(katrin, "unverändert") == ROWS
        assert "Diese Liste ändert nichts." in await katrin.text()

        await katrin.follow_named("Andere Datei", "**/import")
        earlier = katrin.main.get_by_role("listitem").filter(has_text="Übernommen")
        await katrin.follow(earlier.get_by_role("link").first, JOB)
        await katrin.main.get_by_text("Zurücknehmen", exact=True).click()
        await work(katrin, "Ganzen Import zurücknehmen", "Zurückgenommen")
    assert await titles(baker, slug) == set()


def spreadsheet(*, faulty: bool) -> bytes:
    """One row that is right, and one for each fault."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD)
    for number, changes in enumerate([{}, *(wrong for wrong, _ in FAULTS)], start=1):
        row = {"Artikelnummer": f"B-{number}", "Bezeichnung": f"Brot {number}", **GOOD}
        row |= changes if faulty else {}
        sheet.append([row.get(name) for name in HEAD])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


async def upload(keeper: Person, content: bytes) -> None:
    """The file, then the columns as they were guessed, if they are asked for."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    file = FilePayload(name="Sortiment.xlsx", mimeType=kind, buffer=content)
    await keeper.main.get_by_label("Deine Produktliste").set_input_files(file)
    await work(keeper, "Liste ansehen", "Übernehmen")


async def each_fault_is_named(keeper: Person) -> None:
    assert await count(keeper, "fehlerhaft") == len(FAULTS)
    for number, (_, sentence) in enumerate(FAULTS, start=3):
        row = keeper.main.locator("ol.rows > li").filter(has_text=f"Zeile {number} ")
        assert sentence in await keeper.text(row.first), number


async def count(keeper: Person, state: str) -> int:
    """How many rows, as the filter above them says."""
    chosen = keeper.main.get_by_role("navigation", name="Zeilen zeigen").get_by_role(
        "link", name=re.compile(rf"^\d+ {state}$")
    )
    return int((await keeper.text(chosen)).split()[0])


async def work(keeper: Person, button: str, then: str) -> None:
    """The page of work in progress goes on by itself: only where it leads to is looked at."""
    await keeper.main.get_by_role("button", name=button, exact=True).click()
    await keeper.main.get_by_role("heading", name=then, exact=True).wait_for()
    await keeper.look_once()


async def titles(keeper: Actor, slug: str) -> set[str]:
    """What the shop has; what was taken back is withdrawn, as nothing is ever deleted."""
    found = (await keeper.get(f"/shops/{slug}/products", limit=50))["items"]
    return {item["title"] for item in found if item["status"] != "withdrawn"}
