"""Say what a picture shows, for those who cannot see it."""

from dataclasses import replace
from uuid import UUID

from catalog.domain.rights import Actor
from catalog.store import activity
from catalog.use_cases.access import product_to_change
from catalog.use_cases.keep import keep_product
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.texts import Form, Line


class PictureChanges(Form):
    alt: Line


async def describe_picture(
    product_id: UUID, picture_id: UUID, form: PictureChanges, actor: Actor, around: Surroundings
) -> None:
    """Raises NoSuchPictureError."""
    async with around.db.session() as session:
        before, shop, role = await product_to_change(session, product_id, actor, around)
        found = before.picture_by_id(picture_id)
        if found.alt == form.alt:
            return
        described = tuple(
            replace(picture, alt=form.alt) if picture.id == picture_id else picture
            for picture in before.pictures
        )
        now = around.clock.now()
        product = replace(before, pictures=described).changed(now)
        await keep_product(session, product, shop, around, {})
        activity.note(
            session, actor, shop.id, role=role, at=now, action="picture.described",
            subject=product.title, changes={"picture.alt": (found.alt, form.alt)},
        )  # fmt: skip
