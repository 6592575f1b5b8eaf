"""How shops take orders: what holds, what held before, and what is ordered already."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.cart import Shop
from orders.domain.pickup_times import place_key
from orders.domain.rules import Rules, rules_from
from orders.store.carts import shop_from

_LOCK = "SELECT rules FROM shop_copy WHERE shop_id = $1 FOR UPDATE"
# What others keep beside these rules stays as it is.
_SAVE = "UPDATE shop_copy SET rules = rules || $2::jsonb WHERE shop_id = $1"
_LOG = """
    INSERT INTO shop_rules (shop_id, version, document, account_id, at) VALUES ($1, $2, $3, $4, $5)
"""
_BEFORE = "SELECT document FROM shop_rules WHERE shop_id = $1 AND version = $2"
_SHOP = """
    SELECT *, picture AS shop_picture FROM shop_copy WHERE slug = $1 ORDER BY version DESC LIMIT 1
"""
# Orders from before anybody counted take up room as well.
_COUNT = """
    UPDATE shop_order SET slot_place = $2
    WHERE shop_id = $1 AND slot_place IS NULL AND slot_start > $3
        AND status NOT IN ('declined', 'cancelled')
        AND coalesce(fulfilment ->> 'way', 'shop') = 'shop'
"""


class Connection(Protocol):
    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...


async def shop_by_slug(on: Connection, slug: str) -> Shop | None:
    row = await on.fetchrow(_SHOP, slug)
    return shop_from(row) if row else None


async def lock(tx: Transaction, shop_id: UUID) -> Rules:
    return rules_from(await tx.fetchval(_LOCK, shop_id))


async def before(on: Connection, shop_id: UUID, version: int) -> Mapping[str, Any] | None:
    """The wording of that version; none for the time before the first."""
    row = await on.fetchrow(_BEFORE, shop_id, version)
    return row["document"] if row else None


async def save(
    tx: Transaction, shop_id: UUID, rules: Rules, account_id: UUID, at: datetime
) -> None:
    document = rules.document()
    await tx.execute(_SAVE, shop_id, document)
    await tx.execute(_LOG, shop_id, rules.version, document, account_id, at)


async def count_what_is_ordered(tx: Transaction, shop_id: UUID, now: datetime) -> None:
    """From now on its windows are counted: those who are coming already count, too."""
    await tx.execute(_COUNT, shop_id, place_key(shop_id), now)
