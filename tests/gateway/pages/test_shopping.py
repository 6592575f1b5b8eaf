"""Shopping without scripts: search, basket, checkout, order status."""

import asyncio
from typing import Any
from urllib.parse import quote

import pytest
from gateway.clients import UpstreamUnavailable
from starlette.types import ASGIApp

from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.goods import BREAD, SHOPS, YOGHURT, an_id, slots_for
from tests.gateway.pages.house import Browser, Outline

BREAD_VARIANT, YOGHURT_VARIANT = BREAD["variants"][0]["id"], YOGHURT["variants"][0]["id"]


async def with_two_shops(browser: Browser) -> Browser:
    await browser.post("/korb", {"variant_id": BREAD_VARIANT, "quantity": "2", "nonce": "a"})
    await browser.post("/korb", {"variant_id": YOGHURT_VARIANT, "quantity": "1", "nonce": "b"})
    return browser


async def filled(browser: Browser, **more: str) -> dict[str, str]:
    """The checkout form as a resident fills it in."""
    page = Outline((await browser.get("/kasse")).text)
    start = slots_for(SHOPS["baeckerei-morgenroth"])["slots"][0]["start"]
    slots = {found["name"]: start for found in page.all("select")}
    form = {"key": page.value("key"), "cart": page.value("cart"), "payment": "pickup",
            "contact-name": "Ruth Albrecht", "contact-phone": "03441 1234"}  # fmt: skip
    return form | slots | more


def checkouts(market: FakeMarket) -> list[Any]:
    return [call for call in market.calls if call.path.endswith("/checkout")]


async def test_goods_of_two_shops_lie_in_one_basket(browser: Browser) -> None:
    await with_two_shops(browser)

    page = Outline((await browser.get("/korb")).text)

    assert "3 Artikel von 2 Betrieben." in page.text
    assert browser.cookies["korb_anzahl"] == "3"
    assert "zzgl. 0,15" in page.text


async def test_a_second_tap_puts_nothing_in_twice(market: FakeMarket, browser: Browser) -> None:
    form = {"variant_id": BREAD_VARIANT, "quantity": "1", "nonce": "tap"}

    await browser.post("/korb", form)
    await browser.post("/korb", form)

    assert list(market.carts.values()) == [{BREAD_VARIANT: 1}]


async def test_quantities_change_and_lines_go(market: FakeMarket, browser: Browser) -> None:
    await with_two_shops(browser)

    await browser.post(
        "/korb/mengen", {f"menge-{BREAD_VARIANT}": "5", f"menge-{YOGHURT_VARIANT}": "1"}
    )
    await browser.post("/korb/mengen", {"weg": YOGHURT_VARIANT, f"menge-{BREAD_VARIANT}": "x"})

    assert list(market.carts.values()) == [{BREAD_VARIANT: 5}]


@pytest.mark.parametrize("wanted", ["²", "-1", "1.5", ""])
async def test_a_quantity_that_is_none_changes_nothing(
    market: FakeMarket, browser: Browser, wanted: str
) -> None:
    await with_two_shops(browser)
    before = [dict(lines) for lines in market.carts.values()]

    answer = await browser.post("/korb/mengen", {f"menge-{BREAD_VARIANT}": wanted})

    assert answer.status == 200
    assert [dict(lines) for lines in market.carts.values()] == before


async def test_a_basket_that_is_gone_is_an_empty_basket(
    market: FakeMarket, browser: Browser
) -> None:
    await with_two_shops(browser)
    market.carts.clear()

    assert "Noch nichts im Korb" in (await browser.get("/korb")).text
    assert "korb" not in browser.cookies


async def test_a_changed_price_must_be_confirmed(market: FakeMarket, browser: Browser) -> None:
    await with_two_shops(browser)
    market.changed_price = BREAD_VARIANT

    page = Outline((await browser.get("/korb")).text)
    await browser.post("/korb/preise")

    assert "kostet jetzt 4,80" in page.text
    assert page.all("form", action="/korb/preise")
    assert not page.all("a", href="/kasse")
    assert any(call.path.endswith("/confirm-prices") for call in market.calls)


async def test_an_order_over_two_shops(market: FakeMarket, browser: Browser) -> None:
    await with_two_shops(browser)

    answer = await browser.post("/kasse", await filled(browser))

    page = Outline(answer.text)
    assert answer.status == 200
    assert "Bestellt. Bis bald!" in page.text
    assert page.text.count("Abholcode") == 2
    sent = checkouts(market)[0].payload
    assert sent["contact"] == {"name": "Ruth Albrecht", "email": None, "phone": "03441 1234"}
    assert set(sent["slots"]) == {an_id("baeckerei-morgenroth"), an_id("ziegenhof-schnaudertal")}
    assert "korb" not in browser.cookies


@pytest.mark.parametrize("language", ["de", "en"])
async def test_an_order_tells_in_which_language_to_write(
    market: FakeMarket, browser: Browser, language: str
) -> None:
    await browser.get(f"/?lang={language}")
    await with_two_shops(browser)

    await browser.post("/kasse", await filled(browser))

    assert [call.headers["Accept-Language"] for call in checkouts(market)] == [language]


async def test_the_summary_stands_directly_above_the_one_button(browser: Browser) -> None:
    await with_two_shops(browser)

    text = (await browser.get("/kasse")).text

    tail = text[text.index("Gesamt") :]
    assert tail.index("zahlungspflichtig bestellen") < tail.index("</form>")
    assert tail[: tail.index("zahlungspflichtig bestellen")].count("<button") == 1
    assert "Verkäufer und Vertragspartner" in text


