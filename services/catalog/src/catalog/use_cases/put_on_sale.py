"""The one way onto the shelf: fit by the gate, and looked at first where the region wants that."""

from dataclasses import replace
from datetime import datetime

from marketkit.db import Session

from catalog.domain.gates.approval import approvals_needed
from catalog.domain.product import Product, ProductStatus
from catalog.domain.region import Region
from catalog.domain.rights import Actor
from catalog.domain.shop import Shop
from catalog.store import reviews
from catalog.use_cases.gate import load_gate
from catalog.use_cases.ports import Surroundings


async def put_on_sale(
    session: Session, product: Product, shop: Shop, actor: Actor, around: Surroundings
) -> Product:
    """On sale, or waiting for a look. Raises NotPublishableError naming what is missing."""
    (await load_gate(session, shop, around)).check_fit(product)
    now = around.clock.now()
    shelved, needed = shelve(product, actor, around.region, now)
    if shelved.status is ProductStatus.IN_REVIEW:
        await reviews.ask(session, shop.id, {product.id: needed}, now, actor.id)
    elif product.status is ProductStatus.IN_REVIEW:
        await reviews.decide(session, [product.id], "approved", now, actor.id)
    return shelved


def shelve(
    product: Product, actor: Actor, region: Region, now: datetime
) -> tuple[Product, dict[str, str]]:
    """What is fit goes on sale, or waits for a look; and why somebody must look."""
    needed = approvals_needed(product, region)
    if needed and "operator" not in actor.roles:
        return product.wait(now), needed
    return (product.approve(needed, now) if needed else product.publish(now)), needed


async def still_on_sale(
    session: Session, product: Product, shop: Shop, actor: Actor, around: Surroundings
) -> Product:
    """What is on sale has been changed, in the same version: fit as before, or off for a look."""
    changed = await put_on_sale(session, product, shop, actor, around)
    return replace(changed, version=product.version, updated_at=product.updated_at)
