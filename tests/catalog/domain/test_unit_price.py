"""The unit price engine against the cases everyone can check by hand."""

from decimal import Decimal

import pytest
from catalog.domain.unit_price import UNITS, UnitPrice, unit_price
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("price", "amount", "unit", "expected"),
    [
        (249, "250", "g", UnitPrice(996, "kg")),
        (899, "0.7", "l", UnitPrice(1284, "l")),
        (540, "3.0", "l", UnitPrice(180, "l")),  # six bottles of half a litre
        (199, "190", "g", UnitPrice(1047, "kg")),  # the drained weight of a 370 ml jar
        (650, "500", "g", UnitPrice(1300, "kg")),
        (9500, "1", "srm", UnitPrice(9500, "m³")),
        (129, "33", "cl", UnitPrice(391, "l")),
        (1500, "250", "cm", UnitPrice(600, "m")),
        (800, "2500", "cm2", UnitPrice(3200, "m²")),
        (499, "20", "wl", UnitPrice(25, "Anwendung")),
    ],
)
def test_the_price_per_base_unit(price, amount, unit, expected):
    assert unit_price(price, Decimal(amount), unit) == expected


@pytest.mark.parametrize(
    ("amount", "unit"),
    [
        (None, None),
        (Decimal(10), "stueck"),
        (Decimal(9), "g"),  # under 10 g none is owed
        (Decimal("0.5"), "cl"),
        (Decimal(1), "kg"),  # would repeat the price
        (Decimal(1000), "ml"),
        (Decimal(0), "g"),
    ],
)
def test_no_unit_price_where_none_is_owed(amount, unit):
    assert unit_price(350, amount, unit) is None


def test_half_a_cent_rounds_up():
    assert unit_price(1, Decimal(2), "kg") == UnitPrice(1, "kg")
    assert unit_price(5, Decimal(2), "kg") == UnitPrice(3, "kg")


@given(
    price=st.integers(1, 10_000_00),
    amount=st.decimals("0.01", "100000", places=2),
    unit=st.sampled_from(sorted(UNITS)),
)
def test_more_money_never_lowers_the_unit_price(price, amount, unit):
    cheap, dear = unit_price(price, amount, unit), unit_price(price * 2, amount, unit)

    assert (cheap is None) == (dear is None)
    assert cheap is None or dear is None or cheap.amount <= dear.amount
