"""Invoices on the pages: saved by who bought, found by the shop, overseen by the operator."""

import pytest

from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.fake_papers import CORRECTION, INVOICE, SOLD
from tests.gateway.pages.goods import an_id, euros
from tests.gateway.pages.house import Browser, Outline

DESK = "/theke/baeckerei-morgenroth/rechnungen"


async def test_the_order_shows_its_papers_and_the_tax_within(
    market: FakeMarket, browser: Browser
) -> None:
    order_id = an_id("order")
    market.orders[order_id] = {
        "id": order_id, "number": "2611-1", "status": "completed", "total": euros(960),
        "shop_orders": [
            {"id": SOLD, "number": "2611-1-1", "status": "handed_over", "lines": [],
             "shop": market.shops["baeckerei-morgenroth"], "total": euros(960),
             "vat": [{"permille": 70, "tax": euros(63)}, {"permille": 78, "tax": euros(1)}]}
        ],
    }  # fmt: skip

    page = Outline((await browser.get(f"/bestellung/{order_id}?token=geheim")).text)

    links = [tag["href"] for tag in page.all("a") if "/rechnung/" in (tag.get("href") or "")]
    base = f"/bestellung/{order_id}/rechnung"
    assert links == [
        f"{base}/{INVOICE}?token=geheim",
        f"{base}/{INVOICE}?token=geheim&als=xrechnung",
        f"{base}/{CORRECTION}?token=geheim",
    ]
    assert "darin MwSt. 7 %" in page.text
    assert "darin MwSt. 7,8 %" in page.text


async def test_a_guest_saves_it_with_the_orders_key(market: FakeMarket, browser: Browser) -> None:
    path = f"/bestellung/{an_id('order')}/rechnung/{INVOICE}?token=geheim"

    paper = await browser.get(path)
    data = await browser.get(f"{path}&als=xrechnung")

    assert paper.headers["content-type"] == "application/pdf"
    assert "attachment" in paper.headers["content-disposition"]
    assert paper.headers["cache-control"] == "private, no-store"
    assert data.headers["content-type"] == "application/xml"
    assert dict(market.calls[-1].query) == {"token": "geheim", "format": "xrechnung"}
    nonsense = await browser.get(f"{path}&als=exe")
    assert nonsense.headers["content-type"] == "application/pdf"


async def test_who_has_an_account_finds_all(browser: Browser) -> None:
    await browser.sign_in("anna@example.org")
    page = Outline((await browser.get("/konto/rechnungen")).text)

    assert page.all("a", href=f"/bestellung/{an_id('order')}/rechnung/{INVOICE}")
    assert "\N{MINUS SIGN}4,80" in page.text


@pytest.mark.parametrize(
    ("query", "span"),
    [
        ("monat=2026-02", ("2026-02-01", "2026-02-28")),
        ("monat=2024-12", ("2024-12-01", "2024-12-31")),
        ("monat=alle", (None, None)),
    ],
)
async def test_the_shop_reads_a_month(
    market: FakeMarket, browser: Browser, query: str, span: tuple[str | None, str | None]
) -> None:
    await browser.sign_in("baeckerei@example.org")
    await browser.get(f"{DESK}?{query}&q=schule")

    asked = next(call for call in market.calls if call.path.endswith("/invoices"))
    assert (asked.query.get("first"), asked.query.get("last")) == span
    assert asked.query["q"] == "schule"


async def test_what_is_missing_is_said_with_a_way_to_mend_it(browser: Browser) -> None:
    await browser.sign_in("baeckerei@example.org")
    page = Outline((await browser.get(DESK)).text)

    assert "USt-IdNr. oder Steuernummer" in page.text
    assert page.all("a", href="/theke/baeckerei-morgenroth/profil")
    assert "84 % von 25.000,00" in page.text
    done = await browser.post(f"{DESK}/nachholen", {})
    assert "Nachgeholt" in done.text


async def test_the_shop_says_its_tax_number(market: FakeMarket, browser: Browser) -> None:
    await browser.sign_in("baeckerei@example.org")
    said = {"prefix": "bm", "tax_number": "119/123/45678", "at_pickup": "ja"}
    saved = await browser.post(f"{DESK}/angaben", said)
    assert "Gespeichert." in saved.text
    put = next(call for call in market.calls if call.method == "PUT")
    assert put.payload == {"prefix": "bm", "tax_number": "119/123/45678", "at_pickup": True}

    refused = refusal(422, "invalid", ("tax_number", "Nur Ziffern und Schrägstriche."))
    market.refuse["PUT /shops/baeckerei-morgenroth/invoice-settings"] = refused
    again = await browser.post(f"{DESK}/angaben", {"tax_number": "<oje>"})
    assert again.status == 422
    page = Outline(again.text)
    assert "Nur Ziffern und Schrägstriche." in page.text
    assert page.all("input", id="tax_number")[0]["value"] == "<oje>"


