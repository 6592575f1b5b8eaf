"""The key of the week, shared by all gateway processes; those of weeks gone by are deleted."""

from marketkit.db import Transaction

_MAKE = "INSERT INTO week_keys (week, key) VALUES ($1, $2) ON CONFLICT DO NOTHING"
_READ = "SELECT key FROM week_keys WHERE week = $1"
_FORGET = "DELETE FROM week_keys WHERE week < $1"


async def of_week(tx: Transaction, week: str, fresh: bytes) -> bytes:
    """The week's key: `fresh` if nobody has made one yet."""
    await tx.execute(_MAKE, week, fresh)
    key: bytes = await tx.fetchval(_READ, week)
    await tx.execute(_FORGET, week)
    return key