@pytest.mark.parametrize("at_once", [True, False])
async def test_a_double_tap_makes_one_order(
    app: ASGIApp, market: FakeMarket, browser: Browser, *, at_once: bool
) -> None:
    await with_two_shops(browser)
    form = await filled(browser)
    twin = Browser(app, dict(browser.cookies))

    if at_once:
        both = browser.post("/kasse", form), twin.post("/kasse", form)
        answers = list(await asyncio.gather(*both))
    else:
        answers = [await browser.post("/kasse", form), await browser.post("/kasse", form)]

    assert [answer.status for answer in answers] == [200, 200]
    assert len(market.orders) == 1


async def test_missing_details_are_said_at_the_field_and_at_the_top(
    market: FakeMarket, browser: Browser
) -> None:
    await with_two_shops(browser)
    form = await filled(browser) | {"contact-name": "", "contact-phone": ""}
    form |= {name: "" for name in form if name.startswith("slot-")}

    answer = await browser.post("/kasse", form)

    page = Outline(answer.text)
    wrong = [f["id"] for f in (*page.all("input"), *page.all("select")) if "aria-invalid" in f]
    linked = {found["href"].removeprefix("#") for found in page.all("a") if "#" in found["href"]}
    assert answer.status == 422
    assert len(wrong) == 4
    assert set(wrong) <= linked
    assert checkouts(market) == []


async def test_what_the_orders_service_refuses_is_shown_at_the_field(
    market: FakeMarket, browser: Browser
) -> None:
    await with_two_shops(browser)
    form = await filled(browser)
    path = f"POST /carts/{form['cart']}/checkout"
    market.refuse[path] = refusal(
        422, "invalid", (f"slots.{an_id('baeckerei-morgenroth')}", "Diese Zeit ist vergeben.")
    )

    answer = await browser.post("/kasse", form)

    page = Outline(answer.text)
    assert "Diese Zeit ist vergeben." in page.text
    assert page.all("select", id=f"slot-{an_id('baeckerei-morgenroth')}")[0]["aria-invalid"]
    assert page.value("key") != form["key"]
    assert page.value("contact-name") == "Ruth Albrecht"


async def test_after_a_lost_connection_the_same_key_goes_again(
    market: FakeMarket, browser: Browser
) -> None:
    await with_two_shops(browser)
    form = await filled(browser)
    market.refuse[f"POST /carts/{form['cart']}/checkout"] = UpstreamUnavailable("orders", "lost")

    page = Outline((await browser.post("/kasse", form)).text)

    assert "nichts doppelt bestellt" in page.text
    assert page.value("key") == form["key"]


async def test_an_online_order_leads_to_the_payment_page(browser: Browser) -> None:
    await with_two_shops(browser)

    online = {"payment": "online", "contact-email": "ruth@example.org"}

    page = Outline((await browser.post("/kasse", await filled(browser, **online))).text)

    assert "Es fehlt noch die Zahlung" in page.text
    assert page.all("a", href="https://pay.example.org/s/1")
    assert "Abholcode" not in page.text


async def test_paying_online_needs_an_address_for_the_receipt(
    market: FakeMarket, browser: Browser
) -> None:
    await with_two_shops(browser)

    page = Outline((await browser.post("/kasse", await filled(browser, payment="online"))).text)

    assert page.all("input", id="contact-email")[0]["aria-invalid"] == "true"
    assert checkouts(market) == []


async def test_a_basket_that_was_ordered_is_not_filled_again(
    market: FakeMarket, browser: Browser
) -> None:
    await with_two_shops(browser)
    market.ordered_carts = set(market.carts)

    await browser.post("/korb", {"variant_id": BREAD_VARIANT, "quantity": "1", "nonce": "c"})

    assert len(market.carts) == 2


async def test_an_order_can_be_cancelled_while_nobody_has_accepted(
    market: FakeMarket, browser: Browser
) -> None:
    await with_two_shops(browser)
    await browser.post("/kasse", await filled(browser))
    order_id = next(iter(market.orders))

    page = Outline((await browser.post(f"/bestellung/{order_id}/stornieren", {"token": "t"})).text)

    assert "Diese Bestellung ist storniert." in page.text
    assert not page.all("form", action=f"/bestellung/{order_id}/stornieren")


async def test_a_declined_part_shows_its_reason_and_the_refund(
    market: FakeMarket, browser: Browser
) -> None:
    await with_two_shops(browser)
    await browser.post("/kasse", await filled(browser))
    order = next(iter(market.orders.values()))
    order["shop_orders"][0] |= {"status": "declined", "reason": "Ofen <kaputt>",
                                "refunded": {"amount": 960, "currency": "EUR"}}  # fmt: skip

    answer = await browser.get(f"/bestellung/{order['id']}")

    assert "Ofen &lt;kaputt&gt;" in answer.text
    assert "9,60\u00a0€ gehen an Sie zurück." in answer.text
    title = quote(order["shop_orders"][0]["lines"][0]["title"])
    assert f"/suche?q={title}&amp;available=true" in answer.text


async def test_a_basket_without_id_is_refused(browser: Browser) -> None:
    assert (await browser.post("/korb", {"variant_id": "../../x"})).status == 400
