"""The product form asks what its category needs; two versions, many products, ways back."""

from gateway.pages import conflict
from gateway.pages.counter.product_values import (
    ProductValues,
    VariantValues,
    as_fields,
    from_form,
    many_of,
)
from gateway.pages.forms import Form
from starlette.types import ASGIApp

from tests.gateway.pages.fake_gates import UNDO
from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.goods import BREAD, DRAFT, YOGHURT, an_id
from tests.gateway.pages.house import Browser, Outline

COUNTER = "/theke/baeckerei-morgenroth"
PATH = f"{COUNTER}/produkte/{BREAD['id']}"
FIVE = {
    "title": "Mohnsemmel",
    "category": "broetchen_semmeln",
    "variants-0-price": "0,75",
    "variants-0-content_amount": "65",
    "variants-0-content_unit": "g",
    "variants-0-on_hand": "40",
}


def writes(market: FakeMarket) -> list[tuple[str, str]]:
    return [(call.method, call.path) for call in market.calls if call.method != "GET"]


async def test_first_there_are_five_fields_and_no_more(baker: Browser) -> None:
    page = Outline((await baker.get(f"{COUNTER}/produkte/neu")).text)
    asked = {f["name"] for f in page.all("input") if f.get("required") == ""}

    assert asked == {"title", "variants-0-price"}
    assert page.all("select", id="category", required="")
    assert not page.all("textarea", id="description")


async def test_without_a_script_the_rest_comes_as_a_second_step(
    market: FakeMarket, baker: Browser
) -> None:
    answer = await baker.post(f"{COUNTER}/produkte/neu", FIVE)
    page = Outline(answer.text)

    assert (answer.status, writes(market)) == (200, [])
    assert page.value("asked_for") == "broetchen_semmeln"
    assert page.value("details-legal_name") == "Mohnsemmel"
    assert page.value("details-storage") == "Trocken."
    assert page.value("title") == "Mohnsemmel"
    assert page.all("input", name="kinds-gluten", value="Roggen")
    assert page.all("button", name="verkaufen")


async def test_the_second_step_creates_and_sells_at_once(
    market: FakeMarket, baker: Browser
) -> None:
    rest = {
        "asked_for": "broetchen_semmeln",
        "description": "Mit blauem Mohn.",
        "asked": "storage",
        "details-legal_name": "Mohnsemmel",
        "kinds-gluten": "Weizen",
        "allergens_reviewed": "true",
        "verkaufen": "1",
    }

    answer = await baker.post(f"{COUNTER}/produkte/neu", FIVE | rest)

    created = next(call for call in market.calls if call.method == "POST").payload
    assert created["details"] == {"storage": "", "legal_name": "Mohnsemmel"}
    assert created["allergens"] == [{"key": "gluten", "state": "contains", "sub": ["Weizen"]}]
    assert [path.rpartition("/")[2] for _, path in writes(market)] == ["products", "publish"]
    assert "Jetzt im Verkauf." in answer.text


async def test_a_script_gets_the_part_alone(baker: Browser) -> None:
    path = f"{COUNTER}/produkte/neu/angaben?category=brot&title=Rahnebrot"
    page = Outline((await baker.get(path)).text)

    assert page.value("details-legal_name") == "Rahnebrot"
    assert page.value("asked_for") == "brot"
    assert not page.all("html")
    assert (await baker.get(f"{COUNTER}/produkte/neu/angaben?category=einhorn")).status == 200


async def test_each_refused_statement_stands_at_its_field(
    market: FakeMarket, baker: Browser
) -> None:
    market.refuse[f"POST /products/{DRAFT['id']}/publish"] = refusal(
        422,
        "not_publishable",
        ("details.storage", "Sag, wie man es aufbewahrt (LMIV)."),
        ("allergens[1].sub", "Nenn, was genau (LMIV)."),
        ("review", "Etwas anderes."),
    )
    market.products[DRAFT["id"]]["details"] = {"storage": ""}

    answer = await baker.post(f"{COUNTER}/produkte/{DRAFT['id']}/veroeffentlichen")
    page = Outline(answer.text)

    assert answer.status == 422
    assert page.all("a", href="#details-storage")
    assert page.all("a", href="#allergens")
    assert page.all("input", id="details-storage")[0]["aria-invalid"] == "true"
    assert "Etwas anderes." in page.text


