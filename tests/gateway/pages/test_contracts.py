"""The checkout as the law wants it, one order whatever happens, contracts, ages, other people."""

import asyncio
from typing import Any

import pytest
from gateway.clients import UpstreamUnavailable
from starlette.types import ASGIApp

from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.fake_orders import cart_view
from tests.gateway.pages.goods import BREAD, an_id
from tests.gateway.pages.house import Browser, Outline
from tests.gateway.pages.test_shopping import checkouts, filled, with_two_shops

ADVISOR, ANNA = "beratung@example.org", "anna@example.org"
BUTTON = "zahlungspflichtig bestellen"


def complete(page: Outline, form: dict[str, str]) -> dict[str, str]:
    return form | {"version": page.value("version")}


async def a_form(browser: Browser, address: str = "/kasse", **more: str) -> dict[str, str]:
    form = await filled(browser)
    page = Outline((await browser.get(address)).text)
    return form | {"key": page.value("key"), "version": page.value("version")} | more


def sent(market: FakeMarket) -> Any:
    return next(call.payload for call in market.calls if call.path.endswith("/checkout"))


def holds(market: FakeMarket) -> int:
    return sum(call.path.endswith("/hold") for call in market.calls)


async def test_the_summary_names_seller_goods_time_and_withdrawal(browser: Browser) -> None:
    await with_two_shops(browser)
    form = await a_form(browser)

    page = Outline((await browser.post("/kasse/zusammenfassung", form)).text)
    text = page.text[page.text.index("Zusammenfassung") :]

    assert text.index("Katrin Morgenroth e. K.") < text.index(BUTTON)
    assert "nach eigener Angabe Unternehmer" in text
    assert "14 Tage Widerruf" in text
    assert "bitte oben eine Zeit wählen" not in text, "the times chosen above stand here"
    assert page.text.index("Gesetzliches Gewährleistungsrecht") < page.text.index("Gesamt")


async def test_the_sum_that_was_shown_is_what_is_ordered(
    browser: Browser, market: FakeMarket
) -> None:
    await with_two_shops(browser)
    form = await a_form(browser)

    page = Outline((await browser.post("/kasse/zusammenfassung", form)).text)
    await browser.post("/kasse", form | {"total": page.value("total")})

    cart = next(iter(market.carts))
    assert sent(market)["total_shown"] == cart_view(market, cart)["total"]["amount"]


async def test_what_is_read_back_names_its_own_sum(browser: Browser) -> None:
    await with_two_shops(browser)
    await browser.sign_in(ADVISOR)
    form = await a_form(browser, "/kasse?fuer=andere", fuer="andere")

    page = Outline((await browser.post("/kasse/vorlesen", form | {"total": "1"})).text)

    sums = [found["value"] for found in page.all("input") if found.get("name") == "total"]
    assert len(sums) == 1
    assert sums[0] != "1"


async def test_nothing_stands_between_the_sum_and_the_button_and_nothing_after(
    browser: Browser,
) -> None:
    await with_two_shops(browser)

    text = (await browser.get("/kasse")).text

    assert text.count(BUTTON) == 1
    tail = text[text.rindex("grand") : text.index("</form>", text.index(BUTTON))]
    between = tail[tail.index("</ul>") + len("</ul>") : tail.index("<button")]
    after = tail[tail.index("</button>") + len("</button>") :]
    assert between.strip() == ""
    assert after.replace("</section>", "").strip() == ""


async def test_until_a_time_is_chosen_the_summary_says_so(browser: Browser) -> None:
    await with_two_shops(browser)
    form = {name: "" if name.startswith("slot-") else text
            for name, text in (await a_form(browser)).items() if name != "plan"}  # fmt: skip

    page = Outline((await browser.post("/kasse/zusammenfassung", form)).text)

    assert "bitte oben eine Zeit wählen" in page.text


async def test_every_look_at_the_checkout_holds_the_goods(
    market: FakeMarket, browser: Browser
) -> None:
    await with_two_shops(browser)
    page = (await browser.get("/kasse")).text
    assert "bis 12:10 Uhr für Sie zurückgelegt" in page

    before = holds(market)
    await browser.post("/kasse", await a_form(browser) | {"contact-name": ""})

    assert holds(market) > before
    market.finding["not_held"] = True
    assert "gerade nicht zurückgelegt" in (await browser.get("/kasse")).text


