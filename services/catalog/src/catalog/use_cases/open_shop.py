"""Go live: from now on everyone sees the shop."""

from catalog.domain import audit
from catalog.domain.cases.stages import ShopStep
from catalog.domain.rights import Action, Actor, check_may_edit
from catalog.domain.shop import Shop, Stage
from catalog.store import activity, prices, shops
from catalog.use_cases.cases.follow_shop import follow_shop
from catalog.use_cases.checklist.ready import check_ready
from catalog.use_cases.keep import keep_shop
from catalog.use_cases.ports import Surroundings


async def open_shop(slug: str, actor: Actor, around: Surroundings) -> Shop:
    """Raises NotReadyError naming what is missing. Already live: nothing happens."""
    async with around.db.session() as session:
        before = await shops.get(session, slug, lock=True)
        role = check_may_edit(actor, before, Action.VISIBILITY, around.clock.now())
        await check_ready(before, around)
        shop = before.open(around.clock.now())
        if shop is not before:
            # Preparing ends here: from now on the advisor may do what the mandate names.
            await keep_shop(session, shop, around, people_changed=shop.stage is Stage.PREPARING)
            await prices.reoffer(session, shop.id, shop.updated_at, public=True)
            activity.note(
                session, actor, shop.id, role=role, at=shop.updated_at, action="shop.opened",
                subject=shop.name, changes=audit.diff_shop(before, shop),
            )  # fmt: skip
            await follow_shop(session, shop, ShopStep.OPENED, actor, around)
        return shop
