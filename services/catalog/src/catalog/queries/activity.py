"""What others did for a shop, newest first."""

from collections.abc import Mapping
from typing import Any

from marketkit.db import Database

from catalog.domain.rights import Actor, NotYourShopError, acting_as
from catalog.queries.pages import Page, decode, encode
from catalog.queries.shop_page import visible_shop

_LIST = """
    SELECT id, at, account_name AS by, role, action, subject FROM activity
    WHERE shop_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3
"""


async def list_activity(
    db: Database, slug: str, actor: Actor, limit: int, cursor: str | None
) -> Page[Mapping[str, Any]]:
    """For the shop's people, and for the advisor whose work it is."""
    shop = await visible_shop(db, slug, actor)
    if acting_as(actor, shop) is None:
        raise NotYourShopError
    after = decode(cursor)
    rows = await db.pool.fetch(_LIST, shop.id, after[1] if after else None, limit + 1)
    shown = [dict(row) for row in rows[:limit]]
    following = encode("", shown[-1]["id"]) if len(rows) > limit else None
    return Page(shown, following)
