"""Withdrawals: written once as they were declared, found again, decided part by part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction

from orders.domain.withdrawal import YEARS, Declaration, Line, Part, State, id_at, ids_of

RECEIPT: Final = "withdrawal_receipt"
TO_SHOP: Final = "shop_withdrawal"
ACCEPTED: Final = "withdrawal_accepted"
REJECTED: Final = "withdrawal_rejected"
MATCHED: Final = "withdrawal_matched"
PAID_BACK: Final = "withdrawal_paid_back"
REMINDER: Final = "shop_withdrawal_reminder"
FOR_SHOPS: Final = frozenset({TO_SHOP, REMINDER})
KINDS: Final = FOR_SHOPS | {RECEIPT, ACCEPTED, REJECTED, MATCHED, PAID_BACK}

_NUMBER = "SELECT nextval('withdrawal_number')"
_BY_KEY = "SELECT id, request_hash FROM withdrawal WHERE idempotency_key = $1"
_ADD = """
    INSERT INTO withdrawal (id, number, declared_at, idempotency_key, request_hash, name, contract,
        ordered_on, statement, receipt_to, language, order_id, token_hash, shows_order)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    ON CONFLICT (idempotency_key) DO NOTHING
"""
_ADD_PART = """
    INSERT INTO withdrawal_part (withdrawal_id, shop_order_id, shop_id, lines, positions, worth,
        state)
    VALUES ($1, $2, $3, $4, $5, $6, 'declared')
"""
# A number alone is guessed quickly; with the name or the address it is somebody who knows. A name
# is known to neighbours too: they may say something, but see nothing.
_MATCH = """
    SELECT o.id AS order_id, CASE WHEN o.number = $1 THEN NULL ELSE s.id END AS shop_order_id,
        coalesce(lower(o.contact_email) = lower($2), false) AS shows_order
    FROM "order" o JOIN shop_order s ON s.order_id = o.id
    WHERE (o.number = $1 OR s.number = $1)
        AND (
            lower(o.contact_email) = lower($2)
            OR lower(regexp_replace(trim(o.contact_name), ' +', ' ', 'g')) = lower($3)
        )
    LIMIT 1
"""
_MATCH_DAY = """
    SELECT id FROM "order" WHERE id >= $1 AND id < $2 AND lower(contact_email) = lower($3) LIMIT 2
"""
_LINES = """
    SELECT s.id AS shop_order_id, s.shop_id, l.position, l.quantity, l.price, l.deposit, l.shown
    FROM shop_order s JOIN order_line l ON l.shop_order_id = s.id
    WHERE s.order_id = $1 AND s.opened_at IS NOT NULL
    ORDER BY s.number, l.position
"""
_HEAD = """
    SELECT w.id, w.number, w.declared_at, w.name, w.contract, w.ordered_on, w.statement,
        w.receipt_to, w.language, w.order_id, w.token_hash, w.shows_order,
        CASE WHEN w.shows_order THEN o.number END AS order_number
    FROM withdrawal w LEFT JOIN "order" o ON o.id = w.order_id
    WHERE w.id = $1
"""
_PARTS = """
    SELECT p.withdrawal_id, p.shop_order_id, p.shop_id, p.lines, p.worth, p.state, p.reason,
        p.paid_back, p.decided_at, p.positions, p.deduction, p.settled_at,
        (SELECT coalesce(array_agg(b.position ORDER BY b.position), '{}') FROM returned_line b
            WHERE b.shop_order_id = s.id AND b.position = ANY(p.positions)) AS returned,
        (SELECT jsonb_build_object('amount', c.amount, 'at', c.at, 'receipt_no', c.receipt_no)
            FROM counter_refund c
            WHERE c.withdrawal_id = p.withdrawal_id AND c.shop_order_id = s.id) AS at_counter,
        o.buyer IS NOT NULL AS is_business,
        s.number, s.status, s.shop, w.declared_at, w.name, w.statement,
        w.number AS withdrawal_number, o.payment_method,
        (SELECT max(h.at) FROM history h
            WHERE h.shop_order_id = s.id AND h.status = 'handed_over') AS handed_over_at
    FROM withdrawal_part p
    JOIN withdrawal w ON w.id = p.withdrawal_id
    JOIN shop_order s ON s.id = p.shop_order_id
    JOIN "order" o ON o.id = s.order_id
