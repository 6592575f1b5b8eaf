"""Transfers to shops and their reversals: intents, written before anybody is called."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction

from orders.domain.ledger import Part

Table = Literal["transfer", "transfer_reversal"]

_OF_SHARE = """
    SELECT t.id, t.state, t.amount, t.netted, t.attempts,
        t.amount - coalesce(sum(r.amount), 0) AS away,
        coalesce(sum(r.amount) FILTER (WHERE r.state = 'requested'), 0) AS coming_back
    FROM transfer t LEFT JOIN transfer_reversal r ON r.transfer_id = t.id
    WHERE t.shop_order_id = $1 GROUP BY t.id ORDER BY t.round DESC
"""
_ADD = """
    INSERT INTO transfer (id, order_id, shop_order_id, shop_id, round, amount, netted, state,
        payout_id, idempotency_key, ended_at)
    SELECT $1, $2, $3, $4, coalesce(max(round), 0) + 1, $5, $6, $7, $8, 'transfer-' || $1::uuid,
        CASE WHEN $7 <> 'requested' THEN now() END
    FROM transfer WHERE order_id = $2 AND shop_id = $4
"""
_DROP = """
    UPDATE transfer SET state = 'dropped', error = $2, ended_at = now()
    WHERE id = $1 AND state IN ('requested', 'failed') RETURNING shop_order_id
"""
# Somebody may be about to carry it out.
_DROP_UNTRIED = f"{_DROP.partition('RETURNING')[0]} AND attempts = 0 RETURNING shop_order_id"
_GIVE_UP = """
    UPDATE transfer SET state = 'dropped', error = $2, ended_at = now()
    WHERE id = $1 AND state = 'failed' RETURNING shop_order_id
"""
_EXISTS = "SELECT EXISTS (SELECT FROM transfer WHERE id = $1)"
_ADD_REVERSAL = """
    INSERT INTO transfer_reversal (id, transfer_id, amount, state, idempotency_key)
    VALUES ($1, $2, $3, 'requested', 'reversal-' || $1::uuid)
"""
# Counted and put off before the call: a crash in mid-call is then tried again, but later.
_CLAIM_TRANSFERS = """
    UPDATE transfer t SET attempts = attempts + 1, available_at = now() + $2::interval
    WHERE id IN (
        SELECT id FROM transfer WHERE state = 'requested' AND available_at <= now()
        ORDER BY available_at LIMIT $1 FOR UPDATE SKIP LOCKED
    )
    RETURNING id, order_id, shop_order_id, shop_id, amount, netted, attempts, call_number,
        NOT EXISTS (
            SELECT FROM transfer b WHERE b.shop_order_id = t.shop_order_id AND b.state = 'sent'
        ) AS is_lent,
        (SELECT a.provider_id FROM shop_account a
            WHERE a.shop_id = t.shop_id AND a.state = 'active') AS account,
        (SELECT p.charge_id FROM payment p WHERE p.order_id = t.order_id) AS charge_id,
        (SELECT p.provider_id FROM payment p WHERE p.order_id = t.order_id) AS payment_id
"""
_CLAIM_REVERSALS = """
    UPDATE transfer_reversal r SET attempts = r.attempts + 1, available_at = now() + $2::interval
    FROM transfer t
    WHERE t.id = r.transfer_id AND r.id IN (
        SELECT id FROM transfer_reversal WHERE state = 'requested' AND available_at <= now()
        ORDER BY available_at LIMIT $1 FOR UPDATE SKIP LOCKED
    )
    RETURNING r.id, t.order_id, t.shop_order_id, t.shop_id, r.amount, r.attempts, r.call_number,
        t.provider_id AS transfer
