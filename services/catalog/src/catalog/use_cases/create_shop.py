"""An advisor brings a business onto the market."""

from dataclasses import replace

from marketkit.clock import new_id
from marketkit.db import Session

from catalog.domain import audit
from catalog.domain.cases.stages import ShopStep
from catalog.domain.rights import Actor, check_may_prepare
from catalog.domain.shop import Shop, Staff
from catalog.domain.slugs import free_slug, slugify
from catalog.store import activity, shop_documents, shops
from catalog.store.kept_answers import KeyClaim
from catalog.use_cases import facts, shop_form
from catalog.use_cases.cases.follow_shop import follow_shop
from catalog.use_cases.checklist.in_step import keep_in_step
from catalog.use_cases.legal_texts import with_texts
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.shop_form import ShopForm


async def create_shop(form: ShopForm, actor: Actor, key: str | None, around: Surroundings) -> Shop:
    """A draft that only its people see. The same key again answers the shop it made before."""
    check_may_prepare(actor)
    assert actor.id is not None
    async with around.db.session() as session:
        claim = KeyClaim(session, actor.id, "shops", key) if key else None
        if claim:
            request = form.model_dump_json(exclude_unset=True).encode()
            if earlier := await claim.earlier(request, around.clock.now()):
                return await shops.get_by_id(session, earlier)
        shop = await add_shop(session, form, actor, around)
        await follow_shop(session, shop, ShopStep.CREATED, actor, around)
        if claim:
            await claim.keep(shop.id)
        return shop


async def add_shop(
    session: Session, form: ShopForm, actor: Actor, around: Surroundings, *, own: bool = False
) -> Shop:
    """A new draft in the caller's transaction: prepared by the actor, or the actor's own."""
    shop = await _new_shop(session, form, actor, around)
    if own and actor.id is not None:
        shop = shop.owned_by(Staff(actor.id, "owner", actor.name, actor.email))
    await _keep(session, shop, actor, around)
    return shop


async def _new_shop(session: Session, form: ShopForm, actor: Actor, around: Surroundings) -> Shop:
    now = around.clock.now()
    slug = free_slug(form.name, await shops.taken_slugs(session, slugify(form.name)))
    blank = Shop(
        id=new_id(),
        slug=slug,
        name=form.name,
        kind=form.kind,
        street=form.street,
        postal_code=form.postal_code,
        place=form.place,
        lat=0.0,
        lon=0.0,
        created_at=now,
        updated_at=now,
        advisor_id=actor.id,
        advisor_name=actor.name,
    )
    shop = shop_form.apply(blank, form, around.region).changed(now)
    return replace(shop, business_type=around.checklist.type_of(shop.kind).value)


async def _keep(session: Session, shop: Shop, actor: Actor, around: Surroundings) -> None:
    await shops.add(session, shop)
    shop = await with_texts(session, shop, around)
    await shops.save(session, shop)
    await keep_in_step(session, shop, around)
    await shop_documents.keep(session, [shop], around.today())
    session.record(facts.shop_changed(shop))
    session.record(facts.staff_changed(shop, around.clock.now()))
    activity.note(
        session, actor, shop.id, role="advisor" if shop.advisor_id else "owner", at=shop.created_at,
        action="shop.created",
        subject=shop.name, changes=audit.diff_shop(None, shop),
    )  # fmt: skip
