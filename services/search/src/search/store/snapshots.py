"""Reads snapshots back as domain values, in the order engines follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from search.domain.card_json import promotion_from_json
from search.domain.document import (
    Money,
    ProductSnapshot,
    Snapshot,
    StockSnapshot,
    UnitPrice,
    VariantSnapshot,
)
from search.store.shops import known_by

# What only the directory of shops reads is left out: a thousand products have one shop.
_SELECT = """
    SELECT p.product_id, p.version, p.deleted, p.seq, p.doc,
        s.doc - '{story,closures,special_days,delivery}'::text[] AS shop,
        (
            SELECT jsonb_object_agg(k.variant_id, jsonb_build_array(k.available, k.on_order))
            FROM stock_snapshot k WHERE k.product_id = p.product_id
        ) AS stock
    FROM product_snapshot p LEFT JOIN shop_snapshot s USING (shop_id)
"""
_CHANGED = f"{_SELECT} WHERE p.seq > $1 ORDER BY p.seq LIMIT $2"
_PAGE = f"{_SELECT} WHERE p.product_id > $1 AND NOT p.deleted ORDER BY p.product_id LIMIT $2"
_ONE = f"{_SELECT} WHERE p.product_id = $1 AND NOT p.deleted"
_LATEST = "SELECT coalesce(max(seq), 0) FROM product_snapshot"
_COUNT = "SELECT count(*) FROM product_snapshot WHERE NOT deleted"
_TITLES = "SELECT doc->>'title' FROM product_snapshot WHERE NOT deleted LIMIT $1"


@dataclass(frozen=True, slots=True)
class Change:
    """One product's state at `seq`; no snapshot: it is withdrawn."""

    product_id: UUID
    version: int
    seq: int
    snapshot: Snapshot | None


class SnapshotReader:
    """Reads over its own connections, each call for itself."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def count(self) -> int:
        return int(await self._pool.fetchval(_COUNT))

    async def latest_seq(self) -> int:
        return int(await self._pool.fetchval(_LATEST))

    async def changed_since(self, seq: int, limit: int) -> list[Change]:
        """What changed after `seq`, oldest change first."""
        return [_change(row) for row in await self._pool.fetch(_CHANGED, seq, limit)]

    async def page(self, after: UUID, limit: int) -> list[Change]:
        """All that is not withdrawn, page by page in the order of ids."""
        return [_change(row) for row in await self._pool.fetch(_PAGE, after, limit)]

    async def one(self, product_id: UUID) -> Snapshot | None:
        """None for what is unknown or withdrawn."""
        row = await self._pool.fetchrow(_ONE, product_id)
        return _change(row).snapshot if row else None

    async def titles(self, limit: int) -> Sequence[str]:
        return [row[0] for row in await self._pool.fetch(_TITLES, limit)]


def _change(row: asyncpg.Record) -> Change:
    snapshot = None
    if not row["deleted"]:
        shop, stock = row["shop"], row["stock"] or {}
        snapshot = Snapshot(
            product=_product(row["product_id"], row["version"], row["doc"]),
            shop=known_by(shop) if shop else None,
            stock={UUID(key): StockSnapshot(*state) for key, state in stock.items()},
        )
    return Change(row["product_id"], row["version"], row["seq"], snapshot)


def _product(product_id: UUID, version: int, doc: dict[str, Any]) -> ProductSnapshot:
    return ProductSnapshot(
        id=product_id,
        version=version,
        title=doc["title"],
        slug=doc["slug"],
        description=doc["description"],
        category=doc["category"],
        category_path=tuple(doc["category_path"]),
        picture=doc["picture"],
        image_url=doc["image_url"],
        origin=doc["origin"],
        labels=tuple(doc["labels"]),
        ingredients=doc["ingredients"],
        published_at=datetime.fromisoformat(doc["published_at"]),
        variants=tuple(_variant(variant) for variant in doc["variants"]),
        confirmed_at=doc.get("confirmed_at"),
        profile=doc.get("profile", ""),
        allergens=doc.get("allergens", {}),
        details=doc.get("details", {}),
        age=doc.get("age"),
        temperature=doc.get("temperature"),
    )


def _variant(doc: dict[str, Any]) -> VariantSnapshot:
    unit_price, deposit = doc["unit_price"], doc["deposit"]
    return VariantSnapshot(
        variant_id=UUID(doc["variant_id"]),
        price=Money(**doc["price"]),
        unit_price=UnitPrice(**unit_price) if unit_price else None,
        deposit=Money(**deposit) if deposit else None,
        content=doc["content"],
        deposit_kind=doc.get("deposit_kind"),
        promotion=promotion_from_json(doc.get("promotion")),
        weighed=doc.get("weighed", False),
    )
