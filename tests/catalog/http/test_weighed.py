"""Goods sold by weight and goods made to order, over HTTP."""

from typing import Any

import pytest
from catalog.http.shapes import ProductShape
from marketkit.contracts import ProductChanged

from tests.catalog.builders import a_product, a_variant
from tests.catalog.conftest import Desk, Market, ok

WEIGHED = {"per_kg": {"amount": 2490}, "grams": 300, "max_grams": 350}


def _by_weight(**changes: Any) -> dict[str, Any]:
    return {"label": "Stück", "weighed": WEIGHED | changes, "on_hand": 5}


async def test_the_price_follows_from_the_weight(desk: Desk, market: Market) -> None:
    await desk.go_live()
    product = await desk.on_sale(variants=[_by_weight()], lead_days=3)

    ProductShape.model_validate(product)
    (variant,) = product["variants"]
    assert variant["price"]["amount"] == 747
    assert variant["unit_price"] == {
        "amount": 2490, "currency": "EUR", "per": "kg", "kind": None,
    }  # fmt: skip
    assert variant["weighed"] == {
        "per_kg": {"amount": 2490, "currency": "EUR"}, "grams": 300, "max_grams": 350,
        "most": {"amount": 872, "currency": "EUR"},
    }  # fmt: skip
    assert product["lead_days"] == 3
    told = (await market.events(ProductChanged))[-1]
    assert told.variants[0].weighed is not None
    assert told.variants[0].weighed.model_dump() == {
        "per_kg": 2490, "grams": 300, "max_grams": 350,
    }  # fmt: skip
    assert told.lead_days == 3


async def test_the_history_has_the_price_people_saw(desk: Desk) -> None:
    await desk.go_live()
    product = await desk.on_sale(variants=[_by_weight()])
    path = f"/api/v1/products/{product['id']}"
    variant_id = product["variants"][0]["id"]

    dearer = WEIGHED | {"per_kg": {"amount": 3000}}
    ok(await desk.advisor.patch(path, json={"variants": [{"id": variant_id, "weighed": dearer}]}))

    history = ok(await desk.advisor.get(f"{path}/price-history"))
    prices = [period["price"]["amount"] for period in history["variants"][0]["periods"]]
    assert prices[:2] == [900, 747]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"max_grams": 299}, "variants[0].weighed.max_grams"),
        ({"max_grams": 700}, "variants[0].weighed.max_grams"),
        ({"per_kg": {"amount": 0}}, "variants[0].weighed.per_kg"),
        ({"grams": 0}, "variants[0].weighed.grams"),
        ({"tare": 4}, "variants[0].weighed.tare"),
    ],
)
async def test_what_cannot_be_is_refused(desk: Desk, changes: dict[str, Any], field: str) -> None:
    refused = await desk.advisor.post(
        f"/api/v1/shops/{desk.slug}/products",
        json=a_product(variants=[_by_weight(**changes)]),
    )

    assert refused.status == 422, refused.text
    assert field in [error["field"] for error in refused.json()["errors"]]


async def test_a_price_is_not_typed_beside_it(desk: Desk) -> None:
    product = await desk.product(variants=[_by_weight()])
    change = {"id": product["variants"][0]["id"], "price": {"amount": 500}}

    refused = await desk.advisor.patch(
        f"/api/v1/products/{product['id']}", json={"variants": [change]}
    )

    assert refused.status == 422
    assert refused.json()["errors"][0]["field"] == "variants[0].price"


async def test_it_may_be_sold_at_a_fixed_price_again(desk: Desk) -> None:
    product = await desk.product(variants=[_by_weight()])
    change = a_variant(id=product["variants"][0]["id"], weighed=None)

    changed = ok(
        await desk.advisor.patch(f"/api/v1/products/{product['id']}", json={"variants": [change]})
    )

    variant = changed["variants"][0]
    assert (variant["weighed"], variant["price"]["amount"]) == (None, 480)


async def test_a_promotion_is_refused_because_the_kilogram_has_the_price(desk: Desk) -> None:
    await desk.go_live()
    product = await desk.on_sale(variants=[_by_weight()])

    refused = await desk.advisor.post(
        f"/api/v1/products/{product['id']}/promotions",
        json={
            "ends_at": "2026-11-30T18:00:00+01:00",
            "variants": [{"id": product["variants"][0]["id"], "price": {"amount": 600}}],
        },
    )

    assert refused.status == 422, refused.text


async def test_all_prices_at_once_raise_the_kilogram(desk: Desk) -> None:
    product = await desk.product(variants=[_by_weight()])

    ok(
        await desk.advisor.post(
            f"/api/v1/shops/{desk.slug}/products/bulk",
            json={
                "products": [{"id": product["id"], "version": product["version"]}],
                "price_percent": "10",
            },
        )
    )

    shown = ok(await desk.advisor.get(f"/api/v1/products/{product['id']}"))
    variant = shown["variants"][0]
    assert variant["weighed"]["per_kg"]["amount"] == 2739
    assert variant["price"]["amount"] == 822
