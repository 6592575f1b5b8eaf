"""The market says what sort of business a shop is, where its own words have misled us."""

from dataclasses import replace

from catalog.domain.rights import Action, Actor, check_may_edit
from catalog.store import activity, shops
from catalog.use_cases.checklist.access import OF_THE_MARKET, OnlyMarketDecidesError
from catalog.use_cases.checklist.forms import TypeForm
from catalog.use_cases.keep import keep_shop
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.versions import check_version


async def change_type(
    slug: str, form: TypeForm, actor: Actor, expected: int | None, around: Surroundings
) -> None:
    """Another checklist holds from now on; what was shown stays shown."""
    async with around.db.session() as session:
        now = around.clock.now()
        before = await shops.get(session, slug, lock=True)
        role = check_may_edit(actor, before, Action.PROOFS, now)
        if role not in OF_THE_MARKET:
            raise OnlyMarketDecidesError
        check_version(before.version, expected)
        if before.business_type == form.business_type:
            return
        shop = replace(before, business_type=form.business_type.value).changed(now)
        await keep_shop(session, shop, around)
        activity.note(
            session, actor, shop.id, role=role, at=now, action="shop.type_changed",
            subject=shop.name,
            changes={"business_type": [before.business_type, shop.business_type]},
        )  # fmt: skip
