"""Facts in words: money, dates, distances, the week, the season, a day's work."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from gateway.presenters import dates, day_plan, numbers, season, tree, window
from gateway.presenters.hyphens import SHY, soft_hyphens
from gateway.presenters.map import place_on_map
from gateway.presenters.slots import by_day
from gateway.presenters.week import week
from marketkit.money import Money

NBSP = "\u00a0"
SATURDAY = datetime(2026, 11, 21, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def test_money_is_written_as_people_write_it() -> None:
    assert numbers.money(Money(amount=480), "de") == f"4,80{NBSP}€"
    assert numbers.money(Money(amount=123456), "de") == f"1.234,56{NBSP}€"
    assert numbers.money(Money(amount=480), "en") == "€4.80"


def test_amounts_lose_their_trailing_zeros() -> None:
    assert numbers.amount("1.500", "kg", "de") == f"1,5{NBSP}kg"
    assert numbers.amount("500", "g", "de") == f"500{NBSP}g"
    assert numbers.amount("viel", "g", "de") == f"viel{NBSP}g"


def test_near_is_exact_and_far_is_round() -> None:
    assert numbers.distance(0.43, "de") == f"0,4{NBSP}km"
    assert numbers.distance(23.4, "de") == f"23{NBSP}km"


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("4,80", 480), ("4.80 €", 480), ("4", 400), ("1.234,50", 123450), (f"3,5{NBSP}EUR", 350),
     ("vier", None), ("4,805", None), ("", None), ("NaN", None), ("Infinity", None)],
)  # fmt: skip
def test_prices_are_read_as_they_are_typed(typed: str, cents: int | None) -> None:
    assert numbers.read_price(typed) == cents


def test_a_price_survives_the_form() -> None:
    assert numbers.read_price(numbers.typed_price(Money(amount=1205))) == 1205


@pytest.mark.parametrize(
    ("typed", "cents"), [("4,80 €", 480), ("0", 0), ("-1", None), ("4,805", None), ("", None)]
)
def test_what_is_charged_is_never_less_than_nothing(typed: str, cents: int | None) -> None:
    assert numbers.read_charge(typed) == cents


@pytest.mark.parametrize(
    ("typed", "permille"), [("7,5 %", 75), ("7", 70), ("0", 0), ("100", None), ("7,55", None)]
)
def test_rates_are_read_as_they_are_typed(typed: str, permille: int | None) -> None:
    assert numbers.read_permille(typed) == permille


@pytest.mark.parametrize(("typed", "read"), [("0,5", "0.5"), ("-1", None), ("x", None)])
def test_contents_are_positive_numbers(typed: str, read: str | None) -> None:
    assert numbers.read_amount(typed) == read


def test_saturday_is_called_sonnabend_here() -> None:
    assert dates.day(SATURDAY, "de") == "Sonnabend, 21. November"
    assert dates.day(SATURDAY, "en") == "Saturday, 21 November"


def test_times_are_local_times() -> None:
    utc = SATURDAY.astimezone(ZoneInfo("UTC"))

    assert dates.span(utc, utc + timedelta(minutes=30), "de") == f"9:00{dates.TO}9:30"


def test_days_and_moments_are_read_on_the_regions_clocks() -> None:
    assert dates.read_day("2026-11-21") == SATURDAY.date()
    assert dates.read_moment("2026-11-21T09:00") == SATURDAY
    for nothing in ("", "T", "2026-02-30", "morgen", "2026-11-21T", "T09:00"):
        assert dates.read_day(nothing) is None
        assert dates.read_moment(nothing) is None


def test_months_are_turned_over_at_the_end_of_a_year() -> None:
    december = dates.read_month("2026-12")

    assert december is not None
    assert dates.month_words(december, "de") == "Dezember 2026"
    assert dates.month_text(dates.month_before(december)) == "2026-11"
    assert dates.month_text(dates.month_after(december)) == "2027-01"
    assert dates.month_text(dates.month_before(dates.month_after(december))) == "2026-12"
    assert [dates.read_month(text) for text in ("2026-13", "alle", "1999-01", "")] == [None] * 4


def test_slots_are_grouped_by_day() -> None:
    later = SATURDAY + timedelta(days=2)

    groups = by_day([(SATURDAY, None, ""), (later, None, "Markt")], "de")

    assert [name for name, _ in groups] == ["Sonnabend, 21. November", "Montag, 23. November"]
    assert groups[1][1] == [(later.isoformat(), "9:00, Markt")]


def test_a_week_has_seven_days_whatever_is_open() -> None:
    days = week([("mo", [["07:00", "18:30"]]), ("So", [["08:00", "10:00"]])], today=6)

    assert [day.key for day in days] == ["mo", "tu", "we", "th", "fr", "sa", "su"]
    assert days[0].spans == (f"7{dates.TO}18:30",)
    assert (days[0].blocks[0].y, days[0].blocks[0].height) == (4, 23)
    assert days[6].is_today
    assert days[6].spans
    assert days[1].spans == ()


def test_a_night_shift_stays_on_the_sheet() -> None:
    day = week([("fr", [["22:00", "00:00"], ["03:00", "04:00"]])], today=0)[4]

    assert all(0 <= block.y <= 30 and block.height >= 0 for block in day.blocks)


def test_the_months_crop_leads_and_the_store_follows() -> None:
    crops = [
        SimpleNamespace(key="apfel", harvest=frozenset({8, 9}), store=frozenset({11})),
        SimpleNamespace(key="walnuss", harvest=frozenset({11}), store=frozenset()),
        SimpleNamespace(key="gruenkohl", harvest=frozenset({11, 12, 1}), store=frozenset()),
        SimpleNamespace(key="spargel", harvest=frozenset({5}), store=frozenset()),
    ]

    shown = season.of_the_month(crops, 11)

    assert [crop.key for crop in shown] == ["gruenkohl", "walnuss", "apfel"]


def test_the_same_goods_of_one_time_are_added_up() -> None:
    later = SATURDAY + timedelta(hours=1)

    plan = day_plan.plan(
        [(SATURDAY, [("Semmel", 6), ("Brot", 1)], 900), (SATURDAY, [("Semmel", 4)], 400),
         (later, [("Brot", 2)], 960)]
    )  # fmt: skip

    assert [(slot.orders, slot.share) for slot in plan.slots] == [(2, 100), (1, 50)]
    jobs = [(job.title, job.quantity) for job in plan.slots[0].jobs]
    assert jobs == [("Semmel", 10), ("Brot", 1)]
    assert (plan.first, plan.orders, plan.expected.amount) == (SATURDAY, 3, 2260)


def test_a_day_without_orders_is_a_day() -> None:
    assert day_plan.plan([]).first is None


def test_long_words_may_break_and_stay_themselves() -> None:
    hyphenated = soft_hyphens("Dinkelvollkornsauerteig mit Salz")

    assert hyphenated.replace(SHY, "") == "Dinkelvollkornsauerteig mit Salz"
    assert f"korn{SHY}sauer" in hyphenated
    assert soft_hyphens("Sommerblütenhonig").startswith(f"Sommer{SHY}blüten")
    assert soft_hyphens("Schweineschmalztopf").endswith(f"schmalz{SHY}topf")
    assert soft_hyphens("kurz und gut") == "kurz und gut"


def test_every_place_of_the_region_lies_on_the_map() -> None:
    for lat, lon in ((51.05, 12.13), (50.98, 12.19), (51.4, 11.7), (52.5, 13.4)):
        drawn = place_on_map(lat, lon, (51.0496, 12.1369))
        assert 0 < drawn.pin.x < 264
        assert 0 < drawn.pin.y < 200


def test_the_window_shows_each_shop_once_and_begins_elsewhere_each_day() -> None:
    goods = ["a1", "a2", "b1", "c1"]

    days = [window.one_of_each(goods, lambda item: item[0], day, most=2) for day in range(3)]

    assert days == [["a1", "b1"], ["b1", "c1"], ["c1", "a1"]]
    assert window.one_of_each([], str, 7, most=2) == []


def a_node(key: str, *children: SimpleNamespace) -> SimpleNamespace:
    return SimpleNamespace(key=key, name=key.title(), children=children)


def test_the_way_to_a_category_is_found() -> None:
    roots = [a_node("a", a_node("b", a_node("c"))), a_node("d", a_node("e"))]

    assert [node.key for node in tree.path_to(roots, "c")] == ["a", "b", "c"]
    assert tree.path_to(roots, "x") == []
    assert tree.choices(roots) == [("B", [("c", "C")]), ("D", [("e", "E")])]