async def test_what_cannot_be_held_is_said_in_the_basket(
    market: FakeMarket, browser: Browser
) -> None:
    await with_two_shops(browser)
    cart = next(iter(market.carts))
    market.refuse[f"POST /carts/{cart}/hold"] = refusal(409, "not_enough_stock")

    answer = await browser.get("/kasse")

    assert "Ihr Korb" in answer.text


async def test_a_basket_changed_in_another_tab_is_shown_before_it_is_ordered(
    market: FakeMarket, browser: Browser
) -> None:
    await with_two_shops(browser)
    form = await a_form(browser, version="0")

    answer = await browser.post("/kasse", form)

    assert answer.status == 422
    assert "Ihr Korb hat sich inzwischen geändert" in answer.text
    assert checkouts(market) == []


async def test_two_tabs_make_one_order_and_both_see_it(
    app: ASGIApp, market: FakeMarket, browser: Browser
) -> None:
    await with_two_shops(browser)
    first, second = await a_form(browser), await a_form(browser)
    assert first["key"] != second["key"]
    twin = Browser(app, dict(browser.cookies))
    await browser.post("/kasse", first)
    path = f"POST /carts/{second['cart']}/checkout"
    market.refuse[path] = refusal(409, "cart_already_ordered")

    page = Outline((await twin.post("/kasse", second)).text)

    assert len(market.orders) == 1
    assert "war schon bestellt" in page.text
    assert "korb" not in twin.cookies


async def test_a_basket_begun_since_is_not_ordered_from_an_old_tab(
    market: FakeMarket, browser: Browser
) -> None:
    await with_two_shops(browser)
    old = await a_form(browser)
    await browser.post("/kasse", old)
    await browser.post("/korb", {"variant_id": BREAD["variants"][0]["id"], "nonce": "new"})

    await browser.post("/kasse", old)

    assert len(market.orders) == 1
    assert {call.path for call in checkouts(market)} == {f"/carts/{old['cart']}/checkout"}


async def test_going_back_after_ordering_leads_to_the_order(
    market: FakeMarket, browser: Browser
) -> None:
    await with_two_shops(browser)
    cookies = dict(browser.cookies)
    await browser.post("/kasse", await a_form(browser))
    browser.cookies.update({"korb": cookies["korb"]})
    market.ordered_carts = set(market.carts)

    page = Outline((await browser.get("/kasse")).text)

    assert "war schon bestellt" in page.text
    assert len(market.orders) == 1


async def test_a_lost_answer_and_another_tap_are_one_order(
    market: FakeMarket, browser: Browser
) -> None:
    await with_two_shops(browser)
    form = await a_form(browser)
    path = f"POST /carts/{form['cart']}/checkout"
    market.refuse[path] = UpstreamUnavailable("orders", "lost")
    page = Outline((await browser.post("/kasse", form)).text)
    del market.refuse[path]

    taps = [browser.post("/kasse", form | {"key": page.value("key")}) for _ in range(3)]
    await asyncio.gather(*taps)

    assert len(market.orders) == 1


async def test_a_business_is_sent_along_and_reads_no_consumers_rights(
    market: FakeMarket, browser: Browser
) -> None:
    await with_two_shops(browser)
    company = {
        "buyer-company": "Stadt Zeitz",
        "buyer-street": "Altmarkt 1",
        "buyer-postal_code": "06712",
        "buyer-place": "Zeitz",
        "buyer-reference": "15084590-0001-05",
    }
    form = await a_form(browser, **company)

    shown = Outline((await browser.post("/kasse/zusammenfassung", form)).text)
    half = await browser.post("/kasse", form | {"buyer-street": ""})
    await browser.post("/kasse", form)

    assert "14 Tage Widerruf" not in shown.text
    assert "Ein Widerrufsrecht für Verbraucher besteht dafür nicht" in shown.text
    assert half.status == 422
    assert "Straße der Firma" in half.text
    [sent] = [call.payload["buyer"] for call in checkouts(market)]
    assert (sent["company"], sent["reference"], sent["vat_id"]) == (
        "Stadt Zeitz", "15084590-0001-05", None,
    )  # fmt: skip


