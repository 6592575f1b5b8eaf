"""Deadlines and rules of notices and recalls, without I/O."""

from datetime import date
from pathlib import Path

import pytest
from catalog.domain.duties.days import add_months, add_working_days, working_days_left
from catalog.domain.duties.decision import SameDeciderError
from catalog.domain.duties.moderators import check_other_person
from catalog.domain.duties.rules import Constant, DutyRules, UnknownReasonError
from catalog.domain.errors import ProductBlockedError
from catalog.domain.product import ProductStatus
from catalog.files.duties import load_duties
from marketkit.clock import new_id

from tests.catalog.builders import NOW, the_product

RULES = load_duties(Path(__file__).parents[3] / "regions" / "zeitz")


@pytest.mark.parametrize(
    ("begin", "days", "end"),
    [
        ("2026-11-20", 2, "2026-11-24"),  # Friday
        ("2026-11-21", 2, "2026-11-24"),  # Saturday
        ("2026-01-05", 2, "2026-01-08"),  # Epiphany is kept in Saxony-Anhalt
        ("2026-10-30", 3, "2026-11-04"),  # Reformation Day falls on a Saturday
        ("2036-12-31", 1, "2037-01-02"),  # far years have holidays as well
    ],
)
def test_working_days_know_the_regions_holidays(begin: str, days: int, end: str) -> None:
    found = add_working_days(date.fromisoformat(begin), days, RULES.holidays)
    assert found == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("today", "left"),
    [
        ("2026-11-20", 2), ("2026-11-22", 2), ("2026-11-24", 0), ("2026-11-25", -1),
        ("2026-11-28", -3),
    ],
)  # fmt: skip
def test_what_is_left_until_tuesday(today: str, left: int) -> None:
    due = date(2026, 11, 24)
    assert working_days_left(date.fromisoformat(today), due, RULES.holidays) == left


def test_overdue_on_a_weekend_is_overdue() -> None:
    assert working_days_left(date(2026, 11, 21), date(2026, 11, 20), RULES.holidays) == -1


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-11-20", 6, "2027-05-20"),
        ("2027-08-31", 6, "2028-02-29"),
    ],
)
def test_months_end_where_a_month_ends(day: str, months: int, end: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(end)


def test_the_newest_constant_that_has_begun_holds() -> None:
    rules = DutyRules(
        constants=(
            Constant("complaint_months", 6, date(2024, 2, 17), "DSA"),
            Constant("complaint_months", 9, date(2028, 1, 1), "DSA, changed"),
        )
    )
    assert rules.constant("complaint_months", date(2027, 12, 31)) == 6
    assert rules.constant("complaint_months", date(2028, 1, 1)) == 9


def test_the_region_names_every_reason_that_people_need() -> None:
    wanted = {"forbidden", "unsafe", "false_claims", "organic", "copyright", "trademark", "fraud",
              "insult", "other"}  # fmt: skip
    assert wanted <= RULES.reasons.keys()
    assert [r.key for r in RULES.reasons.values() if r.anonymous] == ["child_abuse"]
    with pytest.raises(UnknownReasonError):
        RULES.reason("gefällt mir nicht")


def test_a_block_stands_until_its_own_reason_is_gone() -> None:
    on_sale = the_product(status=ProductStatus.PUBLISHED, published_at=NOW)
    blocked = on_sale.block("Entscheidung E-1.", NOW).block("Rückruf R-1.", NOW)

    half = blocked.unblock("Rückruf R-1.", NOW)

    assert blocked.status is ProductStatus.WITHDRAWN
    with pytest.raises(ProductBlockedError, match=r"Entscheidung E-1\."):
        half.publish(NOW)
    assert half.unblock("Rückruf R-1.", NOW) is half
    assert half.unblock("Entscheidung E-1.", NOW).publish(NOW).is_published


def test_somebody_else_decides_a_complaint_if_there_is_somebody() -> None:
    first, other = new_id(), new_id()

    assert check_other_person(other, first, {first})
    assert not check_other_person(first, first, {first})
    with pytest.raises(SameDeciderError):
        check_other_person(first, first, {first, other})
