"""One room, one business at a time."""

from datetime import timedelta

import pytest
from catalog.domain.cases.appointments import (
    AppointmentKind,
    AppointmentSettledError,
    AppointmentState,
)
from hypothesis import given
from hypothesis import strategies as st
from marketkit.errors import InvalidError

from tests.catalog.domain.cases.builders import NOW, an_appointment

MINUTES = st.integers(0, 200)


@given(MINUTES, st.integers(1, 60), MINUTES, st.integers(1, 60))
def test_two_overlap_when_they_share_a_minute(a: int, long_a: int, b: int, long_b: int) -> None:
    first = an_appointment(
        starts_at=NOW + timedelta(minutes=a), ends_at=NOW + timedelta(minutes=a + long_a)
    )
    second = an_appointment(
        starts_at=NOW + timedelta(minutes=b), ends_at=NOW + timedelta(minutes=b + long_b)
    )
    shared = set(range(a, a + long_a)) & set(range(b, b + long_b))

    assert first.overlaps(second) is second.overlaps(first) is bool(shared)


def test_only_rooms_of_one_kind_get_in_each_others_way() -> None:
    studio = an_appointment()

    assert not studio.overlaps(an_appointment(kind=AppointmentKind.MAKERSPACE))
    assert not studio.overlaps(an_appointment(state=AppointmentState.CANCELLED))
    visit = an_appointment(kind=AppointmentKind.SHOP_VISIT)
    assert not visit.overlaps(an_appointment(kind=AppointmentKind.SHOP_VISIT))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_at": NOW}, "ends_at"),
        ({"ends_at": NOW + timedelta(days=4)}, "ends_at"),
        ({"kind": AppointmentKind.WORKSHOP}, "title"),
    ],
)
def test_what_cannot_be_is_named(changes: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        an_appointment(**changes)

    assert [error.field for error in refused.value.errors] == [field]


def test_held_or_cancelled_is_said_once_and_can_be_taken_back() -> None:
    planned = an_appointment()
    held = planned.settle(AppointmentState.HELD, NOW)

    assert held.settle(AppointmentState.HELD, NOW) is held
    assert held.settle(AppointmentState.PLANNED, NOW).state is AppointmentState.PLANNED
    with pytest.raises(AppointmentSettledError):
        held.settle(AppointmentState.CANCELLED, NOW)
