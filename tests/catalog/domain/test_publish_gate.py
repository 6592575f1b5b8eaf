"""The publish gate, profile by profile of the real region."""

from datetime import date
from decimal import Decimal

import pytest
from catalog.domain.product import Product
from catalog.domain.publish_gate import NotPublishableError, check_publishable, missing
from catalog.domain.region import Region

from tests.catalog.builders import the_product, the_shop, the_variant

TODAY = date(2026, 11, 22)


def fields(product: Product, region: Region, **shop: object) -> set[str]:
    organic = bool(shop.get("organic_code"))
    found = missing(product, the_shop(**shop), region, organic=organic, on=TODAY)
    return {error.field for error in found}


def test_a_complete_loaf_may_go(region: Region) -> None:
    check_publishable(the_product(), the_shop(), region, organic=False, on=TODAY)


def test_each_reason_names_its_law(region: Region) -> None:
    bare = the_product(category="marmelade_gelee", description="", allergens_reviewed_at=None)

    with pytest.raises(NotPublishableError) as refused:
        check_publishable(bare, the_shop(), region, organic=False, on=TODAY)

    reasons = " ".join(error.message for error in refused.value.errors)
    assert all(law in reasons for law in ("LMIV", "EGBGB"))


def test_deposit_and_price_are_owed_per_variant(region: Region) -> None:
    product = the_product(variants=(the_variant(), the_variant(price=0, deposit=25)))

    assert fields(product, region) == {"variants[1].price", "variants[1].deposit_kind"}


def test_a_tax_class_must_fit_the_shop(region: Region) -> None:
    assert fields(the_product(), region, tax_mode="small_19") == {"variants[0].vat_class"}


def test_organic_needs_a_control_number(region: Region) -> None:
    product = the_product(description="Mit Mehl aus ökologischem Anbau.")

    assert fields(product, region) == {"description"}
    assert fields(product, region, organic_code="DE-ÖKO-006") == set()


@pytest.mark.parametrize("title", ["Waffenöl", "Rohmilch vom Hof", "E-Zigaretten"])
def test_what_the_market_does_not_carry_stays_out(region: Region, title: str) -> None:
    assert fields(the_product(title=title), region) == {"title"}


def test_waffles_are_no_weapons(region: Region) -> None:
    assert fields(the_product(title="Waffeln vom Blech"), region) == set()


def test_honey_heals_nobody(region: Region) -> None:
    honey = the_product(
        category="honig",
        origin="Zeitz",
        description="Heilwirkung garantiert.",
        details={"best_before": "Noch ein Jahr.", "producer": "Imkerei, Zeitz"},
        variants=(the_variant(content_amount=Decimal(500)),),
    )

    assert fields(honey, region) == {"description"}