async def test_the_age_is_asked_for_where_something_needs_it(
    market: FakeMarket, browser: Browser
) -> None:
    await with_two_shops(browser)
    market.finding["age"] = 16
    assert "etwas ab 16 Jahren" in (await browser.get("/korb")).text
    form = await a_form(browser)

    silent = await browser.post("/kasse", form)
    await browser.post("/kasse", form | {"age": "16"})

    assert silent.status == 422
    assert Outline(silent.text).all("input", id="age")[0]["aria-invalid"] == "true"
    assert [call.payload["age_confirmed"] for call in checkouts(market)] == [16]


@pytest.mark.parametrize("who", ["", ANNA])
async def test_not_everybody_orders_for_others(browser: Browser, who: str) -> None:
    if who:
        await browser.sign_in(who)
    await with_two_shops(browser)

    assert (await browser.get("/kasse?fuer=andere")).status == 403
    assert "jemand anderen" not in (await browser.get("/kasse")).text


async def test_an_advisor_reads_everything_aloud_before_it_is_ordered(
    market: FakeMarket, browser: Browser
) -> None:
    await browser.sign_in(ADVISOR)
    await with_two_shops(browser)
    start = Outline((await browser.get("/kasse?fuer=andere")).text)
    assert start.value("contact-name") == "", "not the advisor's own name"
    assert BUTTON not in start.text
    form = await a_form(browser, fuer="andere")

    aloud = Outline((await browser.post("/kasse/vorlesen", form)).text)
    hidden = {field["name"]: field.get("value", "") for field in aloud.all("input")}
    await browser.post("/kasse", hidden)

    assert "Bestellt wird für Ruth Albrecht. Telefon 03441 1234." in aloud.text
    assert aloud.text.count(BUTTON) == 1
    [sent] = checkouts(market)
    assert sent.payload["on_behalf"] is True
    assert sent.payload["contact"]["name"] == "Ruth Albrecht"


async def test_contracts_are_read_and_printed(market: FakeMarket, browser: Browser) -> None:
    await with_two_shops(browser)
    await browser.post("/kasse", await a_form(browser))
    order = next(iter(market.orders))

    status = Outline((await browser.get(f"/bestellung/{order}?token=t")).text)
    page = await browser.get(f"/bestellung/{order}/vertrag?token=t")

    assert status.all("a", href=f"/bestellung/{order}/vertrag?token=t")
    assert "Vertrag 2611-11 mit Bäckerei Morgenroth" in page.text
    assert "Binnen &lt;vierzehn&gt; Tagen." in page.text
    part = market.orders[order]["shop_orders"][0]["id"]
    paper = f"/bestellung/{order}/vertrag/{part}.pdf?token=t"
    assert Outline(page.text).all("a", href=paper)
    strange = await browser.get(f"/bestellung/{an_id('nobody')}/vertrag")
    assert strange.status == 404


async def at_the_counter(browser: Browser, market: FakeMarket) -> Any:
    await with_two_shops(browser)
    market.finding["age"] = 18
    await browser.post("/kasse", await a_form(browser, age="18"))
    order = next(iter(market.orders.values()))
    part = order["shop_orders"][0]
    part |= {"status": "ready", "allowed": ["hand-over", "cancel"], "age": 18}
    await browser.sign_in("baeckerei@example.org")
    return part


async def test_the_counter_asks_for_the_identity_card(market: FakeMarket, browser: Browser) -> None:
    part = await at_the_counter(browser, market)
    base = f"/theke/{part['shop']['slug']}"

    page = Outline((await browser.get(base)).text)
    address = f"{base}/bestellungen/{part['id']}/uebergeben"
    await browser.post(address, {"pickup_code": "K7M2", "age_checked": "1"})

    assert "Ausweis prüfen: ab 18" in page.text
    [sent] = [call.payload for call in market.calls if call.path.endswith("/hand-over")]
    assert sent == {"pickup_code": "K7M2", "age_checked": True}
