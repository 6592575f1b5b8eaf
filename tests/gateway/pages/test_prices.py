"""Reduced prices and deposits as buyers see them; promotions and freshness at the counter."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from starlette.types import ASGIApp

from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.fake_prices import days
from tests.gateway.pages.goods import BREAD, NOON, YOGHURT, euros
from tests.gateway.pages.house import Browser, Outline

COUNTER = "/theke/baeckerei-morgenroth"
PRICES = f"{COUNTER}/produkte/{BREAD['id']}/preise"
VARIANT = BREAD["variants"][0]["id"]


def sent(market: FakeMarket, method: str, ending: str) -> list[Any]:
    return [c for c in market.calls if c.method == method and c.path.endswith(ending)]


def reduce(market: FakeMarket, product: dict[str, Any], **changes: Any) -> None:
    promotion = {
        "reference": euros(480), "percent": 16, "until": days(6), "reason": "normal",
        "usual_price": euros(520),
    } | changes  # fmt: skip
    variant = product["variants"][0] | {"price": euros(400), "promotion": promotion}
    market.products[product["id"]] = product | {"variants": [variant]}


async def test_a_reduced_price_names_its_reference(app: ASGIApp, market: FakeMarket) -> None:
    reduce(market, BREAD)

    page = Outline((await Browser(app).get(f"/produkt/{BREAD['id']}/brot")).text)

    assert "Niedrigster Preis der letzten 30 Tage: 4,80" in page.text
    assert "\N{MINUS SIGN}16 %" in page.text
    assert "5,20" not in page.text
    assert len(page.all("s")) == 1


async def test_short_dated_goods_say_why(app: ASGIApp, market: FakeMarket) -> None:
    reduce(market, BREAD, reference=None, percent=None, reason="perishable")

    page = Outline((await Browser(app).get(f"/produkt/{BREAD['id']}/brot")).text)

    assert "reduziert wegen kurzer Haltbarkeit" in page.text
    assert page.all("s") == []


async def test_the_deposit_stands_apart_with_its_kind(app: ASGIApp) -> None:
    page = Outline((await Browser(app).get(f"/produkt/{YOGHURT['id']}/joghurt")).text)

    assert "Mehrweg" in page.text
    assert "zzgl. 0,15" in page.text


async def test_a_stale_offer_says_since_when(app: ASGIApp, market: FakeMarket) -> None:
    said = {"availability": "said", "said": "today", "confirmed_at": days(-9)}
    market.products[BREAD["id"]] = BREAD | said

    page = Outline((await Browser(app).get(f"/produkt/{BREAD['id']}/brot")).text)

    assert "zuletzt bestätigt vor 9 Tagen" in page.text


async def test_a_promotion_is_planned_with_whole_days(baker: Browser, market: FakeMarket) -> None:
    first, last = (NOON + timedelta(days=1)).date(), (NOON + timedelta(days=7)).date()
    form = {f"price-{VARIANT}": "4,00", "starts_at": str(first), "ends_at": str(last),
            "reason": "perishable"}  # fmt: skip

    answer = await baker.post(PRICES, form)

    body = sent(market, "POST", "/promotions")[-1].payload
    assert "Die Aktion ist angelegt." in answer.text
    assert body["variants"] == [{"id": VARIANT, "price": euros(400)}]
    assert body["starts_at"].startswith(f"{first}T00:00:00")
    assert body["ends_at"].startswith(f"{last + timedelta(days=1)}T00:00:00")
    assert body["reason"] == "perishable"


async def test_what_is_no_reduction_is_said_at_the_field(
    baker: Browser, market: FakeMarket
) -> None:
    why = "Der niedrigste Preis der letzten 30 Tage war 4,50 €."
    path = f"POST /products/{BREAD['id']}/promotions"
    market.refuse[path] = refusal(422, "no_reduction", ("variants[0].price", why))

    answer = await baker.post(
        PRICES, {f"price-{VARIANT}": "4,70", "ends_at": str((NOON + timedelta(days=7)).date())}
    )

    assert answer.status == 422
    assert why in Outline(answer.text).text


@pytest.mark.parametrize("form", [{}, {f"price-{VARIANT}": "teuer", "ends_at": "2026-12-01"}])
async def test_an_unreadable_promotion_asks_nobody(
    baker: Browser, market: FakeMarket, form: dict[str, str]
) -> None:
    answer = await baker.post(PRICES, form)

    assert answer.status == 422
    assert sent(market, "POST", "/promotions") == []


async def test_a_promotion_ends_early(baker: Browser, market: FakeMarket) -> None:
    await baker.post(f"{PRICES}/01930000-0000-7000-8000-0000000000aa/beenden")

    assert len(sent(market, "POST", "/end")) == 1


async def test_one_tap_says_what_is_there(baker: Browser, market: FakeMarket) -> None:
    await baker.post(f"{COUNTER}/frisch/{BREAD['id']}", {"said": "out", "weiter": COUNTER})
    wrong = await baker.post(f"{COUNTER}/frisch/{BREAD['id']}", {"said": "vielleicht"})

    assert [call.payload for call in sent(market, "PUT", "/availability")] == [{"said": "out"}]
    assert wrong.status == 400


async def test_the_link_from_the_mail_asks_before_it_confirms(
    app: ASGIApp, market: FakeMarket
) -> None:
    guest = Browser(app)

    shown = Outline((await guest.get("/frisch/abc_DEF-123")).text)
    asked = len(sent(market, "POST", "/renewals/abc_DEF-123"))
    done = Outline((await guest.post("/frisch/abc_DEF-123")).text)

    assert "Alle 3 Angebote bestätigen" in shown.text
    assert asked == 0
    assert "3 Angebote sind bestätigt." in done.text
    assert "Met" in done.text


async def test_of_several_sizes_each_says_its_reduction_within_its_choice(
    app: ASGIApp, market: FakeMarket
) -> None:
    reduce(market, BREAD)
    large = market.products[BREAD["id"]]["variants"][0]
    small = large | {"id": str(uuid4()), "label": "klein", "promotion": None}
    market.products[BREAD["id"]] |= {"variants": [small, large]}

    page = (await Browser(app).get(f"/produkt/{BREAD['id']}/brot")).text

    assert page.count('<span class="reduced">') == 1
    assert page.count('<span class="here">') == 2
    assert "&lt;span" not in page
