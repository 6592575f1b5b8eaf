"""Substitutes: proposed by the shop, answered by the buyer or by time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.cart import Line
from orders.domain.substitute import Substitute, SubstituteState
from orders.store.carts import line_from

_ADD = """
    INSERT INTO substitute (id, shop_order_id, position, pieces, variant_id, quantity, shown,
        price, deposit, goods_less, deposit_less, state, answer_by, account_id, at, decided_at,
        held)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
"""
_OF = """
    SELECT id, shop_order_id, position, pieces, variant_id, quantity, shown, price, deposit,
        goods_less, deposit_less, state, answer_by, account_id, at, decided_at, held
    FROM substitute WHERE shop_order_id = $1 ORDER BY at, id
"""
_ONE = _OF.replace("shop_order_id = $1 ORDER BY at, id", "id = $1")
_DECIDE = "UPDATE substitute SET state = $2, decided_at = $3 WHERE id = $1"
_VOID = """
    UPDATE substitute SET state = 'void', decided_at = $2
    WHERE shop_order_id = ANY($1::uuid[]) AND state = 'proposed'
"""
_LATE = """
    SELECT s.id, so.order_id FROM substitute s JOIN shop_order so ON so.id = s.shop_order_id
    WHERE s.state = 'proposed' AND s.answer_by <= $1 AND s.id <> ALL($3::uuid[])
    ORDER BY s.answer_by LIMIT $2
"""
_OFFER = """
    SELECT $2::integer AS quantity, v.price AS price_seen, v.* FROM sellable v
    WHERE v.variant_id = $1
"""
_CIRCUMSTANCES = """
    SELECT o.wishes, so.slot_start, coalesce(c.preparation_minutes, 0) AS preparation_minutes
    FROM shop_order so JOIN "order" o ON o.id = so.order_id
    LEFT JOIN shop_copy c ON c.shop_id = so.shop_id
    WHERE so.id = $1
"""


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...


async def add(tx: Transaction, new: Substitute) -> None:
    await tx.execute(
        _ADD, new.id, new.shop_order_id, new.position, new.pieces, new.variant_id, new.quantity,
        new.shown, new.price, new.deposit, new.goods_less, new.deposit_less, new.state,
        new.answer_by, new.account_id, new.at, new.decided_at, new.held,
    )  # fmt: skip


async def of(on: Reader, shop_order_id: UUID) -> list[Substitute]:
    return [_from(row) for row in await on.fetch(_OF, shop_order_id)]


async def find(tx: Transaction, substitute_id: UUID) -> Substitute | None:
    """Only under the lock of its order."""
    row = await tx.fetchrow(_ONE, substitute_id)
    return _from(row) if row else None


async def decide(
    tx: Transaction, substitute_id: UUID, state: SubstituteState, at: datetime
) -> None:
    await tx.execute(_DECIDE, substitute_id, state, at)


async def void(tx: Transaction, shop_order_ids: Sequence[UUID], at: datetime) -> None:
    """The parts have ended, and with them what was still asked; their holds end with them."""
    await tx.execute(_VOID, shop_order_ids, at)


async def late(
    on: Reader, now: datetime, limit: int, but: Sequence[UUID]
) -> list[tuple[UUID, UUID]]:
    """Substitute and order of what nobody has answered in time."""
    return [(row["id"], row["order_id"]) for row in await on.fetch(_LATE, now, limit, but)]


async def offered(tx: Transaction, variant_id: UUID, quantity: int) -> Line | None:
    """So many of what is sold today."""
    row = await tx.fetchrow(_OFFER, variant_id, quantity)
    return line_from(row) if row else None


async def circumstances(tx: Transaction, shop_order_id: UUID) -> Any:
    """What the buyer wished, when they come, and how long the shop prepares."""
    return await tx.fetchrow(_CIRCUMSTANCES, shop_order_id)


def _from(row: Any) -> Substitute:
    return Substitute(**{**row, "state": SubstituteState(row["state"])})
