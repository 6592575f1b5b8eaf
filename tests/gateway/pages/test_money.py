"""A shop's money at the counter, and what the operator does with the market's."""

import pytest

from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.fake_money import FEE, FEE_PAYMENT, ONBOARDING, TRANSFER
from tests.gateway.pages.house import Browser, Outline

COUNTER = "/theke/baeckerei-morgenroth/geld"
PAYOUT = "/betrieb/geld/laden/baeckerei-morgenroth"
RULES = "/betrieb/provision"


def sent(market: FakeMarket, method: str, path: str) -> list[object]:
    return [call.payload for call in market.calls if (call.method, call.path) == (method, path)]


async def test_the_shop_reads_every_cent(browser: Browser) -> None:
    page = (await (await browser.sign_in("baeckerei@example.org")).get(COUNTER)).text

    for words in ("Kontoauszug November 2026", "2611-1-1", "9,60", "0,30", "-0,90", "9,00"):
        assert words in page.replace("\u2212", "-")
    assert "&lt;b&gt;" in page
    assert "statement.pdf?month=2026-11" in page
    assert "statement.csv?month=2026-11" in page
    assert "monat=2026-10" in page


async def test_the_account_is_opened_by_a_link_that_leads_away(
    market: FakeMarket, browser: Browser
) -> None:
    page = await (await browser.sign_in("baeckerei@example.org")).post(f"{COUNTER}/konto", {})

    assert sent(market, "POST", "/shops/baeckerei-morgenroth/payout-account")
    assert Outline(page.text).all("a", href=ONBOARDING)


async def test_who_comes_back_sees_what_it_came_to(market: FakeMarket, browser: Browser) -> None:
    await (await browser.sign_in("baeckerei@example.org")).get(f"{COUNTER}?konto=zurueck")

    assert sent(market, "POST", "/shops/baeckerei-morgenroth/payout-account/sync")


@pytest.mark.parametrize("path", ["/betrieb/geld", PAYOUT, RULES, f"{RULES}/verlauf"])
@pytest.mark.parametrize("who", ["baeckerei@example.org", "beratung@example.org"])
async def test_the_books_are_the_operators(browser: Browser, who: str, path: str) -> None:
    assert (await (await browser.sign_in(who)).get(path)).status == 403


async def test_a_strangers_money_is_not_there(browser: Browser) -> None:
    assert (await (await browser.sign_in("anna@example.org")).get(COUNTER)).status == 404


async def test_a_refused_transfer_is_tried_again(market: FakeMarket, browser: Browser) -> None:
    operator = await browser.sign_in("betrieb@example.org")
    page = await operator.get("/betrieb/geld")
    answer = await operator.post(f"/betrieb/geld/ueberweisungen/{TRANSFER}", {}, follow=False)

    assert "<script>" not in page.text.partition("<main")[2].partition("</main>")[0]
    assert (answer.status, answer.headers["location"]) == (303, "/betrieb/geld")
    assert sent(market, "POST", f"/operations/money/transfers/{TRANSFER}/retry")


async def test_a_payout_by_hand_is_entered_once_with_its_key(
    market: FakeMarket, browser: Browser
) -> None:
    operator = await browser.sign_in("betrieb@example.org")
    key = Outline((await operator.get(PAYOUT)).text).value("key")
    said = {"reference": "Anteil November", "paid_on": "2026-11-20", "key": key}

    answer = await operator.post(PAYOUT, said | {"amount": "12,34"}, follow=False)
    refused = await operator.post(PAYOUT, said | {"amount": "13,00"})
    wrong = await operator.post(PAYOUT, said | {"amount": "viel", "paid_on": "bald"})

    assert answer.status == 303
    first = sent(market, "POST", "/operations/money/shops/baeckerei-morgenroth/payouts")[0]
    assert first == {"amount": 1234, "reference": "Anteil November", "paid_on": "2026-11-20"}
    assert "Der offene Betrag hat sich geändert." in refused.text
    assert wrong.status == 422
    assert "123,45" in wrong.text


def rule_form(**changes: str) -> dict[str, str]:
    said = {
        "name": "Alle", "percent": "7,5", "fixed": "0,30", "category": "brot",
        "shop": "baeckerei-morgenroth", "way": "shop", "valid_from": "2026-12-10",
    }  # fmt: skip
    return said | changes


