"""Put a product on sale."""

from uuid import UUID

from catalog.domain.publish_gate import check_publishable
from catalog.domain.rights import Actor
from catalog.store import activity
from catalog.use_cases.access import product_to_change
from catalog.use_cases.keep import keep_product
from catalog.use_cases.ports import Surroundings


async def publish_product(product_id: UUID, actor: Actor, around: Surroundings) -> None:
    """Raises NotPublishableError naming what is missing. Already on sale: nothing happens."""
    async with around.db.session() as session:
        before, shop, role = await product_to_change(session, product_id, actor, around)
        check_publishable(before, shop, around.region)
        product = before.publish(around.clock.now())
        if product is before:
            return
        await keep_product(session, product, shop, around, {})
        activity.note(
            session, actor, shop.id, role=role, at=product.updated_at,
            action="product.published", subject=product.title,
        )  # fmt: skip