async def test_a_newer_version_is_shown_beside_mine(market: FakeMarket, baker: Browser) -> None:
    page = Outline((await baker.get(PATH)).text)
    begun = page.value("grundlage")
    mine = {
        "title": BREAD["title"], "category": "brot", "asked_for": "brot", "version": "2",
        "grundlage": begun, "description": "Meine Worte.", "origin": "Zeitz",
        "variants-0-id": BREAD["variants"][0]["id"], "variants-0-price": "5,20",
        "variants-0-content_amount": "1", "variants-0-content_unit": "kg",
    }  # fmt: skip
    market.products[BREAD["id"]] |= {"version": 7, "origin": "Kretzschau"}

    answer = await baker.post(PATH, mine)
    both = Outline(answer.text)

    assert answer.status == 409
    assert both.value("version") == "7"
    assert both.value("meins-description") == "Meine Worte."
    assert both.value("anderes-origin") == "Kretzschau"
    assert "meine übernehmen" in both.text
    taken = {f["name"]: f["value"] for f in both.all("input", type="radio") if "checked" in f}
    assert (taken["wahl-description"], taken["wahl-origin"]) == ("mine", "theirs")

    form = {f["name"]: f.get("value", "") for f in both.all("input", type="hidden")}
    saved = await baker.post(PATH, form | taken)
    call = [call for call in market.calls if call.method == "PATCH"][-1]

    assert saved.status == 200
    assert call.headers == {"If-Match": '"7"'}
    assert (call.payload["description"], call.payload["origin"]) == ("Meine Worte.", "Kretzschau")
    assert call.payload["variants"][0]["price"]["amount"] == 520


def test_both_versions_survive_the_way_through_the_page() -> None:
    mine = ProductValues(
        title="Brot",
        category="brot",
        allergens={"gluten": "contains"},
        allergen_kinds={"gluten": ["Roggen", "Dinkel"]},
        additives=["colour", "waxed"],
        details={"pictograms": "ghs02,ghs07", "no_warnings": "true"},
        variants=[VariantValues(id="x", price="4,80", content_amount="1", content_unit="kg")],
    )
    fields = as_fields(mine)
    sent = Form({name: [value] for name, value in conflict.hidden(fields, {})})

    back = from_form(conflict.resolved(sent, many_of(fields)))

    assert as_fields(back) == fields


async def test_a_change_is_taken_back_with_one_tap(market: FakeMarket, baker: Browser) -> None:
    page = Outline((await baker.get(PATH)).text)
    action = f"{COUNTER}/rueckgaengig/{UNDO}"
    assert page.all("form", action=action)

    answer = await baker.post(action, {"weiter": PATH})
    await baker.post(action, {"weiter": "https://example.org"})

    assert "Rückgängig gemacht." in answer.text
    assert writes(market) == [("POST", f"/undo/{UNDO}")] * 2


async def test_many_products_are_shown_before_they_change(
    market: FakeMarket, baker: Browser
) -> None:
    chosen = f"{BREAD['id']}:{BREAD['version']}"
    form = {"produkt": chosen, "aenderung": "add_label", "wert": "winter"}

    shown = await baker.post(f"{COUNTER}/produkte/auswahl", form)
    done = await baker.post(f"{COUNTER}/produkte/auswahl/ausfuehren", form)

    preview, carried_out = (c.payload for c in market.calls if c.path.endswith("/bulk"))
    assert preview == {
        "products": [{"id": BREAD["id"], "version": BREAD["version"]}],
        "add_label": "winter",
        "preview": True,
    }
    assert "preview" not in carried_out
    assert "Ein Produkt würde sich ändern." in shown.text
    assert "Ein Produkt ist geändert." in done.text
    assert Outline(done.text).all("form", action=f"{COUNTER}/rueckgaengig/{UNDO}")


async def test_what_stands_in_the_way_leaves_no_button(market: FakeMarket, baker: Browser) -> None:
    market.bulk_problem = "Wurde inzwischen geändert."
    form = {"produkt": f"{BREAD['id']}:2", "aenderung": "withdraw"}

    page = Outline((await baker.post(f"{COUNTER}/produkte/auswahl", form)).text)

    assert "Wurde inzwischen geändert." in page.text
    assert not page.all("form", action=f"{COUNTER}/produkte/auswahl/ausfuehren")


