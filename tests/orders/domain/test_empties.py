"""Empties: off what the order costs, never below nothing, the rest in cash."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orders.domain.empties import Counted, Deposit, take
from orders.domain.errors_kinds import EmptiesFewerError, UnknownDepositError

DEPOSITS = {
    "beer": Deposit("beer", 8, "Bierflasche"),
    "crate": Deposit("crate", 150, "Kasten"),
}


def test_they_are_taken_off_what_is_due() -> None:
    (crate, beer) = take([Counted("crate", 1), Counted("beer", 20)], {}, 1000, DEPOSITS)

    assert (crate.credited, beer.credited) == (150, 160)
    assert crate.paid_out == beer.paid_out == 0


def test_what_they_are_worth_beyond_the_order_is_paid_in_cash() -> None:
    (crate, beer) = take([Counted("crate", 1), Counted("beer", 20)], {}, 200, DEPOSITS)

    assert (crate.credited, crate.paid_out) == (150, 0)
    assert (beer.credited, beer.paid_out) == (50, 110)


def test_said_again_only_what_is_new_counts() -> None:
    assert take([Counted("beer", 20)], {"beer": 20}, 1000, DEPOSITS) == []
    (more,) = take([Counted("beer", 24)], {"beer": 20}, 1000, DEPOSITS)

    assert (more.quantity, more.total_quantity, more.credited) == (4, 24, 32)


def test_fewer_than_were_counted_is_refused() -> None:
    with pytest.raises(EmptiesFewerError):
        take([Counted("beer", 19)], {"beer": 20}, 1000, DEPOSITS)


@pytest.mark.parametrize("said", [[Counted("dose", 1)], [Counted("beer", 1), Counted("beer", 2)]])
def test_unknown_and_repeated_kinds_are_refused(said: list[Counted]) -> None:
    with pytest.raises(UnknownDepositError):
        take(said, {}, 1000, DEPOSITS)


@given(st.integers(0, 999), st.integers(0, 999), st.integers(0, 100_000))
def test_credit_and_cash_are_what_the_empties_are_worth(beer: int, crate: int, due: int) -> None:
    found = take([Counted("beer", beer), Counted("crate", crate)], {}, due, DEPOSITS)

    assert sum(each.credited for each in found) <= due
    assert sum(each.credited + each.paid_out for each in found) == beer * 8 + crate * 150
    assert all(each.paid_out == 0 for each in found) or sum(e.credited for e in found) == due
