"""What weighed goods cost in the end: rounded half up, never above what was agreed."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marketkit.clock import new_id
from orders.domain.cart import GRAMS
from orders.domain.errors_kinds import NotWeighedError, WrongWeightsError
from orders.domain.reducing import OrderedLine, check
from orders.domain.reduction import Reduction, ReductionKind, due
from orders.domain.weighing import ToWeigh, Weights, reductions_of, to_weigh
from orders.domain.weighing import check as check_weights

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
ID = UUID(int=1)


def agreed(
    per_kg: int, grams: int, max_grams: int, pieces: int
) -> tuple[OrderedLine, dict[str, object]]:
    most = -(-per_kg * max_grams // GRAMS)
    weighed = {"per_kg": per_kg, "grams": grams, "max_grams": max_grams}
    return OrderedLine(1, pieces, most, 0, "Käse"), {"weighed": weighed}


def one(per_kg: int = 2490, pieces: int = 2) -> ToWeigh:
    line, shown = agreed(per_kg, 300, 350, pieces)
    return to_weigh({1: line}, {1: shown}, [])[1]


def a_reduction(kind: ReductionKind, **more: Any) -> Reduction:
    return Reduction(new_id(), ID, kind, f"{kind}-1", NOW, position=1, **more)


def test_half_a_cent_is_rounded_up() -> None:
    assert [one(per_kg=1500).price(grams) for grams in (100, 101, 299)] == [150, 152, 449]


def test_who_gets_more_than_the_most_pays_the_most() -> None:
    cheese = one()

    assert cheese.price(350) == 872
    assert cheese.price(900) == 872
    assert cheese.too_heavy([300, 900]) == [900]


def test_only_what_is_delivered_is_weighed() -> None:
    line, shown = agreed(2490, 300, 350, 3)
    missing = a_reduction(ReductionKind.MISSING, quantity=1, goods=872)

    (left,) = to_weigh({1: line}, {1: shown}, [missing]).values()

    assert (left.pieces, left.goods) == (2, 1744)
    assert left.less([300, 300]) == 1744 - 1494


def test_what_the_shop_let_go_of_stays_let_go_of() -> None:
    line, shown = agreed(2490, 300, 350, 1)
    allowance = a_reduction(ReductionKind.ALLOWANCE, goods=200)

    (left,) = to_weigh({1: line}, {1: shown}, [allowance]).values()

    assert left.less([300]) == 872 - 747
    assert left.less([1]) == 672


@pytest.mark.parametrize("kind", [ReductionKind.WEIGHED, ReductionKind.SUBSTITUTED])
def test_weighed_or_replaced_there_is_nothing_to_weigh(kind: ReductionKind) -> None:
    line, shown = agreed(2490, 300, 350, 1)

    assert to_weigh({1: line}, {1: shown}, [a_reduction(kind)]) == {}


def test_what_is_sold_by_the_piece_is_not_weighed() -> None:
    assert to_weigh({1: OrderedLine(1, 1, 480, 0)}, {1: {}}, []) == {}


@pytest.mark.parametrize(
    "said", [[Weights(2, (300, 300))], [Weights(1, (300,))], [Weights(1, (300, 300))] * 2]
)
def test_weights_that_do_not_fit_are_refused(said: list[Weights]) -> None:
    with pytest.raises(WrongWeightsError):
        check_weights(said, {1: one()})


def test_a_missing_weight_is_named() -> None:
    with pytest.raises(NotWeighedError) as refused:
        reductions_of(
            {1: one()}, {1: (300,)}, shop_order_id=ID, account_id=ID, at=NOW, new_id=new_id
        )

    assert "Käse: 2 Gewichte" in refused.value.errors[0].message


@given(
    st.integers(1, 20_000),
    st.integers(1, 5_000),
    st.integers(100, 200),
    st.lists(st.integers(1, 20_000), min_size=1, max_size=8),
)
def test_nobody_ever_pays_more_than_was_agreed(
    per_kg: int, grams: int, percent: int, weights: list[int]
) -> None:
    line, shown = agreed(per_kg, grams, grams * percent // 100, len(weights))
    wanted = to_weigh({1: line}, {1: shown}, [])

    found = reductions_of(
        wanted, {1: weights}, shop_order_id=ID, account_id=ID, at=NOW, new_id=new_id
    )

    total = line.goods
    check(total, {1: line}, [], found)
    assert 0 <= due(total, found) <= total
    exact = sum(per_kg * each for each in weights)
    assert due(total, found) * 1000 <= exact + 500 * len(weights)
    if all(each <= wanted[1].max_grams for each in weights):
        assert abs(due(total, found) * 1000 - exact) <= 500 * len(weights)
