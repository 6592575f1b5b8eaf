"""Withdrawing in two steps, the receipt, and the shop's list."""

import pytest

from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.fake_withdrawals import PART, WITHDRAWAL
from tests.gateway.pages.goods import BREAD, an_id
from tests.gateway.pages.house import Browser, Outline
from tests.gateway.pages.test_shopping import filled

SAID = {"name": "Anna Albrecht", "contract": "2611-1", "receipt_to": "anna@example.org"}
DESK = "/theke/baeckerei-morgenroth/widerrufe"


def hidden(page: str) -> dict[str, str]:
    return {tag["name"]: tag["value"] for tag in Outline(page).all("input", type="hidden")}


def sent(market: FakeMarket) -> list[tuple[str | None, dict[str, object]]]:
    return [
        (call.key, dict(call.payload))
        for call in market.calls
        if (call.method, call.path) == ("POST", "/withdrawals")
    ]


async def test_a_business_is_told_why_its_order_has_no_button(
    market: FakeMarket, browser: Browser
) -> None:
    order_id = await ordered(market, browser)
    path = f"/bestellung/{order_id}?token=gast-geheimnis"
    own = f"/widerruf?bestellung={order_id}&token=gast-geheimnis"

    for_a_person = Outline((await browser.get(path)).text)
    market.orders[order_id]["buyer"] = {"company": "Stadt Zeitz"}
    answer = await browser.get(path)
    for_a_business = Outline(answer.text)

    assert for_a_person.all("a", href=own)
    assert not for_a_business.all("a", href=own)
    assert "Das Widerrufsrecht steht nur Verbrauchern zu" in answer.text
    assert for_a_business.all("a", href="/widerruf"), "the general way stays open to everybody"


@pytest.mark.parametrize("path", ["/", "/suche?q=brot", "/laden", "/korb", "/impressum"])
async def test_every_page_leads_there(browser: Browser, path: str) -> None:
    page = Outline((await browser.get(path)).text)

    assert page.all("a", href="/widerruf")


async def test_it_takes_two_steps_and_no_login(market: FakeMarket, browser: Browser) -> None:
    first = await browser.post("/widerruf", SAID)
    assert sent(market) == []
    assert "Hiermit widerrufe ich den Vertrag: 2611-1." in first.text

    second = await browser.post("/widerruf/bestaetigen", hidden(first.text), follow=False)

    ((key, body),) = sent(market)
    assert key
    assert body["contract"] == "2611-1"
    assert body["language"] == "de"
    assert (second.status, second.headers["location"]) == (
        303,
        f"/widerruf/{WITHDRAWAL}?token=schluessel",
    )


async def test_pressed_twice_it_is_the_same_declaration(
    market: FakeMarket, browser: Browser
) -> None:
    form = hidden((await browser.post("/widerruf", SAID)).text)

    for _ in range(2):
        await browser.post("/widerruf/bestaetigen", form)

    one, other = sent(market)
    assert one == other


async def test_going_back_keeps_what_was_typed(browser: Browser) -> None:
    first = await browser.post("/widerruf", SAID | {"statement": "Nur das Brot"})

    again = await browser.post("/widerruf", hidden(first.text) | {"aendern": "1"})

    assert again.status == 200
    assert Outline(again.text).value("contract") == "2611-1"
    assert "Nur das Brot" in again.text


@pytest.mark.parametrize(
    ("field", "words"),
    [("name", "Namen"), ("contract", "um welche Bestellung"), ("receipt_to", "E-Mail-Adresse")],
)
async def test_what_is_missing_is_said_beside_its_field(
    market: FakeMarket, browser: Browser, field: str, words: str
) -> None:
    answer = await browser.post("/widerruf", SAID | {field: ""})

    assert answer.status == 422
    assert words in Outline(answer.text).text
    assert sent(market) == []


async def ordered(market: FakeMarket, browser: Browser) -> str:
    """A guest's order from the bakery."""
    await browser.post("/korb", {"variant_id": BREAD["variants"][0]["id"], "quantity": "1"})
    await browser.post("/kasse", await filled(browser))
    return next(iter(market.orders))


