"""Promotions and the links that confirm a shop's offers."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from catalog.domain.signed_links import LinkSigner, SignedLink
from catalog.use_cases.freshness.link import PURPOSE

from tests.architecture.access_things import Maker, Thing, Things


def _in_days(days: float) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).isoformat()


def _plan(thing: Thing) -> dict[str, Any]:
    """Short-dated goods need no history, so that rights decide alone."""
    price = {"id": thing.values["variant_id"], "price": {"amount": 400, "currency": "EUR"}}
    return {"variants": [price], "ends_at": _in_days(5), "reason": "perishable"}


BODIES: Mapping[str, Callable[[Thing], Any]] = {
    "POST /products/{product_id}/promotions": _plan,
    "PATCH /promotions/{promotion_id}": lambda _: {"ends_at": _in_days(6)},
    "PUT /products/{product_id}/availability": lambda _: {"said": "out"},
}


async def _promotion(things: Things, kind: str) -> Thing:
    """Planned, so that looking at the product shows all of it."""
    product = await things.fresh(kind)
    path = f"/products/{product.values['product_id']}/promotions"
    planned = await product.entitled.post(path, _plan(product) | {"starts_at": _in_days(2)})
    values = {"promotion_id": planned["items"][0]["id"], **product.values}
    return Thing(values, product.entitled, product.party, ((product.entitled, path),))


async def promotion(things: Things) -> Thing:
    return await _promotion(things, "published")


async def draft_promotion(things: Things) -> Thing:
    return await _promotion(things, "draft")


async def _renewal(things: Things, days: float) -> Thing:
    """Whoever holds it may use it: that is what it is for."""
    shop = await things.shared("live_shop")
    shop_id = UUID((await shop.entitled.get(f"/shops/{shop.values['slug']}"))["id"])
    until = datetime.now(UTC) + timedelta(days=days)
    signer = LinkSigner(things.market.link_secret.encode())
    token = signer.sign(SignedLink(PURPOSE, shop_id, until))
    return Thing({"token": token}, shop.entitled, shop.party)


async def renewal(things: Things) -> Thing:
    return await _renewal(things, 3)


async def ended_renewal(things: Things) -> Thing:
    return await _renewal(things, -1)


MAKERS: dict[str, Maker] = {
    maker.__name__: maker for maker in (promotion, draft_promotion, renewal, ended_renewal)
}
