"""The fewest stops: against every plan there is for small carts, and by example."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from orders.domain.plan import (
    CHEAPEST,
    EXACT,
    FEWEST_DAYS,
    FEWEST_STOPS,
    Order,
    Plan,
    Stop,
    best_plan,
    fee_at,
    greedy,
)

FRIDAY = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
ORDERS = (FEWEST_STOPS, CHEAPEST, FEWEST_DAYS)


def a_stop(place: str, day: int, *shops: int, fee: int = 0, effort: int = 0,
           free_from: int | None = None) -> Stop:  # fmt: skip
    start = FRIDAY + timedelta(days=day)
    end = start + timedelta(hours=1)
    return Stop(place, start, end, frozenset(shops), fee, free_from, effort)


@st.composite
def carts(draw: st.DrawFn) -> tuple[list[Stop], list[int]]:
    shops = draw(st.integers(1, 4))
    goods = draw(st.lists(st.integers(0, 30), min_size=shops, max_size=shops))
    some = st.frozensets(st.integers(0, shops - 1), min_size=1)
    stops = draw(
        st.lists(
            st.builds(
                lambda place, day, served, fee, free, effort: a_stop(
                    place, day, *served, fee=fee, free_from=free, effort=effort
                ),
                st.sampled_from("abc"),
                st.integers(0, 2),
                some,
                st.sampled_from([0, 0, 3, 5]),
                st.sampled_from([None, None, 20]),
                st.integers(0, 3),
            ),
            max_size=6,
        )
    )
    return stops, goods


def brute_force(stops: list[Stop], goods: list[int], order: Order) -> tuple[int, ...] | None:
    """Each shop at each of its stops, in every combination."""
    options = [[n for n, stop in enumerate(stops) if shop in stop.shops]
               for shop in range(len(goods))]  # fmt: skip
    costs = []
    for picked in product(*options):
        used = set(picked)
        fee = sum(
            fee_at(stops[n], sum(goods[shop] for shop, at in enumerate(picked) if at == n))
            for n in used
        )
        cost = (
            len(used),
            len({stops[n].day for n in used}),
            fee,
            sum(stops[n].effort for n in used),
        )
        costs.append(tuple(cost[which] for which in order))
    return min(costs) if costs else None


def in_order(plan: Plan, order: Order) -> tuple[int, ...]:
    return tuple(plan.cost[which] for which in order)


def serves_all(plan: Plan, shops: int) -> bool:
    served = [shop for taken in plan.stops for shop in taken.shops]
    allowed = all(taken.shops <= taken.stop.shops for taken in plan.stops)
    return sorted(served) == list(range(shops)) and allowed


@given(carts(), st.sampled_from(ORDERS))
@settings(max_examples=600, deadline=None)
def test_no_plan_is_better(cart: tuple[list[Stop], list[int]], order: Order) -> None:
    stops, goods = cart
    plan, least = best_plan(stops, goods, order), brute_force(stops, goods, order)

    if least is None:
        assert plan is None
        return
    assert plan is not None
    assert serves_all(plan, len(goods))
    assert in_order(plan, order) == least


@given(carts(), st.sampled_from(ORDERS))
@settings(max_examples=200, deadline=None)
def test_the_quick_way_serves_everybody_too(
    cart: tuple[list[Stop], list[int]], order: Order
) -> None:
    stops, goods = cart
    exact, quick = best_plan(stops, goods, order), greedy(stops, goods, order)

    assert (exact is None) == (quick is None)
    if exact and quick:
        assert serves_all(quick, len(goods))
        assert in_order(quick, order) >= in_order(exact, order)


def test_one_shared_point_does_for_three_shops() -> None:
    alone = [a_stop(f"shop:{n}", 0, n) for n in range(3)]
    together = a_stop("point", 4, 0, 1, 2, effort=9)

    plan = best_plan([*alone, together], [100, 100, 100], FEWEST_STOPS)

    assert plan is not None
    assert [taken.stop.place for taken in plan.stops] == ["point"]


def test_with_as_many_stops_one_day_is_better_than_two_and_free_better_than_a_fee() -> None:
    stops = [
        a_stop("shop:0", 0, 0), a_stop("shop:0", 1, 0), a_stop("shop:1", 1, 1),
        a_stop("round", 1, 0, fee=350),
    ]  # fmt: skip

    plan = best_plan(stops, [500, 500], FEWEST_STOPS)

    assert plan is not None
    assert plan.cost == (2, 1, 0, 0)


def test_a_round_that_is_free_from_a_sum_is_free_for_all_it_brings_together() -> None:
    whole = a_stop("round", 2, 0, 1, fee=450, free_from=3000)
    plan = best_plan([whole, a_stop("shop:0", 0, 0)], [1500, 1500], CHEAPEST)

    assert plan is not None
    assert plan.fee == 0
    assert len(plan.stops) == 1


def test_what_is_not_brought_along_does_not_make_a_round_free() -> None:
    together = a_stop("round", 2, 0, 1, fee=450, free_from=3000)
    stops = [together, a_stop("shop:1", 2, 1)]

    plan = best_plan(stops, [1500, 1500], CHEAPEST)
    alone = best_plan([together, a_stop("shop:1", 0, 1)], [1500, 100], CHEAPEST)

    assert plan is not None
    assert alone is not None
    assert (plan.fee, alone.fee) == (0, 450)


def test_nobody_offers_anything_for_one_of_them() -> None:
    assert best_plan([a_stop("shop:0", 0, 0)], [1, 1], FEWEST_STOPS) is None


@pytest.mark.parametrize("shops", [EXACT + 1, 12])
def test_beyond_eight_shops_there_is_a_plan_all_the_same(shops: int) -> None:
    alone = [a_stop(f"shop:{n}", n % 3, n) for n in range(shops)]
    together = a_stop("point", 1, *range(shops - 1))

    plan = best_plan([*alone, together], [100] * shops, FEWEST_STOPS)

    assert plan is not None
    assert serves_all(plan, shops)
    assert len(plan.stops) == 2
