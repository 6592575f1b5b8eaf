"""Goods are called back: written down, published in one go, corrected, ended."""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from marketkit.clock import HERE, new_id
from marketkit.contracts import RecalledItem, RecallPublished
from marketkit.db import Session
from marketkit.errors import ForbiddenError, UnauthenticatedError

from catalog.domain.duties.recall import (
    NoSuchRecallError,
    Recall,
    RecalledProduct,
    RecallStatus,
    RecallText,
    Source,
    check_period,
    due_on,
)
from catalog.domain.errors import NoSuchProductError
from catalog.domain.product import Product
from catalog.domain.rights import Actor
from catalog.domain.shop import Shop
from catalog.store import activity, mails, products, recalls, shops
from catalog.store.duty_numbers import next_number
from catalog.use_cases.cases.once import claim_of, once
from catalog.use_cases.duties.forms import CorrectionForm, RecallForm, RecallTextForm, received
from catalog.use_cases.keep import keep_products
from catalog.use_cases.ports import Surroundings

MOST_DRAFTS: Final = 20
"""Of one shop; whoever needs more publishes some first."""


async def write_recall(
    form: RecallForm, actor: Actor, key: str | None, around: Surroundings
) -> UUID:
    """A draft that nobody sees yet. Raises NoSuchProductError, UnfitRecallError."""
    if actor.id is None:
        raise UnauthenticatedError
    check_period(form.sold_from, form.sold_to)
    async with around.db.session() as session:
        claim = claim_of(session, actor, "recall", key)

        async def make() -> UUID:
            return await _written(session, form, actor, around)

        return await once(claim, form, around.clock.now(), make)


async def _written(session: Session, form: RecallForm, actor: Actor, around: Surroundings) -> UUID:
    assert actor.id is not None
    now = around.clock.now()
    goods = await _goods(session, form)
    by_shop = await _check_may_recall(session, actor, {product.shop_id for product in goods})
    if by_shop and await recalls.drafts_by(session, {p.shop_id for p in goods}) >= MOST_DRAFTS:
        raise ForbiddenError
    at = received(form.received_at, now)
    source = Source.MAKER if by_shop else form.source
    recall = Recall(
        id=new_id(),
        number=await next_number(session, "recall", now),
        source=source,
        reference=form.reference,
        received_at=at,
        due_on=due_on(source, at.astimezone(HERE).date(), around.duties),
        products=goods,
        text=_text(form),
        created_at=now,
        created_by=actor.id,
        created_by_name=actor.name,
        by_shop=by_shop,
        batch=form.batch,
        sold_from=form.sold_from,
        sold_to=form.sold_to,
    )
    await recalls.add(session, recall, actor)
    return recall.id


async def publish_recall(recall_id: UUID, actor: Actor, around: Surroundings) -> None:
    """Off sale, blocked, public, and told to who bought it: all of it or nothing. Twice is once."""
    async with around.db.session() as session:
        before = await _recall_of(session, recall_id, actor)
        now = around.clock.now()
        recall = before.publish(now)
        if recall is before:
            return
        await recalls.save(session, recall)
        recalls.write(session, recall, actor, now, mailed=True)
        found = await products.get_many(session, recall.product_ids, lock=True)
        after = {id_: product.block(reason_of(recall), now) for id_, product in found.items()}
        sellers = await _sellers(session, recall)
        await _keep(session, after.values(), sellers, actor, around, action="product.recalled")
        session.record(told(recall, {id_: p.version for id_, p in after.items()}, mail=True))
        for shop in sellers.values():
            await _tell_shop(session, recall, shop)
        if recall.by_shop:
            await _tell_operator(session, recall, sellers, around)


async def correct_recall(
    recall_id: UUID, form: CorrectionForm, actor: Actor, around: Surroundings
) -> None:
    """Other words: a new version. Buyers are written to again only when that is asked for."""
    async with around.db.session() as session:
        before = await _recall_of(session, recall_id, actor)
        recall = before.correct(_text(form))
        if recall is before:
            return
        mail = form.mail and recall.is_public and "operator" in actor.roles
        await recalls.save(session, recall)
        recalls.write(session, recall, actor, around.clock.now(), mailed=mail)
        if recall.is_public:
            session.record(told(recall, await _versions(session, recall), mail=mail))


async def end_recall(recall_id: UUID, actor: Actor, around: Surroundings) -> None:
    """Over, and still there to be read; the goods may be offered again. Twice is once."""
    async with around.db.session() as session:
        before = await _recall_of(session, recall_id, actor)
        if "operator" not in actor.roles:
            raise ForbiddenError
        now = around.clock.now()
        recall = before.end(now)
        if recall is before:
            return
        await recalls.save(session, recall)
        found = await products.get_many(session, recall.product_ids, lock=True)
        after = {id_: product.unblock(reason_of(recall), now) for id_, product in found.items()}
        changed = [product for id_, product in after.items() if product is not found[id_]]
        sellers = await _sellers(session, recall)
        await _keep(session, changed, sellers, actor, around, action="product.recall_ended")
        session.record(told(recall, {id_: p.version for id_, p in after.items()}, mail=False))


