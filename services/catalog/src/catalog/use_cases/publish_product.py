"""Put a product on sale."""

from uuid import UUID

from catalog.domain import audit
from catalog.domain.product import ProductStatus
from catalog.domain.rights import Actor
from catalog.store import activity
from catalog.use_cases.access import product_to_change
from catalog.use_cases.keep import keep_product
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.put_on_sale import put_on_sale

_SAID = {ProductStatus.IN_REVIEW: "product.review_asked"}


async def publish_product(product_id: UUID, actor: Actor, around: Surroundings) -> None:
    """On sale, or in the queue of those who look first; twice is once.

    Raises NotPublishableError naming what is missing.
    """
    async with around.db.session() as session:
        before, shop, role = await product_to_change(session, product_id, actor, around)
        product = await put_on_sale(session, before, shop, actor, around)
        if product is before:
            return
        await keep_product(session, product, shop, around, {})
        activity.note(
            session, actor, shop.id, role=role, at=product.updated_at,
            action=_SAID.get(product.status, "product.published"), subject=product.title,
            changes=audit.diff_product(before, product),
        )  # fmt: skip
