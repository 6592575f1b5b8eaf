"""Behind the counter: a day's orders, stock in one tap, products, the shop's own page."""

from datetime import timedelta
from typing import Any

import pytest
from gateway.pages.counter.images import multipart
from gateway.pages.forms import Upload
from starlette.types import ASGIApp

from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.goods import BREAD, DRAFT, NOON, ROLL, an_id
from tests.gateway.pages.house import FORM_TOKEN, Browser, Outline
from tests.gateway.pages.test_shopping import filled, with_two_shops
from tests.support.asgi import AsgiClient

COUNTER = "/theke/baeckerei-morgenroth"
BREAD_VARIANT = BREAD["variants"][0]["id"]


@pytest.fixture
async def ordered(app: ASGIApp, market: FakeMarket) -> dict[str, Any]:
    """The bakery's part of an order over two shops."""
    resident = Browser(app)
    await with_two_shops(resident)
    await resident.post("/kasse", await filled(resident))
    order = next(iter(market.orders.values()))
    part: dict[str, Any] = order["shop_orders"][0]
    return part


def sent(market: FakeMarket, method: str) -> list[Any]:
    return [call for call in market.calls if call.method == method]


async def test_a_new_order_waits_for_a_yes(baker: Browser, ordered: dict[str, Any]) -> None:
    page = Outline((await baker.get(COUNTER)).text)

    assert "Eine neue wartet auf dein Ja." in page.text
    assert "Ruth Albrecht" in page.text
    assert page.all("form", action=f"{COUNTER}/bestellungen/{ordered['id']}/annehmen")


async def test_an_order_goes_over_the_counter(baker: Browser, ordered: dict[str, Any]) -> None:
    path = f"{COUNTER}/bestellungen/{ordered['id']}"

    await baker.post(f"{path}/annehmen")
    prepared = Outline((await baker.get(COUNTER)).text)
    await baker.post(f"{path}/bereit")
    wrong = await baker.post(f"{path}/uebergeben", {"pickup_code": "XXXX"})
    done = await baker.post(f"{path}/uebergeben", {"pickup_code": " k7m2 "})

    assert "2 Roggenmischbrot, drei Tage Sauerteig" in prepared.text
    assert "Der Code passt nicht." in wrong.text
    assert "Übergeben." in done.text
    assert ordered["status"] == "handed_over"


async def test_a_slip_of_the_finger_is_taken_back(
    market: FakeMarket, baker: Browser, ordered: dict[str, Any]
) -> None:
    path = f"{COUNTER}/bestellungen/{ordered['id']}"

    await baker.post(f"{path}/annehmen")
    accepted = Outline((await baker.get(COUNTER)).text)
    done = await baker.post(f"{path}/rueckgaengig", {"step": accepted.value("step")})
    ordered |= {"status": "accepted", "undo_until": NOON.isoformat()}
    late = Outline((await baker.get(COUNTER)).text)

    assert sent(market, "POST")[-1].payload == {"step": "accepted"}
    assert "Zurückgenommen." in done.text
    assert not late.all("form", action=f"{path}/rueckgaengig")


async def test_what_is_for_tomorrow_is_announced_today(
    baker: Browser, ordered: dict[str, Any]
) -> None:
    tomorrow = NOON + timedelta(days=1)
    ordered |= {"status": "accepted", "slot": {"start": tomorrow.isoformat(), "end": None}}

    text = Outline((await baker.get(COUNTER)).text).text

    assert "Sonnabend, 21. November, 12:00: eine Bestellung" in text
    assert "Für heute ist nichts vorzubereiten." in text


async def test_a_refusal_takes_the_bakers_own_words(
    market: FakeMarket, baker: Browser, ordered: dict[str, Any]
) -> None:
    form = {"reason": "Leider ausverkauft.", "own_reason": "Der Ofen ist kalt."}

    await baker.post(f"{COUNTER}/bestellungen/{ordered['id']}/ablehnen", form)

    assert sent(market, "POST")[-1].payload == {"reason": "Der Ofen ist kalt."}
    assert ordered["status"] == "declined"


async def test_a_verb_that_comes_too_late_says_why(
    market: FakeMarket, baker: Browser, ordered: dict[str, Any]
) -> None:
    market.refuse[f"POST /shop-orders/{ordered['id']}/accept"] = refusal(
        409, "wrong_state", detail="Die Bestellung ist schon storniert."
    )

    answer = await baker.post(f"{COUNTER}/bestellungen/{ordered['id']}/annehmen")

    assert answer.status == 409
    assert "schon storniert" in answer.text


