"""Links to set a new password. Only hashes are kept; the first use ends all of an account."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from marketkit.db import Transaction

# Asked again at once, by a second tap, the link that is on its way will do.
_ADD: Final = """
    INSERT INTO password_links (key_hash, account_id, ends_at)
    SELECT $1, $2, now() + $3::interval WHERE NOT EXISTS (
        SELECT FROM password_links
        WHERE account_id = $2 AND created_at > now() - interval '1 minute'
    )
"""
_OWNER: Final = "SELECT account_id FROM password_links WHERE key_hash = $1 AND ends_at > now()"
_END: Final = "DELETE FROM password_links WHERE account_id = $1"
_PRUNE: Final = "DELETE FROM password_links WHERE ends_at < now()"
_LOCK: Final = "SELECT id FROM accounts WHERE email = $1 FOR UPDATE"


async def account_asking(tx: Transaction, email: str) -> UUID | None:
    """Held until the transaction ends, so that two askers come one after the other."""
    found: UUID | None = await tx.fetchval(_LOCK, email)
    return found


async def add(tx: Transaction, key_hash: bytes, account_id: UUID, lasts: timedelta) -> bool:
    """False when a link has only just been sent."""
    return await tx.execute(_ADD, key_hash, account_id, lasts) == "INSERT 0 1"


async def owner(tx: Transaction, key_hash: bytes) -> UUID | None:
    """Whose link this is; None when it has ended or been used."""
    found: UUID | None = await tx.fetchval(_OWNER, key_hash)
    return found


async def end_all(tx: Transaction, account_id: UUID) -> None:
    await tx.execute(_END, account_id)


async def prune(tx: Transaction) -> None:
    await tx.execute(_PRUNE)
