"""What a shop says without counting, and how fresh its offers are."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.db import Database

from catalog.domain.freshness import Availability, is_stale, score
from catalog.domain.rights import Action, Actor, check_may_edit
from catalog.queries.pages import Page, decode, encode
from catalog.store import freshness, shops
from catalog.store.answers import moment
from catalog.use_cases.freshness.link import MOST, read_link
from catalog.use_cases.ports import Surroundings


async def said_offers(
    slug: str, actor: Actor, limit: int, cursor: str | None, around: Surroundings
) -> Page[Mapping[str, Any]]:
    """By title; whoever may say what there is sees them."""
    now = around.clock.now()
    async with around.db.session() as session:
        shop = await shops.get(session, slug)
    check_may_edit(actor, shop, Action.STOCK, now)
    rows = await freshness.offers(around.db, shop.id, decode(cursor), limit + 1)
    shown = rows[:limit]
    more = len(rows) > limit
    following = encode(shown[-1]["sort_title"], shown[-1]["id"]) if more else None
    return Page([_offer(row, now) for row in shown], following)


async def renewal(token: str, around: Surroundings) -> dict[str, Any]:
    """What the link will confirm. Raises NoSuchLinkError or LinkExpiredError."""
    link = read_link(token, around)
    now = around.clock.now()
    async with around.db.session() as session:
        shop = await shops.get_by_id(session, link.subject)
        ids = await freshness.to_confirm(session, shop.id, now, MOST)
        rows = await freshness.some(session, ids)
    return {
        "shop_name": shop.name,
        "shop_slug": shop.slug,
        "expires_at": moment(link.expires_at),
        "offers": [_offer(row, now) for row in rows],
    }


async def freshness_of(
    db: Database, shop_ids: Sequence[UUID], now: datetime
) -> dict[UUID, dict[str, Any]]:
    """By shop: how many offers, how many of them fresh, and the share in percent."""
    found = await freshness.counts(db, list(shop_ids), now)
    return {shop_id: _score(*found.get(shop_id, (0, 0))) for shop_id in shop_ids}


def _score(offers: int, stale: int) -> dict[str, Any]:
    return {"offers": offers, "fresh": offers - stale, "percent": score(offers, stale)}


def _offer(row: Mapping[str, Any], now: datetime) -> Mapping[str, Any]:
    return {
        "product_id": row["id"],
        "slug": row["slug"],
        "title": row["title"],
        "picture": row["picture"],
        "status": row["status"],
        "said": row["said"],
        "confirmed_at": moment(row["confirmed_at"]),
        "is_stale": is_stale(Availability.SAID, row["confirmed_at"], now),
        "paused_for": row["paused_for"],
    }
