"""What a shelf card says, and opening hours in lines."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from catalog.domain.hours_in_lines import lines
from catalog.domain.opening_hours import week
from catalog.domain.product import Allergen, Product, ProductStatus
from catalog.domain.shelf_card import (
    MOST_CARDS,
    NothingToPrintError,
    ShelfCard,
    TooManyCardsError,
    cards_of,
)
from catalog.files import print_words as words
from catalog.files.region import load_region

from tests.catalog.builders import NOW, the_product, the_variant
from tests.catalog.conftest import REGION as FOLDER

REGION = load_region(FOLDER)


def on_sale(**changes: Any) -> Product:
    return the_product(status=ProductStatus.PUBLISHED, **changes)


def card(product: Product) -> ShelfCard:
    (found,) = cards_of([product], REGION)
    return found


def test_price_unit_price_and_deposit_stand_apart() -> None:
    bottle = the_variant(
        label="Flasche", price=240, content_amount=Decimal("0.7"), content_unit="l",
        deposit=15, deposit_kind="mw_015",
    )  # fmt: skip

    found = card(on_sale(category="saft_most", variants=(bottle,)))

    assert words.euros(found.price) == "2,40\xa0€"
    assert found.unit_price is not None
    assert words.per_base(found.unit_price, REGION.units) == "3,43\xa0€/l"
    assert words.deposit(found) == "zzgl. 0,15\xa0€ Pfand"
    assert words.reuse(found) == "MEHRWEG"
    assert found.size == "Flasche, 0,7 l"


@pytest.mark.parametrize(
    ("kind", "word"), [("dpg_025", "EINWEG"), ("crate_150", "MEHRWEG"), ("custom", "MEHRWEG")]
)
def test_the_word_follows_the_kind_of_deposit(kind: str, word: str) -> None:
    assert (
        words.reuse(card(on_sale(variants=(the_variant(deposit=25, deposit_kind=kind),)))) == word
    )


def test_a_reduced_price_says_the_lowest_of_thirty_days() -> None:
    until = NOW + timedelta(days=9)
    loaf = the_variant(
        price=480, promo_price=400, promo_reference=450, promo_percent=11, promo_until=until,
        promo_reason="normal",
    )  # fmt: skip

    found = card(on_sale(variants=(loaf,)))

    assert found.price == 400
    assert words.reduced(found).replace("\xa0", " ") == (
        "Niedrigster Preis der letzten 30 Tage: 4,50 €, \N{MINUS SIGN}11 %, bis 29.11.2026"
    )


def test_short_dated_goods_say_why_they_are_cheaper() -> None:
    loaf = the_variant(promo_price=200, promo_until=NOW, promo_reason="perishable")

    assert words.reduced(card(on_sale(variants=(loaf,)))).startswith("Wegen kurzer Haltbarkeit")


def test_allergens_are_named_by_what_is_known_of_them() -> None:
    said = (
        Allergen("gluten", "contains", ("Roggen", "Weizen")),
        Allergen("milk", "contains"),
        Allergen("sesame", "may_contain"),
        Allergen("eggs", "free_confirmed"),
    )

    assert words.allergens(card(on_sale(allergens=said))) == [
        "Enthält Gluten (Roggen, Weizen), Milch",
        "Spuren möglich: Sesam",
        "Bestätigt frei von Ei",
    ]


def test_nothing_is_said_of_what_nobody_reviewed() -> None:
    assert words.allergens(card(on_sale(allergens_reviewed_at=None))) == []
    assert words.allergens(card(on_sale())) == ["Keines der 14 Hauptallergene"]


@pytest.mark.parametrize(
    ("label", "amount", "unit", "size"),
    [
        ("500 g", "500", "g", "500 g"),
        ("klein", "500", "g", "klein, 500 g"),
        ("", "1", "stueck", "1 Stück"),
        ("gemischt", None, None, "gemischt"),
    ],
)
def test_size_and_content_are_not_said_twice(
    label: str, amount: str | None, unit: str | None, size: str
) -> None:
    variant = the_variant(label=label, content_amount=amount and Decimal(amount), content_unit=unit)

    assert card(on_sale(variants=(variant,))).size == size


def test_only_what_is_on_sale_and_not_too_much_of_it() -> None:
    many = on_sale(variants=tuple(the_variant() for _ in range(MOST_CARDS)))

    assert len(cards_of([many], REGION)) == MOST_CARDS
    with pytest.raises(TooManyCardsError):
        cards_of([many, on_sale()], REGION)
    with pytest.raises(NothingToPrintError):
        cards_of([the_product()], REGION)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("Mo-Fr 06:00-18:00; Sa 06:00-11:30", [("Mo-Fr", "6-18 Uhr"), ("Sa", "6-11:30 Uhr")]),
        ("Tu,We 09:00-12:00,13:30-18:00", [("Di, Mi", "9-12 und 13:30-18 Uhr")]),
        ("Mo,We,Fr 10:00-12:00", [(day, "10-12 Uhr") for day in ("Mo", "Mi", "Fr")]),
        ("Fr 18:00-24:00", [("Fr", "18-24 Uhr")]),
        ("", []),
    ],
)
def test_days_with_the_same_hours_share_a_line(hours: str, expected: list[Any]) -> None:
    found = lines(week(hours, date(2026, 11, 16)))

    plain = [tuple(part.replace("\N{EN DASH}", "-") for part in line) for line in found]
    assert plain == expected
