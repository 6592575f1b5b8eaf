"""What a decision does to a product, a shop or a picture, and how it is taken back."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, Final
from uuid import UUID

from marketkit.db import Session

from catalog.domain.duties.decision import Decision, Measure
from catalog.domain.errors import NoSuchPictureError
from catalog.domain.product import Picture, Product
from catalog.domain.rights import Actor
from catalog.domain.shop import Shop, ShopStatus
from catalog.store import activity, decisions, prices, products, shops
from catalog.store.notices import Case
from catalog.store.product_documents import WIDTHS
from catalog.use_cases.gate import load_gate
from catalog.use_cases.keep import keep_product, keep_shop
from catalog.use_cases.ports import Surroundings

Effects = Mapping[str, Any]
_NOTHING: Final[Effects] = {}


def block_reason(number: str, basis: str) -> str:
    return f"Entscheidung {number}: {basis}"


async def apply(
    session: Session, case: Case, decision: Decision, actor: Actor, around: Surroundings
) -> tuple[Effects, Mapping[str, bytes]]:
    """What was there before, and the files of a picture that is to go."""
    match decision.measure:
        case Measure.PAUSE_SHOP:
            return await _pause(session, case, decision, actor, around), {}
        case Measure.WITHDRAW | Measure.BLOCK:
            return await _off_sale(session, case, decision, actor, around), {}
        case Measure.REMOVE_PICTURE if case.product_id is not None:
            return await _remove_picture(session, case, decision, actor, around)
        case Measure.REMOVE_PICTURE:
            return await _remove_shop_picture(session, case, decision, actor, around), {}
        case _:
            return _NOTHING, {}


async def take_back(
    session: Session, case: Case, first: Decision, actor: Actor, around: Surroundings
) -> str:
    """Everything is as it was, as far as it still may be; answers what could not be brought back.

    Raises NoSuchProductError or NoSuchShopError when there is nothing left.
    """
    match first.measure:
        case Measure.PAUSE_SHOP:
            await _resume(session, case, first, actor, around)
        case Measure.WITHDRAW | Measure.BLOCK:
            return await _back_on_sale(session, case, first, actor, around)
        case Measure.REMOVE_PICTURE:
            await _bring_picture_back(session, case, first, actor, around)
        case _:
            pass
    return ""


async def _product_of(session: Session, case: Case) -> tuple[Product, Shop]:
    assert case.product_id is not None
    product = await products.get(session, case.product_id, lock=True)
    return product, await shops.get_by_id(session, product.shop_id)


async def _off_sale(
    session: Session, case: Case, decision: Decision, actor: Actor, around: Surroundings
) -> Effects:
    before, shop = await _product_of(session, case)
    if decision.measure is Measure.BLOCK:
        after = before.block(block_reason(decision.number, decision.basis), decision.at)
    else:
        after = before.withdraw(decision.at)
    await _keep(session, before, after, shop, actor, around, action=f"product.{decision.measure}")
    return {"was_published": before.is_published, "blocked_for": before.blocked_for}


async def _back_on_sale(
    session: Session, case: Case, first: Decision, actor: Actor, around: Surroundings
) -> str:
    before, shop = await _product_of(session, case)
    now, left = around.clock.now(), ""
    after = before.unblock(block_reason(first.number, first.basis), now)
    if first.effects.get("was_published") and not after.is_published:
        if after.blocked_for:
            left = f"„{before.title}“ bleibt aus einem anderen Grund gesperrt."
        elif (await load_gate(session, shop, around)).missing(after):
            left = f"„{before.title}“ kommt nicht zurück: Für den Verkauf fehlt inzwischen etwas."
        else:
            after = after.publish(now)
    if after is not before:
        await _keep(session, before, after, shop, actor, around, action="product.restored")
    return left


async def _pause(
    session: Session, case: Case, decision: Decision, actor: Actor, around: Surroundings
) -> Effects:
    before = await shops.get_by_id(session, case.shop_id, lock=True)
    after = before.hold(block_reason(decision.number, decision.basis), decision.at)
    await _keep_shop(session, before, after, actor, around, action="shop.held")
    return {"was_live": before.status is ShopStatus.LIVE}


async def _resume(
    session: Session, case: Case, first: Decision, actor: Actor, around: Surroundings
) -> None:
    before = await shops.get_by_id(session, case.shop_id, lock=True)
    now = around.clock.now()
    after = before.release(block_reason(first.number, first.basis), now)
    if after is before:
        return
    if first.effects.get("was_live") and after.is_public and not after.held_for:
        after = after.open(now)
    await _keep_shop(session, before, after, actor, around, action="shop.released")


async def _remove_picture(
    session: Session, case: Case, decision: Decision, actor: Actor, around: Surroundings
) -> tuple[Effects, Mapping[str, bytes]]:
    before, shop = await _product_of(session, case)
    try:
        found = before.picture_by_id(case.subject_id)
    except NoSuchPictureError:
        return _NOTHING, {}  # the shop was faster
    others = tuple(picture for picture in before.pictures if picture.id != found.id)
    after = replace(before, pictures=others).changed(decision.at)
    await _keep(session, before, after, shop, actor, around, action="picture.removed")
    files = {name: await around.files.read(name) for name in file_names(found)}
    kept = {name: content for name, content in files.items() if content is not None}
    as_plain = asdict(found) | {"id": str(found.id)}
    return {"picture": as_plain, "place": before.pictures.index(found)}, kept


def file_names(picture: Picture) -> list[str]:
    return [f"{picture.name}-{width}.webp" for width in WIDTHS]


async def _remove_shop_picture(
    session: Session, case: Case, decision: Decision, actor: Actor, around: Surroundings
) -> Effects:
    before = await shops.get_by_id(session, case.shop_id, lock=True)
    after = replace(before, image_url=None).changed(decision.at)
    await _keep_shop(session, before, after, actor, around, action="picture.removed")
    return {"image_url": before.image_url}


async def _bring_picture_back(
    session: Session, case: Case, first: Decision, actor: Actor, around: Surroundings
) -> None:
    now = around.clock.now()
    if "image_url" in first.effects:
        there = await shops.get_by_id(session, case.shop_id, lock=True)
        shown = replace(there, image_url=there.image_url or first.effects["image_url"]).changed(now)
        await _keep_shop(session, there, shown, actor, around, action="picture.restored")
    if "picture" not in first.effects:
        return
    before, shop = await _product_of(session, case)
    known = first.effects["picture"]
    picture = Picture(**{**known, "id": UUID(known["id"])})
    place = first.effects["place"]
    pictures = (*before.pictures[:place], picture, *before.pictures[place:])
    # Before the commit: a file without a row is harmless, a row without a file is a broken page.
    for name, content in (await decisions.kept_files(session, first.id)).items():
        await around.files.write(name, content)
    after = replace(before, pictures=pictures).changed(now)
    await _keep(session, before, after, shop, actor, around, action="picture.restored")


async def _keep(  # noqa: PLR0913 -- a change and who made it
    session: Session,
    before: Product,
    after: Product,
    shop: Shop,
    actor: Actor,
    around: Surroundings,
    *,
    action: str,
) -> None:
    if after is before:
        return
    await keep_product(session, after, shop, around, {})
    activity.note(
        session, actor, shop.id, role="operator", at=after.updated_at, action=action,
        subject=after.title,
        changes={
            "status": (before.status, after.status),
            "blocked_for": (before.blocked_for, after.blocked_for),
        },
    )  # fmt: skip


async def _keep_shop(
    session: Session,
    before: Shop,
    after: Shop,
    actor: Actor,
    around: Surroundings,
    *,
    action: str,
) -> None:
    await keep_shop(session, after, around)
    if before.status is not after.status:
        await prices.reoffer(
            session, after.id, after.updated_at, public=after.status is ShopStatus.LIVE
        )
    activity.note(
        session, actor, after.id, role="operator", at=after.updated_at, action=action,
        subject=after.name,
        changes={
            "status": (before.status, after.status),
            "held_for": (before.held_for, after.held_for),
        },
    )  # fmt: skip