"""
_PARTS_OF = f"{_PARTS} WHERE p.withdrawal_id = $1 ORDER BY s.number"
_OF_SHOP = f"""
    {_PARTS} WHERE p.shop_id = $1 AND ($2::text IS NULL OR (p.state = 'declared') = ($2 = 'open'))
        AND ($3::uuid IS NULL OR (p.withdrawal_id, p.shop_order_id) < ($3, $4::uuid))
    ORDER BY p.withdrawal_id DESC, p.shop_order_id DESC LIMIT $5
"""
# Their ids begin with the time: the primary key finds the last year's.
_REJECTED = f"""
    {_PARTS} WHERE p.state = 'rejected' AND p.withdrawal_id >= $1
        AND ($2::uuid IS NULL OR (p.withdrawal_id, p.shop_order_id) < ($2, $3::uuid))
    ORDER BY p.withdrawal_id DESC, p.shop_order_id DESC LIMIT $4
"""
_LOCK_PART = """
    SELECT withdrawal_id, shop_order_id, shop_id, worth, state FROM withdrawal_part
    WHERE withdrawal_id = $1 AND shop_order_id = $2 FOR UPDATE
"""
_DECIDE = """
    UPDATE withdrawal_part
    SET state = $3, reason = $4, paid_back = $5, decided_at = $6, decided_by = $7,
        deduction = $8, settled_at = $9
    WHERE withdrawal_id = $1 AND shop_order_id = $2
"""
_UNMATCHED = """
    SELECT id, number, declared_at, name, contract, ordered_on, statement, receipt_to
    FROM withdrawal
    WHERE order_id IS NULL AND ($1::uuid IS NULL OR id < $1) ORDER BY id DESC LIMIT $2
"""
_RECEIPT = """
    INSERT INTO mail (id, kind, order_id, withdrawal_id, to_address, dedupe_key)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (dedupe_key) DO NOTHING
"""
_TELL_SHOPS = """
    INSERT INTO mail (id, kind, order_id, shop_order_id, withdrawal_id, to_address, dedupe_key)
    SELECT gen_random_uuid(), $2, s.order_id, s.id, p.withdrawal_id, s.shop ->> 'email',
        $2 || ':' || p.withdrawal_id || ':' || s.id
    FROM withdrawal_part p JOIN shop_order s ON s.id = p.shop_order_id
    WHERE p.withdrawal_id = $1 AND s.shop ->> 'email' <> ''
    ON CONFLICT (dedupe_key) DO NOTHING
"""
_TELL_BUYER = """
    INSERT INTO mail (id, kind, order_id, shop_order_id, withdrawal_id, to_address, dedupe_key)
    SELECT gen_random_uuid(), $3, w.order_id, $2::uuid, w.id, w.receipt_to,
        $3 || ':' || w.id || ':' || $2::uuid
    FROM withdrawal w WHERE w.id = $1
    ON CONFLICT (dedupe_key) DO NOTHING
"""
_REFUND = """
    INSERT INTO refund (id, order_id, shop_order_id, amount, reason, idempotency_key)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (idempotency_key) DO NOTHING
"""
_LEFT = """
    SELECT CASE WHEN p.status IN ('paid', 'partly_refunded') THEN
        s.total - coalesce((
            SELECT sum(r.amount) FROM refund r
            WHERE r.shop_order_id = s.id AND r.status <> 'failed'
        ), 0) ELSE 0 END AS online
    FROM shop_order s LEFT JOIN payment p ON p.order_id = s.order_id
    WHERE s.id = $1
"""
_IS_ONLINE = """SELECT payment_method = 'online' FROM "order" WHERE id = $1"""
_POSITIONS = """
    SELECT positions FROM withdrawal_part WHERE withdrawal_id = $1 AND shop_order_id = $2
