"""Token buckets for logins, counted across all processes in one upsert."""

from dataclasses import dataclass

import asyncpg
from marketkit.db import Transaction

REFILL_SECONDS = 600.0

# Rows are taken in key order, so that two logins that share an address never lock crosswise.
_TAKE = """
    INSERT INTO login_buckets AS bucket (key, tokens, refilled_at)
    SELECT key, size - 1, now() FROM unnest($1::text[], $2::float8[]) AS asked (key, size)
    ORDER BY key
    ON CONFLICT (key) DO UPDATE SET
        tokens = least(
            excluded.tokens + 1,
            bucket.tokens + (excluded.tokens + 1) / $3
                * extract(epoch FROM greatest(now() - bucket.refilled_at, interval '0'))
        ) - 1,
        refilled_at = now()
    RETURNING key, tokens
"""
_GIVE_BACK = """
    UPDATE login_buckets SET tokens = tokens + 1
    WHERE key IN (SELECT key FROM login_buckets WHERE key = ANY($1::text[]) ORDER BY key FOR UPDATE)
"""
_PRUNE = "DELETE FROM login_buckets WHERE refilled_at < now() - interval '1 hour'"


@dataclass(frozen=True, slots=True)
class Bucket:
    key: str
    size: int


async def take(pool: asyncpg.Pool, *buckets: Bucket) -> float:
    """Take one from each; when one is empty, take nothing and return the seconds to wait."""
    sizes = {bucket.key: bucket.size for bucket in buckets}
    async with pool.acquire() as connection:
        attempt = connection.transaction()
        await attempt.start()
        rows = await connection.fetch(_TAKE, list(sizes), list(sizes.values()), REFILL_SECONDS)
        wait = max(_wait(row["tokens"], sizes[row["key"]]) for row in rows)
        # Knocking while it is empty must not dig a hole that keeps the owner out for hours.
        await (attempt.rollback() if wait else attempt.commit())
    return wait


async def give_back(pool: asyncpg.Pool, *buckets: Bucket) -> None:
    """A login that succeeded costs nothing."""
    await pool.execute(_GIVE_BACK, [bucket.key for bucket in buckets])


async def prune(tx: Transaction) -> None:
    await tx.execute(_PRUNE)


def _wait(tokens: float, size: int) -> float:
    return 0.0 if tokens >= 0 else -tokens * REFILL_SECONDS / size
