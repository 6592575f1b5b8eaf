"""The shop's people, or its advisor, change what stands about it."""

from dataclasses import replace

from marketkit.db import Session
from marketkit.errors import ConflictError

from catalog.domain import audit, onboarding
from catalog.domain.rights import Action, Actor, check_may_edit
from catalog.domain.shop import Shop
from catalog.domain.vat import allowed_classes
from catalog.store import activity, products, shops
from catalog.use_cases import shop_form
from catalog.use_cases.keep import keep_shop
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.shop_form import ShopChanges
from catalog.use_cases.versions import check_version


class TaxModeInUseError(ConflictError):
    code = "tax_mode_in_use"
    message = "Es gibt Produkte mit Steuerklassen, die dazu nicht passen. Bitte erst dort ändern."


async def change_shop(
    slug: str, form: ShopChanges, actor: Actor, expected: int | None, around: Surroundings
) -> Shop:
    """Apply what was sent; a visible shop must stay complete."""
    async with around.db.session() as session:
        before = await shops.get(session, slug, lock=True)
        role = check_may_edit(actor, before, Action.PROFILE, around.clock.now())
        check_version(before.version, expected)
        changed = shop_form.apply(before, form, around.region)
        if changed.kind != before.kind:
            type_ = around.checklist.type_of(changed.kind)
            changed = replace(changed, business_type=type_.value)
        if changed == before:
            return before
        await _check(session, before, changed, around)
        shop = changed.changed(around.clock.now())
        await keep_shop(session, shop, around)
        activity.note(
            session, actor, shop.id, role=role, at=shop.updated_at, action="shop.changed",
            subject=shop.name, changes=audit.diff_shop(before, shop),
        )  # fmt: skip
        return shop


async def _check(session: Session, before: Shop, shop: Shop, around: Surroundings) -> None:
    if shop.is_public:
        onboarding.check_ready(shop)
    if shop.tax_mode != before.tax_mode:
        allowed = allowed_classes(around.region, shop.tax_mode)
        if await products.has_other_classes(session, shop.id, allowed):
            raise TaxModeInUseError
