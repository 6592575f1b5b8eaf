"""A business in its advisor's hands: contacts, caseload, waiting."""

from datetime import date, timedelta

import pytest
from catalog.domain.cases import kinds
from catalog.domain.cases.case import (
    MOST_CONTACTS,
    BusinessKind,
    Contact,
    NoSuchContactError,
    ShopTakenError,
    TooManyContactsError,
)
from catalog.domain.cases.rights import is_responsible
from catalog.domain.cases.stages import CaseStage
from catalog.domain.cases.staleness import is_overdue, is_stale
from catalog.domain.rights import Actor
from marketkit.clock import new_id

from tests.catalog.domain.cases.builders import NOW, a_case


def test_two_weeks_without_a_touch_are_too_long_while_the_advisor_is_on_turn() -> None:
    for stage, expected in (("contact", True), ("preparing", True), ("review", False),
                            ("live", False), ("dropped", False)):  # fmt: skip
        assert is_stale(CaseStage(stage), NOW - timedelta(days=14), NOW) is expected
    assert not is_stale(CaseStage.CONTACT, NOW - timedelta(days=13, hours=23), NOW)


def test_a_step_is_overdue_from_the_day_after() -> None:
    today = date(2026, 11, 20)

    assert is_overdue(CaseStage.CARE, date(2026, 11, 19), today)
    assert not is_overdue(CaseStage.CARE, today, today)
    assert not is_overdue(CaseStage.CARE, None, today)
    assert not is_overdue(CaseStage.DROPPED, date(2020, 1, 1), today)


def test_whose_it_is_already_keeps_it() -> None:
    advisor = new_id()
    case = a_case().hand_to(advisor, "Berta", NOW)

    assert case.hand_to(advisor, "Berta", NOW) is case
    assert (case.advisor_name, case.version) == ("Berta", 2)


def test_a_case_has_one_shop_at_most() -> None:
    case = a_case().with_shop(new_id(), NOW)

    with pytest.raises(ShopTakenError):
        case.with_shop(new_id(), NOW)


def test_contacts_are_added_changed_and_removed() -> None:
    first, second = Contact(new_id(), "Ilse Sonntag"), Contact(new_id(), "Uwe Sonntag")
    case = a_case().with_contact(first, NOW).with_contact(second, NOW)

    renamed = case.with_contact(Contact(first.id, "Ilse Montag"), NOW)
    left = renamed.without_contact(second.id, NOW)

    assert [person.name for person in renamed.contacts] == ["Ilse Montag", "Uwe Sonntag"]
    assert [person.name for person in left.contacts] == ["Ilse Montag"]
    with pytest.raises(NoSuchContactError):
        left.without_contact(second.id, NOW)


def test_there_is_an_end_to_contacts() -> None:
    case = a_case()
    for _ in range(MOST_CONTACTS):
        case = case.with_contact(Contact(new_id(), "Ilse"), NOW)

    with pytest.raises(TooManyContactsError):
        case.with_contact(Contact(new_id(), "Uwe"), NOW)


def test_papers_are_for_whoever_looks_after_the_business() -> None:
    mine, other = new_id(), new_id()
    advisor = Actor(mine, frozenset({"advisor"}))

    assert is_responsible(advisor, a_case(advisor_id=mine))
    assert is_responsible(advisor, a_case(advisor_id=None))
    assert not is_responsible(advisor, a_case(advisor_id=other))
    assert is_responsible(Actor(mine, frozenset({"operator"})), a_case(advisor_id=other))


@pytest.mark.parametrize(
    ("word", "kind"),
    [("Bäckerei", "food"), ("Imkerei", "farm"), ("Töpferei", "maker"), ("Friseur", "service"),
     ("Orthopädieschuhmacherei", "craft"), ("Buchladen", "retail"), ("bakery", "food"),
     ("Hofladen Kayna", "farm")],
)  # fmt: skip
def test_a_shops_own_word_is_understood(word: str, kind: str) -> None:
    assert kinds.guess(word) is BusinessKind(kind)
