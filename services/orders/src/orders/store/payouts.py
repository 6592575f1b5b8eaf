"""Payouts as rows: told by the provider, or made by the operator by hand."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction

_TAKE_OVER = """
    INSERT INTO payout (id, kind, provider_id, shop_id, amount, status, reference, arrives_on,
        failure)
    VALUES ($1, 'provider', $2, $3, $4, $5, '', $6, $7)
    ON CONFLICT (provider_id) DO UPDATE SET status = $5, arrives_on = $6, failure = $7,
        updated_at = now()
"""
_ADD_MANUAL = """
    INSERT INTO payout (id, kind, key, shop_id, amount, status, reference, arrives_on, account_id)
    VALUES ($1, 'manual', $2, $3, $4, 'paid', $5, $6, $7) ON CONFLICT (key) DO NOTHING
"""
_BY_KEY = "SELECT id, shop_id, amount, reference FROM payout WHERE key = $1"
_OF_SHOP = """
    SELECT id, kind, amount, status, reference, arrives_on, failure, created_at FROM payout
    WHERE shop_id IS NOT DISTINCT FROM $1 AND ($2::uuid IS NULL OR id < $2)
    ORDER BY id DESC LIMIT $3
"""


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...

    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class Landed:
    """A payout as the provider tells it; without a shop it went to the operator."""

    provider_id: str
    shop_id: UUID | None
    amount: int
    status: str
    arrives_on: date | None
    failure: str | None


@dataclass(frozen=True, slots=True)
class Manual:
    """What the operator has paid to a shop from its own bank."""

    key: str
    shop_id: UUID
    amount: int
    reference: str
    paid_on: date
    account_id: UUID | None


async def take_over(tx: Transaction, landed: Landed) -> None:
    await tx.execute(
        _TAKE_OVER,
        new_id(),
        landed.provider_id,
        landed.shop_id,
        landed.amount,
        landed.status,
        landed.arrives_on,
        landed.failure,
    )


async def add_manual(tx: Transaction, payout_id: UUID, paid: Manual) -> bool:
    """False when the key has been used meanwhile, for another shop."""
    done = await tx.execute(
        _ADD_MANUAL,
        payout_id,
        paid.key,
        paid.shop_id,
        paid.amount,
        paid.reference,
        paid.paid_on,
        paid.account_id,
    )
    return done == "INSERT 0 1"


async def by_key(on: Reader, key: str) -> Any:
    return await on.fetchrow(_BY_KEY, key)


async def of_shop(on: Reader, shop_id: UUID | None, before: UUID | None, limit: int) -> list[Any]:
    """The latest first; without a shop the operator's own."""
    return await on.fetch(_OF_SHOP, shop_id, before, limit)