"""
_LOCK: Final = {
    "transfer": "SELECT state FROM transfer WHERE id = $1 FOR UPDATE",
    "transfer_reversal": "SELECT state FROM transfer_reversal WHERE id = $1 FOR UPDATE",
}
_END: Final = {
    "transfer": """
        UPDATE transfer SET state = $2, provider_id = $3, error = $4, ended_at = now()
        WHERE id = $1 AND state = 'requested'
    """,
    "transfer_reversal": """
        UPDATE transfer_reversal SET state = $2, provider_id = $3, error = $4, ended_at = now()
        WHERE id = $1 AND state = 'requested'
    """,
}
_POSTPONE: Final = {
    "transfer": """
        UPDATE transfer SET available_at = now() + $2::interval, error = $3,
            call_number = call_number + $4
        WHERE id = $1 AND state = 'requested'
    """,
    "transfer_reversal": """
        UPDATE transfer_reversal SET available_at = now() + $2::interval, error = $3,
            call_number = call_number + $4
        WHERE id = $1 AND state = 'requested'
    """,
}


@dataclass(frozen=True, slots=True)
class Sent:
    """One transfer of a share as it stands."""

    id: UUID
    state: str
    amount: int
    netted: int
    attempts: int
    away: int
    """Neither back nor on its way back."""
    coming_back: int


@dataclass(frozen=True, slots=True)
class DueTransfer:
    """One to carry out now. `call_number` changes only after a definite failure."""

    id: UUID
    order_id: UUID
    shop_order_id: UUID
    shop_id: UUID
    amount: int
    netted: int
    attempts: int
    call_number: int
    is_lent: bool
    """The charge covers it before its money has arrived; it does so once."""
    account: str | None
    """Where to; None when the shop's account takes no money now."""
    charge_id: str | None
    payment_id: str | None

    @property
    def part(self) -> Part:
        return Part(self.order_id, self.shop_order_id, self.shop_id)


@dataclass(frozen=True, slots=True)
class DueReversal:
    id: UUID
    order_id: UUID
    shop_order_id: UUID
    shop_id: UUID
    amount: int
    attempts: int
    call_number: int
    transfer: str

    @property
    def part(self) -> Part:
        return Part(self.order_id, self.shop_order_id, self.shop_id)


async def of_share(tx: Transaction, shop_order_id: UUID) -> Sequence[Sent]:
    """The latest first."""
    return [Sent(**row) for row in await tx.fetch(_OF_SHARE, shop_order_id)]


async def add(
    tx: Transaction, part: Part, amount: int, netted: int, state: str, payout_id: UUID | None = None
) -> UUID:
    transfer_id = new_id()
    await tx.execute(
        _ADD,
        transfer_id,
        part.order_id,
        part.shop_order_id,
        part.shop_id,
        amount,
        netted,
        state,
        payout_id,
    )
    return transfer_id


async def drop(tx: Transaction, transfer_id: UUID, why: str) -> UUID | None:
    """It was never made and will not be; the share it belonged to."""
    found: UUID | None = await tx.fetchval(_DROP, transfer_id, why)
    return found


async def drop_untried(tx: Transaction, transfer_id: UUID, why: str) -> bool:
    return await tx.fetchval(_DROP_UNTRIED, transfer_id, why) is not None


async def give_up(tx: Transaction, transfer_id: UUID, why: str) -> UUID | None:
    """A failed one, so that the share finds another way; the share, the first time."""
    found: UUID | None = await tx.fetchval(_GIVE_UP, transfer_id, why)
    return found


async def exists(tx: Transaction, transfer_id: UUID) -> bool:
    return bool(await tx.fetchval(_EXISTS, transfer_id))


async def add_reversal(tx: Transaction, transfer_id: UUID, amount: int) -> None:
    await tx.execute(_ADD_REVERSAL, new_id(), transfer_id, amount)


async def claim(tx: Transaction, limit: int, lease: timedelta) -> list[DueTransfer]:
    return [DueTransfer(**row) for row in await tx.fetch(_CLAIM_TRANSFERS, limit, lease)]


async def claim_reversals(tx: Transaction, limit: int, lease: timedelta) -> list[DueReversal]:
    return [DueReversal(**row) for row in await tx.fetch(_CLAIM_REVERSALS, limit, lease)]


async def is_waiting(tx: Transaction, table: Table, row_id: UUID) -> bool:
    """Nobody has told its outcome yet; nobody else can until the transaction ends."""
    state: str | None = await tx.fetchval(_LOCK[table], row_id)
    return state == "requested"


async def end(
    tx: Transaction, table: Table, row_id: UUID, state: str, *,
    provider_id: str | None = None, error: str | None = None,
) -> None:  # fmt: skip
    await tx.execute(_END[table], row_id, state, provider_id, error)


async def postpone(
    tx: Transaction, table: Table, row_id: UUID, wait: timedelta, error: str, *, new_call: bool
) -> None:
    await tx.execute(_POSTPONE[table], row_id, wait, error, int(new_call))
