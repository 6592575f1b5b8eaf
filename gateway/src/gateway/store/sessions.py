"""Sessions: one indexed read per look-up, one write per minute of use. Time is the database's."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import asyncpg
from marketkit.auth import Principal
from marketkit.db import Transaction

from gateway.domain.accounts import MANDATE, Account

_FIND = """
    SELECT a.id, a.email, a.name, a.roles, a.created_at,
           EXISTS (SELECT FROM shop_staff m WHERE m.account_id = a.id AND m.role <> $3)
               AS is_shop_staff,
           s.seen_at < now() - interval '1 minute' AS unseen
    FROM sessions s JOIN accounts a ON a.id = s.account_id
    WHERE s.key_hash = $1 AND s.ends_at > now() AND s.seen_at > now() - $2::interval
"""
_TOUCH = """
    UPDATE sessions SET seen_at = now()
    WHERE key_hash = $1 AND seen_at < now() - interval '1 minute'
"""
_OPEN = "INSERT INTO sessions (key_hash, account_id, ends_at) VALUES ($1, $2, now() + $3::interval)"
_PRUNE = "DELETE FROM sessions WHERE ends_at < now() OR seen_at < now() - $1::interval"


@dataclass(frozen=True, slots=True)
class Times:
    idle: timedelta
    longest: timedelta

    @classmethod
    def of(cls, idle_minutes: int, longest_hours: int) -> "Times":
        return cls(timedelta(minutes=idle_minutes), timedelta(hours=longest_hours))


async def find(pool: asyncpg.Pool, key_hash: bytes, times: Times) -> Principal | None:
    """Whose session this is; keeps it alive, writing at most once a minute."""
    row = await pool.fetchrow(_FIND, key_hash, times.idle, MANDATE)
    if row is None:
        return None
    if row["unseen"]:
        await pool.execute(_TOUCH, key_hash)
    return principal_in(row)


async def open_for(tx: Transaction, account_id: UUID, key_hash: bytes, times: Times) -> None:
    await tx.execute(_OPEN, key_hash, account_id, times.longest)


async def close(tx: Transaction, key_hash: bytes) -> None:
    await tx.execute("DELETE FROM sessions WHERE key_hash = $1", key_hash)


async def end_others(tx: Transaction, account_id: UUID, keeps: bytes | None) -> None:
    """All sessions of the account, but the one that may stay."""
    await tx.execute(
        "DELETE FROM sessions WHERE account_id = $1 AND key_hash IS DISTINCT FROM $2",
        account_id,
        keeps,
    )


async def prune(tx: Transaction, times: Times) -> None:
    await tx.execute(_PRUNE, times.idle)


def principal_in(row: asyncpg.Record) -> Principal:
    account = Account(
        row["id"],
        row["email"],
        row["name"],
        frozenset(row["roles"]),
        row["created_at"],
        row["is_shop_staff"],
    )
    return account.principal()
