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
    VALUES ($1, $2, $3, $4::text::jsonb, $5, $6)
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
    session: Session, product_id: UUID, shop_id: UUID, reasons: Mapping[str, str],
    at: datetime, account: UUID | None,
) -> None:  # fmt: skip
    """Put it into the queue; what waits there already keeps its place."""
    on = await connection_of(session)
    text = orjson.dumps(dict(reasons)).decode()
    await on.execute(_ASK, new_id(), product_id, shop_id, text, at, account)


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
