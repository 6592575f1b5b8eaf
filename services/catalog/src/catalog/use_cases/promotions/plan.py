"""The shop plans promotions, changes them, and ends them early."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Session
from marketkit.errors import FieldError, InvalidError

from catalog.domain.product import Product
from catalog.domain.promotion import (
    NoSuchPromotionError,
    Promotion,
    PromotionOverError,
    PromotionStatus,
    check_no_overlap,
    check_span,
    euros,
)
from catalog.domain.rights import Action, Actor
from catalog.domain.shop import Shop
from catalog.store import activity, promotions
from catalog.store.kept_answers import KeyClaim
from catalog.use_cases.access import product_to_change
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.promotions.checks import check_discounts_allowed, check_room, check_terms
from catalog.use_cases.promotions.form import PromotionChanges, PromotionForm
from catalog.use_cases.promotions.settling import settle_product


async def plan_promotion(
    product_id: UUID, form: PromotionForm, actor: Actor, key: str | None, around: Surroundings
) -> None:
    """Some or all variants at lower prices for a time. The same key again changes nothing."""
    async with around.db.session() as session:
        product, shop, role = await product_to_change(
            session, product_id, actor, around, Action.PRICES
        )
        now = around.clock.now()
        if key and await _asked_before(session, product_id, form, actor, key, now):
            return
        check_discounts_allowed(product, around.region)
        check_span(form.begins(now), form.ends_at, now)
        own = await promotions.of_product(session, product_id)
        new = _planned(product, form, now)
        check_room(new, own)
        await check_terms(session, product, new, own)
        await promotions.save(session, new, "planned", now, actor.id)
        activity.note(
            session, actor, shop.id, role=role, at=now, action="promotion.planned",
            subject=product.title, changes=_prices(product, new),
        )  # fmt: skip
        await settle_product(session, product, shop, [*own, *new], around, by=actor.id)


async def change_promotion(
    promotion_id: UUID, form: PromotionChanges, actor: Actor, around: Surroundings
) -> UUID:
    """Returns the product it is about. Asking for what is already so changes nothing."""
    async with around.db.session() as session:
        product, shop, role, own, before = await _to_change(session, promotion_id, actor, around)
        now = around.clock.now()
        if not before.is_open:
            raise PromotionOverError
        after = _changed(before, form, now)
        if after == before:
            return product.id
        check_span(after.starts_at, after.ends_at, now)
        others = [promotion for promotion in own if promotion.id != promotion_id]
        if before.status is PromotionStatus.PLANNED:
            await check_terms(session, product, [after], others)
        else:
            check_no_overlap(after, others)
        await promotions.save(session, [after], "changed", now, actor.id)
        activity.note(
            session, actor, shop.id, role=role, at=now, action="promotion.changed",
            subject=product.title,
        )  # fmt: skip
        await settle_product(session, product, shop, [*others, after], around, by=actor.id)
        return product.id


async def end_promotion(promotion_id: UUID, actor: Actor, around: Surroundings) -> UUID:
    """Returns the product it is about. Already over: nothing happens."""
    async with around.db.session() as session:
        product, shop, role, own, before = await _to_change(session, promotion_id, actor, around)
        if not before.is_open:
            return product.id
        now = around.clock.now()
        after = before.end(now)
        await promotions.save(session, [after], "ended", now, actor.id)
        activity.note(
            session, actor, shop.id, role=role, at=now, action="promotion.ended",
            subject=product.title,
        )  # fmt: skip
        others = [promotion for promotion in own if promotion.id != promotion_id]
        await settle_product(session, product, shop, [*others, after], around, by=actor.id)
        return product.id


async def _asked_before(
    session: Session, product_id: UUID, form: PromotionForm, actor: Actor, key: str, now: datetime
) -> bool:
    assert actor.id is not None
    claim = KeyClaim(session, actor.id, f"promotions:{product_id}", key)
    if await claim.earlier(form.model_dump_json(exclude_unset=True).encode(), now):
        return True
    await claim.keep(product_id)
    return False


def _planned(product: Product, form: PromotionForm, now: datetime) -> list[Promotion]:
    known = product.variant_ids()
    errors = [
        FieldError(f"variants[{index}].id", "Diese Variante gehört nicht zum Produkt.")
        for index, variant in enumerate(form.variants)
        if variant.id not in known
    ]
    if len({variant.id for variant in form.variants}) < len(form.variants):
        errors.append(FieldError("variants", "Eine Variante steht zweimal da."))
    if errors:
        raise InvalidError(errors=errors)
    return [
        Promotion(
            id=new_id(),
            shop_id=product.shop_id,
            product_id=product.id,
            variant_id=variant.id,
            price=variant.price.amount,
            reason=form.reason,
            starts_at=form.begins(now),
            ends_at=form.ends_at,
            created_at=now,
        )
        for variant in form.variants
    ]


def _changed(before: Promotion, form: PromotionChanges, now: datetime) -> Promotion:
    ends_at = form.ends_at or before.ends_at
    if before.status is PromotionStatus.RUNNING:
        fixed = {"price": form.price and form.price.amount, "starts_at": form.starts_at}
        errors = [
            FieldError(name, "Die Aktion läuft schon. Für einen anderen Preis leg den nächsten "
                       "Schritt als neue Aktion an.")
            for name, value in fixed.items()
            if value is not None and value != getattr(before, name)
        ]  # fmt: skip
        if errors:
            raise InvalidError(errors=errors)
        return replace(before, ends_at=ends_at)
    return replace(
        before,
        price=form.price.amount if form.price else before.price,
        starts_at=max(form.starts_at, now) if form.starts_at else before.starts_at,
        ends_at=ends_at,
    )


async def _to_change(
    session: Session, promotion_id: UUID, actor: Actor, around: Surroundings
) -> tuple[Product, Shop, str, list[Promotion], Promotion]:
    product_id = await promotions.product_of(session, promotion_id)
    product, shop, role = await product_to_change(session, product_id, actor, around, Action.PRICES)
    own = await promotions.of_product(session, product_id)
    found = next((promotion for promotion in own if promotion.id == promotion_id), None)
    if found is None:
        raise NoSuchPromotionError
    return product, shop, role, own, found


def _prices(product: Product, new: Sequence[Promotion]) -> dict[str, list[str]]:
    known = product.variant_ids()
    return {
        known[p.variant_id].label or "price": [
            euros(known[p.variant_id].sold_at), euros(p.price)
        ]
        for p in new
    }  # fmt: skip
