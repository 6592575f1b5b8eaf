"""Goods sold by weight: what a piece costs usually, and at the most."""

from decimal import Decimal

from catalog.domain.unit_price import UnitPrice, unit_price
from catalog.domain.units import Units
from catalog.domain.weighed import Weighed, problems
from hypothesis import given
from hypothesis import strategies as st

from tests.catalog.builders import the_variant

CHEESE = Weighed(per_kg=2490, grams=300, max_grams=350)


def test_the_price_is_that_of_the_usual_weight() -> None:
    assert CHEESE.price == 747
    assert CHEESE.most == 872  # 871.5 cents, and nobody may pay half a cent too much agreed


def test_half_a_cent_is_rounded_up() -> None:
    assert Weighed(per_kg=1, grams=500, max_grams=500).price == 1
    assert Weighed(per_kg=1, grams=499, max_grams=500).price == 0


def test_a_kilogram_costs_what_was_said_whatever_a_piece_weighs() -> None:
    variant = the_variant().weighed_by(Weighed(per_kg=2499, grams=250, max_grams=300))

    assert (variant.price, variant.content_amount, variant.content_unit) == (625, Decimal(250), "g")
    assert unit_price(variant.price, variant.content, Units()) == UnitPrice(2499, "kg")


def test_no_longer_weighed_it_keeps_its_price() -> None:
    variant = the_variant().weighed_by(CHEESE).weighed_by(None)

    assert (variant.weighed, variant.price) == (None, 747)


def test_what_cannot_be_is_named_by_field() -> None:
    def fields(weighed: Weighed) -> list[str]:
        return [problem.field for problem in problems(weighed)]

    assert fields(CHEESE) == []
    assert fields(Weighed(2490, 300, 299)) == ["max_grams"]
    assert fields(Weighed(2490, 300, 601)) == ["max_grams"]
    assert fields(Weighed(0, 300, 350)) == ["per_kg"]
    assert fields(Weighed(10_000_000, 90_000, 100_000)) == ["per_kg"]
    assert fields(Weighed(1, 1, 2)) == ["grams"]


@given(st.integers(1, 50_000), st.integers(1, 50_000), st.integers(100, 200))
def test_the_usual_price_is_never_above_the_most(per_kg: int, grams: int, percent: int) -> None:
    weighed = Weighed(per_kg, grams, grams * percent // 100)

    assert weighed.price <= weighed.most
    assert abs(weighed.price * 1000 - per_kg * grams) <= 500