async def test_unknown_verbs_do_not_exist(baker: Browser) -> None:
    path = f"{COUNTER}/bestellungen/{an_id('x')}/verschenken"

    assert (await baker.post(path)).status == 404


async def test_stock_is_set_and_a_second_tap_changes_nothing(
    market: FakeMarket, baker: Browser
) -> None:
    page = Outline((await baker.get(COUNTER)).text)
    plus_five = page.all("button", name="on_hand")[1]["value"]

    for _tap in range(2):
        await baker.post(
            f"{COUNTER}/bestand/{BREAD_VARIANT}", {"on_hand": plus_five, "weiter": COUNTER}
        )

    assert [call.payload for call in sent(market, "PUT")] == [{"on_hand": 14}] * 2


async def test_goods_can_be_made_on_order(market: FakeMarket, baker: Browser) -> None:
    await baker.post(f"{COUNTER}/bestand/{BREAD_VARIANT}", {"on_order": "true"})

    assert sent(market, "PUT")[0].payload == {"on_order": True}


async def test_less_than_what_is_promised_is_refused_in_words(
    market: FakeMarket, baker: Browser
) -> None:
    market.refuse[f"PUT /stock/{BREAD_VARIANT}"] = refusal(409, "below_reserved")

    answer = await baker.post(
        f"{COUNTER}/bestand/{BREAD_VARIANT}", {"on_hand": "0", "weiter": COUNTER}
    )

    assert "schon für Bestellungen zurückgelegt" in answer.text


async def test_a_shop_the_orders_service_has_not_heard_of_has_a_counter(
    market: FakeMarket, baker: Browser
) -> None:
    for path in ("orders", "stock"):
        market.refuse[f"GET /shops/baeckerei-morgenroth/{path}"] = refusal(404, "shop_not_found")

    assert (await baker.get(COUNTER)).status == 200
    assert (await baker.get(f"{COUNTER}/produkte")).status == 200


@pytest.mark.parametrize("count", ["", "-1", "viele", "100000"])
async def test_no_number_is_no_stock(market: FakeMarket, baker: Browser, count: str) -> None:
    answer = await baker.post(f"{COUNTER}/bestand/{BREAD_VARIANT}", {"on_hand": count})

    assert answer.status == 400
    assert sent(market, "PUT") == []


A_PRODUCT = {
    "title": "Mohnsemmel",
    "category": "broetchen_semmeln",
    "asked_for": "broetchen_semmeln",
    "variants-0-price": "0,75",
    "variants-0-on_hand": "40",
    "variants-0-content_amount": "65",
    "variants-0-content_unit": "g",
    "description": "Mit blauem Mohn",
    "allergen-gluten": "contains",
    "allergen-eggs": "",
    "allergens_reviewed": "true",
    "labels": "vegan, handgemacht,",
}


async def test_a_product_is_created_from_a_few_fields(market: FakeMarket, baker: Browser) -> None:
    key = Outline((await baker.get(f"{COUNTER}/produkte/neu")).text).value("key")

    answer = await baker.post(f"{COUNTER}/produkte/neu", A_PRODUCT | {"key": key})

    call = sent(market, "POST")[0]
    assert "Angelegt." in answer.text
    assert call.key == key
    assert call.payload["variants"] == [
        {"label": "", "price": {"amount": 75, "currency": "EUR"}, "content_amount": "65",
         "content_unit": "g", "deposit_kind": None, "on_hand": 40}
    ]  # fmt: skip
    assert call.payload["allergens"] == [{"key": "gluten", "state": "contains", "sub": []}]
    assert call.payload["labels"] == ["vegan", "handgemacht"]


async def test_a_price_that_is_none_is_marked_and_nothing_is_lost(
    market: FakeMarket, baker: Browser
) -> None:
    wrong = A_PRODUCT | {"variants-0-price": "billig", "variants-1-label": "Beutel"}

    answer = await baker.post(f"{COUNTER}/produkte/neu", wrong)

    page = Outline(answer.text)
    assert answer.status == 422
    assert page.all("input", id="variants-0-price")[0]["aria-invalid"] == "true"
    assert page.all("a", href="#variants-1-price")
    assert page.value("title") == "Mohnsemmel"
    assert page.all("details", id="varianten", open="")
    assert sent(market, "POST") == []


async def test_what_the_catalog_refuses_is_shown_at_the_field(
    market: FakeMarket, baker: Browser
) -> None:
    market.refuse["POST /shops/baeckerei-morgenroth/products"] = refusal(
        422, "invalid", ("variants[0].price.amount", "Zu teuer."), ("gibt_es_nicht", "Hm.")
    )

    page = Outline((await baker.post(f"{COUNTER}/produkte/neu", A_PRODUCT)).text)

    assert page.all("a", href="#variants-0-price")
    assert "Zu teuer." in page.text
    assert "Hm." in page.text


