"""Reductions against the lowest price of the thirty days before, and against an oracle."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from catalog.domain.price_history import PricePeriod, lowest_before
from catalog.domain.promotion import (
    FixedPriceError,
    NoReductionError,
    Promotion,
    PromotionOverlapsError,
    PromotionStatus,
    Reason,
    Terms,
    check_no_overlap,
    check_span,
    percent_off,
    terms_of,
)
from hypothesis import given
from hypothesis import strategies as st
from marketkit.clock import new_id
from marketkit.errors import InvalidError

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
VARIANT = new_id()


def days(number: float) -> timedelta:
    return timedelta(days=number)


def since(number: float, price: int, until: float | None = None, **changes: Any) -> PricePeriod:
    """A price from so many days ago until so many days ago."""
    values: dict[str, Any] = {"offered": True} | changes
    end = None if until is None else NOW - days(until)
    return PricePeriod(price, valid_from=NOW - days(number), valid_to=end, **values)


def a_promotion(**changes: Any) -> Promotion:
    values: dict[str, Any] = {
        "id": new_id(),
        "shop_id": new_id(),
        "product_id": new_id(),
        "variant_id": VARIANT,
        "price": 400,
        "reason": Reason.NORMAL,
        "starts_at": NOW,
        "ends_at": NOW + days(7),
        "created_at": NOW,
    }
    return Promotion(**(values | changes))


def test_the_reference_is_the_lowest_price_of_thirty_days() -> None:
    history = [since(60, 300, until=31), since(31, 480, until=10), since(10, 520)]

    terms = terms_of(a_promotion(price=400), 520, history, None, NOW)

    assert (terms.reference, terms.percent) == (480, 16)


def test_raising_the_price_before_a_sale_does_not_help() -> None:
    history = [since(90, 480, until=2), since(2, 999)]

    assert terms_of(a_promotion(price=450), 999, history, None, NOW).reference == 480
    with pytest.raises(NoReductionError, match="4,80 €"):
        terms_of(a_promotion(price=500), 999, history, None, NOW)


def test_a_price_nobody_could_buy_at_is_no_reference() -> None:
    draft = [since(40, 999, until=1, offered=False), since(1, 999, until=1)]

    with pytest.raises(NoReductionError, match="konnte niemand"):
        terms_of(a_promotion(price=500), 999, draft, None, NOW)
    with pytest.raises(NoReductionError, match="konnte niemand"):
        terms_of(a_promotion(price=500), 999, [], None, NOW)


def test_a_new_product_is_measured_against_what_there_is() -> None:
    assert terms_of(a_promotion(), 480, [since(3, 480)], None, NOW).reference == 480


def test_it_must_be_cheaper_than_now() -> None:
    with pytest.raises(NoReductionError, match="jetzigen Preis"):
        terms_of(a_promotion(price=480), 480, [since(40, 480)], None, NOW)


def test_short_dated_goods_need_no_reference_but_must_be_cheaper() -> None:
    promotion = a_promotion(reason=Reason.PERISHABLE, price=470)
    history = [since(40, 480, until=20), since(20, 200, until=10), since(10, 480)]

    assert terms_of(promotion, 480, history, None, NOW) == Terms(None, None, None, None)
    with pytest.raises(NoReductionError):
        terms_of(replace(promotion, price=480), 480, history, None, NOW)


def test_the_percentage_is_rounded_down() -> None:
    assert percent_off(400, 480) == 16
    assert percent_off(479, 480) == 0
    assert percent_off(1, 3) == 66


def running(began: float, price: int, **changes: Any) -> Promotion:
    values: dict[str, Any] = {
        "status": PromotionStatus.RUNNING,
        "starts_at": NOW - days(began),
        "ends_at": NOW,
        "chain_began_at": NOW - days(began),
        "chain_reference": 1000,
        "price": price,
    }
    return a_promotion(**(values | changes))


def test_a_further_step_keeps_the_first_reference() -> None:
    history = [since(60, 1000, until=5), since(5, 800)]

    terms = terms_of(a_promotion(price=600), 1000, history, running(5, 800), NOW)

    assert (terms.reference, terms.percent) == (1000, 40)
    assert terms.chain_began_at == NOW - days(5)


@pytest.mark.parametrize(
    ("previous", "why"),
    [
        (running(5, 800, ends_at=NOW - days(1)), "there was a gap"),
        (running(25, 800), "together they last more than thirty days"),
        (running(5, 800, chain_reference=None, chain_began_at=None), "it had no reference"),
    ],
)
def test_a_step_that_is_none_is_measured_anew(previous: Promotion, why: str) -> None:
    history = [since(60, 1000, until=5), since(5, 800)]

    terms = terms_of(a_promotion(price=600), 1000, history, previous, NOW)

    assert terms.reference == 800, why


def test_the_same_price_again_is_no_further_step() -> None:
    history = [since(60, 1000, until=5), since(5, 800)]

    with pytest.raises(NoReductionError):
        terms_of(a_promotion(price=800), 1000, history, running(5, 800), NOW)


@pytest.mark.parametrize(("start", "end"), [(0, 91), (1, 1), (0, -1), (-3, -1), (200, 210)])
def test_a_span_that_cannot_be_is_refused(start: int, end: int) -> None:
    with pytest.raises(InvalidError):
        check_span(NOW + days(start), NOW + days(end), NOW)


def test_promotions_follow_each_other_and_only_a_cheaper_step_cuts_in() -> None:
    first = a_promotion(price=800, starts_at=NOW, ends_at=NOW + days(10))
    later = {"starts_at": NOW + days(5), "ends_at": NOW + days(15)}

    check_no_overlap(
        a_promotion(price=900, starts_at=first.ends_at, ends_at=NOW + days(12)), [first]
    )
    check_no_overlap(a_promotion(price=700, **later), [first])
    check_no_overlap(a_promotion(price=900, variant_id=new_id(), **later), [first])
    with pytest.raises(PromotionOverlapsError):
        check_no_overlap(a_promotion(price=800, **later), [first])
    with pytest.raises(PromotionOverlapsError):
        check_no_overlap(a_promotion(price=700, starts_at=first.starts_at), [first])


def test_books_with_a_fixed_price_name_their_law() -> None:
    assert "§ 3 BuchPrG" in FixedPriceError.message


CHANGES = st.lists(
    st.tuples(st.integers(1, 240), st.integers(1, 5000), st.booleans()), min_size=1, max_size=25
)
"""Hours until the next change, price, whether the public could buy."""


def a_series(changes: Sequence[tuple[int, int, bool]], at: datetime) -> list[PricePeriod]:
    """The periods one after the other, the last of them open at `at`."""
    begin = at - timedelta(hours=sum(hours for hours, _, _ in changes))
    periods = []
    for index, (hours, price, offered) in enumerate(changes):
        end = begin + timedelta(hours=hours)
        last = index == len(changes) - 1
        periods.append(PricePeriod(price, offered, begin, None if last else end))
        begin = end
    return periods


def the_oracle(changes: Sequence[tuple[int, int, bool]]) -> int | None:
    """Hour by hour backwards, for thirty days."""
    hours = [(price, offered) for length, price, offered in changes for _ in range(length)]
    return min((price for price, offered in hours[-30 * 24 :] if offered), default=None)


@given(changes=CHANGES)
def test_the_reference_agrees_with_looking_at_every_hour(
    changes: list[tuple[int, int, bool]],
) -> None:
    assert lowest_before(a_series(changes, NOW), NOW) == the_oracle(changes)


@given(changes=CHANGES, price=st.integers(1, 5000))
def test_a_promotion_is_always_below_every_recent_price(
    changes: list[tuple[int, int, bool]], price: int
) -> None:
    expected = the_oracle(changes)
    usual = changes[-1][1]

    try:
        terms = terms_of(a_promotion(price=price), usual, a_series(changes, NOW), None, NOW)
    except NoReductionError:
        assert expected is None or price >= min(expected, usual)
    else:
        assert expected is not None
        assert terms.reference == expected
        assert price < expected
        assert terms.percent is not None
        assert price * 100 <= expected * (100 - terms.percent)
        assert price * 100 > expected * (99 - terms.percent)


@given(changes=CHANGES, raised=st.integers(1, 5000))
def test_a_rise_just_before_never_improves_the_reference(
    changes: list[tuple[int, int, bool]], raised: int
) -> None:
    before = lowest_before(a_series(changes, NOW), NOW)
    *_, (last_hours, last_price, _) = changes
    rise = [*changes[:-1], (last_hours, last_price, True), (1, last_price + raised, True)]
    after = lowest_before(a_series(rise, NOW), NOW)

    assert after is not None
    assert after <= last_price
    assert before is None or after <= max(before, last_price)