async def test_from_the_order_one_ticks_what_is_meant(market: FakeMarket, browser: Browser) -> None:
    order_id = await ordered(market, browser)
    address = f"/widerruf?bestellung={order_id}&token=gast-geheimnis"
    form = await browser.get(address)
    (line,) = Outline(form.text).all("input", name="line")
    asked = SAID | {"bestellung": order_id, "token": "gast-geheimnis"}

    nothing = await browser.post("/widerruf", asked)
    first = await browser.post("/widerruf", asked | {"line": line["value"]})
    await browser.post("/widerruf/bestaetigen", hidden(first.text))

    assert nothing.status == 422
    assert "kreuzen Sie an" in nothing.text
    ((_, body),) = sent(market)
    part = market.orders[order_id]["shop_orders"][0]["id"]
    assert body["order_id"] == order_id
    assert body["parts"] == [{"shop_order_id": part, "positions": [1]}]


async def test_an_order_one_may_not_see_is_asked_for_in_words(browser: Browser) -> None:
    answer = await browser.get(f"/widerruf?bestellung={an_id('nobodys')}&token=x")

    assert answer.status == 200
    assert Outline(answer.text).all("input", name="contract")


async def test_the_receipt_says_the_minute_and_escapes(browser: Browser) -> None:
    answer = await browser.get(f"/widerruf/{WITHDRAWAL}?token=schluessel")

    assert "20. November 2026 um 9:00 Uhr" in Outline(answer.text).text
    assert "<i>beides" not in answer.text
    assert (await browser.get(f"/widerruf/{WITHDRAWAL}?token=falsch")).status == 404


async def test_the_shop_pays_back_what_it_says(market: FakeMarket, browser: Browser) -> None:
    await browser.sign_in("baeckerei@example.org")
    path = f"{DESK}/{WITHDRAWAL}/{PART}"

    shown = await browser.get(DESK)
    wrong = await browser.post(f"{path}/annehmen", {"amount": "viel"})
    await browser.post(f"{path}/annehmen", {"amount": "9,60"})
    baseless = await browser.post(f"{path}/ablehnen", {"reason": "Frist ist um."})
    await browser.post(f"{path}/ablehnen", {"ground": "too_late", "reason": "Frist ist um."})

    assert "(danach erklärt)" in shown.text
    assert wrong.status == 422
    assert "zum Beispiel 4,80" in wrong.text
    bodies = [call.payload for call in market.calls if "/parts/" in call.path]
    assert bodies == [{"amount": 960}, {"ground": "too_late", "reason": "Frist ist um."}]
    assert baseless.status == 422
    assert "Bitte wähle den Grund aus" in baseless.text


async def test_before_it_refuses_a_shop_reads_what_the_law_says(
    market: FakeMarket, browser: Browser
) -> None:
    await browser.sign_in("baeckerei@example.org")

    may = Outline((await browser.get(DESK)).text)
    market.finding["no_ground"] = True
    may_not = Outline((await browser.get(DESK)).text)

    assert [each["value"] for each in may.all("input", name="ground")] == ["too_late"]
    assert "darf nach dem Gesetz binnen vierzehn Tagen widerrufen" in may.text
    assert "erhalten am 1. <November>." in may.text
    assert may_not.all("input", name="ground") == []
    assert "Ablehnen lässt sich das nicht" in may_not.text


async def test_the_operator_reads_what_shops_have_refused(browser: Browser) -> None:
    await browser.sign_in("betrieb@example.org")

    text = Outline((await browser.get("/betrieb/widerrufe")).text).text

    assert "Von Läden abgelehnt" in text
    assert "Die <Frist> war vorbei." in text
    assert "abgelehnt am 21. November 2026" in text


async def test_a_refused_decision_is_said_beside_it(market: FakeMarket, browser: Browser) -> None:
    await browser.sign_in("baeckerei@example.org")
    path = f"/withdrawals/{WITHDRAWAL}/parts/{PART}/accept"
    market.refuse[f"POST {path}"] = refusal(409, "withdrawal_decided", detail="Schon entschieden.")

    answer = await browser.post(f"{DESK}/{WITHDRAWAL}/{PART}/annehmen", {"amount": "1"})

    assert answer.status == 422
    assert "Schon entschieden." in answer.text


async def test_others_have_no_such_list(browser: Browser) -> None:
    await browser.sign_in("anna@example.org")

    assert (await browser.get(DESK)).status == 404
    assert (await browser.get("/betrieb/widerrufe")).status == 403
