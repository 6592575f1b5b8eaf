"""When a shop is reminded, day by day."""

from datetime import timedelta

from catalog.domain.checklist.reminder import EXPIRED, STAGES, due_stage
from hypothesis import given
from hypothesis import strategies as st

from tests.catalog.domain.checklist.lines import TODAY


@given(st.integers(0, 400))
def test_each_stage_is_spoken_of_once_on_its_day(validity: int) -> None:
    until, told, reminded = TODAY + timedelta(days=validity), [], None
    for passed in range(validity + 5):
        today = TODAY + timedelta(days=passed)
        if (stage := due_stage(until, today, reminded)) is not None:
            told.append((stage, (until - today).days))
            reminded = stage

    assert told[-1] == (EXPIRED, -1)
    assert [stage for stage, _ in told] == sorted({stage for stage, _ in told}, reverse=True)
    assert all(stage == left for stage, left in told[1:])
    if validity >= STAGES[0]:
        assert told == [(60, 60), (30, 30), (7, 7), (0, 0), (EXPIRED, -1)]


def test_a_worker_that_slept_goes_on_with_what_is_due_now() -> None:
    in_a_week = TODAY + timedelta(days=7)

    assert due_stage(in_a_week, TODAY, 60) == 7
    assert due_stage(in_a_week, TODAY, 7) is None
    assert due_stage(TODAY - timedelta(days=9), TODAY, None) == EXPIRED
    assert due_stage(TODAY - timedelta(days=9), TODAY, EXPIRED) is None
