"""A picture of a product is uploaded."""

import hashlib
import secrets
from dataclasses import replace
from uuid import UUID

from marketkit.clock import new_id

from catalog.domain import audit
from catalog.domain.errors import TooManyPicturesError
from catalog.domain.product import Picture
from catalog.domain.rights import Actor
from catalog.store import activity
from catalog.use_cases.access import product_to_change
from catalog.use_cases.keep import keep_product
from catalog.use_cases.ports import ReadyPicture, Surroundings

MOST_PICTURES = 8


async def add_picture(
    product_id: UUID, uploaded: bytes, alt: str, actor: Actor, around: Surroundings
) -> None:
    """The same picture again, also at the same time, stays one picture."""
    fingerprint = hashlib.sha256(uploaded).hexdigest()
    if await _refuse_early(product_id, fingerprint, actor, around):
        return
    ready = await around.pictures.prepare(uploaded)
    name = secrets.token_hex(16)
    await _store(name, ready, around)
    try:
        kept = await _add(
            product_id,
            Picture(new_id(), name, ready.width, ready.height, alt, fingerprint),
            actor,
            around,
        )
    except BaseException:
        await remove_files(name, ready, around)
        raise
    if not kept:
        await remove_files(name, ready, around)


async def _refuse_early(
    product_id: UUID, fingerprint: str, actor: Actor, around: Surroundings
) -> bool:
    """Whether the picture is there already; strangers are turned away before any decoding."""
    async with around.db.session() as session:
        product, _, _ = await product_to_change(session, product_id, actor, around)
        return any(picture.fingerprint == fingerprint for picture in product.pictures)


async def _add(product_id: UUID, picture: Picture, actor: Actor, around: Surroundings) -> bool:
    async with around.db.session() as session:
        before, shop, role = await product_to_change(session, product_id, actor, around)
        if any(known.fingerprint == picture.fingerprint for known in before.pictures):
            return False
        if len(before.pictures) >= MOST_PICTURES:
            raise TooManyPicturesError
        now = around.clock.now()
        product = replace(before, pictures=(*before.pictures, picture)).changed(now)
        await keep_product(session, product, shop, around, {})
        activity.note(
            session, actor, shop.id, role=role, at=now, action="picture.added",
            subject=product.title,
            changes=audit.diff_product(before, product),
        )  # fmt: skip
        return True


async def _store(name: str, ready: ReadyPicture, around: Surroundings) -> None:
    for width, content in ready.files.items():
        await around.files.write(f"{name}-{width}.webp", content)


async def remove_files(name: str, ready: ReadyPicture, around: Surroundings) -> None:
    for width in ready.files:
        await around.files.delete(f"{name}-{width}.webp")