"""
_BY_NUMBER = """
    SELECT o.id AS order_id, CASE WHEN o.number = $1 THEN NULL ELSE s.id END AS shop_order_id
    FROM "order" o JOIN shop_order s ON s.order_id = o.id
    WHERE o.number IN ($1, regexp_replace($1, '-[0-9]+$', '')) AND (o.number = $1 OR s.number = $1)
    LIMIT 1
"""
_JOIN = """
    UPDATE withdrawal SET order_id = $2 WHERE id = $1 AND order_id IS NULL RETURNING id
"""
_IS_OF = "SELECT true FROM withdrawal WHERE id = $1 AND order_id = $2"
_TELL_MATCHED = """
    INSERT INTO mail (id, kind, order_id, withdrawal_id, to_address, dedupe_key)
    SELECT gen_random_uuid(), $2, w.order_id, w.id, w.receipt_to, $2 || ':' || w.id
    FROM withdrawal w WHERE w.id = $1
    ON CONFLICT (dedupe_key) DO NOTHING
"""


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...

    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class Filing:
    """A declaration with everything it is filed under."""

    id: UUID
    number: str
    declared_at: datetime
    key: str
    request_hash: bytes
    token_hash: bytes
    order_id: UUID | None
    shows_order: bool
    said: Declaration


@dataclass(frozen=True, slots=True)
class Match:
    """The order that is meant, and the shop order when its own number was named."""

    order_id: UUID
    shop_order_id: UUID | None
    shows_order: bool
    """Whether who declares knows enough to be shown what was ordered."""


async def known(on: Reader, key: str) -> tuple[UUID, bytes] | None:
    """The withdrawal that this key has made, and what it was asked with."""
    row = await on.fetchrow(_BY_KEY, key)
    return (row["id"], row["request_hash"]) if row else None


async def next_number(tx: Transaction) -> int:
    return int(await tx.fetchval(_NUMBER))


async def match(tx: Transaction, said: Declaration) -> Match | None:
    """By number and who it was; without a number by day and address, if there was but one."""
    if said.order_number:
        row = await tx.fetchrow(_MATCH, said.order_number, said.receipt_to, said.plain_name)
        return Match(**row) if row else None
    if said.ordered_on is None or said.ordered_on.year not in YEARS:
        return None
    found = await tx.fetch(_MATCH_DAY, *ids_of(said.ordered_on), said.receipt_to)
    return Match(found[0]["id"], None, shows_order=True) if len(found) == 1 else None


async def lines_of(tx: Transaction, order_id: UUID) -> dict[UUID, tuple[UUID, list[Line]]]:
    """By shop order its shop and lines; of orders that no shop has seen, nothing."""
    found: dict[UUID, tuple[UUID, list[Line]]] = {}
    for row in await tx.fetch(_LINES, order_id):
        _, lines = found.setdefault(row["shop_order_id"], (row["shop_id"], []))
        lines.append(
            Line(row["position"], row["quantity"], row["price"], row["deposit"], row["shown"])
        )
    return found


async def add(tx: Transaction, filing: Filing) -> bool:
    """False when somebody with the same key was quicker."""
    said = filing.said
    done = await tx.execute(
        _ADD, filing.id, filing.number, filing.declared_at, filing.key, filing.request_hash,
        said.name, said.contract, said.ordered_on, said.statement, said.receipt_to, said.language,
        filing.order_id, filing.token_hash, filing.shows_order,
    )  # fmt: skip
    return done == "INSERT 0 1"


async def add_part(tx: Transaction, part: Part, lines: Sequence[Line]) -> None:
    await tx.execute(
        _ADD_PART,
        part.withdrawal_id,
        part.shop_order_id,
        part.shop_id,
        [line.shown for line in lines],
        [line.position for line in lines],
        part.worth,
    )


async def queue_receipt(tx: Transaction, filing: Filing) -> None:
    await tx.execute(
        _RECEIPT, new_id(), RECEIPT, filing.order_id, filing.id, filing.said.receipt_to,
        f"{RECEIPT}:{filing.id}",
    )  # fmt: skip
    await tx.execute(_TELL_SHOPS, filing.id, TO_SHOP)


async def tell_buyer(tx: Transaction, part: Part, kind: str) -> None:
    await tx.execute(_TELL_BUYER, part.withdrawal_id, part.shop_order_id, kind)


async def head(on: Reader, withdrawal_id: UUID) -> Any:
    return await on.fetchrow(_HEAD, withdrawal_id)


async def parts_of(on: Reader, withdrawal_id: UUID) -> list[Any]:
    return await on.fetch(_PARTS_OF, withdrawal_id)


async def of_shop(
    on: Reader, shop_id: UUID, which: str | None, after: tuple[UUID, UUID] | None, limit: int
) -> list[Any]:
    """A shop's parts, the latest first; `which`: open, decided, or both."""
    last, last_part = after or (None, None)
    return await on.fetch(_OF_SHOP, shop_id, which, last, last_part, limit)


