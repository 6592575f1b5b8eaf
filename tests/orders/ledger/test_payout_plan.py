"""What to do for a share: whatever the standing, no cent is sent twice or forgotten."""

from hypothesis import given
from hypothesis import strategies as st
from orders.domain.payout_plan import Plan, Standing, plan

cents = st.integers(0, 100_000)


def standing(**changes: object) -> Standing:
    said = {
        "owed": 0, "away": 0, "coming_back": 0, "debt": 0, "is_frozen": False, "is_payable": True,
    } | changes  # fmt: skip
    return Standing(**said)  # type: ignore[arg-type]


def test_what_is_owed_is_sent() -> None:
    assert plan(standing(owed=480)) == Plan(transfer=480)


def test_without_an_account_it_waits() -> None:
    assert plan(standing(owed=480, is_payable=False)) == Plan(waits=True)


def test_an_old_debt_is_kept_back() -> None:
    assert plan(standing(owed=480, debt=100)) == Plan(transfer=380, netted=100)
    assert plan(standing(owed=480, debt=900)) == Plan(transfer=0, netted=480)


def test_too_much_is_fetched_back_and_what_never_went_there_is_a_debt() -> None:
    assert plan(standing(owed=-480, away=480)) == Plan(reverse=480)
    assert plan(standing(owed=-480, away=380)) == Plan(reverse=380, new_debt=100)
    assert plan(standing(owed=-480, away=0, coming_back=480)) == Plan(waits=True)


def test_a_disputed_share_comes_back_whole_and_waits() -> None:
    assert plan(standing(away=480, is_frozen=True)) == Plan(reverse=480)
    assert plan(standing(owed=480, is_frozen=True)) == Plan(waits=True)


@given(
    owed=st.integers(-100_000, 100_000), away=cents, coming_back=cents, debt=cents,
    is_frozen=st.booleans(), is_payable=st.booleans(),
)  # fmt: skip
def test_one_direction_at_a_time_and_never_too_much(
    owed: int, away: int, coming_back: int, debt: int, is_frozen: bool, is_payable: bool
) -> None:
    done = plan(Standing(owed, away, coming_back, debt, is_frozen, is_payable))

    assert min(done.transfer, done.netted, done.reverse, done.new_debt) >= 0
    assert not (done.transfer + done.netted and done.reverse + done.new_debt)
    assert done.transfer + done.netted in {0, owed}
    assert done.netted <= debt
    assert done.reverse <= away
    assert not (is_frozen and done.transfer)
    if owed < 0 and not is_frozen:
        assert done.reverse + done.new_debt == max(0, -owed - coming_back)
