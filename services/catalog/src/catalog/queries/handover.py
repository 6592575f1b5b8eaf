"""What a hand-over link leads to, before anybody has accepted it."""

from datetime import datetime
from typing import Any

from marketkit.db import Database

from catalog.domain.handover import Handover, HandoverUsedError
from catalog.domain.handover_check import Block
from catalog.domain.mandate import GRANTABLE
from catalog.domain.mandate_words import CURRENT
from catalog.domain.rights import Actor
from catalog.domain.shop import Shop
from catalog.queries.mandates import wording_of
from catalog.queries.pages import Page, decode, encode
from catalog.store import handovers, shop_parts, shops
from catalog.store.answers import moment
from catalog.store.product_documents import with_shop

_SHOWN = ("id", "slug", "name", "kind", "place", "postal_code", "street", "picture", "status")
_TO_CHECK = (
    "tagline", "story", "phone", "email", "website", "opening_hours", "preparation_minutes",
    "pickup_note", "imprint", "organic_code", "tax_mode",
)  # fmt: skip
_PRODUCTS = """
    SELECT document.body, product.id FROM product
    JOIN product_document document ON document.product_id = product.id
    WHERE product.shop_id = $1 AND product.status <> 'withdrawn'
      AND ($2::uuid IS NULL OR product.id > $2)
    ORDER BY product.id LIMIT $3
"""
_CARD = "SELECT card FROM shop_document WHERE shop_id = $1"


async def read_handover(db: Database, code: str, actor: Actor, now: datetime) -> dict[str, Any]:
    """Everything there is to check, and what has been said to it so far."""
    handover, shop = await _opened(db, code, actor, now)
    return {
        "shop": {name: getattr(shop, name) for name in _SHOWN},
        "expires_at": moment(handover.expires_at),
        "prepared_by": handover.prepared_by_name,
        "email": handover.email,
        "accepted": handover.accepted_by is not None,
        "state": handover.state,
        "checks": [
            {
                "block": block.value,
                "ok": handover.checks.get(block, {}).get("ok"),
                "note": handover.checks.get(block, {}).get("note", ""),
            }
            for block in Block
        ],
        "preview": {
            **{name: getattr(shop, name) for name in _TO_CHECK},
            "delivery": shop_parts.delivery_said(shop.delivery),
        },
        "wording": wording_of(CURRENT, GRANTABLE),
    }


async def handover_products(
    db: Database, code: str, actor: Actor, limit: int, cursor: str | None, now: datetime
) -> Page[bytes]:
    """All products of the shop, drafts too: whoever takes over should know what."""
    _, shop = await _opened(db, code, actor, now)
    after = decode(cursor)
    rows = await db.pool.fetch(_PRODUCTS, shop.id, after[1] if after else None, limit + 1)
    card = await db.pool.fetchval(_CARD, shop.id)
    shown = rows[:limit]
    following = encode("", shown[-1]["id"]) if len(rows) > limit else None
    return Page([with_shop(row["body"], card) for row in shown], following)


async def _opened(db: Database, code: str, actor: Actor, now: datetime) -> tuple[Handover, Shop]:
    """Raises NoSuchHandoverError, HandoverUsedError or HandoverExpiredError."""
    async with db.session() as session:
        handover = await handovers.get(session, code)
        shop = await shops.get_by_id(session, handover.shop_id)
    mine = actor.id is not None and handover.is_accepted_by(actor.id)
    if handover.accepted_by is not None and not mine:
        raise HandoverUsedError
    if not mine:
        handover.check_open(now)
    return handover, shop
