"""Reads shops back as domain values: all of them, or those that have changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import asyncpg
from marketkit.pickup.away import away_from

from search.domain.document import Delivery, ShopSnapshot
from search.domain.geo import Point

# No row is ever deleted, and whatever changes one gives it the highest number. Shops from before
# there were numbers have none, but are counted.
_MARK = "SELECT coalesce(max(seq), 0) + count(*) FROM shop_snapshot"
_CHANGED = """
    SELECT s.shop_id, s.seq, s.doc FROM shop_snapshot s
    LEFT JOIN unnest($1::uuid[], $2::bigint[]) AS known (shop_id, seq) USING (shop_id)
    WHERE s.seq IS DISTINCT FROM known.seq
"""


@dataclass(frozen=True, slots=True)
class ShopState:
    seq: int
    shop: ShopSnapshot


class ShopReader:
    """Reads over its own connections, each call for itself."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def mark(self) -> int:
        """Moves with every change of any shop; cheap to ask again and again."""
        return int(await self._pool.fetchval(_MARK))

    async def changed(self, known: Mapping[UUID, int]) -> list[ShopState]:
        """Shops whose `seq` is another than the known one, the closed ones too."""
        rows = await self._pool.fetch(_CHANGED, list(known), list(known.values()))
        return [ShopState(row["seq"], shop_from(row["doc"])) for row in rows]


def known_by(doc: dict[str, Any]) -> ShopSnapshot:
    """What its products are found and shown by."""
    return ShopSnapshot(
        id=UUID(doc["id"]),
        slug=doc["slug"],
        name=doc["name"],
        place=doc["place"],
        postal_code=doc["postal_code"],
        position=Point(doc["lat"], doc["lon"]),
        is_live=doc["is_live"],
        kind=doc.get("kind", ""),
    )


def shop_from(doc: dict[str, Any]) -> ShopSnapshot:
    """Everything; rows written before a field was known have its default."""
    return replace(
        known_by(doc),
        tagline=doc.get("tagline", ""),
        story=doc.get("story", ""),
        street=doc.get("street", ""),
        picture=doc.get("picture"),
        image_url=doc.get("image_url"),
        opening_hours=doc.get("opening_hours", ""),
        preparation_minutes=doc.get("preparation_minutes", 60),
        away=away_from(doc.get("closures", ()), doc.get("special_days", ())),
        delivery=_delivery(doc.get("delivery")),
    )


def _delivery(doc: dict[str, Any] | None) -> Delivery | None:
    if doc is None:
        return None
    return Delivery(
        postal_codes=tuple(doc["postal_codes"]),
        fee=doc["fee"],
        free_from=doc["free_from"],
        minimum=doc["minimum"],
        days=tuple(doc["days"]),
        note=doc["note"],
    )
