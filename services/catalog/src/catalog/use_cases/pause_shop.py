"""Take a break: still visible, but no orders."""

from catalog.domain import audit
from catalog.domain.rights import Action, Actor, check_may_edit
from catalog.domain.shop import Shop
from catalog.store import activity, prices, shops
from catalog.use_cases.keep import keep_shop
from catalog.use_cases.ports import Surroundings


async def pause_shop(slug: str, actor: Actor, around: Surroundings) -> Shop:
    """Not live: nothing happens."""
    async with around.db.session() as session:
        before = await shops.get(session, slug, lock=True)
        role = check_may_edit(actor, before, Action.VISIBILITY, around.clock.now())
        shop = before.pause(around.clock.now())
        if shop is not before:
            await keep_shop(session, shop, around)
            await prices.reoffer(session, shop.id, shop.updated_at, public=False)
            activity.note(
                session, actor, shop.id, role=role, at=shop.updated_at, action="shop.paused",
                subject=shop.name, changes=audit.diff_shop(before, shop),
            )  # fmt: skip
        return shop
