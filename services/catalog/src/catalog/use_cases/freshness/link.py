"""The link in the mail: whoever got it confirms all stale offers, without signing in."""

from datetime import datetime
from uuid import UUID

from marketkit.db import Session

from catalog.domain.freshness import LINK_LIVES, is_stale
from catalog.domain.product import Product
from catalog.domain.publish_gate import NotPublishableError
from catalog.domain.rights import Actor
from catalog.domain.shop import Shop
from catalog.domain.signed_links import SignedLink
from catalog.store import activity, freshness, products, shops
from catalog.use_cases.gate import Gate, load_gate
from catalog.use_cases.keep import keep_products
from catalog.use_cases.ports import Surroundings

PURPOSE = "freshness.renew"
MOST = 1000
"""At once; a shop with more taps twice."""
_BY_LINK = Actor(None, frozenset(), "Link aus der Mail")


def renewal_link(shop_id: UUID, around: Surroundings, now: datetime) -> str:
    """Its address on the market; it lives for two weeks and may be used again meanwhile."""
    link = SignedLink(PURPOSE, shop_id, now + LINK_LIVES)
    return f"/frisch/{around.links.sign(link)}"


def read_link(token: str, around: Surroundings) -> SignedLink:
    """Raises NoSuchLinkError or LinkExpiredError."""
    return around.links.read(token, purpose=PURPOSE, at=around.clock.now())


async def renew(token: str, around: Surroundings) -> tuple[Shop, int, list[str]]:
    """How many were confirmed, and the titles of those that may not go back on sale.

    Only what is stale, or was taken off sale for it: a second tap finds nothing left to do.
    """
    link = read_link(token, around)
    now = around.clock.now()
    async with around.db.session() as session:
        shop = await shops.get_by_id(session, link.subject)
        waiting = await freshness.to_confirm(session, shop.id, now, MOST)
        found = await products.get_many(session, waiting, lock=True)
        gate = await load_gate(session, shop, around)
        renewed, refused = _confirmed([found[id_] for id_ in waiting], gate, now)
        if renewed:
            await _keep(session, renewed, shop, around, now)
    return shop, len(renewed), refused


def _confirmed(
    waiting: list[Product], gate: Gate, now: datetime
) -> tuple[list[Product], list[str]]:
    renewed: list[Product] = []
    refused: list[str] = []
    for product in waiting:
        if product.is_paused:
            try:
                gate.check_publishable(product)
            except NotPublishableError:
                refused.append(product.title)
            else:
                renewed.append(product.publish(now))
        elif product.is_published and is_stale(product.availability, product.confirmed_at, now):
            # Looked at again under the lock: somebody else may just have tapped.
            renewed.append(product.confirmed(now).changed(now))
    return renewed, refused


async def _keep(
    session: Session, renewed: list[Product], shop: Shop, around: Surroundings, now: datetime
) -> None:
    await keep_products(session, renewed, shop, around, {})
    activity.note(
        session, _BY_LINK, shop.id, role="link", at=now, action="offers.confirmed",
        subject=f"{len(renewed)}",
    )  # fmt: skip
