"""Take a product off sale."""

from uuid import UUID

from catalog.domain import audit
from catalog.domain.product import ProductStatus
from catalog.domain.rights import Actor
from catalog.store import activity, reviews
from catalog.use_cases.access import product_to_change
from catalog.use_cases.keep import keep_product
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.undo import remember


async def withdraw_product(product_id: UUID, actor: Actor, around: Surroundings) -> None:
    """Already off sale: nothing happens."""
    async with around.db.session() as session:
        before, shop, role = await product_to_change(session, product_id, actor, around)
        product = before.withdraw(around.clock.now())
        if product is before:
            return
        if before.status is ProductStatus.IN_REVIEW:
            await reviews.decide(session, [product_id], "dropped", product.updated_at, actor.id)
        await keep_product(session, product, shop, around, {})
        await remember(session, actor, "withdrawn", [(before, product)], product.updated_at)
        activity.note(
            session, actor, shop.id, role=role, at=product.updated_at,
            action="product.withdrawn", subject=product.title,
            changes=audit.diff_product(before, product),
        )  # fmt: skip