async def test_a_category_is_chosen_from_the_tree(market: FakeMarket, baker: Browser) -> None:
    form = {"produkt": f"{BREAD['id']}:2", "aenderung": "category"}

    page = Outline((await baker.post(f"{COUNTER}/produkte/auswahl", form)).text)

    assert page.all("select", id="wert")
    assert page.value("produkt") == f"{BREAD['id']}:2"
    assert (await baker.post(f"{COUNTER}/produkte/auswahl", {"aenderung": "x"})).status == 400


async def test_last_years_product_is_priced_and_offered_again(
    market: FakeMarket, baker: Browser
) -> None:
    market.products[BREAD["id"]]["status"] = "withdrawn"
    variant = BREAD["variants"][0]["id"]
    page = Outline((await baker.get(f"{COUNTER}/produkte/vorlagen")).text)

    wrong = await baker.post(f"{PATH}/wieder", {"variante": variant, f"preis-{variant}": "viel"})
    form = {"variante": variant, f"preis-{variant}": "5,20", f"menge-{variant}": "12"}
    again = await baker.post(f"{PATH}/wieder", form)

    assert page.value(f"preis-{variant}") == "4,80"
    assert (wrong.status, again.status) == (422, 200)
    assert [c.payload for c in market.calls if c.path.endswith("/offer-again")] == [
        {"variants": [{"id": variant, "price": {"amount": 520, "currency": "EUR"}, "on_hand": 12}]}
    ]


async def test_a_copy_opens_at_once(baker: Browser) -> None:
    answer = await baker.post(f"{PATH}/kopieren", {"key": an_id("key")})

    assert "Kopie angelegt." in answer.text
    assert "(Kopie)" in answer.text


async def test_the_operator_approves_or_says_why_not(market: FakeMarket, operator: Browser) -> None:
    path = f"/betrieb/freigaben/{DRAFT['id']}"
    page = Outline((await operator.get("/betrieb/freigaben")).text)

    short = await operator.post(f"{path}/ablehnen", {"reason": "Nein."})
    refused = await operator.post(f"{path}/ablehnen", {"reason": "Das Bild passt nicht dazu."})
    approved = await operator.post(f"{path}/freigeben")

    assert "Messer sehen wir vorher an." in page.text
    assert (short.status, refused.status, approved.status) == (422, 200, 200)
    assert market.products[DRAFT["id"]]["status"] == "published"


async def test_nobody_else_sees_the_queue(baker: Browser) -> None:
    assert (await baker.get("/betrieb/freigaben")).status == 403


async def test_a_refused_product_says_why_and_a_waiting_one_that_it_waits(
    market: FakeMarket, baker: Browser
) -> None:
    review = {"reasons": [], "decision": "refused", "statement": "Falsches Bild."}
    market.reviews[DRAFT["id"]] = review | {"asked_at": None}
    market.products[BREAD["id"]]["status"] = "in_review"

    refused = await baker.get(f"{COUNTER}/produkte/{DRAFT['id']}")
    waiting = await baker.get(PATH)

    assert "Falsches Bild." in refused.text
    assert "Dieses Produkt ist in Prüfung." in Outline(waiting.text).text


async def test_buyers_read_what_is_stated(market: FakeMarket, app: ASGIApp) -> None:
    market.products[YOGHURT["id"]] |= {
        "details": {"legal_name": "Joghurt aus Ziegenmilch", "alcohol": "0,5",
                    "warnings": "Nicht für Säuglinge.", "quality_level": "landwein",
                    "ce_confirmation": "true", "outside_eu": "false"},
        "age": 16, "temperature": "cool_10", "withdrawal_class": "1_custom",
        "allergens": [{"key": "gluten", "name": "Gluten", "state": "contains", "sub": ["Dinkel"]}],
    }  # fmt: skip

    text = Outline(
        (await Browser(app).get(f"/produkt/{YOGHURT['id']}/{YOGHURT['slug']}")).text
    ).text

    for words in ("Joghurt aus Ziegenmilch", "0,5 % vol", "Landwein (g. g. A.)",
                  "Nur für Personen ab 16 Jahren", "gekühlt bis 10 °C", "Nicht für Säuglinge.",
                  "nach Ihren Angaben gefertigt", "Gluten (Dinkel)"):  # fmt: skip
        assert words in text, words
