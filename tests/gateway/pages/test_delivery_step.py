"""The step "Lieferung": places by list or circle, amounts, days, and the sentence of it."""

from typing import Any

import pytest

from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.goods import euros
from tests.gateway.pages.house import Browser, Outline
from tests.gateway.pages.test_profile import fields, sent

STEP = "/theke/baeckerei-morgenroth/profil/lieferung"
SHOP = "/shops/baeckerei-morgenroth"
TOUR = {
    "postal_codes": ["06711", "06712"],
    "fee": euros(350),
    "free_from": euros(4000),
    "minimum": euros(1500),
    "days": ["tu", "fr"],
    "note": "Bitte bis Montag anrufen.",
}
TYPED: dict[str, Any] = {
    "delivery-on": "ja",
    "delivery-postal_codes": ["06711", "06712"],
    "delivery-fee": "3,50",
    "delivery-free_from": "40",
    "delivery-minimum": "15,00 €",
    "delivery-days": ["tu", "fr"],
    "delivery-note": "Bitte bis Montag anrufen.",
}


def ticked(page: Outline, name: str) -> set[str]:
    return {box["value"] for box in page.all("input", name=name) if "checked" in box}


async def test_a_tour_is_sent_as_the_catalog_takes_it(market: FakeMarket, baker: Browser) -> None:
    form = await fields(baker, "lieferung")

    answer = await baker.post(STEP, form | TYPED, follow=False)

    (call,) = sent(market, "PATCH")
    assert call.payload == {"delivery": TOUR}
    assert call.headers == {"If-Match": '"3"'}
    assert answer.headers["location"].endswith("/profil/geschichte")


async def test_what_was_said_stands_in_the_form(market: FakeMarket, baker: Browser) -> None:
    market.shops["baeckerei-morgenroth"]["delivery"] = TOUR

    page = Outline((await baker.get(STEP)).text)

    assert ticked(page, "delivery-on") == {"ja"}
    assert ticked(page, "delivery-postal_codes") == {"06711", "06712"}
    assert ticked(page, "delivery-days") == {"tu", "fr"}
    assert page.all("input", id="delivery-fee")[0]["value"] == "3,50"
    words = page.text.replace("\xa0", " ")
    assert "frei ab 40,00 €; dienstags und freitags." in words
    assert "Der Laden bringt selbst, an der Kasse zu wählen. Fragen: 03441 000000" in words
    assert "An der Kasse kann man bisher nur die Abholung wählen." in words


async def test_a_circle_ticks_its_places_and_saves_nothing(
    market: FakeMarket, baker: Browser
) -> None:
    form = await fields(baker, "lieferung")
    asked = form | {"umkreis": "8", "zeigen": "umkreis", "delivery-fee": "2"}

    page = Outline((await baker.post(STEP, asked)).text)

    assert "06712" in ticked(page, "delivery-postal_codes")
    assert len(ticked(page, "delivery-postal_codes")) < 20
    assert page.all("input", id="delivery-fee")[0]["value"] == "2"
    assert page.all("input", name="version")[0]["value"] == "3"
    assert "Nach 06712 Zeitz" in page.text
    assert sent(market, "PATCH") == []


async def test_without_the_tick_nothing_is_brought(market: FakeMarket, baker: Browser) -> None:
    market.shops["baeckerei-morgenroth"]["delivery"] = TOUR
    form = await fields(baker, "lieferung")

    ticked_places: dict[str, Any] = {"delivery-postal_codes": ["06712"]}
    await baker.post(STEP, form | ticked_places)

    assert sent(market, "PATCH")[0].payload == {"delivery": None}


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ({"delivery-postal_codes": []}, "delivery-postal_codes"),
        ({"delivery-fee": "umsonst"}, "delivery-fee"),
        ({"delivery-minimum": "1e400000000"}, "delivery-minimum"),
    ],
)
async def test_what_is_wrong_is_said_at_its_field(
    market: FakeMarket, baker: Browser, typed: dict[str, Any], where: str
) -> None:
    form = await fields(baker, "lieferung")

    answer = await baker.post(STEP, form | TYPED | typed)

    assert answer.status == 422
    page = Outline(answer.text)
    assert page.all("a", href=f"#{where}")
    assert f'id="{where}-err"' in answer.text
    assert sent(market, "PATCH") == []


async def test_the_catalogs_refusal_stands_at_its_field(market: FakeMarket, baker: Browser) -> None:
    why = "Frei ab muss über dem Mindestwert liegen."
    market.refuse[f"PATCH {SHOP}"] = refusal(422, "invalid", ("delivery.free_from", why))
    form = await fields(baker, "lieferung")

    answer = await baker.post(STEP, form | TYPED)

    assert why in Outline(answer.text).text
    assert 'id="delivery-free_from-err"' in answer.text


async def test_two_people_at_once_lose_nothing(market: FakeMarket, baker: Browser) -> None:
    form = await fields(baker, "lieferung")
    market.shops["baeckerei-morgenroth"] |= {"delivery": TOUR, "version": 4}
    market.refuse[f"PATCH {SHOP}"] = refusal(412, "precondition_failed")

    answer = await baker.post(STEP, form | TYPED | {"delivery-fee": "4,00"})
    page = Outline(answer.text)
    del market.refuse[f"PATCH {SHOP}"]
    chosen = {field["name"]: field["value"] for field in page.all("input", type="hidden")}
    await baker.post(STEP, chosen | {"wahl-delivery-fee": "mine"})

    assert answer.status == 409
    assert "Kosten je Lieferung" in page.text
    last = sent(market, "PATCH")[-1]
    assert last.payload == {"delivery": TOUR | {"fee": euros(400)}}
    assert last.headers == {"If-Match": '"4"'}


async def test_the_overview_says_whether_one_delivers(market: FakeMarket, baker: Browser) -> None:
    overview = "/theke/baeckerei-morgenroth/profil"
    assert "nur Abholung" in (await baker.get(overview)).text

    market.shops["baeckerei-morgenroth"]["delivery"] = TOUR

    assert "liefert selbst" in (await baker.get(overview)).text


async def test_who_takes_a_shop_over_reads_where_it_delivers(
    market: FakeMarket, browser: Browser
) -> None:
    before = Outline((await browser.get("/uebernahme/abc123")).text)
    market.shops["orthopaedieschuhmacherei-hempel"]["delivery"] = TOUR

    after = Outline((await browser.get("/uebernahme/abc123")).text)

    assert "frei ab" not in before.text
    assert "dienstags und freitags." in after.text
