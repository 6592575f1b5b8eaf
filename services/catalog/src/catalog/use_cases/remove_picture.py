"""Take a picture away."""

from dataclasses import replace
from uuid import UUID

from catalog.domain import audit
from catalog.domain.rights import Actor
from catalog.store import activity
from catalog.store.product_documents import WIDTHS
from catalog.use_cases.access import product_to_change
from catalog.use_cases.keep import keep_product
from catalog.use_cases.ports import Surroundings


async def remove_picture(
    product_id: UUID, picture_id: UUID, actor: Actor, around: Surroundings
) -> None:
    """Raises NoSuchPictureError when it is not there, also the second time."""
    async with around.db.session() as session:
        before, shop, role = await product_to_change(session, product_id, actor, around)
        found = before.picture_by_id(picture_id)
        now = around.clock.now()
        others = tuple(picture for picture in before.pictures if picture.id != picture_id)
        product = replace(before, pictures=others).changed(now)
        await keep_product(session, product, shop, around, {})
        activity.note(
            session, actor, shop.id, role=role, at=now, action="picture.removed",
            subject=product.title,
            changes=audit.diff_product(before, product),
        )  # fmt: skip
    # After the commit: a file without a row is harmless, a row without a file is a broken page.
    for width in WIDTHS:
        await around.files.delete(f"{found.name}-{width}.webp")
