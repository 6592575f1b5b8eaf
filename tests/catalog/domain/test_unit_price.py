"""The unit price engine against the cases everyone can check by hand, and against its laws."""

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from catalog.domain.unit_price import Content, UnitPrice, unit_price
from catalog.domain.units import Units
from catalog.files.region_shapes import UnitsShape
from catalog.files.units import read_units
from hypothesis import given
from hypothesis import strategies as st
from marketkit.yaml_file import read_yaml

_FILE = Path(__file__).parents[3] / "regions" / "zeitz" / "units.yaml"
UNITS: Units = read_units(UnitsShape.model_validate(read_yaml(_FILE)))
MEASURED = sorted(key for key, unit in UNITS.measures.items() if unit.base)
PRICES = st.integers(1, 10_000_00)
AMOUNTS = st.decimals("0.01", "100000", places=2)


def priced(price: int, amount: str | Decimal | None, unit: str | None, **more: Any) -> Any:
    content = Content(None if amount is None else Decimal(amount), unit, **more)
    return unit_price(price, content, UNITS)


@pytest.mark.parametrize(
    ("price", "amount", "unit", "expected"),
    [
        (249, "250", "g", UnitPrice(996, "kg")),
        (899, "0.7", "l", UnitPrice(1284, "l")),
        (650, "500", "g", UnitPrice(1300, "kg")),
        (9500, "1", "srm", UnitPrice(9500, "m³", "srm")),
        (8000, "2", "rm", UnitPrice(4000, "m³", "rm")),
        (12000, "1", "fm", UnitPrice(12000, "m³", "fm")),
        (8000, "2", "ster", UnitPrice(4000, "m³", "rm")),
        (129, "33", "cl", UnitPrice(391, "l")),
        (1500, "250", "cm", UnitPrice(600, "m")),
        (800, "2500", "cm2", UnitPrice(3200, "m²")),
        (100, "500", "cm3", UnitPrice(200_000, "m³")),
        (499, "20", "wl", UnitPrice(25, "Anwendung")),
        (300, "1", "pfund", UnitPrice(600, "kg")),
        (2000, "1", "zentner", UnitPrice(40, "kg")),
        (3500, "1", "dezitonne", UnitPrice(35, "kg")),
    ],
)
def test_the_price_per_base_unit(price: int, amount: str, unit: str, expected: UnitPrice) -> None:
    assert priced(price, amount, unit) == expected


def test_a_multipack_counts_all_its_pieces() -> None:
    assert priced(540, "0.5", "l", count=6) == UnitPrice(180, "l")


def test_the_brine_of_a_jar_does_not_count() -> None:
    assert priced(199, "370", "ml", drained_grams=Decimal(190)) == UnitPrice(1047, "kg")
    assert priced(398, "370", "ml", drained_grams=Decimal(190), count=2) == UnitPrice(1047, "kg")


@pytest.mark.parametrize(
    ("amount", "unit"),
    [
        (None, None),
        ("10", "stueck"),
        ("1", "dutzend"),
        ("1", "bund"),
        ("1", "gibtsnicht"),
        ("9", "g"),  # under 10 g none is owed
        ("0.5", "cl"),
        ("1", "kg"),  # would repeat the price
        ("1000", "ml"),
        ("2", "pfund"),
        ("0", "g"),
    ],
)
def test_no_unit_price_where_none_is_owed(amount: str | None, unit: str | None) -> None:
    assert priced(350, amount, unit) is None


def test_small_pieces_in_a_large_pack_are_no_small_pack() -> None:
    assert priced(120, "5", "g", count=1) is None
    assert priced(120, "5", "g", count=2) == UnitPrice(12000, "kg")


def test_half_a_cent_rounds_up() -> None:
    assert priced(1, "2", "kg") == UnitPrice(1, "kg")
    assert priced(5, "2", "kg") == UnitPrice(3, "kg")