async def test_a_change_sends_variants_by_their_ids(market: FakeMarket, baker: Browser) -> None:
    path = f"{COUNTER}/produkte/{ROLL['id']}"
    page = Outline((await baker.get(path)).text)
    form = {f["name"]: f.get("value", "") for f in page.all("input") if f["type"] != "checkbox"}

    await baker.post(path, form | {"category": "brot", "variants-1-price": "4,60"})

    variants = sent(market, "PATCH")[0].payload["variants"]
    assert [variant["id"] for variant in variants] == [v["id"] for v in ROLL["variants"]]
    assert [variant["price"]["amount"] for variant in variants] == [120, 460]


async def test_the_gate_says_at_which_field_something_is_missing(
    market: FakeMarket, baker: Browser
) -> None:
    market.refuse[f"POST /products/{DRAFT['id']}/publish"] = refusal(
        422,
        "not_publishable",
        ("allergens_reviewed", "Prüf die 14 Allergene."),
        ("variants", "Gib die Füllmenge an."),
    )

    answer = await baker.post(f"{COUNTER}/produkte/{DRAFT['id']}/veroeffentlichen")

    page = Outline(answer.text)
    assert answer.status == 422
    assert "Vor dem Verkauf fehlt noch etwas." in page.text
    assert page.all("a", href="#allergens_reviewed")
    assert page.all("a", href="#variants-0-content_amount")
    assert page.all("section", id="lebensmittel")


async def test_a_product_goes_on_sale_and_off(market: FakeMarket, baker: Browser) -> None:
    path = f"{COUNTER}/produkte/{DRAFT['id']}"

    on_sale = await baker.post(f"{path}/veroeffentlichen")
    off_sale = await baker.post(f"{path}/zurueckziehen")

    assert "Jetzt im Verkauf." in on_sale.text
    assert "Aus dem Verkauf genommen." in off_sale.text
    assert market.products[DRAFT["id"]]["status"] == "withdrawn"


def an_upload(content_type: str) -> tuple[bytes, dict[str, str]]:
    sent_form = (
        f'--x\r\nContent-Disposition: form-data; name="form_token"\r\n\r\n{FORM_TOKEN}\r\n'
        '--x\r\nContent-Disposition: form-data; name="file"; filename="../../a.jpg"\r\n'
        f"Content-Type: {content_type}\r\n\r\nBILD\r\n--x--\r\n"
    )
    headers = {"content-type": "multipart/form-data; boundary=x",
               "cookie": "sid=baeckerei@example.org"}  # fmt: skip
    return sent_form.encode(), headers


async def test_a_photo_is_handed_on_without_its_file_name(app: ASGIApp, market: FakeMarket) -> None:
    body, headers = an_upload("image/jpeg")

    answer = await AsgiClient(app).post(
        f"{COUNTER}/produkte/{BREAD['id']}/bilder", body=body, headers=headers
    )

    handed_on = sent(market, "POST")[0].payload
    assert answer.status == 303
    assert b"BILD" in handed_on
    assert b"a.jpg" not in handed_on


async def test_what_is_no_photo_is_refused_at_the_field(app: ASGIApp, market: FakeMarket) -> None:
    body, headers = an_upload("image/svg+xml")

    answer = await AsgiClient(app).post(
        f"{COUNTER}/produkte/{BREAD['id']}/bilder", body=body, headers=headers
    )

    assert answer.status == 422
    assert Outline(answer.text).all("input", id="file")[0]["aria-invalid"] == "true"
    assert sent(market, "POST") == []


def test_a_multipart_body_is_well_formed() -> None:
    body, content_type = multipart(Upload("image/png", b"abc"))

    boundary = content_type.partition("boundary=")[2].encode()
    assert body.startswith(b"--" + boundary + b"\r\n")
    assert body.endswith(b"abc\r\n--" + boundary + b"--\r\n")


async def test_a_shop_that_is_not_ready_says_what_is_missing(
    market: FakeMarket, baker: Browser
) -> None:
    market.refuse["POST /shops/baeckerei-morgenroth/go-live"] = refusal(
        422, "shop_not_ready", ("imprint.vat_id", "Ohne USt-IdNr. geht es nicht.")
    )

    page = Outline((await baker.post(f"{COUNTER}/oeffnen")).text)

    assert page.all("a", href=f"{COUNTER}/profil/steuer#imprint-vat_id")


async def test_a_break_is_one_button(baker: Browser) -> None:
    assert "macht Pause" in (await baker.post(f"{COUNTER}/pausieren")).text
