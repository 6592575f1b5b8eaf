"""Opening hours as a table and back."""

import pytest
from gateway.presenters.week import DAYS
from gateway.presenters.week_plan import read, write
from hypothesis import given
from hypothesis import strategies as st

CLOCKS = st.integers(0, 24 * 4).map(lambda n: f"{n // 4:02}:{n % 4 * 15:02}")
SPANS = st.lists(CLOCKS, min_size=0, max_size=4, unique=True).map(
    lambda times: tuple(zip(sorted(times)[::2], sorted(times)[1::2], strict=False))
)


@given(st.fixed_dictionaries(dict.fromkeys(DAYS, SPANS)))
def test_what_is_written_reads_the_same(plan: dict[str, tuple[tuple[str, str], ...]]) -> None:
    assert read(write(plan)) == plan


@pytest.mark.parametrize(
    "text",
    [
        "PH off",
        "Apr-Oct Mo-Fr 08:00-18:00",
        "Mo 20:00-02:00",
        "24/7",
        "Mo 08:00-10:00,11:00-12:00,13:00-14:00",
        "Mo 08:00+",
    ],
)
def test_what_a_table_cannot_hold_is_left_alone(text: str) -> None:
    assert read(text) is None


def test_days_over_the_end_of_the_week_and_later_rules() -> None:
    plan = read("Sa-Mo 10:00-12:00; Su off")

    assert plan is not None
    assert (plan["sa"], plan["su"], plan["mo"], plan["tu"]) == (
        (("10:00", "12:00"),), (), (("10:00", "12:00"),), ())  # fmt: skip
    assert write(plan) == "Mo 10:00-12:00; Sa 10:00-12:00"
