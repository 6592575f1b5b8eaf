"""What withdrawals have to pay back, from lines, reductions and what is settled already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.reducing import OrderedLine
from orders.domain.reduction import Reduction, ReductionKind
from orders.domain.withdrawal import Part
from orders.domain.withdrawal_due import Worth, together, worths

_LINES = """
    SELECT shop_order_id, position, quantity, price, deposit FROM order_line
    WHERE shop_order_id = ANY($1::uuid[])
"""
_FEES = "SELECT id, fee FROM shop_order WHERE id = ANY($1::uuid[])"
_REDUCTIONS = """
    SELECT id, shop_order_id, kind, key, at, position, quantity, goods, deposit, fee, reason,
        details, account_id
    FROM reduction WHERE shop_order_id = ANY($1::uuid[])
"""
# What an earlier declaration has paid back for a line is paid back.
_SETTLED = """
    SELECT shop_order_id, unnest(positions) AS position FROM withdrawal_part
    WHERE shop_order_id = ANY($1::uuid[]) AND state = 'accepted'
"""
_POSITIONS = """
    SELECT positions FROM withdrawal_part WHERE withdrawal_id = $1 AND shop_order_id = $2
"""
# The days on which a shop that has not paid yet is reminded; the last one it missed counts.
_REMIND = """
    WITH due AS (
        SELECT p.withdrawal_id, p.shop_order_id, step.day
        FROM withdrawal_part p JOIN withdrawal w ON w.id = p.withdrawal_id
        CROSS JOIN LATERAL (
            SELECT max(day) AS day FROM unnest($2::smallint[]) AS day
            WHERE w.declared_at + make_interval(days => day) <= $1
        ) step
        WHERE p.settled_at IS NULL AND step.day > p.reminded
        ORDER BY w.declared_at LIMIT $3 FOR UPDATE OF p SKIP LOCKED
    ), told AS (
        INSERT INTO mail (id, kind, order_id, shop_order_id, withdrawal_id, to_address, dedupe_key)
        SELECT gen_random_uuid(), $4, s.order_id, s.id, due.withdrawal_id, s.shop ->> 'email',
            $4 || ':' || due.withdrawal_id || ':' || s.id || ':' || due.day
        FROM due JOIN shop_order s ON s.id = due.shop_order_id
        WHERE s.shop ->> 'email' <> ''
        ON CONFLICT (dedupe_key) DO NOTHING
    )
    UPDATE withdrawal_part p SET reminded = due.day FROM due
    WHERE p.withdrawal_id = due.withdrawal_id AND p.shop_order_id = due.shop_order_id
    RETURNING p.withdrawal_id
"""
_OVERDUE = """
    SELECT p.withdrawal_id, p.shop_order_id, p.state, p.worth, p.paid_back, w.number, w.name,
        w.declared_at, s.number AS order_number, s.shop ->> 'name' AS shop,
        s.shop ->> 'slug' AS slug, s.shop ->> 'phone' AS phone, s.shop ->> 'email' AS email
    FROM withdrawal_part p
    JOIN withdrawal w ON w.id = p.withdrawal_id
    JOIN shop_order s ON s.id = p.shop_order_id
    WHERE p.settled_at IS NULL AND w.declared_at < $1
        AND ($2::uuid IS NULL OR (p.withdrawal_id, p.shop_order_id) > ($2, $3::uuid))
    ORDER BY p.withdrawal_id, p.shop_order_id LIMIT $4
"""
_OUTSTANDING = """
    SELECT p.state, p.settled_at, p.paid_back - coalesce((
        SELECT r.amount FROM refund r
        WHERE r.idempotency_key = 'withdrawal-' || p.withdrawal_id || '-' || p.shop_order_id
            AND r.status <> 'failed'
    ), 0) AS amount
    FROM withdrawal_part p WHERE p.withdrawal_id = $1 AND p.shop_order_id = $2
"""
_PROMISED = """
    SELECT coalesce(sum(p.paid_back - coalesce((
        SELECT r.amount FROM refund r
        WHERE r.idempotency_key = 'withdrawal-' || p.withdrawal_id || '-' || p.shop_order_id
            AND r.status <> 'failed'
    ), 0)), 0)
    FROM withdrawal_part p
    WHERE p.shop_order_id = $1 AND p.state = 'accepted' AND p.settled_at IS NULL
"""
_SETTLE = """
    UPDATE withdrawal_part SET settled_at = $3 WHERE withdrawal_id = $1 AND shop_order_id = $2
"""


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...


@dataclass(frozen=True, slots=True)
class Claim:
    """What is to be paid back for the lines of a part that nobody has settled yet."""

    by_line: dict[int, Worth]

    @property
    def worth(self) -> Worth:
        return together(self.by_line, self.by_line)


async def claim(tx: Transaction, part: Part) -> Claim:
    """Only under the lock of the order: it stays as much until the transaction ends."""
    positions = await tx.fetchval(_POSITIONS, part.withdrawal_id, part.shop_order_id)
    return (await claims(tx, [(part.shop_order_id, positions)]))[0]


async def claims(on: Reader, wanted: Sequence[tuple[UUID, Sequence[int]]]) -> list[Claim]:
    """For shop orders and positions, in four statements however many there are."""
    ids = list({shop_order_id for shop_order_id, _ in wanted})
    fees = {row["id"]: row["fee"] for row in await on.fetch(_FEES, ids)}
    lines: dict[UUID, dict[int, OrderedLine]] = {}
    for row in await on.fetch(_LINES, ids):
        line = OrderedLine(row["position"], row["quantity"], row["price"], row["deposit"])
        lines.setdefault(row["shop_order_id"], {})[line.position] = line
    reduced: dict[UUID, list[Reduction]] = {}
    for row in await on.fetch(_REDUCTIONS, ids):
        found = Reduction(**{**row, "kind": ReductionKind(row["kind"])})
        reduced.setdefault(found.shop_order_id, []).append(found)
    settled = {(row["shop_order_id"], row["position"]) for row in await on.fetch(_SETTLED, ids)}
    by_part = {key: worths(lines[key], fees[key], reduced.get(key, ())) for key in ids}
    return [
        Claim({at: by_part[key][at] for at in positions if (key, at) not in settled})
        for key, positions in wanted
    ]


async def remind(tx: Transaction, now: datetime, days: Sequence[int], kind: str, limit: int) -> int:
    """Write to shops for whom another of the days has come; answers how many."""
    return len(await tx.fetch(_REMIND, now, days, limit, kind))


async def overdue(
    on: Reader, declared_before: datetime, after: tuple[UUID, UUID] | None, limit: int
) -> list[Any]:
    last, last_part = after or (None, None)
    return list(await on.fetch(_OVERDUE, declared_before, last, last_part, limit))


async def outstanding(tx: Transaction, part: Part) -> Any:
    """State, when it was settled, and what of it is to be paid back at the counter."""
    return await tx.fetchrow(_OUTSTANDING, part.withdrawal_id, part.shop_order_id)


async def settle(tx: Transaction, part: Part, at: datetime) -> None:
    await tx.execute(_SETTLE, part.withdrawal_id, part.shop_order_id, at)


async def promised(tx: Transaction, shop_order_id: UUID) -> int:
    """What the shop has agreed to pay back from its till and has not said to have paid yet."""
    return int(await tx.fetchval(_PROMISED, shop_order_id))
