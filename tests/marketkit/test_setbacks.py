"""What fails again and again waits longer each time, and nobody waits behind it."""

from datetime import UTC, datetime, timedelta

from marketkit.background import one_by_one
from marketkit.setbacks import Setbacks

from tests.conftest import FixedClock

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def waits(setbacks: Setbacks, clock: FixedClock, seconds: float) -> bool:
    clock.at = NOON + timedelta(seconds=seconds)
    return setbacks.waiting("order") == [1]


def test_it_waits_longer_each_time() -> None:
    clock = FixedClock(NOON)
    setbacks = Setbacks(clock)

    setbacks.failed("order", 1)
    once = [waits(setbacks, clock, seconds) for seconds in (14, 16)]
    clock.at = NOON
    setbacks.failed("order", 1)
    twice = [waits(setbacks, clock, seconds) for seconds in (16, 29, 31)]
    clock.at = NOON
    for _ in range(50):
        setbacks.failed("order", 1)
    often = [waits(setbacks, clock, seconds) for seconds in (3599, 3601)]

    assert (once, twice, often) == ([True, False], [True, True, False], [True, False])


def test_what_was_done_waits_no_more_and_others_never_did() -> None:
    setbacks = Setbacks(FixedClock(NOON))
    for key in (1, 2):
        setbacks.failed("order", key)
    setbacks.done("order", 1)

    assert setbacks.waiting("order") == [2]
    assert setbacks.waiting("round") == []


def test_what_somebody_else_has_done_is_forgotten_after_a_day() -> None:
    clock = FixedClock(NOON)
    setbacks = Setbacks(clock)
    for _ in range(3):
        setbacks.failed("order", 1)

    clock.at = NOON + timedelta(days=2)
    setbacks.waiting("order")
    clock.at = NOON + timedelta(days=2)
    setbacks.failed("order", 1)

    assert waits(setbacks, clock, 2 * 86_400 + 14)
    assert not waits(setbacks, clock, 2 * 86_400 + 16), "as if for the first time"


async def test_a_round_remembers_by_the_first_id_who_failed() -> None:
    setbacks = Setbacks(FixedClock(NOON))

    async def step(item: tuple[int, str]) -> None:
        if item[0] == 2:
            raise ValueError

    assert await one_by_one("order", [(1, "a"), (2, "b"), (3, "c")], step, setbacks) == 2
    assert setbacks.waiting("order") == [2]
