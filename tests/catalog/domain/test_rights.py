"""Who may do what, over every role and state of a shop."""

import itertools
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from catalog.domain.rights import Action, Actor, acting_as, check_is_owner, check_may_edit
from catalog.domain.shop import Shop, ShopStatus, Staff, Stage
from marketkit.clock import new_id
from marketkit.errors import ForbiddenError, NotFoundError, UnauthenticatedError

from tests.catalog.builders import the_shop

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
ADVISOR, OWNER, PACKER = new_id(), new_id(), new_id()
PEOPLE = (Staff(OWNER, "owner"), Staff(PACKER, "packer"))


def a_person(account: UUID | None, *roles: str) -> Actor:
    return Actor(account, frozenset(roles))


def a_shop(**changes: Any) -> Shop:
    return the_shop(advisor_id=ADVISOR, staff=PEOPLE, **changes)


STATES = list(itertools.product(ShopStatus, Stage, [True, False]))


@pytest.mark.parametrize(("status", "stage", "mandate"), STATES)
def test_the_owner_always_may(status: ShopStatus, stage: Stage, mandate: bool) -> None:
    shop = a_shop(status=status, stage=stage, advisor_mandate=mandate)

    assert check_may_edit(a_person(OWNER), shop, Action.PRODUCTS, NOW) == "owner"


@pytest.mark.parametrize(("status", "stage", "mandate"), STATES)
def test_the_advisor_may_until_the_hand_over_and_then_with_a_mandate(
    status: ShopStatus, stage: Stage, mandate: bool
) -> None:
    shop = a_shop(status=status, stage=stage, advisor_mandate=mandate)
    may = stage is Stage.PREPARING or mandate

    assert acting_as(a_person(ADVISOR, "advisor"), shop) == ("advisor" if may else None)


@pytest.mark.parametrize("status", ShopStatus)
def test_a_stranger_learns_only_of_what_is_public(status: ShopStatus) -> None:
    refusal = NotFoundError if status is ShopStatus.DRAFT else ForbiddenError

    stranger = a_person(new_id(), "advisor", "shop_staff")

    with pytest.raises(refusal):
        check_may_edit(stranger, a_shop(status=status), Action.PRODUCTS, NOW)


def test_who_lost_the_role_lost_the_right() -> None:
    assert acting_as(a_person(ADVISOR), a_shop()) is None


def test_a_packer_sees_but_does_not_change() -> None:
    shop = a_shop(status=ShopStatus.DRAFT)

    assert acting_as(a_person(PACKER), shop) == "packer"
    with pytest.raises(ForbiddenError):
        check_may_edit(a_person(PACKER), shop, Action.PRODUCTS, NOW)


def test_an_operator_may_everywhere() -> None:
    operator = a_person(new_id(), "operator")

    assert check_may_edit(operator, a_shop(), Action.PRODUCTS, NOW) == "operator"


def test_a_guest_signs_in_first() -> None:
    with pytest.raises(UnauthenticatedError):
        check_may_edit(a_person(None, "operator"), a_shop(), Action.PRODUCTS, NOW)


def test_the_mandate_is_the_owners_to_give() -> None:
    check_is_owner("owner")
    with pytest.raises(ForbiddenError):
        check_is_owner("advisor")
