"""Whoever holds the link takes the shop over."""

from marketkit.errors import UnauthenticatedError

from catalog.domain.rights import Actor
from catalog.domain.shop import Shop, Staff
from catalog.store import activity, handovers, shops
from catalog.use_cases.keep import keep_shop
from catalog.use_cases.ports import Surroundings


async def accept_handover(code: str, actor: Actor, around: Surroundings) -> Shop:
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
        activity.note(
            session, actor, shop.id, role="owner", at=now, action="handover.accepted",
            subject=handover.prepared_by_name,
        )  # fmt: skip
        return shop
