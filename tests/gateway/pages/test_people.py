"""Signing up, in and out; forms from elsewhere; what stays in the browser."""

import pytest
from gateway.pages.people import own_path
from starlette.types import ASGIApp

from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.goods import BREAD, an_id
from tests.gateway.pages.house import PEOPLE, Browser, Outline
from tests.gateway.pages.test_shopping import filled, with_two_shops
from tests.support.asgi import AsgiClient


async def test_signing_in_leads_back_to_where_one_wanted_to_go(browser: Browser) -> None:
    form = {"email": "anna@example.org", "password": "richtig", "weiter": "/konto"}

    answer = await browser.post("/anmelden", form)

    assert "Guten Tag, Anna Albrecht" in answer.text
    assert "Sie sind angemeldet." in answer.text


async def test_a_message_is_shown_once(browser: Browser) -> None:
    await browser.post("/anmelden", {"email": "anna@example.org", "password": "richtig"})

    assert "Sie sind angemeldet." not in (await browser.get("/laden")).text


async def test_a_wrong_password_keeps_the_address_and_says_no_more(browser: Browser) -> None:
    answer = await browser.post("/anmelden", {"email": "anna@example.org", "password": "falsch"})

    page = Outline(answer.text)
    assert answer.status == 422
    assert page.value("email") == "anna@example.org"
    assert page.value("password") == ""
    assert page.all("div", role="alert")
    assert "sid" not in browser.cookies


async def test_a_new_account_is_signed_in_at_once(browser: Browser) -> None:
    form = {"name": "Anna", "email": "anna@example.org", "password": "richtig"}

    await browser.post("/registrieren", form)

    assert browser.cookies["sid"] == "anna@example.org"


async def test_signing_out_ends_it(browser: Browser) -> None:
    await browser.sign_in("anna@example.org")

    await browser.post("/abmelden")

    assert "sid" not in browser.cookies


@pytest.mark.parametrize(
    "elsewhere", ["https://boese.example", "//boese.example", "/\\boese.example", "korb", "/a\nb"]
)
def test_nobody_is_sent_to_another_site(elsewhere: str) -> None:
    assert own_path(elsewhere) == "/"


def test_a_path_of_ours_is_kept() -> None:
    assert own_path("/theke/x?status=placed#b-1") == "/theke/x?status=placed#b-1"


@pytest.mark.parametrize(
    "path",
    ["/korb", "/korb/mengen", "/korb/preise", "/kasse", "/abmelden", "/uebernahme/abc123",
     "/theke/baeckerei-morgenroth/profil/name", f"/theke/baeckerei-morgenroth/bestand/{an_id('x')}",
     "/theke/baeckerei-morgenroth/produkte/neu", "/beratung/neu", "/betrieb/fehler/wiederholen",
     f"/theke/baeckerei-morgenroth/bestellungen/{an_id('x')}/annehmen",
     f"/theke/baeckerei-morgenroth/produkte/{BREAD['id']}/veroeffentlichen",
     f"/bestellung/{an_id('x')}/stornieren"],
)  # fmt: skip
@pytest.mark.parametrize("who", ["baeckerei@example.org", "beratung@example.org"])
async def test_a_form_without_our_token_changes_nothing(
    app: ASGIApp, market: FakeMarket, path: str, who: str
) -> None:
    answer = await AsgiClient(app).post(
        path, form={"form_token": "geraten"}, headers={"cookie": f"sid={who}"}
    )

    assert answer.status == 403
    assert [call for call in market.calls if call.method != "GET"] == []


async def test_an_account_sees_its_orders(market: FakeMarket, browser: Browser) -> None:
    await browser.sign_in("anna@example.org")
    await with_two_shops(browser)
    await browser.post("/kasse", await filled(browser))

    page = Outline((await browser.get("/konto")).text)

    assert page.all("a", href=f"/bestellung/{next(iter(market.orders))}")
    assert "Als Nächstes:" in page.text


async def test_the_checkout_knows_who_is_signed_in(browser: Browser) -> None:
    await browser.sign_in("anna@example.org")
    await with_two_shops(browser)

    page = Outline((await browser.get("/kasse")).text)

    assert page.value("contact-name") == PEOPLE["anna@example.org"].name
    assert page.value("contact-email") == "anna@example.org"


async def test_a_shop_is_taken_over_by_who_is_signed_in(
    market: FakeMarket, browser: Browser
) -> None:
    stranger = Outline((await browser.get("/uebernahme/abc123")).text)
    await browser.sign_in("baeckerei@example.org")

    answer = await browser.post("/uebernahme/abc123", {"mandate": "no"})

    assert not stranger.all("form", action="/uebernahme/abc123")
    assert "Der Laden gehört jetzt dir." in answer.text
    assert any(call.path == "/handovers/abc123/accept" for call in market.calls)


SIGN_IN = {"email": "anna@example.org", "password": "richtig"}


@pytest.mark.parametrize("way", ["/anmelden", "/registrieren"])
async def test_the_cart_comes_along(market: FakeMarket, browser: Browser, way: str) -> None:
    await with_two_shops(browser)
    cart, count = browser.cookies["korb"], int(browser.cookies["korb_anzahl"])

    await browser.post(way, SIGN_IN | {"name": "Anna"})

    claims = [call for call in market.calls if call.path == f"/carts/{cart}/claim"]
    assert [call.who for call in claims] == [PEOPLE["anna@example.org"]]
    assert browser.cookies["korb"] == cart
    assert int(browser.cookies["korb_anzahl"]) == count + 1


@pytest.mark.parametrize("status", [404, 409, 503])
async def test_a_cart_that_cannot_come_along_stays(
    market: FakeMarket, browser: Browser, status: int
) -> None:
    await with_two_shops(browser)
    before = {name: browser.cookies[name] for name in ("korb", "korb_anzahl")}
    market.refuse[f"POST /carts/{before['korb']}/claim"] = refusal(status, "no")

    await browser.post("/anmelden", SIGN_IN)

    assert browser.cookies.items() >= (before | {"sid": "anna@example.org"}).items()


async def test_who_has_no_cart_claims_none(market: FakeMarket, browser: Browser) -> None:
    await browser.post("/anmelden", SIGN_IN)

    assert [call for call in market.calls if call.path.endswith("/claim")] == []


async def test_a_flash_of_somebody_elses_making_is_not_shown(browser: Browser) -> None:
    browser.cookies["meldung"] = "Sie haben gewonnen"

    assert "gewonnen" not in (await browser.get("/laden")).text


@pytest.mark.parametrize("many", ["viele", "-1", "²", "99999"])
async def test_a_cart_cookie_of_somebody_elses_making_asks_nobody(
    market: FakeMarket, browser: Browser, many: str
) -> None:
    browser.cookies |= {"korb": "../orders/1", "korb_anzahl": many}

    assert (await browser.get("/korb")).status == 200
    assert [call for call in market.calls if call.path.startswith("/carts")] == []
