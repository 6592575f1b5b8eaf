"""A shop shows itself: one photo, put, described and taken away."""

import hashlib
import secrets
from dataclasses import replace

from marketkit.db import Session
from marketkit.errors import NotFoundError

from catalog.domain import audit
from catalog.domain.rights import Action, Actor, check_may_edit
from catalog.domain.shop import Photo, Shop
from catalog.store import activity, shops
from catalog.store.product_documents import WIDTHS
from catalog.use_cases.keep import keep_shop
from catalog.use_cases.ports import ReadyPicture, Surroundings
from catalog.use_cases.texts import Form, Line
from catalog.use_cases.versions import check_version

SHOWN_WIDTH = 640


class NoPhotoError(NotFoundError):
    code = "no_photo"
    message = "Der Laden hat noch kein Foto."


class PhotoChanges(Form):
    """What the photo shows, for people who cannot see it."""

    alt: Line


async def put_photo(
    slug: str, uploaded: bytes, alt: str, actor: Actor, around: Surroundings
) -> None:
    """The photo from now on; the same again changes only its words."""
    fingerprint = hashlib.sha256(uploaded).hexdigest()
    if await _is_there(slug, fingerprint, actor, around):
        await describe_photo(slug, PhotoChanges(alt=alt), actor, None, around)
        return
    ready = await around.pictures.prepare(uploaded)
    name = secrets.token_hex(16)
    for width, content in ready.files.items():
        await around.files.write(f"{name}-{width}.webp", content)
    photo = Photo(name, ready.width, ready.height, alt, fingerprint)
    try:
        before = await _keep(slug, photo, actor, around)
    except BaseException:
        await _remove_files(name, ready, around)
        raise
    await _forget(before, around)


async def describe_photo(
    slug: str, form: PhotoChanges, actor: Actor, expected: int | None, around: Surroundings
) -> None:
    async with around.db.session() as session:
        shop, role = await _to_change(session, slug, actor, around)
        check_version(shop.version, expected)
        if shop.photo is None:
            raise NoPhotoError
        if shop.photo.alt == form.alt:
            return
        changed = replace(shop, photo=replace(shop.photo, alt=form.alt))
        changes: audit.Changes = {"photo": (shop.photo.alt, form.alt)}
        await _save(session, changed, actor, role, "shop.photo_described", changes, around)


async def remove_photo(slug: str, actor: Actor, around: Surroundings) -> None:
    """Back to the drawing. Raises NoPhotoError when there is none, also the second time."""
    async with around.db.session() as session:
        shop, role = await _to_change(session, slug, actor, around)
        if shop.photo is None:
            raise NoPhotoError
        changed = replace(shop, photo=None, image_url=None)
        changes = audit.diff_shop(shop, changed)
        await _save(session, changed, actor, role, "shop.photo_removed", changes, around)
    await _forget(shop.photo, around)


async def _is_there(slug: str, fingerprint: str, actor: Actor, around: Surroundings) -> bool:
    """Strangers are turned away before any decoding."""
    async with around.db.session() as session:
        shop, _ = await _to_change(session, slug, actor, around)
        return shop.photo is not None and shop.photo.fingerprint == fingerprint


async def _keep(slug: str, photo: Photo, actor: Actor, around: Surroundings) -> Photo | None:
    """The photo that stood there before."""
    async with around.db.session() as session:
        shop, role = await _to_change(session, slug, actor, around)
        url = f"/media/{photo.name}-{SHOWN_WIDTH}.webp"
        changed = replace(shop, photo=photo, image_url=url)
        changes = audit.diff_shop(shop, changed)
        await _save(session, changed, actor, role, "shop.photo_added", changes, around)
        return shop.photo


async def _to_change(
    session: Session, slug: str, actor: Actor, around: Surroundings
) -> tuple[Shop, str]:
    shop = await shops.get(session, slug, lock=True)
    return shop, check_may_edit(actor, shop, Action.PROFILE, around.clock.now())


async def _save(  # noqa: PLR0913, PLR0917 -- what, who, in which role, called what, with which changes
    session: Session, shop: Shop, actor: Actor, role: str, action: str, changes: audit.Changes,
    around: Surroundings,
) -> None:  # fmt: skip
    now = around.clock.now()
    await keep_shop(session, shop.changed(now), around)
    activity.note(
        session, actor, shop.id, role=role, at=now, action=action, subject=shop.name,
        changes=changes,
    )  # fmt: skip


async def _forget(photo: Photo | None, around: Surroundings) -> None:
    """After the commit: a file without a row is harmless, a row without a file a broken page."""
    if photo is not None:
        for width in WIDTHS:
            await around.files.delete(f"{photo.name}-{width}.webp")


async def _remove_files(name: str, ready: ReadyPicture, around: Surroundings) -> None:
    for width in ready.files:
        await around.files.delete(f"{name}-{width}.webp")