async def rejected(
    on: Reader, since: datetime, after: tuple[UUID, UUID] | None, limit: int
) -> list[Any]:
    """What shops have refused of what was declared since, the latest first."""
    last, last_part = after or (None, None)
    return await on.fetch(_REJECTED, id_at(since), last, last_part, limit)


async def unmatched(on: Reader, before: UUID | None, limit: int) -> list[Any]:
    return await on.fetch(_UNMATCHED, before, limit)


async def lock_part(tx: Transaction, withdrawal_id: UUID, shop_order_id: UUID) -> Part | None:
    row = await tx.fetchrow(_LOCK_PART, withdrawal_id, shop_order_id)
    return Part(**{**row, "state": State(row["state"])}) if row else None


@dataclass(frozen=True, slots=True)
class Decision:
    state: State
    at: datetime
    account_id: UUID
    reason: str | None = None
    paid_back: int | None = None
    deduction: int = 0
    settled_at: datetime | None = None


async def decide(tx: Transaction, part: Part, decision: Decision) -> None:
    await tx.execute(
        _DECIDE, part.withdrawal_id, part.shop_order_id, decision.state, decision.reason,
        decision.paid_back, decision.at, decision.account_id, decision.deduction,
        decision.settled_at,
    )  # fmt: skip


async def paid_online(tx: Transaction, shop_order_id: UUID) -> int:
    """How much of this shop's share can still flow back online; only under the order's lock."""
    return max(0, await tx.fetchval(_LEFT, shop_order_id) or 0)


async def is_paid_online(tx: Transaction, order_id: UUID) -> bool:
    return bool(await tx.fetchval(_IS_ONLINE, order_id))


async def positions(tx: Transaction, part: Part) -> set[int]:
    """Which lines the part means."""
    found = await tx.fetchval(_POSITIONS, part.withdrawal_id, part.shop_order_id)
    return set(found)


async def order_by_number(tx: Transaction, number: str) -> tuple[UUID, UUID | None] | None:
    """The order, and the shop order when its own number was named."""
    row = await tx.fetchrow(_BY_NUMBER, number.strip().upper())
    return (row["order_id"], row["shop_order_id"]) if row else None


async def join(tx: Transaction, withdrawal_id: UUID, order_id: UUID) -> bool:
    """True for the one call that found the order; what was declared stays as it was."""
    return await tx.fetchval(_JOIN, withdrawal_id, order_id) is not None


async def is_of(tx: Transaction, withdrawal_id: UUID, order_id: UUID) -> bool:
    return bool(await tx.fetchval(_IS_OF, withdrawal_id, order_id))


async def tell_of_match(tx: Transaction, withdrawal_id: UUID) -> None:
    """The shops, and who declared it."""
    await tx.execute(_TELL_SHOPS, withdrawal_id, TO_SHOP)
    await tx.execute(_TELL_MATCHED, withdrawal_id, MATCHED)


async def request_refund(tx: Transaction, part: Part, order_id: UUID, amount: int) -> None:
    """Once for each part, however often it is asked."""
    await tx.execute(
        _REFUND, new_id(), order_id, part.shop_order_id, amount, "Widerruf",
        f"withdrawal-{part.withdrawal_id}-{part.shop_order_id}",
    )  # fmt: skip
