"""Goods by weight and goods made to order, as buyers and shops see them."""

from typing import Any

import pytest

from tests.gateway.pages.fake_market import Call, FakeMarket, refusal
from tests.gateway.pages.goods import BREAD, euros
from tests.gateway.pages.house import Browser, Outline

COUNTER = "/theke/baeckerei-morgenroth"
BREAD_VARIANT = BREAD["variants"][0]["id"]
WEIGHED = {"per_kg": euros(2490), "grams": 300, "max_grams": 350, "most": euros(872)}


@pytest.fixture
async def baker(browser: Browser) -> Browser:
    return await browser.sign_in("baeckerei@example.org")


def by_weight(market: FakeMarket) -> None:
    """The bread is sold by weight, and made when somebody orders it."""
    product = market.products[BREAD["id"]]
    product["lead_days"] = 3
    product["variants"][0] |= {
        "weighed": WEIGHED, "price": euros(747), "content_amount": "300", "content_unit": "g",
        "unit_price": euros(2490) | {"per": "kg"},
    }  # fmt: skip


def sent(market: FakeMarket, method: str) -> list[Call]:
    return [call for call in market.calls if call.method == method]


def words(answer: Any) -> str:
    return Outline(answer.text).text.replace("\xa0", " ")


async def test_a_page_says_how_the_price_comes_about(market: FakeMarket, browser: Browser) -> None:
    by_weight(market)

    page = words(await browser.get(f"/produkt/{BREAD['id']}/brot"))

    assert "ca. 7,47 €" in page
    assert "24,90 €/kg" in page
    assert "etwa 300 g und höchstens 350 g" in page
    assert "nie mehr als 8,72 €" in page
    assert "dauert 3 Tage" in page


async def test_the_cart_says_about_and_at_most(market: FakeMarket, browser: Browser) -> None:
    by_weight(market)
    await browser.post("/korb", {"variant_id": BREAD_VARIANT, "quantity": "2", "nonce": "a"})

    cart, checkout = words(await browser.get("/korb")), words(await browser.get("/kasse"))

    for page in (cart, checkout):
        assert "etwa 14,94 €, höchstens 17,44 €" in page
        assert "Summe höchstens" in page
    assert "wird gefertigt: 3 Tage" in cart


async def test_without_weighing_nothing_is_about(browser: Browser) -> None:
    await browser.post("/korb", {"variant_id": BREAD_VARIANT, "quantity": "2", "nonce": "a"})

    assert "höchstens" not in words(await browser.get("/korb"))


async def test_a_shop_says_weight_instead_of_a_price(market: FakeMarket, baker: Browser) -> None:
    page = Outline((await baker.get(f"{COUNTER}/produkte/neu?gewicht=1")).text)
    assert not page.all("input", id="variants-0-price")

    await baker.post(f"{COUNTER}/produkte/neu", {
        "title": "Bergkäse", "category": "brot", "asked_for": "brot", "key": page.value("key"),
        "variants-0-per_kg": "24,90", "variants-0-grams": "300 g", "variants-0-max_grams": "350",
        "lead_days": "2",
    })  # fmt: skip

    payload = sent(market, "POST")[0].payload
    assert payload["lead_days"] == 2
    assert payload["variants"][0]["weighed"] == {
        "per_kg": {"amount": 2490, "currency": "EUR"}, "grams": 300, "max_grams": 350,
    }  # fmt: skip
    assert "price" not in payload["variants"][0]


async def test_the_form_of_weighed_goods_has_their_weight(
    market: FakeMarket, baker: Browser
) -> None:
    by_weight(market)
    path = f"{COUNTER}/produkte/{BREAD['id']}"

    page = Outline((await baker.get(path)).text)
    fixed = Outline((await baker.get(f"{path}?gewicht=0")).text)

    assert page.value("variants-0-per_kg") == "24,90"
    assert page.value("lead_days") == "3"
    assert fixed.all("input", id="variants-0-price")


async def test_a_weight_that_is_none_is_marked(market: FakeMarket, baker: Browser) -> None:
    typed = {"title": "Käse", "category": "brot", "asked_for": "brot",
             "variants-0-per_kg": "24,90", "variants-0-grams": "viel"}  # fmt: skip

    page = Outline((await baker.post(f"{COUNTER}/produkte/neu", typed)).text)

    assert page.all("a", href="#variants-0-grams")
    assert page.all("a", href="#variants-0-max_grams")
    assert sent(market, "POST") == []


async def test_a_refused_weight_is_said_at_its_field(market: FakeMarket, baker: Browser) -> None:
    market.refuse["POST /shops/baeckerei-morgenroth/products"] = refusal(
        422, "invalid", ("variants[0].weighed.max_grams", "Darunter.")
    )
    typed = {"title": "Käse", "category": "brot", "asked_for": "brot", "variants-0-grams": "300",
             "variants-0-per_kg": "24,90", "variants-0-max_grams": "299"}  # fmt: skip

    page = Outline((await baker.post(f"{COUNTER}/produkte/neu", typed)).text)

    assert page.all("a", href="#variants-0-max_grams")
    assert "Darunter." in page.text
