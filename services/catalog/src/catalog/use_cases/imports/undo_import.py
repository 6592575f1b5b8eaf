"""A whole import is taken back, within a day, if nobody has changed its goods since."""

import asyncio
from dataclasses import replace
from datetime import datetime

from marketkit.clock import new_id
from marketkit.db import Session, outbox
from marketkit.errors import ConflictError

from catalog.domain.imports.job import Job, JobState
from catalog.domain.product import Product, ProductStatus, Variant
from catalog.domain.rights import Actor, check_may_edit_all
from catalog.store import activity, import_undo, imports, products, reviews, shops
from catalog.store.wide import connection_of
from catalog.use_cases.gate import Gate, load_gate
from catalog.use_cases.imports.apply_import import rights_of
from catalog.use_cases.imports.importing import Importing
from catalog.use_cases.keep import keep_products
from catalog.use_cases.ports import Surroundings

_AT_ONCE = 100
_NAMED = 10


class ChangedSinceError(ConflictError):
    code = "changed_since_import"

    def __init__(self, title: str) -> None:
        super().__init__(
            f"„{title}“ wurde seit dem Import geändert. Deshalb nehmen wir nichts zurück."
        )


async def undo_import(job: Job, importing: Importing) -> None:
    """All of it or nothing. Counts stay as they are: what lies there has not changed."""
    around = importing.around
    async with around.db.session() as session:
        shop = await shops.get_by_id(session, job.shop_id)
        now = around.clock.now()
        actor = Actor(job.account_id, frozenset(job.roles), job.account_name)
        role = check_may_edit_all(actor, shop, rights_of(job), now)
        on = await connection_of(session)
        await products.lock(session, await import_undo.ids(on, job.id))
        gate = await load_gate(session, shop, around)
        after, kept_off = None, list[str]()
        while page := await import_undo.page(on, job.id, after, _AT_ONCE):
            known = await products.get_many(session, [product_id for product_id, _, _ in page])
            after = page[-1][0]
            triples = [(known[product_id], version, before) for product_id, version, before in page]
            kept_off += await _take_back(session, triples, gate, around, actor)
            await outbox.write(on, session.events)
            session.events.clear()
            await asyncio.sleep(0)
        activity.note(
            session, actor, shop.id, role=role, at=now, action="import.undone",
            subject=job.file_name,
        )  # fmt: skip
        await session.flush()
        await imports.let_go(
            on, job, state=JobState.UNDONE.value, undone_at=now, updated_at=now,
            fault=_told(kept_off),
        )  # fmt: skip
    around.db.outbox_written()


async def _take_back(
    session: Session,
    triples: list[tuple[Product, int, Product | None]],
    gate: Gate,
    around: Surroundings,
    actor: Actor,
) -> list[str]:
    """Why some that were on sale are drafts now, a sentence for each."""
    now = around.clock.now()
    kept: list[Product] = []
    kept_off: list[str] = []
    for product, version, before in triples:
        if product.version != version:
            raise ChangedSinceError(product.title)
        if before is None:
            kept.append(_put_away(product, now))
            continue
        restored = _restored(product, before, now)
        if restored.is_published and (lacking := gate.missing(restored)):
            restored = replace(restored, status=ProductStatus.DRAFT)
            kept_off.append(f"„{restored.title}“: {lacking[0].message}")
        kept.append(restored)
        if added := [v for v in product.variants if v.id not in before.variant_ids()]:
            kept.append(_aside(product, added, now))
    waited = [product.id for product, _, _ in triples if product.status is ProductStatus.IN_REVIEW]
    still = {product.id for product in kept if product.status is ProductStatus.IN_REVIEW}
    if dropped := [id_ for id_ in waited if id_ not in still]:
        await reviews.decide(session, dropped, "dropped", now, actor.id)
    await keep_products(session, kept, gate.shop, around, {})
    return kept_off


def _told(kept_off: list[str]) -> str:
    """In one message that stays readable."""
    if not kept_off:
        return ""
    more = f" Und {len(kept_off) - _NAMED} weitere." if len(kept_off) > _NAMED else ""
    return f"Nicht zurück in den Verkauf, sondern Entwurf: {' '.join(kept_off[:_NAMED])}{more}"


def _put_away(product: Product, now: datetime) -> Product:
    """Withdrawn: what it once cost stays on record, its numbers are free again."""
    variants = tuple(_unnumbered(variant) for variant in product.variants)
    return replace(product, variants=variants).withdraw(now)


def _aside(product: Product, added: list[Variant], now: datetime) -> Product:
    """Variants that only the import made, on a withdrawn product of their own."""
    return Product(
        id=new_id(),
        shop_id=product.shop_id,
        slug=product.slug,
        title=product.title,
        category=product.category,
        created_at=now,
        updated_at=now,
        variants=tuple(_unnumbered(variant) for variant in added),
        status=ProductStatus.WITHDRAWN,
    ).changed(now)


def _unnumbered(variant: Variant) -> Variant:
    return replace(variant, sku=f"{variant.sku}~{variant.id.hex[-6:]}", ean="")


def _restored(current: Product, before: Product, now: datetime) -> Product:
    """As it was, one version on; what was sold or counted meanwhile stays."""
    by_id = current.variant_ids()
    variants = tuple(_with_stock(variant, by_id.get(variant.id)) for variant in before.variants)
    return replace(before, version=current.version, variants=variants).changed(now)


def _with_stock(variant: Variant, current: Variant | None) -> Variant:
    if current is None:
        return variant
    return replace(
        variant,
        available=current.available,
        on_order=current.on_order,
        counted=current.counted,
        count_version=current.count_version,
    )
