"""A shop's life, and what it owes before it opens."""

from datetime import timedelta

import pytest
from catalog.domain import onboarding
from catalog.domain.handover import Handover, HandoverExpiredError, HandoverUsedError
from catalog.domain.shop import Shop, ShopStatus, Staff, Stage
from marketkit.clock import new_id

from tests.catalog.builders import NOW, the_shop


def complete(**changes: object) -> Shop:
    values = {
        "opening_hours": "Mo-Fr 06:00-18:00",
        "email": "laden@example.org",
        "phone": "03441 1",
        "imprint": {"legal_name": "Greta Morgenroth", "vat_id": "DE999123455"},
    }
    return the_shop(**(values | changes))


def test_a_complete_shop_owes_nothing() -> None:
    assert onboarding.missing(complete()) == []


@pytest.mark.parametrize("form", ["GmbH", "Müller GmbH & Co. KG", "e. V.", "eG"])
def test_a_company_names_who_represents_it(form: str) -> None:
    imprint = {"legal_name": "Hof", "vat_id": "DE999123455", "legal_form": form}

    missing = {error.field for error in onboarding.missing(complete(imprint=imprint))}

    assert missing == {"imprint.representative"}


def test_opening_and_pausing_again_change_nothing() -> None:
    live = the_shop().open(NOW)

    assert live.status is ShopStatus.LIVE
    assert live.open(NOW) is live
    paused = live.pause(NOW)
    assert (paused.status, paused.version) == (ShopStatus.PAUSED, 2)
    assert paused.pause(NOW) is paused


def test_a_draft_has_nothing_to_pause() -> None:
    draft = the_shop()

    assert draft.pause(NOW) is draft


def test_the_new_owner_joins_who_works_there() -> None:
    packer, owner = Staff(new_id(), "packer"), Staff(new_id(), "owner")

    shop = the_shop(staff=(packer,)).hand_over(owner, NOW)

    assert (shop.stage, shop.staff) == (Stage.HANDED_OVER, (owner, packer))


def a_handover() -> Handover:
    return Handover(
        id=new_id(),
        shop_id=new_id(),
        email="",
        prepared_by=new_id(),
        prepared_by_name="Berta",
        created_at=NOW,
        expires_at=NOW + timedelta(days=14),
    )


def test_a_link_binds_to_the_first_who_opens_it() -> None:
    first = new_id()
    accepted = a_handover().accept(first, NOW)

    assert accepted.is_accepted_by(first)
    with pytest.raises(HandoverUsedError):
        accepted.accept(new_id(), NOW)


def test_a_link_ends() -> None:
    with pytest.raises(HandoverExpiredError):
        a_handover().accept(new_id(), NOW + timedelta(days=14))
