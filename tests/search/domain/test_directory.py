"""Which shops one can collect from on a day, told from one moment."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from marketkit.clock import HERE
from marketkit.pickup.away import away_from
from marketkit.pickup.windows import DAYS_AHEAD, slots
from search.domain.directory import ShopDirectory
from search.domain.document import Delivery, ShopSnapshot

from tests.search.shelf import BAKERY, FARM

FRIDAY = date(2026, 11, 20)
SATURDAY, SUNDAY, MONDAY = (FRIDAY + timedelta(days=number) for number in (1, 2, 3))
HOURS = "Mo-Fr 08:00-18:00; Sa 08:00-12:00"


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HERE).astimezone(UTC)


def a_directory(*shops: ShopSnapshot, **facts: Any) -> ShopDirectory:
    facts = dict[str, Any](opening_hours=HOURS, preparation_minutes=60) | facts
    return ShopDirectory([replace(shop, **facts) for shop in shops or (BAKERY,)], 7)


def days(directory: ShopDirectory, now: datetime) -> list[date]:
    """The days from that one on for which the bakery takes an order."""
    ahead = (FRIDAY + timedelta(days=number) for number in range(40))
    return [day for day in ahead if str(BAKERY.id) in directory.collectable(day, now)]


def test_a_day_is_open_as_long_as_the_cart_offers_a_window() -> None:
    directory = a_directory()

    assert FRIDAY in days(directory, at(FRIDAY, 16))
    assert FRIDAY not in days(directory, at(FRIDAY, 16, 1)), "an hour before the window of 17:00"
    assert directory.earliest(BAKERY.id, at(FRIDAY, 16)) == FRIDAY
    assert directory.earliest(BAKERY.id, at(FRIDAY, 16, 1)) == SATURDAY


def test_only_the_next_seven_days_can_be_chosen() -> None:
    found = days(a_directory(), at(FRIDAY, 7))

    assert found[0] == FRIDAY
    assert found[-1] == FRIDAY + timedelta(days=DAYS_AHEAD)
    assert SUNDAY not in found
    assert not a_directory().collectable(FRIDAY - timedelta(days=1), at(FRIDAY, 7))


def test_preparing_may_take_past_midnight() -> None:
    directory = a_directory(preparation_minutes=16 * 60)

    assert directory.earliest(BAKERY.id, at(FRIDAY, 1)) == FRIDAY
    assert directory.earliest(BAKERY.id, at(FRIDAY, 18)) == SATURDAY
    assert directory.earliest(BAKERY.id, at(FRIDAY, 20)) == MONDAY


def test_a_public_holiday_is_no_day_to_collect() -> None:
    # Christmas Day 2026 is a Friday, Epiphany one that only some states keep.
    wednesday = date(2026, 12, 23)
    directory = a_directory()

    assert not directory.collectable(date(2026, 12, 25), at(wednesday, 9))
    assert directory.collectable(date(2026, 12, 28), at(wednesday, 9))
    assert not directory.collectable(date(2027, 1, 6), at(date(2027, 1, 4), 9))


def test_a_closure_takes_its_days_out() -> None:
    shut = away_from([{"from": "2026-11-20", "to": "2026-11-22", "text": "Urlaub"}], [])

    found = days(a_directory(away=shut), at(FRIDAY, 7))

    assert found[0] == MONDAY


def test_a_special_day_has_hours_of_its_own() -> None:
    special = away_from(
        [],
        [
            {"day": "2026-11-22", "spans": [["10:00", "16:00"]]},
            {"day": "2026-11-23", "spans": []},
        ],
    )

    found = days(a_directory(away=special), at(FRIDAY, 7))

    assert SUNDAY in found
    assert MONDAY not in found


@pytest.mark.parametrize("hours", ["", "irgendwann", "closed"])
def test_without_hours_nothing_can_be_collected(hours: str) -> None:
    directory = a_directory(opening_hours=hours)

    assert not days(directory, at(FRIDAY, 9))
    assert directory.earliest(BAKERY.id, at(FRIDAY, 9)) is None


@pytest.mark.parametrize("hours", [HOURS, "Mo-Su 22:00-02:00", "Sa 06:00-24:00", "24/7"])
@pytest.mark.parametrize("preparation", [0, 45, 600, 3000])
def test_it_says_what_the_cart_says(hours: str, preparation: int) -> None:
    directory = a_directory(opening_hours=hours, preparation_minutes=preparation)
    for step in range(0, 24 * 60 * 2, 37):
        now = at(FRIDAY, 0) + timedelta(minutes=step)
        offered = sorted({slot.start.date() for slot in slots(hours, preparation, now)})

        assert days(directory, now) == offered
        assert directory.earliest(BAKERY.id, now) == (offered[0] if offered else None)


def test_a_period_ends_with_the_first_answer_that_changes() -> None:
    directory = a_directory()

    assert directory.period(at(FRIDAY, 15)) == directory.period(at(FRIDAY, 16))
    assert directory.period(at(FRIDAY, 16)) != directory.period(at(FRIDAY, 16, 1))
    assert directory.period(at(FRIDAY, 16, 1)) == directory.period(at(FRIDAY, 23, 59))
    assert directory.period(at(FRIDAY, 23, 59)) != directory.period(at(SATURDAY, 0))


def test_the_same_moment_gives_the_same_set_without_new_work() -> None:
    directory = a_directory()

    first = directory.collectable(SATURDAY, at(FRIDAY, 9))

    assert directory.collectable(SATURDAY, at(FRIDAY, 10)) is first


def test_the_next_day_is_worked_out_before_it_begins() -> None:
    directory = a_directory()
    directory.prepare(at(FRIDAY, 12))
    assert directory.is_prepared(at(FRIDAY, 12))
    assert not directory.is_prepared(at(FRIDAY, 23, 30))

    directory.prepare(at(FRIDAY, 23, 30))

    assert directory.is_prepared(at(FRIDAY, 23, 30))
    assert directory.is_prepared(at(SATURDAY, 0))


def test_only_open_shops_are_in_it() -> None:
    directory = ShopDirectory([BAKERY, replace(FARM, is_live=False)])

    assert list(directory.all) == [str(BAKERY.id)]
    assert directory.get(BAKERY.slug) is directory.get(BAKERY.id) is BAKERY
    assert directory.get(FARM.slug) is None
    assert directory.get("") is None


def test_who_delivers_where() -> None:
    driving = replace(BAKERY, delivery=Delivery(("06712", "06724")))

    directory = ShopDirectory([driving, FARM])

    assert directory.delivering("06724") == {str(BAKERY.id)}
    assert directory.delivering("06618") == frozenset()
