"""Working off orders: what is missing, something else, goodwill, money from the till."""

from typing import Any

import pytest
from gateway.pages.answers.orders import ShopOrder

from tests.gateway.pages.fake_market import Call, FakeMarket, refusal
from tests.gateway.pages.fake_withdrawals import PART, WITHDRAWAL
from tests.gateway.pages.fake_working import CHANGED, GIVING, HANDED, QUESTION, an_order
from tests.gateway.pages.goods import ROLL, an_id
from tests.gateway.pages.house import Browser, Outline

COUNTER = "/theke/baeckerei-morgenroth"
PAGE = f"{COUNTER}/bestellungen/{CHANGED}"
DESK = f"{COUNTER}/widerrufe/{WITHDRAWAL}/{PART}"


@pytest.fixture
async def baker(browser: Browser) -> Browser:
    return await browser.sign_in("baeckerei@example.org")


@pytest.fixture
async def operator(browser: Browser) -> Browser:
    return await browser.sign_in("betrieb@example.org")


def sent(market: FakeMarket, path: str) -> list[Call]:
    return [call for call in market.calls if call.method == "POST" and call.path.endswith(path)]


def words(answer: Any) -> str:
    return Outline(answer.text).text.replace("\xa0", " ").replace("\xad", "")


async def test_every_line_has_a_field_and_what_changed_is_said(baker: Browser) -> None:
    answer = await baker.get(f"{PAGE}/aendern")

    names = {field.get("name") for field in Outline(answer.text).all("input")}
    assert {"fehlt-1", "fehlt-2", "gone"} <= names
    assert "Roggenmischbrot <b> fehlt" in words(answer)
    assert "<i>kalt" not in answer.text
    assert "Kulanz vom Markt, nicht zu deinen Lasten: 1,00 €" in words(answer)


async def test_what_is_missing_is_told_line_by_line(market: FakeMarket, baker: Browser) -> None:
    said = {"fehlt-1": "2", "fehlt-2": "0", "reason": "Leider nicht mehr da", "gone": "1"}

    answer = await baker.post(f"{PAGE}/fehlt", said)

    assert sent(market, "/reduce")[0].payload == {
        "lines": [{"position": 1, "quantity": 2}], "reason": "Leider nicht mehr da", "gone": True,
    }  # fmt: skip
    assert "Gemeldet." in words(answer)


async def test_own_words_come_first(market: FakeMarket, baker: Browser) -> None:
    await baker.post(
        f"{PAGE}/fehlt", {"fehlt-1": "1", "reason": "x", "own_reason": "Hund war schneller"}
    )

    assert sent(market, "/reduce")[0].payload["reason"] == "Hund war schneller"


async def test_nothing_missing_is_said_beside_the_lines(market: FakeMarket, baker: Browser) -> None:
    answer = await baker.post(f"{PAGE}/fehlt", {"fehlt-1": "0", "reason": "x"})

    assert answer.status == 422
    assert "Bitte gib an, was fehlt." in words(answer)
    assert sent(market, "/reduce") == []


async def test_something_else_is_offered(market: FakeMarket, baker: Browser) -> None:
    variant = ROLL["variants"][0]["id"]

    await baker.post(
        f"{PAGE}/ersatz",
        {"position": "1", "variant_id": variant, "pieces": "1", "quantity": "2"},
    )

    (call,) = sent(market, "/substitute")
    assert call.payload == {"position": 1, "pieces": 1, "variant_id": variant, "quantity": 2}


async def test_a_refusal_keeps_what_was_chosen(market: FakeMarket, baker: Browser) -> None:
    market.refuse[f"POST /shop-orders/{CHANGED}/substitute"] = refusal(
        409, "substitute_too_dear", detail="Ein Ersatz darf nicht mehr kosten."
    )

    answer = await baker.post(
        f"{PAGE}/ersatz", {"position": "1", "variant_id": "x", "pieces": "1", "quantity": "7"}
    )

    assert answer.status == 422
    assert "Ein Ersatz darf nicht mehr kosten." in words(answer)
    assert Outline(answer.text).value("quantity") == "7"


