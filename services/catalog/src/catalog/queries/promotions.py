"""A shop's promotions as its people see them, with all that was done with each."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from marketkit.db import Session

from catalog.domain.promotion import Promotion
from catalog.domain.rights import Action, Actor, check_may_edit
from catalog.queries.pages import Page, decode, encode
from catalog.store import promotions, shops
from catalog.store.answers import moment, money
from catalog.use_cases.access import product_to_change
from catalog.use_cases.ports import Surroundings


async def promotions_of_product(
    product_id: UUID, actor: Actor, around: Surroundings
) -> list[dict[str, Any]]:
    """Newest first; whoever may change prices sees them."""
    async with around.db.session() as session:
        product, _, _ = await product_to_change(session, product_id, actor, around, Action.PRICES)
        found = await promotions.of_product(session, product_id)
        labels = {variant.id: variant.label for variant in product.variants}
        titled = [(promotion, product.title, labels[promotion.variant_id]) for promotion in found]
        return await _shown(session, titled)


async def promotions_of_shop(
    slug: str, actor: Actor, limit: int, cursor: str | None, around: Surroundings
) -> Page[Mapping[str, Any]]:
    _, before = decode(cursor) or (None, None)
    async with around.db.session() as session:
        shop = await shops.get(session, slug)
        check_may_edit(actor, shop, Action.PRICES, around.clock.now())
        found = await promotions.page_of_shop(around.db, shop.id, before, limit + 1)
        items = await _shown(session, found[:limit])
    following = encode("", found[limit - 1][0].id) if len(found) > limit else None
    return Page(items, following)


async def _shown(
    session: Session, found: Sequence[tuple[Promotion, str, str]]
) -> list[dict[str, Any]]:
    done = await promotions.changes(session, [promotion.id for promotion, _, _ in found])
    return [
        _promotion(promotion)
        | {"title": title, "label": label}
        | {"history": [{**step, "at": moment(step["at"])} for step in done[promotion.id]]}
        for promotion, title, label in found
    ]


def _promotion(promotion: Promotion) -> dict[str, Any]:
    reference = promotion.reference
    return {
        "id": promotion.id,
        "product_id": promotion.product_id,
        "variant_id": promotion.variant_id,
        "price": money(promotion.price),
        "reason": promotion.reason,
        "starts_at": moment(promotion.starts_at),
        "ends_at": moment(promotion.ends_at),
        "status": promotion.status,
        "reference": money(reference) if reference is not None else None,
        "percent": promotion.percent,
        "refusal": promotion.refusal,
    }
