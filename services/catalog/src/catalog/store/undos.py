"""Ways back from a change: what products were before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from marketkit.clock import new_id
from marketkit.db import Session

from catalog.store.wide import connection_of

_ADD = """
    INSERT INTO product_undo (id, shop_id, account_id, kind, made_at) VALUES ($1, $2, $3, $4, $5)
"""
_ADD_ITEMS = """
    INSERT INTO product_undo_item (undo_id, product_id, version_after, before)
    SELECT $1, product_id, version_after, before::jsonb
    FROM unnest($2::uuid[], $3::bigint[], $4::text[]) AS item (product_id, version_after, before)
"""
_GET = "SELECT * FROM product_undo WHERE id = $1 FOR UPDATE"
_ITEMS = """
    SELECT product_id, version_after, before::text AS before FROM product_undo_item
    WHERE undo_id = $1
"""
_DONE = "UPDATE product_undo SET undone_at = $2 WHERE id = $1"
_LATEST = """
    SELECT undo.id, undo.kind, undo.made_at FROM product_undo undo
    JOIN product_undo_item item ON item.undo_id = undo.id
    WHERE item.product_id = $1 AND item.version_after = $2
      AND undo.account_id = $3 AND undo.made_at > $4 AND undo.undone_at IS NULL
"""
_FORGET = "DELETE FROM product_undo WHERE made_at < $1"


@dataclass(frozen=True, slots=True)
class Before:
    """One product: which version the change made, and the state before it."""

    product_id: UUID
    version_after: int
    state: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Undo:
    id: UUID
    shop_id: UUID
    account_id: UUID
    kind: str
    made_at: datetime
    undone_at: datetime | None
    items: tuple[Before, ...]


async def add(
    session: Session, shop_id: UUID, account_id: UUID, kind: str, at: datetime,
    items: Sequence[Before],
) -> UUID:  # fmt: skip
    on = await connection_of(session)
    undo_id = new_id()
    await on.execute(_ADD, undo_id, shop_id, account_id, kind, at)
    await on.execute(
        _ADD_ITEMS,
        undo_id,
        [item.product_id for item in items],
        [item.version_after for item in items],
        [orjson.dumps(item.state).decode() for item in items],
    )
    return undo_id


async def find(session: Session, undo_id: UUID) -> Undo | None:
    """Locked until the session ends: of two who tap at once, one undoes."""
    on = await connection_of(session)
    row = await on.fetchrow(_GET, undo_id)
    if row is None:
        return None
    items = [
        Before(item["product_id"], item["version_after"], orjson.loads(item["before"]))
        for item in await on.fetch(_ITEMS, undo_id)
    ]
    return Undo(**dict(row), items=tuple(items))


async def done(session: Session, undo_id: UUID, at: datetime) -> None:
    on = await connection_of(session)
    await on.execute(_DONE, undo_id, at)


async def latest(
    session: Session, product_id: UUID, version: int, account_id: UUID, since: datetime
) -> Mapping[str, Any] | None:
    """The change that made this version of the product, if this account may take it back."""
    on = await connection_of(session)
    row = await on.fetchrow(_LATEST, product_id, version, account_id, since)
    return dict(row) if row else None


async def forget(session: Session, before: datetime) -> None:
    on = await connection_of(session)
    await on.execute(_FORGET, before)
