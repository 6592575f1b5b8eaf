"""Looks before a sale: asked for, decided, dropped."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from marketkit.clock import new_id
from marketkit.db import Session

from catalog.store.wide import connection_of

_ASK = """
    INSERT INTO product_review (id, product_id, shop_id, reasons, asked_at, asked_by)
    SELECT id, product_id, $3, reasons::jsonb, $5, $6
    FROM unnest($1::uuid[], $2::uuid[], $4::text[]) AS asked (id, product_id, reasons)
    ON CONFLICT (product_id) WHERE decision IS NULL DO UPDATE SET reasons = excluded.reasons
"""
_DECIDE = """
    UPDATE product_review SET decision = $2, statement = $3, decided_at = $4, decided_by = $5
    WHERE product_id = ANY($1::uuid[]) AND decision IS NULL
"""
_LATEST = """
    SELECT reasons, asked_at, decision, statement, decided_at FROM product_review
    WHERE product_id = $1 ORDER BY id DESC LIMIT 1
"""


async def ask(
    session: Session, shop_id: UUID, asked: Mapping[UUID, Mapping[str, str]],
    at: datetime, account: UUID | None,
) -> None:  # fmt: skip
    """Put products of a shop into the queue, each with its reasons; who waits keeps its place."""
    on = await connection_of(session)
    texts = [orjson.dumps(dict(reasons)).decode() for reasons in asked.values()]
    await on.execute(_ASK, [new_id() for _ in asked], list(asked), shop_id, texts, at, account)


async def decide(
    session: Session, product_ids: Sequence[UUID], decision: str, at: datetime,
    account: UUID | None, statement: str = "",
) -> None:  # fmt: skip
    """`approved`, `refused`, or `dropped` by the shop itself."""
    on = await connection_of(session)
    await on.execute(_DECIDE, list(product_ids), decision, statement, at, account)


async def latest(session: Session, product_id: UUID) -> dict[str, Any] | None:
    on = await connection_of(session)
    row = await on.fetchrow(_LATEST, product_id)
    if row is None:
        return None
    reasons = row["reasons"]
    known = orjson.loads(reasons) if isinstance(reasons, str) else reasons
    return dict(row) | {"reasons": list(known.values()), "decision": row["decision"] or "open"}