async def test_money_from_the_till_is_noted_with_its_receipt(
    market: FakeMarket, baker: Browser
) -> None:
    page = f"{COUNTER}/bestellungen/{HANDED}"
    shown = await baker.get(f"{page}/aendern")
    assert "Der Markt ist keine Kasse" in words(shown)
    assert "Kassenbeleg 0815" in words(shown)

    wrong = await baker.post(f"{page}/erstattet", {"amount": "viel", "reason": "hart"})
    said = {"amount": "1,20", "reason": "hart", "receipt_no": "0815", "key": "k1"}
    await baker.post(f"{page}/erstattet", said)

    (call,) = sent(market, "/paid-back")
    assert wrong.status == 422
    assert call.key == "k1"
    assert call.payload == {"amount": 120, "reason": "hart", "receipt_no": "0815"}


async def test_strangers_find_no_counter(browser: Browser) -> None:
    await browser.sign_in("anna@example.org")

    assert (await browser.get(f"{PAGE}/aendern")).status == 404


@pytest.mark.parametrize(("said", "agree"), [("ja", True), ("nein", False)])
async def test_the_buyer_answers_with_one_click(
    market: FakeMarket, browser: Browser, said: str, *, agree: bool
) -> None:
    order = an_id("some order")

    answer = await browser.post(
        f"/bestellung/{order}/ersatz/{QUESTION}", {"antwort": said, "token": "t"}, follow=False
    )

    (call,) = sent(market, f"/orders/{order}/substitutes/{QUESTION}")
    assert call.payload == {"agree": agree}
    assert answer.headers["location"] == f"/bestellung/{order}?token=t"


async def test_the_operator_gives_goodwill(market: FakeMarket, operator: Browser) -> None:
    unknown = await operator.get("/betrieb/kulanz?nummer=gibtsnicht")
    shown = await operator.get("/betrieb/kulanz?nummer=2611-1-1")
    said = {"amount": "3,00", "reason": "Zu spät", "key": "k", "nummer": "2611-1-1"}
    wrong = await operator.post(f"/betrieb/kulanz/{GIVING}", said | {"amount": "-1"})
    await operator.post(f"/betrieb/kulanz/{GIVING}", said)

    (call,) = sent(market, "/goodwill")
    assert "Diese Bestellnummer gibt es nicht." in words(unknown)
    assert "höchstens 9,60 €" in words(shown)
    assert wrong.status == 422
    assert (call.key, call.payload) == ("k", {"amount": 300, "reason": "Zu spät"})


async def test_the_operator_joins_a_declaration_to_its_order(
    market: FakeMarket, operator: Browser
) -> None:
    shown = await operator.get("/betrieb/widerrufe")
    await operator.post(f"/betrieb/widerrufe/{WITHDRAWAL}/zuordnen", {"order_number": "2611-2-1"})

    assert "Über die Frist" in words(shown)
    assert sent(market, "/match")[0].payload == {"order_number": "2611-2-1"}


async def test_the_shop_says_what_came_back_and_what_it_paid(
    market: FakeMarket, baker: Browser
) -> None:
    await baker.post(f"{DESK}/zurueck", {"position": "1", "restock": "1"})
    await baker.post(f"{DESK}/erstattet", {"receipt_no": "4711"})
    await baker.post(f"{DESK}/annehmen", {"amount": "9,00", "deduct": "Kratzer"})

    assert sent(market, "/returned")[0].payload == {"positions": [1], "restock": True}
    assert sent(market, "/paid-back")[0].payload == {"receipt_no": "4711"}
    assert sent(market, "/accept")[0].payload == {"amount": 900, "reason": "Kratzer"}


async def test_advisors_see_silent_shops_too(browser: Browser) -> None:
    await browser.sign_in("beratung@example.org")

    answer = await browser.get("/beratung/stille")

    assert "2611-9-1" in words(answer)
    assert (await browser.get("/betrieb/stille")).status == 403


async def test_what_is_missing_already_stands_in_its_field(baker: Browser) -> None:
    page = Outline((await baker.get(f"{PAGE}/aendern")).text)

    assert (page.value("fehlt-1"), page.value("fehlt-2")) == ("1", "0")


def test_packed_is_what_is_left_and_what_stands_in() -> None:
    instead = {"title": "Brötchen", "label": "", "quantity": 4}
    reductions = [
        {"kind": "missing", "position": 1, "quantity": 1},
        {"kind": "substituted", "position": 2, "quantity": 1, "details": {"instead": instead}},
    ]

    order = ShopOrder.model_validate(an_order(reductions=reductions))

    assert order.to_pack == [("Roggenmischbrot <b>, 1 kg", 2), ("Brötchen", 4)]