def test_only_loose_goods_are_priced_by_the_hundred() -> None:
    assert priced(400, "200", "g") == UnitPrice(2000, "kg")
    assert priced(400, "200", "g", loose=True) == UnitPrice(200, "100 g")
    assert priced(400, "200", "ml", loose=True) == UnitPrice(200, "100 ml")
    assert priced(199, "100", "g", loose=True) is None  # would repeat the price
    assert priced(400, "2", "kg", loose=True) == UnitPrice(200, "kg")


def test_a_basket_of_unlike_goods_has_none_and_other_exemptions_show_it_anyway() -> None:
    assert priced(2900, "2", "kg", exempt="mixed_set") is None
    assert priced(2900, "2", "kg", exempt="small_seller") == UnitPrice(1450, "kg")
    assert priced(2900, "2", "kg", exempt="vending") == UnitPrice(1450, "kg")


def test_words_for_amounts_become_what_they_mean() -> None:
    assert UNITS.measured(Decimal(2), "pfund") == (Decimal(1), "kg")
    assert UNITS.measured(Decimal(1), "dutzend") == (Decimal(12), "stueck")
    assert UNITS.measured(Decimal(2), "mandel") == (Decimal(30), "stueck")
    assert UNITS.measured(Decimal(1), "schock") == (Decimal(60), "stueck")
    assert UNITS.measured(Decimal(3), "bund") == (Decimal(3), "bund")
    assert str(UNITS.measured(Decimal(10), "dutzend")[0]) == "120"


@pytest.mark.parametrize(
    ("written", "key"),
    [("Pfund", "pfund"), ("KG", "kg"), ("m²", "m2"), ("Stück", "stueck"), ("dozen", "dutzend"),
     ("Schüttraummeter", "srm"), ("Elle", None)],
)  # fmt: skip
def test_a_unit_is_found_however_it_is_written(written: str, key: str | None) -> None:
    assert UNITS.find(written) == key


@given(price=PRICES, amount=AMOUNTS, unit=st.sampled_from(MEASURED), times=st.integers(2, 9))
def test_so_many_pieces_cost_what_one_large_piece_costs(
    price: int, amount: Decimal, unit: str, times: int
) -> None:
    assert priced(price, amount, unit, count=times) == priced(price, amount * times, unit)


@given(price=PRICES, amount=AMOUNTS, unit=st.sampled_from(MEASURED), times=st.integers(2, 9))
def test_price_and_content_grow_together(
    price: int, amount: Decimal, unit: str, times: int
) -> None:
    one, many = priced(price, amount, unit), priced(price * times, amount * times, unit)

    assert one is None or many is None or one == many


@given(
    price=PRICES,
    amount=st.decimals("0.1", "1000", places=2),
    pair=st.sampled_from([("kg", "g", 1000), ("l", "ml", 1000), ("l", "cl", 100),
                          ("m", "cm", 100), ("m2", "cm2", 10_000), ("zentner", "kg", 50),
                          ("kg", "pfund", 2), ("dezitonne", "zentner", 2)]),
)  # fmt: skip
def test_units_agree_with_each_other(
    price: int, amount: Decimal, pair: tuple[str, str, int]
) -> None:
    large, small, factor = pair

    assert priced(price, amount, large) == priced(price, amount * factor, small)


@given(price=PRICES, amount=AMOUNTS, unit=st.sampled_from(MEASURED))
def test_it_is_the_exact_quotient_rounded_half_up(price: int, amount: Decimal, unit: str) -> None:
    found, measure = priced(price, amount, unit), UNITS.measures[unit]

    if found is not None:
        exact = Decimal(price) / (amount * measure.size)
        assert found.amount == int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
        assert abs(found.amount - exact) <= Decimal("0.5")
        assert found.per == measure.base


@given(price=PRICES, amount=AMOUNTS, unit=st.sampled_from(MEASURED))
def test_more_money_never_lowers_it(price: int, amount: Decimal, unit: str) -> None:
    cheap, dear = priced(price, amount, unit), priced(price * 2, amount, unit)

    assert (cheap is None) == (dear is None)
    assert cheap is None or dear is None or cheap.amount <= dear.amount
