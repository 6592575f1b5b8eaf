"""Ending one's own account: what is said before, what is asked, and where it leads."""

import pytest
from starlette.types import ASGIApp

from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.house import Browser, Outline, state_of
from tests.gateway.pages.test_shopping import filled, with_two_shops

ANNA, OWNER = "anna@example.org", "baeckerei@example.org"
GOOD = {"password": "richtig", "sure": "ja"}


def erased(app: ASGIApp) -> list[str]:
    found: list[str] = state_of(app).identity.erased
    return found


async def test_the_way_there_is_on_the_page_of_ones_data(browser: Browser) -> None:
    await browser.sign_in(ANNA)

    page = Outline((await browser.get("/konto/daten")).text)

    assert page.all("a", href="/konto/loeschen")


async def test_it_says_what_goes_and_what_stays_and_until_when(browser: Browser) -> None:
    await browser.sign_in(ANNA)

    page = Outline((await browser.get("/konto/loeschen")).text)

    assert ANNA in page.text
    assert "nicht rückgängig" in page.text
    assert "bis 31. Dezember 2034" in page.text
    assert "§ 14b UStG" in page.text


async def test_who_leaves_is_signed_out_without_basket_and_bid_farewell(browser: Browser) -> None:
    await with_two_shops(browser)
    await browser.sign_in(ANNA)

    answer = await browser.post("/konto/loeschen", GOOD)

    assert answer.status == 200
    assert "Ihr Konto ist gelöscht" in answer.text
    assert erased(browser.app) == [ANNA]
    assert not {"sid", "korb"} & set(browser.cookies)


async def test_sent_twice_it_happens_once(browser: Browser) -> None:
    await browser.sign_in(ANNA)
    await browser.post("/konto/loeschen", GOOD)

    again = await browser.post("/konto/loeschen", GOOD, follow=False)

    assert again.status == 303
    assert again.headers["location"].startswith("/anmelden")
    assert erased(browser.app) == [ANNA]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"sure": "ja"}, "Bitte geben Sie Ihr Passwort ein."),
        ({"password": "richtig"}, "Bitte bestätigen Sie"),
        ({"password": "falsch", "sure": "ja"}, "stimmen nicht"),
    ],
)
async def test_without_password_or_word_nothing_happens(
    browser: Browser, form: dict[str, str], said: str
) -> None:
    await browser.sign_in(ANNA)

    answer = await browser.post("/konto/loeschen", form)

    assert answer.status == 422
    assert said in answer.text
    assert "richtig" not in answer.text
    assert erased(browser.app) == []
    assert browser.cookies["sid"] == ANNA


async def test_whoever_owns_a_shop_hands_it_over_first(browser: Browser) -> None:
    await browser.sign_in(OWNER)

    answer = await browser.post("/konto/loeschen", GOOD)

    assert answer.status == 409
    assert "Ihnen gehört noch ein Laden" in answer.text
    assert browser.cookies["sid"] == OWNER


async def test_open_orders_are_named_with_their_codes(browser: Browser, market: FakeMarket) -> None:
    await browser.sign_in(ANNA)
    await with_two_shops(browser)
    await browser.post("/kasse", await filled(browser))
    order = next(iter(market.orders.values()))

    page = Outline((await browser.get("/konto/loeschen")).text)

    assert "Eine Bestellung läuft noch" in page.text
    assert page.all("a", href=f"/bestellung/{order['id']}")
    for part in order["shop_orders"]:
        assert part["pickup_code"] in page.text


async def test_nobody_is_kept_by_an_outage(browser: Browser, market: FakeMarket) -> None:
    await browser.sign_in(ANNA)
    market.down.add("orders")

    page = await browser.get("/konto/loeschen")
    answer = await browser.post("/konto/loeschen", GOOD)

    assert "Löschen können Sie trotzdem" in page.text
    assert "Ihr Konto ist gelöscht" in answer.text


async def test_a_guest_has_none_to_end(browser: Browser) -> None:
    assert (await browser.get("/konto/loeschen", follow=False)).status == 303
    assert (await browser.get("/konto/geloescht")).status == 200


async def test_nobody_is_told_of_an_end_that_has_not_come(browser: Browser) -> None:
    await browser.sign_in(ANNA)

    answer = await browser.get("/konto/geloescht", follow=False)

    assert (answer.status, answer.headers["location"]) == (303, "/konto")
