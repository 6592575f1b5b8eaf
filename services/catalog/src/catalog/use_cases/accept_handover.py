"""Whoever holds the link takes the shop over."""

from datetime import datetime

from marketkit.db import Session
from marketkit.errors import UnauthenticatedError

from catalog.domain.handover import Handover
from catalog.domain.rights import Actor
from catalog.domain.shop import Shop, Staff
from catalog.store import activity, handovers, shops
from catalog.use_cases.keep import keep_shop
from catalog.use_cases.people.answer_mandate import end
from catalog.use_cases.people.forms import AcceptForm
from catalog.use_cases.people.own_mandate import give
from catalog.use_cases.ports import Surroundings


async def accept_handover(code: str, form: AcceptForm, actor: Actor, around: Surroundings) -> Shop:
    """The account becomes owner. The same account again: the same answer, nothing happens."""
    if actor.id is None:
        raise UnauthenticatedError
    async with around.db.session() as session:
        found = await handovers.get(session, code)
        # First the shop, then the link: the order in which links are made, too.
        before = await shops.get_by_id(session, found.shop_id, lock=True)
        handover = await handovers.get(session, code, lock=True)
        if handover.is_accepted_by(actor.id):
            return before
        now = around.clock.now()
        await handovers.save(session, handover.accept(actor.id, now))
        owner = Staff(actor.id, "owner", actor.name, actor.email)
        shop = before.hand_over(owner, now)
        await keep_shop(session, shop, around, people_changed=True)
        _note(session, actor, before, shop, handover, now)
        return await _decide(session, shop, form, handover, actor, around)


def _note(
    session: Session, actor: Actor, before: Shop, shop: Shop, handover: Handover, now: datetime
) -> None:
    activity.note(
        session, actor, shop.id, role="owner", at=now, action="handover.accepted",
        subject=handover.prepared_by_name, changes={"stage": (before.stage, shop.stage)},
    )  # fmt: skip


async def _decide(
    session: Session, shop: Shop, form: AcceptForm, handover: Handover, actor: Actor,
    around: Surroundings,
) -> Shop:  # fmt: skip
    """Whether the advisor may go on is said, not assumed.

    What was agreed to by link, before there was an owner, anybody with the code may have agreed to:
    it ends, unless the owner now says the same. Open questions wait for the owner's answer.
    """
    now = around.clock.now()
    confirmed = handover.prepared_by if form.mandate is not None else None
    for known in shop.mandates:
        if known.advisor_id != confirmed and known.holds(now):
            shop, _ = await end(session, shop, known, actor, "owner", around)
    if form.mandate is not None:
        advisor = (handover.prepared_by, handover.prepared_by_name, handover.prepared_by_email)
        shop, _ = await give(session, shop, advisor, form.mandate, actor, around)
    return shop
