"""Take back the last change of a product, or a change of many, while nobody built on it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from marketkit.db import Session
from marketkit.errors import ConflictError, GoneError, NotFoundError, UnauthenticatedError

from catalog.domain import audit
from catalog.domain.editable import as_it_was, has_same_variants, kept
from catalog.domain.product import Product
from catalog.domain.rights import Actor, check_may_edit_all
from catalog.domain.shop import Shop
from catalog.store import activity, products, shops, undos
from catalog.use_cases.gate import load_gate
from catalog.use_cases.keep import keep_products
from catalog.use_cases.needed import actions_for
from catalog.use_cases.ports import Surroundings

UNDO_FOR = timedelta(minutes=10)


class NoSuchUndoError(NotFoundError):
    code = "undo_not_found"
    message = "Diese Änderung gibt es nicht."


class UndoExpiredError(GoneError):
    code = "undo_expired"
    message = "Rückgängig geht nur zehn Minuten lang."


class ChangedSinceError(ConflictError):
    code = "changed_since"
    message = "Inzwischen hat jemand weitergearbeitet, rückgängig geht nicht mehr."


async def remember(
    session: Session,
    actor: Actor,
    kind: str,
    changes: Sequence[tuple[Product, Product]],
    at: datetime,
) -> UUID | None:
    """Keep what was before; None where there is no way back, as from a new size."""
    if actor.id is None or not changes:
        return None
    if not all(has_same_variants(before, after) for before, after in changes):
        return None
    items = [undos.Before(after.id, after.version, kept(before)) for before, after in changes]
    return await undos.add(session, changes[0][1].shop_id, actor.id, kind, at, items)


async def undo(undo_id: UUID, actor: Actor, around: Surroundings) -> list[UUID]:
    """All or nothing, by who made the change. A second tap finds it done."""
    if actor.id is None:
        raise UnauthenticatedError
    async with around.db.session() as session:
        found = await undos.find(session, undo_id)
        if found is None or found.account_id != actor.id:
            raise NoSuchUndoError
        ids = [item.product_id for item in found.items]
        if found.undone_at is not None:
            return ids
        now = around.clock.now()
        if now - found.made_at > UNDO_FOR:
            raise UndoExpiredError
        shop = await shops.get_by_id(session, found.shop_id)
        pairs = await _restored(session, found, now)
        await _check(session, pairs, shop, actor, around)
        await _keep(session, pairs, shop, actor, around)
        await undos.done(session, undo_id, now)
        return ids


async def _restored(
    session: Session, found: undos.Undo, now: datetime
) -> list[tuple[Product, Product]]:
    known = await products.get_many(session, [item.product_id for item in found.items], lock=True)
    pairs = []
    for item in found.items:
        current = known.get(item.product_id)
        if current is None or current.version != item.version_after:
            raise ChangedSinceError
        pairs.append((current, as_it_was(current, item.state).changed(now)))
    return pairs


async def _check(
    session: Session, pairs: Sequence[tuple[Product, Product]], shop: Shop, actor: Actor,
    around: Surroundings,
) -> None:  # fmt: skip
    now, gate = around.clock.now(), await load_gate(session, shop, around)
    for current, product in pairs:
        check_may_edit_all(actor, shop, actions_for(current, product), now)
        if product.is_published:
            gate.check_publishable(product)


async def _keep(
    session: Session, pairs: Sequence[tuple[Product, Product]], shop: Shop, actor: Actor,
    around: Surroundings,
) -> None:  # fmt: skip
    now = around.clock.now()
    role = check_may_edit_all(actor, shop, [], now)
    await keep_products(session, [product for _, product in pairs], shop, around, {})
    for current, product in pairs:
        activity.note(
            session, actor, shop.id, role=role, at=now, action="product.change_undone",
            subject=product.title, changes=audit.diff_product(current, product),
        )  # fmt: skip
