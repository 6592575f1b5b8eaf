"""Commission rules as rows: added and ended, never changed."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.commission import Rule

_COLUMNS = "id, position, name, permille, fixed, valid_from, valid_until, category, shop_id, way"
# Ended without a last day: taken back before it ever held.
_LIVE = f"""
    SELECT {_COLUMNS} FROM commission_rule
    WHERE coalesce(valid_until >= $1, ended_at IS NULL)
    ORDER BY position, id
"""  # noqa: S608 -- our own column list
_ALL = f"""
    SELECT {_COLUMNS}, created_at, created_by, ended_at, ended_by FROM commission_rule
    WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2
"""  # noqa: S608 -- our own column list
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('commission_rule'))"
_ADD = """
    INSERT INTO commission_rule (id, position, name, permille, fixed, valid_from, valid_until,
        category, shop_id, way, created_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
"""
_END = """
    UPDATE commission_rule SET valid_until = $2, ended_at = now(), ended_by = $3 WHERE id = $1
"""
_TAKE_BACK = """
    UPDATE commission_rule SET valid_until = NULL, ended_at = now(), ended_by = $3
    WHERE id = $1 AND valid_from > $2
"""


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...


async def not_over(on: Reader, day: date) -> list[Rule]:
    """Those that hold on this day or later, in their order."""
    return [Rule(**row) for row in await on.fetch(_LIVE, day)]


async def history(on: Reader, before: UUID | None, limit: int) -> Sequence[Any]:
    return await on.fetch(_ALL, before, limit)


async def lock(tx: Transaction) -> None:
    """Two people who change the rules at once take turns."""
    await tx.execute(_LOCK)


async def add(tx: Transaction, rule: Rule, account_id: UUID | None) -> None:
    await tx.execute(
        _ADD,
        rule.id,
        rule.position,
        rule.name,
        rule.permille,
        rule.fixed,
        rule.valid_from,
        rule.valid_until,
        rule.category,
        rule.shop_id,
        rule.way,
        account_id,
    )


async def end(tx: Transaction, rule_id: UUID, last_day: date, account_id: UUID | None) -> None:
    await tx.execute(_END, rule_id, last_day, account_id)


async def take_back(tx: Transaction, rule_id: UUID, today: date, account_id: UUID | None) -> None:
    """Only what has never held yet."""
    await tx.execute(_TAKE_BACK, rule_id, today, account_id)


async def shop_names(on: Reader, shop_ids: Sequence[UUID]) -> dict[UUID, dict[str, str]]:
    """Those of these shops that there are."""
    query = "SELECT shop_id, slug, name FROM shop_copy WHERE shop_id = ANY($1::uuid[])"
    return {
        row["shop_id"]: {"id": str(row["shop_id"]), "slug": row["slug"], "name": row["name"]}
        for row in await on.fetch(query, shop_ids)
    }
