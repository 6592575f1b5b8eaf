"""The one way onto the shelf: fit by the gate, and looked at first where the region wants that."""

from dataclasses import replace

from marketkit.db import Session

from catalog.domain.gates.approval import approvals_needed
from catalog.domain.product import Product, ProductStatus
from catalog.domain.publish_gate import check_fit
from catalog.domain.rights import Actor
from catalog.domain.shop import Shop
from catalog.store import proofs, reviews
from catalog.use_cases.ports import Surroundings

ORGANIC = "organic"


async def is_certified(session: Session, shop: Shop, around: Surroundings) -> bool:
    """A certificate that still holds; for who has shown none, the control number counts."""
    proof = (await proofs.of_shop(session, shop.id)).get(ORGANIC)
    return proof.counts_on(around.today()) if proof else bool(shop.organic_code)


async def put_on_sale(
    session: Session, product: Product, shop: Shop, actor: Actor, around: Surroundings
) -> Product:
    """On sale, or waiting for a look. Raises NotPublishableError naming what is missing."""
    organic = await is_certified(session, shop, around)
    check_fit(product, shop, around.region, organic=organic, on=around.today())
    now, needed = around.clock.now(), approvals_needed(product, around.region)
    if needed and "operator" not in actor.roles:
        await reviews.ask(session, product.id, shop.id, needed, now, actor.id)
        return product.wait(now)
    if product.status is ProductStatus.IN_REVIEW:
        await reviews.decide(session, [product.id], "approved", now, actor.id)
    return product.approve(needed, now) if needed else product.publish(now)


async def still_on_sale(
    session: Session, product: Product, shop: Shop, actor: Actor, around: Surroundings
) -> Product:
    """What is on sale has been changed, in the same version: fit as before, or off for a look."""
    changed = await put_on_sale(session, product, shop, actor, around)
    return replace(changed, version=product.version, updated_at=product.updated_at)
