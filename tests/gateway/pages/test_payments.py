"""What buyers, shops and the operator read about money that comes in."""

from typing import Any

import pytest

from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.fake_orders import an_order, cart_view
from tests.gateway.pages.fake_payments import MATTERS
from tests.gateway.pages.goods import BREAD, an_id, euros
from tests.gateway.pages.house import Browser

LIST = "/betrieb/zahlungen"
VARIANT = BREAD["variants"][0]["id"]


def ordered(market: FakeMarket, status: str, payment: str, **more: Any) -> str:
    market.carts["cart"] = {VARIANT: 2}
    said = {"payment": "online", "contact": {"name": "Anna", "email": None, "phone": None}}
    order = an_order(cart_view(market, "cart"), said, an_id(f"order {status} {payment}"))
    order |= {"status": status, "payment_url": None}
    order["payment"] |= {"status": payment, **more}
    market.orders[order["id"]] = order
    return f"/bestellung/{order['id']}"


@pytest.mark.parametrize(
    ("status", "payment", "more", "words"),
    [
        ("awaiting_payment", "processing", {}, "Ihre Lastschrift ist unterwegs"),
        ("placed", "processing", {}, "Die Läden beginnen trotzdem schon"),
        ("cancelled", "processing", {}, "geht es ganz und ohne Ihr Zutun an Sie zurück"),
        ("placed", "authorised", {}, "niemals mehr als vorgemerkt"),
        ("cancelled", "authorised", {}, "wurde nichts abgebucht"),
        ("cancelled", "released", {}, "wurde nichts abgebucht"),
        ("placed", "owed", {}, "Bitte bei der Übergabe bezahlen"),
        ("cancelled", "failed", {"kind": "sepa_debit"}, "nicht eingelöst"),
        ("placed", "paid", {"taken": euros(350)}, "Abgebucht wurden 3,50"),
    ],
)
async def test_the_order_says_in_plain_words_how_its_money_stands(
    market: FakeMarket, browser: Browser, status: str, payment: str, more: Any, words: str
) -> None:
    page = (await browser.get(ordered(market, status, payment, **more))).text

    assert words in page.replace("\u00a0", " ")
    assert "bezahlen</button>" not in page
    assert ("Dasselbe noch einmal bestellen" in page) == (status == "cancelled")


async def test_an_unpaid_order_says_when_a_debit_is_possible(
    market: FakeMarket, browser: Browser
) -> None:
    page = (await browser.get(ordered(market, "awaiting_payment", "pending"))).text

    assert "mindestens sechs Tage" in page


async def test_the_same_again_goes_into_the_cart_once(market: FakeMarket, browser: Browser) -> None:
    path = ordered(market, "cancelled", "failed", kind="sepa_debit")
    await browser.get(path)
    for _ in range(2):
        answer = await browser.post(f"{path}/noch-einmal", {}, follow=False)
        assert (answer.status, answer.headers["location"]) == (303, "/korb")

    mine = [cart for key, cart in market.carts.items() if key != "cart"]
    assert mine == [{VARIANT: 2}]


async def test_the_counter_is_warned_before_it_hands_over(
    market: FakeMarket, browser: Browser
) -> None:
    ordered(market, "placed", "owed")
    part = next(iter(market.orders.values()))["shop_orders"][0]
    part |= {"payment": {"method": "online", "status": "owed"}, "due": euros(960)}
    baker = await browser.sign_in("baeckerei@example.org")
    page = (await baker.get("/theke/baeckerei-morgenroth/bestellungen")).text

    assert "Gib die Ware nur gegen Bezahlung heraus: 9,60" in page.replace("\u00a0", " ")


async def test_the_operator_sees_both_sides_and_a_date(browser: Browser) -> None:
    page = (await (await browser.sign_in("betrieb@example.org")).get(LIST)).text

    for words in ("Belege bis", "nichts bekannt", "11,00", "Geld zurücksenden", "no &lt;b&gt;",
                  "1 Abweichung", "stimmt überein", "12 Buchungen"):  # fmt: skip
        assert words in page


async def test_what_a_person_decides_is_carried_out(market: FakeMarket, browser: Browser) -> None:
    operator = await browser.sign_in("betrieb@example.org")
    await operator.get(LIST)
    one = f"{LIST}/{MATTERS[1]['id']}"
    again = await operator.post(f"{one}/noch-einmal", {}, follow=False)
    empty = await operator.post(f"{one}/erledigt", {"note": " "})
    closed = await operator.post(f"{one}/erledigt", {"note": "Geklärt."}, follow=False)
    faster = await operator.post(f"{LIST}/{MATTERS[2]['id']}/noch-einmal", {}, follow=False)

    assert (again.status, closed.status, faster.status) == (303, 303, 303)
    assert (empty.status, "Bitte sagen Sie mehr." in empty.text) == (422, True)
    notes = [call.payload for call in market.calls if call.path.endswith("/close")]
    assert notes[-1] == {"note": "Geklärt."}


@pytest.mark.parametrize("who", ["baeckerei@example.org", "beratung@example.org"])
async def test_it_is_the_operators_alone(browser: Browser, who: str) -> None:
    assert (await (await browser.sign_in(who)).get(LIST)).status == 403
