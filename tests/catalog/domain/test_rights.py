"""Who may do what, over every role, state of a shop and mandate."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from catalog.domain.mandate import GRANTABLE, Mandate, MandateState
from catalog.domain.rights import (
    Action,
    Actor,
    MandateEndedError,
    NotInMandateError,
    acting_as,
    check_is_owner,
    check_may_edit,
    check_may_edit_all,
)
from catalog.domain.shop import Shop, ShopStatus, Staff, Stage
from marketkit.clock import new_id
from marketkit.errors import ForbiddenError, NotFoundError, UnauthenticatedError

from tests.catalog.builders import the_shop

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
ADVISOR, OWNER, STAFF, PACKER = new_id(), new_id(), new_id(), new_id()
PEOPLE = (Staff(OWNER, "owner"), Staff(STAFF, "staff"), Staff(PACKER, "packer"))


def a_person(account: UUID | None, *roles: str) -> Actor:
    return Actor(account, frozenset(roles))


def a_mandate(*actions: Action, **changes: Any) -> Mandate:
    values: dict[str, Any] = {
        "id": new_id(), "shop_id": new_id(), "advisor_id": ADVISOR, "actions": frozenset(actions),
        "until": LATER, "asked_at": NOW, "state": MandateState.GRANTED,
    }  # fmt: skip
    return Mandate(**(values | changes))


def a_shop(*mandates: Mandate, **changes: Any) -> Shop:
    return the_shop(advisor_id=ADVISOR, staff=PEOPLE, mandates=mandates, **changes)


THE_ADVISOR = a_person(ADVISOR, "advisor")
HANDED_OVER = {"stage": Stage.HANDED_OVER, "status": ShopStatus.LIVE}
STATES = list(itertools.product(ShopStatus, Stage))


@pytest.mark.parametrize(("status", "stage"), STATES)
@pytest.mark.parametrize("action", Action)
def test_the_owner_always_may(status: ShopStatus, stage: Stage, action: Action) -> None:
    shop = a_shop(status=status, stage=stage)

    assert check_may_edit(a_person(OWNER), shop, action, NOW) == "owner"


@pytest.mark.parametrize("action", Action)
def test_staff_may_all_but_decide_who_belongs_to_the_shop(action: Action) -> None:
    if action is Action.PEOPLE:
        with pytest.raises(ForbiddenError):
            check_may_edit(a_person(STAFF), a_shop(), action, NOW)
    else:
        assert check_may_edit(a_person(STAFF), a_shop(), action, NOW) == "staff"


@pytest.mark.parametrize(("status", "stage"), STATES)
def test_without_a_mandate_the_advisor_may_only_prepare_a_draft(
    status: ShopStatus, stage: Stage
) -> None:
    shop = a_shop(status=status, stage=stage)
    prepares = stage is Stage.PREPARING and status is ShopStatus.DRAFT

    assert acting_as(THE_ADVISOR, shop, NOW) == ("advisor" if prepares else None)


def test_preparing_makes_nothing_visible_and_touches_no_people() -> None:
    draft = a_shop(status=ShopStatus.DRAFT)

    for action in (Action.PROFILE, Action.PRODUCTS, Action.PRICES, Action.STOCK, Action.PROOFS):
        assert check_may_edit(THE_ADVISOR, draft, action, NOW) == "advisor"
    for action in (Action.VISIBILITY, Action.ORDERS, Action.PEOPLE):
        with pytest.raises(NotInMandateError):
            check_may_edit(THE_ADVISOR, draft, action, NOW)


@pytest.mark.parametrize("granted", Action)
@pytest.mark.parametrize("tried", Action)
def test_each_action_is_granted_by_itself(granted: Action, tried: Action) -> None:
    shop = a_shop(a_mandate(granted), **HANDED_OVER)

    if granted is tried and tried is not Action.PEOPLE:
        assert check_may_edit(THE_ADVISOR, shop, tried, NOW) == "advisor"
    else:
        with pytest.raises(ForbiddenError):
            check_may_edit(THE_ADVISOR, shop, tried, NOW)


def test_several_actions_need_each_of_them() -> None:
    shop = a_shop(a_mandate(Action.PRODUCTS), **HANDED_OVER)

    assert check_may_edit_all(THE_ADVISOR, shop, {Action.PRODUCTS}, NOW) == "advisor"
    with pytest.raises(NotInMandateError):
        check_may_edit_all(THE_ADVISOR, shop, {Action.PRODUCTS, Action.PRICES}, NOW)


def test_a_mandate_ends_to_the_second() -> None:
    shop = a_shop(a_mandate(Action.PRICES), **HANDED_OVER)
    before = LATER - timedelta(seconds=1)

    assert check_may_edit(THE_ADVISOR, shop, Action.PRICES, before) == "advisor"
    with pytest.raises(MandateEndedError):
        check_may_edit(THE_ADVISOR, shop, Action.PRICES, LATER)


@pytest.mark.parametrize(("status", "stage"), STATES)
def test_a_withdrawal_also_ends_preparing(status: ShopStatus, stage: Stage) -> None:
    mandate = a_mandate(*GRANTABLE, state=MandateState.WITHDRAWN)
    shop = a_shop(mandate, status=status, stage=stage)

    assert acting_as(THE_ADVISOR, shop, NOW) is None
    with pytest.raises(MandateEndedError):
        check_may_edit(THE_ADVISOR, shop, Action.PRODUCTS, NOW)


def test_a_mandate_is_one_advisors_alone() -> None:
    shop = a_shop(a_mandate(*GRANTABLE), **HANDED_OVER)

    with pytest.raises(ForbiddenError):
        check_may_edit(a_person(new_id(), "advisor"), shop, Action.PRODUCTS, NOW)


@pytest.mark.parametrize("status", ShopStatus)
def test_a_stranger_learns_only_of_what_is_public(status: ShopStatus) -> None:
    refusal = NotFoundError if status is ShopStatus.DRAFT else ForbiddenError

    stranger = a_person(new_id(), "advisor", "shop_staff")

    with pytest.raises(refusal):
        check_may_edit(stranger, a_shop(status=status), Action.PRODUCTS, NOW)


def test_who_lost_the_role_lost_the_right() -> None:
    assert acting_as(a_person(ADVISOR), a_shop(), NOW) is None
    assert acting_as(a_person(ADVISOR), a_shop(a_mandate(*GRANTABLE)), NOW) is None


def test_a_packer_sees_but_does_not_change() -> None:
    shop = a_shop(status=ShopStatus.DRAFT)

    assert acting_as(a_person(PACKER), shop, NOW) == "packer"
    with pytest.raises(ForbiddenError):
        check_may_edit(a_person(PACKER), shop, Action.PRODUCTS, NOW)


def test_an_operator_may_everywhere() -> None:
    operator = a_person(new_id(), "operator")

    assert check_may_edit(operator, a_shop(), Action.PRODUCTS, NOW) == "operator"


def test_an_operator_who_also_advises_is_not_held_back_by_a_mandate() -> None:
    both = a_person(ADVISOR, "advisor", "operator")
    shop = a_shop(a_mandate(Action.PRICES), **HANDED_OVER)

    assert check_may_edit(both, shop, Action.PRICES, NOW) == "advisor"
    assert check_may_edit(both, shop, Action.PRODUCTS, NOW) == "operator"


def test_a_guest_signs_in_first() -> None:
    with pytest.raises(UnauthenticatedError):
        check_may_edit(a_person(None, "operator"), a_shop(), Action.PRODUCTS, NOW)


def test_the_mandate_is_the_owners_to_give() -> None:
    check_is_owner("owner")
    with pytest.raises(ForbiddenError):
        check_is_owner("advisor")
