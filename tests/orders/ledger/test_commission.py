"""Commission: net base, first rule that fits, frozen, and never more than the shop has earned."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orders.domain.category_tree import CategoryTree
from orders.domain.commission import (
    Fee,
    Frozen,
    Left,
    Rule,
    Tariff,
    fee_of,
    hidden_behind,
    in_force,
)

DAY = date(2026, 11, 20)
TREE = CategoryTree({"lebensmittel": None, "brot": "lebensmittel", "pflanzen": None})
SHOP = uuid4()


def a_rule(position: int = 1, **changes: object) -> Rule:
    said = {"name": "Regel", "permille": 50, "fixed": 0, "valid_from": date(2026, 1, 1)} | changes
    return Rule(id=uuid4(), position=position, **said)  # type: ignore[arg-type]


def first(*rules: Rule, category: str = "brot", shop: UUID = SHOP, way: str = "shop") -> str | None:
    found = Tariff(in_force(rules, DAY), TREE).first(shop, category, way)
    return found.name if found else None


def test_the_first_rule_that_fits_counts() -> None:
    narrow = a_rule(1, name="Brot", category="brot")
    wide = a_rule(2, name="alles")

    assert first(wide, narrow) == "Brot"
    assert first(wide, narrow, category="pflanzen") == "alles"
    assert first(narrow, category="pflanzen") is None


@pytest.mark.parametrize(
    ("condition", "fits"),
    [
        ({"category": "lebensmittel"}, True),
        ({"category": "pflanzen"}, False),
        ({"shop_id": SHOP}, True),
        ({"shop_id": uuid4()}, False),
        ({"way": "shop"}, True),
        ({"way": "delivery"}, False),
        ({"category": "brot", "way": "delivery"}, False),
    ],
)
def test_every_condition_must_hold(condition: dict[str, Any], fits: bool) -> None:
    assert (first(a_rule(**condition)) is not None) is fits


def test_rules_hold_from_their_first_to_their_last_day() -> None:
    rule = a_rule(valid_from=DAY, valid_until=DAY)

    assert rule.holds_on(DAY)
    assert not rule.holds_on(date(2026, 11, 19))
    assert not rule.holds_on(date(2026, 11, 21))


def test_rules_below_one_that_fits_everything_are_marked() -> None:
    narrow, everything, below = a_rule(1, category="brot"), a_rule(2), a_rule(3, shop_id=SHOP)

    assert everything.fits_everything
    assert not narrow.fits_everything
    assert hidden_behind([narrow, everything, below], TREE) == {below.id}
    assert hidden_behind([a_rule(1, category="lebensmittel"), narrow], TREE) == {narrow.id}
    assert hidden_behind([narrow, a_rule(2, category="lebensmittel")], TREE) == set()


def test_the_base_is_net_without_deposit() -> None:
    """10,70 € of bread at 7 %: 10,00 € net, 5 % of it 50 cents, and the VAT on the fee apart."""
    frozen = Frozen(190, 0, {1: (50, 70)})

    fee = fee_of(frozen, [Left(1, 1070, 300)], due=1370, earned=1370)

    assert fee == Fee(net=50, vat=10)


def test_lines_have_their_own_rates_and_the_fixed_amount_comes_once() -> None:
    frozen = Frozen(190, 30, {1: (50, 70), 2: (100, 190)})

    fee = fee_of(frozen, [Left(1, 1070, 0), Left(2, 1190, 0)], due=2260, earned=2260)

    assert fee == Fee(net=50 + 100 + 30, vat=34)


def test_half_a_share_is_half_the_percentage_and_the_whole_fixed_amount() -> None:
    frozen = Frozen(190, 30, {1: (100, 0)})

    assert fee_of(frozen, [Left(1, 1000, 0)], due=1000, earned=500) == Fee(net=80, vat=15)


def test_nothing_earned_nothing_charged() -> None:
    frozen = Frozen(190, 30, {1: (100, 0)})

    assert fee_of(frozen, [Left(1, 1000, 0)], due=1000, earned=0).gross == 0
    assert fee_of(None, [Left(1, 1000, 0)], due=1000, earned=1000).gross == 0


@given(
    permille=st.integers(0, 500),
    fixed=st.integers(0, 10_000),
    vat=st.sampled_from([0, 70, 190]),
    goods=st.lists(st.integers(0, 100_000), min_size=1, max_size=5),
    back=st.integers(0, 100_000),
)
def test_never_negative_never_more_than_earned_and_less_never_costs_more(
    permille: int, fixed: int, vat: int, goods: list[int], back: int
) -> None:
    frozen = Frozen(190, fixed, dict.fromkeys(range(1, len(goods) + 1), (permille, vat)))
    lines = [Left(n, each, 0) for n, each in enumerate(goods, 1)]
    due = sum(goods)
    earned = max(0, due - back)

    whole, less = fee_of(frozen, lines, due, due), fee_of(frozen, lines, due, earned)

    assert 0 <= less.gross <= earned
    assert less.net >= 0
    assert less.vat >= 0
    assert less.net <= whole.net