def reason_of(recall: Recall) -> str:
    """The line that blocks each product until the recall is over."""
    return f"Rückruf {recall.number}."


def told(recall: Recall, versions: Mapping[UUID, int], *, mail: bool) -> RecallPublished:
    assert recall.published_at is not None
    return RecallPublished(
        version=recall.version,
        recall_id=recall.id,
        number=recall.number,
        products=tuple(
            RecalledItem(
                product_id=product.product_id,
                product_version=versions[product.product_id],
                shop_id=product.shop_id,
                title=product.title,
                variant_id=product.variant_id,
                variant=product.variant,
            )
            for product in recall.products
        ),
        batch=recall.batch,
        sold_from=recall.sold_from,
        sold_to=recall.sold_to,
        title=recall.text.title,
        danger=recall.text.danger,
        action=recall.text.action,
        remedy=recall.text.remedy,
        contact=recall.text.contact,
        published_at=recall.published_at,
        mail=mail,
        ended=recall.status is RecallStatus.ENDED,
    )


async def _goods(session: Session, form: RecallForm) -> tuple[RecalledProduct, ...]:
    wanted = {(item.product_id, item.variant_id): None for item in form.products}
    found = await products.get_many(session, {product_id for product_id, _ in wanted})
    return tuple(_named(found.get(product_id), variant) for product_id, variant in wanted)


def _named(product: Product | None, variant_id: UUID | None) -> RecalledProduct:
    if product is None:
        raise NoSuchProductError
    if variant_id is None:
        return RecalledProduct(product.id, product.shop_id, product.title)
    variant = product.variant_ids().get(variant_id)
    if variant is None:
        raise NoSuchProductError
    label = variant.label or variant.sku
    return RecalledProduct(product.id, product.shop_id, product.title, variant_id, label)


async def _check_may_recall(session: Session, actor: Actor, shop_ids: Iterable[UUID]) -> bool:
    """Whether it is a shop that calls its own goods back; to others those goods do not exist."""
    if "operator" in actor.roles:
        return False
    for shop in await shops.get_many_by_id(session, list(shop_ids)):
        if shop.role_of(actor.id) != "owner":
            raise NoSuchProductError
    return True


async def _recall_of(session: Session, recall_id: UUID, actor: Actor) -> Recall:
    """Locked, and the actor's to change: a draft of somebody else does not exist."""
    if actor.id is None:
        raise UnauthenticatedError
    recall = await recalls.get(session, recall_id, lock=True)
    if "operator" in actor.roles:
        return recall
    sellers = await _sellers(session, recall)
    mine = all(shop.role_of(actor.id) == "owner" for shop in sellers.values())
    if mine and recall.by_shop:
        return recall
    if recall.is_public:
        raise ForbiddenError
    raise NoSuchRecallError


async def _sellers(session: Session, recall: Recall) -> dict[UUID, Shop]:
    return {shop.id: shop for shop in await shops.get_many_by_id(session, recall.shop_ids)}


async def _versions(session: Session, recall: Recall) -> dict[UUID, int]:
    found = await products.get_many(session, recall.product_ids)
    return {id_: product.version for id_, product in found.items()}


async def _keep(
    session: Session,
    changed: Iterable[Product],
    sellers: Mapping[UUID, Shop],
    actor: Actor,
    around: Surroundings,
    *,
    action: str,
) -> None:
    """Seldom more than one shop."""
    by_shop: dict[UUID, list[Product]] = {}
    for product in changed:
        by_shop.setdefault(product.shop_id, []).append(product)
    for shop_id, goods in by_shop.items():
        await keep_products(session, goods, sellers[shop_id], around, {})
        for product in goods:
            activity.note(
                session, actor, shop_id, role="operator" if "operator" in actor.roles else "owner",
                at=product.updated_at, action=action, subject=product.title,
                changes={"blocked_for": (None, product.blocked_for)},
            )  # fmt: skip


async def _tell_shop(session: Session, recall: Recall, shop: Shop) -> None:
    titles = [product.title for product in recall.products if product.shop_id == shop.id]
    await mails.queue(
        session,
        kind="recall_notice_shop",
        to=shop.email,
        dedupe_key=f"recall_notice_shop:{recall.id}:{shop.id}",
        facts={
            "shop": shop.name,
            "product": ", ".join(dict.fromkeys(titles)),
            "reason": recall.text.danger,
            "measure": recall.text.action,
            "link": f"/theke/{shop.slug}/rueckrufe",
        },
        shop_id=shop.id,
    )


async def _tell_operator(
    session: Session, recall: Recall, sellers: Mapping[UUID, Shop], around: Surroundings
) -> None:
    await mails.queue(
        session,
        kind="recall_told",
        to=around.duties.operator_email,
        dedupe_key=f"recall_told:{recall.id}",
        facts={
            "shop": ", ".join(shop.name for shop in sellers.values()),
            "number": recall.number,
            "title": recall.text.title,
            "danger": recall.text.danger,
            "link": f"/betrieb/rueckrufe/{recall.id}",
        },
    )


def _text(form: RecallTextForm) -> RecallText:
    return RecallText(form.title, form.danger, form.action, form.remedy, form.contact)