async def test_rules_are_looked_at_before_they_are_announced(
    market: FakeMarket, browser: Browser
) -> None:
    operator = await browser.sign_in("betrieb@example.org")

    seen = await operator.post(RULES, rule_form(look="1"))
    announced = await operator.post(RULES, rule_form(), follow=False)

    assert "So wäre es in den letzten 30 Tagen gewesen" in seen.text
    assert "1,80" in seen.text
    assert announced.status == 303
    [body] = sent(market, "PUT", "/operations/commission")
    assert isinstance(body, dict)
    assert body["valid_from"] == "2026-12-10"
    [rule] = body["rules"]
    assert rule["shop_id"]
    assert {name: rule[name] for name in ("name", "permille", "fixed", "category", "way")} == {
        "name": "Alle", "permille": 75, "fixed": 30, "category": "brot", "way": "shop",
    }  # fmt: skip


@pytest.mark.parametrize("changes", [{"percent": "viel"}, {"fixed": "x"}, {"shop": "gibtsnicht"}])
async def test_a_rule_nobody_understands_is_not_sent(
    market: FakeMarket, browser: Browser, changes: dict[str, str]
) -> None:
    answer = await (await browser.sign_in("betrieb@example.org")).post(RULES, rule_form(**changes))

    assert answer.status == 422
    assert "Regel 1 stimmt nicht" in answer.text
    assert sent(market, "PUT", "/operations/commission") == []


NOTE = f"{PAYOUT}/gebuehren/{FEE}"
CAME = {"amount": "20,00", "reference": "MARKT-1", "paid_on": "2026-12-02", "key": "k"}


async def test_the_shop_reads_what_of_its_fees_is_open(browser: Browser) -> None:
    page = Outline((await (await browser.sign_in("baeckerei@example.org")).get(COUNTER)).text)

    assert "Überfällig sind 50,00" in page.text
    assert page.all("a", href=f"/theke/baeckerei-morgenroth/rechnungen/{FEE}")
    assert not page.all("a", href=NOTE)


async def test_the_operator_notes_what_came_in_parts(market: FakeMarket, browser: Browser) -> None:
    operator = await browser.sign_in("betrieb@example.org")
    listed = Outline((await operator.get("/betrieb/geld/gebuehren")).text)
    assert listed.all("a", href=NOTE)
    assert Outline((await operator.get(PAYOUT)).text).all("a", href=NOTE)
    assert "MARKT &lt;u&gt;" in (await operator.get(NOTE)).text

    done = await operator.post(NOTE, CAME)

    assert "Die Zahlung ist eingetragen." in done.text
    said = {"amount": 2000, "reference": "MARKT-1", "paid_on": "2026-12-02"}
    assert sent(market, "POST", f"/operations/money/fees/{FEE}/payments") == [said]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"amount": "viel"}, "Bitte einen Betrag"),
        ({"paid_on": ""}, "Bitte einen Tag"),
        ({"amount": "50,01"}, "nicht mehr offen"),
    ],
)
async def test_what_cannot_be_noted_keeps_what_was_typed(
    browser: Browser, wrong: dict[str, str], words: str
) -> None:
    operator = await browser.sign_in("betrieb@example.org")

    answer = await operator.post(NOTE, CAME | wrong)

    assert answer.status == 422
    assert words in answer.text
    assert Outline(answer.text).all("input", id="reference")[0]["value"] == "MARKT-1"


async def test_it_is_netted_or_taken_back(market: FakeMarket, browser: Browser) -> None:
    operator = await browser.sign_in("betrieb@example.org")

    netted = await operator.post(f"{NOTE}/verrechnen", {"key": "k"})
    back = await operator.post(f"{NOTE}/zahlungen/{FEE_PAYMENT}/zuruecknehmen", {})

    assert "mit den nächsten Auszahlungen verrechnet" in netted.text
    assert "zurückgenommen" in back.text
    assert sent(market, "POST", f"/operations/money/fees/{FEE}/net")
    assert sent(market, "POST", f"/operations/money/fees/payments/{FEE_PAYMENT}/take-back")


@pytest.mark.parametrize("path", [NOTE, "/betrieb/geld/gebuehren"])
async def test_fees_are_followed_by_the_operator_alone(browser: Browser, path: str) -> None:
    assert (await (await browser.sign_in("baeckerei@example.org")).get(path)).status == 403


async def test_a_fee_invoice_of_another_shop_is_not_there(browser: Browser) -> None:
    operator = await browser.sign_in("betrieb@example.org")

    assert (await operator.get(f"{PAYOUT}/gebuehren/{TRANSFER}")).status == 404