async def test_too_much_for_one_archive_is_said_on_the_page(
    market: FakeMarket, browser: Browser
) -> None:
    await browser.sign_in("baeckerei@example.org")
    archive = await browser.get(f"{DESK}/alle.zip?monat=2026-11")
    assert archive.headers["content-type"] == "application/zip"
    refused = refusal(422, "too_many_invoices", detail="Bitte weniger Tage wählen.")
    market.refuse["GET /shops/baeckerei-morgenroth/invoices/archive.zip"] = refused

    page = await browser.get(f"{DESK}/alle.zip?monat=2026-11")

    assert page.status == 422
    assert "Bitte weniger Tage wählen." in page.text


CORRECT = f"{DESK}/{INVOICE}/berichtigen"
TYPED = {"name": "Schulverein <b>", "street": "Markt 5", "reason": "Falscher Name"}


async def test_the_shop_writes_an_invoice_anew_after_a_look(
    market: FakeMarket, browser: Browser
) -> None:
    await browser.sign_in("baeckerei@example.org")
    assert Outline((await browser.get(DESK)).text).all("a", href=CORRECT)
    form = Outline((await browser.get(CORRECT)).text)
    assert form.all("input", id="name")[0]["value"] == "Grundschule <am> Markt"

    look = await browser.post(CORRECT, TYPED)

    assert "Schulverein &lt;b&gt;" in look.text
    assert not [call for call in market.calls if call.path.endswith("/correction")
                and call.method == "POST"]  # fmt: skip
    hidden = {
        tag["name"]: tag["value"] for tag in Outline(look.text).all("input", type="hidden")
        if tag["name"] != "form_token"
    }  # fmt: skip
    back = Outline((await browser.post(CORRECT, hidden | {"edit": "ja"})).text)
    assert back.all("input", id="name")[0]["value"] == "Schulverein <b>"
    done = await browser.post(CORRECT, hidden | {"sure": "ja"})
    assert "storniert und neu ausgestellt" in done.text
    sent = [call for call in market.calls if call.path.endswith("/correction")][-1]
    assert sent.payload["reason"] == "Falscher Name"
    assert sent.payload["buyer"]["name"] == "Schulverein <b>"
    assert sent.payload["buyer"]["is_business"] is False


async def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    market: FakeMarket, browser: Browser
) -> None:
    await browser.sign_in("baeckerei@example.org")
    nameless = await browser.post(CORRECT, TYPED | {"reason": ""})
    assert nameless.status == 422
    assert Outline(nameless.text).all("a", href="#reason")

    refused = refusal(422, "invalid", ("buyer.vat_id", "Kann nicht stimmen."))
    market.refuse[f"POST /shops/baeckerei-morgenroth/invoices/{INVOICE}/correction/preview"] = (
        refused
    )
    again = await browser.post(CORRECT, TYPED | {"vat_id": "DE1"})

    page = Outline(again.text)
    assert again.status == 422
    assert "Kann nicht stimmen." in page.text
    assert page.all("input", id="vat_id")[0]["value"] == "DE1"
    assert page.all("input", id="name")[0]["value"] == "Schulverein <b>"


async def test_what_does_not_stand_any_more_is_said(browser: Browser) -> None:
    await browser.sign_in("baeckerei@example.org")

    page = await browser.get(f"{DESK}/{CORRECTION}/berichtigen")

    assert page.status == 200
    assert "schon storniert" in page.text


async def test_the_operator_sees_all_of_them(browser: Browser) -> None:
    await browser.sign_in("betrieb@example.org")
    page = Outline((await browser.get("/betrieb/rechnungen")).text)

    assert page.all("a", href=f"/betrieb/rechnungen/{INVOICE}")
    assert (await browser.get(f"/betrieb/rechnungen/{INVOICE}")).status == 200


@pytest.mark.parametrize("path", [DESK, f"{DESK}/{INVOICE}", CORRECT, "/betrieb/rechnungen"])
async def test_strangers_see_none(browser: Browser, path: str) -> None:
    assert "/anmelden" in (await browser.get(path, follow=False)).headers["location"]
    await browser.sign_in("anna@example.org")
    assert (await browser.get(path)).status in {200, 403, 404}
    if path != f"{DESK}/{INVOICE}":
        assert (await browser.get(path)).status in {403, 404}
